// SPDX-License-Identifier: GPL-3.0-or-later
// DDL of tables with all that belongs to them.
#include "postgresql/pggeneratedname.h"
#include "postgresql/pgquote.h"
#include "postgresql/postgresqlscript.h"

#include <QCoreApplication>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace concord {

static QString tr(const char *text)
{
    return QCoreApplication::translate("PostgresqlWriter", text);
}

namespace {

/// A column's options: clauses that are parted by "; " outside of quotes.
QStringList clausesOf(const QString &options)
{
    QStringList clauses;
    QChar quote;
    qsizetype start = 0;
    for (qsizetype i = 0; i < options.size(); ++i) {
        const QChar c = options[i];
        if (!quote.isNull()) {
            if (c == quote)
                quote = QChar();
        } else if (c == u'"' || c == u'\'') {
            quote = c;
        } else if (c == u';') {
            clauses.append(options.mid(start, i - start).trimmed());
            start = i + 1;
        }
    }
    clauses.append(options.mid(start).trimmed());
    clauses.removeAll(QString());
    return clauses;
}

bool isNotNull(const QString &clause)
{
    return clause.startsWith("NOT NULL"_L1) || clause.startsWith("CONSTRAINT "_L1);
}

QString constraintName(const QString &name, bool generated, const QString &comment)
{
    // The server finds its own name again, but not always the number behind it; a comment needs a sure one.
    return generated && comment.isEmpty() && !isPgNumberedName(name) ? QString() : u"CONSTRAINT "_s + pgName(name) + u' ';
}

QString deferral(bool deferrable, bool initiallyDeferred)
{
    return deferrable ? (initiallyDeferred ? u" DEFERRABLE INITIALLY DEFERRED"_s : u" DEFERRABLE"_s) : QString();
}

} // namespace

QString pgKeyDefinition(const Key &key, const QString &word)
{
    static constexpr QLatin1StringView overlaps("WITHOUT OVERLAPS");
    QString options = key.options;
    QString columns = pgNames(key.columns);
    if (options.startsWith(overlaps)) {
        columns += u' ' + overlaps;
        options.remove(0, overlaps.size());
    }
    QString before;
    QString after = options.trimmed();
    QString text = constraintName(key.name, key.nameGenerated, key.comment) + word;
    if (key.nullsNotDistinct)
        text += u" NULLS NOT DISTINCT"_s;
    text += u" ("_s + columns + u')';
    if (!key.included.isEmpty())
        text += u" INCLUDE ("_s + pgNames(key.included) + u')';
    if (!after.isEmpty())
        text += u' ' + after;
    return text + deferral(key.deferrable, key.initiallyDeferred);
}

QString pgCheckDefinition(const PgScript &script, const Check &check)
{
    QString text = constraintName(check.name, check.nameGenerated, check.comment) + u"CHECK ("_s + script.text(check.expression) + u')';
    if (check.noInherit)
        text += u" NO INHERIT"_s;
    if (!check.enforced)
        text += u" NOT ENFORCED"_s;
    else if (!check.validated)
        text += u" NOT VALID"_s;
    return text;
}

static QString actionName(ReferentialAction action)
{
    switch (action) {
    case ReferentialAction::Restrict: return u"RESTRICT"_s;
    case ReferentialAction::Cascade: return u"CASCADE"_s;
    case ReferentialAction::SetNull: return u"SET NULL"_s;
    case ReferentialAction::SetDefault: return u"SET DEFAULT"_s;
    case ReferentialAction::NoAction: break;
    }
    return u"NO ACTION"_s;
}

/// The last column of a key over periods has the word PERIOD before it.
static QString keyColumns(const QStringList &columns, bool period)
{
    if (!period || columns.isEmpty())
        return pgNames(columns);
    QStringList first = columns;
    const QString last = first.takeLast();
    return (first.isEmpty() ? QString() : pgNames(first) + u", "_s) + u"PERIOD "_s + pgName(last);
}

