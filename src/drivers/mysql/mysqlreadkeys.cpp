// SPDX-License-Identifier: GPL-3.0-or-later
// Indexes, foreign keys, checks, and what follows for a table once all of them are there.
#include "mysql/mysqlcreatetext.h"
#include "mysql/mysqldialect.h"
#include "mysql/mysqlmentions.h"
#include "mysql/mysqlschemareader.h"

#include <QCoreApplication>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace concord {
namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Mysql", text);
}

constexpr QLatin1StringView primary("PRIMARY");

ReferentialAction actionOf(std::string_view rule)
{
    if (rule == "CASCADE")
        return ReferentialAction::Cascade;
    if (rule == "SET NULL")
        return ReferentialAction::SetNull;
    if (rule == "SET DEFAULT")
        return ReferentialAction::SetDefault;
    return rule == "RESTRICT" ? ReferentialAction::Restrict : ReferentialAction::NoAction;
}

/// `table`_ibfk_1 or `table`_chk_1, which the server counts; MariaDB's CONSTRAINT_1 and, since 12.1, 1.
bool isGenerated(const QString &name, const QString &table, QLatin1StringView infix)
{
    const bool counted = name.startsWith(table + infix, Qt::CaseInsensitive);
    const QStringView number = counted                             ? QStringView(name).sliced(table.size() + infix.size())
                               : name.startsWith("CONSTRAINT_"_L1) ? QStringView(name).sliced(11)
                                                                   : QStringView(name);
    return !number.isEmpty() && std::ranges::all_of(number, [](QChar c) { return c >= u'0' && c <= u'9'; });
}

/// A primary key is a key; parts that are more than a column are in its options, as DDL text, and so is a method that is not the usual one.
Key keyOf(const Index &index, bool hashed)
{
    const Dialect &dialect = mysqlDialect();
    Key key;
    key.name = primary;
    key.nameGenerated = true;
    key.comment = index.comment;
    QStringList parts;
    bool plain = true;
    for (const IndexPart &part : index.parts) {
        if (!part.column.isEmpty())
            key.columns.append(part.column);
        QString text = part.column.isEmpty() ? part.expression : dialect.quoted(part.column);
        if (part.prefixLength > 0)
            text += u"(%1)"_s.arg(part.prefixLength);
        if (part.descending)
            text += " DESC"_L1;
        plain = plain && part.prefixLength == 0 && !part.descending && !part.column.isEmpty();
        parts.append(text);
    }
    if (!plain)
        key.options = u'(' + parts.join(u',') + u')';
    if ((index.method == "hash"_L1) != hashed)
        key.options += (key.options.isEmpty() ? u"USING "_s : u" USING "_s) + index.method.toUpper();
    if (!index.options.isEmpty())
        key.options += (key.options.isEmpty() ? QString() : u" "_s) + index.options;
    return key;
}

/// MariaDB keeps JSON as text with a check that it is valid.
void recogniseJson(Table &table)
{
    static const QRegularExpression valid(u"^json_valid\\(`(.*)`\\)$"_s);
    std::erase_if(table.checks, [&](const Check &check) {
        const QString name = valid.match(check.expression).captured(1).replace(u"``"_s, u"`"_s);
        const auto column = std::ranges::find(table.columns, name, &Column::name);
        const bool json = !name.isEmpty() && check.name == name && check.nameGenerated && column != table.columns.end()
                          && column->nativeType == "longtext"_L1
                          && (column->collation.isEmpty() ? table.options.value(u"collation"_s) : column->collation) == "utf8mb4_bin"_L1;
        if (json) {
            column->nativeType = u"json"_s;
            column->type = {};
            column->type.family = TypeFamily::Json;
            column->collation.clear();
            column->charset.clear();
        }
        return json;
    });
}

} // namespace

