// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chat/turn_chart.h"

#include "plots/nice_range.h"
#include "plots/plot_text.h"
#include "ui/base/text.h"
#include "ui/chat/chat_text.h"
#include "widgets/choice_box.h"
#include "widgets/metrics.h"

#include <QHBoxLayout>
#include <QHelpEvent>
#include <QLocale>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>
#include <QVBoxLayout>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace inferometer::ui {

namespace {

// What grows with a conversation, the kit's three first.
constexpr std::array kKeys{"client_end_to_end_latency_s",
                           "client_output_token_per_s_per_request",
                           "client_ttft_s",
                           "context_tokens",
                           "input_tokens",
                           "output_tokens",
                           "cached_tokens"};
constexpr int kMostBar = 40;  // pixels

}  // namespace

TurnBars::TurnBars(QWidget* parent) : QWidget{parent}
{
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void TurnBars::setValues(std::vector<TurnFigure> figures)
{
    m_figures = std::move(figures);
    double most = 0;
    for (const TurnFigure& figure : m_figures)
        most = std::max(most, std::isfinite(figure.value) ? figure.value : 0);
    m_end = most > 0 ? plots::niceCeiling(most) : 1;
    update();
}

QString TurnBars::textOf(int turn) const
{
    const TurnFigure& figure = m_figures.at(static_cast<std::size_t>(turn));
    return tr("Turn %1: %2")
        .arg(turn + 1)
        .arg(std::isfinite(figure.value) ? turnQuantity(figure).text() : tr("not known"));
}

QString TurnBars::tickText(double share) const
{
    constexpr int kDigits = 4;  // of a round end, and of its half
    constexpr double kCounts = 1000;
    const bool isTime = !m_figures.empty() && m_figures.front().unit == TurnUnit::Seconds;
    const plots::DurationUnit unit = isTime ? plots::durationUnit(m_end) : plots::DurationUnit{};
    const double value = m_end * share * unit.perSecond;
    const QString number = value >= kCounts ? countText(static_cast<std::uint64_t>(std::llround(value)))
                                            : QLocale{}.toString(value, 'g', kDigits);
    return share > 0 && isTime ? number + QChar{QChar::Nbsp} + unit.name : number;
}

QSize TurnBars::sizeHint() const { return {widgets::rhythm(*this, 30), widgets::rhythm(*this, 11)}; }

QRect TurnBars::plotRect() const
{
    const int line = fontMetrics().height();
    const int left
        = std::max(fontMetrics().horizontalAdvance(tickText(0.5)), fontMetrics().horizontalAdvance(tickText(1)))
        + widgets::rhythm(*this, 1);
    return rect().adjusted(left, line / 2 + 1, -1, -line - 2);
}

QRect TurnBars::barOf(int turn) const
{
    const QRect plot = plotRect();
    const double step = static_cast<double>(plot.width()) / count();
    const double width = std::clamp(step * 0.7, 1.0, static_cast<double>(kMostBar));
    const double value = m_figures[static_cast<std::size_t>(turn)].value;
    const double height = std::isfinite(value) ? plot.height() * value / m_end : 0;
    const double left = plot.left() + step * turn + (step - width) / 2;
    return QRectF{left, plot.bottom() + 1 - height, width, height}.toAlignedRect();
}

int TurnBars::turnAt(const QPoint& place) const
{
    if (m_figures.empty() || !rect().contains(place))
        return -1;
    const QRect plot = plotRect();
    const int turn
        = static_cast<int>(std::floor(static_cast<double>(place.x() - plot.left()) * count() / plot.width()));
    return turn >= 0 && turn < count() ? turn : -1;
}

void TurnBars::paintEvent(QPaintEvent* /*event*/)
{
    if (m_figures.empty())
        return;
    QPainter painter{this};
    const QRect plot = plotRect();
    const QColor muted = palette().color(QPalette::PlaceholderText);
    for (const double share : {0.0, 0.5, 1.0}) {
        const int y = plot.bottom() + 1 - static_cast<int>(std::lround(plot.height() * share));
        painter.setPen(palette().color(QPalette::Mid));
        painter.drawLine(plot.left(), y, plot.right(), y);
        painter.setPen(muted);
        const int line = fontMetrics().height();
        painter.drawText(QRect{0, y - line / 2, plot.left() - widgets::rhythm(*this, 0.75), line},
                         Qt::AlignRight | Qt::AlignVCenter, tickText(share));
    }
    for (int turn = 0; turn < count(); ++turn)
        painter.fillRect(barOf(turn), palette().color(QPalette::Link));
    // As many numbers as have room.
    const int room = fontMetrics().horizontalAdvance(QString::number(count())) + widgets::rhythm(*this, 1);
    const int every = std::max(1, static_cast<int>(std::ceil(static_cast<double>(room) * count() / plot.width())));
    painter.setPen(muted);
    for (int turn = 0; turn < count(); turn += every)
        painter.drawText(QRect{barOf(turn).center().x() - room, plot.bottom() + 2, 2 * room, fontMetrics().height()},
                         Qt::AlignHCenter | Qt::AlignTop, QString::number(turn + 1));
}

bool TurnBars::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    if (const int turn = turnAt(help->pos()); turn >= 0)
        QToolTip::showText(help->globalPos(), textOf(turn), this);
    else
        QToolTip::hideText();
    return true;
}

void TurnBars::mouseReleaseEvent(QMouseEvent* event)
{
    if (const int turn = turnAt(event->pos()); turn >= 0)
        emit turnChosen(turn);
}

TurnChart::TurnChart(QWidget* parent)
    : QWidget{parent}
    , m_figure{new widgets::ChoiceBox{this}}
    , m_bars{new TurnBars{this}}
{
    m_figure->setObjectName(QStringLiteral("turn-figure"));
    m_figure->setAccessibleName(tr("Figure of each turn"));
    for (const char* key : kKeys)
        m_figure->addItem(sentenceText(findTurnFigure(key)->label), QString::fromLatin1(key));
    m_bars->setObjectName(QStringLiteral("turn-bars"));
    auto* head = new QHBoxLayout;
    head->addWidget(m_figure);
    head->addStretch();
    auto* layout = new QVBoxLayout{this};
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(widgets::rhythm(*this, 0.5));
    layout->addLayout(head);
    layout->addWidget(m_bars);
    connect(m_figure, &QComboBox::currentIndexChanged, this, &TurnChart::draw);
    connect(m_bars, &TurnBars::turnChosen, this, &TurnChart::turnChosen);
}

void TurnChart::setChat(const Conversation& chat)
{
    m_turns.clear();
    for (const Turn& turn : chat.turns)
        m_turns.push_back(turn.figures);
    draw();
}

void TurnChart::draw()
{
    const std::string key = toStd(m_figure->currentData().toString());
    std::vector<TurnFigure> values;
    for (const std::vector<TurnFigure>& figures : m_turns) {
        const auto found = std::find_if(figures.begin(), figures.end(),
                                        [&key](const TurnFigure& figure) { return figure.key == key; });
        values.push_back(found == figures.end() ? *findTurnFigure(key) : *found);
        if (found == figures.end())
            values.back().value = std::numeric_limits<double>::quiet_NaN();
    }
    m_bars->setValues(std::move(values));
}

}  // namespace inferometer::ui
