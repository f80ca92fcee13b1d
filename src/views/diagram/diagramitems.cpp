// SPDX-License-Identifier: GPL-3.0-or-later
#include "diagram/diagramitems.h"

#include "look/colours.h"
#include "look/wording.h"

#include <QApplication>
#include <QFontMetricsF>
#include <QPainter>
#include <QStyleOptionGraphicsItem>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace concord {

static constexpr qreal margin = 8;
static constexpr qreal widest = 360;
static constexpr int pieces = 12;
static constexpr qreal smallestRead = 0.35; ///< scale below which rows are no more than grey

static QFont boldFont()
{
    QFont font = QApplication::font();
    font.setBold(true);
    return font;
}

static qreal widthOf(const QFont &font, const QString &text)
{
    return QFontMetricsF(font).horizontalAdvance(text);
}

TableItem::TableItem(TableRef ref, QString title, QString database, QColor environment, std::vector<Row> rows, QString comment)
    : m_ref(std::move(ref)),
      m_title(std::move(title)),
      m_database(std::move(database)),
      m_environment(environment),
      m_rows(std::move(rows)),
      m_rowHeight(QFontMetricsF(QApplication::font()).height() + 4)
{
    qreal width = std::max(widthOf(boldFont(), m_title), widthOf(QApplication::font(), m_database) + 14);
    for (const Row &row : m_rows)
        width = std::max(width, widthOf(boldFont(), row.name) + widthOf(QApplication::font(), row.type) + 3 * margin);
    m_size = {std::clamp(width + 2 * margin, 90.0, widest),
              titleHeight() + static_cast<qreal>(m_rows.size()) * m_rowHeight + (m_rows.empty() ? 0 : margin / 2)};
    setFlags(ItemIsMovable | ItemIsSelectable | ItemIsFocusable | ItemSendsGeometryChanges);
    setCursor(Qt::ArrowCursor);
    setZValue(1);
    setToolTip(plainToolTip(comment.isEmpty() ? m_title : m_title + u'\n' + comment));
}

qreal TableItem::titleHeight() const
{
    return m_rowHeight * (m_database.isEmpty() ? 1 : 2) + margin;
}

qreal TableItem::anchorOf(const QString &column) const
{
    const auto row = std::ranges::find(m_rows, column, &Row::name);
    return row == m_rows.end() ? titleHeight() / 2 : titleHeight() + (static_cast<qreal>(row - m_rows.begin()) + 0.5) * m_rowHeight;
}

QRectF TableItem::boundingRect() const
{
    return QRectF(QPointF(), m_size).adjusted(-2, -2, 2, 2);
}

void TableItem::paint(QPainter *painter, const QStyleOptionGraphicsItem *option, QWidget *)
{
    const QPalette palette = QApplication::palette();
    const QRectF box(QPointF(), m_size);
    const QColor line = isSelected() ? accent(palette) : mixed(palette.color(QPalette::Base), palette.color(QPalette::Text), 0.35);
    painter->setPen(QPen(line, isSelected() ? 2 : 1));
    painter->setBrush(palette.color(QPalette::Base));
    painter->drawRoundedRect(box, 4, 4);
    painter->setPen(Qt::NoPen);
    painter->setBrush(mixed(palette.color(QPalette::Base), m_environment.isValid() ? m_environment : palette.color(QPalette::Text), 0.12));
    painter->drawRoundedRect(QRectF(1, 1, m_size.width() - 2, titleHeight() - 2), 4, 4);
    painter->setPen(palette.color(QPalette::Text));
    painter->setFont(boldFont());
    const QRectF title(margin, margin / 2, m_size.width() - 2 * margin, m_rowHeight);
    painter->drawText(title, Qt::AlignVCenter | Qt::TextSingleLine, QFontMetricsF(boldFont()).elidedText(m_title, Qt::ElideRight, title.width()));
    if (QStyleOptionGraphicsItem::levelOfDetailFromTransform(painter->worldTransform()) < smallestRead && option->exposedRect.isValid())
        return;
    painter->setFont(QApplication::font());
    if (!m_database.isEmpty()) {
        const QRectF database = title.translated(0, m_rowHeight);
        if (m_environment.isValid())
            paintDot(*painter, QRectF(database.left(), database.top(), 10, database.height()), m_environment);
        painter->setPen(dimText(palette));
        painter->drawText(database.adjusted(14, 0, 0, 0), Qt::AlignVCenter | Qt::TextSingleLine,
                          QFontMetricsF(QApplication::font()).elidedText(m_database, Qt::ElideRight, database.width() - 14));
    }
    paintRows(*painter, palette);
}