Result<void> MysqlSchemaReader::readIndexes()
{
    if (m_draft.tables.isEmpty())
        return {};
    step(tr("indexes"));
    const bool ignored = m_queries.has(u"STATISTICS"_s, u"IGNORED"_s);
    const QString hidden = ignored ? u"IGNORED = 'YES'"_s : m_queries.has(u"STATISTICS"_s, u"IS_VISIBLE"_s) ? u"IS_VISIBLE = 'NO'"_s : u"0"_s;
    const QString sql =
        u"SELECT TABLE_NAME, NON_UNIQUE, INDEX_NAME, SEQ_IN_INDEX, COLUMN_NAME, COLLATION, SUB_PART, INDEX_TYPE, INDEX_COMMENT, %1, %2 "
        "FROM information_schema.STATISTICS"_s.arg(hidden, m_queries.column(u"STATISTICS"_s, u"EXPRESSION"_s));
    return m_queries.each(sql + where(u"TABLE_SCHEMA"_s, u"TABLE_NAME"_s), [this](const MysqlRow &row) {
        if (Table *table = tableOf(row, 0))
            addIndexPart(row, *table);
    });
}

void MysqlSchemaReader::addIndexPart(const MysqlRow &row, Table &table)
{
    const QString name = row.text(2);
    auto index = std::ranges::find(table.indexes, name, &Index::name);
    if (index == table.indexes.end()) {
        index = table.indexes.emplace(table.indexes.end());
        index->name = name;
        index->method = row.text(7).toLower();
        index->unique = row.view(1) == "0";
        index->visible = row.view(9) != "1";
        index->comment = row.text(8);
        if (index->method == "fulltext"_L1 || index->method == "vector"_L1)
            m_inexact.insert(table.ref.name);
    }
    const auto position = static_cast<size_t>(std::max<qint64>(row.number(3, 1), 1));
    if (index->parts.size() < position)
        index->parts.resize(position);
    IndexPart &part = index->parts[position - 1];
    if (row.isNull(4)) {
        part.expression = expression(row, 10, table.ref.name);
    } else {
        const QString column = row.text(4);
        part.column = m_texts.emplace(column, column).value();
    }
    part.descending = row.view(5) == "D";
    if (index->method == "btree"_L1 || index->method == "hash"_L1)
        part.prefixLength = static_cast<int>(row.number(6));
}

Result<void> MysqlSchemaReader::readForeignKeys()
{
    if (m_draft.tables.isEmpty())
        return {};
    step(tr("foreign keys"));
    bool any = false;
    auto read = m_queries.each(u"SELECT TABLE_NAME, CONSTRAINT_NAME, UPDATE_RULE, DELETE_RULE FROM information_schema.REFERENTIAL_CONSTRAINTS"_s
                                   + where(u"CONSTRAINT_SCHEMA"_s, u"TABLE_NAME"_s),
                               [&](const MysqlRow &row) {
                                   Table *table = tableOf(row, 0);
                                   if (!table)
                                       return;
                                   any = true;
                                   ForeignKey key;
                                   key.name = row.text(1);
                                   key.nameGenerated = isGenerated(key.name, table->ref.name, "_ibfk_"_L1);
                                   key.onUpdate = actionOf(row.view(2));
                                   key.onDelete = actionOf(row.view(3));
                                   table->foreignKeys.push_back(std::move(key));
                               });
    if (!read || !any)
        return read;
    return m_queries.each(u"SELECT TABLE_NAME, CONSTRAINT_NAME, COLUMN_NAME, ORDINAL_POSITION, REFERENCED_TABLE_SCHEMA, REFERENCED_TABLE_NAME, "
                          "REFERENCED_COLUMN_NAME FROM information_schema.KEY_COLUMN_USAGE"_s
                              + where(u"TABLE_SCHEMA"_s, u"TABLE_NAME"_s) + u" AND REFERENCED_TABLE_NAME IS NOT NULL"_s,
                          [this](const MysqlRow &row) {
                              Table *table = tableOf(row, 0);
                              if (!table)
                                  return;
                              const auto key = std::ranges::find(table->foreignKeys, row.text(1), &ForeignKey::name);
                              if (key == table->foreignKeys.end())
                                  return;
                              const auto size = static_cast<qsizetype>(std::max<qint64>(row.number(3, 1), 1));
                              key->columns.resize(std::max(key->columns.size(), size));
                              key->targetColumns.resize(key->columns.size());
                              key->columns[size - 1] = row.text(2);
                              key->targetColumns[size - 1] = row.text(6);
                              key->target = {row.text(4), row.text(5)};
                          });
}

