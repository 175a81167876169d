// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/run/beside_run.h"

#include "core/provision/remote_run.h"
#include "ui/base/text.h"

#include <utility>

namespace inferometer::ui {

namespace {

Result<BesideRun::Ended> measured(const Result<std::string>& folder)
{
    Result<FinishedRun> run = folder ? loadResult(folder.value()) : Result<FinishedRun>{folder.error()};
    if (!run)
        return run.error();
    Result<RunCard> card = readRunCard(folder.value());
    if (!card)
        return card.error();
    return BesideRun::Ended{std::make_shared<const FinishedRun>(std::move(run).value()), std::move(card).value()};
}

}  // namespace

void BesideRun::start(const PlacedRun& placed)
{
    m_stop = {};
    m_cut = {};
    m_job.start(
        [this, placed, stop = m_stop.get_token(), cut = m_cut.get_token()](const std::stop_token& /*closing*/,
                                                                           const BackgroundJob::Tell& tell) {
            RemoteRunWatch watch;
            watch.stop = stop;
            watch.cut = cut;
            watch.progress = [this, &tell](const Sentence& said) {
                tell([this, text = sentenceText(said)] { emit progressed(text); });
            };
            std::shared_ptr<const RunHeader> header;
            watch.grew = [this, &tell, &header](const RunMirror& mirror) {
                if (!header)
                    header = std::make_shared<const RunHeader>(mirror.header());
                tell([this, header, snapshot = mirror.snapshot()] { emit grew(header, snapshot); });
            };
            return measured(runBeside(*placed.sender, placed.run, placed.home, watch));
        },
        [this](const Result<Ended>& run) {
            if (run)
                emit ended(run.value());
            else
                emit failed(run.error());
        });
}

void BesideRun::stop()
{
    if (m_stop.stop_requested())
        m_cut.request_stop();
    m_stop.request_stop();
}

void BesideRun::cut()
{
    m_stop.request_stop();
    m_cut.request_stop();
}

}  // namespace inferometer::ui
