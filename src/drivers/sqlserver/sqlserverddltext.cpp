// SPDX-License-Identifier: GPL-3.0-or-later
#include "sqlserver/sqlserverddltext.h"

#include "connection/dialect.h"
#include "sqlserver/sqlserverdialect.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace concord {

/// [name] or name, at the end of the options.
static const QRegularExpression &defaultName()
{
    static const QRegularExpression pattern(u"\\bCONSTRAINT (\\[(?:[^\\]]|\\]\\])*\\]|[^ ]+)"_s);
    return pattern;
}

QString defaultNameOf(const Column &column)
{
    QString name = defaultName().match(column.options).captured(1);
    if (name.startsWith(u'['))
        name = name.sliced(1, name.size() - 2).replace(u"]]"_s, u"]"_s);
    return name;
}

QString columnOptionsOf(const Column &column)
{
    return QString(column.options).remove(defaultName()).simplified();
}

QString routineName(const ObjectRef &ref)
{
    return ref.name.section(u'(', 0, 0);
}

QString SqlServerDdlText::quoted(const QString &name)
{
    return sqlServerDialect().quoted(name);
}

QString SqlServerDdlText::literal(const QString &text)
{
    const QString plain = sqlServerDialect().literal(text);
    return plain.startsWith(u'N') ? plain : u'N' + plain;
}

QString SqlServerDdlText::list(const QStringList &columns)
{
    QStringList names;
    for (const QString &column : columns)
        names.append(quoted(column));
    return u'(' + names.join(u", "_s) + u')';
}

QString SqlServerDdlText::name(const ObjectRef &ref) const
{
    return ref.schema.isEmpty() || ref.schema == m_options.ownSchema ? quoted(ref.name) : quoted(ref.schema) + u'.' + quoted(ref.name);
}

QString SqlServerDdlText::schemaOf(const ObjectRef &ref) const
{
    return ref.schema.isEmpty() || ref.schema == m_options.ownSchema ? u"dbo"_s : ref.schema;
}

QString SqlServerDdlText::text(const QString &sql) const
{
    static const QString marker = QString(QChar(0xFFFC)) + u'.';
    return m_options.ownSchema.isEmpty() ? sql : withoutOwnSchema(sql, m_options.ownSchema).replace(marker, QString());
}

QString SqlServerDdlText::column(const Column &column) const
{
    QString text = quoted(column.name);
    if (column.generated != Generated::No)
        return text + u" AS ("_s + this->text(column.generationExpression) + (column.generated == Generated::Stored ? u") PERSISTED"_s : u")"_s)
               + (column.generated == Generated::Stored && !column.nullable ? u" NOT NULL"_s : QString());
    text += u' ' + this->text(column.nativeType);
    if (!column.collation.isEmpty())
        text += u" COLLATE "_s + column.collation;
    const QString options = columnOptionsOf(column);
    const bool forReplication = options.contains("NOT FOR REPLICATION"_L1);
    if (const QString others = QString(options).remove(u"NOT FOR REPLICATION"_s).simplified(); !others.isEmpty())
        text += u' ' + others + (column.hidden ? u" HIDDEN"_s : QString());
    if (column.identity != Identity::No) {
        const QString start = column.sequence && !column.sequence->start.isEmpty() ? column.sequence->start : u"1"_s;
        const QString increment = column.sequence && !column.sequence->increment.isEmpty() ? column.sequence->increment : u"1"_s;
        text += u" IDENTITY(%1,%2)"_s.arg(start, increment) + (forReplication ? u" NOT FOR REPLICATION"_s : QString());
    }
    if (column.defaultExpression && column.identity == Identity::No) {
        const QString name = defaultNameOf(column);
        text += (name.isEmpty() ? QString() : u" CONSTRAINT "_s + quoted(name)) + u" DEFAULT ("_s + this->text(*column.defaultExpression) + u')';
    }
    return text + (column.nullable ? u" NULL"_s : u" NOT NULL"_s);
}

/// Behind the bracket that ends a list of columns; a name in it may hold one itself. The whole text where none does.
static qsizetype listEnd(const QString &text)
{
    QChar closing;
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (!closing.isNull())
            closing = text[i] == closing ? QChar() : closing; // a doubled one closes and opens again
        else if (text[i] == u'[' || text[i] == u'"')
            closing = text[i] == u'[' ? u']' : u'"';
        else if (text[i] == u')')
            return i + 1;
        if (closing.isNull() && text[i] == u']' && i + 1 < text.size() && text[i + 1] == u']') { // ]] within [ ]
            closing = u']';
            ++i;
        }
    }
    return text.size();
}

