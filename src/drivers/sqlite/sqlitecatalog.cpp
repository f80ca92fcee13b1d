// SPDX-License-Identifier: GPL-3.0-or-later
#include "sqlite/sqlitecatalog.h"

#include "query/sqllexer.h"
#include "schema/catalogfilter.h"
#include "sqlite/sqlitecursor.h"
#include "sqlite/sqlitedialect.h"
#include "sqlite/sqliteparse.h"
#include "sqlite/sqlitetablefacts.h"
#include "sqlite/sqlitetypes.h"

#include <QCoreApplication>
#include <QHash>
#include <QSet>

#include <sqlite3.h>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace concord {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("SqliteCatalog", text);
}

/// A read transaction, so that all queries see one moment; none of its own where the caller has one.
class ReadTransaction
{
public:
    explicit ReadTransaction(sqlite3 *db) : m_db(sqlite3_get_autocommit(db) ? db : nullptr)
    {
        if (m_db)
            sqlite3_exec(m_db, "BEGIN", nullptr, nullptr, nullptr);
    }
    ~ReadTransaction()
    {
        if (m_db)
            sqlite3_exec(m_db, "ROLLBACK", nullptr, nullptr, nullptr);
    }
    ReadTransaction(const ReadTransaction &) = delete;
    ReadTransaction &operator=(const ReadTransaction &) = delete;

private:
    sqlite3 *m_db;
};

class CatalogBuilder
{
public:
    CatalogBuilder(const SqliteReading &reading, CatalogInfo info, SqliteSchema schema)
        : m_reading(reading),
          m_info(std::move(info)),
          m_schema(std::move(schema)),
          m_columns(reading)
    {
        for (const SqliteFacts &facts : m_schema.relations)
            m_names.insert(upperAscii(facts.name), facts.name);
    }
    Result<CatalogPtr> build(const CatalogListener &listener);

private:
    Result<void> relation(SqliteFacts &facts);
    Result<std::shared_ptr<Table>> table(SqliteFacts &facts);
    /// By its text where SQLite agrees with that, else by what SQLite says.
    Result<std::shared_ptr<Table>> checkedTable(Result<std::shared_ptr<Table>> parsed, SqliteFacts &facts);
    Result<std::shared_ptr<Table>> virtualTable(const SqliteFacts &facts);
    Result<std::shared_ptr<View>> view(const SqliteFacts &facts);
    /// Of what runs code of its own: one by one. The error is why it no longer compiles, or that the reading is to end.
    Result<std::vector<Column>> columnsByName(const QString &name);
    Result<void> finishTable(Table &table, const SqliteFacts &facts);
    Result<Index> index(const QString &table, const QString &name, const QByteArray &text, const std::vector<Column> &columns);
    std::vector<Trigger> triggers(const SqliteFacts &facts, SchemaObject &owner);
    void dependOn(SchemaObject &object, const QString &sql) const;
    void settleTargets(Table &table) const;
    void settleTargetColumns() const;
    /// Logical types; and what columns of many tables say alike is kept once.
    void settleColumns(std::vector<Column> &columns);
    void unread(const QString &what, const QString &name, const QString &reason) { m_info.unread.push_back({what, {{}, name}, reason}); }

    const SqliteReading &m_reading;
    CatalogInfo m_info;
    SqliteSchema m_schema;
    QHash<QString, QString> m_names; ///< upper case → as created
    SqliteColumnQuery m_columns;
    QHash<QString, LogicalType> m_types;
    QSet<QString> m_strings;
    bool m_descends = false; ///< DESC of an index means something: in files of the oldest format it does not
    std::vector<std::shared_ptr<SchemaObject>> m_objects;
};

Result<CatalogPtr> CatalogBuilder::build(const CatalogListener &listener)
{
    CatalogProgress progress{tr("definitions"), 0, static_cast<qint64>(m_schema.relations.size())};
    m_objects.reserve(m_schema.relations.size());
    for (SqliteFacts &facts : m_schema.relations) {
        if (progress.done % 500 == 0) {
            if (listener)
                listener(progress);
            if (Result<void> may = m_reading.goOn(); !may)
                return fail(may.error());
        }
        if (Result<void> built = relation(facts); !built)
            return fail(built.error());
        facts = {}; // the text is the larger part of it
        ++progress.done;
    }
    if (listener)
        listener(progress);
    settleTargetColumns();
    m_info.bytes = m_schema.bytes;
    m_info.charset = m_schema.encoding;
    return Catalog::make(std::move(m_info), std::move(m_objects));
}

