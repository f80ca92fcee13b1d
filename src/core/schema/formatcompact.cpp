// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/collectiontable.h"
#include "schema/formatinput.h"

#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace concord {

namespace {

/// As it is where it is a plain word, else in double quotes.
QString quoted(const QString &name)
{
    static const QRegularExpression plain(u"^[\\p{L}_][\\p{L}\\p{N}_$]*$"_s, QRegularExpression::UseUnicodePropertiesOption);
    if (plain.match(name).hasMatch())
        return name;
    return u'"' + QString(name).replace(u'"', u"\"\""_s).replace(u'\n', u"\\n"_s) + u'"';
}

QString quoted(const QStringList &path)
{
    QStringList parts;
    for (const QString &part : path)
        parts.append(quoted(part));
    return parts.join(u'.');
}

QString list(const QStringList &columns)
{
    QStringList names;
    for (const QString &column : columns)
        names.append(quoted(column));
    return names.join(u", "_s);
}

/// "→ teams.id"; a guess is marked as one.
QString target(const FormatInput &input, const Relation &relation)
{
    const bool one = relation.to.columns.size() == 1;
    const QString columns = one ? u'.' + quoted(relation.to.columns.first()) : u'(' + list(relation.to.columns) + u')';
    const QString table = quoted(input.pathOf(relation.to.table)) + columns;
    if (relation.origin == RelationOrigin::Inferred)
        return u"→? %1 (%2 %)"_s.arg(table, QString::number(qRound(relation.confidence * 100)));
    return u"→ "_s + table;
}

QString columnText(const FormatInput &input, const FormatTable &table, const Column &column, const std::vector<const Relation *> &relations)
{
    QStringList words = {quoted(column.name)};
    if (!column.nativeType.isEmpty())
        words.append(column.nativeType);
    if (isPrimaryKey(*table.object, column.name) && tableOf(*table.object)->primaryKey->columns.size() == 1)
        words.append(u"pk"_s);
    else if (isUniqueAlone(*table.object, column.name))
        words.append(u"unique"_s);
    if (table.object->kind == ObjectKind::Table && column.nullable)
        words.append(u"null"_s);
    if (table.object->kind == ObjectKind::Collection && column.nullable)
        words.append(u"optional"_s);
    if (column.generated != Generated::No)
        words.append(u"generated"_s);
    for (const Relation *relation : relations) {
        if (relation->from.columns == QStringList(column.name))
            words.append(target(input, *relation));
    }
    return words.join(u' ');
}

/// What is in arrays, which no column shows: "items[].sku string".
QStringList elementTexts(const Collection &collection)
{
    QStringList texts;
    for (const Field &field : collection.fields) {
        if (field.path.contains("[]."_L1))
            texts.append(quoted(field.path) + u' ' + fieldTypeText(collection, field));
    }
    return texts;
}

QString tableText(const FormatInput &input, const FormatTable &table)
{
    const std::vector<const Relation *> relations = input.relationsFrom(table.ref);
    QStringList members;
    for (const Column &column : columnsOf(*table.object))
        members.append(columnText(input, table, column, relations));
    if (table.object->kind == ObjectKind::Table) {
        const auto &key = static_cast<const Table &>(*table.object).primaryKey;
        if (key && key->columns.size() > 1)
            members.append(u"pk (%1)"_s.arg(list(key->columns)));
    }
    if (table.object->kind == ObjectKind::Collection)
        members += elementTexts(static_cast<const Collection &>(*table.object));
    for (const Relation *relation : relations) {
        if (relation->from.columns.size() > 1)
            members.append(u"(%1) %2"_s.arg(list(relation->from.columns), target(input, *relation)));
    }
    QString line = table.object->kind == ObjectKind::Table ? QString() : objectKindName(table.object->kind).replace(u'_', u' ') + u' ';
    line += u"%1(%2)"_s.arg(quoted(table.path), members.join(u", "_s));
    const QString comment = singleLine(table.object->comment);
    return comment.isEmpty() ? line : line + u" -- "_s + comment;
}

} // namespace

QString formatCompact(const FormatInput &input)
{
    QString text;
    for (const NamedCatalog &catalog : input.catalogs()) {
        for (const ObjectPtr &object : catalog.catalog->objects()) {
            if (object->kind != ObjectKind::Type || static_cast<const TypeObject &>(*object).variant != "enum"_L1 || !object->extension.isEmpty())
                continue;
            QStringList values;
            for (const QString &value : static_cast<const TypeObject &>(*object).values)
                values.append(u'\'' + QString(value).replace(u'\'', u"''"_s) + u'\'');
            text += u"enum %1(%2)\n"_s.arg(quoted(input.pathOf(catalog, object->ref)), values.join(u", "_s));
        }
    }
    for (const FormatTable &table : input.tables())
        text += tableText(input, table) + u'\n';
    return text;
}

} // namespace concord