QString SqlServerDdlText::key(const Key &key, bool primary) const
{
    QString text = key.name.isEmpty() || key.nameGenerated ? QString() : u"CONSTRAINT "_s + quoted(key.name) + u' ';
    text += primary ? u"PRIMARY KEY"_s : u"UNIQUE"_s;
    QString columns = list(key.columns);
    QString options = key.options;
    if (options.startsWith(u'(')) { // the list itself, with its directions
        const qsizetype end = listEnd(options);
        columns = options.first(end);
        options = options.sliced(end).trimmed();
    }
    for (const auto word : {"NONCLUSTERED"_L1, "CLUSTERED"_L1, "HASH"_L1}) {
        if (!options.startsWith(word))
            continue;
        text += u' ' + QString(word);
        options = options.sliced(word.size()).trimmed();
    }
    const bool own = options.isEmpty() || options.startsWith("WITH"_L1); // else another engine's
    return text + u' ' + columns + (own && !options.isEmpty() ? u' ' + options : QString());
}

QString SqlServerDdlText::check(const Check &check) const
{
    const QString name = check.name.isEmpty() || check.nameGenerated ? QString() : u"CONSTRAINT "_s + quoted(check.name) + u' ';
    return name + u"CHECK ("_s + text(check.expression) + u')';
}

static QString actionText(ReferentialAction action)
{
    switch (action) {
    case ReferentialAction::Cascade: return u"CASCADE"_s;
    case ReferentialAction::SetNull: return u"SET NULL"_s;
    case ReferentialAction::SetDefault: return u"SET DEFAULT"_s;
    case ReferentialAction::NoAction:
    case ReferentialAction::Restrict: break; // RESTRICT is what NO ACTION does there
    }
    return {};
}

QString SqlServerDdlText::foreignKey(const ForeignKey &key) const
{
    QString text = key.name.isEmpty() || key.nameGenerated ? QString() : u"CONSTRAINT "_s + quoted(key.name) + u' ';
    text += u"FOREIGN KEY "_s + list(key.columns) + u" REFERENCES "_s + name(key.target);
    if (!key.targetColumns.isEmpty())
        text += u' ' + list(key.targetColumns);
    if (const QString action = actionText(key.onDelete); !action.isEmpty())
        text += u" ON DELETE "_s + action;
    if (const QString action = actionText(key.onUpdate); !action.isEmpty())
        text += u" ON UPDATE "_s + action;
    return key.options == "NOT FOR REPLICATION"_L1 ? text + u' ' + key.options : text;
}

QString SqlServerDdlText::createTable(const Table &table) const
{
    QStringList parts;
    for (Column one : table.columns) {
        one.nullable = one.nullable && !(table.primaryKey && table.primaryKey->columns.contains(one.name)); // error 8111
        parts.append(column(one));
    }
    if (const QString period = table.options.value(u"period"_s); !period.isEmpty())
        parts.append(u"PERIOD FOR "_s + period);
    if (table.primaryKey)
        parts.append(key(*table.primaryKey, true));
    for (const Key &unique : table.uniques)
        parts.append(key(unique, false));
    for (const Check &one : table.checks)
        parts.append(check(one));
    for (std::size_t i = 0; isInMemory(table) && i < table.indexes.size(); ++i)
        parts.append(memoryIndex(table.indexes[i]));
    QString text = u"CREATE TABLE %1 (\n  %2\n)"_s.arg(name(table.ref), parts.join(u",\n  "_s));
    if (const QString graph = table.options.value(u"graph"_s); !graph.isEmpty())
        text += u" AS "_s + graph;
    if (const QString scheme = table.options.value(u"partition_scheme"_s); !scheme.isEmpty())
        text += u" ON "_s + scheme;
    QStringList with;
    if (const QString durability = table.options.value(u"memory_optimized"_s); !durability.isEmpty())
        with.append(u"MEMORY_OPTIMIZED = ON, DURABILITY = "_s + durability);
    if (const QString compression = table.options.value(u"data_compression"_s); !compression.isEmpty())
        with.append(u"DATA_COMPRESSION = "_s + compression);
    if (const QString history = table.options.value(u"system_versioning"_s); !history.isEmpty())
        with.append(history == "ON"_L1 ? u"SYSTEM_VERSIONING = ON"_s : u"SYSTEM_VERSIONING = ON (HISTORY_TABLE = %1)"_s.arg(history));
    if (const QString ledger = table.options.value(u"ledger"_s); !ledger.isEmpty())
        with.append(u"LEDGER = "_s + ledger);
    return with.isEmpty() ? text : text + u" WITH ("_s + with.join(u", "_s) + u')';
}

