// SPDX-License-Identifier: GPL-3.0-or-later
// What turns one enum, domain or composite type of PostgreSQL into another.
#include "postgresql/pggeneratedname.h"
#include "postgresql/pgquote.h"
#include "postgresql/postgresqlchanger.h"
#include "postgresql/postgresqlscript.h"
#include "postgresql/postgresqlwriter.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace concord {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("PostgresqlChanger", text);
}

class TypeChange
{
public:
    TypeChange(const TypeObject &from, const TypeObject &to) : m_from(from), m_to(to), m_name(pgName(to.ref)) {}

    ChangeList run()
    {
        if (m_to.variant == u"enum")
            changeEnum();
        else if (m_to.variant == u"domain")
            changeDomain();
        else if (m_to.variant == u"composite")
            changeComposite();
        const QString word = m_to.variant == u"domain" ? u"DOMAIN "_s : u"TYPE "_s;
        changePgComment(m_list, m_to, word + m_name, m_from.comment, m_to.comment);
        changePgPrivileges(m_list, m_from, m_to, u"TYPE "_s + m_name);
        return std::move(m_list);
    }

private:
    void add(const QString &sql, const QString &purpose, const QList<Hazard> &hazards = {})
    {
        m_list.steps.push_back({sql, ChangePhase::AlterType, m_to.kind, m_to.ref, purpose, hazards, {}});
    }

    /// Values are added where they belong.
    void changeEnum()
    {
        QString before;
        for (const QString &value : m_to.values) {
            if (!m_from.values.contains(value)) {
                const QString place = before.isNull() ? (m_from.values.isEmpty() ? QString() : u" BEFORE "_s + pgLiteral(m_from.values.front()))
                                                      : u" AFTER "_s + pgLiteral(before);
                add(u"ALTER TYPE "_s + m_name + u" ADD VALUE "_s + pgLiteral(value) + place, tr("add value %1").arg(value));
                m_list.steps.back().alone = true; // a new value cannot be used in the transaction that adds it
            }
            before = value;
        }
    }

    void changeDomain()
    {
        const QString alter = u"ALTER DOMAIN "_s + m_name + u' ';
        if (m_from.defaultExpression != m_to.defaultExpression)
            add(alter + (m_to.defaultExpression ? u"SET DEFAULT "_s + *m_to.defaultExpression : u"DROP DEFAULT"_s), tr("default"));
        if (m_from.notNull != m_to.notNull)
            add(alter + (m_to.notNull ? u"SET NOT NULL"_s : u"DROP NOT NULL"_s), tr("NULL"), {Hazard::MayFail});
        const auto same = [](const Check &a, const Check &b) { return a.expression == b.expression && a.validated == b.validated; };
        for (const Check &old : m_from.checks) {
            if (std::ranges::none_of(m_to.checks, [&](const Check &check) { return same(old, check); }))
                add(alter + u"DROP CONSTRAINT "_s + pgName(old.name), tr("drop check %1").arg(old.name));
        }
        const auto comment = [&](const QString &check, const QString &before, const QString &after) {
            changePgComment(m_list, m_to, u"CONSTRAINT "_s + pgName(check) + u" ON DOMAIN "_s + m_name, before, after);
        };
        renameChecks(same);
        for (const Check &wanted : m_to.checks) {
            const auto kept = std::ranges::find_if(m_from.checks, [&](const Check &check) { return same(check, wanted); });
            if (kept != m_from.checks.end()) {
                comment(wanted.name, kept->comment, wanted.comment);
                continue;
            }
            comment(wanted.name, {}, wanted.comment);
            // A comment needs a sure name.
            const bool unnamed = wanted.nameGenerated && wanted.comment.isEmpty() && !isPgNumberedName(wanted.name);
            const QString name = unnamed ? QString() : u"CONSTRAINT "_s + pgName(wanted.name) + u' ';
            add(alter + u"ADD "_s + name + u"CHECK ("_s + pgAsFirstWritten(wanted.expression) + (wanted.validated ? u")"_s : u") NOT VALID"_s),
                tr("add check %1").arg(wanted.name), {Hazard::MayFail});
        }
    }