void TableItem::paintRows(QPainter &painter, const QPalette &palette) const
{
    const QFontMetricsF metrics(QApplication::font());
    qreal y = titleHeight();
    for (const Row &row : m_rows) {
        const QRectF box(margin, y, m_size.width() - 2 * margin, m_rowHeight);
        QFont font = QApplication::font();
        font.setBold(row.isKey);
        font.setItalic(row.isReference && !row.isKey);
        const qreal left = box.width() - widthOf(font, row.name) - margin; // by a short name
        const qreal typeWidth = std::min(metrics.horizontalAdvance(row.type), std::max(box.width() / 2, left));
        const qreal nameWidth = box.width() - typeWidth - margin;
        painter.setFont(font);
        painter.setPen(palette.color(QPalette::Text));
        painter.drawText(box, Qt::AlignVCenter | Qt::TextSingleLine, QFontMetricsF(font).elidedText(row.name, Qt::ElideRight, nameWidth));
        painter.setFont(QApplication::font());
        painter.setPen(dimText(palette));
        painter.drawText(box, Qt::AlignVCenter | Qt::AlignRight | Qt::TextSingleLine, metrics.elidedText(row.type, Qt::ElideRight, typeWidth + 1));
        y += m_rowHeight;
    }
}

QVariant TableItem::itemChange(GraphicsItemChange change, const QVariant &value)
{
    if (change == ItemPositionHasChanged) {
        for (RelationItem *relation : m_relations)
            relation->adjust();
    }
    return QGraphicsItem::itemChange(change, value);
}

RelationItem::RelationItem(Relation relation, TableItem *from, TableItem *to, QColor across)
    : m_relation(std::move(relation)),
      m_from(from),
      m_to(to),
      m_across(across)
{
    from->addRelation(this);
    if (to != from)
        to->addRelation(this);
    QStringList lines = {u"%1.%2 → %3.%4 (%5)"_s.arg(from->title(), m_relation.from.columns.join(u", "_s), to->title(),
                                                     m_relation.to.columns.join(u", "_s), multiplicityName(m_relation.multiplicity))};
    if (m_relation.origin == RelationOrigin::Inferred)
        lines.append(QApplication::translate("RelationItem", "inferred, %1 % sure").arg(qRound(m_relation.confidence * 100)));
    if (!m_relation.reason.isEmpty())
        lines.append(m_relation.reason);
    setToolTip(plainToolTip(lines.join(u'\n')));
    setFlag(ItemUsesExtendedStyleOption); // wants to know what is exposed
    adjust();
}

QPen RelationItem::pen() const
{
    const QPalette palette = QApplication::palette();
    QPen pen(mixed(palette.color(QPalette::Base), palette.color(QPalette::Text), 0.55), 1.3);
    if (m_relation.isAcrossDatabases()) {
        if (m_across.isValid())
            pen.setColor(m_across);
        pen.setStyle(Qt::DotLine);
        pen.setWidthF(2);
    } else if (m_relation.origin != RelationOrigin::Declared) {
        pen.setStyle(Qt::DashLine);
    }
    return pen;
}

