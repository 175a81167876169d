// SPDX-License-Identifier: GPL-3.0-or-later
// Finishes, in the background, the result files of runs whose program died.
#pragma once

#include <QObject>
#include <QStringList>

#include <string>
#include <thread>

namespace inferometer::ui {

class Recovery : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    // Looks through `resultsDir` once. REQUIRES: not started before.
    void start(const std::string& resultsDir);

signals:
    // The folders that were finished, only if there are any, and what is said of those whose journal was damaged.
    void recovered(const QStringList& folders, const QStringList& damage);
    // None was finished, and one could not be.
    void failed(const QString& reason);

private:
    std::jthread m_worker;
};

}  // namespace inferometer::ui
