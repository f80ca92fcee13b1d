// SPDX-License-Identifier: GPL-3.0-or-later
// Tables as DDL.
#include "mysql/mysqlddltext.h"

#include "mysql/mysqlchangertarget.h"
#include "mysql/mysqldialect.h"

using namespace Qt::StringLiterals;

namespace concord {

bool isOfColumn(const Check &check, const MysqlDdlText &ddl)
{
    return ddl.isMariaDb() && check.nameGenerated && check.columns.size() == 1 && check.columns.first() == check.name;
}

static QString generationText(const Column &column, const MysqlDdlText &ddl)
{
    if (column.generationExpression.startsWith("ROW "_L1)) // MariaDB's system versioning
        return u" GENERATED ALWAYS AS "_s + column.generationExpression;
    return u" GENERATED ALWAYS AS (%1) %2"_s.arg(ddl.text(column.generationExpression),
                                                 column.generated == Generated::Stored ? u"STORED"_s : u"VIRTUAL"_s);
}

QString columnText(const Column &column, const Table &table, const MysqlDdlText &ddl)
{
    QString text = MysqlDdlText::quoted(column.name) + u' ' + column.nativeType;
    if (column.options == "COMPRESSED"_L1)
        text += " COMPRESSED"_L1;
    if (!column.charset.isEmpty())
        text += u" CHARACTER SET "_s + column.charset;
    if (!column.collation.isEmpty())
        text += u" COLLATE "_s + column.collation;
    const bool generated = column.generated != Generated::No;
    if (generated)
        text += generationText(column, ddl);
    if (!column.nullable && !(generated && ddl.isMariaDb()))
        text += " NOT NULL"_L1;
    else if (!generated && column.type.family == TypeFamily::Timestamp && column.type.withZone)
        text += " NULL"_L1; // else some settings make it NOT NULL with a default
    if (column.defaultExpression)
        text += u" DEFAULT "_s + ddl.text(*column.defaultExpression);
    if (!column.onUpdate.isEmpty())
        text += u" ON UPDATE "_s + column.onUpdate;
    if (column.identity == Identity::AutoIncrement)
        text += " AUTO_INCREMENT"_L1;
    if (column.hidden)
        text += " INVISIBLE"_L1;
    if (!column.options.isEmpty() && column.options != "COMPRESSED"_L1)
        text += u' ' + column.options;
    text += ddl.comment(column.comment);
    for (const Check &check : table.checks) {
        if (isOfColumn(check, ddl) && check.name == column.name)
            text += u" CHECK (%1)"_s.arg(ddl.text(check.expression));
    }
    return text;
}

static QString partText(const IndexPart &part, const MysqlDdlText &ddl)
{
    QString text = MysqlDdlText::quoted(part.column);
    if (part.column.isEmpty()) // MariaDB has no expressions: there it is a period WITHOUT OVERLAPS
        text = ddl.isMariaDb() ? part.expression : u'(' + ddl.text(part.expression) + u')';
    else if (part.prefixLength > 0)
        text += u"(%1)"_s.arg(part.prefixLength);
    return part.descending ? text + u" DESC"_s : text;
}

QString indexText(const Index &index, const Table &table, const MysqlDdlText &ddl)
{
    QString text;
    if (index.unique)
        text = u"UNIQUE "_s;
    else if (index.method == "fulltext"_L1 || index.method == "spatial"_L1 || index.method == "vector"_L1)
        text = index.method.toUpper() + u' ';
    QStringList parts;
    for (const IndexPart &part : index.parts)
        parts.append(partText(part, ddl));
    text += u"KEY %1 (%2)"_s.arg(MysqlDdlText::quoted(index.name), parts.join(u','));
    const bool hashed = table.options.value(u"engine"_s).compare("MEMORY"_L1, Qt::CaseInsensitive) == 0; // unless something else is said
    if (hashed ? index.method == "btree"_L1 : index.method == "hash"_L1)
        text += u" USING "_s + index.method.toUpper();
    if (!index.options.isEmpty())
        text += u' ' + index.options;
    text += ddl.comment(index.comment);
    if (!index.visible)
        text += ddl.isMariaDb() ? u" IGNORED"_s : u" INVISIBLE"_s;
    return text;
}

QString primaryKeyText(const Key &key, const MysqlDdlText &ddl)
{
    QString text = u"PRIMARY KEY "_s;
    if (!key.options.startsWith(u'(')) // else its parts are more than columns
        text += ddl.columnList(key.columns);
    if (!key.options.isEmpty())
        text += (key.options.startsWith(u'(') ? QString() : u" "_s) + key.options;
    return text + ddl.comment(key.comment);
}

QString checkText(const Check &check, const MysqlDdlText &ddl)
{
    const QString name = check.nameGenerated ? QString() : u"CONSTRAINT %1 "_s.arg(MysqlDdlText::quoted(check.name));
    return name + u"CHECK (%1)"_s.arg(ddl.text(check.expression)) + (check.enforced ? QString() : u" NOT ENFORCED"_s);
}

QString optionText(const QString &key, const QString &value)
{
    const QString words = key.endsWith("_directory"_L1) ? QString(key).replace(u'_', u' ') : key;
    return words.toUpper() + u'=' + value;
}

namespace {

/// ENGINE and the character set first, then as they are called; what is no option of the form key=value is left out.
QString optionsText(const Table &table, const MysqlDdlText &ddl)
{
    static const QStringList others = {u"engine"_s, u"charset"_s, u"collation"_s, u"period"_s, u"system_versioning"_s};
    QString text;
    if (const QString engine = table.options.value(u"engine"_s); !engine.isEmpty())
        text += u" ENGINE="_s + engine;
    if (const QString collation = table.options.value(u"collation"_s); !collation.isEmpty())
        text += u" DEFAULT CHARSET=%1 COLLATE=%2"_s.arg(table.options.value(u"charset"_s), collation);
    for (auto it = table.options.cbegin(); it != table.options.cend(); ++it) {
        if (others.contains(it.key()))
            continue;
        text += u' ' + optionText(it.key(), it.value());
    }
    if (!table.comment.isEmpty() && ddl.options().comments)
        text += u" COMMENT="_s + MysqlDdlText::literal(table.comment);
    if (table.options.contains(u"system_versioning"_s))
        text += " WITH SYSTEM VERSIONING"_L1;
    return text;
}

QString actionText(ReferentialAction action, const QString &event, const MysqlDdlText &ddl)
{
    switch (action) {
    case ReferentialAction::Cascade: return event + u" CASCADE"_s;
    case ReferentialAction::SetNull: return event + u" SET NULL"_s;
    case ReferentialAction::SetDefault: return event + u" SET DEFAULT"_s;
    case ReferentialAction::Restrict: return ddl.isMariaDb() ? QString() : event + u" RESTRICT"_s; // what MariaDB does unasked
    case ReferentialAction::NoAction: break;
    }
    return ddl.isMariaDb() ? event + u" NO ACTION"_s : QString();
}

} // namespace

QString systemPeriodText(const Table &table)
{
    QString start;
    QString end;
    for (const Column &column : table.columns) {
        if (column.generationExpression == "ROW START"_L1)
            start = MysqlDdlText::quoted(column.name);
        else if (column.generationExpression == "ROW END"_L1)
            end = MysqlDdlText::quoted(column.name);
    }
    return start.isEmpty() ? QString() : u"PERIOD FOR SYSTEM_TIME (%1, %2)"_s.arg(start, end);
}

QString createTableText(const Table &table, const MysqlDdlText &ddl)
{
    QStringList lines;
    for (const Column &column : table.columns)
        lines.append(columnText(column, table, ddl));
    if (const QString period = systemPeriodText(table); !period.isEmpty())
        lines.append(period);
    if (const QString period = table.options.value(u"period"_s); !period.isEmpty())
        lines.append(u"PERIOD FOR "_s + period);
    if (table.primaryKey)
        lines.append(primaryKeyText(*table.primaryKey, ddl));
    for (const Index &index : table.indexes)
        lines.append(indexText(index, table, ddl));
    for (const Check &check : table.checks) {
        if (!isOfColumn(check, ddl))
            lines.append(checkText(check, ddl));
    }
    QString sql = u"CREATE TABLE %1 (\n  %2\n)"_s.arg(ddl.name(table.ref), lines.join(u",\n  "_s)) + optionsText(table, ddl);
    if (!table.partitionKey.isEmpty())
        sql += u'\n' + table.partitionKey;
    return sql;
}

QString foreignKeyText(const ForeignKey &key, const MysqlDdlText &ddl)
{
    QString text;
    if (!key.nameGenerated)
        text = u"CONSTRAINT %1 "_s.arg(MysqlDdlText::quoted(key.name));
    text += u"FOREIGN KEY %1 REFERENCES %2 %3"_s.arg(ddl.columnList(key.columns), ddl.name(key.target), ddl.columnList(key.targetColumns));
    return text + actionText(key.onDelete, u" ON DELETE"_s, ddl) + actionText(key.onUpdate, u" ON UPDATE"_s, ddl);
}

QString addForeignKeysText(const Table &table, const MysqlDdlText &ddl)
{
    QStringList lines;
    for (const ForeignKey &key : asMysqlCounts(table.foreignKeys))
        lines.append(u"ADD "_s + foreignKeyText(key, ddl));
    return lines.isEmpty() ? QString() : u"ALTER TABLE %1\n  "_s.arg(ddl.name(table.ref)) + lines.join(u",\n  "_s);
}

} // namespace concord
