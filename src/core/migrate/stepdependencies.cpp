// SPDX-License-Identifier: GPL-3.0-or-later
#include "migrate/stepdependencies.h"

#include "query/sqltext.h"

#include <QHash>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace concord {

namespace {

/// A name as the engine compares it; case is left out, so that rather two steps too many belong together.
QString keyOf(QString name, const Dialect &dialect)
{
    const bool quoted = name.size() > 1 && (name.front() == u'"' || name.front() == dialect.identifierQuote || name.front() == u'[');
    return (quoted ? name.sliced(1, name.size() - 2) : name).toLower();
}

QStringList namesIn(const QString &sql, const Dialect &dialect)
{
    QStringList names;
    for (const SqlToken &token : tokenize(sql, dialect)) {
        if (token.kind == SqlToken::Kind::Word || token.kind == SqlToken::Kind::QuotedIdentifier)
            names.append(keyOf(sql.sliced(token.offset, token.length), dialect));
    }
    return names;
}

bool creates(ChangePhase phase)
{
    switch (phase) {
    case ChangePhase::CreateExtension:
    case ChangePhase::CreateSchema:
    case ChangePhase::CreateType:
    case ChangePhase::CreateSequence:
    case ChangePhase::EarlyRoutine:
    case ChangePhase::CreateTable:
    case ChangePhase::Routine:
    case ChangePhase::View: return true;
    default: return false;
    }
}

bool clearsTheWay(ChangePhase phase)
{
    return phase <= ChangePhase::DropIndex;
}

bool mayBeBlocked(ChangePhase phase)
{
    return phase == ChangePhase::AlterTable || phase == ChangePhase::DropColumn || phase == ChangePhase::DropTable || phase == ChangePhase::DropType
           || phase == ChangePhase::DropSequence || phase == ChangePhase::AlterType;
}

/// Changes the object itself, so that nothing may stand on it meanwhile.
bool remakes(ChangePhase phase)
{
    return mayBeBlocked(phase) || phase == ChangePhase::DropView || phase == ChangePhase::Release || phase == ChangePhase::DropRoutine;
}

bool isRelation(ObjectKind kind)
{
    return kind == ObjectKind::Table || kind == ObjectKind::View || kind == ObjectKind::MaterializedView || kind == ObjectKind::Sequence;
}

/// Of one object: what goes with values that are lost stands on those alone.
bool mayStandInTheWay(const ChangeStep &cleared, const ChangeStep &step)
{
    return !cleared.destructive() || step.destructive();
}

/// The names behind one of `words`, whatever of `between` stands before them.
QStringList namesBehind(const QSet<QString> &words, const QSet<QString> &between, const QStringList &names)
{
    QStringList found;
    for (qsizetype i = 0; i + 1 < names.size(); ++i) {
        if (!words.contains(names[i]))
            continue;
        qsizetype next = i + 1;
        while (next < names.size() - 1 && between.contains(names[next]))
            ++next;
        found.append(names[next]);
    }
    return found;
}

/// What an ALTER brings into being: ADD [COLUMN|CONSTRAINT] [IF NOT EXISTS] name, RENAME … TO name.
QStringList addedNames(const QStringList &names)
{
    static const QSet<QString> words{u"add"_s, u"to"_s};
    static const QSet<QString> between{u"column"_s, u"constraint"_s, u"if"_s, u"not"_s, u"exists"_s};
    return namesBehind(words, between, names);
}

/// What a statement calls an index or constraint that it makes.
QStringList namesTaken(const QStringList &names)
{
    static const QSet<QString> words{u"constraint"_s, u"index"_s};
    static const QSet<QString> between{u"concurrently"_s, u"if"_s, u"not"_s, u"exists"_s};
    return namesBehind(words, between, names);
}

class Finder
{
public:
    Finder(const Migration &migration, const Dialect &dialect) : m_steps(migration.steps), m_needs(migration.steps.size())
    {
        for (const ChangeStep &step : m_steps)
            m_names.push_back(namesIn(step.sql, dialect));
    }

