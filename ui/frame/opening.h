// SPDX-License-Identifier: GPL-3.0-or-later
// Opens a result folder or a run's YAML file, whoever names it: command line, menu, palette or a drop.
#pragma once

#include "core/base/result.h"
#include "ui/base/background_job.h"
#include "ui/base/page.h"

#include <QObject>
#include <QString>

namespace inferometer::ui {

// A folder with results, or a file in it, shows them and fills the form with their run; a YAML file fills the form.
// Blocks: for the disk.
Result<Wishes> openPath(const QString& path);

// The same, off the UI thread.
class Opening : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    // The outcome of the one before is dropped.
    void start(const QString& path);

signals:
    void opened(const inferometer::ui::Wishes& wishes);
    void failed(const QString& reason);

private:
    void finish(const Result<Wishes>& result);

    BackgroundJob m_job;
};

}  // namespace inferometer::ui
