// SPDX-License-Identifier: GPL-3.0-or-later
// Keeps what a person calls a run and notes of it, off the UI thread, one change after the other: each changes what
// stands in the run's folder by then, whoever wrote it.
#pragma once

#include "core/base/result.h"
#include "core/store/run_label.h"
#include "ui/base/background_job.h"

#include <QObject>
#include <QString>

#include <deque>
#include <functional>

namespace inferometer::ui {

// However they are spelled.
bool isSameFolder(const QString& one, const QString& other);

class RunLabels : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    void rename(const QString& folder, const QString& name);
    void note(const QString& folder, const QString& note);

signals:
    // As it stands there now.
    void kept(const QString& folder, const inferometer::RunLabel& label);
    void failed(const inferometer::Error& error);

private:
    struct Change
    {
        QString folder;
        std::function<void(RunLabel& label)> make;
    };
    void add(Change change);
    void next();

    std::deque<Change> m_waiting;  // the first is being made
    BackgroundJob m_job;           // last: it ends before the rest goes
};

}  // namespace inferometer::ui
