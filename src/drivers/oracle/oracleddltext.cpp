// SPDX-License-Identifier: GPL-3.0-or-later
#include "oracle/oracleddltext.h"

#include "connection/dialect.h"
#include "oracle/oracledialect.h"

#include <QCoreApplication>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace concord {

static QString tr(const char *text)
{
    return QCoreApplication::translate("OracleDdl", text);
}

QString OracleDdlText::identifier(const QString &name)
{
    return oracleDialect().identifier(name);
}

QString OracleDdlText::literal(const QString &text)
{
    return oracleDialect().literal(text);
}

QString OracleDdlText::columnList(const QStringList &columns)
{
    QStringList names;
    for (const QString &column : columns)
        names.append(identifier(column));
    return u'(' + names.join(u", "_s) + u')';
}

QString OracleDdlText::name(const ObjectRef &ref) const
{
    return ref.schema.isEmpty() || ref.schema == m_options.ownSchema ? identifier(ref.name) : identifier(ref.schema) + u'.' + identifier(ref.name);
}

QString OracleDdlText::text(const QString &sql) const
{
    QString bare = withoutOwnSchema(sql, m_options.ownSchema);
    return bare.remove(QString(QChar(0xFFFC)) + u'.');
}

/// The dictionary counts bytes where it says nothing; in DDL the session's NLS_LENGTH_SEMANTICS would decide.
QString columnTypeText(const Column &column)
{
    static const QRegularExpression bytes(u"^(VARCHAR2|CHAR)\\((\\d+)\\)$"_s);
    const auto match = bytes.match(column.nativeType);
    return match.hasMatch() ? u"%1(%2 BYTE)"_s.arg(match.captured(1), match.captured(2)) : column.nativeType;
}

static QString countingText(const SequenceOptions &counting)
{
    QStringList words;
    const auto add = [&](const QString &word, const QString &value, const QString &usual) {
        if (!value.isEmpty() && value != usual)
            words.append(word + u' ' + value);
    };
    add(u"START WITH"_s, counting.start, u"1"_s);
    add(u"INCREMENT BY"_s, counting.increment, u"1"_s);
    add(u"MINVALUE"_s, counting.minimum, u"1"_s);
    add(u"MAXVALUE"_s, counting.maximum, u"9999999999999999999999999999"_s);
    if (counting.cache == "0"_L1)
        words.append(u"NOCACHE"_s);
    else
        add(u"CACHE"_s, counting.cache, u"20"_s);
    if (counting.cycle)
        words.append(u"CYCLE"_s);
    return words.isEmpty() ? QString() : u" ("_s + words.join(u' ') + u')';
}

QString defaultText(const Column &column, const OracleDdlText &ddl)
{
    const QString onNull = column.options == "ON NULL"_L1 ? u" ON NULL"_s : QString();
    if (column.generated != Generated::No)
        return u"GENERATED ALWAYS AS ("_s + ddl.text(column.generationExpression) + u") VIRTUAL"_s;
    if (column.identity != Identity::No) {
        const QString when = column.identity == Identity::Always ? u"ALWAYS"_s : u"BY DEFAULT"_s + onNull;
        return u"GENERATED "_s + when + u" AS IDENTITY"_s + (column.sequence ? countingText(*column.sequence) : QString());
    }
    return column.defaultExpression ? u"DEFAULT"_s + onNull + u' ' + ddl.text(*column.defaultExpression) : QString();
}

QString columnText(const Column &column, const OracleDdlText &ddl)
{
    QString text = OracleDdlText::identifier(column.name) + u' ' + columnTypeText(column);
    if (!column.collation.isEmpty())
        text += u" COLLATE "_s + column.collation;
    if (column.hidden)
        text += u" INVISIBLE"_s;
    if (const QString value = defaultText(column, ddl); !value.isEmpty())
        text += u' ' + value;
    if (!column.nullable)
        text += u" NOT NULL"_s;
    return text;
}

static QString constraintName(const QString &name, bool generated)
{
    return name.isEmpty() || generated ? QString() : u"CONSTRAINT "_s + OracleDdlText::identifier(name) + u' ';
}

static QString deferText(bool deferrable, bool deferred)
{
    return !deferrable ? QString() : deferred ? u" DEFERRABLE INITIALLY DEFERRED"_s : u" DEFERRABLE"_s;
}

static QString stateText(bool enforced, bool validated)
{
    return !enforced ? u" DISABLE"_s : validated ? QString() : u" ENABLE NOVALIDATE"_s;
}

QString keyText(const Key &key, const QString &words)
{
    const bool own = key.options.startsWith("ENABLE"_L1) || key.options.startsWith("DISABLE"_L1); // others are other engines'
    return constraintName(key.name, key.nameGenerated) + words + u' ' + OracleDdlText::columnList(key.columns)
           + deferText(key.deferrable, key.initiallyDeferred) + (own ? u' ' + key.options : QString());
}

QString checkText(const Check &check, const OracleDdlText &ddl)
{
    return constraintName(check.name, check.nameGenerated) + u"CHECK ("_s + ddl.text(check.expression) + u')'
           + stateText(check.enforced, check.validated);
}

