// SPDX-License-Identifier: GPL-3.0-or-later
// Indexes and keys that a partition has of its parent, and what hangs on an index.
#include "postgresql/pggeneratedname.h"
#include "postgresql/pgquote.h"
#include "postgresql/postgresqlchanger.h"
#include "postgresql/postgresqlscript.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace concord {

static QString tr(const char *text)
{
    return QCoreApplication::translate("PostgresqlChanger", text);
}

static QString unnamed(const Table &table, Index index)
{
    static const WriteOptions options;
    index.name = u"i"_s;
    return pgIndex(PgScript(table, options), table.ref, index);
}

static const Index *indexCalled(const Table &table, const QString &name)
{
    const auto found = std::ranges::find(table.indexes, name, &Index::name);
    return found == table.indexes.end() ? nullptr : &*found;
}

void changePgIndexParts(ChangeList &list, const Table &from, const Table &to, const ChangeContext &context)
{
    static const WriteOptions options;
    const auto add = [&](ChangePhase phase, const QString &sql, const QString &purpose, const QList<Hazard> &hazards) {
        list.steps.push_back({sql, phase, ObjectKind::Table, to.ref, purpose, hazards, {}});
    };
    for (const Index &wanted : to.indexes) {
        const Index *same = indexCalled(from, wanted.name);
        if (!wanted.inherited || (same && unnamed(to, *same) == unnamed(to, wanted)))
            continue;
        const auto old = std::ranges::find_if(from.indexes, [&](const Index &index) {
            const bool chosen = index.nameGenerated && wanted.nameGenerated;
            return index.inherited && !chosen && !indexCalled(to, index.name) && unnamed(to, index) == unnamed(to, wanted);
        });
        if (old != from.indexes.end())
            add(ChangePhase::CreateIndex, u"ALTER INDEX "_s + pgName(ObjectRef{to.ref.schema, old->name}) + u" RENAME TO "_s + pgName(wanted.name),
                tr("rename index %1").arg(old->name), {});
        else if (const Index *above = pgIndexAbove(context.before, to, wanted); above ? !above->valid : !wanted.nameGenerated) {
            add(ChangePhase::AddConstraint, pgIndex(PgScript(to, options), to.ref, wanted), tr("create index %1").arg(wanted.name), {Hazard::Lock});
            attachPgIndex(list, to, wanted, context); // one that was made for the parent alone
        }
    }
}

void attachPgIndex(ChangeList &list, const Table &to, const Index &own, const ChangeContext &context)
{
    if (const Index *above = pgIndexAbove(context.before, to, own))
        attachPgIndexTo(list, to, own.name, above->name);
}

void attachPgIndexTo(ChangeList &list, const Table &to, const QString &own, const QString &above)
{
    list.steps.push_back(
        {u"ALTER INDEX %1 ATTACH PARTITION %2"_s.arg(pgName(ObjectRef{to.inherits.front().schema, above}), pgName(ObjectRef{to.ref.schema, own})),
         ChangePhase::CreateIndex,
         ObjectKind::Table,
         to.ref,
         tr("index %1 becomes a part of %2").arg(own, above),
         {},
         {}});
}

bool isPgByIndexOf(const QString &option, const QString &value, const QSet<QString> &names)
{
    static constexpr QLatin1StringView byIndex("USING INDEX ");
    if (option == u"clustered_on")
        return names.contains(value);
    return option == u"replica_identity" && value.startsWith(byIndex) && names.contains(pgParseName(value.sliced(byIndex.size())).name);
}

void renamePgKeyPart(ChangeList &list, const Table &to, const QString &name, const QStringList &columns)
{
    const QString chosen = pgGeneratedName(to.ref.name, columns, columns.isEmpty() ? "pkey"_L1 : "key"_L1);
    list.steps.push_back({u"ALTER TABLE %1 RENAME CONSTRAINT %2 TO %3"_s.arg(pgName(to.ref), pgName(chosen), pgName(name)),
                          ChangePhase::CreateIndex,
                          ObjectKind::Table,
                          to.ref,
                          tr("rename constraint %1").arg(chosen),
                          {},
                          {}});
}

} // namespace concord