    std::vector<QSet<int>> run()
    {
        for (size_t i = 0; i < m_steps.size(); ++i) {
            needWhatIsNamed(static_cast<int>(i));
            needAFreeWay(static_cast<int>(i));
            needItsName(static_cast<int>(i));
            remember(static_cast<int>(i));
        }
        for (size_t i = 0; i < m_steps.size(); ++i) {
            needWhatItRefersTo(static_cast<int>(i));
            needRoom(static_cast<int>(i));
        }
        return std::move(m_needs);
    }

private:
    static QString key(const ChangeStep &step) { return step.object.name.toLower(); }

    void need(int step, int other)
    {
        if (step != other)
            m_needs[static_cast<size_t>(step)].insert(other);
    }

    void needWhatIsNamed(int i)
    {
        const ChangeStep &step = m_steps[static_cast<size_t>(i)];
        const QStringList &names = m_names[static_cast<size_t>(i)];
        for (const QString &name : names) {
            if (const auto made = m_made.constFind(name); made != m_made.cend())
                need(i, *made);
        }
        for (const QString &table : names + QStringList{key(step)})
            needAdded(i, table, names);
    }

    void needAdded(int i, const QString &table, const QStringList &names)
    {
        const auto added = m_added.constFind(table);
        if (added == m_added.cend())
            return;
        for (const QString &name : names) {
            for (auto maker = added->constFind(name); maker != added->cend() && maker.key() == name; ++maker)
                need(i, *maker);
        }
    }

    void needAFreeWay(int i)
    {
        const ChangeStep &step = m_steps[static_cast<size_t>(i)];
        for (const int other : m_cleared) {
            const ChangeStep &cleared = m_steps[static_cast<size_t>(other)];
            const bool same = cleared.object == step.object;
            if (creates(step.phase) && same && cleared.kind == step.kind) { // taken away only to come back
                need(i, other);
                need(other, i);
            } else if (mayBeBlocked(step.phase)
                       && (same ? mayStandInTheWay(cleared, step) : m_names[static_cast<size_t>(other)].contains(key(step)))) {
                need(i, other);
            }
        }
    }

    /// Tables, views and sequences have their names from one store: one that is not dropped keeps its own, and those of its parts.
    void needItsName(int i)
    {
        const ChangeStep &step = m_steps[static_cast<size_t>(i)];
        for (const QString &name : namesTaken(m_names[static_cast<size_t>(i)])) {
            for (const int other : m_freed.values(step.object.schema + u'\n' + name))
                need(i, other);
        }
        for (const int other : creates(step.phase) && isRelation(step.kind) ? m_dropped.values(step.object) : QList<int>()) {
            if (m_steps[static_cast<size_t>(other)].kind != step.kind)
                need(i, other);
        }
    }

    /// REFERENCES table (columns), of which a later step may make the columns.
    void needWhatItRefersTo(int i)
    {
        const QStringList &names = m_names[static_cast<size_t>(i)];
        for (qsizetype at = names.indexOf(u"references"); at >= 0 && at + 1 < names.size(); at = names.indexOf(u"references", at + 1)) {
            qsizetype table = at + 1;
            if (table + 1 < names.size() && !m_added.contains(names[table]) && m_added.contains(names[table + 1]))
                ++table; // a schema stands before it
            const QMultiHash<QString, int> added = m_added.value(names[table]);
            qsizetype end = table + 1;
            while (end < names.size() && added.contains(names[end]))
                ++end;
            needAdded(i, names[table], names.sliced(table + 1, end - table - 1));
        }
    }

    /// What changes an object needs those gone that stand on it, though they come back as they were.
    void needRoom(int i)
    {
        const ChangeStep &step = m_steps[static_cast<size_t>(i)];
        for (const int other : std::as_const(m_cleared)) {
            if (other < i && remakes(step.phase) && m_steps[static_cast<size_t>(other)].makesWayFor.contains(step.object))
                need(i, other);
        }
    }

