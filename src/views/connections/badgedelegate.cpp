// SPDX-License-Identifier: GPL-3.0-or-later
#include "connections/badgedelegate.h"

#include "connections/connectionmodel.h"
#include "look/colours.h"

#include <QApplication>
#include <QPainter>

namespace concord {

static QColor quietOr(int alert, const QColor &quiet, const QPalette &palette)
{
    switch (static_cast<ConnectionModel::Alert>(alert)) {
    case ConnectionModel::Alert::Error: return errorText(palette);
    case ConnectionModel::Alert::Warning: return warningText(palette);
    case ConnectionModel::Alert::None: break;
    }
    return quiet;
}

/// What stands first counts most: "⚠ 4 drifted · 6 · 1 min", "⚠ 4 drifted", "⚠".
static QString fitting(const QString &badge, const QFontMetrics &metrics, int room)
{
    QStringList parts = badge.split(QStringLiteral(" · "));
    for (; !parts.isEmpty(); parts.removeLast()) {
        if (const QString shorter = parts.join(QStringLiteral(" · ")); metrics.horizontalAdvance(shorter) < room)
            return shorter;
    }
    const QString sign = badge.section(u' ', 0, 0);
    const bool isSign = sign == u"⚠" || sign == u"✗" || sign == u"?";
    return isSign && metrics.horizontalAdvance(sign) < room ? sign : QString();
}

void BadgeDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QStyleOptionViewItem item = option;
    initStyleOption(&item, index);
    const QWidget *widget = option.widget;
    QStyle *style = widget ? widget->style() : QApplication::style();
    const QString text = item.text;
    item.text.clear();
    style->drawControl(QStyle::CE_ItemViewItem, &item, painter, widget);

    const bool selected = item.state.testFlag(QStyle::State_Selected);
    const auto group = item.state.testFlag(QStyle::State_Active) ? QPalette::Active : QPalette::Inactive;
    const QColor plain = item.palette.color(group, selected ? QPalette::HighlightedText : QPalette::Text);
    const QFontMetrics metrics(item.font);
    const int gap = metrics.horizontalAdvance(u' ') * 2;
    QRect area = item.rect.adjusted(gap / 2, 0, -gap, 0);

    painter->save();
    painter->setFont(item.font);
    if (const QColor dot = index.data(ConnectionModel::DotRole).value<QColor>(); dot.isValid()) {
        const int size = metrics.xHeight() + 1;
        paintDot(*painter, QRectF(area.left(), area.center().y() - size / 2.0 + 0.5, size, size), dot);
        area.setLeft(area.left() + size + gap);
    }
    QFont small = item.font;
    small.setBold(false);
    small.setPointSizeF(item.font.pointSizeF() * 0.88);
    const int textWidth = std::min(metrics.horizontalAdvance(text), area.width());
    const QString badge = fitting(index.data(ConnectionModel::BadgeRole).toString(), QFontMetrics(small), area.width() - textWidth - gap);
    const int badgeWidth = QFontMetrics(small).horizontalAdvance(badge);
    if (!badge.isEmpty()) {
        painter->setFont(small);
        painter->setPen(selected ? plain : quietOr(index.data(ConnectionModel::AlertRole).toInt(), dimText(item.palette), item.palette));
        painter->drawText(area, Qt::AlignRight | Qt::AlignVCenter, badge);
        area.setRight(area.right() - badgeWidth - gap);
        painter->setFont(item.font);
    }
    const bool note = index.data(ConnectionModel::KindRole).toInt() == static_cast<int>(ConnectionModel::Kind::Note);
    const QColor quiet = quietOr(index.data(ConnectionModel::AlertRole).toInt(), dimText(item.palette), item.palette);
    painter->setPen(note && !selected ? quiet : plain);
    painter->drawText(area, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, metrics.elidedText(text, Qt::ElideRight, area.width()));
    painter->restore();
}

QSize BadgeDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QSize size = QStyledItemDelegate::sizeHint(option, index);
    size.setHeight(option.fontMetrics.height() + option.fontMetrics.height() / 2);
    return size;
}

} // namespace concord