Result<void> CatalogBuilder::relation(SqliteFacts &facts)
{
    if (facts.isView) {
        Result<std::shared_ptr<View>> made = view(facts);
        if (!made)
            return fail(made.error());
        m_objects.push_back(std::move(*made));
    } else if (facts.isVirtual) {
        Result<std::shared_ptr<Table>> made = virtualTable(facts);
        if (!made)
            return fail(made.error());
        m_objects.push_back(std::move(*made));
    } else {
        Result<std::shared_ptr<Table>> made = table(facts);
        if (!made)
            return fail(made.error());
        m_objects.push_back(std::move(*made));
    }
    return {};
}

Result<std::shared_ptr<Table>> CatalogBuilder::table(SqliteFacts &facts)
{
    Result<std::shared_ptr<Table>> parsed = parseSqliteTable(QString::fromUtf8(facts.sql));
    std::shared_ptr<Table> table;
    if (parsed && sqliteTextTellsAll(**parsed, facts)) {
        table = std::move(*parsed);
    } else {
        Result<std::shared_ptr<Table>> checked = checkedTable(std::move(parsed), facts);
        if (!checked)
            return fail(checked.error());
        table = std::move(*checked);
    }
    table->variant = facts.isShadow ? u"shadow"_s : QString();
    if (Result<void> finished = finishTable(*table, facts); !finished)
        return fail(finished.error());
    return table;
}

Result<std::shared_ptr<Table>> CatalogBuilder::checkedTable(Result<std::shared_ptr<Table>> parsed, SqliteFacts &facts)
{
    Result<std::vector<SqliteColumnFact>> columns = m_columns.of(facts.name);
    if (!columns)
        return fail(columns.error());
    facts.columns = std::move(*columns);
    const QString wrong = parsed ? sqliteDisagreement(**parsed, facts) : parsed.error().message;
    if (wrong.isEmpty())
        return parsed;
    unread(tr("checks, names of constraints and generated expressions of table %1").arg(facts.name), facts.name, wrong);
    if (Result<void> read = readSqliteKeys(m_reading, facts); !read)
        return fail(read.error());
    return sqliteTableFromFacts(facts);
}

Result<std::shared_ptr<Table>> CatalogBuilder::virtualTable(const SqliteFacts &facts)
{
    Result<std::shared_ptr<Table>> parsed = parseSqliteTable(QString::fromUtf8(facts.sql));
    if (!parsed) {
        unread(tr("definition of virtual table %1").arg(facts.name), facts.name, parsed.error().message);
        parsed = std::make_shared<Table>();
        (*parsed)->variant = u"virtual"_s;
    }
    Result<std::vector<Column>> columns = columnsByName(facts.name);
    if (Result<void> may = m_reading.goOn(); !may)
        return fail(may.error());
    if (columns)
        (*parsed)->columns = std::move(*columns);
    else
        unread(tr("columns of virtual table %1").arg(facts.name), facts.name, columns.error().message);
    if (Result<void> finished = finishTable(**parsed, facts); !finished)
        return fail(finished.error());
    return parsed;
}

Result<std::shared_ptr<View>> CatalogBuilder::view(const SqliteFacts &facts)
{
    Result<std::shared_ptr<View>> parsed = parseSqliteView(QString::fromUtf8(facts.sql));
    if (!parsed) {
        unread(tr("definition of view %1").arg(facts.name), facts.name, parsed.error().message);
        parsed = std::make_shared<View>();
    }
    View &view = **parsed;
    view.ref = {{}, facts.name};
    Result<std::vector<Column>> columns = columnsByName(facts.name);
    if (Result<void> may = m_reading.goOn(); !may)
        return fail(may.error());
    if (columns)
        view.columns = std::move(*columns);
    else
        view.error = columns.error().message;
    settleColumns(view.columns);
    dependOn(view, view.definition);
    view.triggers = triggers(facts, view);
    return parsed;
}