QString pgForeignKeyDefinition(const PgScript &script, const ForeignKey &key)
{
    const bool period = key.options == "PERIOD"_L1;
    QString text = constraintName(key.name, key.nameGenerated, key.comment) + u"FOREIGN KEY ("_s + keyColumns(key.columns, period)
                   + u") REFERENCES "_s + script.name(key.target) + u" ("_s + keyColumns(key.targetColumns, period) + u')';
    if (!key.match.isEmpty())
        text += u" MATCH "_s + key.match;
    if (key.onUpdate != ReferentialAction::NoAction)
        text += u" ON UPDATE "_s + actionName(key.onUpdate);
    if (key.onDelete != ReferentialAction::NoAction)
        text += u" ON DELETE "_s + actionName(key.onDelete);
    if (!key.onDeleteColumns.isEmpty())
        text += u" ("_s + pgNames(key.onDeleteColumns) + u')';
    text += deferral(key.deferrable, key.initiallyDeferred);
    if (!key.enforced)
        text += u" NOT ENFORCED"_s;
    else if (!key.validated)
        text += u" NOT VALID"_s;
    return text;
}

QString pgExclusionDefinition(const PgScript &script, const Exclusion &exclusion)
{
    return constraintName(exclusion.name, exclusion.nameGenerated, exclusion.comment) + script.text(exclusion.definition);
}

static bool isPlainSerial(const Column &column)
{
    return column.identity == Identity::Serial
           && (!column.sequence || (column.sequence->name.isEmpty() && pgSequenceClauses(*column.sequence, column.nativeType).isEmpty()));
}

static QString serialName(const QString &type)
{
    return type == "smallint"_L1 ? u"smallserial"_s : type == "integer"_L1 ? u"serial"_s : u"bigserial"_s;
}

QString pgIndex(const PgScript &script, const ObjectRef &owner, const Index &index)
{
    QStringList parts;
    for (const IndexPart &part : index.parts) {
        QString text = part.column.isEmpty() ? u'(' + script.text(part.expression) + u')' : pgName(part.column);
        if (!part.collation.isEmpty())
            text += u" COLLATE "_s + script.text(part.collation);
        if (!part.operatorClass.isEmpty())
            text += u' ' + script.text(part.operatorClass);
        if (part.descending)
            text += u" DESC"_s;
        if (part.nullsFirst)
            text += *part.nullsFirst ? u" NULLS FIRST"_s : u" NULLS LAST"_s;
        parts.append(text);
    }
    // An index that no partition has is made on the parent alone.
    const bool only = index.partitioned && !index.valid;
    QString text = (index.unique ? u"CREATE UNIQUE INDEX "_s : u"CREATE INDEX "_s) + pgName(index.name) + (only ? u" ON ONLY "_s : u" ON "_s)
                   + script.name(owner) + (index.method.isEmpty() || index.method == "btree"_L1 ? QString() : u" USING "_s + pgName(index.method))
                   + u" ("_s + parts.join(u", "_s) + u')';
    if (!index.included.isEmpty())
        text += u" INCLUDE ("_s + pgNames(index.included) + u')';
    if (index.nullsNotDistinct)
        text += u" NULLS NOT DISTINCT"_s;
    if (!index.options.isEmpty())
        text += u' ' + index.options;
    if (!index.predicate.isEmpty())
        text += u" WHERE "_s + script.text(index.predicate);
    return text;
}

void writePgTriggers(PgScript &script, const std::vector<Trigger> &triggers, const QMap<QString, QString> &options)
{
    const DdlPhase indexes = script.object().kind == ObjectKind::Table ? DdlPhase::Index : DdlPhase::ViewIndex;
    for (auto it = options.cbegin(); it != options.cend(); ++it) {
        if (it.key().startsWith("rule "_L1))
            script.add(DdlPhase::Trigger, script.text(it.value()));
        else if (it.key().startsWith("statistics "_L1))
            script.add(indexes, script.text(it.value()));
        else if (it.key().startsWith(pgStateOf)) // its key comes behind that of the rule
            script.add(DdlPhase::Trigger, pgStateChange(script.object(), it.key(), it.value()));
        else if (it.key().startsWith(pgTargetOf)) // its key comes behind that of the statistics
            script.add(indexes, pgStatisticsTarget(script.object(), it.key(), it.value()));
        else if (it.key().startsWith(pgCommentOn))
            script.comment(pgCommentedOption(script.object(), it.key()), it.value());
    }
    for (const Trigger &trigger : triggers) {
        script.add(DdlPhase::Trigger, script.text(trigger.definition));
        const QString alter = u"ALTER TABLE "_s + script.name();
        if (trigger.enabled == "disabled"_L1)
            script.add(DdlPhase::Trigger, alter + u" DISABLE TRIGGER "_s + pgName(trigger.name));
        else if (!trigger.enabled.isEmpty())
            script.add(DdlPhase::Trigger, alter + u" ENABLE "_s + trigger.enabled.toUpper() + u" TRIGGER "_s + pgName(trigger.name));
        script.comment(u"TRIGGER "_s + pgName(trigger.name) + u" ON "_s + script.name(), trigger.comment);
    }
}

