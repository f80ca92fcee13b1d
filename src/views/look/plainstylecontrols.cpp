// SPDX-License-Identifier: GPL-3.0-or-later
// What PlainStyle makes of whole controls; the boxes and marks they are made of are in plainstyle.cpp.
#include "look/colours.h"
#include "look/plainstyle.h"

#include <QAbstractScrollArea>
#include <QPainter>
#include <QStyleOption>

namespace concord {

static bool isSouth(QTabBar::Shape shape)
{
    return shape == QTabBar::RoundedSouth || shape == QTabBar::TriangularSouth;
}

/// The tab in front stands on the page's colour between thin lines; the others are words alone.
void PlainStyle::drawTab(const QStyleOptionTab &option, QPainter &painter) const
{
    const bool selected = option.state.testFlag(State_Selected);
    const bool hovered = option.state.testFlag(State_MouseOver) && option.state.testFlag(State_Enabled);
    if (!selected && !hovered)
        return;
    const QColor window = option.palette.color(QPalette::Window);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setClipRect(option.rect);
    painter.setPen(selected ? QPen(hairline(option.palette)) : QPen(Qt::NoPen));
    painter.setBrush(selected ? option.palette.color(QPalette::Base) : mixed(window, option.palette.color(QPalette::WindowText), 0.05));
    const QRectF box = QRectF(option.rect).adjusted(0.5, 0.5, -0.5, -0.5);
    painter.drawRoundedRect(isSouth(option.shape) ? box.adjusted(0, -6, 0, 0) : box.adjusted(0, 0, 0, 6), 5, 5);
    if (selected && option.state.testFlag(State_HasFocus))
        painter.fillRect(QRectF(box.left() + 6, isSouth(option.shape) ? box.bottom() - 2 : box.top() + 1, box.width() - 12, 2),
                         accent(option.palette));
    painter.restore();
}

void PlainStyle::drawMenuBarItem(const QStyleOptionMenuItem &option, QPainter *painter, const QWidget *widget) const
{
    const bool open = option.state.testFlag(State_Selected) && option.state.testFlag(State_Enabled);
    painter->fillRect(option.rect, option.palette.brush(open ? QPalette::Highlight : QPalette::Window));
    const int mnemonic = proxy()->styleHint(SH_UnderlineShortcut, &option, widget, nullptr) ? Qt::TextShowMnemonic : Qt::TextHideMnemonic;
    proxy()->drawItemText(painter, option.rect, Qt::AlignCenter | mnemonic | Qt::TextDontClip | Qt::TextSingleLine, option.palette,
                          option.state.testFlag(State_Enabled), option.text, open ? QPalette::HighlightedText : QPalette::WindowText);
}

/// Where a list opens below.
static void drawArrow(const QRect &room, const QColor &ink, QPainter &painter)
{
    const QPointF middle = QRectF(room).center();
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(ink, 1.4, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPolyline(QPolygonF{middle + QPointF(-3.5, -1.5), middle + QPointF(0, 2), middle + QPointF(3.5, -1.5)});
    painter.restore();
}

static void drawHeaderSection(const QStyleOption &option, QPainter &painter)
{
    const bool pressed = option.state.testFlags(QStyle::State_Enabled | QStyle::State_Sunken);
    const QColor window = option.palette.color(QPalette::Window);
    painter.fillRect(option.rect, pressed ? mixed(window, option.palette.color(QPalette::WindowText), 0.1) : window);
    painter.setPen(hairline(option.palette));
    painter.drawLine(option.rect.topRight(), option.rect.bottomRight());
    painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight());
}

/// A line between what stands side by side; what stands above one another has bars of its own.
static void drawSplitter(const QStyleOption &option, QPainter &painter)
{
    painter.fillRect(option.rect, option.palette.brush(QPalette::Window));
    if (option.state.testFlag(QStyle::State_Horizontal))
        painter.fillRect(option.rect.center().x(), option.rect.top(), 1, option.rect.height(), hairline(option.palette));
}

static void drawDockTitle(const QStyleOptionDockWidget &option, QPainter &painter, const QStyle &style, const QWidget *widget)
{
    const QRect room = style.subElementRect(QStyle::SE_DockWidgetTitleBarText, &option, widget);
    painter.setPen(dimText(option.palette));
    painter.drawText(room, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextHideMnemonic,
                     option.fontMetrics.elidedText(option.title, Qt::ElideRight, room.width()));
}

/// The part that is done, of a bar whose end is known.
static QRect progressDone(const QStyleOptionProgressBar &option)
{
    const qint64 span = qint64(option.maximum) - option.minimum;
    const bool across = option.state.testFlag(QStyle::State_Horizontal);
    const int whole = across ? option.rect.width() : option.rect.height();
    const int done = int(whole * std::max<qint64>(0, qint64(option.progress) - option.minimum) / span);
    QRect rect = option.rect;
    if (!across)
        rect.setTop(rect.bottom() - done);
    else if (option.invertedAppearance != (option.direction == Qt::RightToLeft))
        rect.setLeft(rect.right() - done);
    else
        rect.setWidth(done);
    return rect;
}

static void drawBar(const QRect &rect, const QColor &colour, QPainter &painter)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    painter.drawRoundedRect(rect, 3, 3);
    painter.restore();
}