Result<std::vector<Column>> CatalogBuilder::columnsByName(const QString &name)
{
    const Result<std::vector<SqliteColumnFact>> facts = m_columns.of(name);
    if (!facts)
        return fail(facts.error());
    std::vector<Column> columns;
    for (const SqliteColumnFact &fact : *facts) {
        Column &column = columns.emplace_back();
        column.name = fact.name;
        column.nativeType = fact.type;
        column.nullable = !fact.notNull;
        column.hidden = fact.hidden == 1;
    }
    return columns;
}

/// An INTEGER PRIMARY KEY is the row's own number, which is never NULL.
bool isRowid(const Table &table, const Column &column)
{
    const std::optional<Key> &key = table.primaryKey;
    return key && key->columns.size() == 1 && key->columns.front() == column.name && !key->options.startsWith(u"DESC")
           && column.nativeType.compare(u"INTEGER"_s, Qt::CaseInsensitive) == 0 && !table.options.contains(u"without_rowid"_s);
}

QStringList columnsNamedIn(const QString &expression, const std::vector<Column> &columns)
{
    QStringList named;
    SqliteCursor cursor(expression);
    while (!cursor.atEnd()) {
        const QString name = sqliteUnquoted(cursor.any());
        const auto column = std::ranges::find_if(columns, [&](const Column &one) { return sameSqliteName(one.name, name); });
        if (column != columns.end() && !named.contains(column->name))
            named.append(column->name);
    }
    return named;
}

/// A column of a check may be said with its table, which has another name while it is rebuilt.
QString withoutOwnTable(const QString &expression, const QString &table)
{
    if (!expression.contains(u'.') || !expression.contains(table, Qt::CaseInsensitive))
        return expression;
    SqlLexer lexer(expression, sqliteDialect(), SqlLexer::Scope::Statement);
    QString text;
    qsizetype kept = 0; // up to here the expression is in `text`
    SqlToken before;
    SqlToken token;
    for (bool any = false; lexer.next(token); any = true) {
        if (token.kind == SqlToken::Kind::Blank || token.kind == SqlToken::Kind::Comment)
            continue;
        const QStringView point = QStringView(expression).sliced(token.offset, token.length);
        if (any && point == u"." && sameSqliteName(sqliteUnquoted(QStringView(expression).sliced(before.offset, before.length)), table)) {
            text += QStringView(expression).sliced(kept, before.offset - kept);
            kept = token.offset + token.length;
        }
        before = token;
    }
    text += QStringView(expression).sliced(kept);
    return text;
}

Result<void> CatalogBuilder::finishTable(Table &table, const SqliteFacts &facts)
{
    table.ref = {{}, facts.name};
    settleColumns(table.columns);
    for (size_t i = 0; i < facts.columns.size(); ++i)
        table.columns[i].nullable = table.columns[i].nullable && !facts.columns[i].notNull;
    for (Column &column : table.columns) {
        if (!isRowid(table, column))
            continue;
        if (!column.nullable && column.options.isEmpty())
            column.options = u"NOT NULL"_s; // said or not, which a dump tells
        column.nullable = false;
    }
    settleTargets(table);
    for (Check &check : table.checks) {
        check.expression = withoutOwnTable(check.expression, facts.name);
        check.columns = columnsNamedIn(check.expression, table.columns);
    }
    for (const auto &[name, text] : facts.indexTexts) {
        Result<Index> made = index(facts.name, name, text, table.columns);
        if (!made)
            return fail(made.error());
        table.indexes.push_back(std::move(*made));
    }
    table.triggers = triggers(facts, table);
    table.statistics.rows = facts.rows;
    table.columns.shrink_to_fit();
    return {};
}

void CatalogBuilder::settleColumns(std::vector<Column> &columns)
{
    for (Column &column : columns) {
        column.name = *m_strings.insert(column.name);
        column.nativeType = *m_strings.insert(sqliteOwnSpelling(column.nativeType));
        auto known = m_types.constFind(column.nativeType);
        if (known == m_types.constEnd())
            known = m_types.insert(column.nativeType, sqliteTypes().logical(column.nativeType));
        column.type = *known;
    }
}

