// SPDX-License-Identifier: GPL-3.0-or-later
#include "postgresql/postgresqlscript.h"

#include "postgresql/pggeneratedname.h"
#include "postgresql/pgquote.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace concord {

void PgScript::add(DdlPhase phase, const QString &sql, const QString &note)
{
    DdlStatement statement;
    statement.sql = sql;
    statement.phase = phase;
    statement.kind = m_object.kind;
    statement.object = m_object.ref;
    statement.note = note;
    m_statements.push_back(std::move(statement));
}

void PgScript::comment(const QString &what, const QString &comment)
{
    if (m_options.comments && !comment.isEmpty())
        add(DdlPhase::Comment, u"COMMENT ON "_s + what + u" IS "_s + pgLiteral(comment));
}

void PgScript::privileges(const QString &what)
{
    if (!m_options.privileges)
        return;
    for (const Privilege &privilege : m_object.privileges)
        add(DdlPhase::Privilege, pgGrant(m_object, privilege, what, !privilege.revoked));
}

static QString roleName(const QString &role)
{
    return role == "PUBLIC"_L1 ? role : pgName(role);
}

static QString grant(const QString &right, const QString &what, const QString &role, bool give, bool grantable)
{
    return give ? u"GRANT "_s + right + u" ON "_s + what + u" TO "_s + roleName(role) + (grantable ? u" WITH GRANT OPTION"_s : QString())
                : u"REVOKE "_s + right + u" ON "_s + what + u" FROM "_s + roleName(role);
}

QString pgGrant(const SchemaObject &object, const Privilege &privilege, const QString &what, bool give)
{
    QString right = privilege.privilege;
    if (const qsizetype later = right.indexOf(pgOnLater); later >= 0)
        return u"ALTER DEFAULT PRIVILEGES FOR ROLE "_s + pgName(privilege.column)
               + (object.kind == ObjectKind::Schema ? u" IN SCHEMA "_s + pgName(object.ref.name) : QString()) + u' '
               + grant(right.first(later), right.sliced(later + pgOnLater.size()), privilege.grantee, give, privilege.grantable);
    if (!right.endsWith(pgOnSequence)) {
        if (!privilege.column.isEmpty())
            right += u" ("_s + pgName(privilege.column) + u')';
        return grant(right, what, privilege.grantee, give, privilege.grantable);
    }
    right.chop(pgOnSequence.size());
    const auto &table = static_cast<const Table &>(object);
    const Column *column = findColumn(table.columns, privilege.column);
    const QString sequence = column ? pgName(pgSequenceOf(table, *column)) : QString();
    return grant(right, u"SEQUENCE "_s + sequence, privilege.grantee, give, privilege.grantable);
}

QString pgCommentedOption(const SchemaObject &owner, const QString &option)
{
    static constexpr QLatin1StringView rule("rule ");
    static constexpr QLatin1StringView policy("policy ");
    static constexpr QLatin1StringView statistics("statistics ");
    static constexpr QLatin1StringView index("index ");
    static constexpr QLatin1StringView sequence("sequence of ");
    const QString what = option.sliced(pgCommentOn.size());
    if (what.startsWith(rule))
        return u"RULE "_s + pgName(what.sliced(rule.size())) + u" ON "_s + pgName(owner.ref);
    if (what.startsWith(policy))
        return u"POLICY "_s + pgName(what.sliced(policy.size())) + u" ON "_s + pgName(owner.ref);
    if (what.startsWith(statistics))
        return u"STATISTICS "_s + pgName(ObjectRef{owner.ref.schema, what.sliced(statistics.size())});
    if (what.startsWith(index))
        return u"INDEX "_s + pgName(ObjectRef{owner.ref.schema, what.sliced(index.size())});
    const auto &table = static_cast<const Table &>(owner);
    const Column *column = findColumn(table.columns, what.sliced(sequence.size()));
    return u"SEQUENCE "_s + (column ? pgName(pgSequenceOf(table, *column)) : QString());
}

static constexpr QLatin1StringView notNull("\tNOT NULL");

QStringList pgHandedDownColumns(const Table &table)
{
    QStringList columns = table.options.value(pgHandedDown).split(u'\n', Qt::SkipEmptyParts);
    for (QString &column : columns)
        column = column.section(u'\t', 0, 0);
    return columns;
}

QStringList pgNotNullHere(const Table &table)
{
    QStringList columns = table.options.value(pgHandedDown).split(u'\n', Qt::SkipEmptyParts);
    columns.removeIf([](const QString &column) { return !column.endsWith(notNull); });
    for (QString &column : columns)
        column.chop(notNull.size());
    return columns;
}

void pgHandDown(Table &table, const QString &column, bool notNullHere)
{
    QString &listed = table.options[pgHandedDown];
    listed += (listed.isEmpty() ? QString() : u"\n"_s) + column + (notNullHere ? QString(notNull) : QString());
}

QString pgStateWord(char state)
{
    switch (state) {
    case 'D': return u"DISABLE"_s;
    case 'R': return u"ENABLE REPLICA"_s;
    case 'A': return u"ENABLE ALWAYS"_s;
    default: return u"ENABLE"_s;
    }
}

QString pgStateChange(const SchemaObject &owner, const QString &option, const QString &state)
{
    const QString what = option.sliced(pgStateOf.size());
    const QString kind = what.section(u' ', 0, 0);
    return u"ALTER TABLE "_s + pgName(owner.ref) + u' ' + state + u' ' + kind.toUpper() + u' ' + pgName(what.sliced(kind.size() + 1));
}

