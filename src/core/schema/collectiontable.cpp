// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/collectiontable.h"

#include <QCoreApplication>
#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace concord {

namespace {

bool isNull(const FieldType &type)
{
    return type.type == "null"_L1 || type.type == "undefined"_L1;
}

/// What all of an element's or field's types come to.
LogicalType merged(const LogicalType &a, const LogicalType &b)
{
    if (a == b)
        return a;
    LogicalType type;
    type.family = TypeFamily::Any;
    if (a.family == TypeFamily::Integer && b.family == TypeFamily::Integer) {
        type.family = TypeFamily::Integer;
        type.bits = std::max(a.bits, b.bits);
    }
    return type;
}

LogicalType logicalOf(const Collection &collection, const Field &field)
{
    std::optional<LogicalType> all;
    for (const FieldType &type : field.types) {
        if (isNull(type))
            continue;
        LogicalType one = type.logical;
        const Field *elements = one.family == TypeFamily::Array ? findField(collection, field.path + u"[]"_s) : nullptr;
        if (elements)
            one.element = std::make_shared<LogicalType>(logicalOf(collection, *elements));
        all = all ? merged(*all, one) : one;
    }
    return all.value_or(LogicalType());
}

bool hasDocuments(const Field &field)
{
    return std::ranges::any_of(field.types, [](const FieldType &type) { return type.logical.family == TypeFamily::Document; });
}

bool isOnlyDocuments(const Field &field)
{
    return hasDocuments(field)
           && std::ranges::all_of(field.types, [](const FieldType &type) { return type.logical.family == TypeFamily::Document || isNull(type); });
}

/// Whether each document has a value there: all embedded documents on the way have to be there as well.
bool isAlwaysThere(const Collection &collection, const Field &field)
{
    if (!field.required || fieldTakesNull(field))
        return false;
    const QString parent = parentPath(field.path);
    const Field *holder = parent.isEmpty() ? nullptr : findField(collection, parent);
    return !holder || (isOnlyDocuments(*holder) && isAlwaysThere(collection, *holder));
}

} // namespace

const Field *findField(const Collection &collection, const QString &path)
{
    const auto found = std::ranges::find(collection.fields, path, &Field::path);
    return found == collection.fields.end() ? nullptr : &*found;
}

bool fieldTakesNull(const Field &field)
{
    return std::ranges::any_of(field.types, isNull);
}

QString samplingText(const Collection &collection)
{
    const auto tr = [](const char *text) { return QCoreApplication::translate("Collection", text); };
    if (collection.sampling == "all"_L1)
        return tr("Inferred from all %1 documents.").arg(collection.sampled);
    if (collection.sampled == 0)
        return tr("No document was read, so no field is known.");
    if (collection.sampling == "blocks"_L1)
        return tr("Inferred from %1 documents that are stored together: how likely a field is missed is not known.").arg(collection.sampled);
    return tr("Inferred from %1 documents chosen at random; a field that 1 % of all have is missed with probability %2.")
        .arg(collection.sampled)
        .arg(collection.missProbability);
}

QString parentPath(const QString &path)
{
    if (path.endsWith("[]"_L1))
        return path.chopped(2);
    const qsizetype dot = path.lastIndexOf(u'.');
    return dot < 0 ? QString() : path.first(dot);
}

QString fieldTypeText(const Collection &collection, const Field &field)
{
    QStringList words;
    for (const FieldType &type : field.types) {
        if (isNull(type) && field.types.size() > 1)
            continue;
        const Field *elements = type.logical.family == TypeFamily::Array ? findField(collection, field.path + u"[]"_s) : nullptr;
        const QString of = elements ? fieldTypeText(collection, *elements) : QString();
        words.append(of.isEmpty() ? type.type : u"%1 of %2"_s.arg(type.type, of.contains(u'|') ? u'(' + of + u')' : of));
    }
    return words.join(u" | "_s);
}

std::shared_ptr<const Table> collectionAsTable(const Collection &collection)
{
    auto table = std::make_shared<Table>();
    table->ref = collection.ref;
    table->comment = collection.comment;
    table->variant = collection.variant;
    table->indexes = collection.indexes;
    table->statistics = collection.statistics;
    QSet<QString> opened; // embedded documents whose own fields stand for them
    for (const Field &field : collection.fields)
        opened.insert(parentPath(field.path));
    for (const Field &field : collection.fields) {
        if (field.path.contains("[]"_L1) || (isOnlyDocuments(field) && opened.contains(field.path)))
            continue;
        Column column;
        column.name = field.path;
        column.nativeType = fieldTypeText(collection, field);
        column.type = logicalOf(collection, field);
        column.nullable = !isAlwaysThere(collection, field);
        table->columns.push_back(std::move(column));
    }
    const bool ownIds = collection.variant != "view"_L1 && collection.variant != "time_series"_L1;
    if (ownIds && findColumn(table->columns, u"_id"_s)) {
        Key key;
        key.nameGenerated = true;
        key.columns = {u"_id"_s};
        table->primaryKey = key;
    }
    return table;
}

} // namespace concord
