// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/flat_style.h"

#include "widgets/metrics.h"
#include "widgets/plain_text.h"
#include "widgets/themed_icon.h"
#include "widgets/value_edit.h"

#include <QAbstractScrollArea>
#include <QEvent>
#include <QLabel>
#include <QPainter>
#include <QPainterPath>
#include <QPlainTextEdit>
#include <QStyleOption>
#include <QWidget>

#include <algorithm>

namespace inferometer::widgets {

namespace {

int stepsOf(const QWidget* widget, double steps) { return widget ? rhythm(*widget, steps) : rhythm(QFont{}, steps); }

QColor mixed(const QColor& a, const QColor& b, float share)
{
    const auto mix = [share](float x, float y) { return x + (y - x) * share; };
    return QColor::fromRgbF(mix(a.redF(), b.redF()), mix(a.greenF(), b.greenF()), mix(a.blueF(), b.blueF()));
}

QColor borderColor(const QStyleOption& option, const QWidget* widget)
{
    if (widget && fieldState(*widget) == FieldState::Invalid)
        return option.palette.color(QPalette::BrightText);
    if (option.state & QStyle::State_HasFocus)
        return option.palette.color(QPalette::Link);
    return option.palette.color(QPalette::Mid);
}

void drawPlate(QPainter& painter, const QRect& area, const QPen& pen, const QBrush& fill, double radius)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(pen);
    painter.setBrush(fill);
    const double inset = pen.style() == Qt::NoPen ? 0 : pen.widthF() / 2;
    painter.drawRoundedRect(QRectF{area}.adjusted(inset, inset, -inset, -inset), radius, radius);
    painter.restore();
}

void drawInput(QPainter& painter, const QStyleOption& option, const QWidget* widget)
{
    const bool marked = option.state & QStyle::State_HasFocus || (widget && fieldState(*widget) == FieldState::Invalid);
    const bool enabled = option.state & QStyle::State_Enabled;
    const QPen pen{borderColor(option, widget), marked ? 1.5 : 1.0};
    const QBrush fill = option.palette.brush(enabled ? QPalette::Base : QPalette::Window);
    drawPlate(painter, option.rect, pen, fill, stepsOf(widget, 0.75));
}

// Of tables and lists, with the ground of all that they do not fill themselves: the place of a scroll bar, or round
// corners.
void drawViewFrame(QPainter& painter, const QStyleOption& option, const QWidget* widget)
{
    const auto* area = qobject_cast<const QAbstractScrollArea*>(widget);
    const bool isOpen = area && !area->viewport()->autoFillBackground();
    drawPlate(painter, option.rect, QPen{borderColor(option, widget)}, option.palette.brush(QPalette::Base),
              stepsOf(widget, isOpen ? 0.75 : 0.25));
}

void drawChevron(QPainter& painter, const QStyleOption& option, const QRectF& area, double angle)
{
    QColor color = option.palette.color(QPalette::PlaceholderText);
    color.setAlphaF(static_cast<float>(option.state & QStyle::State_Enabled ? 1 : kOffOpacity));
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(area.center());
    painter.rotate(angle);
    const double half = std::min(area.width(), area.height()) * 0.25;
    QPainterPath path{QPointF{-half, -half / 2}};
    path.lineTo(0, half / 2);
    path.lineTo(half, -half / 2);
    painter.setPen(QPen{color, 1.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin});
    painter.drawPath(path);
    painter.restore();
}

void drawButton(QPainter& painter, const QStyleOptionButton& option, const QWidget* widget)
{
    const bool enabled = option.state & QStyle::State_Enabled;
    const bool primary = option.features & QStyleOptionButton::DefaultButton;
    const bool down = option.state & (QStyle::State_Sunken | QStyle::State_On);
    const bool hover = option.state & QStyle::State_MouseOver;
    const QPalette& palette = option.palette;
    QColor fill = palette.color(primary && enabled ? QPalette::Link : QPalette::Base);
    if (!enabled)
        fill = palette.color(QPalette::Window);
    else if (down || hover)
        fill = mixed(fill, palette.color(QPalette::Text), down ? 0.16F : 0.06F);
    QPen pen{palette.color(QPalette::Mid), 1.0};
    if (primary && enabled)
        pen = Qt::NoPen;
    if (option.state & QStyle::State_HasFocus)
        pen = QPen{palette.color(primary ? QPalette::Text : QPalette::Link), primary ? 2.0 : 1.5};
    drawPlate(painter, option.rect, pen, fill, stepsOf(widget, 0.75));
}

void drawCheck(QPainter& painter, const QStyleOption& option, const QWidget* widget)
{
    const bool enabled = option.state & QStyle::State_Enabled;
    const bool on = option.state & QStyle::State_On;
    const QPalette& palette = option.palette;
    const QColor fill = palette.color(on && enabled ? QPalette::Link : enabled ? QPalette::Base : QPalette::Window);
    const QPen pen{on && enabled ? fill : borderColor(option, widget), 1.0};
    drawPlate(painter, option.rect, pen, fill, stepsOf(widget, 0.5));
    if (!on)
        return;
    const QRectF box{option.rect};
    const auto at = [&box](double x, double y) {
        return QPointF{box.x() + box.width() * x, box.y() + box.height() * y};
    };
    QPainterPath tick{at(0.25, 0.52)};
    tick.lineTo(at(0.43, 0.70));
    tick.lineTo(at(0.76, 0.32));
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const QColor color = enabled ? palette.color(QPalette::Base) : palette.color(QPalette::PlaceholderText);
    painter.setPen(QPen{color, 1.8, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin});
    painter.drawPath(tick);
    painter.restore();
}

void drawToolPanel(QPainter& painter, const QStyleOption& option, const QWidget* widget)
{
    const bool hover = (option.state & QStyle::State_MouseOver) && (option.state & QStyle::State_Enabled);
    const bool focus = option.state & QStyle::State_HasFocus;
    if (!hover && !focus && !(option.state & QStyle::State_Sunken))
        return;
    const QPen pen = focus ? QPen{option.palette.color(QPalette::Link), 1.5} : QPen{Qt::NoPen};
    const QBrush fill = hover ? option.palette.brush(QPalette::Highlight) : QBrush{Qt::NoBrush};
    drawPlate(painter, option.rect, pen, fill, stepsOf(widget, 0.5));
}

// Words in a row; the accent underlines the one that is open.
void drawTab(QPainter& painter, const QStyleOptionTab& option, const QWidget* widget)
{
    const bool open = option.state & QStyle::State_Selected;
    const bool hover = option.state & QStyle::State_MouseOver;
    const QPalette& palette = option.palette;
    const int line = std::max(2, stepsOf(widget, 0.25));
    if (option.state & QStyle::State_HasFocus && open)
        drawPlate(painter, option.rect.adjusted(0, 0, 0, -2 * line), QPen{palette.color(QPalette::Link), 1.5},
                  Qt::NoBrush, stepsOf(widget, 0.75));
    painter.setPen(palette.color(open || hover ? QPalette::Text : QPalette::PlaceholderText));
    painter.drawText(option.rect.adjusted(0, 0, 0, -line), Qt::AlignCenter | Qt::TextShowMnemonic, option.text);
    if (open)
        painter.fillRect(QRect{option.rect.left(), option.rect.bottom() - line + 1, option.rect.width(), line},
                         palette.color(QPalette::Link));
}

void drawHeaderSection(QPainter& painter, const QStyleOption& option)
{
    painter.fillRect(option.rect, option.palette.color(QPalette::Base));
    painter.fillRect(QRect{option.rect.left(), option.rect.bottom(), option.rect.width(), 1},
                     option.palette.color(QPalette::Mid));
}

// Where the marker of the sorted column stands: on the side that the title leaves free, so that it moves no title.
QRect sortMarkRect(const QStyleOptionHeader& header, const QWidget* widget)
{
    const int side = stepsOf(widget, 1.5);
    const bool right = header.textAlignment & Qt::AlignRight;
    QRect mark{0, 0, side, side};
    mark.moveCenter(header.rect.center());
    if (right)
        mark.moveLeft(header.rect.left());
    else
        mark.moveRight(header.rect.right());
    return mark;
}

QRegion roundRegion(const QRect& area, double radius)
{
    QPainterPath path;
    path.addRoundedRect(area, radius, radius);
    return QRegion{path.toFillPolygon().toPolygon()};
}

// Of a scroll bar without arrows at its ends.
QRect sliderRect(const QStyleOptionSlider& bar, const QWidget* widget)
{
    const bool flat = bar.orientation == Qt::Horizontal;
    const int room = flat ? bar.rect.width() : bar.rect.height();
    const int range = bar.maximum - bar.minimum;
    const int length = std::clamp(static_cast<int>(qint64{room} * bar.pageStep / (range + bar.pageStep)),
                                  std::min(room, stepsOf(widget, 3)), room);
    const int at
        = QStyle::sliderPositionFromValue(bar.minimum, bar.maximum, bar.sliderPosition, room - length, bar.upsideDown);
    return flat ? QRect{at, 0, length, bar.rect.height()} : QRect{0, at, bar.rect.width(), length};
}

double chevronAngle(QStyle::PrimitiveElement element)
{
    switch (element) {
    case QStyle::PE_IndicatorArrowUp:
        return 180;
    case QStyle::PE_IndicatorArrowRight:
        return -90;
    case QStyle::PE_IndicatorArrowLeft:
        return 90;
    default:
        return 0;
    }
}

}  // namespace

