// SPDX-License-Identifier: GPL-3.0-or-later
#include "sqlite/sqlitefacts.h"

#include <QCoreApplication>

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

Result<void> eachSqliteRow(const SqliteReading &reading, const QByteArray &sql, const QStringList &values,
                           const std::function<void(sqlite3_stmt *)> &row)
{
    sqlite3_stmt *raw = nullptr;
    const int prepared = sqlite3_prepare_v2(reading.db, sql.constData(), static_cast<int>(sql.size()), &raw, nullptr);
    const std::unique_ptr<sqlite3_stmt, int (*)(sqlite3_stmt *)> statement(raw, sqlite3_finalize);
    if (prepared != SQLITE_OK)
        return fail(reading.error(sql));
    for (qsizetype i = 0; i < values.size(); ++i) {
        const QByteArray utf8 = values[i].toUtf8();
        sqlite3_bind_text(raw, static_cast<int>(i) + 1, utf8.constData(), static_cast<int>(utf8.size()), SQLITE_TRANSIENT);
    }
    int code = SQLITE_OK;
    while ((code = sqlite3_step(raw)) == SQLITE_ROW)
        row(raw);
    if (code != SQLITE_DONE)
        return fail(reading.error(sql));
    return {};
}

namespace {

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
        Result<void> done = names();
        for (const auto step : {&FactReader::kinds, &FactReader::columns, &FactReader::statistics, &FactReader::size}) {
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
    Result<void> names();
    void nameRow(sqlite3_stmt *row);
    Result<void> kinds();
    Result<void> columns();
    Result<void> statistics();
    Result<void> size();

    void begin(const QString &step);
    /// The table of the schema table's row that a row begins with; null: not wanted. Rows of one table come together.
    SqliteFacts *table(sqlite3_stmt *row);
    /// A string that is kept once, however often it comes.
    QString shared(sqlite3_stmt *row, int column);

    const SqliteReading &m_reading;
    const std::function<bool(const QString &)> &m_wanted;
    const CatalogListener &m_listener;
    SqliteSchema m_schema;
    QHash<qint64, size_t> m_byRow; ///< of the schema table
    QHash<QString, size_t> m_byName;
    qint64 m_row = -1;
    SqliteFacts *m_table = nullptr;
    QSet<QString> m_strings;
    CatalogProgress m_progress;
};

void FactReader::begin(const QString &step)
{
    m_row = -1;
    m_table = nullptr;
    m_progress = {step, 0, static_cast<qint64>(m_schema.relations.size())};
    if (m_listener)
        m_listener(m_progress);
}

SqliteFacts *FactReader::table(sqlite3_stmt *row)
{
    const qint64 id = sqlite3_column_int64(row, 0);
    if (id == m_row)
        return m_table;
    m_row = id;
    const auto found = m_byRow.constFind(id);
    m_table = found == m_byRow.constEnd() ? nullptr : &m_schema.relations[*found];
    if (m_table && ++m_progress.done % 500 == 0 && m_listener)
        m_listener(m_progress);
    return m_table;
}

QString FactReader::shared(sqlite3_stmt *row, int column)
{
    return *m_strings.insert(sqliteText(row, column));
}

void FactReader::nameRow(sqlite3_stmt *row)
{
    const QString type = sqliteText(row, 1);
    if (type == u"index" || type == u"trigger") {
        // A table's row comes before those of its indexes and triggers.
        const auto found = m_byName.constFind(sqliteText(row, 3));
        if (found == m_byName.constEnd())
            return;
        if (type == u"trigger")
            m_schema.relations[*found].triggers.append(sqliteText(row, 4));
        else
            m_schema.relations[*found].indexTexts.emplace_back(sqliteText(row, 2), sqliteText(row, 4));
        return;
    }
    QString name = sqliteText(row, 2);
    if (!m_wanted(name))
        return;
    m_byRow.insert(sqlite3_column_int64(row, 0), m_schema.relations.size());
    m_byName.insert(name, m_schema.relations.size());
    SqliteFacts &facts = m_schema.relations.emplace_back();
    facts.name = std::move(name);
    facts.sql = sqliteText(row, 4);
    facts.isView = type == u"view";
    facts.isVirtual = !facts.isView && sqlite3_column_int64(row, 5) == 0;
}

Result<void> FactReader::names()
{
    begin(tr("names"));
    return eachSqliteRow(m_reading,
                         "SELECT rowid, type, name, tbl_name, sql, rootpage FROM main.sqlite_schema"
                         " WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY type IN ('index', 'trigger'), rowid",
                         {}, [this](sqlite3_stmt *row) { nameRow(row); });
}

Result<void> FactReader::kinds()
{
    return eachSqliteRow(m_reading, "SELECT name, type, wr, strict FROM pragma_table_list WHERE schema = 'main'", {}, [this](sqlite3_stmt *row) {
        const auto found = m_byName.constFind(sqliteText(row, 0));
        if (found == m_byName.constEnd())
            return;
        SqliteFacts &facts = m_schema.relations[*found];
        facts.isShadow = sqliteText(row, 1) == u"shadow";
        facts.withoutRowid = sqlite3_column_int(row, 2) != 0;
        facts.strict = sqlite3_column_int(row, 3) != 0;
    });
}

Result<void> FactReader::columns()
{
    begin(tr("columns"));
    // Of tables that have pages: nothing in it runs a view or a module, either of which may be broken and would end the query for all.
    const QByteArray sql = "SELECT m.rowid, x.name, x.type, x.\"notnull\", x.dflt_value, x.pk, x.hidden FROM main.sqlite_schema m"
                           " JOIN pragma_table_xinfo(m.name, 'main') x WHERE m.type = 'table' AND m.rootpage > 0";
    return eachSqliteRow(m_reading, sql, {}, [this](sqlite3_stmt *row) {
        SqliteFacts *facts = table(row);
        if (!facts)
            return;
        SqliteColumnFact &column = facts->columns.emplace_back();
        column.name = shared(row, 1);
        column.type = shared(row, 2);
        column.notNull = sqlite3_column_int(row, 3) != 0;
        if (sqlite3_column_type(row, 4) != SQLITE_NULL)
            column.defaultText = shared(row, 4);
        column.keyPosition = sqlite3_column_int(row, 5);
        column.hidden = sqlite3_column_int(row, 6);
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
        const auto found = m_byName.constFind(sqliteText(row, 0));
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