void PlainStyle::drawControl(ControlElement element, const QStyleOption *option, QPainter *painter, const QWidget *widget) const
{
    switch (element) {
    case CE_TabBarTabShape:
        if (const auto *tab = qstyleoption_cast<const QStyleOptionTab *>(option))
            drawTab(*tab, *painter);
        return;
    case CE_TabBarTabLabel:
        if (const auto *tab = qstyleoption_cast<const QStyleOptionTab *>(option)) {
            QStyleOptionTab shown = *tab;
            shown.state.setFlag(State_HasFocus, false); // told by the line of the shape
            if (!shown.state.testAnyFlags(State_Selected | State_MouseOver))
                shown.palette.setColor(QPalette::WindowText, dimText(shown.palette));
            QProxyStyle::drawControl(element, &shown, painter, widget);
        }
        return;
    case CE_PushButtonLabel:
        if (const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option)) {
            QStyleOptionButton shown = *button;
            if (shown.features.testFlag(QStyleOptionButton::DefaultButton) && shown.state.testFlag(State_Enabled))
                shown.palette.setColor(QPalette::ButtonText, accent(shown.palette).lightnessF() > 0.6F ? Qt::black : Qt::white);
            QProxyStyle::drawControl(element, &shown, painter, widget);
        }
        return;
    case CE_MenuBarItem:
        if (const auto *item = qstyleoption_cast<const QStyleOptionMenuItem *>(option))
            drawMenuBarItem(*item, painter, widget);
        return;
    case CE_HeaderSection: drawHeaderSection(*option, *painter); return;
    case CE_HeaderEmptyArea:
    case CE_ToolBar:
    case CE_MenuBarEmptyArea: painter->fillRect(option->rect, option->palette.brush(QPalette::Window)); return;
    case CE_Splitter: drawSplitter(*option, *painter); return;
    case CE_DockWidgetTitle:
        if (const auto *dock = qstyleoption_cast<const QStyleOptionDockWidget *>(option))
            drawDockTitle(*dock, *painter, *proxy(), widget);
        return;
    case CE_ProgressBarGroove: drawBar(option->rect, hairline(option->palette), *painter); return;
    case CE_ProgressBarContents:
        if (const auto *bar = qstyleoption_cast<const QStyleOptionProgressBar *>(option); bar && bar->maximum > bar->minimum)
            drawBar(progressDone(*bar), accent(bar->palette), *painter);
        else
            QProxyStyle::drawControl(element, option, painter, widget); // Fusion moves it to and fro
        return;
    default: QProxyStyle::drawControl(element, option, painter, widget);
    }
}

/// No arrows: a slider in a groove, as every desktop draws them now.
QRect PlainStyle::scrollBarPart(const QStyleOptionSlider &option, SubControl part, const QWidget *widget) const
{
    const bool across = option.orientation == Qt::Horizontal;
    const int length = across ? option.rect.width() : option.rect.height();
    const qint64 range = qint64(option.maximum) - option.minimum;
    const int least = std::min(length, proxy()->pixelMetric(PM_ScrollBarSliderMin, &option, widget));
    const int slider =
        range <= 0 ? length : std::clamp(int(qint64(length) * option.pageStep / (range + std::max(1, option.pageStep))), least, length);
    const int begin = sliderPositionFromValue(option.minimum, option.maximum, option.sliderPosition, length - slider, option.upsideDown);
    const auto span = [&](int from, int to) {
        const QRect rect = across ? QRect(from, 0, to - from, option.rect.height()) : QRect(0, from, option.rect.width(), to - from);
        return visualRect(option.direction, QRect({}, option.rect.size()), rect).translated(option.rect.topLeft());
    };
    switch (part) {
    case SC_ScrollBarGroove: return option.rect;
    case SC_ScrollBarSlider: return span(begin, begin + slider);
    case SC_ScrollBarSubPage: return span(0, begin);
    case SC_ScrollBarAddPage: return span(begin + slider, length);
    default: return {};
    }
}