Result<void> MysqlSchemaReader::readChecks()
{
    if (!m_queries.has(u"CHECK_CONSTRAINTS"_s) || m_draft.tables.isEmpty())
        return {};
    step(tr("checks"));
    const bool withTable = m_queries.has(u"CHECK_CONSTRAINTS"_s, u"TABLE_NAME"_s);
    QHash<QString, QPair<QString, bool>> places; // MySQL: of which table, and whether it is enforced
    if (!withTable) {
        auto read = m_queries.each(u"SELECT CONSTRAINT_NAME, TABLE_NAME, %1 FROM information_schema.TABLE_CONSTRAINTS"_s.arg(
                                       m_queries.column(u"TABLE_CONSTRAINTS"_s, u"ENFORCED"_s, u"'YES'"_s))
                                       + where(u"TABLE_SCHEMA"_s, u"TABLE_NAME"_s) + u" AND CONSTRAINT_TYPE = 'CHECK'"_s,
                                   [&](const MysqlRow &row) { places.insert(row.text(0), {row.text(1), row.view(2) != "NO"}); });
        if (!read || places.isEmpty())
            return read;
    }
    const QString sql = u"SELECT CONSTRAINT_NAME, CHECK_CLAUSE, %1, %2 FROM information_schema.CHECK_CONSTRAINTS"_s.arg(
        withTable ? u"TABLE_NAME"_s : u"NULL"_s, m_queries.column(u"CHECK_CONSTRAINTS"_s, u"LEVEL"_s));
    const QString condition =
        withTable ? where(u"CONSTRAINT_SCHEMA"_s, u"TABLE_NAME"_s) : u" WHERE "_s + m_queries.isNamed(u"CONSTRAINT_SCHEMA"_s, m_wanted.schema);
    return m_queries.each(sql + condition, [&](const MysqlRow &row) {
        const auto place = places.value(row.text(0), {row.text(2), true});
        if (const auto table = m_draft.tables.value(place.first))
            addCheck(row, *table, place.second);
    });
}

void MysqlSchemaReader::addCheck(const MysqlRow &row, Table &table, bool enforced)
{
    Check check;
    check.name = row.text(0);
    check.expression = expression(row, 1, table.ref.name);
    check.enforced = enforced;
    // A check in a column's definition is named after the column in MariaDB.
    const bool ofColumn = m_queries.isMariaDb() && findColumn(table.columns, check.name) && (row.isNull(3) || row.view(3) == "Column");
    check.nameGenerated = ofColumn || isGenerated(check.name, table.ref.name, "_chk_"_L1);
    if (ofColumn)
        check.columns = {check.name};
    table.checks.push_back(std::move(check));
}

void MysqlSchemaReader::finishKeys(Table &table)
{
    for (auto index = table.indexes.begin(); index != table.indexes.end(); ++index) {
        if (index->name != primary)
            continue;
        table.primaryKey = keyOf(*index, table.options.value(u"engine"_s).compare("MEMORY"_L1, Qt::CaseInsensitive) == 0);
        table.indexes.erase(index);
        break;
    }
    for (Check &check : table.checks) {
        if (check.columns.isEmpty())
            check.columns = mentionedColumns(check.expression, table.columns);
    }
    // As the server counted those without a name, so that a table made anew counts alike.
    const auto counted = [](const auto &one) { return std::pair(one.name.size(), one.name); };
    std::ranges::stable_sort(table.foreignKeys, {}, counted);
    std::ranges::stable_sort(table.checks, {}, counted);
    table.indexes.shrink_to_fit();
    table.foreignKeys.shrink_to_fit();
}

void MysqlSchemaReader::finishTables()
{
    for (const auto &table : std::as_const(m_draft.tables)) {
        // Columns that the role may not see leave gaps.
        std::erase_if(table->columns, [](const Column &column) { return column.name.isEmpty(); });
        table->columns.shrink_to_fit();
        if (m_queries.isMariaDb())
            recogniseJson(*table);
        finishKeys(*table);
    }
}

} // namespace concord
