// SPDX-License-Identifier: GPL-3.0-or-later
#include "migrate/stepdependencies.h"

#include "query/sqltext.h"

#include <QHash>

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

/// What an ALTER brings into being: ADD [COLUMN|CONSTRAINT] [IF NOT EXISTS] name, RENAME … TO name.
QStringList addedNames(const QStringList &names)
{
    static const QSet<QString> between{QStringLiteral("column"), QStringLiteral("constraint"), QStringLiteral("if"), QStringLiteral("not"),
                                       QStringLiteral("exists")};
    QStringList added;
    for (qsizetype i = 0; i + 1 < names.size(); ++i) {
        if (names[i] != u"add" && names[i] != u"to")
            continue;
        qsizetype next = i + 1;
        while (next < names.size() - 1 && between.contains(names[next]))
            ++next;
        added.append(names[next]);
    }
    return added;
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
            remember(static_cast<int>(i));
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
        for (const auto &[table, name, maker] : m_added) {
            if ((table == key(step) || names.contains(table)) && names.contains(name))
                need(i, maker);
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
            } else if (mayBeBlocked(step.phase) && (same || m_names[static_cast<size_t>(other)].contains(key(step)))) {
                need(i, other);
            }
        }
    }

    void remember(int i)
    {
        const ChangeStep &step = m_steps[static_cast<size_t>(i)];
        if (creates(step.phase))
            m_made.insert(key(step), i);
        if (clearsTheWay(step.phase))
            m_cleared.append(i);
        if (step.phase == ChangePhase::AlterTable) {
            for (const QString &name : addedNames(m_names[static_cast<size_t>(i)]))
                m_added.push_back({key(step), name, i});
        }
    }

    struct Added
    {
        QString table;
        QString name;
        int step;
    };

    const std::vector<ChangeStep> &m_steps;
    std::vector<QSet<int>> m_needs;
    std::vector<QStringList> m_names;
    QHash<QString, int> m_made; ///< object → the step that creates it
    std::vector<Added> m_added;
    QList<int> m_cleared;
};

} // namespace

std::vector<QSet<int>> stepDependencies(const Migration &migration, const Dialect &dialect)
{
    return Finder(migration, dialect).run();
}

} // namespace concord
