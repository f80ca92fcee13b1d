// SPDX-License-Identifier: GPL-3.0-or-later
#include "sqlite/sqlitefacts.h"

#include "query/sqllexer.h"

#include <QCoreApplication>
#include <QHash>

#include <sqlite3.h>

#include <memory>

using namespace Qt::StringLiterals;

namespace concord {

static QString tr(const char *text)
{
    return QCoreApplication::translate("SqliteCatalog", text);
}

QString sqliteText(sqlite3_stmt *row, int column)
{
    const auto *text = reinterpret_cast<const char *>(sqlite3_column_text(row, column));
    return QString::fromUtf8(text, sqlite3_column_bytes(row, column));
}

static void bindText(sqlite3_stmt *statement, int place, const QString &value)
{
    const QByteArray utf8 = value.toUtf8();
    sqlite3_bind_text(statement, place, utf8.constData(), static_cast<int>(utf8.size()), SQLITE_TRANSIENT);
}

Result<void> eachSqliteRow(const SqliteReading &reading, const QByteArray &sql, const QStringList &values,
                           const std::function<void(sqlite3_stmt *)> &row)
{
    sqlite3_stmt *raw = nullptr;
    const int prepared = sqlite3_prepare_v2(reading.db, sql.constData(), static_cast<int>(sql.size()), &raw, nullptr);
    const std::unique_ptr<sqlite3_stmt, int (*)(sqlite3_stmt *)> statement(raw, sqlite3_finalize);
    if (prepared != SQLITE_OK)
        return fail(reading.error(sql));
    for (qsizetype i = 0; i < values.size(); ++i)
        bindText(raw, static_cast<int>(i) + 1, values[i]);
    int code = SQLITE_OK;
    while ((code = sqlite3_step(raw)) == SQLITE_ROW)
        row(raw);
    if (code != SQLITE_DONE)
        return fail(reading.error(sql));
    return {};
}

SqliteColumnQuery::~SqliteColumnQuery()
{
    sqlite3_finalize(m_statement);
}

Result<std::vector<SqliteColumnFact>> SqliteColumnQuery::of(const QString &name)
{
    static const QByteArray sql = "SELECT name, type, \"notnull\", dflt_value, pk, hidden FROM pragma_table_xinfo(?, 'main')";
    if (!m_statement && sqlite3_prepare_v2(m_reading.db, sql.constData(), static_cast<int>(sql.size()), &m_statement, nullptr) != SQLITE_OK)
        return fail(m_reading.error(sql));
    bindText(m_statement, 1, name);
    std::vector<SqliteColumnFact> columns;
    int code = SQLITE_OK;
    while ((code = sqlite3_step(m_statement)) == SQLITE_ROW) {
        SqliteColumnFact &column = columns.emplace_back();
        column.name = sqliteText(m_statement, 0);
        column.type = sqliteText(m_statement, 1);
        column.notNull = sqlite3_column_int(m_statement, 2) != 0;
        if (sqlite3_column_type(m_statement, 3) != SQLITE_NULL)
            column.defaultText = sqliteText(m_statement, 3);
        column.keyPosition = sqlite3_column_int(m_statement, 4);
        column.hidden = sqlite3_column_int(m_statement, 5);
    }
    std::optional<Error> problem;
    if (code != SQLITE_DONE)
        problem = m_reading.error(sql); // before the reset, which may change it
    sqlite3_reset(m_statement);
    if (problem)
        return fail(*problem);
    return columns;
}

namespace {

QByteArray bytesOf(sqlite3_stmt *row, int column)
{
    const auto *text = reinterpret_cast<const char *>(sqlite3_column_text(row, column));
    return QByteArray(text, sqlite3_column_bytes(row, column));
}

class FactReader
{
public:
    FactReader(const SqliteReading &reading, const std::function<bool(const QString &)> &wanted, const CatalogListener &listener)
        : m_reading(reading),
          m_wanted(wanted),
          m_listener(listener)
    {}

