// SPDX-License-Identifier: GPL-3.0-or-later
// One run that another machine measures beside its server (core/provision/remote_run), followed here as it comes.
#pragma once

#include "core/provision/load_place.h"
#include "core/store/finished_run.h"
#include "core/store/run_card.h"
#include "ui/base/background_job.h"

#include <QObject>
#include <QString>

#include <memory>
#include <stop_token>
#include <string>

namespace inferometer::ui {

class BesideRun : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;
    // Cuts it there and keeps what came.
    ~BesideRun() override { cut(); }

    // REQUIRES: !isActive(), a sender, and what runBeside() asks of the run.
    void start(const PlacedRun& placed);
    bool isActive() const { return m_job.isActive(); }
    // No new requests; a second call cuts those in flight.
    void stop();
    void cut();

    struct Ended
    {
        std::shared_ptr<const FinishedRun> run;
        RunCard card;
    };

signals:
    void progressed(const QString& text);
    void grew(const std::shared_ptr<const inferometer::RunHeader>& header, const inferometer::SnapshotPtr& snapshot);
    // Its files are written here.
    void ended(const inferometer::ui::BesideRun::Ended& ended);
    void failed(const inferometer::Error& error);

private:
    std::stop_source m_stop;
    std::stop_source m_cut;
    BackgroundJob m_job;  // last: it ends before the rest goes
};

}  // namespace inferometer::ui
