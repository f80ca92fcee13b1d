// SPDX-License-Identifier: GPL-3.0-or-later
// Functions, procedures, aggregates, and what calls functions: triggers and policies.
#include "postgresql/pgcatalogoids.h"
#include "postgresql/pgcatalogreader.h"
#include "postgresql/pgquote.h"
#include "postgresql/postgresqlscript.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace concord {

static QString tr(const char *text)
{
    return QCoreApplication::translate("PgCatalogReader", text);
}

namespace {

QString variantOf(char kind)
{
    switch (kind) {
    case 'p': return u"procedure"_s;
    case 'a': return u"aggregate"_s;
    case 'w': return u"window"_s;
    default: return u"function"_s;
    }
}

QString volatilityOf(char letter)
{
    return letter == 'i' ? u"immutable"_s : letter == 's' ? u"stable"_s : u"volatile"_s;
}

} // namespace

Result<void> PgCatalogReader::readRoutines()
{
    std::vector<Named> routines;
    const Each declared = [&](const PgRow &row) {
        const ObjectRef ref{schemaName(row.oid(1)), row.text(2) + u'(' + row.text(3) + u')'};
        if (!m_filter.accepts(ref.schema, row.text(2)) && !m_filter.accepts(ref.schema, ref.name))
            return;
        auto routine = std::make_shared<Routine>();
        describeObject(*routine, pgcatalog::Proc, row.oid(0), ref);
        routine->variant = variantOf(row.letter(4));
        routine->language = row.text(5);
        routine->body = row.text(7);
        if (routine->variant == "function"_L1)
            routine->options.insert(u"volatility"_s, volatilityOf(row.letter(6)));
        m_routines.emplace(row.oid(0), routine);
        m_objects.push_back(routine);
        routines.push_back({row.oid(0), tr("routine %1").arg(ref.name), ref});
    };
    Result<void> read = eachInSchemas("SELECT p.oid, p.pronamespace, p.proname, oidvectortypes(p.proargtypes), p.prokind, l.lanname, p.provolatile,"
                                      " CASE WHEN l.lanname NOT IN ('c', 'internal') AND p.prokind <> 'a' THEN p.prosrc END"
                                      " FROM pg_proc p JOIN pg_language l ON l.oid = p.prolang WHERE p.pronamespace = ANY ($1)"
                                      // A range type makes its constructors by itself.
                                      " AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.classid = 1255 AND d.objid = p.oid AND d.deptype = 'i')",
                                      declared);
    if (!read)
        return read;
    return eachOf("SELECT p.oid, pg_get_function_arguments(p.oid), pg_get_function_result(p.oid),"
                  " CASE WHEN p.prokind <> 'a' THEN pg_get_functiondef(p.oid) END FROM pg_proc p WHERE p.oid = ANY ($1)",
                  routines, [this](const PgRow &row) {
                      auto &routine = static_cast<Routine &>(*m_routines.at(row.oid(0)));
                      routine.arguments = row.text(1);
                      routine.returns = row.text(2);
                      routine.definition = (routine.body.isEmpty() ? row.expression(3) : row.text(3)).trimmed();
                  });
}

