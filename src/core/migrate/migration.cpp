// SPDX-License-Identifier: GPL-3.0-or-later
#include "migrate/migration.h"

#include "connection/dialect.h"
#include "migrate/objecttranslation.h"
#include "schema/catalogfields.h"

#include <QCoreApplication>
#include <QSet>

#include <algorithm>

namespace concord {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Migration", text);
}

bool isView(ObjectKind kind)
{
    return kind == ObjectKind::View || kind == ObjectKind::MaterializedView;
}

/// Collects the steps of a comparison; see planMigration().
class Planner
{
public:
    Planner(const Comparison &comparison, const MigrationEngine &left) : m_comparison(comparison), m_left(left), m_translation(comparison, left)
    {
        const std::vector<ObjectPtr> order = dependencyOrder(*comparison.left.catalog);
        for (size_t i = 0; i < order.size(); ++i)
            m_order.insert(order[i]->ref, static_cast<int>(i));
    }

    Migration plan()
    {
        for (const ObjectComparison &object : m_comparison.objects)
            visit(object);
        if (m_left.changer->viewsBindTables())
            recreateBoundViews();
        addCreated();
        sort();
        Migration migration;
        migration.database = m_comparison.left.name;
        migration.steps = std::move(m_steps);
        migration.notes = std::move(m_notes);
        migration.transactional = m_left.changer->transactionalDdl();
        migration.delimiterCommand = m_left.dialect->delimiterCommand;
        if (!migration.steps.empty()) {
            migration.preamble = m_left.changer->preamble();
            migration.epilogue = m_left.changer->epilogue();
        }
        return migration;
    }

private:
    void visit(const ObjectComparison &object)
    {
        if (object.ignoredBy >= 0 || object.verdict == Verdict::Identical || object.verdict == Verdict::Equivalent)
            return;
        if (object.verdict == Verdict::CannotTell) {
            m_notes.push_back(
                {object.any().ref, tr("“%1” is left as it is: cannot tell whether it differs. %2").arg(object.any().ref.name, object.reason)});
            return;
        }
        const bool pair = object.left && object.right;
        if (pair && object.confidence < 1) {
            m_notes.push_back(
                {object.left->ref,
                 tr("“%1” may have become “%2”: confirm that in a mapping to keep its rows.").arg(object.left->ref.name, object.right->ref.name)});
            drop(*object.left);
            create(*object.right);
        } else if (!object.right) {
            drop(*object.left);
        } else if (!object.left) {
            create(*object.right);
        } else {
            change(object);
        }
    }

    void take(ChangeList &&list)
    {
        std::ranges::move(list.steps, std::back_inserter(m_steps));
        std::ranges::move(list.notes, std::back_inserter(m_notes));
    }

    void drop(const SchemaObject &left)
    {
        m_dropped.insert(left.ref);
        take(m_left.changer->drop(left));
    }

    void create(const SchemaObject &right)
    {
        if (auto object = m_translation.create(right, m_notes))
            m_created.push_back(std::move(object));
    }

    void change(const ObjectComparison &object)
    {
        const DesiredObject desired = m_translation.change(object, m_notes);
        if (!desired.object)
            return;
        if (desired.object->kind != object.left->kind) { // a table that became a view
            drop(*object.left);
            m_created.push_back(desired.object);
            return;
        }
        ChangeList list = m_left.changer->change(*object.left, *desired.object, desired.renamed);
        const bool binds = std::ranges::any_of(
            list.steps, [](const ChangeStep &step) { return step.phase == ChangePhase::AlterTable || step.phase == ChangePhase::DropColumn; });
        const bool remade = std::ranges::any_of(list.steps, [](const ChangeStep &step) { return step.phase == ChangePhase::DropView; });
        if (binds)
            m_changed.insert(object.left->ref);
        if (remade)
            m_dropped.insert(object.left->ref);
        take(std::move(list));
    }

    /// Views over what changes, and views over those: they go before and come back as they were.
    void recreateBoundViews()
    {
        QSet<ObjectRef> bound = m_changed;
        for (const ObjectPtr &object : dependencyOrder(*m_comparison.left.catalog)) {
            const bool stands = std::ranges::any_of(
                object->dependsOn, [&](const ObjectRef &ref) { return bound.contains(ref) || (m_dropped.contains(ref) && isViewRef(ref)); });
            if (!isView(object->kind) || !stands)
                continue;
            bound.insert(object->ref);
            if (m_dropped.contains(object->ref))
                continue;
            take(m_left.changer->drop(*object));
            m_created.push_back(visitObject(*object, [](const auto &typed) -> std::shared_ptr<SchemaObject> {
                return std::make_shared<std::remove_cvref_t<decltype(typed)>>(typed);
            }));
        }
    }

