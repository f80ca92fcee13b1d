// SPDX-License-Identifier: GPL-3.0-or-later
#include "oracle/oracleowners.h"

#include "oracle/oracletypes.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace concord {

/// Accounts that Oracle's own scripts make, for versions before 12.1, whose ALL_USERS does not tell them apart.
static const QStringList &knownMaintained()
{
    static const QStringList names{u"SYS"_s,
                                   u"SYSTEM"_s,
                                   u"ANONYMOUS"_s,
                                   u"APEX_030200"_s,
                                   u"APEX_040000"_s,
                                   u"APEX_040200"_s,
                                   u"APEX_PUBLIC_USER"_s,
                                   u"APPQOSSYS"_s,
                                   u"AUDSYS"_s,
                                   u"CTXSYS"_s,
                                   u"DBSFWUSER"_s,
                                   u"DBSNMP"_s,
                                   u"DIP"_s,
                                   u"DVF"_s,
                                   u"DVSYS"_s,
                                   u"EXFSYS"_s,
                                   u"FLOWS_FILES"_s,
                                   u"GGSYS"_s,
                                   u"GSMADMIN_INTERNAL"_s,
                                   u"GSMCATUSER"_s,
                                   u"GSMUSER"_s,
                                   u"LBACSYS"_s,
                                   u"MDDATA"_s,
                                   u"MDSYS"_s,
                                   u"MGMT_VIEW"_s,
                                   u"OJVMSYS"_s,
                                   u"OLAPSYS"_s,
                                   u"ORACLE_OCM"_s,
                                   u"ORDDATA"_s,
                                   u"ORDPLUGINS"_s,
                                   u"ORDSYS"_s,
                                   u"OUTLN"_s,
                                   u"OWBSYS"_s,
                                   u"OWBSYS_AUDIT"_s,
                                   u"REMOTE_SCHEDULER_AGENT"_s,
                                   u"SI_INFORMTN_SCHEMA"_s,
                                   u"SPATIAL_CSW_ADMIN_USR"_s,
                                   u"SPATIAL_WFS_ADMIN_USR"_s,
                                   u"SYSBACKUP"_s,
                                   u"SYSDG"_s,
                                   u"SYSKM"_s,
                                   u"SYSMAN"_s,
                                   u"SYSRAC"_s,
                                   u"WMSYS"_s,
                                   u"XDB"_s,
                                   u"XS$NULL"_s};
    return names;
}

Result<QStringList> readMaintainedOwners(OracleQueries &queries)
{
    QStringList owners;
    const auto users = queries.each(u"all_users"_s, {u"username"_s, u"oracle_maintained"_s}, {}, [&](const OracleRow &row) {
        if (row.is("oracle_maintained"_L1, "Y"_L1))
            owners.append(row.text("username"_L1));
    });
    if (!users && endsReading(users.error()))
        return fail(users.error());
    const Result<bool> told = queries.has(u"all_users"_s, u"oracle_maintained"_s);
    if (!told)
        return fail(told.error());
    if (!*told || owners.isEmpty())
        owners = knownMaintained();
    owners.sort();
    return owners;
}

QString ownedByPeople(const QString &column, const QStringList &maintained, const QString &schema)
{
    if (!schema.isEmpty())
        return column + u" = "_s + OracleQueries::literal(schema);
    QStringList owners;
    for (const QString &owner : maintained)
        owners.append(OracleQueries::literal(owner));
    return column + u" NOT IN ("_s + owners.join(u", "_s) + u')';
}

bool keepsAnothersRows(const OracleRow &row)
{
    const QString name = row.text("table_name"_L1);
    return row.is("nested"_L1, "YES"_L1) || row.is("secondary"_L1, "Y"_L1) || row.text("iot_type"_L1).startsWith("IOT_"_L1)
           || name.startsWith("MLOG$_"_L1) || name.startsWith("RUPD$_"_L1);
}

