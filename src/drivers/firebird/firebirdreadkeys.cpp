// SPDX-License-Identifier: GPL-3.0-or-later
// Keys, foreign keys, checks, indexes and rights.
#include "firebird/firebirdcatalogreader.h"

#include "connection/dialect.h"
#include "firebird/firebirddialect.h"

#include <QRegularExpression>
#include <QSet>

#include <cmath>

using namespace Qt::StringLiterals;

namespace concord {

static ReferentialAction actionOf(const QString &rule)
{
    static const QHash<QString, ReferentialAction> actions{{u"CASCADE"_s, ReferentialAction::Cascade},
                                                           {u"SET NULL"_s, ReferentialAction::SetNull},
                                                           {u"SET DEFAULT"_s, ReferentialAction::SetDefault},
                                                           {u"NO ACTION"_s, ReferentialAction::NoAction}};
    return actions.value(rule, ReferentialAction::NoAction);
}

/// The name of a key's index where it is not what the server calls it by itself, and its direction.
static QString usingIndex(const QString &constraint, const QString &index, bool descending)
{
    const bool usual = index == constraint || index.startsWith("RDB$"_L1);
    if (usual && !descending)
        return {};
    return (descending ? u"USING DESC INDEX "_s : u"USING INDEX "_s) + firebirdDialect().identifier(index);
}

/// Rows: table, constraint, kind, columns, index, descending, the other table, its columns, on update, on delete.
void FirebirdCatalogReader::constraint(Table &table, const QStringList &row)
{
    const bool generated = row[1].startsWith("INTEG_"_L1);
    const QString options = usingIndex(row[1], row[4], row[5].toInt() == 1);
    const QStringList columns = row[3].split(u'\n');
    if (row[2] == "FOREIGN KEY"_L1) {
        ForeignKey key;
        key.name = row[1];
        key.nameGenerated = generated;
        key.columns = columns;
        key.target = {{}, row[6]};
        key.targetColumns = row[7].split(u'\n');
        key.onUpdate = actionOf(row[8]);
        key.onDelete = actionOf(row[9]);
        key.options = options;
        if (key.target != table.ref)
            table.dependsOn.push_back(key.target);
        table.foreignKeys.push_back(std::move(key));
        return;
    }
    Key key;
    key.name = row[1];
    key.nameGenerated = generated;
    key.columns = columns;
    key.options = options;
    if (row[2] == "UNIQUE"_L1)
        table.uniques.push_back(std::move(key));
    else
        table.primaryKey = std::move(key);
}

Result<void> FirebirdCatalogReader::constraints()
{
    QHash<QString, QStringList> columnsOf; // of an index
    Result<void> segments =
        each("SELECT TRIM(RDB$INDEX_NAME), TRIM(RDB$FIELD_NAME) FROM RDB$INDEX_SEGMENTS ORDER BY RDB$INDEX_NAME, RDB$FIELD_POSITION",
             [&](const QStringList &row) { columnsOf[row[0]].append(row[1]); });
    if (!segments)
        return segments;
    return each("SELECT TRIM(c.RDB$RELATION_NAME), TRIM(c.RDB$CONSTRAINT_NAME), TRIM(c.RDB$CONSTRAINT_TYPE), TRIM(c.RDB$INDEX_NAME),"
                " i.RDB$INDEX_TYPE, TRIM(u.RDB$RELATION_NAME), TRIM(u.RDB$INDEX_NAME), TRIM(r.RDB$UPDATE_RULE), TRIM(r.RDB$DELETE_RULE)"
                " FROM RDB$RELATION_CONSTRAINTS c JOIN RDB$INDICES i ON i.RDB$INDEX_NAME = c.RDB$INDEX_NAME"
                " LEFT JOIN RDB$REF_CONSTRAINTS r ON r.RDB$CONSTRAINT_NAME = c.RDB$CONSTRAINT_NAME"
                " LEFT JOIN RDB$RELATION_CONSTRAINTS u ON u.RDB$CONSTRAINT_NAME = r.RDB$CONST_NAME_UQ",
                [&](const QStringList &row) {
                    if (Table *table = m_tables.value(row[0])) {
                        constraint(*table, {row[0], row[1], row[2], columnsOf.value(row[3]).join(u'\n'), row[3], row[4], row[5],
                                            columnsOf.value(row[6]).join(u'\n'), row[7], row[8]});
                    }
                });
}

/// A check is kept as two triggers, which both hold its text.
Result<void> FirebirdCatalogReader::checks()
{
    QSet<QString> seen;
    return each("SELECT TRIM(c.RDB$RELATION_NAME), TRIM(c.RDB$CONSTRAINT_NAME), t.RDB$TRIGGER_SOURCE FROM RDB$RELATION_CONSTRAINTS c"
                " JOIN RDB$CHECK_CONSTRAINTS k ON k.RDB$CONSTRAINT_NAME = c.RDB$CONSTRAINT_NAME"
                " JOIN RDB$TRIGGERS t ON t.RDB$TRIGGER_NAME = k.RDB$TRIGGER_NAME WHERE c.RDB$CONSTRAINT_TYPE = 'CHECK'"
                " ORDER BY c.RDB$CONSTRAINT_NAME, t.RDB$TRIGGER_NAME",
                [&](const QStringList &row) {
                    Table *table = m_tables.value(row[0]);
                    if (!table || seen.contains(row[1]))
                        return;
                    seen.insert(row[1]);
                    Check check;
                    check.name = row[1];
                    check.nameGenerated = row[1].startsWith("INTEG_"_L1);
                    check.expression = firebirdWithin(row[2]);
                    table->checks.push_back(std::move(check));
                });
}

/// Of indexes that carry no key. How many rows a table has is what the selectivity of its primary key told when it was last computed.
Result<void> FirebirdCatalogReader::indexes()
{
    const bool conditions = m_info.serverVersion.section(u'.', 0, 0).toInt() >= 5;
    QHash<QString, QStringList> columnsOf;
    Result<void> segments =
        each("SELECT TRIM(RDB$INDEX_NAME), TRIM(RDB$FIELD_NAME) FROM RDB$INDEX_SEGMENTS ORDER BY RDB$INDEX_NAME, RDB$FIELD_POSITION",
             [&](const QStringList &row) { columnsOf[row[0]].append(row[1]); });
    if (!segments)
        return segments;
    const QByteArray sql =
        QByteArray("SELECT TRIM(i.RDB$RELATION_NAME), TRIM(i.RDB$INDEX_NAME), i.RDB$UNIQUE_FLAG, i.RDB$INDEX_INACTIVE,"
                   " i.RDB$INDEX_TYPE, i.RDB$EXPRESSION_SOURCE, i.RDB$DESCRIPTION, TRIM(c.RDB$CONSTRAINT_TYPE), i.RDB$STATISTICS, ")
        + (conditions ? "i.RDB$CONDITION_SOURCE" : "CAST(NULL AS VARCHAR(1))")
        + " FROM RDB$INDICES i LEFT JOIN RDB$RELATION_CONSTRAINTS c ON c.RDB$INDEX_NAME = i.RDB$INDEX_NAME"
          " WHERE COALESCE(i.RDB$SYSTEM_FLAG, 0) = 0";
    return each(sql, [&](const QStringList &row) {
        Table *table = m_tables.value(row[0]);
        if (!table)
            return;
        const double selectivity = row[8].toDouble();
        if (row[7] == "PRIMARY KEY"_L1 && m_request.statistics && selectivity > 0)
            table->statistics.rows = std::llround(1 / selectivity);
        if (!row[7].isNull())
            return;
        Index index;
        index.name = row[1];
        index.unique = row[2].toInt() == 1;
        index.valid = row[3].toInt() != 1;
        index.comment = row[6];
        const bool descending = row[4].toInt() == 1;
        const QStringList columns = columnsOf.value(row[1]);
        for (const QString &name : columns) {
            IndexPart &part = index.parts.emplace_back();
            part.column = name;
            part.descending = descending;
        }
        if (!row[5].isEmpty()) {
            IndexPart &part = index.parts.emplace_back();
            part.expression = firebirdWithin(row[5]);
            part.descending = descending;
        }
        static const QRegularExpression where(u"^\\s*WHERE\\s+"_s, QRegularExpression::CaseInsensitiveOption);
        index.predicate = QString(row[9]).remove(where).trimmed();
        table->indexes.push_back(std::move(index));
    });
}

static QString rightName(const QString &letter)
{
    static const QHash<QString, QString> names{{u"S"_s, u"SELECT"_s},     {u"I"_s, u"INSERT"_s},  {u"U"_s, u"UPDATE"_s}, {u"D"_s, u"DELETE"_s},
                                               {u"R"_s, u"REFERENCES"_s}, {u"X"_s, u"EXECUTE"_s}, {u"G"_s, u"USAGE"_s}};
    return names.value(letter, letter);
}

/// RDB$OBJECT_TYPE: a table may have the name of a sequence, a function or a package.
static int objectType(const SchemaObject &object)
{
    switch (object.kind) {
    case ObjectKind::Sequence: return 14;
    case ObjectKind::Package: return 18;
    case ObjectKind::Routine: return static_cast<const Routine &>(object).variant == "function"_L1 ? 15 : 5;
    default: return 0;
    }
}

/// What owners have by themselves is left out.
Result<void> FirebirdCatalogReader::privileges()
{
    if (!m_request.privileges)
        return {};
    QHash<std::pair<int, QString>, SchemaObject *> byName;
    for (const auto &object : m_objects) {
        if (object->kind != ObjectKind::Type)
            byName.insert({objectType(*object), object->ref.name}, object.get());
    }
    return each("SELECT TRIM(p.RDB$RELATION_NAME), TRIM(p.RDB$USER), TRIM(p.RDB$PRIVILEGE), TRIM(p.RDB$FIELD_NAME), p.RDB$GRANT_OPTION,"
                " IIF(p.RDB$OBJECT_TYPE = 1, 0, p.RDB$OBJECT_TYPE)"
                " FROM RDB$USER_PRIVILEGES p WHERE p.RDB$OBJECT_TYPE IN (0, 1, 5, 14, 15, 18) AND p.RDB$USER_TYPE IN (8, 13)"
                " AND p.RDB$RELATION_NAME NOT STARTING WITH 'RDB$' AND p.RDB$USER <> p.RDB$GRANTOR",
                [&](const QStringList &row) {
                    if (SchemaObject *object = byName.value({row[5].toInt(), row[0]}))
                        object->privileges.push_back({row[1], rightName(row[2]), row[3], row[4].toInt() > 0, false});
                });
}

} // namespace concord