    [[nodiscard]] bool isViewRef(const ObjectRef &ref) const
    {
        const ObjectPtr object = m_comparison.left.catalog->findRelation(ref);
        return object && isView(object->kind);
    }

    void addCreated()
    {
        const CatalogPtr catalog = Catalog::make(m_comparison.left.catalog->info(), std::move(m_created));
        WriteOptions options;
        options.privileges = true;
        for (DdlStatement &statement : createScript(*catalog, *m_left.writer, options)) {
            ChangeStep step;
            step.phase = changePhaseOf(statement.phase);
            step.kind = statement.kind;
            step.object = statement.object;
            step.purpose = tr("create %1 %2").arg(objectKindName(statement.kind), statement.object.name);
            step.sql = std::move(statement.sql);
            if (!statement.note.isEmpty())
                m_notes.push_back({step.object, statement.note});
            m_steps.push_back(std::move(step));
        }
    }

    void sort()
    {
        const auto dependents = [&](const ChangeStep &step) {
            const bool drops = step.phase == ChangePhase::DropView || step.phase == ChangePhase::DropTable || step.phase == ChangePhase::DropType
                               || step.phase == ChangePhase::DropRoutine;
            return drops ? -m_order.value(step.object, 0) : 0;
        };
        std::ranges::stable_sort(
            m_steps, [&](const ChangeStep &a, const ChangeStep &b) { return std::pair(a.phase, dependents(a)) < std::pair(b.phase, dependents(b)); });
    }

    const Comparison &m_comparison;
    const MigrationEngine &m_left;
    ObjectTranslation m_translation;
    QHash<ObjectRef, int> m_order;
    QSet<ObjectRef> m_changed;
    QSet<ObjectRef> m_dropped;
    std::vector<std::shared_ptr<SchemaObject>> m_created;
    std::vector<ChangeStep> m_steps;
    std::vector<ChangeNote> m_notes;
};

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

Migration planMigration(const Comparison &comparison, const MigrationEngine &left)
{
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
        return Planner(comparison, left).plan();
    // A script assumes no rename: what was only offered as a pair is two things in it, keys and indexes on it too.
    CompareOptions strict{comparison.ignore, comparison.mapping, false, comparison.tables};
    const Comparison apart = compareCatalogs(comparison.left, comparison.right, strict);
    Migration migration = Planner(apart, left).plan();
    migration.notes.insert(migration.notes.begin(), offered.begin(), offered.end());
    return migration;
}

QString migrationScript(const Migration &migration, const MigrationOptions &options)
{
    QString text = commented(tr("This script changes the database “%1”.").arg(migration.database));
    for (const ChangeNote &note : migration.notes)
        text += commented(tr("Note: %1").arg(note.text));
    text += u'\n';
    for (const QString &statement : migration.preamble)
        text += statement + QStringLiteral(";\n");
    for (const ChangeStep &step : migration.steps) {
        if (step.alone)
            text += commented(step.purpose) + step.sql + QStringLiteral(";\n\n");
    }
    if (migration.transactional && !migration.steps.empty())
        text += QStringLiteral("BEGIN;\n\n");
    for (const ChangeStep &step : migration.steps) {
        if (step.alone)
            continue;
        text += commented(step.purpose + hazardLine(step));
        if (!step.check.isEmpty())
            text += commented(tr("What would make it fail: %1").arg(step.check));
        const bool held = step.destructive() && !options.destructive;
        const bool wrapped = migration.delimiterCommand && step.sql.contains(u';');
        const QString statement = wrapped ? QStringLiteral("DELIMITER //\n") + step.sql + QStringLiteral("\n//\nDELIMITER ;") : step.sql + u';';
        text += held ? commented(statement) + u'\n' : statement + QStringLiteral("\n\n");
    }
    if (migration.transactional && !migration.steps.empty())
        text += QStringLiteral("COMMIT;\n");
    for (const QString &statement : migration.epilogue)
        text += statement + QStringLiteral(";\n");
    return text;
}

QStringList migrationStatements(const Migration &migration, const MigrationOptions &options)
{
    QStringList statements;
    for (const ChangeStep &step : migration.steps) {
        if (options.destructive || !step.destructive())
            statements.append(step.sql);
    }
    return statements;
}

} // namespace concord