    void renameChecks(bool (*same)(const Check &, const Check &))
    {
        QMap<QString, QString> renames;
        for (const Check &wanted : m_to.checks) {
            const auto kept = std::ranges::find_if(m_from.checks, [&](const Check &check) { return same(check, wanted); });
            if (kept != m_from.checks.end() && kept->name != wanted.name)
                renames.insert(kept->name, wanted.name);
        }
        for (const auto &[old, name] : pgRenamesInOrder(std::move(renames)))
            add(u"ALTER DOMAIN "_s + m_name + u" RENAME CONSTRAINT "_s + pgName(old) + u" TO "_s + pgName(name), tr("rename check %1").arg(old));
    }

    /// How many of the new attributes stand in the old order: no ALTER moves one, so those behind them come anew, at the end.
    [[nodiscard]] qsizetype attributesInPlace() const
    {
        const Column *last = nullptr;
        qsizetype count = 0;
        for (const Column &wanted : m_to.attributes) {
            const Column *old = findColumn(m_from.attributes, wanted.name);
            if (!old || (last && old < last))
                break;
            last = old;
            ++count;
        }
        return count;
    }

    void changeComposite()
    {
        const QString alter = u"ALTER TYPE "_s + m_name + u' ';
        const qsizetype inPlace = attributesInPlace();
        for (const Column &old : m_from.attributes) {
            const Column *wanted = findColumn(m_to.attributes, old.name);
            if (!wanted || wanted - m_to.attributes.data() >= inPlace)
                add(alter + u"DROP ATTRIBUTE "_s + pgName(old.name), tr("drop attribute %1").arg(old.name), {Hazard::DataLoss});
        }
        for (const Column &wanted : m_to.attributes) {
            const Column *old = findColumn(m_from.attributes, wanted.name);
            const QString type = wanted.nativeType + (wanted.collation.isEmpty() ? QString() : u" COLLATE "_s + wanted.collation);
            if (!old || &wanted - m_to.attributes.data() >= inPlace)
                add(alter + u"ADD ATTRIBUTE "_s + pgName(wanted.name) + u' ' + type, tr("add attribute %1").arg(wanted.name));
            changePgComment(m_list, m_to, u"COLUMN "_s + m_name + u'.' + pgName(wanted.name), old ? old->comment : QString(), wanted.comment);
        }
    }

    const TypeObject &m_from;
    const TypeObject &m_to;
    QString m_name;
    ChangeList m_list;
};

} // namespace

QString pgWaitingName(const QString &name)
{
    return u"concord_old_"_s + name;
}

QList<std::pair<QString, QString>> pgRenamesInOrder(QMap<QString, QString> renames)
{
    QList<std::pair<QString, QString>> ordered;
    while (!renames.isEmpty()) {
        const auto free = std::ranges::find_if(renames, [&](const QString &name) { return !renames.contains(name); });
        if (free != renames.end()) {
            ordered.append({free.key(), *free});
            renames.erase(free);
            continue;
        }
        const QString first = renames.firstKey(); // a ring: one of them waits
        ordered.append({first, pgWaitingName(first)});
        renames.insert(pgWaitingName(first), renames.take(first));
    }
    return ordered;
}

bool isPgTypeRemade(const TypeObject &from, const TypeObject &to)
{
    if (from.variant != to.variant)
        return true;
    if (to.variant == u"enum") { // nothing takes a value away or moves it
        QStringList kept;
        std::ranges::copy_if(to.values, std::back_inserter(kept), [&](const QString &value) { return from.values.contains(value); });
        return kept != from.values;
    }
    if (to.variant == u"composite")
        return std::ranges::any_of(to.attributes, [&](const Column &wanted) {
            const Column *old = findColumn(from.attributes, wanted.name);
            return old && (old->nativeType != wanted.nativeType || old->collation != wanted.collation);
        });
    return from.baseType != to.baseType || from.collation != to.collation || from.definition != to.definition;
}

bool isPgDomainNarrowed(const TypeObject &from, const TypeObject &to)
{
    const auto isNew = [&](const Check &check) {
        return std::ranges::none_of(from.checks,
                                    [&](const Check &old) { return old.expression == check.expression && old.validated == check.validated; });
    };
    return to.variant == u"domain" && ((to.notNull && !from.notNull) || std::ranges::any_of(to.checks, isNew));
}

