// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/frame/opening.h"

#include "core/config/run_yaml.h"
#include "core/store/finished_run.h"
#include "ui/base/text.h"
#include "ui/charts/drop_mark.h"

#include <QDropEvent>
#include <QFileInfo>
#include <QMimeData>
#include <QUrl>

#include <utility>

namespace inferometer::ui {

namespace {

Result<Wishes> openResult(const QString& path, const std::stop_token& stop)
{
    Result<std::shared_ptr<const FinishedRun>> run = openRun(path, stop);
    if (!run)
        return run.error();
    Wishes wishes;
    wishes.spec = run.value()->header.spec;
    wishes.opened = std::move(run).value();
    return wishes;
}

}  // namespace

Result<std::shared_ptr<const FinishedRun>> openRun(const QString& path, const std::stop_token& stop)
{
    const Result<std::string> found = findRun(toStd(path));
    if (!found)
        return found.error();
    Result<FinishedRun> loaded = loadResult(found.value(), stop);
    if (!loaded)
        return loaded.error();
    return std::make_shared<const FinishedRun>(std::move(loaded).value());
}

Result<Wishes> openPath(const QString& path, const std::stop_token& stop)
{
    const QString suffix = QFileInfo{path}.suffix().toLower();
    const bool isSpec = suffix == QLatin1String{"yaml"} || suffix == QLatin1String{"yml"};
    if (!isSpec)
        return openResult(path, stop);
    ReadRun read = readRunFile(toStd(path));
    if (!read.errors.empty())
        return read.errors.front();
    Wishes wishes;
    wishes.spec = std::move(read.spec);
    return wishes;
}

void Opening::start(const QString& path)
{
    m_job.start(
        [path](const std::stop_token& stop, const BackgroundJob::Tell& /*tell*/) { return openPath(path, stop); },
        [this](const Result<Wishes>& result) { finish(result); });
}

void Opening::finish(const Result<Wishes>& result)
{
    if (result)
        emit opened(result.value());
    else
        emit failed(errorText(result.error()));
}

void Opening::takeDropsOn(QWidget& window)
{
    m_mark = new DropMark{window};
    window.setAcceptDrops(true);
    window.installEventFilter(this);
}

bool Opening::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::DragLeave || event->type() == QEvent::Drop)
        m_mark->markAt(nullptr);
    if (event->type() != QEvent::DragEnter && event->type() != QEvent::Drop)
        return QObject::eventFilter(watched, event);
    auto& drop = static_cast<QDropEvent&>(*event);
    const QString path = pathOf(drop);
    drop.setAccepted(!path.isEmpty());
    if (path.isEmpty())
        return true;
    drop.acceptProposedAction();
    if (event->type() == QEvent::Drop)
        start(path);
    else
        m_mark->markAt(m_mark->parentWidget(), tr("Open %1").arg(QFileInfo{path}.fileName()));
    return true;
}

QString Opening::pathOf(const QDropEvent& drop)
{
    const QList<QUrl> urls = drop.mimeData()->urls();
    return urls.size() == 1 && urls.front().isLocalFile() ? urls.front().toLocalFile() : QString{};
}

}  // namespace inferometer::ui
