// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "diagram/diagramlayout.h"
#include "relate/relationgraph.h"
#include "schema/schemaformat.h"

#include <QGraphicsScene>

namespace concord {

class RelationItem;
class TableItem;

/// Tables of one or several databases and what relates them. Holds no more than is drawn; GUI thread.
class DiagramScene : public QGraphicsScene
{
    Q_OBJECT

public:
    explicit DiagramScene(QObject *parent = nullptr);
    ~DiagramScene() override;

    /// `tables` empty: all tables and views of the graph's catalogs. What was there before goes.
    void display(RelationGraphPtr graph, const std::vector<TableRef> &tables, ShownColumns columns);
    /// Lays the tables out anew: dot if it is there. laidOut() follows.
    void arrange();
    [[nodiscard]] DiagramLayout &layout() { return *m_layout; }

    [[nodiscard]] const std::vector<TableItem *> &tables() const { return m_tables; }
    [[nodiscard]] const std::vector<RelationItem *> &relations() const { return m_relations; }
    [[nodiscard]] TableItem *selectedTable() const; ///< the only one that is selected, else null
    /// The nearest one in a direction (one of the four unit vectors); null: there is none.
    [[nodiscard]] TableItem *neighbour(const TableItem &from, QPointF direction) const;
    /// What is shown, as text: Mermaid, DBML or DOT.
    [[nodiscard]] QString text(SchemaFormat format) const;
    /// With a margin; for exports.
    [[nodiscard]] QRectF area() const { return itemsBoundingRect().adjusted(-20, -20, 20, 20); }

Q_SIGNALS:
    /// The tables are in their places; `note`: see DiagramLayout::finished.
    void laidOut(const QString &note);
    void opened(const concord::TableRef &table);

protected:
    void mouseDoubleClickEvent(QGraphicsSceneMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void addTable(const NamedCatalog &catalog, const ObjectPtr &object, bool several);
    void addRelations();
    void place(const std::vector<QPointF> &places, const QString &note);

    RelationGraphPtr m_graph;
    ShownColumns m_columns = ShownColumns::Keys;
    std::vector<TableItem *> m_tables;
    std::vector<RelationItem *> m_relations;
    QHash<TableRef, size_t> m_positions;
    DiagramLayout *m_layout;
};

} // namespace concord
