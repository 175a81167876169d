// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/frame/activity.h"

#include "ui/base/icon_button.h"
#include "ui/base/text.h"
#include "ui/run/progress_text.h"
#include "ui/run/run_controller.h"
#include "widgets/elided_label.h"
#include "widgets/metrics.h"
#include "widgets/plain_text.h"
#include "widgets/thin_progress.h"

#include <QGridLayout>
#include <QPushButton>
#include <QToolButton>

namespace inferometer::ui {

Activity::Activity(RunController& runs, QWidget* parent)
    : QWidget{parent}
    , m_runs{runs}
    , m_words{new widgets::ElidedLabel{this}}
    , m_progress{new widgets::ThinProgress{this}}
    , m_show{iconButton("activity-show", "synthetic", tr("Show the run under way"), this)}
    , m_stop{iconButton("activity-stop", "stop", tr("Stop: no new requests; twice cuts those in flight"), this)}
    , m_waiting{new QPushButton{this}}
{
    layOut();
    connect(m_show, &QToolButton::clicked, this, &Activity::followWanted);
    connect(m_stop, &QToolButton::clicked, &runs, &RunController::stop);
    connect(m_waiting, &QPushButton::clicked, this, &Activity::queueWanted);
    connect(&runs, &RunController::phaseChanged, this, &Activity::refresh);
    connect(&runs, &RunController::queueChanged, this, &Activity::refresh);
    connect(&runs, &RunController::progressChanged, this, &Activity::showProgress);
    connect(&runs, &RunController::snapshotChanged, this, &Activity::showProgress);
    refresh();
}

void Activity::layOut()
{
    m_words->setObjectName(QStringLiteral("activity-words"));
    m_words->setFont(widgets::scaledFont(font(), 0.85));
    m_waiting->setObjectName(QStringLiteral("activity-waiting"));
    m_waiting->setFlat(true);
    m_waiting->setAutoDefault(false);
    m_waiting->setFont(widgets::scaledFont(font(), 0.85));
    auto* layout = new QGridLayout{this};
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(widgets::rhythm(*this, 0.5));
    layout->setColumnStretch(0, 1);
    layout->addWidget(m_words, 0, 0);
    layout->addWidget(m_show, 0, 1);
    layout->addWidget(m_stop, 0, 2);
    layout->addWidget(m_progress, 1, 0, 1, 3);
    layout->addWidget(m_waiting, 2, 0, 1, 3, Qt::AlignLeft);
}

void Activity::setCompact(bool compact)
{
    m_compact = compact;
    refresh();
}

void Activity::refresh()
{
    const auto waiting = static_cast<int>(m_runs.waiting().size());
    setVisible(m_runs.isActive());
    m_words->setVisible(!m_compact);
    m_show->setVisible(!m_compact);
    m_stop->setEnabled(m_runs.canStop());
    m_waiting->setText(tr("%n waiting", nullptr, waiting));
    m_waiting->setVisible(!m_compact && waiting > 0);
    showProgress();
}

void Activity::showProgress()
{
    if (!m_runs.isActive())
        return;
    const bool counts = m_runs.phase() == RunPhase::Running && m_runs.snapshot();
    m_words->setText(counts ? doneText(*m_runs.snapshot()) : m_runs.progressText());
    if (counts)
        m_progress->setShare(doneShare(*m_runs.snapshot()));
    else
        m_progress->setBusy();
    setToolTip(widgets::plainTip(toQt(m_runs.spec().target.modelNames) + QLatin1Char{'\n'} + m_words->text()));
}

}  // namespace inferometer::ui
