// SPDX-License-Identifier: GPL-3.0-or-later
#include "duckdb/duckdbcatalog.h"

#include "connection/dialect.h"
#include "duckdb/duckdbcreatetext.h"
#include "duckdb/duckdbdialect.h"
#include "duckdb/duckdberror.h"
#include "duckdb/duckdbqueries.h"
#include "duckdb/duckdbtypes.h"
#include "schema/catalogfilter.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace concord {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("DuckdbCatalog", text);
}

/// A read transaction, so that all queries see one moment; none of its own where the caller has one.
class ReadTransaction
{
public:
    explicit ReadTransaction(duckdb_connection connection) : m_connection(connection)
    {
        m_begun = duckdb_query(connection, "BEGIN TRANSACTION READ ONLY", nullptr) == DuckDBSuccess;
    }
    ~ReadTransaction()
    {
        if (m_begun)
            duckdb_query(m_connection, "ROLLBACK", nullptr);
    }
    ReadTransaction(const ReadTransaction &) = delete;
    ReadTransaction &operator=(const ReadTransaction &) = delete;

private:
    duckdb_connection m_connection;
    bool m_begun = false;
};

class CatalogReader
{
public:
    CatalogReader(const DuckdbReading &reading, const CatalogRequest &request, CatalogInfo info)
        : m_reading(reading),
          m_request(request),
          m_filter(request, Qt::CaseInsensitive),
          m_info(std::move(info))
    {}
    Result<CatalogPtr> read(const CatalogListener &listener);

private:
    using Rows = QList<QStringList>;
    Result<void> schemas();
    Result<void> tables();
    Result<void> columns();
    Result<void> constraints();
    Result<void> indexes();
    Result<void> views();
    Result<void> sequences();
    Result<void> types();
    Result<void> macros();
    Result<void> dataFiles();
    /// Calls `take` for each row of a query whose first two columns are schema and name, of what is wanted.
    template<class F>
    Result<void> each(const QByteArray &sql, F &&take);
    [[nodiscard]] bool accepts(const QString &schema, const QString &name) const;
    [[nodiscard]] Table *table(const QString &schema, const QString &name) const { return m_tables.value({schema, name}); }
    void constraint(Table &table, const QStringList &row);
    void view(const QStringList &row);
    template<class T>
    T &add(std::shared_ptr<T> object, const QString &schema, const QString &name, const QString &comment);

    const DuckdbReading &m_reading;
    const CatalogRequest &m_request;
    CatalogFilter m_filter;
    CatalogInfo m_info;
    std::vector<std::shared_ptr<SchemaObject>> m_objects;
    QHash<ObjectRef, Table *> m_tables;
    QHash<ObjectRef, View *> m_views;
    QHash<ObjectRef, QHash<QString, DuckdbColumnText>> m_texts;
    bool m_found = false; ///< the schema that was asked for is there
};

bool CatalogReader::accepts(const QString &schema, const QString &name) const
{
    return (m_request.schema.isEmpty() || schema.compare(m_request.schema, Qt::CaseInsensitive) == 0)
           && (m_filter.acceptsAll() || m_filter.accepts(schema, name));
}

template<class T>
T &CatalogReader::add(std::shared_ptr<T> object, const QString &schema, const QString &name, const QString &comment)
{
    object->ref = {schema, name};
    object->comment = comment;
    m_objects.push_back(object);
    return *object;
}

template<class F>
Result<void> CatalogReader::each(const QByteArray &sql, F &&take)
{
    if (Result<void> may = m_reading.goOn(); !may)
        return may;
    const Result<Rows> rows = duckdbTexts(m_reading.connection, sql);
    if (!rows)
        return fail(rows.error());
    for (const QStringList &row : *rows) {
        if (accepts(row[0], row[1]))
            take(row);
    }
    return {};
}

Result<void> CatalogReader::schemas()
{
    const Result<Rows> rows =
        duckdbTexts(m_reading.connection, "SELECT schema_name, comment FROM duckdb_schemas()"
                                          " WHERE database_name = current_database() AND (NOT internal OR schema_name = 'main')");
    if (!rows)
        return fail(rows.error());
    QStringList known;
    for (const QStringList &row : *rows) {
        known.append(row[0]);
        const bool wanted = m_request.schema.isEmpty() || row[0].compare(m_request.schema, Qt::CaseInsensitive) == 0;
        if (!wanted)
            continue;
        m_found = true;
        add(std::make_shared<Schema>(), {}, row[0], row[1]);
    }
    if (!m_found)
        return fail(ErrorKind::NotFound, tr("There is no schema “%1”; there are %2.").arg(m_request.schema, known.join(u", "_s)));
    return {};
}

Result<void> CatalogReader::tables()
{
    return each("SELECT schema_name, table_name, comment, CAST(estimated_size AS VARCHAR), sql FROM duckdb_tables()"
                " WHERE database_name = current_database() AND NOT internal AND NOT temporary",
                [&](const QStringList &row) {
                    Table &made = add(std::make_shared<Table>(), row[0], row[1], row[2]);
                    if (m_request.statistics)
                        made.statistics.rows = row[3].toLongLong();
                    m_tables.insert(made.ref, &made);
                    m_texts.insert(made.ref, duckdbColumnTexts(row[4]));
                });
}

