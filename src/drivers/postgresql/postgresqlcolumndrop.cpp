// SPDX-License-Identifier: GPL-3.0-or-later
#include "postgresql/postgresqlcolumndrop.h"

#include "postgresql/pgquote.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace concord {

static QString tr(const char *text)
{
    return QCoreApplication::translate("PostgresqlChanger", text);
}

static std::vector<const Table *> childrenOf(const ObjectRef &parent, const ChangeContext &context)
{
    const QList<const Table *> all = context.children.values(parent);
    std::vector<const Table *> children(all.cbegin(), all.cend());
    std::ranges::sort(children, {}, [](const Table *table) { return table->ref.name; });
    return children;
}

/// A child has the column afterwards though no parent hands it down. One that is renamed rather keeps too much.
static bool isKeptBelow(const ObjectRef &parent, const QString &column, const ChangeContext &context)
{
    const auto hasIt = [&](const ObjectRef &ref) {
        const Table *after = context.after.value(ref);
        return after && findColumn(after->columns, column);
    };
    return std::ranges::any_of(childrenOf(parent, context), [&](const Table *child) {
        const Table *after = context.after.value(child->ref);
        const bool keeps = !after || (hasIt(child->ref) && std::ranges::none_of(after->inherits, hasIt));
        return keeps || isKeptBelow(child->ref, column, context);
    });
}

/// The last of its parents from which it has the column takes it along: before that PostgreSQL refuses.
static bool isLastParent(const ObjectRef &parent, const Table &child, const QString &column, const ChangeContext &context)
{
    return std::ranges::none_of(child.inherits, [&](const ObjectRef &other) {
        const Table *table = context.before.value(other);
        return table && table->ref.name > parent.name && findColumn(table->columns, column);
    });
}

void dropPgColumn(ChangeList &list, const Table &from, const Table &to, const Column &column, const ChangeContext &context)
{
    const bool kept = isKeptBelow(from.ref, column.name, context);
    list.steps.push_back({(to.variant == u"foreign" ? u"ALTER FOREIGN TABLE "_s : u"ALTER TABLE "_s) + (kept ? u"ONLY "_s : QString())
                              + pgName(to.ref) + u" DROP COLUMN "_s + pgName(column.name),
                          column.generated != Generated::No ? ChangePhase::AlterTable : ChangePhase::DropColumn,
                          ObjectKind::Table,
                          to.ref,
                          tr("drop column %1").arg(column.name),
                          {Hazard::DataLoss},
                          {}});
    for (const Table *child : kept ? childrenOf(from.ref, context) : std::vector<const Table *>()) {
        const Table *after = context.after.value(child->ref);
        const bool hangsOn = after && std::ranges::contains(after->inherits, to.ref); // else its own change drops it
        if (hangsOn && !findColumn(after->columns, column.name) && isLastParent(from.ref, *child, column.name, context))
            dropPgColumn(list, *child, *after, column, context);
    }
}

} // namespace concord