QString SqlServerDdlText::createIndex(const Index &index, const ObjectRef &owner) const
{
    if (index.method == "xml"_L1 || index.method == "spatial"_L1)
        return {};
    QStringList parts;
    for (const IndexPart &part : index.parts) {
        if (part.column.isEmpty())
            return {}; // an expression: there it stands on a computed column
        parts.append(quoted(part.column) + (part.descending ? u" DESC"_s : QString()));
    }
    QString options = index.options;
    const bool clustered = options.startsWith("CLUSTERED"_L1);
    if (clustered)
        options = options.sliced(9).trimmed();
    const bool columnstore = index.method == "columnstore"_L1;
    QString text = u"CREATE "_s + (index.unique ? u"UNIQUE "_s : QString()) + (clustered ? u"CLUSTERED "_s : QString())
                   + (columnstore ? (clustered ? u"COLUMNSTORE "_s : u"NONCLUSTERED COLUMNSTORE "_s) : QString()) + u"INDEX "_s + quoted(index.name)
                   + u" ON "_s + name(owner);
    if (!(columnstore && clustered))
        text += u" ("_s + parts.join(u", "_s) + u')';
    if (!index.included.isEmpty())
        text += u" INCLUDE "_s + list(index.included);
    if (!index.predicate.isEmpty())
        text += u" WHERE "_s + this->text(index.predicate);
    return options.startsWith("WITH"_L1) ? text + u' ' + options : text;
}

bool SqlServerDdlText::isInMemory(const Table &table)
{
    return table.options.contains(u"memory_optimized"_s);
}

/// INDEX [a] … within CREATE TABLE and ALTER TABLE … ADD.
QString SqlServerDdlText::memoryIndex(const Index &index)
{
    QStringList parts;
    for (const IndexPart &part : index.parts)
        parts.append(quoted(part.column) + (part.descending ? u" DESC"_s : QString()));
    const QString text = u"INDEX "_s + quoted(index.name) + (index.unique ? u" UNIQUE"_s : QString());
    if (index.method == "columnstore"_L1)
        return text + u" CLUSTERED COLUMNSTORE"_s;
    const QString columns = u" ("_s + parts.join(u", "_s) + u')';
    if (index.options.startsWith("HASH "_L1)) // HASH WITH (BUCKET_COUNT = 8)
        return text + u" HASH"_s + columns + index.options.sliced(4);
    return text + u" NONCLUSTERED"_s + columns;
}

QString SqlServerDdlText::createIndex(const Index &index, const Table &table) const
{
    return isInMemory(table) ? u"ALTER TABLE %1 ADD %2"_s.arg(name(table.ref), memoryIndex(index)) : createIndex(index, table.ref);
}

QString SqlServerDdlText::dropIndex(const Index &index, const Table &table) const
{
    if (isInMemory(table))
        return u"ALTER TABLE %1 DROP INDEX %2"_s.arg(name(table.ref), quoted(index.name));
    return u"DROP INDEX %1 ON %2"_s.arg(quoted(index.name), name(table.ref));
}

QString SqlServerDdlText::comment(const QString &verb, const QString &text, const QString &level1, const ObjectRef &ref, const QString &level2,
                                  const QString &level2Name) const
{
    QString sql = u"EXEC sys.sp_%1extendedproperty @name = N'MS_Description'"_s.arg(verb);
    if (verb != "drop"_L1)
        sql += u", @value = "_s + literal(text);
    sql += u", @level0type = N'SCHEMA', @level0name = "_s + literal(level1.isEmpty() ? ref.name : schemaOf(ref));
    if (!level1.isEmpty())
        sql += u", @level1type = N'%1', @level1name = %2"_s.arg(level1, literal(ref.name));
    if (!level2.isEmpty())
        sql += u", @level2type = N'%1', @level2name = %2"_s.arg(level2, literal(level2Name));
    return sql;
}

} // namespace concord
