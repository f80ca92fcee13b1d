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

/// One query over all tables that have pages: nothing in it runs a view or a module, either of which may be broken and would
/// end the query for all.
QByteArray overTables(const char *columns, const char *pragmas, const char *condition = "")
{
    return QByteArray("SELECT m.rowid, ") + columns + " FROM main.sqlite_schema m JOIN " + pragmas + " WHERE m.type = 'table' AND m.rootpage > 0 "
           + condition;
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
        Result<void> done = names();
        for (const auto step :
             {&FactReader::kinds, &FactReader::columns, &FactReader::indexes, &FactReader::foreignKeys, &FactReader::statistics, &FactReader::size}) {
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
    Result<void> indexes();
    Result<void> foreignKeys();
    Result<void> statistics();
    Result<void> size();

    void begin(const QString &step);
    /// The table that a row of overTables() is about; null: not wanted. Rows of one table come together.
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
    if (type == u"index") {
        m_schema.indexTexts.insert(sqliteText(row, 2), sqliteText(row, 4));
        return;
    }
    if (type == u"trigger") {
        // A table's row comes before those of its triggers.
        if (const auto found = m_byName.constFind(sqliteText(row, 3)); found != m_byName.constEnd())
            m_schema.relations[*found].triggers.append(sqliteText(row, 4));
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
                         " WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY type = 'trigger', rowid",
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
    const QByteArray sql = overTables("x.name, x.type, x.\"notnull\", x.dflt_value, x.pk, x.hidden", "pragma_table_xinfo(m.name, 'main') x");
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

Result<void> FactReader::indexes()
{
    begin(tr("indexes"));
    const QByteArray sql = overTables("il.name, il.origin, il.\"unique\", ix.seqno, ix.cid, ix.name, ix.\"desc\", ix.coll",
                                      "pragma_index_list(m.name, 'main') il JOIN pragma_index_xinfo(il.name, 'main') ix", "AND ix.key");
    return eachSqliteRow(m_reading, sql, {}, [this](sqlite3_stmt *row) {
        SqliteFacts *facts = table(row);
        if (!facts)
            return;
        if (sqlite3_column_int(row, 4) == 0) {
            SqliteIndexFact &index = facts->indexes.emplace_back();
            index.name = sqliteText(row, 1);
            index.origin = shared(row, 2);
            index.unique = sqlite3_column_int(row, 3) != 0;
        }
        facts->indexes.back().parts.push_back({sqlite3_column_int(row, 5), shared(row, 6), sqlite3_column_int(row, 7) != 0, shared(row, 8)});
    });
}

Result<void> FactReader::foreignKeys()
{
    begin(tr("foreign keys"));
    const QByteArray sql =
        overTables("f.seq, f.\"table\", f.\"from\", f.\"to\", f.on_update, f.on_delete, f.\"match\"", "pragma_foreign_key_list(m.name, 'main') f");
    return eachSqliteRow(m_reading, sql, {}, [this](sqlite3_stmt *row) {
        SqliteFacts *facts = table(row);
        if (!facts)
            return;
        if (sqlite3_column_int(row, 1) == 0) {
            SqliteForeignFact &key = facts->foreignKeys.emplace_back();
            key.target = shared(row, 2);
            key.onUpdate = shared(row, 5);
            key.onDelete = shared(row, 6);
            key.match = shared(row, 7);
        }
        facts->foreignKeys.back().from.append(shared(row, 3));
        if (sqlite3_column_type(row, 4) != SQLITE_NULL)
            facts->foreignKeys.back().to.append(shared(row, 4));
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

} // namespace

Result<SqliteSchema> readSqliteFacts(const SqliteReading &reading, const std::function<bool(const QString &)> &wanted,
                                     const CatalogListener &listener)
{
    return FactReader(reading, wanted, listener).read();
}

} // namespace concord
