// SPDX-License-Identifier: GPL-3.0-or-later
#include "look/plainstyle.h"

#include "look/colours.h"

#include <QIconEngine>
#include <QPainter>
#include <QStyleOption>

using namespace Qt::StringLiterals;

namespace concord {

static constexpr qreal roundness = 4;
static const QColor signGrey(0x8a, 0x8d, 0x91); // legible on light and on dark: an icon does not learn of a new palette

/// A sign of one stroke, sharp at every scale.
class SignIcon : public QIconEngine
{
public:
    enum class Sign { Cross, Window };
    explicit SignIcon(Sign sign) : m_sign(sign) {}

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode, QIcon::State) override
    {
        const qreal side = std::min(std::min(rect.width(), rect.height()) * 0.5, 8.0);
        QRectF box(0, 0, side, side);
        box.moveCenter(QRectF(rect).center());
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(QPen(signGrey, 1.3));
        if (m_sign == Sign::Cross) {
            painter->drawLine(box.topLeft(), box.bottomRight());
            painter->drawLine(box.topRight(), box.bottomLeft());
        } else {
            painter->drawRoundedRect(box, 1, 1);
        }
        painter->restore();
    }
    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override
    {
        QPixmap pixmap(size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        paint(&painter, QRect({}, size), mode, state);
        return pixmap;
    }
    [[nodiscard]] QIconEngine *clone() const override { return new SignIcon(*this); }

private:
    Sign m_sign;
};

PlainStyle::PlainStyle() : QProxyStyle(u"fusion"_s) {}

int PlainStyle::pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const
{
    switch (metric) {
    case PM_ScrollBarExtent: return 12;
    case PM_ScrollBarSliderMin: return 28;
    case PM_HeaderMargin:
    case PM_FocusFrameHMargin: return 5; // beside the text of headers and cells
    case PM_TabBarTabShiftVertical:
    case PM_TabBarTabShiftHorizontal:
    case PM_ButtonShiftHorizontal:
    case PM_ButtonShiftVertical: return 0;
    default: return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

QIcon PlainStyle::standardIcon(StandardPixmap icon, const QStyleOption *option, const QWidget *widget) const
{
    if (icon == SP_TitleBarCloseButton)
        return QIcon(new SignIcon(SignIcon::Sign::Cross));
    if (icon == SP_TitleBarNormalButton)
        return QIcon(new SignIcon(SignIcon::Sign::Window));
    return QProxyStyle::standardIcon(icon, option, widget);
}

int PlainStyle::styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget, QStyleHintReturn *data) const
{
    return hint == SH_DialogButtonBox_ButtonsHaveIcons ? 0 : QProxyStyle::styleHint(hint, option, widget, data);
}

QSize PlainStyle::sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &contents, const QWidget *widget) const
{
    const QSize size = QProxyStyle::sizeFromContents(type, option, contents, widget);
    if (type == CT_PushButton)
        return size + QSize(12, 2);
    if (type == CT_ToolButton && !option->state.testFlag(State_AutoRaise))
        return size + QSize(8, 2);
    return size;
}

/// Room beside what is written at an edge.
QRect PlainStyle::subElementRect(SubElement element, const QStyleOption *option, const QWidget *widget) const
{
    const QRect rect = QProxyStyle::subElementRect(element, option, widget);
    if (element == SE_DockWidgetTitleBarText)
        return rect.adjusted(option->direction == Qt::LeftToRight ? 6 : 0, 0, option->direction == Qt::LeftToRight ? 0 : -6, 0);
    const auto *frame = element == SE_LineEditContents ? qstyleoption_cast<const QStyleOptionFrame *>(option) : nullptr;
    return frame && frame->lineWidth > 0 ? rect.adjusted(2, 0, -2, 0) : rect;
}

/// Under the mouse and pressed a surface comes a step nearer to its text.
static QColor touched(const QColor &surface, const QStyleOption &option)
{
    const bool enabled = option.state.testFlag(QStyle::State_Enabled);
    const bool pressed = option.state.testAnyFlags(QStyle::State_Sunken | QStyle::State_On);
    const bool hovered = option.state.testFlag(QStyle::State_MouseOver);
    const qreal step = !enabled ? 0 : pressed ? 0.14 : hovered ? 0.06 : 0;
    return mixed(surface, option.palette.color(QPalette::ButtonText), step);
}

static void drawBox(QPainter &painter, const QRect &rect, const QColor &fill, const QColor &line, qreal width = 1)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(line, width));
    painter.setBrush(fill);
    painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), roundness, roundness);
    painter.restore();
}

static QColor edgeOf(const QStyleOption &option)
{
    const bool focused = option.state.testFlag(QStyle::State_HasFocus) && option.state.testFlag(QStyle::State_Enabled);
    return focused ? accent(option.palette) : mixed(option.palette.color(QPalette::Window), option.palette.color(QPalette::WindowText), 0.22);
}

