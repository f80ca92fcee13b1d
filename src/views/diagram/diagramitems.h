// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "relate/relation.h"
#include "schema/schemaformat.h"

#include <QGraphicsItem>

#include <vector>

namespace concord {

class RelationItem;

/// A table in the diagram: its name, its database where there are several, and some of its columns.
class TableItem : public QGraphicsItem
{
public:
    enum { Type = UserType + 1 };
    struct Row
    {
        QString name;
        QString type;
        bool isKey = false;
        bool isReference = false;
    };

    TableItem(TableRef ref, QString title, QString database, QColor environment, std::vector<Row> rows, QString comment);

    [[nodiscard]] int type() const override { return Type; }
    [[nodiscard]] const TableRef &ref() const { return m_ref; }
    [[nodiscard]] const QString &title() const { return m_title; }
    [[nodiscard]] QSizeF size() const { return m_size; }
    [[nodiscard]] const std::vector<Row> &rows() const { return m_rows; }
    /// Half the height of the column's row, or of the title where the column is not shown; from the top.
    [[nodiscard]] qreal anchorOf(const QString &column) const;
    void addRelation(RelationItem *relation) { m_relations.push_back(relation); }

    [[nodiscard]] QRectF boundingRect() const override;
    void paint(QPainter *painter, const QStyleOptionGraphicsItem *option, QWidget *widget) override;

protected:
    QVariant itemChange(GraphicsItemChange change, const QVariant &value) override;

private:
    void paintRows(QPainter &painter, const QPalette &palette) const;
    [[nodiscard]] qreal titleHeight() const;

    TableRef m_ref;
    QString m_title;
    QString m_database;
    QColor m_environment; ///< invalid: none
    std::vector<Row> m_rows;
    QSizeF m_size;
    qreal m_rowHeight;
    std::vector<RelationItem *> m_relations;
};

/// A line from the column that refers to the one referred to. Dashed: inferred or drawn; dotted: across databases. Its ends say how
/// many rows meet: a crow's foot for many, a bar for one, a ring where there may be none.
class RelationItem : public QGraphicsItem
{
public:
    enum { Type = UserType + 2 };

    RelationItem(Relation relation, TableItem *from, TableItem *to, QColor across);

    [[nodiscard]] int type() const override { return Type; }
    [[nodiscard]] const Relation &relation() const { return m_relation; }
    [[nodiscard]] QPen pen() const; ///< as it is drawn
    /// After one of its tables was moved.
    void adjust();

    [[nodiscard]] QRectF boundingRect() const override;
    [[nodiscard]] QPainterPath shape() const override;
    void paint(QPainter *painter, const QStyleOptionGraphicsItem *option, QWidget *widget) override;

private:
    Relation m_relation;
    TableItem *m_from;
    TableItem *m_to;
    QColor m_across;
    QPainterPath m_path;
    std::vector<QRectF> m_pieces; ///< the path cut up, to tell quickly whether any of it is in sight
    QPointF m_start;
    QPointF m_end;
    qreal m_startSide = 1; ///< 1: leaves to the right, -1: to the left
    qreal m_endSide = 1;
};

} // namespace concord