namespace {

/// Writes one table.
class TableWriter
{
public:
    TableWriter(PgScript &script, const Table &table)
        : m_script(script),
          m_table(table),
          m_name(script.name()),
          m_partition(!table.partitionBound.isEmpty()),
          m_foreign(table.variant == "foreign"_L1),
          m_handedDown(pgHandedDownColumns(table))
    {}

    void write()
    {
        writeSequences();
        writeCreate();
        writeLateParts();
        writeColumnChanges();
        writeIndexes(true);
        if (m_partition && !m_table.inherits.empty())
            m_script.add(DdlPhase::Table, u"ALTER TABLE "_s + m_script.name(m_table.inherits.front()) + u" ATTACH PARTITION "_s + m_name + u' '
                                              + m_script.text(m_table.partitionBound));
        writeIndexes(false);
        for (const ForeignKey &key : m_table.foreignKeys)
            m_script.add(DdlPhase::ForeignKey, alter() + u"ADD "_s + pgForeignKeyDefinition(m_script, key));
        writePgTriggers(m_script, m_table.triggers, m_table.options);
        writeSecurity();
        writeComments();
        m_script.privileges(u"TABLE "_s + m_name);
    }

    [[nodiscard]] QString alter() const { return (m_foreign ? u"ALTER FOREIGN TABLE "_s : u"ALTER TABLE "_s) + m_name + u' '; }
    [[nodiscard]] QString option(const QString &key) const { return m_table.options.value(key); }

    void writeSequences()
    {
        for (const Column &column : m_table.columns) {
            const QString sequence = m_script.name(pgSequenceOf(m_table, column));
            const bool identity = column.identity == Identity::Always || column.identity == Identity::ByDefault;
            if (identity && !m_partition && column.sequence
                && !QStringList{QString(), column.nativeType}.contains(column.sequence->type)) // the column's is given to it
                m_script.add(DdlPhase::SequenceOwner, u"ALTER SEQUENCE "_s + sequence + pgAllSequenceClauses(*column.sequence));
            if (column.identity != Identity::Serial || isPlainSerial(column))
                continue;
            m_script.add(DdlPhase::Sequence, u"CREATE SEQUENCE "_s + sequence + pgSequenceClauses(*column.sequence, u"bigint"_s));
            m_script.add(DdlPhase::SequenceOwner, u"ALTER SEQUENCE "_s + sequence + u" OWNED BY "_s + m_name + u'.' + pgName(column.name));
        }
    }

    [[nodiscard]] QString valueOf(const Column &column) const
    {
        if (column.generated != Generated::No)
            return u" GENERATED ALWAYS AS ("_s + m_script.text(column.generationExpression) + u')'
                   + (column.generated == Generated::Stored ? u" STORED"_s : u" VIRTUAL"_s);
        if (column.identity == Identity::Always || column.identity == Identity::ByDefault) {
            if (m_partition)
                return {}; // it comes from the parent
            QString clauses = column.sequence ? pgSequenceClauses(*column.sequence, column.sequence->type) : QString();
            if (column.sequence && !column.sequence->name.isEmpty())
                clauses = u" SEQUENCE NAME "_s + m_script.name(pgSequenceOf(m_table, column)) + clauses;
            return (column.identity == Identity::Always ? u" GENERATED ALWAYS AS IDENTITY"_s : u" GENERATED BY DEFAULT AS IDENTITY"_s)
                   + (clauses.isEmpty() ? QString() : u" ("_s + clauses.trimmed() + u')');
        }
        if (column.identity == Identity::Serial && !isPlainSerial(column))
            return u" DEFAULT nextval("_s + pgLiteral(m_script.name(pgSequenceOf(m_table, column))) + u"::regclass)"_s;
        return column.defaultExpression ? u" DEFAULT "_s + m_script.text(*column.defaultExpression) : QString();
    }

