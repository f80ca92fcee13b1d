// SPDX-License-Identifier: GPL-3.0-or-later
#include "postgresql/postgresqlscript.h"

#include "postgresql/pgquote.h"

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
    for (const Privilege &privilege : m_object.privileges) {
        const QString right = privilege.column.isEmpty() ? privilege.privilege : privilege.privilege + u" ("_s + pgName(privilege.column) + u')';
        const QString who = privilege.grantee == "PUBLIC"_L1 ? u"PUBLIC"_s : pgName(privilege.grantee);
        if (privilege.revoked)
            add(DdlPhase::Privilege, u"REVOKE "_s + right + u" ON "_s + what + u" FROM "_s + who);
        else
            add(DdlPhase::Privilege,
                u"GRANT "_s + right + u" ON "_s + what + u" TO "_s + who + (privilege.grantable ? u" WITH GRANT OPTION"_s : QString()));
    }
}

QString PgScript::name(const ObjectRef &ref) const
{
    return isOwnSchema(ref.schema) ? pgName(ref.name) : pgName(ref);
}

QString PgScript::text(const QString &sql) const
{
    static const QString qualifier = QString(QChar(0xFFFC)) + u'.'; // how withoutOwnSchema() marks it
    return m_options.ownSchema.isEmpty() ? sql : withoutOwnSchema(sql, m_options.ownSchema).remove(qualifier);
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

} // namespace concord