/// No function of the server spells out an aggregate.
Result<void> PgCatalogReader::readAggregates()
{
    enum {
        Oid,
        Transition,
        State,
        StateSpace,
        Final,
        FinalExtra,
        FinalModify,
        Combine,
        Serial,
        Deserial,
        Initial,
        MovingTransition,
        MovingInverse,
        MovingState,
        MovingSpace,
        MovingFinal,
        MovingExtra,
        MovingModify,
        MovingInitial,
        SortOperator,
        Hypothetical,
        Parallel
    };
    // The marks that a final function gets by itself: read only, or for ordered sets read and write.
    return eachInSchemas(
        "SELECT a.aggfnoid::oid, a.aggtransfn, format_type(a.aggtranstype, NULL), NULLIF(a.aggtransspace, 0), NULLIF(a.aggfinalfn::oid, 0)::regproc,"
        " a.aggfinalextra, CASE WHEN a.aggfinalmodify <> CASE a.aggkind WHEN 'n' THEN 'r' ELSE 'w' END THEN a.aggfinalmodify END,"
        " NULLIF(a.aggcombinefn::oid, 0)::regproc, NULLIF(a.aggserialfn::oid, 0)::regproc, NULLIF(a.aggdeserialfn::oid, 0)::regproc,"
        " a.agginitval, NULLIF(a.aggmtransfn::oid, 0)::regproc, NULLIF(a.aggminvtransfn::oid, 0)::regproc,"
        " CASE WHEN a.aggmtranstype <> 0 THEN format_type(a.aggmtranstype, NULL) END, NULLIF(a.aggmtransspace, 0),"
        " NULLIF(a.aggmfinalfn::oid, 0)::regproc, a.aggmfinalextra,"
        " CASE WHEN a.aggmfinalfn <> 0 AND a.aggmfinalmodify <> CASE a.aggkind WHEN 'n' THEN 'r' ELSE 'w' END THEN a.aggmfinalmodify END,"
        " a.aggminitval, CASE WHEN a.aggsortop <> 0 THEN (SELECT quote_ident(n.nspname) || '.' || o.oprname FROM pg_operator o"
        " JOIN pg_namespace n ON n.oid = o.oprnamespace WHERE o.oid = a.aggsortop) END, a.aggkind = 'h', NULLIF(p.proparallel, 'u')"
        " FROM pg_aggregate a JOIN pg_proc p ON p.oid = a.aggfnoid WHERE p.pronamespace = ANY ($1)",
        [this](const PgRow &row) {
            const auto found = m_routines.find(row.oid(Oid));
            if (found == m_routines.end())
                return;
            QStringList parts;
            const auto part = [&](const QString &key, int column) {
                if (!row.isNull(column))
                    parts.append(key + u" = "_s + row.text(column));
            };
            const auto literal = [&](const QString &key, int column) {
                if (!row.isNull(column))
                    parts.append(key + u" = "_s + pgLiteral(row.text(column)));
            };
            const auto word = [&](const QString &key, bool is) {
                if (is)
                    parts.append(key);
            };
            const auto modify = [&](const QString &key, int column) {
                if (const char how = row.letter(column))
                    parts.append(key + u" = "_s + (how == 'r' ? u"READ_ONLY"_s : how == 's' ? u"SHAREABLE"_s : u"READ_WRITE"_s));
            };
            part(u"SFUNC"_s, Transition);
            part(u"STYPE"_s, State);
            part(u"SSPACE"_s, StateSpace);
            part(u"FINALFUNC"_s, Final);
            word(u"FINALFUNC_EXTRA"_s, row.flag(FinalExtra));
            modify(u"FINALFUNC_MODIFY"_s, FinalModify);
            part(u"COMBINEFUNC"_s, Combine);
            part(u"SERIALFUNC"_s, Serial);
            part(u"DESERIALFUNC"_s, Deserial);
            literal(u"INITCOND"_s, Initial);
            part(u"MSFUNC"_s, MovingTransition);
            part(u"MINVFUNC"_s, MovingInverse);
            part(u"MSTYPE"_s, MovingState);
            part(u"MSSPACE"_s, MovingSpace);
            part(u"MFINALFUNC"_s, MovingFinal);
            word(u"MFINALFUNC_EXTRA"_s, row.flag(MovingExtra));
            modify(u"MFINALFUNC_MODIFY"_s, MovingModify);
            literal(u"MINITCOND"_s, MovingInitial);
            if (!row.isNull(SortOperator))
                parts.append(u"SORTOP = OPERATOR("_s + row.text(SortOperator) + u')');
            word(u"HYPOTHETICAL"_s, row.flag(Hypothetical));
            if (const char parallel = row.letter(Parallel))
                parts.append(parallel == 's' ? u"PARALLEL = SAFE"_s : u"PARALLEL = RESTRICTED"_s);
            auto &aggregate = static_cast<Routine &>(*found->second);
            const QString name = aggregate.ref.name.first(aggregate.ref.name.lastIndexOf(u'('));
            const QString arguments = aggregate.arguments.isEmpty() ? u"*"_s : aggregate.arguments;
            aggregate.definition = u"CREATE AGGREGATE "_s + pgName({aggregate.ref.schema, name}) + u'(' + arguments + u") (\n    "_s
                                   + parts.join(u",\n    "_s) + u"\n)"_s;
        });
}

Result<void> PgCatalogReader::readTriggers()
{
    std::vector<Named> triggers;
    Result<void> read =
        each("SELECT t.oid, t.tgrelid, t.tgname FROM pg_trigger t WHERE NOT t.tgisinternal AND t.tgparentid = 0", [&](const PgRow &row) {
            const PgRelation *owner = relation(row.oid(1));
            if (owner)
                triggers.push_back({row.oid(0), tr("trigger %1").arg(row.text(2)), owner->ref});
        });
    if (read) // those that a partition has from its parent, in another state than the parent's
        read = each("SELECT t.tgrelid, t.tgname, t.tgenabled FROM pg_trigger t JOIN pg_trigger p ON p.oid = t.tgparentid"
                    " WHERE NOT t.tgisinternal AND t.tgenabled <> p.tgenabled",
                    [&](const PgRow &row) {
                        if (Table *owner = table(row.oid(0)))
                            owner->options.insert(pgStateOf + u"trigger "_s + row.text(1), pgStateWord(row.letter(2)));
                    });
    if (!read)
        return read;
    return eachOf("SELECT t.oid, t.tgrelid, t.tgname, t.tgtype, t.tgenabled, t.tgattr, n.nspname, p.proname, pg_get_triggerdef(t.oid)"
                  " FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid JOIN pg_namespace n ON n.oid = p.pronamespace WHERE t.oid = ANY ($1)",
                  triggers, [this](const PgRow &row) { addTrigger(row); });
}

