// SPDX-License-Identifier: GPL-3.0-or-later
// Opens a result folder, a zip exported from one or a run's YAML file, whoever names it: command line, menu, palette or
// a drop.
#pragma once

#include "core/base/result.h"
#include "ui/base/background_job.h"
#include "ui/base/page.h"

#include <QObject>
#include <QString>

#include <memory>
#include <stop_token>

class QDropEvent;

namespace inferometer::ui {

class DropMark;

// The run of a folder with results, of a file in it or of a zip exported from it. Blocks: for the disk.
Result<std::shared_ptr<const FinishedRun>> openRun(const QString& path, const std::stop_token& stop = {});

// The same shows the run and fills the form with it; a YAML file fills the form.
Result<Wishes> openPath(const QString& path, const std::stop_token& stop = {});

// The same, off the UI thread.
class Opening : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    // The outcome of the one before is dropped.
    void start(const QString& path);
    // What is dropped on `window`, a file or folder of this machine, is opened. While it is over the window a mark says
    // so.
    void takeDropsOn(QWidget& window);

signals:
    void opened(const inferometer::ui::Wishes& wishes);
    void failed(const QString& reason);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void finish(const Result<Wishes>& result);
    // The file or folder that a drop carries; empty: not one of this machine.
    static QString pathOf(const QDropEvent& drop);

    DropMark* m_mark = nullptr;
    BackgroundJob m_job;
};

}  // namespace inferometer::ui
