// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/catalogfilter.h"
#include "schema/collectiontable.h"
#include "schema/formatinput.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace concord {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("SchemaDocument", text);
}

/// Text in which nothing is read as markup: everything that Markdown or HTML could take for some has a backslash or an entity.
QString plain(const QString &text)
{
    QString safe;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text[i];
        const bool withinWord = i > 0 && i + 1 < text.size() && text[i - 1].isLetterOrNumber() && text[i + 1].isLetterOrNumber();
        if (c == u'<') {
            safe += u"&lt;"_s;
        } else if (c == u'>') {
            safe += u"&gt;"_s;
        } else if (c == u'&') {
            safe += u"&amp;"_s;
        } else if (c == u'\n') {
            safe += u"<br>"_s;
        } else if (c != u'\r') {
            if (u"\\`*[]|~#!$"_s.contains(c) || (c == u'_' && !withinWord))
                safe += u'\\';
            safe += c;
        }
    }
    return safe;
}

QString list(const QStringList &names)
{
    QStringList safe;
    for (const QString &name : names)
        safe.append(plain(name));
    return safe.join(u", "_s);
}

QString row(const QStringList &cells)
{
    return u"| "_s + cells.join(u" | "_s) + u" |\n"_s;
}

QString header(const QStringList &titles)
{
    return row(titles) + u"|"_s + u"---|"_s.repeated(titles.size()) + u'\n';
}

QString columnFlags(const FormatTable &table, const Column &column)
{
    QStringList flags;
    if (isPrimaryKey(*table.object, column.name))
        flags.append(tr("primary key"));
    else if (isUniqueAlone(*table.object, column.name))
        flags.append(tr("unique"));
    if (column.identity != Identity::No)
        flags.append(tr("counted"));
    if (column.generated != Generated::No)
        flags.append(tr("generated: %1").arg(plain(column.generationExpression)));
    if (column.defaultExpression)
        flags.append(tr("default %1").arg(plain(*column.defaultExpression)));
    return flags.join(u"; "_s);
}

QString columnsText(const FormatTable &table)
{
    QString text = u'\n' + header({tr("column"), tr("type"), tr("may be NULL"), tr("what else"), tr("comment")});
    for (const Column &column : columnsOf(*table.object)) {
        text +=
            row({plain(column.name), plain(column.nativeType), table.object->kind == ObjectKind::Table && !column.nullable ? QString() : tr("yes"),
                 columnFlags(table, column), plain(column.comment)});
    }
    return text;
}

/// Fields with how often they are there: documents promise nothing else.
QString fieldsText(const Collection &collection)
{
    QString text = u'\n' + plain(samplingText(collection)) + u'\n';
    if (collection.fields.empty())
        return text;
    text += u'\n' + header({tr("field"), tr("type"), tr("required"), tr("seen in"), tr("refers to")});
    for (const Field &field : collection.fields) {
        const QString reference =
            field.reference.isEmpty() ? QString() : tr("%1, %2 % sure").arg(field.reference, QString::number(field.referencePercent));
        text += row({plain(field.path), plain(fieldTypeText(collection, field)), field.required ? tr("yes") : QString(),
                     tr("%1 of %2").arg(field.present).arg(field.parents), plain(reference)});
    }
    return text;
}

QString keysText(const Table &table)
{
    QString text;
    if (table.primaryKey && table.primaryKey->columns.size() > 1)
        text += tr("- primary key: %1").arg(list(table.primaryKey->columns)) + u'\n';
    for (const Key &key : table.uniques)
        text += tr("- unique: %1").arg(list(key.columns)) + u'\n';
    for (const Check &check : table.checks)
        text += tr("- check: %1").arg(plain(singleLine(check.expression))) + u'\n';
    for (const Index &index : table.indexes) {
        QStringList parts;
        for (const IndexPart &part : index.parts)
            parts.append(part.column.isEmpty() ? part.expression : part.column);
        const QString what = index.unique ? tr("- unique index %1: %2") : tr("- index %1: %2");
        text += what.arg(plain(index.name), list(parts)) + (index.predicate.isEmpty() ? QString() : u" WHERE "_s + plain(singleLine(index.predicate)))
                + u'\n';
    }
    return text.isEmpty() ? text : u'\n' + text;
}

QString relationText(const FormatInput &input, const Relation &relation, bool outward)
{
    const RelationEnd &here = outward ? relation.from : relation.to;
    const RelationEnd &there = outward ? relation.to : relation.from;
    QString line = u"- %1 %2 %3 (%4), %5"_s.arg(list(here.columns), outward ? u"→"_s : u"←"_s, plain(input.pathOf(there.table).join(u'.')),
                                                list(there.columns), multiplicityName(relation.multiplicity));
    if (relation.optional)
        line += u", "_s + tr("optional");
    if (relation.origin == RelationOrigin::Inferred)
        line += u", "_s + tr("inferred, %1 % sure: %2").arg(qRound(relation.confidence * 100)).arg(plain(relation.reason));
    else if (relation.origin == RelationOrigin::User)
        line += u", "_s + tr("drawn by hand") + (relation.reason.isEmpty() ? QString() : u": "_s + plain(relation.reason));
    return line + u'\n';
}

QString relationsText(const FormatInput &input, const FormatTable &table)
{
    QString text;
    for (const Relation &relation : input.relations()) {
        if (relation.from.table == table.ref)
            text += relationText(input, relation, true);
        if (relation.to.table == table.ref)
            text += relationText(input, relation, false);
    }
    return text.isEmpty() ? text : u'\n' + text;
}

/// Of a file its name: where it lies is nobody's business but the writer's.
QString databaseTitle(const QString &database)
{
    const QFileInfo file(database);
    return file.isAbsolute() ? file.fileName() : database;
}

QString tableText(const FormatInput &input, const FormatTable &table)
{
    QString text = u"\n## %1\n"_s.arg(plain(singleLine(table.path.join(u'.'))));
    if (table.object->kind != ObjectKind::Table)
        text += u"\n*%1*\n"_s.arg(objectKindName(table.object->kind).replace(u'_', u' '));
    if (!table.object->comment.isEmpty())
        text += u"\n%1\n"_s.arg(plain(table.object->comment));
    text += table.object->kind == ObjectKind::Collection ? fieldsText(static_cast<const Collection &>(*table.object)) : columnsText(table);
    if (const Table *keys = tableOf(*table.object))
        text += keysText(*keys);
    return text + relationsText(input, table);
}

} // namespace

QString formatMarkdown(const FormatInput &input)
{
    QStringList names;
    for (const NamedCatalog &catalog : input.catalogs())
        names.append(plain(catalog.name.isEmpty() ? databaseTitle(catalog.catalog->info().database) : catalog.name));
    QString text = u"# %1\n"_s.arg(names.join(u", "_s));
    for (const NamedCatalog &catalog : input.catalogs()) {
        const CatalogInfo &info = catalog.catalog->info();
        if (!info.product.isEmpty() && info.readAt.isValid())
            text +=
                u'\n'
                + tr("%1 %2, read %3 UTC.").arg(plain(info.product), plain(info.serverVersion), info.readAt.toUTC().toString(u"yyyy-MM-dd HH:mm"_s))
                + u'\n';
        if (const QString patterns = patternsText(info.include, info.exclude); !patterns.isEmpty())
            text += u"\n**"_s + tr("Partial: %1.").arg(plain(patterns)) + u"**\n"_s;
    }
    for (const FormatTable &table : input.tables())
        text += tableText(input, table);
    return text;
}

} // namespace concord
