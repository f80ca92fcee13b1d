// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/searchhitdelegate.h"

#include "look/colours.h"
#include "schema/searchhitmodel.h"

#include <QApplication>
#include <QPainter>

namespace concord {

namespace {

/// The name in pieces, so that the match stands out.
void paintName(QPainter &painter, QRect area, const QString &text, int start, int length, const QFont &font)
{
    QFont bold = font;
    bold.setBold(true);
    const auto piece = [&](const QString &part, const QFont &partFont) {
        if (part.isEmpty() || area.width() <= 0)
            return;
        const QFontMetrics metrics(partFont);
        painter.setFont(partFont);
        painter.drawText(area, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, metrics.elidedText(part, Qt::ElideRight, area.width()));
        area.setLeft(area.left() + metrics.horizontalAdvance(part));
    };
    if (start < 0 || start + length > text.size()) {
        piece(text, font);
        return;
    }
    piece(text.left(start), font);
    piece(text.mid(start, length), bold);
    piece(text.mid(start + length), font);
}

} // namespace

void SearchHitDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QStyleOptionViewItem item = option;
    initStyleOption(&item, index);
    const QString text = item.text;
    item.text.clear();
    QStyle *style = option.widget ? option.widget->style() : QApplication::style();
    style->drawControl(QStyle::CE_ItemViewItem, &item, painter, option.widget);

    const bool selected = item.state.testFlag(QStyle::State_Selected);
    const auto group = item.state.testFlag(QStyle::State_Active) ? QPalette::Active : QPalette::Inactive;
    const QColor plain = item.palette.color(group, selected ? QPalette::HighlightedText : QPalette::Text);
    const QFontMetrics metrics(item.font);
    const int gap = metrics.horizontalAdvance(u' ') * 2;
    QRect area = item.rect.adjusted(gap / 2, 0, -gap, 0);
    painter->save();
    const QVariant endpoint = index.data(SearchHitModel::EndpointRole);
    if (endpoint.isValid() && (!index.parent().isValid())) {
        const int size = metrics.xHeight() + 1;
        paintDot(*painter, QRectF(area.left(), area.center().y() - size / 2.0 + 0.5, size, size),
                 endpointColour(endpoint.value<Endpoint>(), item.palette));
        area.setLeft(area.left() + size + gap);
    }
    QFont small = item.font;
    small.setPointSizeF(item.font.pointSizeF() * 0.88);
    const QString place = index.data(SearchHitModel::PlaceRole).toString();
    const int nameWidth = std::min(metrics.horizontalAdvance(text) + gap * 2, area.width() * 2 / 3);
    const QRect right = area.adjusted(nameWidth, 0, 0, 0);
    painter->setFont(small);
    painter->setPen(selected ? plain : dimText(item.palette));
    painter->drawText(right, Qt::AlignRight | Qt::AlignVCenter | Qt::TextSingleLine, QFontMetrics(small).elidedText(place, Qt::ElideMiddle, right.width()));
    painter->setPen(plain);
    area.setWidth(nameWidth);
    paintName(*painter, area, text, index.data(SearchHitModel::MatchStartRole).toInt(), index.data(SearchHitModel::MatchLengthRole).toInt(),
              item.font);
    painter->restore();
}

QSize SearchHitDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QSize size = QStyledItemDelegate::sizeHint(option, index);
    size.setHeight(option.fontMetrics.height() * 3 / 2);
    return size;
}

} // namespace concord
