// SPDX-License-Identifier: GPL-3.0-or-later
// Constraints and indexes.
#include "oracle/oraclecatalogreader.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace concord {

static QStringList constraintColumns()
{
    return {u"owner"_s,  u"constraint_name"_s, u"constraint_type"_s, u"table_name"_s, u"r_owner"_s,   u"r_constraint_name"_s, u"delete_rule"_s,
            u"status"_s, u"deferrable"_s,      u"deferred"_s,        u"validated"_s,  u"generated"_s, u"index_owner"_s,       u"index_name"_s};
}

Result<void> OracleCatalogReader::readConstraints()
{
    const QString where = withoutBin(u"owner"_s, u"table_name"_s);
    const auto read = m_queries.each(m_queries.view("constraints"_L1), constraintColumns(), where, [&](const OracleRow &row) {
        KeyFacts facts;
        facts.table = {row.text("owner"_L1), row.text("table_name"_L1)};
        facts.type = row.text("constraint_type"_L1);
        facts.name = row.text("constraint_name"_L1);
        if (View *view = viewOf(facts.table); view && facts.type == "V"_L1)
            view->checkOption = u"CASCADED"_s;
        if (!table(facts.table) || facts.name.startsWith("BIN$"_L1))
            return;
        facts.nameGenerated = row.is("generated"_L1, "GENERATED NAME"_L1);
        facts.enabled = !row.is("status"_L1, "DISABLED"_L1);
        facts.validated = !row.is("validated"_L1, "NOT VALIDATED"_L1);
        facts.deferrable = row.is("deferrable"_L1, "DEFERRABLE"_L1);
        facts.deferred = row.is("deferred"_L1, "DEFERRED"_L1);
        facts.deleteRule = row.text("delete_rule"_L1);
        facts.target = {row.text("r_owner"_L1), row.text("r_constraint_name"_L1)};
        const QString indexOwner = row.text("index_owner"_L1);
        facts.index = {indexOwner.isEmpty() ? facts.table.schema : indexOwner, row.text("index_name"_L1)};
        m_keys.insert({facts.table.schema, facts.name}, std::move(facts));
    });
    if (!read)
        return read;
    if (const auto columns = readConstraintColumns(m_keys, where); !columns)
        return columns;
    const LongColumn conditions{"constraints"_L1,
                                {u"owner"_s, u"constraint_name"_s},
                                u"search_condition"_s,
                                u"search_condition_vc"_s,
                                where + u" AND constraint_type = 'C'"_s};
    const auto checks = readLong(conditions, [&](const OracleRow &row, const QString &text) {
        const auto found = m_keys.find({row.text("owner"_L1), row.text("constraint_name"_L1)});
        if (found != m_keys.end())
            found->condition = text.trimmed();
    });
    if (!checks)
        return checks;
    if (const auto targets = readForeignTargets(); !targets)
        return targets;
    placeConstraints();
    return {};
}

