// SPDX-License-Identifier: GPL-3.0-or-later
#include "mysql/mysqlerror.h"
#include "mysql/mysqlresults.h"

#include <QCoreApplication>

#include <array>
#include <charconv>
#include <memory>

namespace concord {
namespace {

struct CloseStatement
{
    void operator()(MYSQL_STMT *prepared) const { mysql_stmt_close(prepared); }
};
using Prepared = std::unique_ptr<MYSQL_STMT, CloseStatement>;

/// A parameter's value where MYSQL_BIND can point at it.
struct BoundValue
{
    QByteArray text;
    std::int64_t integer = 0;
    std::uint64_t unsignedInteger = 0;
    double number = 0;
    unsigned long length = 0;
};

void bindText(MYSQL_BIND &bind, BoundValue &value, const QString &text, enum_field_types type)
{
    value.text = text.toUtf8();
    value.length = static_cast<unsigned long>(value.text.size());
    bind.buffer_type = type;
    bind.buffer = value.text.data();
    bind.buffer_length = value.length;
    bind.length = &value.length;
}

void bindNumber(MYSQL_BIND &bind, void *number, enum_field_types type, bool isUnsigned)
{
    bind.buffer_type = type;
    bind.buffer = number;
    bind.is_unsigned = isUnsigned;
}

void bindParameter(MYSQL_BIND &bind, BoundValue &value, const Parameter &parameter)
{
    bool ok = false;
    switch (parameter.type) {
    case Tag::Null: bind.buffer_type = MYSQL_TYPE_NULL; return;
    case Tag::Boolean:
        value.integer = parameter.text.compare(QLatin1String("true"), Qt::CaseInsensitive) == 0 || parameter.text == QLatin1String("1");
        bindNumber(bind, &value.integer, MYSQL_TYPE_LONGLONG, false);
        return;
    case Tag::Integer:
        value.integer = parameter.text.toLongLong(&ok);
        if (ok) {
            bindNumber(bind, &value.integer, MYSQL_TYPE_LONGLONG, false);
            return;
        }
        value.unsignedInteger = parameter.text.toULongLong(&ok);
        if (ok)
            bindNumber(bind, &value.unsignedInteger, MYSQL_TYPE_LONGLONG, true);
        else
            bindText(bind, value, parameter.text, MYSQL_TYPE_NEWDECIMAL); // wider than 64 bits
        return;
    case Tag::Decimal: bindText(bind, value, parameter.text, MYSQL_TYPE_NEWDECIMAL); return;
    case Tag::Float:
        value.number = parameter.text.toDouble(&ok);
        if (ok) {
            bindNumber(bind, &value.number, MYSQL_TYPE_DOUBLE, false);
            return;
        }
        break;
    default: break;
    }
    bindText(bind, value, parameter.text, MYSQL_TYPE_STRING);
}

/// A column of the binary protocol, read and written as the text protocol would have it.
struct FetchedColumn
{
    const MYSQL_FIELD *field = nullptr;
    std::int64_t integer = 0;
    float single = 0;
    double number = 0;
    MYSQL_TIME time{};
    QByteArray bytes;
    unsigned long length = 0;
    my_bool isNull = 0;
    std::array<char, 64> text{};
};

void bindColumn(MYSQL_BIND &bind, FetchedColumn &column)
{
    bind.is_null = &column.isNull;
    bind.length = &column.length;
    switch (column.field->type) {
    case MYSQL_TYPE_TINY:
    case MYSQL_TYPE_SHORT:
    case MYSQL_TYPE_INT24:
    case MYSQL_TYPE_LONG:
    case MYSQL_TYPE_LONGLONG:
    case MYSQL_TYPE_YEAR: bindNumber(bind, &column.integer, MYSQL_TYPE_LONGLONG, (column.field->flags & UNSIGNED_FLAG) != 0); return;
    case MYSQL_TYPE_FLOAT: bindNumber(bind, &column.single, MYSQL_TYPE_FLOAT, false); return;
    case MYSQL_TYPE_DOUBLE: bindNumber(bind, &column.number, MYSQL_TYPE_DOUBLE, false); return;
    case MYSQL_TYPE_DATE:
    case MYSQL_TYPE_NEWDATE:
    case MYSQL_TYPE_DATETIME:
    case MYSQL_TYPE_TIMESTAMP:
    case MYSQL_TYPE_TIME:
        bind.buffer_type = column.field->type;
        bind.buffer = &column.time;
        return;
    default:
        if (column.bytes.isEmpty())
            column.bytes.resize(512);
        bind.buffer_type = MYSQL_TYPE_STRING;
        bind.buffer = column.bytes.data();
        bind.buffer_length = static_cast<unsigned long>(column.bytes.size());
    }
}

std::string_view written(FetchedColumn &column, int length)
{
    return {column.text.data(), static_cast<std::size_t>(length)};
}

template<class T>
std::string_view writtenNumber(FetchedColumn &column, T number)
{
    const auto end = std::to_chars(column.text.data(), column.text.data() + column.text.size(), number).ptr;
    return written(column, static_cast<int>(end - column.text.data()));
}

std::string_view writtenInteger(FetchedColumn &column)
{
    const bool isUnsigned = (column.field->flags & UNSIGNED_FLAG) != 0;
    if (column.field->flags & ZEROFILL_FLAG || column.field->type == MYSQL_TYPE_YEAR) {
        const int width = column.field->type == MYSQL_TYPE_YEAR ? 4 : static_cast<int>(column.field->length);
        return written(column,
                       std::snprintf(column.text.data(), column.text.size(), "%0*llu", width, static_cast<unsigned long long>(column.integer)));
    }
    return isUnsigned ? writtenNumber(column, static_cast<std::uint64_t>(column.integer)) : writtenNumber(column, column.integer);
}

std::string_view writtenTime(FetchedColumn &column)
{
    const MYSQL_TIME &time = column.time;
    char *const at = column.text.data();
    const std::size_t room = column.text.size();
    int length = 0;
    if (column.field->type == MYSQL_TYPE_TIME)
        length = std::snprintf(at, room, "%s%02u:%02u:%02u", time.neg ? "-" : "", time.day * 24 + time.hour, time.minute, time.second);
    else
        length = std::snprintf(at, room, "%04u-%02u-%02u", time.year, time.month, time.day);
    if (column.field->type == MYSQL_TYPE_DATETIME || column.field->type == MYSQL_TYPE_TIMESTAMP) {
        length += std::snprintf(at + length, room - static_cast<std::size_t>(length), " %02u:%02u:%02u", time.hour, time.minute, time.second);
    }
    const unsigned decimals = column.field->decimals;
    if (decimals == 0 || decimals > 6 || column.field->type == MYSQL_TYPE_DATE || column.field->type == MYSQL_TYPE_NEWDATE)
        return written(column, length);
    std::snprintf(at + length, room - static_cast<std::size_t>(length), ".%06lu", time.second_part);
    return written(column, length + 1 + static_cast<int>(decimals));
}

std::string_view textOf(MYSQL_STMT *prepared, unsigned int index, FetchedColumn &column)
{
    switch (column.field->type) {
    case MYSQL_TYPE_TINY:
    case MYSQL_TYPE_SHORT:
    case MYSQL_TYPE_INT24:
    case MYSQL_TYPE_LONG:
    case MYSQL_TYPE_LONGLONG:
    case MYSQL_TYPE_YEAR: return writtenInteger(column);
    case MYSQL_TYPE_FLOAT: return writtenNumber(column, column.single);
    case MYSQL_TYPE_DOUBLE: return writtenNumber(column, column.number);
    case MYSQL_TYPE_DATE:
    case MYSQL_TYPE_NEWDATE:
    case MYSQL_TYPE_DATETIME:
    case MYSQL_TYPE_TIMESTAMP:
    case MYSQL_TYPE_TIME: return writtenTime(column);
    default: break;
    }
    if (column.length > static_cast<unsigned long>(column.bytes.size())) {
        // The value was longer than the room for it: ask for this cell again. The buffer grows here, and is bound anew for later rows.
        column.bytes.resize(static_cast<qsizetype>(column.length));
        MYSQL_BIND whole{};
        unsigned long length = 0;
        my_bool isNull = 0;
        whole.buffer_type = MYSQL_TYPE_STRING;
        whole.buffer = column.bytes.data();
        whole.buffer_length = static_cast<unsigned long>(column.bytes.size());
        whole.length = &length;
        whole.is_null = &isNull;
        mysql_stmt_fetch_column(prepared, &whole, index, 0);
    }
    return {column.bytes.constData(), column.length};
}

Result<void> fetchRows(MYSQL *mysql, MYSQL_STMT *prepared, MYSQL_RES *meta, const QString &text, MysqlDelivery &delivery)
{
    const unsigned int count = mysql_num_fields(meta);
    const MYSQL_FIELD *fields = mysql_fetch_fields(meta);
    delivery.begin(fields, count);
    std::vector<FetchedColumn> columns(count);
    std::vector<MYSQL_BIND> binds(count);
    for (unsigned int i = 0; i < count; ++i) {
        columns[i].field = &fields[i];
        bindColumn(binds[i], columns[i]);
    }
    if (mysql_stmt_bind_result(prepared, binds.data()) != 0)
        return fail(mysqlError(prepared, text));
    std::vector<const char *> cells(count);
    std::vector<unsigned long> lengths(count);
    for (;;) {
        if (delivery.hasRowsWaiting() && isSilent(mysql))
            delivery.pause();
        const int status = mysql_stmt_fetch(prepared);
        if (status == MYSQL_NO_DATA)
            break;
        if (status != 0 && status != MYSQL_DATA_TRUNCATED)
            return fail(mysqlError(prepared, text));
        bool grown = false;
        for (unsigned int i = 0; i < count; ++i) {
            const qsizetype before = columns[i].bytes.size();
            const std::string_view cell = columns[i].isNull ? std::string_view{} : textOf(prepared, i, columns[i]);
            cells[i] = columns[i].isNull ? nullptr : cell.data();
            lengths[i] = cell.size();
            grown = grown || columns[i].bytes.size() != before;
        }
        delivery.row(cells.data(), lengths.data());
        if (grown) {
            for (unsigned int i = 0; i < count; ++i)
                bindColumn(binds[i], columns[i]);
            mysql_stmt_bind_result(prepared, binds.data());
        }
    }
    delivery.end({});
    return {};
}

Result<void> readResults(MYSQL *mysql, MYSQL_STMT *prepared, const QString &text, MysqlDelivery &delivery)
{
    int status = 0;
    while (status == 0) {
        if (MYSQL_RES *meta = mysql_stmt_result_metadata(prepared)) {
            auto read = fetchRows(mysql, prepared, meta, text, delivery);
            mysql_free_result(meta);
            if (!read)
                return read;
        } else {
            ResultSetEnd end;
            end.affectedRows = static_cast<qint64>(mysql_stmt_affected_rows(prepared));
            if (const char *info = mysql_info(mysql))
                end.command = QString::fromUtf8(info);
            delivery.end(end);
        }
        status = mysql_stmt_next_result(prepared);
    }
    if (status > 0)
        return fail(mysqlError(prepared, text));
    return {};
}

} // namespace

Result<void> runMysqlPrepared(MYSQL *mysql, const Statement &statement, MysqlDelivery &delivery, bool bindMissing)
{
    const Prepared prepared(mysql_stmt_init(mysql));
    if (!prepared)
        return fail(mysqlError(mysql));
    const QByteArray utf8 = statement.text.toUtf8();
    if (mysql_stmt_prepare(prepared.get(), utf8.constData(), static_cast<unsigned long>(utf8.size())) != 0)
        return fail(mysqlError(prepared.get(), statement.text));
    const auto count = static_cast<qsizetype>(mysql_stmt_param_count(prepared.get()));
    if (count != statement.parameters.size() && !(bindMissing && count > statement.parameters.size())) {
        return fail(ErrorKind::Usage, QCoreApplication::translate("Mysql", "The statement has %1 placeholders, but %2 values were given")
                                          .arg(count)
                                          .arg(statement.parameters.size()));
    }
    std::vector<BoundValue> values(static_cast<std::size_t>(count));
    std::vector<MYSQL_BIND> binds(static_cast<std::size_t>(count));
    const Parameter missing{{}, Tag::Null, {}};
    for (qsizetype i = 0; i < count; ++i) {
        const auto at = static_cast<std::size_t>(i);
        bindParameter(binds[at], values[at], i < statement.parameters.size() ? statement.parameters[i] : missing);
    }
    if (count > 0 && mysql_stmt_bind_param(prepared.get(), binds.data()) != 0)
        return fail(mysqlError(prepared.get(), statement.text));
    if (mysql_stmt_execute(prepared.get()) != 0)
        return fail(mysqlError(prepared.get(), statement.text));
    auto read = readResults(mysql, prepared.get(), statement.text, delivery);
    if (!read && delivery.brokeOff(read.error()))
        return {};
    return read;
}

} // namespace concord