FlatStyle::FlatStyle() : QProxyStyle{QStringLiteral("Fusion")} {}

void FlatStyle::polish(QWidget* widget)
{
    if (auto* label = qobject_cast<QLabel*>(widget))
        showPlainly(*label);
    if (qobject_cast<QPlainTextEdit*>(widget))
        widget->installEventFilter(this);
    QProxyStyle::polish(widget);
}

void FlatStyle::unpolish(QWidget* widget)
{
    widget->removeEventFilter(this);
    QProxyStyle::unpolish(widget);
}

// The border of a text shows the focus, of which Qt repaints the inside alone.
bool FlatStyle::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut)
        static_cast<QWidget*>(watched)->update();
    return QProxyStyle::eventFilter(watched, event);
}

int FlatStyle::pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const
{
    switch (metric) {
    case PM_ScrollBarExtent:
        return stepsOf(widget, 1.25);
    case PM_ScrollBarSliderMin:
        return stepsOf(widget, 3);
    case PM_IndicatorWidth:
    case PM_IndicatorHeight:
        return stepsOf(widget, 2);
    case PM_CheckBoxLabelSpacing:
        return stepsOf(widget, 1);
    case PM_SplitterWidth:
        return 1;
    case PM_FocusFrameHMargin:  // beside the text of a cell
    case PM_HeaderMargin:
        return stepsOf(widget, widget && widget->property(kDenseCells).toBool() ? 0.25 : 0.75);
    case PM_MenuButtonIndicator:  // the text says that there is a menu
    case PM_TabBarTabShiftVertical:
    case PM_TabBarTabShiftHorizontal:
    case PM_TabBarBaseHeight:
    case PM_ButtonShiftHorizontal:
    case PM_ButtonShiftVertical:
    case PM_ScrollView_ScrollBarSpacing:
        return 0;
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int FlatStyle::styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                         QStyleHintReturn* answer) const
{
    switch (hint) {
    case SH_EtchDisabledText:
    case SH_ComboBox_Popup:
    case SH_ScrollBar_Transient:
    case SH_DialogButtonBox_ButtonsHaveIcons:
        return 0;
    case SH_Table_GridLineColor:
        return option ? static_cast<int>(option->palette.color(QPalette::Mid).rgb()) : 0;
    case SH_Menu_Mask:
    case SH_ToolTip_Mask:
        if (auto* mask = qstyleoption_cast<QStyleHintReturnMask*>(answer)) {
            mask->region = roundRegion(option->rect, stepsOf(widget, 0.75));
            return 1;
        }
        return 0;
    case SH_ToolTip_WakeUpDelay:
        return 400;
    default:
        return QProxyStyle::styleHint(hint, option, widget, answer);
    }
}

QSize FlatStyle::sizeFromContents(ContentsType type, const QStyleOption* option, const QSize& contents,
                                  const QWidget* widget) const
{
    QSize size = QProxyStyle::sizeFromContents(type, option, contents, widget);
    if (type == CT_LineEdit || type == CT_ComboBox || type == CT_PushButton)
        size.setHeight(std::max(contents.height() + stepsOf(widget, 1), stepsOf(widget, 3.75)));
    if (type == CT_PushButton)
        size.setWidth(contents.width() + stepsOf(widget, 3));
    if (type == CT_TabBarTab) {
        const auto* tab = qstyleoption_cast<const QStyleOptionTab*>(option);
        const int text = tab ? tab->fontMetrics.size(Qt::TextShowMnemonic, tab->text).width() : contents.width();
        size = QSize{text + stepsOf(widget, 3), stepsOf(widget, 4)};
    }
    if (type == CT_ToolButton)
        size += QSize{stepsOf(widget, 0.5), stepsOf(widget, 0.25)};
    return size;
}

QRect FlatStyle::subElementRect(SubElement element, const QStyleOption* option, const QWidget* widget) const
{
    if (element == SE_LineEditContents) {
        const int side = stepsOf(widget, 0.75);
        return option->rect.adjusted(side, 1, -side, -1);
    }
    const auto* header = qstyleoption_cast<const QStyleOptionHeader*>(option);
    if (element == SE_HeaderArrow && header)
        return sortMarkRect(*header, widget);
    if (element == SE_HeaderLabel && header) {
        const int margin = proxy()->pixelMetric(PM_HeaderMargin, option, widget);
        return header->rect.adjusted(margin, 0, -margin, 0);
    }
    return QProxyStyle::subElementRect(element, option, widget);
}

QRect FlatStyle::subControlRect(ComplexControl control, const QStyleOptionComplex* option, SubControl part,
                                const QWidget* widget) const
{
    if (control == CC_ComboBox && (part == SC_ComboBoxEditField || part == SC_ComboBoxArrow)) {
        const int arrow = stepsOf(widget, 3);
        const QRect all = option->rect;
        if (part == SC_ComboBoxArrow)
            return visualRect(option->direction, all, QRect{all.right() - arrow + 1, all.top(), arrow, all.height()});
        return visualRect(option->direction, all, all.adjusted(stepsOf(widget, 0.75), 1, -arrow, -1));
    }
    const auto* bar = control == CC_ScrollBar ? qstyleoption_cast<const QStyleOptionSlider*>(option) : nullptr;
    if (bar && (part == SC_ScrollBarAddLine || part == SC_ScrollBarSubLine))
        return {};
    if (bar && part == SC_ScrollBarGroove)
        return bar->rect;
    if (bar && part == SC_ScrollBarSlider && bar->maximum > bar->minimum)
        return sliderRect(*bar, widget);
    return QProxyStyle::subControlRect(control, option, part, widget);
}

void FlatStyle::drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                              const QWidget* widget) const
{
    switch (element) {
    case PE_PanelLineEdit:
        // Inside a combo box or a view the owner draws the frame.
        if (const auto* frame = qstyleoption_cast<const QStyleOptionFrame*>(option); frame && frame->lineWidth > 0)
            drawInput(*painter, *option, widget);
        return;
    case PE_IndicatorCheckBox:
        drawCheck(*painter, *option, widget);
        return;
    case PE_PanelButtonTool:
        drawToolPanel(*painter, *option, widget);
        return;
    case PE_IndicatorHeaderArrow:
        // Up where the least stands first.
        if (const auto* header = qstyleoption_cast<const QStyleOptionHeader*>(option))
            drawChevron(*painter, *option, option->rect,
                        header->sortIndicator == QStyleOptionHeader::SortDown ? 180 : 0);
        return;
    case PE_FrameMenu:
    case PE_PanelTipLabel:
        drawPlate(*painter, option->rect, QPen{option->palette.color(QPalette::Mid)},
                  element == PE_PanelTipLabel ? option->palette.brush(QPalette::ToolTipBase) : QBrush{Qt::NoBrush},
                  stepsOf(widget, 0.75));
        return;
    case PE_IndicatorArrowUp:
    case PE_IndicatorArrowDown:
    case PE_IndicatorArrowLeft:
    case PE_IndicatorArrowRight:
        drawChevron(*painter, *option, option->rect, chevronAngle(element));
        return;
    case PE_Frame:
        if (qobject_cast<const QPlainTextEdit*>(widget))
            drawInput(*painter, *option, widget);
        else
            drawViewFrame(*painter, *option, widget);
        return;
    case PE_FrameTabBarBase:
    case PE_PanelScrollAreaCorner:
    case PE_FrameFocusRect:  // each control shows focus by its own border
    case PE_FrameLineEdit:
        return;
    default:
        QProxyStyle::drawPrimitive(element, option, painter, widget);
    }
}