Result<void> OracleCatalogReader::readConstraintColumns(QHash<ObjectRef, KeyFacts> &keys, const QString &where)
{
    QHash<ObjectRef, QMap<qint64, QString>> placed;
    const auto read =
        m_queries.each(m_queries.view("cons_columns"_L1), {u"owner"_s, u"constraint_name"_s, u"table_name"_s, u"column_name"_s, u"position"_s}, where,
                       [&](const OracleRow &row) {
                           QMap<qint64, QString> &columns = placed[{row.text("owner"_L1), row.text("constraint_name"_L1)}];
                                         // Those of a check have no position.
                           columns.insert(row.number("position"_L1, 100'000 + columns.size()), row.text("column_name"_L1));
                       });
    if (!read)
        return read;
    for (auto it = placed.cbegin(); it != placed.cend(); ++it) {
        if (const auto found = keys.find(it.key()); found != keys.end())
            found->columns = it->values();
    }
    return {};
}

/// Keys of schemas that are not read but are referred to.
Result<void> OracleCatalogReader::readForeignTargets()
{
    QSet<QString> owners;
    for (const KeyFacts &facts : std::as_const(m_keys)) {
        if (facts.type == "R"_L1 && !m_keys.contains(facts.target))
            owners.insert(facts.target.schema);
    }
    for (const QString &owner : std::as_const(owners)) {
        const QString where = u"owner = "_s + OracleQueries::literal(owner);
        const auto read = m_queries.each(m_queries.view("constraints"_L1), constraintColumns(), where, [&](const OracleRow &row) {
            KeyFacts facts;
            facts.table = {owner, row.text("table_name"_L1)};
            facts.type = row.text("constraint_type"_L1);
            facts.name = row.text("constraint_name"_L1);
            if (facts.type == "P"_L1 || facts.type == "U"_L1)
                m_foreignKeys.insert({owner, facts.name}, std::move(facts));
        });
        if (!read)
            return read;
        if (const auto columns = readConstraintColumns(m_foreignKeys, where); !columns)
            return columns;
    }
    return {};
}

/// NOT VALIDATE and DISABLE as they are written behind a key.
static QString stateOptions(bool enabled, bool validated)
{
    if (enabled)
        return validated ? QString() : u"ENABLE NOVALIDATE"_s;
    return u"DISABLE"_s;
}

void OracleCatalogReader::placeConstraints()
{
    QList<ObjectRef> order = m_keys.keys();
    std::ranges::sort(order);
    for (const ObjectRef &name : std::as_const(order)) {
        const KeyFacts &facts = m_keys[name];
        Table *of = table(facts.table);
        if (facts.type == "P"_L1 || facts.type == "U"_L1) {
            Key key;
            key.name = facts.name;
            key.nameGenerated = facts.nameGenerated;
            key.columns = facts.columns;
            key.deferrable = facts.deferrable;
            key.initiallyDeferred = facts.deferred;
            key.options = stateOptions(facts.enabled, facts.validated);
            if (facts.type == "P"_L1)
                of->primaryKey = std::move(key);
            else
                of->uniques.push_back(std::move(key));
        } else if (facts.type == "R"_L1) {
            placeForeignKey(facts, *of);
        } else if (facts.type == "C"_L1) {
            placeCheck(facts, *of);
        }
    }
}

/// NOT NULL is kept as a check: the column says it already.
void OracleCatalogReader::placeCheck(const KeyFacts &facts, Table &of)
{
    if (facts.columns.size() == 1 && facts.enabled) {
        const Column *column = findColumn(of.columns, facts.columns.first());
        const QString notNull = u'"' + facts.columns.first() + u"\" IS NOT NULL"_s;
        if (column && !column->nullable && facts.condition.simplified() == notNull)
            return;
    }
    if (facts.condition.isEmpty())
        return;
    Check check;
    check.name = facts.name;
    check.nameGenerated = facts.nameGenerated;
    check.expression = facts.condition;
    check.columns = facts.columns;
    check.validated = facts.validated || !facts.enabled;
    check.enforced = facts.enabled;
    of.checks.push_back(std::move(check));
}

void OracleCatalogReader::placeForeignKey(const KeyFacts &facts, Table &of)
{
    ForeignKey key;
    key.name = facts.name;
    key.nameGenerated = facts.nameGenerated;
    key.columns = facts.columns;
    const auto own = m_keys.constFind(facts.target);
    const KeyFacts target = own != m_keys.constEnd() ? *own : m_foreignKeys.value(facts.target);
    if (target.name.isEmpty()) {
        m_info.unread.push_back({u"foreign key "_s + facts.name, facts.table, facts.target.schema + u'.' + facts.target.name});
        return;
    }
    key.target = target.table;
    key.targetColumns = target.columns;
    if (facts.deleteRule == "CASCADE"_L1)
        key.onDelete = ReferentialAction::Cascade;
    else if (facts.deleteRule == "SET NULL"_L1)
        key.onDelete = ReferentialAction::SetNull;
    key.deferrable = facts.deferrable;
    key.initiallyDeferred = facts.deferred;
    key.validated = facts.validated || !facts.enabled;
    key.enforced = facts.enabled;
    of.foreignKeys.push_back(std::move(key));
}

static QString indexMethod(const QString &type, const OracleRow &row)
{
    if (type.contains("BITMAP"_L1))
        return u"bitmap"_s;
    if (type.contains("DOMAIN"_L1)) {
        const QString owner = row.text("ityp_owner"_L1);
        return (owner.isEmpty() ? QString() : owner + u'.') + row.text("ityp_name"_L1);
    }
    return type == "VECTOR"_L1 ? u"vector"_s : u"btree"_s; // 23ai
}

Result<void> OracleCatalogReader::readIndexes()
{
    const QStringList columns{u"owner"_s,      u"index_name"_s, u"index_type"_s,  u"table_owner"_s, u"table_name"_s,
                              u"uniqueness"_s, u"status"_s,     u"partitioned"_s, u"generated"_s,   u"secondary"_s,
                              u"visibility"_s, u"ityp_owner"_s, u"ityp_name"_s,   u"parameters"_s};
    const auto read = m_queries.each(m_queries.view("indexes"_L1), columns, withoutBin(u"table_owner"_s, u"table_name"_s), [&](const OracleRow &row) {
        const QString type = row.text("index_type"_L1);
        IndexFacts facts;
        facts.table = {row.text("table_owner"_L1), row.text("table_name"_L1)};
        Index &index = facts.index;
        index.name = row.text("index_name"_L1);
        const bool internal = type == "LOB"_L1 || type.startsWith("IOT"_L1) || type == "CLUSTER"_L1 || row.is("secondary"_L1, "Y"_L1);
        const SchemaObject *of = find(facts.table);
        const bool refreshing = index.name.startsWith("I_SNAP$_"_L1); // of a materialized view, made with it
        if (internal || refreshing || !of || of->kind == ObjectKind::View || index.name.startsWith("BIN$"_L1))
            return;
        index.method = indexMethod(type, row);
        index.unique = row.is("uniqueness"_L1, "UNIQUE"_L1);
        index.valid = !row.is("status"_L1, "UNUSABLE"_L1);
        index.visible = !row.is("visibility"_L1, "INVISIBLE"_L1);
        index.nameGenerated = row.is("generated"_L1, "Y"_L1);
        index.partitioned = row.is("partitioned"_L1, "YES"_L1);
        if (type.endsWith("/REV"_L1))
            index.options = u"REVERSE"_s;
        else if (const QString parameters = row.text("parameters"_L1); !parameters.isEmpty())
            index.options = u"PARAMETERS ("_s + OracleQueries::literal(parameters) + u')';
        m_indexes.insert({row.text("owner"_L1), index.name}, std::move(facts));
    });
    if (!read)
        return read;
    if (const auto parts = readIndexParts(); !parts)
        return parts;
    placeIndexes();
    return {};
}

Result<void> OracleCatalogReader::readIndexParts()
{
    const auto read = m_queries.each(m_queries.view("ind_columns"_L1),
                                     {u"index_owner"_s, u"index_name"_s, u"table_name"_s, u"column_name"_s, u"column_position"_s, u"descend"_s},
                                     withoutBin(u"table_owner"_s, u"table_name"_s), [&](const OracleRow &row) {
                                         const auto found = m_indexes.find({row.text("index_owner"_L1), row.text("index_name"_L1)});
                                         if (found == m_indexes.end())
                                             return;
                                         IndexPart part;
                                         part.column = row.text("column_name"_L1);
                                         part.descending = row.is("descend"_L1, "DESC"_L1);
                                         found->parts.emplace_back(static_cast<int>(row.number("column_position"_L1, 0)), std::move(part));
                                     });
    if (!read)
        return read;
    const LongColumn expressions{"ind_expressions"_L1,
                                 {u"index_owner"_s, u"index_name"_s, u"column_position"_s},
                                 u"column_expression"_s,
                                 u"column_expression_vc"_s,
                                 withoutBin(u"table_owner"_s, u"table_name"_s)};
    return readLong(expressions, [&](const OracleRow &row, const QString &given) {
        const auto found = m_indexes.find({row.text("index_owner"_L1), row.text("index_name"_L1)});
        if (found == m_indexes.end())
            return;
        const Table *of = table(found->table);
        for (auto &[place, part] : found->parts) {
            if (place != row.number("column_position"_L1))
                continue;
            const QString text = given.trimmed();
            // A descending column is kept as an expression that is nothing but its name.
            const QString bare = text.size() > 2 && text.startsWith(u'"') && text.endsWith(u'"') ? text.sliced(1, text.size() - 2) : QString();
            const bool column = of && findColumn(of->columns, bare);
            part.column = column ? bare : QString();
            part.expression = column ? QString() : text;
        }
    });
}

void OracleCatalogReader::placeIndexes()
{
    QHash<ObjectRef, QStringList> carried; // indexes that carry a key, with its columns
    for (const KeyFacts &facts : std::as_const(m_keys)) {
        if ((facts.type == "P"_L1 || facts.type == "U"_L1) && !facts.index.name.isEmpty())
            carried.insert(facts.index, facts.columns);
    }
    QList<ObjectRef> order = m_indexes.keys();
    std::ranges::sort(order);
    for (const ObjectRef &name : std::as_const(order)) {
        IndexFacts &facts = m_indexes[name];
        std::ranges::stable_sort(facts.parts, {}, [](const auto &placed) { return placed.first; });
        QStringList columns;
        for (auto &[place, part] : facts.parts) {
            columns.append(part.column);
            facts.index.parts.push_back(std::move(part));
        }
        if (carried.contains(name) && carried.value(name) == columns)
            continue;
        if (Table *of = table(facts.table))
            of->indexes.push_back(std::move(facts.index));
        else if (View *view = viewOf(facts.table))
            view->indexes.push_back(std::move(facts.index));
    }
}

} // namespace concord
