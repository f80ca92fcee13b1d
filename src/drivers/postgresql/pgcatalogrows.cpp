// SPDX-License-Identifier: GPL-3.0-or-later
#include "postgresql/pgcatalogrows.h"

#include "postgresql/pgconditions.h"

#include <charconv>

namespace concord {

/// Rows that libpq hands over at once; a catalog's rows are narrow.
static constexpr int rowsPerChunk = 2000;

std::string_view PgRow::bytes(int column) const
{
    return {PQgetvalue(m_result, m_row, column), static_cast<size_t>(PQgetlength(m_result, m_row, column))};
}

QString PgRow::text(int column) const
{
    return QString::fromUtf8(PQgetvalue(m_result, m_row, column), PQgetlength(m_result, m_row, column));
}

std::optional<QString> PgRow::optionalText(int column) const
{
    if (isNull(column))
        return std::nullopt;
    return text(column);
}

QString PgRow::expression(int column) const
{
    return pgFlatConditions(text(column));
}

char PgRow::letter(int column) const
{
    const std::string_view value = bytes(column);
    return value.empty() ? '\0' : value.front();
}

qint64 PgRow::number(int column) const
{
    const std::string_view value = bytes(column);
    qint64 number = 0;
    std::from_chars(value.data(), value.data() + value.size(), number);
    return number;
}

std::vector<std::uint32_t> PgRow::numbers(int column) const
{
    std::vector<std::uint32_t> found;
    std::string_view value = bytes(column);
    // An int2vector that was cast to an array begins at 0: "[0:1]={1,2}".
    if (const size_t equals = value.find('='); equals != std::string_view::npos)
        value.remove_prefix(equals + 1);
    const char *at = value.data();
    const char *const end = at + value.size();
    while (at < end) {
        std::uint32_t number = 0;
        const auto [next, problem] = std::from_chars(at, end, number);
        if (problem == std::errc())
            found.push_back(number);
        at = problem == std::errc() ? next : at + 1;
    }
    return found;
}

QStringList PgRow::texts(int column) const
{
    const std::string_view value = bytes(column);
    QStringList elements;
    size_t i = 1; // past {
    while (i < value.size() && value[i] != '}') {
        std::string element;
        if (value[i] == '"') {
            for (++i; i < value.size() && value[i] != '"'; ++i) {
                if (value[i] == '\\')
                    ++i;
                element += value[i];
            }
            ++i;
        } else {
            for (; i < value.size() && value[i] != ',' && value[i] != '}'; ++i)
                element += value[i];
            if (element == "NULL")
                element.clear();
        }
        elements.append(QString::fromStdString(element));
        if (i < value.size() && value[i] == ',')
            ++i;
    }
    return elements;
}

static std::vector<const char *> pointers(const QList<QByteArray> &values)
{
    std::vector<const char *> texts;
    texts.reserve(static_cast<size_t>(values.size()));
    for (const QByteArray &value : values)
        texts.push_back(value.constData());
    return texts;
}

Result<void> allPgRows(PGconn *connection, const QByteArray &sql, const QList<QByteArray> &values, const std::function<void(const PgRow &)> &each)
{
    const std::vector<const char *> texts = pointers(values);
    const PgResult result(PQexecParams(connection, sql.constData(), static_cast<int>(texts.size()), nullptr, texts.data(), nullptr, nullptr, 0));
    if (PQresultStatus(result.get()) != PGRES_TUPLES_OK)
        return fail(pgError(result.get(), connection));
    for (int row = 0; row < PQntuples(result.get()); ++row)
        each(PgRow(result.get(), row));
    return {};
}

Result<void> eachPgRow(PGconn *connection, const QByteArray &sql, const QList<QByteArray> &values, const std::function<void(const PgRow &)> &each)
{
    const std::vector<const char *> texts = pointers(values);
    if (PQsendQueryParams(connection, sql.constData(), static_cast<int>(texts.size()), nullptr, texts.data(), nullptr, nullptr, 0) == 0)
        return fail(pgError(nullptr, connection));
    PQsetChunkedRowsMode(connection, rowsPerChunk);
    Result<void> outcome;
    while (const PgResult result{PQgetResult(connection)}) {
        const ExecStatusType status = PQresultStatus(result.get());
        if (status != PGRES_TUPLES_OK && status != PGRES_TUPLES_CHUNK) {
            if (outcome)
                outcome = fail(pgError(result.get(), connection));
            continue;
        }
        const int rows = PQntuples(result.get());
        for (int row = 0; row < rows && outcome; ++row)
            each(PgRow(result.get(), row));
    }
    return outcome;
}

Result<void> runPgCommand(PGconn *connection, const QByteArray &sql)
{
    const PgResult result(PQexec(connection, sql.constData()));
    const ExecStatusType status = PQresultStatus(result.get());
    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK)
        return fail(pgError(result.get(), connection));
    return {};
}

QByteArray pgArray(const std::vector<std::uint32_t> &oids)
{
    QByteArray array = "{";
    for (const std::uint32_t oid : oids) {
        if (array.size() > 1)
            array += ',';
        array += QByteArray::number(oid);
    }
    return array + '}';
}

} // namespace concord
