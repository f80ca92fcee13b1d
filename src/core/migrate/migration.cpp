// SPDX-License-Identifier: GPL-3.0-or-later
#include "migrate/migration.h"

#include "connection/dialect.h"
#include "migrate/confirmedrenames.h"
#include "migrate/loosesequences.h"
#include "migrate/migrationplanner.h"
#include "migrate/stepdependencies.h"

#include <QCoreApplication>

#include <algorithm>
#include <tuple>

namespace concord {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Migration", text);
}

QString commented(const QString &text)
{
    return QStringLiteral("-- ") + QString(text).replace(u'\n', QStringLiteral("\n-- ")) + u'\n';
}

QString hazardLine(const ChangeStep &step)
{
    QStringList words;
    for (const Hazard hazard : step.hazards) {
        switch (hazard) {
        case Hazard::DataLoss: words.append(tr("loses data")); break;
        case Hazard::MayFail: words.append(tr("may fail on the data")); break;
        case Hazard::Rewrite: words.append(tr("writes the whole table anew")); break;
        case Hazard::Lock: words.append(tr("locks the table while it runs")); break;
        }
    }
    return words.isEmpty() ? QString() : QStringLiteral(" — ") + words.join(QStringLiteral(", "));
}

} // namespace

/// Collations, operators and the like: a script neither makes them nor waits for them.
static void noteUnreadKinds(const Comparison &comparison, Migration &migration)
{
    const QStringList kinds = unreadKinds(comparison.right.catalog->info(), comparison.left.catalog->info());
    if (!kinds.isEmpty())
        migration.notes.push_back({{},
                                   tr("“%1” has %2, which Concord neither compares nor makes: make by hand what statements below need of them.")
                                       .arg(comparison.right.name, kinds.join(QStringLiteral(", ")))});
}

/// Of pairs that are all meant: first their renames, then everything else, as if the names had always been these.
static Migration planStrict(const Comparison &comparison, const MigrationEngine &left)
{
    std::optional<ConfirmedRenames> renames = confirmedRenames(comparison, left);
    if (!renames)
        return MigrationPlanner(comparison, left).plan();
    CompareEnd renamed = comparison.left;
    renamed.catalog = renames->left;
    const Comparison rest = compareCatalogs(renamed, comparison.right, {comparison.ignore, renames->mapping, false, renames->tables});
    Migration migration = MigrationPlanner(rest, left).plan();
    if (migration.steps.empty()) {
        migration.preamble = left.changer->preamble();
        migration.epilogue = left.changer->epilogue();
    }
    for (ChangeStep &step : migration.steps) {
        if (!step.check.isEmpty()) // it speaks of things by the names that they have by then
            step.check += tr("  -- once the renames before it have run");
    }
    migration.steps.insert(migration.steps.begin(), renames->list.steps.begin(), renames->list.steps.end());
    migration.notes.insert(migration.notes.begin(), renames->list.notes.begin(), renames->list.notes.end());
    return migration;
}

static Migration planMeant(const Comparison &comparison, const MigrationEngine &left)
{
    if (const auto loose = withLooseSequences(comparison, *left.changer)) {
        CompareEnd ends[] = {comparison.left, comparison.right};
        std::tie(ends[0].catalog, ends[1].catalog) = *loose;
        return planMeant(compareCatalogs(ends[0], ends[1], {comparison.ignore, comparison.mapping, true, comparison.tables}), left);
    }
    std::vector<ChangeNote> offered;
    for (const ObjectComparison &object : comparison.objects) {
        for (const MemberComparison &member : object.members) {
            if (member.confidence < 1 && member.left && member.right && object.left)
                offered.push_back({object.left->ref, tr("“%1” of “%2” may have become “%3”: confirm that in a mapping to keep its values.")
                                                         .arg(*member.left, object.left->ref.name, *member.right)});
        }
        if (object.confidence < 1 && object.left && object.right)
            offered.push_back(
                {object.left->ref,
                 tr("“%1” may have become “%2”: confirm that in a mapping to keep its rows.").arg(object.left->ref.name, object.right->ref.name)});
    }
    if (offered.empty())
        return planStrict(comparison, left);
    // A script assumes no rename: what was only offered as a pair is two things in it, keys and indexes on it too.
    CompareOptions strict{comparison.ignore, comparison.mapping, false, comparison.tables};
    const Comparison apart = compareCatalogs(comparison.left, comparison.right, strict);
    Migration migration = planStrict(apart, left);
    migration.notes.insert(migration.notes.begin(), offered.begin(), offered.end());
    return migration;
}

Migration planMigration(const Comparison &comparison, const MigrationEngine &left)
{
    Migration migration = planMeant(comparison, left);
    noteUnreadKinds(comparison, migration);
    return migration;
}

QList<qsizetype> chosenSteps(const Migration &migration, const MigrationOptions &options)
{
    QSet<int> held;
    for (size_t i = 0; !options.destructive && i < migration.steps.size(); ++i) {
        if (migration.steps[i].destructive())
            held.insert(static_cast<int>(i));
    }
    if (!held.isEmpty() && migration.dialect)
        held = withDependents(migration, stepDependencies(migration, *migration.dialect), held);
    QList<qsizetype> chosen;
    for (qsizetype i = 0; i < std::ssize(migration.steps); ++i) {
        if (!held.contains(static_cast<int>(i)))
            chosen.append(i);
    }
    return chosen;
}

/// One step with what it is for; commented out as a whole where it is held.
static QString stepText(const Migration &migration, const ChangeStep &step, bool held)
{
    QString text = commented(step.purpose + hazardLine(step));
    if (!step.check.isEmpty())
        text += commented(tr("What would make it fail: %1").arg(step.check));
    if (held && !step.destructive())
        text += commented(tr("Held back, because it goes with a statement that is held back:"));
    const QString statement = migration.dialect && !step.alone ? migration.dialect->inScript(step.sql) : step.sql + u';';
    return text + (held ? commented(statement) + u'\n' : statement + QStringLiteral("\n\n"));
}

QString migrationScript(const Migration &migration, const MigrationOptions &options)
{
    const QList<qsizetype> chosen = chosenSteps(migration, options);
    QString text = commented(tr("This script changes the database “%1”.").arg(migration.database));
    for (const ChangeNote &note : migration.notes)
        text += commented(tr("Note: %1").arg(note.text));
    text += u'\n';
    for (const QString &statement : migration.preamble)
        text += statement + QStringLiteral(";\n");
    const auto addSteps = [&](bool alone) {
        for (qsizetype i = 0; i < std::ssize(migration.steps); ++i) {
            const ChangeStep &step = migration.steps[static_cast<size_t>(i)];
            if (step.alone == alone)
                text += stepText(migration, step, !std::ranges::binary_search(chosen, i));
        }
    };
    const bool wrapped = migration.transactional && !migration.steps.empty();
    addSteps(true);
    if (wrapped)
        text += QStringLiteral("BEGIN;\n\n");
    addSteps(false);
    if (wrapped)
        text += QStringLiteral("COMMIT;\n");
    for (const QString &statement : migration.epilogue)
        text += statement + QStringLiteral(";\n");
    return text;
}

QStringList migrationStatements(const Migration &migration, const MigrationOptions &options)
{
    QStringList statements;
    for (const qsizetype i : chosenSteps(migration, options))
        statements.append(migration.steps[static_cast<size_t>(i)].sql);
    return statements;
}

} // namespace concord
