// SPDX-License-Identifier: GPL-3.0-or-later
#include "relate/fieldreferences.h"

#include "relate/inferrelations.h"
#include "schema/collectiontable.h"

#include <QHash>

using namespace Qt::StringLiterals;

namespace concord {

namespace {

QString withoutBrackets(QString segment)
{
    while (segment.endsWith("[]"_L1))
        segment.chop(2);
    return segment;
}

/// What the field would be called as a column: what it holds is said by its last words.
QString columnName(const QString &path)
{
    const QStringList segments = path.split(u'.');
    QString name = withoutBrackets(segments.last());
    const bool list = segments.last().endsWith("[]"_L1);
    if (list && name.endsWith("ids"_L1, Qt::CaseInsensitive))
        name.chop(1);
    const bool id = name == "_id"_L1 || name == "id"_L1 || name == "$id"_L1;
    if (!id || segments.size() < 2)
        return name;
    QString holder = withoutBrackets(segments[segments.size() - 2]);
    if (segments[segments.size() - 2].endsWith("[]"_L1) && holder.endsWith(u's'))
        holder.chop(1);
    return holder + u"_id"_s;
}

/// The collection with a column for each field that may refer to something. `fields`: which ones a column stands for.
std::shared_ptr<Table> referringTable(const Collection &collection, QHash<QString, QStringList> &fields)
{
    auto table = std::make_shared<Table>(*collectionAsTable(collection));
    std::vector<Column> columns;
    if (const Column *id = findColumn(table->columns, u"_id"_s))
        columns.push_back(*id);
    for (const Field &field : collection.fields) {
        if (field.path == "_id"_L1 || field.types.empty())
            continue;
        Column column;
        column.name = columnName(field.path);
        column.type = field.types.front().logical;
        column.nativeType = field.types.front().type;
        if (column.type.family == TypeFamily::Array || column.type.family == TypeFamily::Document)
            continue;
        QStringList &paths = fields[column.name];
        if (paths.isEmpty())
            columns.push_back(column);
        paths.append(field.path);
    }
    table->columns = std::move(columns);
    return table;
}

} // namespace

void guessReferences(const std::vector<std::shared_ptr<SchemaObject>> &objects)
{
    std::vector<std::shared_ptr<SchemaObject>> tables;
    QHash<ObjectRef, std::pair<Collection *, QHash<QString, QStringList>>> collections;
    for (const std::shared_ptr<SchemaObject> &object : objects) {
        if (object->kind != ObjectKind::Collection)
            continue;
        auto &[collection, fields] = collections[object->ref];
        collection = static_cast<Collection *>(object.get());
        tables.push_back(referringTable(*collection, fields));
    }
    const CatalogPtr catalog = Catalog::make({}, std::move(tables));
    for (const Relation &relation : inferRelations({{QUuid(), {}, Environment::None, catalog}})) {
        const auto found = collections.constFind(relation.from.table.table);
        if (found == collections.constEnd() || relation.from.columns.size() != 1)
            continue;
        const QStringList paths = found->second.value(relation.from.columns.first());
        for (Field &field : found->first->fields) {
            if (!paths.contains(field.path))
                continue;
            field.reference = relation.to.table.table.name;
            field.referencePercent = qRound(relation.confidence * 100);
        }
    }
}

} // namespace concord