/// Names as their owners spell them, so that a reader finds them.
void CatalogBuilder::settleTargets(Table &table) const
{
    for (ForeignKey &key : table.foreignKeys)
        key.target.name = m_names.value(upperAscii(key.target.name), key.target.name);
}

void CatalogBuilder::settleTargetColumns() const
{
    QHash<QString, const Table *> tables;
    for (const std::shared_ptr<SchemaObject> &object : m_objects) {
        if (object->kind == ObjectKind::Table)
            tables.insert(object->ref.name, static_cast<const Table *>(object.get()));
    }
    for (const std::shared_ptr<SchemaObject> &object : m_objects) {
        if (object->kind != ObjectKind::Table)
            continue;
        for (ForeignKey &key : static_cast<Table &>(*object).foreignKeys) {
            const Table *target = tables.value(key.target.name);
            if (!target)
                continue;
            for (QString &name : key.targetColumns) {
                const auto column = std::ranges::find_if(target->columns, [&](const Column &one) { return sameSqliteName(one.name, name); });
                if (column != target->columns.end())
                    name = column->name;
            }
        }
    }
}

/// By its text, where that names columns alone; else SQLite is asked what the parts are.
Result<Index> CatalogBuilder::index(const QString &table, const QString &name, const QByteArray &text, const std::vector<Column> &columns)
{
    Result<Index> parsed = parseSqliteIndex(QString::fromUtf8(text));
    if (!parsed)
        unread(tr("expressions of index %1").arg(name), table, parsed.error().message);
    const bool descends = parsed && std::ranges::any_of(parsed->parts, &IndexPart::descending);
    if (parsed && settleSqliteIndex(*parsed, columns) && (!descends || m_descends)) {
        parsed->name = name;
        return parsed;
    }
    const Result<SqliteIndexFact> fact = readSqliteIndex(m_reading, table, name);
    if (!fact && fact.error().kind == ErrorKind::NotFound) {
        unread(tr("index %1").arg(name), table, fact.error().message);
        return std::move(parsed).value_or(Index());
    }
    if (!fact)
        return fail(fact.error());
    m_descends = m_descends || std::ranges::any_of(fact->parts, &SqliteIndexFact::Part::descending);
    return sqliteIndexFromFacts(*fact, std::move(parsed).value_or(Index()), columns);
}

std::vector<Trigger> CatalogBuilder::triggers(const SqliteFacts &facts, SchemaObject &owner)
{
    std::vector<Trigger> triggers;
    for (const QByteArray &text : facts.triggers) {
        Result<Trigger> parsed = parseSqliteTrigger(QString::fromUtf8(text));
        if (!parsed) {
            unread(tr("a trigger of %1").arg(facts.name), facts.name, parsed.error().message);
            continue;
        }
        dependOn(owner, parsed->body);
        triggers.push_back(std::move(*parsed));
    }
    return triggers;
}

void CatalogBuilder::dependOn(SchemaObject &object, const QString &sql) const
{
    for (const QString &name : sqliteTableNames(sql)) {
        const auto known = m_names.constFind(upperAscii(name));
        if (known == m_names.constEnd() || *known == object.ref.name)
            continue;
        const ObjectRef ref{{}, *known};
        if (std::ranges::find(object.dependsOn, ref) == object.dependsOn.end())
            object.dependsOn.push_back(ref);
    }
}

} // namespace

Result<CatalogPtr> readSqliteCatalog(const SqliteReading &reading, const CatalogRequest &request, const CatalogListener &listener, CatalogInfo info)
{
    if (!request.schema.isEmpty() && !sameSqliteName(request.schema, u"main"_s))
        return fail(ErrorKind::NotFound, tr("An SQLite file has no schema “%1”.").arg(request.schema));
    const CatalogFilter filter(request, Qt::CaseInsensitive);
    const ReadTransaction transaction(reading.db);
    Result<SqliteSchema> schema =
        readSqliteFacts(reading, [&](const QString &name) { return filter.acceptsAll() || filter.accepts(u"main"_s, name); }, listener);
    if (!schema)
        return fail(schema.error());
    if (!request.statistics) {
        for (SqliteFacts &facts : schema->relations)
            facts.rows = -1;
        schema->bytes = -1;
    }
    return CatalogBuilder(reading, std::move(info), std::move(*schema)).build(listener);
}

} // namespace concord
