// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/frame/opening.h"

#include "core/config/run_yaml.h"
#include "core/store/finished_run.h"
#include "ui/base/text.h"

#include <QFileInfo>

#include <utility>

namespace inferometer::ui {

namespace {

Result<Wishes> openResult(const QString& path)
{
    const Result<std::string> found = findRun(toStd(path));
    if (!found)
        return found.error();
    Result<FinishedRun> loaded = loadResult(found.value());
    if (!loaded)
        return loaded.error();
    Wishes wishes;
    wishes.spec = loaded.value().header.spec;
    wishes.opened = std::make_shared<FinishedRun>(std::move(loaded).value());
    return wishes;
}

}  // namespace

Result<Wishes> openPath(const QString& path)
{
    const QString suffix = QFileInfo{path}.suffix().toLower();
    const bool isSpec = suffix == QLatin1String{"yaml"} || suffix == QLatin1String{"yml"};
    if (!isSpec)
        return openResult(path);
    ReadRun read = readRunFile(toStd(path));
    if (!read.errors.empty())
        return read.errors.front();
    Wishes wishes;
    wishes.spec = std::move(read.spec);
    return wishes;
}

void Opening::start(const QString& path)
{
    m_job.start([path](const std::stop_token& /*stop*/, const BackgroundJob::Tell& /*tell*/) { return openPath(path); },
                [this](const Result<Wishes>& result) { finish(result); });
}

void Opening::finish(const Result<Wishes>& result)
{
    if (result)
        emit opened(result.value());
    else
        emit failed(errorText(result.error()));
}

}  // namespace inferometer::ui
