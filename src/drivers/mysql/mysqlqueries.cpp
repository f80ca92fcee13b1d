// SPDX-License-Identifier: GPL-3.0-or-later
#include "mysql/mysqlqueries.h"

#include "mysql/mysqlerror.h"

#include <QByteArrayView>
#include <QCoreApplication>
#include <QStringList>

#include <charconv>

using namespace Qt::StringLiterals;

namespace concord {

qint64 MysqlRow::number(int i, qint64 otherwise) const
{
    const std::string_view digits = view(i);
    qint64 value = 0;
    const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return read.ec == std::errc() && !digits.empty() ? value : otherwise;
}

MysqlQueries::MysqlQueries(MYSQL *mysql, std::function<bool()> isCancelled)
    : m_mysql(mysql),
      m_isCancelled(std::move(isCancelled)),
      m_mariaDb(QByteArrayView(mysql_get_server_info(mysql)).contains("MariaDB"))
{}

Result<void> MysqlQueries::prepare()
{
    const auto row = firstRow(u"SELECT @@lower_case_table_names"_s);
    if (!row)
        return fail(row.error());
    m_lowerCaseTableNames = row->value(0).toInt();
    return each(u"SELECT TABLE_NAME, COLUMN_NAME FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = 'information_schema' AND TABLE_NAME IN "
                "('TABLES', 'COLUMNS', 'STATISTICS', 'CHECK_CONSTRAINTS', 'TABLE_CONSTRAINTS', 'VIEWS', 'SCHEMATA', 'SEQUENCES', 'PERIODS', "
                "'KEY_PERIOD_USAGE')"_s,
                [this](const MysqlRow &found) { m_columns[found.text(0).toUpper()].insert(found.text(1).toUpper()); });
}

Result<void> MysqlQueries::each(const QString &sql, const OnRow &onRow) const
{
    const QByteArray utf8 = sql.toUtf8();
    if (mysql_real_query(m_mysql, utf8.constData(), static_cast<unsigned long>(utf8.size())) != 0)
        return fail(mysqlError(m_mysql, sql));
    if (MYSQL_RES *result = mysql_use_result(m_mysql)) {
        while (const MYSQL_ROW row = mysql_fetch_row(result))
            onRow(MysqlRow(row, mysql_fetch_lengths(result)));
        mysql_free_result(result);
    }
    if (mysql_errno(m_mysql) != 0)
        return fail(mysqlError(m_mysql, sql));
    if (m_isCancelled()) // MySQL lets some queries end as if all were well when they are killed
        return fail(ErrorKind::Cancelled, QCoreApplication::translate("Mysql", "The reading was stopped"));
    return {};
}

Result<void> MysqlQueries::eachOf(const QStringList &statements, const std::function<void(qsizetype, const MysqlRow &)> &onRow) const
{
    if (mysql_set_server_option(m_mysql, MYSQL_OPTION_MULTI_STATEMENTS_ON) != 0)
        return fail(mysqlError(m_mysql, statements.value(0)));
    const QByteArray utf8 = statements.join(u';').toUtf8();
    int status = mysql_real_query(m_mysql, utf8.constData(), static_cast<unsigned long>(utf8.size()));
    for (qsizetype i = 0; status == 0; ++i) {
        if (MYSQL_RES *result = mysql_use_result(m_mysql)) {
            while (const MYSQL_ROW row = mysql_fetch_row(result))
                onRow(i, MysqlRow(row, mysql_fetch_lengths(result)));
            mysql_free_result(result);
        }
        status = mysql_errno(m_mysql) != 0 ? 1 : mysql_next_result(m_mysql);
    }
    Result<void> read;
    if (status > 0)
        read = fail(mysqlError(m_mysql, statements.value(0)));
    else if (m_isCancelled())
        read = fail(ErrorKind::Cancelled, QCoreApplication::translate("Mysql", "The reading was stopped"));
    mysql_set_server_option(m_mysql, MYSQL_OPTION_MULTI_STATEMENTS_OFF);
    return read;
}

Result<void> MysqlQueries::run(const QString &sql) const
{
    return each(sql, [](const MysqlRow &) {});
}

Result<QStringList> MysqlQueries::firstRow(const QString &sql) const
{
    QStringList cells;
    auto read = each(sql, [&](const MysqlRow &row) {
        const int count = static_cast<int>(mysql_field_count(m_mysql));
        for (int i = 0; i < count && cells.size() < count; ++i)
            cells.append(row.text(i));
    });
    if (!read)
        return fail(read.error());
    return cells;
}

QString MysqlQueries::literal(const QString &text) const
{
    const QByteArray utf8 = text.toUtf8();
    QByteArray escaped(utf8.size() * 2 + 1, Qt::Uninitialized);
    escaped.truncate(
        static_cast<qsizetype>(mysql_real_escape_string(m_mysql, escaped.data(), utf8.constData(), static_cast<unsigned long>(utf8.size()))));
    return u'\'' + QString::fromUtf8(escaped) + u'\'';
}

QString MysqlQueries::column(const QString &table, const QString &column, const QString &otherwise) const
{
    return has(table, column) ? column : otherwise;
}

QString MysqlQueries::isNamed(const QString &column, const QString &name) const
{
    // MariaDB finds the folder by the first condition and compares without case; MySQL compares as lower_case_table_names says.
    const QString plain = column + u" = "_s + literal(name);
    return m_mariaDb && m_lowerCaseTableNames == 0 ? plain + u" AND BINARY "_s + plain : plain;
}

} // namespace concord
