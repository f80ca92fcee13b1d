// SPDX-License-Identifier: GPL-3.0-or-later
// A table of PostgreSQL that goes from one parent to another and has a column from both: while it has no parent, the column is its own, and
// nothing takes that back.
#include "postgresql/pgquote.h"
#include "postgresql/postgresqlchanger.h"
#include "postgresql/postgresqlscript.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace concord {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("PostgresqlChanger", text);
}

bool isFromAbove(const Table &table, const Column &column)
{
    return column.inherited || pgHandedDownColumns(table).contains(column.name);
}

/// Columns that no parent hands down any more before the new one does.
std::vector<Column> columnsBetween(const Table &from, const Table &to, const ChangeContext &context)
{
    std::vector<Column> between;
    for (const Column &column : from.columns) {
        const Column *wanted = findColumn(to.columns, column.name);
        const bool stays = std::ranges::any_of(from.inherits, [&](const ObjectRef &ref) {
            const Table *parent = std::ranges::contains(to.inherits, ref) ? context.before.value(ref) : nullptr;
            return parent && findColumn(parent->columns, column.name);
        });
        if (stays || !wanted || column.generated != Generated::No || !isFromAbove(from, column) || !isFromAbove(to, *wanted)
            || wanted->nativeType != column.nativeType || wanted->collation != column.collation)
            continue;
        Column &bare = between.emplace_back();
        bare.name = column.name;
        bare.nativeType = column.nativeType;
        bare.collation = column.collation;
    }
    return between;
}

/// The last step that gives the table a parent; the list's end: none does.
auto lastParent(ChangeList &list, const Table &to, const QString &alter)
{
    auto last = list.steps.end();
    for (auto step = list.steps.begin(); step != list.steps.end(); ++step) {
        const bool inherits =
            std::ranges::any_of(to.inherits, [&](const ObjectRef &ref) { return step->sql == alter + u"INHERIT "_s + pgName(ref); });
        if (inherits && (last == list.steps.end() || step->phase >= last->phase))
            last = step;
    }
    return last;
}

} // namespace

void keepPgInheritedColumns(ChangeList &list, const Table &from, const Table &to, const ChangeContext &context)
{
    if (from.inherits.empty() || to.inherits.empty() || !from.partitionBound.isEmpty() || !to.partitionBound.isEmpty())
        return;
    const QString alter = (to.variant == u"foreign" ? u"ALTER FOREIGN TABLE "_s : u"ALTER TABLE "_s) + pgName(to.ref) + u' ';
    const auto last = lastParent(list, to, alter);
    const std::vector<Column> columns = columnsBetween(from, to, context);
    const bool leaves = std::ranges::any_of(from.inherits, [&](const ObjectRef &ref) { return !std::ranges::contains(to.inherits, ref); });
    if (!leaves || columns.empty() || last == list.steps.end())
        return;
    const WriteOptions options;
    PgScript script(to, options);
    QStringList definitions;
    for (const Column &column : columns)
        definitions.append(pgColumnDefinition(script, to, column));
    const QString passing = pgName(ObjectRef{to.ref.schema, u"concord_parent_between_"_s + to.ref.name});
    const auto step = [&](ChangePhase phase, const QString &sql, const QString &purpose) {
        return ChangeStep{sql, phase, ObjectKind::Table, to.ref, purpose, {}, {}};
    };
    const std::vector after{step(last->phase, alter + u"NO INHERIT "_s + passing, tr("the passing parent goes")),
                            step(last->phase, u"DROP TABLE "_s + passing, tr("the passing parent goes"))};
    list.steps.insert(std::next(last), after.begin(), after.end());
    const std::vector before{
        step(ChangePhase::DetachPartition, u"CREATE TABLE "_s + passing + u" ("_s + definitions.join(u", "_s) + u')',
             tr("what comes from the old parent and then from the new one comes from a passing one meanwhile, so that it is not the table's own")),
        step(ChangePhase::DetachPartition, alter + u"INHERIT "_s + passing, tr("inherit from the passing parent"))};
    list.steps.insert(list.steps.begin(), before.begin(), before.end());
}

} // namespace concord
