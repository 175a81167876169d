// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/provision/step_strip.h"

#include "ui/provision/deployment_words.h"
#include "widgets/elided_label.h"
#include "widgets/even_grid.h"
#include "widgets/metrics.h"
#include "widgets/plain_text.h"

#include <QPainter>
#include <QVBoxLayout>

namespace inferometer::ui {

namespace {

struct Sign
{
    QChar letter;
    QPalette::ColorRole color;
};

Sign signOf(StepState state)
{
    switch (state) {
    case StepState::Working:
        return {QChar{0x25B8}, QPalette::Link};
    case StepState::Done:
        return {QChar{0x2713}, QPalette::LinkVisited};
    case StepState::Failed:
        return {QChar{0x2717}, QPalette::BrightText};
    case StepState::NotNeeded:
        return {QChar{0x2013}, QPalette::Mid};
    case StepState::NotYet:
        break;
    }
    return {QChar{0x00B7}, QPalette::Mid};
}

}  // namespace

class StepStrip::Cell : public QWidget
{
public:
    explicit Cell(QWidget* parent)
        : QWidget{parent}
        , m_name{new widgets::ElidedLabel{this}}
        , m_detail{new widgets::ElidedLabel{this}}
    {
        m_detail->setFont(widgets::scaledFont(font(), 0.85));
        auto* column = new QVBoxLayout{this};
        column->setContentsMargins(0, widgets::rhythm(*this, 1), 0, 0);
        column->setSpacing(0);
        column->addWidget(m_name);
        column->addWidget(m_detail);
    }

    void show(Step step, const StepMark& mark, Nanos now)
    {
        const Sign sign = signOf(mark.state);
        m_color = sign.color;
        const bool isIdle = mark.state == StepState::NotYet || mark.state == StepState::NotNeeded;
        m_name->setText(sign.letter + QChar{QChar::Nbsp} + stepLabel(step));
        m_name->setRole(isIdle ? QPalette::PlaceholderText : QPalette::WindowText);
        m_detail->setText(stepDetail(mark, now));
        m_detail->setRole(isIdle || mark.state == StepState::Done ? QPalette::PlaceholderText : sign.color);
        const QString words = stepLabel(step) + QStringLiteral(": ") + stepDetail(mark, now)
            + (mark.said.isEmpty() ? QString{} : QLatin1Char{'\n'} + mark.said);
        setToolTip(widgets::plainTip(words));
        setAccessibleName(words);
        update();
    }

protected:
    void paintEvent(QPaintEvent* /*event*/) override
    {
        QPainter painter{this};
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(palette().color(m_color));
        const double high = widgets::rhythm(*this, 0.5);
        painter.drawRoundedRect(QRectF{0, 0, static_cast<double>(width()), high}, high / 2, high / 2);
    }

private:
    widgets::ElidedLabel* m_name;
    widgets::ElidedLabel* m_detail;
    QPalette::ColorRole m_color = QPalette::Mid;
};

StepStrip::StepStrip(QWidget* parent) : QWidget{parent}
{
    // A row of eight where there is room, else two of four.
    auto* grid = new widgets::EvenGrid{widgets::rhythm(*this, 11.5), static_cast<int>(kSteps), this};
    grid->setSpacing(widgets::rhythm(*this, 0.75));
    for (Cell*& cell : m_cells) {
        cell = new Cell{this};
        grid->addWidget(cell);
    }
}

void StepStrip::show(const std::array<StepMark, kSteps>& marks, Nanos now)
{
    for (std::size_t i = 0; i < kSteps; ++i)
        m_cells.at(i)->show(static_cast<Step>(i), marks.at(i), now);
}

}  // namespace inferometer::ui
