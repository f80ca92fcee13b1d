// SPDX-License-Identifier: GPL-3.0-or-later
#include "diagram/diagramscene.h"

#include "diagram/diagramitems.h"
#include "look/colours.h"

#include <QApplication>
#include <QGraphicsSceneMouseEvent>
#include <QKeyEvent>
#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace concord {

namespace {

bool isTableLike(ObjectKind kind)
{
    return kind == ObjectKind::Table || kind == ObjectKind::View || kind == ObjectKind::MaterializedView || kind == ObjectKind::Collection;
}

std::vector<TableItem::Row> rowsOf(const SchemaObject &object, const TableRef &ref, const RelationGraph &graph, ShownColumns shown)
{
    QSet<QString> referring;
    QSet<QString> referred;
    for (const size_t position : graph.relationsOf(ref)) {
        const Relation &relation = graph.relations()[position];
        if (relation.from.table == ref)
            referring.unite(QSet<QString>(relation.from.columns.begin(), relation.from.columns.end()));
        if (relation.to.table == ref)
            referred.unite(QSet<QString>(relation.to.columns.begin(), relation.to.columns.end()));
    }
    std::vector<TableItem::Row> rows;
    for (const Column &column : columnsOf(object)) {
        const bool key = object.kind == ObjectKind::Table && static_cast<const Table &>(object).primaryKey
                         && static_cast<const Table &>(object).primaryKey->columns.contains(column.name);
        const bool related = key || referring.contains(column.name) || referred.contains(column.name);
        if (shown == ShownColumns::All || (shown == ShownColumns::Keys && related))
            rows.push_back({column.name, column.nativeType, key, referring.contains(column.name)});
    }
    return rows;
}

} // namespace

DiagramScene::~DiagramScene()
{
    // Items that go tell of the selection; by then this would be a mere QGraphicsScene.
    blockSignals(true);
    clear();
}

DiagramScene::DiagramScene(QObject *parent) : QGraphicsScene(parent), m_layout(new DiagramLayout(this))
{
    connect(m_layout, &DiagramLayout::finished, this, &DiagramScene::place);
}

void DiagramScene::display(RelationGraphPtr graph, const std::vector<TableRef> &tables, ShownColumns columns)
{
    clear();
    m_tables.clear();
    m_relations.clear();
    m_positions.clear();
    m_graph = std::move(graph);
    m_columns = columns;
    const QSet<TableRef> wanted(tables.begin(), tables.end());
    for (const NamedCatalog &catalog : m_graph->catalogs()) {
        for (const ObjectPtr &object : catalog.catalog->objects()) {
            const bool chosen = wanted.isEmpty() ? object->extension.isEmpty() : wanted.contains({catalog.id, object->ref});
            if (chosen && isTableLike(object->kind))
                addTable(catalog, object, m_graph->catalogs().size() > 1);
        }
    }
    addRelations();
}

void DiagramScene::addTable(const NamedCatalog &catalog, const ObjectPtr &object, bool several)
{
    const TableRef ref{catalog.id, object->ref};
    const CatalogInfo &info = catalog.catalog->info();
    const bool plain = object->ref.schema.isEmpty() || object->ref.schema == info.defaultSchema || object->ref.schema == info.database;
    const QColor environment = catalog.environment == Environment::None ? QColor() : environmentColour(catalog.environment, QApplication::palette());
    auto *item = new TableItem(ref, plain ? object->ref.name : object->ref.schema + u'.' + object->ref.name, several ? catalog.name : QString(),
                               environment, rowsOf(*object, ref, *m_graph, m_columns), object->comment);
    m_positions.insert(ref, m_tables.size());
    m_tables.push_back(item);
    addItem(item);
}

void DiagramScene::addRelations()
{
    for (const Relation &relation : m_graph->relations()) {
        const auto from = m_positions.constFind(relation.from.table);
        const auto to = m_positions.constFind(relation.to.table);
        if (from == m_positions.constEnd() || to == m_positions.constEnd())
            continue;
        const NamedCatalog *target = m_graph->catalogOf(relation.to.table.database);
        const bool coloured = target && target->environment != Environment::None;
        const QColor across = coloured ? environmentColour(target->environment, QApplication::palette()) : accent(QApplication::palette());
        auto *item = new RelationItem(relation, m_tables[*from], m_tables[*to], across);
        m_relations.push_back(item);
        addItem(item);
    }
}

