// SPDX-License-Identifier: GPL-3.0-or-later
// Columns whose type is a table's row, while that table changes.
#include "postgresql/pgquote.h"
#include "postgresql/postgresqlchanger.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace concord {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("PostgresqlChanger", text);
}

/// Of a column of that type, or of an array of it.
bool isRetypedRow(const QString &type, const ChangeContext &context)
{
    if (!type.contains(u'.')) // the server writes such a type with its schema
        return false;
    const ObjectRef row = pgParseName(type.section(u'[', 0, 0));
    const Table *before = context.before.value(row);
    const Table *after = context.after.value(row);
    // The text of a row goes by places: only where these stay.
    const auto isPlain = [](const Table &table) {
        return std::ranges::all_of(table.columns, [](const Column &column) { return column.generated == Generated::No; });
    };
    if (!before || !after || !isPlain(*before) || !isPlain(*after)
        || !std::ranges::equal(before->columns, after->columns, {}, &Column::name, &Column::name))
        return false;
    return std::ranges::any_of(after->columns, [&](const Column &column) {
        const Column *old = findColumn(before->columns, column.name);
        return old && (old->nativeType != column.nativeType || old->collation != column.collation);
    });
}

} // namespace

QStringList pgRetypedRows(const Table &from, const Table &to, const ChangeContext &context)
{
    QStringList rows;
    for (const Column &column : to.columns) {
        const Column *old = findColumn(from.columns, column.name);
        if (old && !old->inherited && old->nativeType == column.nativeType && isRetypedRow(column.nativeType, context))
            rows.append(column.name);
    }
    return rows;
}

void freePgRowTypes(ChangeList &list, const Table &to, const QStringList &rows)
{
    const bool foreign = to.variant == u"foreign";
    for (const QString &name : rows) {
        const QString row = findColumn(to.columns, name)->nativeType;
        const auto retype = [&](ChangePhase phase, const QString &type, const QString &purpose, const QList<Hazard> &hazards) {
            const QString sql = (foreign ? u"ALTER FOREIGN TABLE "_s : u"ALTER TABLE "_s) + pgName(to.ref) + u" ALTER COLUMN "_s + pgName(name)
                                + u" TYPE "_s + type + (foreign ? QString() : u" USING "_s + pgName(name) + u"::"_s + type);
            list.steps.push_back({sql, phase, ObjectKind::Table, to.ref, purpose, hazards, {}});
        };
        retype(ChangePhase::Release, row.endsWith(u']') ? u"text[]"_s : u"text"_s,
               tr("column %1 waits as text while the table of its rows changes").arg(name), {Hazard::Rewrite, Hazard::Lock});
        retype(ChangePhase::ChildDefault, row, tr("column %1 holds rows again").arg(name), {Hazard::Rewrite, Hazard::Lock, Hazard::MayFail});
    }
}

} // namespace concord
