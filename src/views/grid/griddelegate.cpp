// SPDX-License-Identifier: GPL-3.0-or-later
#include "grid/griddelegate.h"

#include "grid/gridmodel.h"
#include "look/colours.h"
#include "look/wording.h"

#include <QPainter>

using namespace Qt::StringLiterals;

namespace concord {

namespace {

QColor background(const QStyleOptionViewItem &option)
{
    const QColor base = option.palette.color(QPalette::Base);
    if (!(option.state & QStyle::State_Selected))
        return base;
    const bool active = option.state & QStyle::State_Active;
    return mixed(base, accent(option.palette), (isDark(option.palette) ? 0.38 : 0.18) * (active ? 1.0 : 0.7));
}

/// Control characters as signs, so that a tab or an escape sequence in a value is seen.
QString printable(QString text)
{
    for (QChar &c : text) {
        if (c == u'\t')
            c = u'⇥';
        else if (c.unicode() < 0x20)
            c = QChar(0x2400 + c.unicode());
    }
    return text;
}

} // namespace

void GridDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const auto *model = static_cast<const GridModel *>(index.model());
    const Cell cell = model->shortCell(index.row(), index.column());
    const QPalette &colours = option.palette;
    const QRect rect = option.rect;
    painter->fillRect(rect, background(option));
    if (cell.state == CellState::Missing)
        painter->fillRect(rect, QBrush(mixed(background(option), colours.color(QPalette::Text), 0.18), Qt::BDiagPattern));
    if (!m_search.isEmpty() && cell.state == CellState::Value && cell.text.contains(m_search, Qt::CaseInsensitive))
        painter->fillRect(rect, mixed(background(option), warningText(colours), 0.28));
    painter->setPen(mixed(colours.color(QPalette::Base), colours.color(QPalette::Text), 0.09));
    painter->drawLine(rect.bottomLeft(), rect.bottomRight());
    painter->drawLine(rect.topRight(), rect.bottomRight());

    const bool number = cell.tag == Tag::Integer || cell.tag == Tag::Decimal || cell.tag == Tag::Float;
    const bool right = cell.state == CellState::Value ? number : model->isNumeric(index.column());
    QRect text = rect.adjusted(padding(option.fontMetrics), 0, -padding(option.fontMetrics), 0);
    if (cell.state == CellState::Null) {
        QFont italic = option.font;
        italic.setItalic(true);
        painter->setFont(italic);
        painter->setPen(dimText(colours));
        painter->drawText(text, Qt::AlignVCenter | (right ? Qt::AlignRight : Qt::AlignLeft), u"NULL"_s);
    } else if (cell.state == CellState::Value) {
        painter->setFont(option.font);
        painter->setPen(colours.color(QPalette::Text));
        if (cell.tag == Tag::Text && index.data(GridModel::InvalidTextRole).toBool()) {
            painter->setPen(warningText(colours));
            painter->drawText(text, Qt::AlignVCenter | Qt::AlignRight, u"⚠"_s);
            text.setRight(text.right() - option.fontMetrics.horizontalAdvance(u"⚠ "_s));
        }
        QString shown = printable(model->shownText(cell, index.column()));
        if (right && option.fontMetrics.horizontalAdvance(shown) > text.width()) // half a number reads as another number
            shown = QString(std::max(1, text.width() / std::max(1, option.fontMetrics.horizontalAdvance(u'#'))), u'#');
        painter->drawText(text, Qt::AlignVCenter | Qt::TextSingleLine | (right ? Qt::AlignRight : Qt::AlignLeft),
                          option.fontMetrics.elidedText(shown, Qt::ElideRight, text.width()));
    }
    if (option.state & QStyle::State_HasFocus) {
        painter->setPen(accent(colours));
        painter->drawRect(rect.adjusted(0, 0, -1, -1));
    }
}

QSize GridDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const QString text = index.data(Qt::DisplayRole).toString();
    return {option.fontMetrics.horizontalAdvance(text) + 2 * padding(option.fontMetrics) + 2, option.fontMetrics.height() + 6};
}

} // namespace concord