    [[nodiscard]] QString columnDefinition(const Column &column) const
    {
        const bool serial = isPlainSerial(column);
        QString text = pgName(column.name) + u' ' + (serial ? serialName(column.nativeType) : m_script.text(column.nativeType));
        QString notNull = column.nullable ? QString() : u" NOT NULL"_s;
        for (const QString &clause : clausesOf(column.options)) {
            if (clause.startsWith("OPTIONS "_L1))
                text += u' ' + clause;
            else if (isNotNull(clause))
                notNull = clause.endsWith("NOT VALID"_L1) ? QString() : u' ' + clause;
        }
        if (!column.collation.isEmpty())
            text += u" COLLATE "_s + m_script.text(column.collation);
        return text + valueOf(column) + (serial && notNull == " NOT NULL"_L1 ? QString() : notNull);
    }

    void writeCreate()
    {
        QStringList lines;
        for (const Column &column : m_table.columns) {
            if ((!column.inherited && !m_handedDown.contains(column.name)) || m_partition)
                lines.append(columnDefinition(column));
        }
        if (m_table.primaryKey)
            lines.append(pgKeyDefinition(*m_table.primaryKey, u"PRIMARY KEY"_s));
        for (const Key &key : m_table.uniques)
            lines.append(pgKeyDefinition(key, u"UNIQUE"_s));
        for (const Check &check : m_table.checks) {
            if (isWrittenInside(check))
                lines.append(pgCheckDefinition(m_script, check));
        }
        for (const Exclusion &exclusion : m_table.exclusions)
            lines.append(pgExclusionDefinition(m_script, exclusion));
        QString sql = (m_foreign          ? u"CREATE FOREIGN TABLE "_s
                       : m_table.unlogged ? u"CREATE UNLOGGED TABLE "_s
                                          : u"CREATE TABLE "_s)
                      + m_name + u" ("_s + (lines.isEmpty() ? QString() : u"\n    "_s + lines.join(u",\n    "_s) + u'\n') + u')';
        m_script.add(DdlPhase::Table, sql + behindColumns());
    }

    [[nodiscard]] bool isWrittenInside(const Check &check) const { return (check.validated || !check.enforced) && (!check.inherited || m_partition); }

    [[nodiscard]] QString behindColumns() const
    {
        QString sql;
        if (!m_partition && !m_table.inherits.empty()) {
            QStringList parents;
            for (const ObjectRef &parent : m_table.inherits)
                parents.append(m_script.name(parent));
            sql += u"\nINHERITS ("_s + parents.join(u", "_s) + u')';
        }
        if (!m_table.partitionKey.isEmpty())
            sql += u"\nPARTITION BY "_s + m_script.text(m_table.partitionKey);
        if (m_foreign) {
            sql += u"\nSERVER "_s + pgName(option(u"server"_s));
            if (const QString options = option(u"foreign_options"_s); !options.isEmpty())
                sql += u" OPTIONS "_s + options;
        }
        if (const QString method = option(u"access_method"_s); !method.isEmpty())
            sql += u"\nUSING "_s + pgName(method);
        sql += pgStorageClause(m_table.options);
        if (const QString tablespace = option(u"tablespace"_s); !tablespace.isEmpty())
            sql += u"\nTABLESPACE "_s + pgName(tablespace);
        return sql;
    }

    /// What CREATE TABLE would take as valid, or not at all.
    void writeLateParts()
    {
        for (const Check &check : m_table.checks) {
            if (!isWrittenInside(check) && !check.inherited)
                m_script.add(DdlPhase::Table, alter() + u"ADD "_s + pgCheckDefinition(m_script, check));
        }
        if (const QString type = option(u"of_type"_s); !type.isEmpty())
            m_script.add(DdlPhase::Table, alter() + u"OF "_s + m_script.text(type));
    }

    void writeColumnChanges()
    {
        for (const QString &name : std::as_const(m_handedDown))
            writeOwnParts(name);
        for (const Column &column : m_table.columns) {
            for (const QString &clause : clausesOf(column.options)) {
                if (clause.startsWith("SET "_L1)) {
                    m_script.add(DdlPhase::Table, alter() + u"ALTER COLUMN "_s + pgName(column.name) + u' ' + clause);
                } else if (isNotNull(clause) && clause.endsWith("NOT VALID"_L1)) {
                    QString definition = clause;
                    const qsizetype at = definition.lastIndexOf("NOT NULL"_L1) + 8;
                    definition.insert(at, u' ' + pgName(column.name));
                    m_script.add(DdlPhase::Table, alter() + u"ADD "_s + definition);
                }
            }
        }
    }