    /// A table made beside the old one, filled and put in its place: all of it or nothing.
    void rememberRebuild(int i)
    {
        const ChangeStep &step = m_steps[static_cast<size_t>(i)];
        const QStringList &names = m_names[static_cast<size_t>(i)];
        if (names.size() < 3 || names[0] != u"create" || names[1] != u"table")
            return;
        const auto ofTable = [&](size_t j) { return m_steps[j].phase == step.phase && m_steps[j].object == step.object; };
        QSet<QString> copied;
        for (auto j = static_cast<size_t>(i) + 1; j < m_steps.size() && ofTable(j); ++j) {
            need(static_cast<int>(j), i);
            need(i, static_cast<int>(j));
            if (m_names[j].startsWith(u"insert"_s))
                copied += QSet<QString>(m_names[j].cbegin(), m_names[j].cend());
            if (m_names[j].contains(u"rename") && m_names[j].contains(names[2]))
                break;
        }
        for (const QString &name : names.sliced(3)) {
            if (!copied.contains(name))
                m_added[key(step)].insert(name, i);
        }
    }

    void remember(int i)
    {
        const ChangeStep &step = m_steps[static_cast<size_t>(i)];
        if (creates(step.phase))
            m_made.insert(key(step), i);
        const bool makesRoomForItself = step.phase == ChangePhase::DropRoutine && step.kind == ObjectKind::Routine;
        if (clearsTheWay(step.phase) || !step.makesWayFor.isEmpty() || makesRoomForItself)
            m_cleared.append(i);
        if (isRelation(step.kind) && step.sql.startsWith("DROP "_L1))
            m_dropped.insert(step.object, i);
        for (const QString &name : step.frees)
            m_freed.insert(step.object.schema + u'\n' + name.toLower(), i);
        if (step.phase == ChangePhase::AlterTable) {
            for (const QString &name : addedNames(m_names[static_cast<size_t>(i)]))
                m_added[key(step)].insert(name, i);
            rememberRebuild(i);
        }
    }

    const std::vector<ChangeStep> &m_steps;
    std::vector<QSet<int>> m_needs;
    std::vector<QStringList> m_names;
    QHash<QString, int> m_made; ///< object → the step that creates it
    QHash<QString, QMultiHash<QString, int>> m_added; ///< table → what comes into being in it → the step that makes it
    QList<int> m_cleared;
    QMultiHash<QString, int> m_freed; ///< schema and names of indexes and constraints → the steps that drop their tables
    QMultiHash<ObjectRef, int> m_dropped; ///< tables, views and sequences → the step that drops them
};

} // namespace

std::vector<QSet<int>> stepDependencies(const Migration &migration, const Dialect &dialect)
{
    return Finder(migration, dialect).run();
}

static void hold(int step, const std::vector<QSet<int>> &neededBy, QSet<int> &held)
{
    if (held.contains(step))
        return;
    held.insert(step);
    for (const int other : neededBy[static_cast<size_t>(step)])
        hold(other, neededBy, held);
}

QSet<int> withDependents(const Migration &migration, const std::vector<QSet<int>> &needs, QSet<int> held)
{
    std::vector<QSet<int>> neededBy(needs.size());
    for (size_t i = 0; i < needs.size(); ++i) {
        for (const int other : needs[i])
            neededBy[static_cast<size_t>(other)].insert(static_cast<int>(i));
    }
    const QSet<int> first = std::exchange(held, {});
    for (const int step : first)
        hold(step, neededBy, held);
    // Views that go and come back for nothing but held steps stay where they are.
    for (qsizetype before = -1; before != held.size();) {
        before = held.size();
        for (size_t i = 0; i < needs.size(); ++i) {
            const ChangeStep &step = migration.steps[i];
            const auto works = [&](int other) {
                const ChangeStep &user = migration.steps[static_cast<size_t>(other)];
                return !held.contains(other) && step.makesWayFor.contains(user.object);
            };
            const auto &users = neededBy[i];
            if (!step.makesWayFor.isEmpty() && clearsTheWay(step.phase) && std::none_of(users.cbegin(), users.cend(), works))
                hold(static_cast<int>(i), neededBy, held);
        }
    }
    return held;
}

} // namespace concord
