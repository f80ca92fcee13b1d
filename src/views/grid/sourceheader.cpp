// SPDX-License-Identifier: GPL-3.0-or-later
#include "grid/sourceheader.h"

#include "grid/griddelegate.h"
#include "grid/gridmodel.h"
#include "look/colours.h"

#include <QItemSelectionModel>
#include <QPainter>

namespace concord {

SourceHeader::SourceHeader(QWidget *parent) : QHeaderView(Qt::Vertical, parent)
{
    setSectionResizeMode(QHeaderView::Fixed);
    setSectionsClickable(true);
    setHighlightSections(false);
    setAccessibleName(tr("Source of each row"));
}

void SourceHeader::fit(const QStringList &names)
{
    const QFontMetrics metrics = fontMetrics();
    int width = metrics.horizontalAdvance(tr("source")) + metrics.height();
    for (const QString &name : names)
        width = std::max(width, metrics.horizontalAdvance(name));
    m_width = std::min(width, 28 * metrics.averageCharWidth()) + metrics.height() * 2;
    updateGeometry();
    Q_EMIT geometriesChanged();
}

QSize SourceHeader::sizeHint() const
{
    return {std::max(m_width, fontMetrics().height() * 6), 0};
}

void SourceHeader::paintSection(QPainter *painter, const QRect &rect, int section) const
{
    const QPalette colours = palette();
    const QVariant endpoint = model()->headerData(section, Qt::Vertical, GridModel::EndpointRole);
    const QString name = model()->headerData(section, Qt::Vertical).toString();
    const QColor base = mixed(colours.color(QPalette::Window), colours.color(QPalette::Base), 0.35);
    painter->save();
    painter->fillRect(rect, base);
    if (selectionModel() && selectionModel()->isRowSelected(section))
        painter->fillRect(rect, mixed(base, accent(colours), isDark(colours) ? 0.38 : 0.18));
    painter->setPen(mixed(colours.color(QPalette::Base), colours.color(QPalette::Text), 0.09));
    painter->drawLine(rect.bottomLeft(), rect.bottomRight());
    painter->setPen(hairline(colours));
    painter->drawLine(rect.topRight(), rect.bottomRight());
    const int pad = GridDelegate::padding(fontMetrics());
    const qreal dot = fontMetrics().height() * 0.45;
    const QColor colour = endpoint.isValid() ? endpointColour(endpoint.value<Endpoint>(), colours) : environmentColour(Environment::None, colours);
    paintDot(*painter, QRectF(rect.left() + pad, rect.center().y() - dot / 2 + 0.5, dot, dot), colour);
    const QRect text = rect.adjusted(pad + int(dot) + pad / 2, 0, -pad / 2, 0);
    painter->setPen(colours.color(QPalette::Text));
    painter->drawText(text, Qt::AlignLeft | Qt::AlignVCenter, fontMetrics().elidedText(name, Qt::ElideMiddle, text.width()));
    painter->restore();
}

} // namespace concord