Result<void> CatalogReader::columns()
{
    return each("SELECT schema_name, table_name, column_name, data_type, CAST(is_nullable AS VARCHAR), column_default, comment"
                " FROM duckdb_columns() WHERE database_name = current_database() AND NOT internal ORDER BY table_oid, column_index",
                [&](const QStringList &row) {
                    Column column;
                    column.name = row[2];
                    column.nativeType = row[3];
                    column.type = duckdbTypes().logical(row[3]);
                    column.nullable = row[4] == "true"_L1;
                    column.comment = row[6];
                    if (Table *owner = table(row[0], row[1])) {
                        const DuckdbColumnText text = m_texts.value(owner->ref).value(column.name);
                        column.collation = text.collation;
                        if (text.isGenerated) {
                            column.generated = Generated::Virtual;
                            column.generationExpression = text.expression;
                        } else if (!row[5].isNull()) {
                            column.defaultExpression = row[5];
                        }
                        owner->columns.push_back(std::move(column));
                    } else if (View *view = m_views.value({row[0], row[1]}); view && view->error.isEmpty()) {
                        view->columns.push_back(std::move(column));
                    }
                });
}

void CatalogReader::constraint(Table &table, const QStringList &row)
{
    const QStringList columns = duckdbTextList(row[5]);
    const QString &kind = row[2];
    if (kind == "PRIMARY KEY"_L1 || kind == "UNIQUE"_L1) {
        Key key;
        key.name = row[3];
        key.nameGenerated = true; // DuckDB forgets the name that was given
        key.columns = columns;
        if (kind == "UNIQUE"_L1)
            table.uniques.push_back(std::move(key));
        else
            table.primaryKey = std::move(key);
    } else if (kind == "CHECK"_L1) {
        Check check;
        check.name = row[3];
        check.nameGenerated = true;
        check.expression = row[4].startsWith(u'(') && row[4].endsWith(u')') ? row[4].sliced(1, row[4].size() - 2) : row[4];
        check.columns = columns;
        table.checks.push_back(std::move(check));
    } else if (kind == "FOREIGN KEY"_L1) {
        ForeignKey key;
        key.name = row[3];
        key.nameGenerated = true;
        key.columns = columns;
        key.target = {table.ref.schema, row[6]}; // DuckDB knows none across schemas
        key.targetColumns = duckdbTextList(row[7]);
        if (key.target != table.ref)
            table.dependsOn.push_back(key.target);
        table.foreignKeys.push_back(std::move(key));
    }
}

Result<void> CatalogReader::constraints()
{
    return each("SELECT schema_name, table_name, constraint_type, constraint_name, expression, CAST(to_json(constraint_column_names) AS VARCHAR),"
                " referenced_table, CAST(to_json(referenced_column_names) AS VARCHAR) FROM duckdb_constraints()"
                " WHERE database_name = current_database() ORDER BY table_oid, constraint_index",
                [&](const QStringList &row) {
                    if (Table *owner = table(row[0], row[1]))
                        constraint(*owner, row);
                });
}

Result<void> CatalogReader::indexes()
{
    return each("SELECT schema_name, table_name, index_name, CAST(is_unique AS VARCHAR), sql, comment FROM duckdb_indexes()"
                " WHERE database_name = current_database() ORDER BY index_name",
                [&](const QStringList &row) {
                    Table *owner = table(row[0], row[1]);
                    if (!owner)
                        return;
                    Index index;
                    index.name = row[2];
                    index.unique = row[3] == "true"_L1;
                    index.parts = duckdbIndexParts(row[4]);
                    index.comment = row[5];
                    owner->indexes.push_back(std::move(index));
                });
}

void CatalogReader::view(const QStringList &row)
{
    View &view = add(std::make_shared<View>(), row[0], row[1], row[2]);
    const DuckdbViewText text = duckdbViewText(row[3]);
    view.definition = text.query;
    if (!text.columns.isEmpty())
        view.options.insert(u"columns"_s, text.columns);
    for (const QString &name : duckdbTableNames(m_reading.connection, text.query, true)) {
        ObjectRef ref = duckdbNameParts(name);
        if (ref.schema.isEmpty())
            ref.schema = u"main"_s;
        view.dependsOn.push_back(ref);
    }
    DuckdbPrepared prepared;
    const QByteArray query = (u"FROM "_s + duckdbDialect().quoted(view.ref.schema) + u'.' + duckdbDialect().quoted(view.ref.name)).toUtf8();
    if (duckdb_prepare(m_reading.connection, query.constData(), prepared.out()) == DuckDBError)
        view.error = duckdbError(duckdb_prepare_error(prepared.get())).message;
    m_views.insert(view.ref, &view);
}

Result<void> CatalogReader::views()
{
    return each(
        "SELECT schema_name, view_name, comment, sql FROM duckdb_views() WHERE database_name = current_database() AND NOT internal AND NOT temporary",
        [&](const QStringList &row) { view(row); });
}