/// The bits of pg_trigger.tgtype (src/include/catalog/pg_trigger.h).
namespace triggerbit {
enum { Row = 1, Before = 2, Insert = 4, Delete = 8, Update = 16, Truncate = 32, Instead = 64 };
}

void PgCatalogReader::addTrigger(const PgRow &row)
{
    PgRelation *owner = relation(row.oid(1));
    const auto type = static_cast<int>(row.number(3));
    Trigger trigger;
    trigger.name = row.text(2);
    trigger.timing = (type & triggerbit::Before) ? u"BEFORE"_s : (type & triggerbit::Instead) ? u"INSTEAD OF"_s : u"AFTER"_s;
    trigger.level = (type & triggerbit::Row) ? u"ROW"_s : u"STATEMENT"_s;
    if (type & triggerbit::Insert)
        trigger.events.append(u"INSERT"_s);
    if (type & triggerbit::Delete)
        trigger.events.append(u"DELETE"_s);
    if (type & triggerbit::Update) {
        QStringList columns;
        for (const std::uint32_t number : row.numbers(5))
            columns.append(owner->columnName(static_cast<int>(number)));
        trigger.events.append(columns.isEmpty() ? u"UPDATE"_s : u"UPDATE OF "_s + columns.join(u", "_s));
    }
    if (type & triggerbit::Truncate)
        trigger.events.append(u"TRUNCATE"_s);
    trigger.function = {row.text(6), row.text(7) + u"()"_s};
    trigger.definition = row.expression(8);
    static constexpr QLatin1StringView when(" WHEN (");
    static constexpr QLatin1StringView execute(") EXECUTE FUNCTION ");
    const qsizetype from = trigger.definition.indexOf(when);
    const qsizetype to = trigger.definition.lastIndexOf(execute);
    if (from >= 0 && to > from)
        trigger.condition = trigger.definition.mid(from + when.size(), to - from - when.size());
    switch (row.letter(4)) {
    case 'D': trigger.enabled = u"disabled"_s; break;
    case 'R': trigger.enabled = u"replica"_s; break;
    case 'A': trigger.enabled = u"always"_s; break;
    default: break;
    }
    trigger.comment = commentOn(pgcatalog::Trigger, row.oid(0));
    if (Table *onTable = table(row.oid(1)))
        onTable->triggers.push_back(std::move(trigger));
    else if (View *onView = view(row.oid(1)))
        onView->triggers.push_back(std::move(trigger));
}

Result<void> PgCatalogReader::readPolicies()
{
    std::vector<Named> policies;
    Result<void> read = each("SELECT oid, polrelid, polname FROM pg_policy", [&](const PgRow &row) {
        if (const PgRelation *owner = relation(row.oid(1)))
            policies.push_back({row.oid(0), tr("policy %1").arg(row.text(2)), owner->ref});
    });
    if (!read)
        return read;
    return eachOf("SELECT p.polrelid, p.polname, p.polpermissive, p.polcmd, ARRAY(SELECT CASE r WHEN 0 THEN 'PUBLIC' ELSE pg_get_userbyid(r) END"
                  " FROM unnest(p.polroles) r), pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid), p.oid"
                  " FROM pg_policy p WHERE p.oid = ANY ($1)",
                  policies, [this](const PgRow &row) {
                      Policy policy;
                      policy.name = row.text(1);
                      policy.permissive = row.flag(2);
                      switch (row.letter(3)) {
                      case 'r': policy.command = u"SELECT"_s; break;
                      case 'a': policy.command = u"INSERT"_s; break;
                      case 'w': policy.command = u"UPDATE"_s; break;
                      case 'd': policy.command = u"DELETE"_s; break;
                      default: policy.command = u"ALL"_s; break;
                      }
                      policy.roles = row.texts(4);
                      policy.usingExpression = row.expression(5);
                      policy.checkExpression = row.expression(6);
                      Table *owner = table(row.oid(0));
                      if (!owner)
                          return;
                      if (const QString comment = commentOn(pgcatalog::Policy, row.oid(7)); !comment.isEmpty())
                          owner->options.insert(pgCommentOn + u"policy "_s + policy.name, comment);
                      owner->policies.push_back(std::move(policy));
                  });
}

} // namespace concord
