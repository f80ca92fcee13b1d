// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/collectiontable.h"
#include "schema/formatinput.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace concord {

namespace {

QString escaped(const QString &text, QChar quote)
{
    QString safe = text;
    safe.replace(u'\\', u"\\\\"_s).replace(quote, u"\\"_s + quote);
    return safe;
}

QString name(const QString &text)
{
    if (text.isEmpty())
        return u"\" \""_s; // a label of an enum may be empty, and SQLite's tables; DBML's names may not
    return u'"' + escaped(singleLine(text), u'"') + u'"';
}

/// DBML knows a schema and a table: a database before them becomes part of the schema's name.
QString name(const QStringList &path)
{
    if (path.size() < 2)
        return name(path.last());
    return name(path.first(path.size() - 1).join(u'.')) + u'.' + name(path.last());
}

QString string(const QString &text)
{
    if (text.contains(u'\n'))
        return u"'''"_s + escaped(text, u'\'') + u"'''"_s;
    return u'\'' + escaped(text, u'\'') + u'\'';
}

QString expression(const QString &sql)
{
    return u'`' + singleLine(sql).replace(u'`', u'"') + u'`';
}

QString settings(const QStringList &all)
{
    return all.isEmpty() ? QString() : u" ["_s + all.join(u", "_s) + u']';
}

QString type(const QString &native)
{
    static const QRegularExpression plain(u"^[A-Za-z_][A-Za-z0-9_]*(?:\\([0-9, ]+\\))?$"_s);
    if (native.isEmpty())
        return u"any"_s;
    return plain.match(native).hasMatch() ? native : name(native);
}

QString columnLine(const FormatTable &table, const Column &column)
{
    QStringList all;
    const bool table_ = tableOf(*table.object) != nullptr;
    if (isPrimaryKey(*table.object, column.name) && tableOf(*table.object)->primaryKey->columns.size() == 1)
        all.append(u"pk"_s);
    else if (isUniqueAlone(*table.object, column.name))
        all.append(u"unique"_s);
    if (table_ && !column.nullable)
        all.append(u"not null"_s);
    if (column.identity != Identity::No)
        all.append(u"increment"_s);
    else if (column.defaultExpression)
        all.append(u"default: "_s + expression(*column.defaultExpression));
    if (!column.comment.isEmpty())
        all.append(u"note: "_s + string(column.comment));
    return u"  %1 %2%3\n"_s.arg(name(column.name), type(column.nativeType), settings(all));
}

QString indexLine(const QStringList &parts, const QStringList &all)
{
    return u"    (%1)%2\n"_s.arg(parts.join(u", "_s), settings(all));
}

QString indexesText(const Table &table)
{
    QString text;
    const auto names = [](const QStringList &columns) {
        QStringList quotedNames;
        for (const QString &column : columns)
            quotedNames.append(name(column));
        return quotedNames;
    };
    if (table.primaryKey && table.primaryKey->columns.size() > 1)
        text += indexLine(names(table.primaryKey->columns), {u"pk"_s});
    for (const Key &key : table.uniques) {
        if (key.columns.size() > 1)
            text += indexLine(names(key.columns), {u"unique"_s});
    }
    for (const Index &index : table.indexes) {
        QStringList parts;
        for (const IndexPart &part : index.parts)
            parts.append(part.column.isEmpty() ? expression(part.expression) : name(part.column));
        QStringList all;
        if (index.unique && index.predicate.isEmpty())
            all.append(u"unique"_s);
        if (!index.name.isEmpty())
            all.append(u"name: "_s + string(index.name));
        if (index.method == "btree"_L1 || index.method == "hash"_L1)
            all.append(u"type: "_s + index.method);
        if (!index.predicate.isEmpty())
            all.append(u"note: "_s + string(u"WHERE "_s + index.predicate));
        text += indexLine(parts, all);
    }
    return text.isEmpty() ? text : u"\n  indexes {\n"_s + text + u"  }\n"_s;
}

/// Those of the indexes whose columns are all told.
QString tableText(const FormatInput &input, const FormatTable &table)
{
    QString text = u"Table %1 {\n"_s.arg(name(table.path));
    std::vector<const Column *> columns = input.columnsOfTable(table);
    if (columns.empty()) { // DBML wants one
        for (const Column &column : columnsOf(*table.object))
            columns.push_back(&column);
    }
    for (const Column *column : columns)
        text += columnLine(table, *column);
    if (columns.empty())
        text += u"  \"*\" any\n"_s;
    if (const Table *keys = tableOf(*table.object); keys && input.shown() == ShownColumns::All)
        text += indexesText(*keys);
    QStringList notes{table.object->comment};
    if (table.object->kind == ObjectKind::Collection)
        notes.append(samplingText(static_cast<const Collection &>(*table.object)));
    notes.removeAll(QString());
    if (!notes.isEmpty())
        text += u"\n  Note: %1\n"_s.arg(string(notes.join(u'\n')));
    return text + u"}\n"_s;
}

QString refEnd(const FormatInput &input, const RelationEnd &end)
{
    QStringList columns;
    for (const QString &column : end.columns)
        columns.append(name(column));
    const QString all = columns.size() == 1 ? columns.first() : u'(' + columns.join(u", "_s) + u')';
    return name(input.pathOf(end.table)) + u'.' + all;
}

QString refLine(const FormatInput &input, const Relation &relation)
{
    static const QHash<Multiplicity, QString> signs = {
        {Multiplicity::OneToOne, u"-"_s}, {Multiplicity::ManyToOne, u">"_s}, {Multiplicity::ManyToMany, u"<>"_s}};
    QStringList all;
    if (const QString action = actionText(relation.onDelete); !action.isEmpty())
        all.append(u"delete: "_s + action);
    if (const QString action = actionText(relation.onUpdate); !action.isEmpty())
        all.append(u"update: "_s + action);
    const QString line =
        u"Ref: %1 %2 %3%4"_s.arg(refEnd(input, relation.from), signs.value(relation.multiplicity), refEnd(input, relation.to), settings(all));
    if (relation.origin == RelationOrigin::Inferred)
        return line + u" // inferred, %1 %: %2\n"_s.arg(qRound(relation.confidence * 100)).arg(singleLine(relation.reason));
    return line + u'\n';
}

QString enumText(const FormatInput &input, const NamedCatalog &catalog, const TypeObject &type)
{
    QString text = u"Enum %1 {\n"_s.arg(name(input.pathOf(catalog, type.ref)));
    for (const QString &value : type.values)
        text += u"  "_s + name(value) + u'\n';
    return text + u"}\n"_s;
}

} // namespace

QString formatDbml(const FormatInput &input)
{
    QStringList parts;
    for (const NamedCatalog &catalog : input.catalogs()) {
        for (const ObjectPtr &object : catalog.catalog->objects()) {
            const bool isEnum =
                object->kind == ObjectKind::Type && !static_cast<const TypeObject &>(*object).values.isEmpty() && object->extension.isEmpty();
            if (isEnum)
                parts.append(enumText(input, catalog, static_cast<const TypeObject &>(*object)));
        }
    }
    for (const FormatTable &table : input.tables())
        parts.append(tableText(input, table));
    QString refs;
    for (const Relation &relation : input.relations()) {
        if (input.isTold(relation.to.table) && !relation.to.columns.isEmpty())
            refs += refLine(input, relation);
    }
    if (!refs.isEmpty())
        parts.append(refs);
    return parts.join(u'\n');
}

} // namespace concord
