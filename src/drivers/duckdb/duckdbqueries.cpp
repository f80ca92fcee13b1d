// SPDX-License-Identifier: GPL-3.0-or-later
#include "duckdb/duckdbqueries.h"

#include "duckdb/duckdberror.h"
#include "duckdb/duckdbvaluetext.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace concord {

QString duckdbVersion()
{
    const QString version = QString::fromLatin1(duckdb_library_version());
    return version.startsWith(u'v') ? version.sliced(1) : version;
}

static void appendRows(duckdb_data_chunk chunk, QList<QStringList> &rows)
{
    const idx_t columns = duckdb_data_chunk_get_column_count(chunk);
    for (idx_t row = 0; row < duckdb_data_chunk_get_size(chunk); ++row) {
        QStringList cells;
        for (idx_t column = 0; column < columns; ++column) {
            const duckdb_vector vector = duckdb_data_chunk_get_vector(chunk, column);
            std::uint64_t *validity = duckdb_vector_get_validity(vector);
            if (validity && !duckdb_validity_row_is_valid(validity, row)) {
                cells.append(QString());
                continue;
            }
            const std::string_view text = duckdbBytes(duckdb_vector_get_data(vector), row);
            cells.append(text.empty() ? u""_s : QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())));
        }
        rows.append(std::move(cells));
    }
}

Result<QList<QStringList>> duckdbTexts(duckdb_connection connection, const QByteArray &sql, const QStringList &values)
{
    DuckdbPrepared prepared;
    if (duckdb_prepare(connection, sql.constData(), prepared.out()) == DuckDBError)
        return fail(duckdbError(duckdb_prepare_error(prepared.get())));
    for (qsizetype i = 0; i < values.size(); ++i) {
        const QByteArray utf8 = values[i].toUtf8();
        duckdb_bind_varchar_length(prepared.get(), static_cast<idx_t>(i) + 1, utf8.constData(), static_cast<idx_t>(utf8.size()));
    }
    DuckdbResult result;
    if (duckdb_execute_prepared(prepared.get(), result.out()) == DuckDBError)
        return fail(duckdbError(duckdb_result_error(result.out())));
    QList<QStringList> rows;
    for (;;) {
        const DuckdbChunk chunk(duckdb_fetch_chunk(result.get()));
        if (!chunk.get())
            return rows;
        appendRows(chunk.get(), rows);
    }
}

QStringList duckdbTextList(const QString &json)
{
    QStringList texts;
    const QJsonArray array = QJsonDocument::fromJson(json.toUtf8()).array();
    for (const auto &value : array)
        texts.append(value.toString());
    return texts;
}

QStringList duckdbTableNames(duckdb_connection connection, const QString &query, bool qualified)
{
    const DuckdbValue names(duckdb_get_table_names(connection, query.toUtf8().constData(), qualified));
    QStringList all;
    const idx_t count = names.get() ? duckdb_get_list_size(names.get()) : 0;
    for (idx_t i = 0; i < count; ++i) {
        const DuckdbValue name(duckdb_get_list_child(names.get(), i));
        all.append(takeDuckdbText(duckdb_get_varchar(name.get())));
    }
    return all;
}

} // namespace concord