QRect PlainStyle::subControlRect(ComplexControl control, const QStyleOptionComplex *option, SubControl part, const QWidget *widget) const
{
    const auto *bar = control == CC_ScrollBar ? qstyleoption_cast<const QStyleOptionSlider *>(option) : nullptr;
    return bar ? scrollBarPart(*bar, part, widget) : QProxyStyle::subControlRect(control, option, part, widget);
}

/// The groove wears what it scrolls wears.
static QColor groundOf(const QStyleOptionSlider &option, const QWidget *bar)
{
    const QWidget *container = bar ? bar->parentWidget() : nullptr;
    const auto *area = container ? qobject_cast<const QAbstractScrollArea *>(container->parentWidget()) : nullptr;
    return area ? area->viewport()->palette().color(area->viewport()->backgroundRole()) : option.palette.color(QPalette::Base);
}

static void drawScrollBar(const QStyleOptionSlider &option, const QRect &slider, const QColor &ground, QPainter &painter)
{
    painter.fillRect(option.rect, ground);
    if (option.maximum <= option.minimum)
        return;
    const bool held = option.state.testFlag(QStyle::State_Sunken) && option.activeSubControls.testFlag(QStyle::SC_ScrollBarSlider);
    const bool near = option.state.testFlag(QStyle::State_MouseOver);
    const qreal strength = held ? 0.5 : near ? 0.38 : 0.26;
    const int inset = near || held ? 2 : 3;
    drawBar(slider.adjusted(inset, inset, -inset, -inset), mixed(ground, option.palette.color(QPalette::Text), strength), painter);
}

void PlainStyle::drawComboBox(const QStyleOptionComboBox &option, QPainter *painter, const QWidget *widget) const
{
    QStyleOption box(option);
    if (option.editable && option.frame) {
        QStyleOptionFrame frame;
        static_cast<QStyleOption &>(frame) = option;
        frame.lineWidth = 1;
        proxy()->drawPrimitive(PE_PanelLineEdit, &frame, painter, widget);
    } else if (!option.editable) {
        box.state.setFlag(State_Sunken, false);
        box.state.setFlag(State_On, false);
        box.state.setFlag(State_AutoRaise, !option.frame);
        proxy()->drawPrimitive(PE_PanelButtonTool, &box, painter, widget);
    }
    const bool enabled = option.state.testFlag(State_Enabled);
    const QColor ink = option.palette.color(enabled ? QPalette::Active : QPalette::Disabled, QPalette::ButtonText);
    drawArrow(proxy()->subControlRect(CC_ComboBox, &option, SC_ComboBoxArrow, widget), ink, *painter);
}

/// A button and its menu's arrow as one box with a line between them.
void PlainStyle::drawSplitButton(const QStyleOptionToolButton &option, QPainter *painter, const QWidget *widget) const
{
    const QRect menu = proxy()->subControlRect(CC_ToolButton, &option, SC_ToolButtonMenu, widget);
    QStyleOptionToolButton part = option;
    part.state.setFlag(State_Sunken, option.state.testFlag(State_Sunken) && option.activeSubControls.testFlag(SC_ToolButton));
    proxy()->drawPrimitive(PE_PanelButtonTool, &part, painter, widget);
    const QColor ink = option.palette.color(QPalette::ButtonText);
    const int line = option.direction == Qt::LeftToRight ? menu.left() : menu.right();
    painter->setPen(mixed(option.palette.color(QPalette::Button), ink, 0.35));
    painter->drawLine(line, menu.top() + 4, line, menu.bottom() - 4);
    part.rect = proxy()->subControlRect(CC_ToolButton, &option, SC_ToolButton, widget);
    proxy()->drawControl(CE_ToolButtonLabel, &part, painter, widget);
    drawArrow(menu, ink, *painter);
}

void PlainStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex *option, QPainter *painter, const QWidget *widget) const
{
    if (const auto *bar = qstyleoption_cast<const QStyleOptionSlider *>(option); bar && control == CC_ScrollBar) {
        drawScrollBar(*bar, proxy()->subControlRect(control, option, SC_ScrollBarSlider, widget), groundOf(*bar, widget), *painter);
        return;
    }
    if (const auto *box = qstyleoption_cast<const QStyleOptionComboBox *>(option); box && control == CC_ComboBox) {
        drawComboBox(*box, painter, widget);
        return;
    }
    const auto *button = control == CC_ToolButton ? qstyleoption_cast<const QStyleOptionToolButton *>(option) : nullptr;
    if (button && button->subControls.testFlag(SC_ToolButtonMenu) && !button->state.testFlag(State_AutoRaise)) {
        drawSplitButton(*button, painter, widget);
        return;
    }
    QProxyStyle::drawComplexControl(control, option, painter, widget);
}

} // namespace concord