    /// Of a column that the parents hand down.
    void writeOwnParts(const QString &name)
    {
        const Column *column = findColumn(m_table.columns, name);
        if (!column)
            return;
        const QString change = u"ALTER TABLE ONLY "_s + m_name + u" ALTER COLUMN "_s + pgName(name);
        if (const QString value = valueOf(*column); value.startsWith(" DEFAULT "_L1))
            m_script.add(DdlPhase::Table, change + u" SET"_s + value);
        if (pgNotNullHere(m_table).contains(name))
            m_script.add(DdlPhase::Table, change + u" SET NOT NULL"_s);
    }

    /// The parent's index takes those of its partitions that are there and fit: they keep their names that way.
    void writeIndexes(bool inherited)
    {
        for (const Index &index : m_table.indexes) {
            if (index.inherited != inherited)
                continue;
            const bool failed = !index.valid && !index.partitioned;
            m_script.add(inherited ? DdlPhase::Table : DdlPhase::Index, pgIndex(m_script, m_table.ref, index),
                         failed ? tr("The index is invalid where it was read: it was not finished.") : QString());
            for (const QString &sql : pgIndexSettings(m_script.name({m_table.ref.schema, index.name}), {}, index.settings))
                m_script.add(inherited ? DdlPhase::Table : DdlPhase::Index, sql);
            m_script.comment(u"INDEX "_s + m_script.name({m_table.ref.schema, index.name}), index.comment);
        }
        if (inherited)
            return;
        if (const QString cluster = option(u"clustered_on"_s); !cluster.isEmpty())
            m_script.add(DdlPhase::Index, alter() + u"CLUSTER ON "_s + pgName(cluster));
        if (const QString identity = option(u"replica_identity"_s); !identity.isEmpty())
            m_script.add(DdlPhase::Index, alter() + u"REPLICA IDENTITY "_s + identity);
    }

    void writeSecurity()
    {
        if (m_table.rowSecurity)
            m_script.add(DdlPhase::Policy, alter() + u"ENABLE ROW LEVEL SECURITY"_s);
        if (m_table.rowSecurityForced)
            m_script.add(DdlPhase::Policy, alter() + u"FORCE ROW LEVEL SECURITY"_s);
        for (const Policy &policy : m_table.policies) {
            QStringList roles;
            for (const QString &role : policy.roles)
                roles.append(role == "PUBLIC"_L1 ? role : pgName(role));
            QString sql = u"CREATE POLICY "_s + pgName(policy.name) + u" ON "_s + m_name + (policy.permissive ? QString() : u" AS RESTRICTIVE"_s)
                          + u" FOR "_s + policy.command + u" TO "_s + roles.join(u", "_s);
            if (!policy.usingExpression.isEmpty())
                sql += u" USING ("_s + m_script.text(policy.usingExpression) + u')';
            if (!policy.checkExpression.isEmpty())
                sql += u" WITH CHECK ("_s + m_script.text(policy.checkExpression) + u')';
            m_script.add(DdlPhase::Policy, sql);
        }
    }

    void writeComments()
    {
        m_script.comment((m_foreign ? u"FOREIGN TABLE "_s : u"TABLE "_s) + m_name, m_table.comment);
        for (const Column &column : m_table.columns)
            m_script.comment(u"COLUMN "_s + m_name + u'.' + pgName(column.name), column.comment);
        const auto constraint = [this](const auto &member) {
            m_script.comment(u"CONSTRAINT "_s + pgName(member.name) + u" ON "_s + m_name, member.comment);
        };
        if (m_table.primaryKey)
            constraint(*m_table.primaryKey);
        std::ranges::for_each(m_table.uniques, constraint);
        std::ranges::for_each(m_table.checks, constraint);
        std::ranges::for_each(m_table.exclusions, constraint);
        std::ranges::for_each(m_table.foreignKeys, constraint);
    }

private:
    PgScript &m_script;
    const Table &m_table;
    QString m_name;
    bool m_partition;
    bool m_foreign;
    QStringList m_handedDown;
};

} // namespace

QString pgColumnDefinition(PgScript &script, const Table &table, const Column &column)
{
    return TableWriter(script, table).columnDefinition(column);
}

void writePgTable(PgScript &script, const Table &table)
{
    TableWriter(script, table).write();
}

} // namespace concord