static void drawButton(QPainter &painter, const QStyleOption &option, bool primary)
{
    const QColor fill = primary ? accent(option.palette) : option.palette.color(QPalette::Button);
    const bool coloured = fill.hsvSaturationF() > 0.3F;
    drawBox(painter, option.rect, touched(fill, option), coloured ? touched(fill, option).darker(115) : edgeOf(option));
}

/// A box that a tick, a dash or a dot is set in. Its line has three times the surface's contrast (WCAG 2.2, 1.4.11).
static void drawCheck(QPainter &painter, const QStyleOption &option, bool round)
{
    const int side = std::min(option.rect.width(), option.rect.height());
    QRectF box(0, 0, side - 1, side - 1);
    box.moveCenter(QRectF(option.rect).center());
    const bool enabled = option.state.testFlag(QStyle::State_Enabled);
    const bool set = option.state.testAnyFlags(QStyle::State_On | QStyle::State_NoChange);
    const QColor base = option.palette.color(QPalette::Base);
    const QColor strong = set ? accent(option.palette) : mixed(base, option.palette.color(QPalette::Text), 0.55);
    const QColor line = enabled ? strong : mixed(base, option.palette.color(QPalette::Text), 0.25);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(line, option.state.testFlag(QStyle::State_HasFocus) ? 1.6 : 1.1));
    painter.setBrush(set ? QBrush(line) : QBrush(touched(base, option)));
    const qreal corner = round ? box.width() / 2 : 3;
    painter.drawRoundedRect(box, corner, corner);
    const QColor mark = line.lightnessF() > 0.6F ? Qt::black : Qt::white;
    const auto at = [&box](qreal x, qreal y) { return QPointF(box.left() + box.width() * x, box.top() + box.height() * y); };
    painter.setPen(QPen(mark, box.width() * 0.13, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    if (set && round) {
        painter.setBrush(mark);
        painter.drawEllipse(box.center(), box.width() * 0.12, box.width() * 0.12);
    } else if (option.state.testFlag(QStyle::State_NoChange)) {
        painter.drawLine(at(0.27, 0.5), at(0.73, 0.5));
    } else if (set) {
        painter.setBrush(Qt::NoBrush);
        painter.drawPolyline(QPolygonF{at(0.24, 0.52), at(0.43, 0.71), at(0.77, 0.31)});
    }
    painter.restore();
}

static void drawTabClose(QPainter &painter, const QStyleOption &option)
{
    if (option.state.testFlag(QStyle::State_MouseOver))
        drawBox(painter, option.rect, mixed(option.palette.color(QPalette::Window), option.palette.color(QPalette::WindowText), 0.14),
                Qt::transparent);
    SignIcon(SignIcon::Sign::Cross).paint(&painter, option.rect, QIcon::Normal, QIcon::Off);
}

void PlainStyle::drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter, const QWidget *widget) const
{
    switch (element) {
    case PE_PanelButtonCommand: {
        const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option);
        const bool flat = button && button->features.testFlag(QStyleOptionButton::Flat);
        if (!flat || option->state.testAnyFlags(State_MouseOver | State_Sunken | State_On))
            drawButton(*painter, *option,
                       button && button->features.testFlag(QStyleOptionButton::DefaultButton) && option->state.testFlag(State_Enabled));
        return;
    }
    case PE_FrameDefaultButton: return;
    case PE_PanelButtonTool:
    case PE_IndicatorButtonDropDown:
        if (!option->state.testFlag(State_AutoRaise))
            drawButton(*painter, *option, false);
        else if (option->state.testFlag(State_Enabled) && option->state.testAnyFlags(State_MouseOver | State_Sunken | State_On))
            drawBox(*painter, option->rect, touched(option->palette.color(QPalette::Window), *option), Qt::transparent);
        return;
    case PE_IndicatorCheckBox: drawCheck(*painter, *option, false); return;
    case PE_IndicatorRadioButton: drawCheck(*painter, *option, true); return;
    case PE_IndicatorTabClose: drawTabClose(*painter, *option); return;
    case PE_FrameLineEdit: drawBox(*painter, option->rect, Qt::transparent, edgeOf(*option)); return;
    case PE_PanelLineEdit: {
        const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option);
        if (!frame || frame->lineWidth == 0)
            painter->fillRect(option->rect, option->palette.brush(QPalette::Base));
        else
            drawBox(*painter, option->rect, option->palette.color(QPalette::Base), edgeOf(*option));
        return;
    }
    case PE_PanelToolBar:
    case PE_PanelMenuBar: painter->fillRect(option->rect, option->palette.brush(QPalette::Window)); return;
    case PE_FrameTabWidget:
    case PE_FrameStatusBarItem:
    case PE_FrameDockWidget: return;
    case PE_IndicatorDockWidgetResizeHandle: painter->fillRect(option->rect, option->palette.brush(QPalette::Window)); return;
    default: QProxyStyle::drawPrimitive(element, option, painter, widget);
    }
}

} // namespace concord