QString pgStatisticsTarget(const SchemaObject &owner, const QString &option, const QString &value)
{
    static constexpr QLatin1StringView statistics("statistics ");
    const ObjectRef name{owner.ref.schema, option.sliced(pgTargetOf.size() + statistics.size())};
    return u"ALTER STATISTICS "_s + pgName(name) + u" SET STATISTICS "_s + (value.isEmpty() ? u"-1"_s : value);
}

ObjectRef pgSequenceOf(const Table &table, const Column &column)
{
    const QString own = column.sequence ? column.sequence->name : QString();
    return {table.ref.schema, own.isEmpty() ? pgGeneratedName(table.ref.name, {column.name}, "seq"_L1) : own};
}

QString pgSequenceCalled(const QString &defaultExpression)
{
    static constexpr QLatin1StringView before("nextval('");
    static constexpr QLatin1StringView after("'::regclass)");
    if (!defaultExpression.startsWith(before) || !defaultExpression.endsWith(after))
        return {};
    return defaultExpression.sliced(before.size()).chopped(after.size()).replace(u"''"_s, u"'"_s);
}

QString PgScript::name(const ObjectRef &ref) const
{
    return isOwnSchema(ref.schema) ? pgName(ref.name) : pgName(ref);
}

QString pgAsFirstWritten(QString sql)
{
    static const QString value = u"E?'(?:[^']|'')*'::character varying"_s;
    static const QRegularExpression castList(u"\\b(ANY|ALL) \\(\\((ARRAY\\[%1(?:, %1)*\\])\\)::text\\[\\]\\)"_s.arg(value));
    return sql.replace(castList, u"\\1 (\\2)"_s);
}

QString PgScript::text(const QString &server) const
{
    const QString sql = m_object.kind == ObjectKind::Routine ? server : pgAsFirstWritten(server);
    static const QString qualifier = QString(QChar(0xFFFC)) + u'.'; // how withoutOwnSchema() marks it
    return m_options.ownSchema.isEmpty() ? sql : withoutOwnSchema(sql, m_options.ownSchema).remove(qualifier);
}

QString pgStatisticsKey(int column)
{
    return u"statistics of column %1"_s.arg(column);
}

QStringList pgIndexSettings(const QString &name, const QMap<QString, QString> &before, const QMap<QString, QString> &after)
{
    QStringList keys = before.keys() + after.keys();
    keys.removeDuplicates();
    QStringList statements;
    for (const QString &key : std::as_const(keys)) {
        // -1 is the server's own target.
        if (const QString target = after.value(key, u"-1"_s); before.value(key, u"-1"_s) != target)
            statements.append(u"ALTER INDEX %1 ALTER COLUMN %2 SET STATISTICS %3"_s.arg(name, key.section(u' ', -1), target));
    }
    return statements;
}

static QString largest(const QString &type)
{
    if (type == "smallint"_L1)
        return u"32767"_s;
    return type == "integer"_L1 ? u"2147483647"_s : u"9223372036854775807"_s;
}

static QString smallest(const QString &type)
{
    if (type == "smallint"_L1)
        return u"-32768"_s;
    return type == "integer"_L1 ? u"-2147483648"_s : u"-9223372036854775808"_s;
}

QString pgRestart(const SequenceOptions &before, const SequenceOptions &after)
{
    bool known = false;
    const qlonglong start = before.start.toLongLong(&known);
    const bool outside = start < after.minimum.toLongLong() || start > after.maximum.toLongLong();
    return known && !after.start.isEmpty() && outside ? u" RESTART WITH "_s + after.start : QString();
}

QString pgSequenceClauses(const SequenceOptions &options, const QString &type)
{
    const bool down = options.increment.startsWith(u'-');
    const QString minimum = down ? smallest(options.type) : u"1"_s;
    const QString maximum = down ? u"-1"_s : largest(options.type);
    QString clauses;
    const auto clause = [&clauses](const QString &words, const QString &value, const QString &usual) {
        if (value != usual)
            clauses += u' ' + words + u' ' + value;
    };
    clause(u"AS"_s, options.type, type);
    clause(u"INCREMENT BY"_s, options.increment, u"1"_s);
    clause(u"MINVALUE"_s, options.minimum, minimum);
    clause(u"MAXVALUE"_s, options.maximum, maximum);
    clause(u"START WITH"_s, options.start, down ? options.maximum : options.minimum);
    clause(u"CACHE"_s, options.cache, u"1"_s);
    if (options.cycle)
        clauses += u" CYCLE"_s;
    return clauses;
}

QString pgAllSequenceClauses(const SequenceOptions &s)
{
    QString sql;
    const auto clause = [&](const QString &words, const QString &value) {
        if (!value.isEmpty())
            sql += u' ' + words + u' ' + value;
    };
    clause(u"AS"_s, s.type);
    clause(u"INCREMENT BY"_s, s.increment);
    clause(u"MINVALUE"_s, s.minimum);
    clause(u"MAXVALUE"_s, s.maximum);
    clause(u"START WITH"_s, s.start);
    clause(u"CACHE"_s, s.cache);
    return sql + (s.cycle ? u" CYCLE"_s : u" NO CYCLE"_s);
}

} // namespace concord
