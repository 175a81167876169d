// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/run/range_bar.h"

#include "plots/plot_text.h"
#include "ui/base/icons.h"
#include "ui/base/text.h"
#include "widgets/elided_label.h"
#include "widgets/metrics.h"

#include <QHBoxLayout>
#include <QToolButton>

namespace inferometer::ui {

RangeBar::RangeBar(QWidget* parent)
    : Card{parent}
    , m_words{new widgets::ElidedLabel{this}}
    , m_rest{new widgets::ElidedLabel{this}}
{
    setObjectName(QStringLiteral("range-bar"));
    setMarked(true);
    m_words->setFont(widgets::scaledFont(font(), 1.0, QFont::DemiBold));
    m_rest->setRole(QPalette::PlaceholderText);
    m_rest->setText(tr("The verdict, the definition and exported files are of the whole run."));
    auto* end = new QToolButton{this};
    end->setObjectName(QStringLiteral("end-range"));
    end->setAutoRaise(true);
    end->setIcon(icon("close"));
    end->setAccessibleName(tr("End the range"));
    end->setToolTip(tr("End the range (Escape)"));
    end->setFocusPolicy(Qt::StrongFocus);
    connect(end, &QToolButton::clicked, this, &RangeBar::endWanted);
    const int side = widgets::rhythm(*this, 1);
    auto* layout = new QHBoxLayout{this};
    layout->setContentsMargins(side * 3 / 2, side / 4, side / 2, side / 4);
    layout->setSpacing(side * 3 / 2);
    layout->addWidget(m_words);
    layout->addWidget(m_rest, 1);
    layout->addWidget(end);
    hide();
}

const QString& RangeBar::text() const { return m_words->text(); }

void RangeBar::display(const std::optional<TimeRange>& range, const FinishedRun* part, const SnapshotPtr& run)
{
    setVisible(range.has_value());
    if (!range)
        return;
    const QString times = plots::rangeText(*range);
    if (!part)
        return m_words->setText(tr("Range %1: counting").arg(times));
    QString text = tr("Range %1: %2 of %Ln request(s)", nullptr, static_cast<int>(run->finished))
                       .arg(times, countText(part->snapshot->finished));
    if (const auto underWay = part->snapshot->inFlight.size(); underWay > 0)
        text += QStringLiteral(", ") + tr("%1 in flight").arg(countText(underWay));
    m_words->setText(text);
    setAccessibleName(text);
}

}  // namespace inferometer::ui