QString foreignKeyText(const ForeignKey &key, const OracleDdlText &ddl)
{
    QString text = constraintName(key.name, key.nameGenerated) + u"FOREIGN KEY "_s + OracleDdlText::columnList(key.columns) + u" REFERENCES "_s
                   + ddl.name(key.target);
    if (!key.targetColumns.isEmpty())
        text += u' ' + OracleDdlText::columnList(key.targetColumns);
    if (key.onDelete == ReferentialAction::Cascade)
        text += u" ON DELETE CASCADE"_s;
    else if (key.onDelete == ReferentialAction::SetNull)
        text += u" ON DELETE SET NULL"_s;
    return text + deferText(key.deferrable, key.initiallyDeferred) + stateText(key.enforced, key.validated);
}

static QString indexKind(const Index &index)
{
    return index.method == "bitmap"_L1 ? u"BITMAP "_s : index.unique ? u"UNIQUE "_s : QString();
}

QString indexText(const Index &index, const ObjectRef &table, const OracleDdlText &ddl)
{
    QStringList parts;
    for (const IndexPart &part : index.parts) {
        QString text = part.column.isEmpty() ? ddl.text(part.expression) : OracleDdlText::identifier(part.column);
        if (!index.predicate.isEmpty())
            text = u"CASE WHEN "_s + ddl.text(index.predicate) + u" THEN "_s + text + u" END"_s;
        parts.append(part.descending ? text + u" DESC"_s : text);
    }
    const bool domain = index.method.contains(u'.') || index.options.startsWith("PARAMETERS"_L1);
    QString text = u"CREATE "_s + indexKind(index) + u"INDEX "_s + ddl.name({table.schema, index.name}) + u" ON "_s + ddl.name(table) + u" ("_s
                   + parts.join(u", "_s) + u')';
    if (domain)
        text += u" INDEXTYPE IS "_s + index.method;
    if (index.options == "REVERSE"_L1 || domain)
        text += index.options.isEmpty() ? QString() : u' ' + index.options;
    if (index.partitioned)
        text += u" LOCAL"_s;
    return index.visible ? text : text + u" INVISIBLE"_s;
}

static QString tableOptions(const Table &table)
{
    QString text;
    if (table.variant == "temporary"_L1)
        text += table.options.value(u"on_commit"_s) == "preserve"_L1 ? u" ON COMMIT PRESERVE ROWS"_s : u" ON COMMIT DELETE ROWS"_s;
    if (table.options.value(u"organization"_s) == "index"_L1)
        text += u" ORGANIZATION INDEX"_s;
    if (!table.partitionKey.isEmpty())
        text += u"\nPARTITION BY "_s + table.partitionKey;
    if (table.unlogged)
        text += u" NOLOGGING"_s;
    return text;
}

/// What a table of an object type says of an attribute; empty: nothing more than the type.
static QString attributeText(const Column &column, const OracleDdlText &ddl)
{
    const QString value = defaultText(column, ddl);
    const QString words = (value.isEmpty() ? QString() : u' ' + value) + (column.nullable ? QString() : u" NOT NULL"_s);
    return words.isEmpty() ? QString() : OracleDdlText::identifier(column.name) + words;
}

QString createTableText(const Table &table, const OracleDdlText &ddl)
{
    const QString objectType = table.options.value(u"object_type"_s);
    QStringList lines;
    for (const Column &column : table.columns) {
        if (objectType.isEmpty())
            lines.append(columnText(column, ddl));
        else if (const QString more = attributeText(column, ddl); !more.isEmpty())
            lines.append(more);
    }
    if (table.primaryKey)
        lines.append(keyText(*table.primaryKey, u"PRIMARY KEY"_s));
    for (const Key &key : table.uniques)
        lines.append(keyText(key, u"UNIQUE"_s));
    for (const Check &check : table.checks)
        lines.append(checkText(check, ddl));
    const QString kind = table.variant == "temporary"_L1 ? u"GLOBAL TEMPORARY TABLE "_s : u"TABLE "_s;
    const QString of = objectType.isEmpty() ? QString() : u" OF "_s + ddl.text(objectType);
    const QString parts = lines.isEmpty() ? QString() : u" (\n  "_s + lines.join(u",\n  "_s) + u"\n)"_s;
    return u"CREATE "_s + kind + ddl.name(table.ref) + of + parts + tableOptions(table);
}

QString tableNote(const Table &table)
{
    QStringList notes;
    for (const ForeignKey &key : table.foreignKeys) {
        if (key.onUpdate == ReferentialAction::Cascade || key.onUpdate == ReferentialAction::SetNull || key.onUpdate == ReferentialAction::SetDefault)
            notes.append(tr("Foreign key %1: Oracle has no ON UPDATE; a trigger would be needed.").arg(key.name));
        if (key.onDelete == ReferentialAction::SetDefault)
            notes.append(tr("Foreign key %1: Oracle has no ON DELETE SET DEFAULT.").arg(key.name));
    }
    for (const Index &index : table.indexes) {
        if (!index.predicate.isEmpty())
            notes.append(tr("Index %1: its condition becomes a CASE; queries must write it likewise.").arg(index.name));
    }
    if (table.options.value(u"organization"_s) == "external"_L1)
        notes.append(tr("An external table: its access parameters are not written; add ORGANIZATION EXTERNAL by hand."));
    if (table.options.contains(u"cluster"_s))
        notes.append(tr("Stands in the cluster %1, which is not written.").arg(table.options.value(u"cluster"_s)));
    return notes.join(u'\n');
}

} // namespace concord
