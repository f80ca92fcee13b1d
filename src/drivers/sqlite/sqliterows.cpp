// SPDX-License-Identifier: GPL-3.0-or-later
#include "sqlite/sqliterows.h"

#include "results/utf8.h"

#include <sqlite3.h>

using namespace Qt::StringLiterals;

namespace concord {

static QString declaredType(sqlite3_stmt *statement, int index)
{
    return QString::fromUtf8(sqlite3_column_decltype(statement, index));
}

/// https://www.sqlite.org/datatype3.html#determination_of_column_affinity; for columns that hold nothing but NULLs so far.
static Physical physicalOfDeclared(const QString &declared)
{
    const QString type = declared.toUpper();
    if (type.contains(u"INT"_s))
        return Physical::Int64;
    if (type.contains(u"REAL"_s) || type.contains(u"FLOA"_s) || type.contains(u"DOUB"_s))
        return Physical::Double;
    if (type.contains(u"BLOB"_s))
        return Physical::Bytes;
    return Physical::Text;
}

static Logical logicalOf(Physical physical, const QString &declared)
{
    switch (physical) {
    case Physical::Int64: return Logical::Integer;
    case Physical::Double: return Logical::Float;
    case Physical::Bytes: return Logical::Binary;
    case Physical::Text: return declared.compare(u"json"_s, Qt::CaseInsensitive) == 0 ? Logical::Json : Logical::Text;
    default: return Logical::Mixed;
    }
}

static QString storageClass(Physical physical)
{
    switch (physical) {
    case Physical::Int64: return u"INTEGER"_s;
    case Physical::Double: return u"REAL"_s;
    case Physical::Bytes: return u"BLOB"_s;
    case Physical::Text: return u"TEXT"_s;
    default: return u"ANY"_s;
    }
}

static std::vector<ColumnInfo> describe(sqlite3_stmt *statement)
{
    std::vector<ColumnInfo> infos(static_cast<std::size_t>(sqlite3_column_count(statement)));
    for (std::size_t i = 0; i < infos.size(); ++i) {
        const int column = static_cast<int>(i);
        infos[i].name = QString::fromUtf8(sqlite3_column_name(statement, column));
        infos[i].nativeType = declaredType(statement, column);
        infos[i].physical = physicalOfDeclared(infos[i].nativeType);
        infos[i].scale = 1; // a REAL always shows its point
    }
    return infos;
}

SqliteRows::SqliteRows(sqlite3_stmt *statement, RowSink &sink)
    : m_statement(statement),
      m_writer(sink, describe(statement)),
      m_decided(m_writer.columnCount(), false)
{
    m_writer.beforeAnnounce([this] { settleColumns(); });
}

bool SqliteRows::take()
{
    std::size_t textBytes = 0;
    for (std::size_t i = 0; i < m_decided.size(); ++i) {
        const int type = sqlite3_column_type(m_statement, static_cast<int>(i));
        if (type == SQLITE_NULL)
            m_writer.column(i).appendNull();
        else
            textBytes += append(i, type);
    }
    return m_writer.endRow(textBytes);
}

bool SqliteRows::finish()
{
    return m_writer.flush();
}

/// Until the columns are announced they may still become what the rows that wait show them to be.
void SqliteRows::settleColumns()
{
    for (std::size_t i = 0; i < m_decided.size(); ++i) {
        ColumnInfo &info = m_writer.infos()[i];
        info.physical = m_writer.column(i).physical();
        info.logical = logicalOf(info.physical, info.nativeType);
        if (info.nativeType.isEmpty())
            info.nativeType = storageClass(info.physical);
    }
}

void SqliteRows::decide(std::size_t index, Physical physical)
{
    m_decided[index] = true;
    ColumnData &data = m_writer.column(index);
    if (m_writer.announced() || data.physical() == physical)
        return;
    ColumnData decided(physical);
    for (std::uint32_t row = 0; row < data.rows(); ++row)
        decided.appendNull();
    data = std::move(decided);
    m_writer.infos()[index].physical = physical;
}

static Physical physicalOf(int valueType)
{
    switch (valueType) {
    case SQLITE_INTEGER: return Physical::Int64;
    case SQLITE_FLOAT: return Physical::Double;
    case SQLITE_BLOB: return Physical::Bytes;
    default: return Physical::Text;
    }
}

static std::string_view bytesOf(sqlite3_stmt *statement, int column, int valueType)
{
    const auto *bytes = valueType == SQLITE_TEXT ? reinterpret_cast<const char *>(sqlite3_column_text(statement, column))
                                                 : static_cast<const char *>(sqlite3_column_blob(statement, column));
    return {bytes, static_cast<std::size_t>(sqlite3_column_bytes(statement, column))};
}

/// Answers how many bytes of text were added.
std::size_t SqliteRows::append(std::size_t index, int valueType)
{
    const int column = static_cast<int>(index);
    const Physical wanted = physicalOf(valueType);
    if (!m_decided[index])
        decide(index, wanted);
    ColumnData &data = m_writer.column(index);
    const bool fits = data.physical() == wanted;
    switch (valueType) {
    case SQLITE_INTEGER: {
        const sqlite3_int64 value = sqlite3_column_int64(m_statement, column);
        if (fits) {
            data.appendFixed<std::int64_t>(value);
            return 0;
        }
        m_writer.appendVariant(index, Tag::Integer, std::to_string(value));
        return 0;
    }
    case SQLITE_FLOAT: {
        const double value = sqlite3_column_double(m_statement, column);
        if (fits) {
            data.appendFixed(value);
            return 0;
        }
        std::string text;
        appendDoubleText(value, m_writer.infos()[index], text);
        m_writer.appendVariant(index, Tag::Float, text);
        return 0;
    }
    default: {
        const std::string_view bytes = bytesOf(m_statement, column, valueType);
        // What a person stored as text in another encoding is shown as the bytes that it is: SQLite does not look.
        const bool isText = valueType == SQLITE_TEXT && isValidUtf8(bytes);
        if (fits && isText == (valueType == SQLITE_TEXT))
            data.appendBytes(bytes);
        else
            m_writer.appendVariant(index, isText ? Tag::Text : Tag::Bytes, bytes);
        return bytes.size();
    }
    }
}

} // namespace concord
