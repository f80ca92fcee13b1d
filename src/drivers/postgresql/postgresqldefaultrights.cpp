// SPDX-License-Identifier: GPL-3.0-or-later
// What default privileges give a new object of PostgreSQL, and how it is taken back.
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

/// What ALTER DEFAULT PRIVILEGES calls objects of the kind.
QString laterKind(const SchemaObject &object)
{
    switch (object.kind) {
    case ObjectKind::Table:
    case ObjectKind::View:
    case ObjectKind::MaterializedView: return u"TABLES"_s;
    case ObjectKind::Sequence: return u"SEQUENCES"_s;
    case ObjectKind::Routine: return u"FUNCTIONS"_s;
    case ObjectKind::Type: return u"TYPES"_s;
    case ObjectKind::Schema: return u"SCHEMAS"_s;
    default: return {};
    }
}

/// What GRANT calls the object.
QString grantedWord(const SchemaObject &object)
{
    switch (object.kind) {
    case ObjectKind::Routine: return static_cast<const Routine &>(object).variant == u"procedure" ? u"PROCEDURE "_s : u"FUNCTION "_s;
    case ObjectKind::Type: return u"TYPE "_s;
    case ObjectKind::Sequence: return u"SEQUENCE "_s;
    case ObjectKind::Schema: return u"SCHEMA "_s;
    default: return u"TABLE "_s;
    }
}

/// The rights that a new object gets by what is said of later ones, as if it had been given them; a table's columns get those of their sequences.
std::vector<Privilege> rightsByDefault(const SchemaObject &created, const std::vector<const SchemaObject *> &holding, const QString &role)
{
    std::vector<Privilege> rights;
    const auto add = [&](const Privilege &said, const QString &kind, const QString &suffix, const QString &column) {
        const QString later = pgOnLater + kind;
        if (said.column == role && said.privilege.endsWith(later))
            rights.push_back({said.grantee, said.privilege.chopped(later.size()) + suffix, column, said.grantable, said.revoked});
    };
    const Table *table = tableOf(created);
    for (const SchemaObject *one : holding) {
        if (one->kind == ObjectKind::Schema && one->ref.name != created.ref.schema)
            continue;
        for (const Privilege &said : one->privileges) {
            add(said, laterKind(created), {}, {});
            for (const Column &column : table ? table->columns : std::vector<Column>()) {
                if (column.identity != Identity::No)
                    add(said, u"SEQUENCES"_s, pgOnSequence, column.name);
            }
        }
    }
    return rights;
}

} // namespace

ChangeList withoutPgDefaultRights(const SchemaObject &created, const QString &name, const std::vector<const SchemaObject *> &holding,
                                  const QString &role)
{
    ChangeList list;
    if (laterKind(created).isEmpty())
        return list;
    for (const Privilege &given : rightsByDefault(created, holding, role)) {
        if (std::ranges::none_of(created.privileges, [&](const Privilege &wanted) { return isSamePgPrivilege(given, wanted); }))
            list.steps.push_back({pgGrant(created, given, grantedWord(created) + name, given.revoked),
                                  ChangePhase::Privilege,
                                  created.kind,
                                  created.ref,
                                  given.revoked ? tr("%1 would lack it by default privileges").arg(given.grantee)
                                                : tr("%1 would have it by default privileges").arg(given.grantee),
                                  {},
                                  {}});
    }
    return list;
}

} // namespace concord