/// Other names for the multirange and the constructors that a range (which waits already) made beside itself.
static QStringList waitingRangeParts(const TypeObject &range)
{
    static constexpr QLatin1StringView multirange("MULTIRANGE_TYPE_NAME = ");
    QStringList statements;
    const auto rename = [&](const QString &kind, const ObjectRef &ref, const QString &arguments) {
        statements.append(u"ALTER "_s + kind + pgName(ref) + arguments + u" RENAME TO "_s + pgName(pgWaitingName(ref.name)));
    };
    const QString base = range.baseType;
    rename(u"FUNCTION "_s, range.ref, u"(%1, %1)"_s.arg(base));
    rename(u"FUNCTION "_s, range.ref, u"(%1, %1, text)"_s.arg(base));
    const qsizetype at = range.definition.indexOf(multirange);
    if (at < 0)
        return statements;
    const ObjectRef own = pgParseName(QStringView(range.definition).sliced(at + multirange.size()));
    const QString waiting = pgName(ObjectRef{range.ref.schema, pgWaitingName(range.ref.name)});
    rename(u"TYPE "_s, own, {});
    rename(u"FUNCTION "_s, own, u"()"_s);
    rename(u"FUNCTION "_s, own, u"(%1)"_s.arg(waiting));
    rename(u"FUNCTION "_s, own, u"(%1[])"_s.arg(waiting));
    return statements;
}

ChangeList remakePgType(const TypeObject &from, const TypeObject &to)
{
    ChangeList list;
    const auto add = [&](const QString &sql, ChangePhase phase, const QString &purpose) {
        list.steps.push_back({sql, phase, to.kind, to.ref, purpose, {}, {}});
    };
    const auto word = [](const TypeObject &type) { return type.variant == u"domain" ? u"DOMAIN "_s : u"TYPE "_s; };
    const QString waiting = pgWaitingName(from.ref.name);
    // What the waiting domain calls may be made anew, too.
    const bool callsRoutines =
        from.variant == u"domain" && std::ranges::any_of(from.dependsOn, [](const ObjectRef &ref) { return ref.name.endsWith(u')'); });
    for (const Check &check : callsRoutines ? from.checks : std::vector<Check>())
        add(u"ALTER DOMAIN %1 DROP CONSTRAINT %2"_s.arg(pgName(from.ref), pgName(check.name)), ChangePhase::DropConstraint,
            tr("drop check %1").arg(check.name));
    if (callsRoutines && from.defaultExpression)
        add(u"ALTER DOMAIN %1 DROP DEFAULT"_s.arg(pgName(from.ref)), ChangePhase::Release, tr("default"));
    add(u"ALTER "_s + word(from) + pgName(from.ref) + u" RENAME TO "_s + pgName(waiting), ChangePhase::AlterType,
        tr("no ALTER changes type %1 so: it waits under another name").arg(from.ref.name));
    if (from.variant == u"range")
        for (const QString &sql : waitingRangeParts(from))
            add(sql, ChangePhase::AlterType, tr("what the range made by itself waits likewise"));
    WriteOptions options;
    options.privileges = true;
    TypeObject named = to; // the waiting domain's checks still have the names that the server would choose
    for (Check &check : named.checks)
        check.nameGenerated = false;
    for (const DdlStatement &statement : postgresqlWriter().create(named, options)) {
        // A domain's check that calls a routine waits until that is there, but no longer: none comes to a domain of which columns have arrays.
        const bool waits = statement.phase == DdlPhase::EarlyRoutine && to.variant == u"domain";
        const ChangePhase phase = waits ? ChangePhase::CreateTable : changePhaseOf(statement.phase);
        add(statement.sql, std::max(phase, ChangePhase::AlterType), tr("create type %1 anew").arg(to.ref.name));
    }
    add(u"DROP "_s + word(from) + pgName(ObjectRef{from.ref.schema, waiting}), ChangePhase::DropType,
        tr("all columns have changed over to the new %1").arg(to.ref.name));
    return list;
}

ChangeList changePgType(const TypeObject &from, const TypeObject &to)
{
    return TypeChange(from, to).run();
}

} // namespace concord
