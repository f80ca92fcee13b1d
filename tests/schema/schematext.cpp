// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/schematext.h"

#include <QHash>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace concord::test {

namespace {

LogicalType typeOf(const QString &word)
{
    static const QHash<QString, TypeFamily> families = {
        {u"int"_s, TypeFamily::Integer}, {u"big"_s, TypeFamily::Integer},  {u"small"_s, TypeFamily::Integer}, {u"uint"_s, TypeFamily::Integer},
        {u"num"_s, TypeFamily::Decimal}, {u"dec"_s, TypeFamily::Decimal},  {u"text"_s, TypeFamily::Text},     {u"char"_s, TypeFamily::Text},
        {u"uuid"_s, TypeFamily::Uuid},   {u"bool"_s, TypeFamily::Boolean}, {u"ts"_s, TypeFamily::Timestamp},  {u"date"_s, TypeFamily::Date},
        {u"real"_s, TypeFamily::Float},  {u"any"_s, TypeFamily::Any},      {u"bytes"_s, TypeFamily::Bytes},   {u"enum"_s, TypeFamily::Enum}};
    if (!families.contains(word))
        qFatal("no such type in a schema text: %s", qPrintable(word));
    LogicalType type;
    type.family = families.value(word);
    if (type.family == TypeFamily::Integer) {
        type.bits = word == "big"_L1 ? 64 : word == "small"_L1 ? 16 : 32;
        type.isUnsigned = word == "uint"_L1;
    }
    if (type.family == TypeFamily::Decimal) {
        type.precision = 10;
        type.scale = word == "num"_L1 ? 0 : 2;
    }
    return type;
}

ObjectRef refOf(const QString &text)
{
    return text.contains(u'/') ? ObjectRef{text.section(u'/', 0, 0), text.section(u'/', 1)} : ObjectRef{{}, text};
}

/// The first word, or what stands in double quotes; taken off the text.
QString takeName(QString &text)
{
    static const QRegularExpression name(uR"re(^\s*(?:"([^"]*)"|([^\s:;,]+)))re"_s);
    const QRegularExpressionMatch match = name.match(text);
    if (!match.hasMatch())
        qFatal("a name is missing in a schema text: %s", qPrintable(text));
    text = text.sliced(match.capturedEnd()).trimmed();
    return match.captured(1).isEmpty() ? match.captured(2) : match.captured(1);
}

QStringList namesOf(QString text)
{
    QStringList names;
    while (!text.trimmed().isEmpty()) {
        names.append(takeName(text));
        if (text.startsWith(u','))
            text.remove(0, 1);
    }
    return names;
}

void readColumn(QString text, Table &table, std::vector<Label> &labels)
{
    Column &column = table.columns.emplace_back();
    column.name = takeName(text);
    const QStringList words = text.split(u' ', Qt::SkipEmptyParts);
    column.nativeType = words.value(0);
    column.type = typeOf(column.nativeType);
    column.nullable = false;
    for (qsizetype i = 1; i < words.size(); ++i) {
        Key key;
        key.columns = {column.name};
        if (words[i] == "pk"_L1) {
            table.primaryKey = key;
        } else if (words[i] == "uq"_L1) {
            table.uniques.push_back(key);
        } else if (words[i] == "auto"_L1) {
            column.identity = Identity::AutoIncrement;
        } else if (words[i] == "null"_L1) {
            column.nullable = true;
        } else if (words[i] == ">"_L1 || words[i] == "?>"_L1) {
            const QString target = words.mid(i + 1).join(u' ');
            labels.push_back({table.ref, {column.name}, refOf(target.section(u'.', 0, -2)), {target.section(u'.', -1)}, words[i] == ">"_L1});
            return;
        } else {
            qFatal("no such flag in a schema text: %s", qPrintable(words[i]));
        }
    }
}

/// "@ref tenant_id, order_no > orders (tenant_id, order_no)"
void readReference(const QString &text, const Table &table, std::vector<Label> &labels)
{
    static const QRegularExpression reference(uR"re(^@ref (.+) (\??>) (\S+) \((.+)\)$)re"_s);
    const QRegularExpressionMatch match = reference.match(text);
    if (!match.hasMatch())
        qFatal("not understood in a schema text: %s", qPrintable(text));
    labels.push_back({table.ref, namesOf(match.captured(1)), refOf(match.captured(3)), namesOf(match.captured(4)), match.captured(2) == ">"_L1});
}

void readMember(const QString &text, Table &table, std::vector<Label> &labels)
{
    if (!text.startsWith(u'@')) {
        readColumn(text, table, labels);
        return;
    }
    if (text.startsWith("@ref "_L1)) {
        readReference(text, table, labels);
        return;
    }
    Key key;
    key.columns = namesOf(text.section(u' ', 1));
    if (text.startsWith("@pk "_L1)) {
        table.primaryKey = key;
    } else if (text.startsWith("@unique "_L1)) {
        table.uniques.push_back(key);
    } else if (text.startsWith("@index "_L1)) {
        Index &index = table.indexes.emplace_back();
        index.name = table.ref.name + u"_"_s + key.columns.join(u'_');
        for (const QString &column : std::as_const(key.columns))
            index.parts.emplace_back().column = column;
    } else if (text.startsWith("@comment "_L1)) {
        table.comment = text.section(u' ', 1);
    } else {
        qFatal("not understood in a schema text: %s", qPrintable(text));
    }
}

void declareLabels(Table &table, const std::vector<Label> &labels)
{
    for (const Label &label : labels) {
        if (label.table != table.ref)
            continue;
        ForeignKey &key = table.foreignKeys.emplace_back();
        key.name = u"fk_%1_%2"_s.arg(table.ref.name, label.columns.join(u'_'));
        key.columns = label.columns;
        key.target = label.targetTable;
        key.targetColumns = label.targetColumns;
    }
}

} // namespace

LabelledSchema readSchemaText(const QString &text, bool declare, const QString &database)
{
    LabelledSchema schema;
    std::vector<std::shared_ptr<SchemaObject>> objects;
    for (const QString &line : text.split(u'\n', Qt::SkipEmptyParts)) {
        QString rest = line;
        auto table = std::make_shared<Table>();
        table->ref = refOf(takeName(rest));
        for (const QString &member : rest.mid(1).split(u';', Qt::SkipEmptyParts))
            readMember(member.trimmed(), *table, schema.labels);
        objects.push_back(table);
    }
    if (declare) {
        for (const auto &object : objects)
            declareLabels(static_cast<Table &>(*object), schema.labels);
    }
    CatalogInfo info;
    info.engine = u"postgresql"_s;
    info.database = database;
    schema.catalog = Catalog::make(info, std::move(objects));
    return schema;
}

NamedCatalog namedCatalog(const QString &name, const QString &schemaText, bool declare)
{
    return {QUuid::createUuidV5(QUuid(), name), name, Environment::None, readSchemaText(schemaText, declare, name).catalog};
}

} // namespace concord::test