/// Where a line meets a table: of several columns at the last, which tells it apart where all keys begin with a tenant.
static QString anchorColumn(const RelationEnd &end)
{
    return end.columns.isEmpty() ? QString() : end.columns.last();
}

/// Leaves each table at the side that is nearer to the other one; a table's relation to itself goes round its right side.
void RelationItem::adjust()
{
    prepareGeometryChange();
    const QRectF from(m_from->pos(), m_from->size());
    const QRectF to(m_to->pos(), m_to->size());
    const bool rightwards = to.left() >= from.right();
    const bool leftwards = to.right() <= from.left();
    m_startSide = leftwards ? -1 : 1;
    m_endSide = rightwards ? -1 : 1;
    m_start = {m_startSide > 0 ? from.right() : from.left(), from.top() + m_from->anchorOf(anchorColumn(m_relation.from))};
    m_end = {m_endSide > 0 ? to.right() : to.left(), to.top() + m_to->anchorOf(anchorColumn(m_relation.to))};
    const qreal bend = std::clamp(std::abs(m_end.x() - m_start.x()) / 2, 30.0, 120.0);
    m_path = QPainterPath(m_start);
    m_path.cubicTo(m_start + QPointF(m_startSide * bend, 0), m_end + QPointF(m_endSide * bend, 0), m_end);
    m_pieces.clear();
    QPointF last = m_start;
    for (int piece = 1; piece <= pieces; ++piece) {
        const QPointF next = m_path.pointAtPercent(qreal(piece) / pieces);
        m_pieces.push_back(QRectF(last, next).normalized().adjusted(-14, -14, 14, 14));
        last = next;
    }
}

QRectF RelationItem::boundingRect() const
{
    return m_path.boundingRect().adjusted(-14, -14, 14, 14);
}

QPainterPath RelationItem::shape() const
{
    QPainterPathStroker stroker;
    stroker.setWidth(8);
    return stroker.createStroke(m_path);
}

static void paintEnd(QPainter &painter, QPointF at, qreal side, bool many, bool maybeNone)
{
    const auto point = [&](qreal x, qreal y) { return at + QPointF(side * x, y); };
    if (many) {
        painter.drawLine(point(9, 0), point(0, -5));
        painter.drawLine(point(9, 0), point(0, 5));
    } else {
        painter.drawLine(point(6, -5), point(6, 5));
    }
    if (maybeNone)
        painter.drawEllipse(point(12.5, 0), 3.5, 3.5);
}

void RelationItem::paint(QPainter *painter, const QStyleOptionGraphicsItem *option, QWidget *)
{
    if (std::ranges::none_of(m_pieces, [&](const QRectF &piece) { return piece.intersects(option->exposedRect); }))
        return;
    const QPalette palette = QApplication::palette();
    painter->setBrush(Qt::NoBrush);
    QPen line = pen();
    if (QStyleOptionGraphicsItem::levelOfDetailFromTransform(painter->worldTransform()) < smallestRead) {
        line.setWidth(0); // from afar: a thin straight line, which costs next to nothing
        painter->setPen(line);
        painter->drawLine(m_start, m_end);
        return;
    }
    painter->setPen(line);
    painter->drawPath(m_path);
    painter->setPen(QPen(pen().color(), 1.3));
    painter->setBrush(palette.color(QPalette::Base));
    paintEnd(*painter, m_start, m_startSide, m_relation.multiplicity != Multiplicity::OneToOne, true);
    paintEnd(*painter, m_end, m_endSide, m_relation.multiplicity == Multiplicity::ManyToMany, m_relation.optional);
    if (m_relation.origin != RelationOrigin::Inferred)
        return;
    QFont font = QApplication::font();
    font.setPointSizeF(font.pointSizeF() * 0.85);
    painter->setFont(font);
    painter->setPen(dimText(palette));
    painter->drawText(m_path.pointAtPercent(0.5) + QPointF(4, -4), u"%1 %"_s.arg(qRound(m_relation.confidence * 100)));
}

} // namespace concord