Result<QList<ObjectName>> readOracleObjects(OracleQueries &queries, const QString &schema)
{
    const auto maintained = readMaintainedOwners(queries);
    if (!maintained)
        return fail(maintained.error());
    const QString owners = ownedByPeople(u"owner"_s, *maintained, schema);
    QList<ObjectName> found;
    QSet<ObjectRef> containers;
    const auto materialized = queries.each(u"all_mviews"_s, {u"owner"_s, u"mview_name"_s, u"container_name"_s}, owners, [&](const OracleRow &row) {
        containers.insert({row.text("owner"_L1), row.text("container_name"_L1)});
        found.append({row.text("owner"_L1), row.text("mview_name"_L1), u"materialized view"_s, -1});
    });
    if (!materialized && endsReading(materialized.error()))
        return fail(materialized.error());
    const QStringList columns{u"owner"_s, u"table_name"_s, u"nested"_s, u"secondary"_s, u"iot_type"_s, u"num_rows"_s};
    const QString tablesWanted = owners + u" AND table_name NOT LIKE 'BIN$%'"_s;
    const auto add = [&](const OracleRow &row) {
        const ObjectRef ref{row.text("owner"_L1), row.text("table_name"_L1)};
        if (!keepsAnothersRows(row) && !containers.contains(ref))
            found.append({ref.schema, ref.name, u"table"_s, row.number("num_rows"_L1)});
    };
    if (const auto tables = queries.each(u"all_tables"_s, columns, tablesWanted, add); !tables)
        return fail(tables.error());
    const auto objectTables = queries.each(u"all_object_tables"_s, columns, tablesWanted, add);
    if (!objectTables && endsReading(objectTables.error()))
        return fail(objectTables.error());
    const auto views = queries.each(u"all_views"_s, {u"owner"_s, u"view_name"_s}, owners,
                                    [&](const OracleRow &row) { found.append({row.text("owner"_L1), row.text("view_name"_L1), u"view"_s, -1}); });
    if (!views)
        return fail(views.error());
    std::ranges::sort(found, {}, [](const ObjectName &object) { return std::pair(object.schema, object.name); });
    return found;
}

/// The columns of the primary key.
static Result<QStringList> readPrimaryKey(OracleQueries &queries, const QString &where)
{
    QString name;
    const auto key = queries.each(u"all_constraints"_s, {u"constraint_name"_s}, where + u" AND constraint_type = 'P'"_s,
                                  [&](const OracleRow &row) { name = row.text("constraint_name"_L1); });
    if (!key)
        return fail(key.error());
    QStringList columns;
    if (name.isEmpty())
        return columns;
    return queries
        .each(u"all_cons_columns"_s, {u"column_name"_s}, where + u" AND constraint_name = "_s + OracleQueries::literal(name),
              [&](const OracleRow &row) { columns.append(row.text("column_name"_L1)); })
        .transform([&] { return columns; });
}

Result<QList<ColumnSummary>> readOracleColumns(OracleQueries &queries, const ObjectRef &object)
{
    const QString where = u"owner = "_s + OracleQueries::literal(object.schema) + u" AND table_name = "_s + OracleQueries::literal(object.name);
    QMap<qint64, ColumnSummary> columns;
    const QStringList names{u"column_name"_s, u"data_type"_s,   u"data_type_owner"_s, u"data_type_mod"_s, u"data_length"_s, u"data_precision"_s,
                            u"data_scale"_s,  u"char_length"_s, u"char_used"_s,       u"nullable"_s,      u"column_id"_s};
    const auto read = queries.each(u"all_tab_cols"_s, names, where, [&](const OracleRow &row) {
        OracleTypeFacts facts;
        facts.dataType = row.text("data_type"_L1);
        facts.typeOwner = row.text("data_type_owner"_L1);
        facts.typeModifier = row.text("data_type_mod"_L1);
        facts.length = row.number("data_length"_L1);
        facts.precision = row.number("data_precision"_L1);
        facts.scale = row.number("data_scale"_L1, -1000);
        facts.charLength = row.number("char_length"_L1);
        facts.charUsed = row.text("char_used"_L1);
        const qint64 place = row.number("column_id"_L1); // hidden ones have none
        if (place > 0)
            columns.insert(place, {row.text("column_name"_L1), oracleTypeText(facts), !row.is("nullable"_L1, "N"_L1), false});
    });
    if (!read)
        return fail(read.error());
    const auto key = readPrimaryKey(queries, where);
    if (!key)
        return fail(key.error());
    for (ColumnSummary &column : columns)
        column.primaryKey = key->contains(column.name);
    return columns.values();
}

} // namespace concord
