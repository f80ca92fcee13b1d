// SPDX-License-Identifier: GPL-3.0-or-later
// Keys, checks, foreign keys, exclusions.
#include "postgresql/pgcatalogoids.h"
#include "postgresql/pgcatalogreader.h"
#include "postgresql/pggeneratedname.h"
#include "postgresql/pgquote.h"

using namespace Qt::StringLiterals;

namespace concord {

namespace {

enum ConstraintColumn {
    Oid,
    Name,
    Relation,
    Type,
    Deferrable,
    Deferred,
    Validated,
    IndexOid,
    Target,
    OnUpdate,
    OnDelete,
    Match,
    Columns,
    TargetColumns,
    Inherited,
    NoInherit,
    SetColumns,
    Period,
    Unenforced,
    Definition
};

ReferentialAction action(char letter)
{
    switch (letter) {
    case 'r': return ReferentialAction::Restrict;
    case 'c': return ReferentialAction::Cascade;
    case 'n': return ReferentialAction::SetNull;
    case 'd': return ReferentialAction::SetDefault;
    default: return ReferentialAction::NoAction;
    }
}

QStringList columnNames(const PgRelation &relation, const std::vector<std::uint32_t> &numbers)
{
    QStringList names;
    names.reserve(static_cast<qsizetype>(numbers.size()));
    for (const std::uint32_t number : numbers)
        names.append(relation.columnName(static_cast<int>(number)));
    return names;
}

/// "UNIQUE (a, b WITHOUT OVERLAPS) …": the rest that no field holds.
QString keyOptions(const PgRow &row)
{
    return row.flag(Period) ? u"WITHOUT OVERLAPS"_s : QString();
}

} // namespace

Result<void> PgCatalogReader::readConstraints()
{
    const QByteArray setColumns = m_version >= 150'000 ? "n.confdelsetcols" : "NULL";
    const QByteArray newest = m_version >= 180'000 ? "NULLIF(n.conperiod, false), NULLIF(NOT n.conenforced, false)" : "NULL, NULL";
    Result<void> read =
        eachInSchemas("SELECT n.oid, n.conname, n.conrelid, n.contype, n.condeferrable, n.condeferred, n.convalidated, n.conindid, n.confrelid,"
                      " n.confupdtype, n.confdeltype, n.confmatchtype, n.conkey, n.confkey, NULLIF(NOT n.conislocal, false),"
                      " NULLIF(n.connoinherit AND n.contype = 'c', false), "
                          + setColumns + ", " + newest
                          + ", CASE n.contype WHEN 'c' THEN pg_get_expr(n.conbin, n.conrelid) WHEN 'x' THEN pg_get_constraintdef(n.oid) END"
                            " FROM pg_constraint n WHERE n.connamespace = ANY ($1) AND n.conrelid <> 0 AND n.contype IN ('p', 'u', 'c', 'f', 'x')"
                            " AND NOT (n.contype = 'f' AND n.conparentid <> 0)",
                      [this](const PgRow &row) { addConstraint(row); });
    if (!read)
        return read;
    return resolveForeignKeys();
}

void PgCatalogReader::addConstraint(const PgRow &row)
{
    PgRelation *owner = relation(row.oid(Relation));
    const char type = row.letter(Type);
    if (type == 'p' || type == 'u' || type == 'x')
        m_keyIndexes.insert(row.oid(IndexOid), row.oid(Relation));
    if (!owner || owner->object->kind != ObjectKind::Table)
        return;
    switch (type) {
    case 'c': addCheck(*owner, row); break;
    case 'f': addForeignKey(*owner, row); break;
    default: addKey(*owner, row); break;
    }
}

void PgCatalogReader::addKey(PgRelation &relation, const PgRow &row)
{
    auto &table = static_cast<Table &>(*relation.object);
    const QStringList columns = columnNames(relation, row.numbers(Columns));
    if (row.letter(Type) == 'x') {
        Exclusion exclusion;
        exclusion.name = row.text(Name);
        // Of an expression the server takes a word of its own for the name; who chose it cannot be told then.
        exclusion.nameGenerated = !columns.contains(QString()) && isPgGeneratedName(exclusion.name, relation.ref.name, columns, "excl"_L1);
        exclusion.definition = row.expression(Definition);
        exclusion.comment = commentOn(pgcatalog::Constraint, row.oid(Oid));
        table.exclusions.push_back(std::move(exclusion));
        return;
    }
    Key key;
    key.name = row.text(Name);
    const bool primary = row.letter(Type) == 'p';
    key.nameGenerated = isPgGeneratedName(key.name, relation.ref.name, primary ? QStringList() : columns, primary ? "pkey"_L1 : "key"_L1);
    key.columns = columns;
    key.deferrable = row.flag(Deferrable);
    key.initiallyDeferred = row.flag(Deferred);
    key.options = keyOptions(row);
    key.comment = commentOn(pgcatalog::Constraint, row.oid(Oid));
    if (primary)
        table.primaryKey = std::move(key);
    else
        table.uniques.push_back(std::move(key));
}

void PgCatalogReader::addCheck(PgRelation &relation, const PgRow &row)
{
    Check check;
    check.name = row.text(Name);
    check.columns = columnNames(relation, row.numbers(Columns));
    check.columns.removeAll(QString());
    check.nameGenerated = isPgGeneratedName(check.name, relation.ref.name, check.columns.size() == 1 ? check.columns : QStringList(), "check"_L1);
    check.expression = row.expression(Definition);
    check.validated = row.flag(Validated);
    check.enforced = !row.flag(Unenforced);
    check.noInherit = row.flag(NoInherit);
    check.inherited = row.flag(Inherited);
    check.comment = commentOn(pgcatalog::Constraint, row.oid(Oid));
    static_cast<Table &>(*relation.object).checks.push_back(std::move(check));
}

void PgCatalogReader::addForeignKey(PgRelation &relation, const PgRow &row)
{
    ForeignKey key;
    key.name = row.text(Name);
    key.columns = columnNames(relation, row.numbers(Columns));
    key.nameGenerated = isPgGeneratedName(key.name, relation.ref.name, key.columns, "fkey"_L1);
    key.onUpdate = action(row.letter(OnUpdate));
    key.onDelete = action(row.letter(OnDelete));
    key.onDeleteColumns = columnNames(relation, row.numbers(SetColumns));
    if (row.letter(Match) == 'f')
        key.match = u"FULL"_s;
    key.deferrable = row.flag(Deferrable);
    key.initiallyDeferred = row.flag(Deferred);
    key.enforced = !row.flag(Unenforced);
    key.validated = row.flag(Validated) || !key.enforced;
    if (row.flag(Period))
        key.options = u"PERIOD"_s;
    key.comment = commentOn(pgcatalog::Constraint, row.oid(Oid));
    auto &table = static_cast<Table &>(*relation.object);
    const auto target = m_relations.find(row.oid(Target));
    if (target != m_relations.end()) {
        key.target = target->second.ref;
        if (target->second.object)
            key.targetColumns = columnNames(target->second, row.numbers(TargetColumns));
        else
            m_pendingKeys.push_back({row.oid(Relation), table.foreignKeys.size(), row.oid(Target), row.numbers(TargetColumns)});
    }
    table.foreignKeys.push_back(std::move(key));
}

/// Targets that are not read themselves: their columns' names are asked for.
Result<void> PgCatalogReader::resolveForeignKeys()
{
    if (m_pendingKeys.empty())
        return {};
    std::vector<std::uint32_t> targets;
    for (const PendingKey &pending : m_pendingKeys)
        targets.push_back(pending.target);
    QHash<std::pair<std::uint32_t, std::uint32_t>, QString> names;
    Result<void> read = each("SELECT attrelid, attnum, attname FROM pg_attribute WHERE attrelid = ANY ($1) AND attnum > 0",
                             [&](const PgRow &row) { names.insert({row.oid(0), row.oid(1)}, row.text(2)); }, {pgArray(targets)});
    for (const PendingKey &pending : m_pendingKeys) {
        ForeignKey &key = table(pending.table)->foreignKeys[pending.position];
        for (const std::uint32_t number : pending.columns)
            key.targetColumns.append(names.value({pending.target, number}));
    }
    return read;
}

} // namespace concord