    Result<SqliteSchema> read()
    {
        begin();
        Result<void> done = relations();
        for (const auto step : {&FactReader::members, &FactReader::kinds, &FactReader::statistics, &FactReader::size}) {
            if (done)
                done = m_reading.goOn();
            if (done)
                done = (this->*step)();
        }
        if (!done)
            return fail(done.error());
        return std::move(m_schema);
    }

private:
    void begin() const;
    Result<void> relations();
    void relationRow(sqlite3_stmt *row);
    Result<void> members();
    Result<void> kinds();
    Result<void> statistics();
    Result<void> size();

    const SqliteReading &m_reading;
    const std::function<bool(const QString &)> &m_wanted;
    const CatalogListener &m_listener;
    SqliteSchema m_schema;
    QHash<QString, size_t> m_byName; ///< by upperAscii(): a trigger keeps its table's name as it was typed
};

void FactReader::begin() const
{
    if (m_listener)
        m_listener({tr("names"), 0, 0});
}

void FactReader::relationRow(sqlite3_stmt *row)
{
    QString name = sqliteText(row, 1);
    if (!m_wanted(name))
        return;
    m_byName.insert(upperAscii(name), m_schema.relations.size());
    SqliteFacts &facts = m_schema.relations.emplace_back();
    facts.name = std::move(name);
    facts.sql = bytesOf(row, 2);
    facts.isView = sqliteText(row, 0) == u"view";
    facts.isVirtual = !facts.isView && sqlite3_column_int64(row, 3) == 0;
}

// No question has an order: to sort the texts of thousands of tables SQLite goes through a file.
Result<void> FactReader::relations()
{
    return eachSqliteRow(m_reading,
                         "SELECT type, name, sql, rootpage FROM main.sqlite_schema"
                         " WHERE type IN ('table', 'view') AND sql IS NOT NULL AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'",
                         {}, [this](sqlite3_stmt *row) { relationRow(row); });
}

Result<void> FactReader::members()
{
    const QByteArray sql = "SELECT tbl_name, name, sql, type = 'trigger' FROM main.sqlite_schema"
                           " WHERE type IN ('index', 'trigger') AND sql IS NOT NULL AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'";
    return eachSqliteRow(m_reading, sql, {}, [this](sqlite3_stmt *row) {
        const auto found = m_byName.constFind(upperAscii(sqliteText(row, 0)));
        if (found == m_byName.constEnd())
            return;
        SqliteFacts &facts = m_schema.relations[*found];
        if (sqlite3_column_int(row, 3) != 0)
            facts.triggers.append(bytesOf(row, 2));
        else
            facts.indexTexts.emplace_back(sqliteText(row, 1), bytesOf(row, 2));
    });
}

Result<void> FactReader::kinds()
{
    const QByteArray sql = "SELECT name, type, wr, strict, ncol FROM pragma_table_list WHERE schema = 'main'";
    return eachSqliteRow(m_reading, sql, {}, [this](sqlite3_stmt *row) {
        const auto found = m_byName.constFind(upperAscii(sqliteText(row, 0)));
        if (found == m_byName.constEnd())
            return;
        SqliteFacts &facts = m_schema.relations[*found];
        facts.isShadow = sqliteText(row, 1) == u"shadow";
        facts.withoutRowid = sqlite3_column_int(row, 2) != 0;
        facts.strict = sqlite3_column_int(row, 3) != 0;
        facts.columnCount = sqlite3_column_int(row, 4);
    });
}

/// What ANALYZE counted, where it ever ran: the first number of each index's line is the table's rows.
Result<void> FactReader::statistics()
{
    bool analyzed = false;
    Result<void> looked = eachSqliteRow(m_reading, "SELECT 1 FROM main.sqlite_schema WHERE type = 'table' AND name = 'sqlite_stat1'", {},
                                        [&](sqlite3_stmt *) { analyzed = true; });
    if (!looked || !analyzed)
        return looked;
    return eachSqliteRow(m_reading, "SELECT tbl, max(CAST(stat AS INTEGER)) FROM main.sqlite_stat1 GROUP BY tbl", {}, [this](sqlite3_stmt *row) {
        const auto found = m_byName.constFind(upperAscii(sqliteText(row, 0)));
        if (found != m_byName.constEnd())
            m_schema.relations[*found].rows = sqlite3_column_int64(row, 1);
    });
}

Result<void> FactReader::size()
{
    const QByteArray sql = "SELECT page_count * page_size, encoding FROM pragma_page_count, pragma_page_size, pragma_encoding";
    return eachSqliteRow(m_reading, sql, {}, [this](sqlite3_stmt *row) {
        m_schema.bytes = sqlite3_column_int64(row, 0);
        m_schema.encoding = sqliteText(row, 1);
    });
}

/// Indexes of a table by what SQLite says of each part of their keys. `condition` on il, the list; the table is the first value.
Result<std::vector<SqliteIndexFact>> readIndexes(const SqliteReading &reading, const char *condition, const QStringList &values)
{
    const QByteArray sql = QByteArray("SELECT il.name, il.\"unique\", ix.seqno, ix.cid, ix.name, ix.\"desc\", ix.coll"
                                      " FROM pragma_index_list(?, 'main') il JOIN pragma_index_xinfo(il.name, 'main') ix WHERE ix.key AND ")
                           + condition;
    std::vector<SqliteIndexFact> indexes;
    Result<void> read = eachSqliteRow(reading, sql, values, [&indexes](sqlite3_stmt *row) {
        if (sqlite3_column_int(row, 2) == 0)
            indexes.push_back({sqliteText(row, 0), sqlite3_column_int(row, 1) != 0, {}});
        indexes.back().parts.push_back({sqlite3_column_int(row, 3), sqliteText(row, 4), sqlite3_column_int(row, 5) != 0, sqliteText(row, 6)});
    });
    if (!read)
        return fail(read.error());
    return indexes;
}

Result<void> readForeignKeys(const SqliteReading &reading, SqliteFacts &facts)
{
    const QByteArray sql = "SELECT seq, \"table\", \"from\", \"to\", on_update, on_delete, \"match\" FROM pragma_foreign_key_list(?, 'main')";
    return eachSqliteRow(reading, sql, {facts.name}, [&facts](sqlite3_stmt *row) {
        if (sqlite3_column_int(row, 0) == 0)
            facts.foreignKeys.push_back({sqliteText(row, 1), {}, {}, sqliteText(row, 4), sqliteText(row, 5), sqliteText(row, 6)});
        facts.foreignKeys.back().from.append(sqliteText(row, 2));
        if (sqlite3_column_type(row, 3) != SQLITE_NULL)
            facts.foreignKeys.back().to.append(sqliteText(row, 3));
    });
}

} // namespace

Result<void> readSqliteKeys(const SqliteReading &reading, SqliteFacts &facts)
{
    Result<std::vector<SqliteIndexFact>> uniques = readIndexes(reading, "il.origin = 'u'", {facts.name});
    if (!uniques)
        return fail(uniques.error());
    facts.uniques = std::move(*uniques);
    return readForeignKeys(reading, facts);
}

Result<SqliteIndexFact> readSqliteIndex(const SqliteReading &reading, const QString &table, const QString &index)
{
    Result<std::vector<SqliteIndexFact>> found = readIndexes(reading, "il.name = ?", {table, index});
    if (!found)
        return fail(found.error());
    if (found->empty())
        return fail(ErrorKind::NotFound, tr("SQLite does not know the index “%1”.").arg(index));
    return std::move(found->front());
}

Result<SqliteSchema> readSqliteFacts(const SqliteReading &reading, const std::function<bool(const QString &)> &wanted,
                                     const CatalogListener &listener)
{
    return FactReader(reading, wanted, listener).read();
}

} // namespace concord