void DiagramScene::arrange()
{
    LayoutInput input;
    for (const TableItem *table : m_tables) {
        const auto &catalogs = m_graph->catalogs();
        const auto catalog = std::ranges::find(catalogs, table->ref().database, &NamedCatalog::id);
        input.boxes.push_back(table->size());
        input.groups.push_back(static_cast<int>(catalog - catalogs.begin()));
    }
    for (const RelationItem *relation : m_relations)
        input.edges.emplace_back(m_positions.value(relation->relation().from.table), m_positions.value(relation->relation().to.table));
    m_layout->start(std::move(input));
}

void DiagramScene::place(const std::vector<QPointF> &places, const QString &note)
{
    if (places.size() != m_tables.size())
        return; // of what was shown before
    for (size_t i = 0; i < places.size(); ++i)
        m_tables[i]->setPos(places[i]);
    setSceneRect(area());
    Q_EMIT laidOut(note);
}

TableItem *DiagramScene::selectedTable() const
{
    const QList<QGraphicsItem *> selected = selectedItems();
    return selected.size() == 1 ? qgraphicsitem_cast<TableItem *>(selected.first()) : nullptr;
}

TableItem *DiagramScene::neighbour(const TableItem &from, QPointF direction) const
{
    const QPointF middle = from.sceneBoundingRect().center();
    TableItem *best = nullptr;
    qreal nearest = 0;
    for (TableItem *table : m_tables) {
        const QPointF way = table->sceneBoundingRect().center() - middle;
        const qreal along = QPointF::dotProduct(way, direction);
        const qreal aside = std::abs(way.x() * direction.y() - way.y() * direction.x());
        if (table == &from || along <= 0 || aside > 2 * along)
            continue;
        const qreal distance = along + 2 * aside; // rather straight on than near
        if (!best || distance < nearest) {
            best = table;
            nearest = distance;
        }
    }
    return best;
}

QString DiagramScene::text(SchemaFormat format) const
{
    if (!m_graph)
        return {};
    std::vector<TableRef> refs;
    for (const TableItem *table : m_tables)
        refs.push_back(table->ref());
    SchemaFormatOptions options;
    options.columns = m_columns;
    for (const RelationItem *relation : m_relations)
        options.relations.push_back(relation->relation());
    return formatCatalogs(m_graph->catalogs(), format, refs, options);
}

void DiagramScene::mouseDoubleClickEvent(QGraphicsSceneMouseEvent *event)
{
    QGraphicsScene::mouseDoubleClickEvent(event);
    const QList<QGraphicsItem *> under = items(event->scenePos());
    for (QGraphicsItem *item : under) {
        if (const auto *table = qgraphicsitem_cast<TableItem *>(item)) {
            Q_EMIT opened(table->ref());
            return;
        }
    }
}

/// Arrows go from table to table; with Shift they move it. Enter opens.
void DiagramScene::keyPressEvent(QKeyEvent *event)
{
    static const QHash<int, QPointF> directions = {{Qt::Key_Left, {-1, 0}}, {Qt::Key_Right, {1, 0}}, {Qt::Key_Up, {0, -1}}, {Qt::Key_Down, {0, 1}}};
    TableItem *current = selectedTable();
    if (directions.contains(event->key()) && !m_tables.empty()) {
        const QPointF direction = directions.value(event->key());
        if (current && event->modifiers().testFlag(Qt::ShiftModifier)) {
            current->moveBy(direction.x() * 10, direction.y() * 10);
        } else if (TableItem *next = current ? neighbour(*current, direction) : m_tables.front()) {
            clearSelection();
            next->setSelected(true);
            setFocusItem(next);
        }
        event->accept();
        return;
    }
    if (current && (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)) {
        Q_EMIT opened(current->ref());
        event->accept();
        return;
    }
    QGraphicsScene::keyPressEvent(event);
}

} // namespace concord