Result<void> CatalogReader::sequences()
{
    return each(
        "SELECT schema_name, sequence_name, comment, CAST(start_value AS VARCHAR), CAST(increment_by AS VARCHAR), CAST(min_value AS VARCHAR),"
        " CAST(max_value AS VARCHAR), CAST(cycle AS VARCHAR) FROM duckdb_sequences() WHERE database_name = current_database() AND NOT temporary",
        [&](const QStringList &row) {
            Sequence &made = add(std::make_shared<Sequence>(), row[0], row[1], row[2]);
            made.counting.type = u"BIGINT"_s;
            made.counting.start = row[3];
            made.counting.increment = row[4];
            made.counting.minimum = row[5];
            made.counting.maximum = row[6];
            made.counting.cycle = row[7] == "true"_L1;
        });
}

Result<void> CatalogReader::types()
{
    return each("SELECT schema_name, type_name, comment, logical_type, CAST(to_json(labels) AS VARCHAR) FROM duckdb_types()"
                " WHERE database_name = current_database() AND NOT internal",
                [&](const QStringList &row) {
                    TypeObject &made = add(std::make_shared<TypeObject>(), row[0], row[1], row[2]);
                    if (row[3] == "ENUM"_L1) {
                        made.variant = u"enum"_s;
                        made.values = duckdbTextList(row[4]);
                        return;
                    }
                    made.variant = u"domain"_s;
                    const Dialect &dialect = duckdbDialect();
                    const QString name = dialect.quoted(row[0]) + u'.' + dialect.quoted(row[1]);
                    const auto whole = duckdbTexts(m_reading.connection, (u"SELECT typeof(CAST(NULL AS "_s + name + u"))"_s).toUtf8());
                    made.baseType = whole && !whole->isEmpty() ? whole->first().first() : row[3];
                });
}

/// A macro of several forms is several rows.
Result<void> CatalogReader::macros()
{
    return each("SELECT schema_name, function_name, comment, function_type, CAST(to_json(parameters) AS VARCHAR), macro_definition"
                " FROM duckdb_functions() WHERE database_name = current_database() AND NOT internal AND function_type IN ('macro', 'table_macro')"
                " ORDER BY schema_name, function_name, len(parameters)",
                [&](const QStringList &row) {
                    const QString form =
                        u'(' + duckdbTextList(row[4]).join(u", "_s) + u") AS "_s + (row[3] == "macro"_L1 ? QString() : u"TABLE "_s) + row[5];
                    if (!m_objects.empty() && m_objects.back()->kind == ObjectKind::Routine && m_objects.back()->ref == ObjectRef{row[0], row[1]}) {
                        static_cast<Routine &>(*m_objects.back()).body += u", "_s + form;
                        return;
                    }
                    Routine &made = add(std::make_shared<Routine>(), row[0], row[1], row[2]);
                    made.variant = u"function"_s;
                    made.language = u"SQL"_s;
                    made.arguments = duckdbTextList(row[4]).join(u", "_s);
                    made.body = form;
                });
}

/// How many rows a Parquet file has stands in it.
Result<void> CatalogReader::dataFiles()
{
    if (!m_request.statistics)
        return {};
    for (const DuckdbDataFile &file : m_reading.target.files) {
        View *view = m_views.value({u"main"_s, file.view});
        if (!view || file.function != "read_parquet"_L1)
            continue;
        const auto rows = duckdbTexts(m_reading.connection, "SELECT CAST(num_rows AS VARCHAR) FROM parquet_file_metadata($1)", {file.path});
        if (rows && !rows->isEmpty())
            view->statistics.rows = rows->first().first().toLongLong();
    }
    return {};
}

Result<CatalogPtr> CatalogReader::read(const CatalogListener &listener)
{
    const ReadTransaction transaction(m_reading.connection);
    using Step = Result<void> (CatalogReader::*)();
    const std::pair<QString, Step> steps[] = {{tr("schemas"), &CatalogReader::schemas},
                                              {tr("tables"), &CatalogReader::tables},
                                              {tr("views"), &CatalogReader::views},
                                              {tr("columns"), &CatalogReader::columns},
                                              {tr("constraints"), &CatalogReader::constraints},
                                              {tr("indexes"), &CatalogReader::indexes},
                                              {tr("sequences"), &CatalogReader::sequences},
                                              {tr("types"), &CatalogReader::types},
                                              {tr("macros"), &CatalogReader::macros},
                                              {tr("data files"), &CatalogReader::dataFiles}};
    for (const auto &[name, step] : steps) {
        if (listener)
            listener({name, static_cast<qint64>(m_objects.size()), -1});
        if (Result<void> done = (this->*step)(); !done)
            return fail(done.error());
    }
    if (!m_request.statistics)
        m_info.bytes = -1;
    return Catalog::make(std::move(m_info), std::move(m_objects));
}

} // namespace

Result<CatalogPtr> readDuckdbCatalog(const DuckdbReading &reading, const CatalogRequest &request, const CatalogListener &listener, CatalogInfo info)
{
    return CatalogReader(reading, request, std::move(info)).read(listener);
}

} // namespace concord