void FlatStyle::drawControl(ControlElement element, const QStyleOption* option, QPainter* painter,
                            const QWidget* widget) const
{
    if (element == CE_PushButtonBevel) {
        if (const auto* button = qstyleoption_cast<const QStyleOptionButton*>(option))
            drawButton(*painter, *button, widget);
        return;
    }
    if (element == CE_PushButtonLabel) {
        const auto* button = qstyleoption_cast<const QStyleOptionButton*>(option);
        if (button && (button->features & QStyleOptionButton::DefaultButton) && (button->state & State_Enabled)) {
            QStyleOptionButton primary{*button};
            primary.palette.setColor(QPalette::ButtonText, button->palette.color(QPalette::Base));
            QProxyStyle::drawControl(element, &primary, painter, widget);
            return;
        }
    }
    if (element == CE_TabBarTab) {
        if (const auto* tab = qstyleoption_cast<const QStyleOptionTab*>(option))
            drawTab(*painter, *tab, widget);
        return;
    }
    if (element == CE_HeaderSection || element == CE_HeaderEmptyArea)
        return drawHeaderSection(*painter, *option);
    if (element == CE_Splitter && option->rect.width() > 1 && option->rect.height() > 1)
        return;  // a gap between cards needs no line
    if (element == CE_Splitter) {
        painter->fillRect(option->rect, option->palette.color(QPalette::Mid));
        return;
    }
    QProxyStyle::drawControl(element, option, painter, widget);
}

void FlatStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex* option, QPainter* painter,
                                   const QWidget* widget) const
{
    if (control == CC_ComboBox) {
        drawInput(*painter, *option, widget);
        const int side = stepsOf(widget, 2);
        QRect arrow{0, 0, side, side};
        arrow.moveCenter(subControlRect(CC_ComboBox, option, SC_ComboBoxArrow, widget).center());
        drawChevron(*painter, *option, arrow, 0);
        return;
    }
    if (const auto* bar = qstyleoption_cast<const QStyleOptionSlider*>(option); bar && control == CC_ScrollBar) {
        if (bar->minimum == bar->maximum)
            return;  // kept in place where its coming and going would move what is beside it
        const QRect slider = subControlRect(CC_ScrollBar, option, SC_ScrollBarSlider, widget);
        const bool active = option->state & (State_MouseOver | State_Sunken);
        QColor color = option->palette.color(QPalette::PlaceholderText);
        color.setAlphaF(active ? 0.8F : 0.4F);
        const int inset = std::max(1, stepsOf(widget, 0.25));
        const QRect handle = slider.adjusted(inset, inset, -inset, -inset);
        drawPlate(*painter, handle, Qt::NoPen, color, std::min(handle.width(), handle.height()) / 2.0);
        return;
    }
    QProxyStyle::drawComplexControl(control, option, painter, widget);
}

}  // namespace inferometer::widgets
