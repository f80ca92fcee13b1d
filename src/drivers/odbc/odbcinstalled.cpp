// SPDX-License-Identifier: GPL-3.0-or-later
#include "odbc/odbcinstalled.h"

#include "odbc/odbcapi.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>
#include <array>
#include <memory>

using namespace Qt::StringLiterals;

namespace concord {

namespace {

struct EnvironmentCloser
{
    using pointer = SQLHENV;
    void operator()(SQLHENV environment) const { SQLFreeHandle(SQL_HANDLE_ENV, environment); }
};

/// All that `next` gives, a name with its description; it is SQLDriversW or SQLDataSourcesW.
template<class F>
QList<std::pair<QString, QString>> entries(F &&next)
{
    SQLHENV raw = nullptr;
    if (!SQL_SUCCEEDED(SQLAllocHandle(SQL_HANDLE_ENV, SQL_NULL_HANDLE, &raw)))
        return {};
    const std::unique_ptr<SQLHENV, EnvironmentCloser> environment(raw);
    SQLSetEnvAttr(raw, SQL_ATTR_ODBC_VERSION, odbcNumber(SQL_OV_ODBC3), 0);
    QList<std::pair<QString, QString>> found;
    std::array<SQLWCHAR, 512> name{};
    std::array<SQLWCHAR, 1024> more{};
    SQLSMALLINT nameLength = 0;
    SQLSMALLINT moreLength = 0;
    SQLUSMALLINT direction = SQL_FETCH_FIRST;
    while (
        SQL_SUCCEEDED(next(raw, direction, name.data(), SQLSMALLINT(name.size()), &nameLength, more.data(), SQLSMALLINT(more.size()), &moreLength))) {
        found.append({fromOdbc(name.data(), std::min<qsizetype>(nameLength, name.size() - 1)),
                      fromOdbc(more.data(), std::min<qsizetype>(moreLength, more.size() - 1))});
        direction = SQL_FETCH_NEXT;
    }
    return found;
}

QList<std::pair<QString, QString>> dataSources()
{
    return entries([](auto... arguments) { return SQLDataSourcesW(arguments...); });
}

QStringList namesOf(const QList<std::pair<QString, QString>> &all)
{
    QStringList names;
    for (const auto &[name, more] : all)
        names.append(name);
    names.removeDuplicates();
    return names;
}

/// "Driver 9" before "Driver 18", in every locale.
QString versionKey(const QString &name)
{
    static const QRegularExpression number(u"\\d+"_s);
    QString key;
    qsizetype done = 0;
    auto matches = number.globalMatch(name);
    while (matches.hasNext()) {
        const auto match = matches.next();
        key += name.sliced(done, match.capturedStart() - done) + match.captured().rightJustified(8, u'0');
        done = match.capturedEnd();
    }
    return key + name.sliced(done);
}

/// "ODBC Driver * for SQL Server" as a pattern of whole names.
QRegularExpression patternOf(const QString &preferred)
{
    QString pattern = QRegularExpression::escape(preferred);
    pattern.replace("\\*"_L1, ".*"_L1);
    return QRegularExpression(QRegularExpression::anchoredPattern(pattern), QRegularExpression::CaseInsensitiveOption);
}

} // namespace

QStringList installedOdbcDrivers()
{
    return namesOf(entries([](auto... arguments) { return SQLDriversW(arguments...); }));
}

QStringList odbcDataSources()
{
    return namesOf(dataSources());
}

QString driverOfOdbcDataSource(const QString &dsn)
{
    const auto all = dataSources();
    for (const auto &[name, driver] : all) {
        if (name.compare(dsn, Qt::CaseInsensitive) == 0)
            return driver;
    }
    return {};
}

static Result<void> checkKnown(const QString &name, const QStringList &known, const QString &what)
{
    if (known.contains(name, Qt::CaseInsensitive))
        return {};
    const QString have = known.isEmpty() ? QCoreApplication::translate("Odbc", "None is set up here.")
                                         : QCoreApplication::translate("Odbc", "There are: %1.").arg(known.join(u", "_s));
    return fail(ErrorKind::NotFound, QCoreApplication::translate("Odbc", "There is no ODBC %1 “%2” on this computer. %3").arg(what, name, have));
}

Result<void> checkOdbcDriver(const QString &name)
{
    return name.startsWith(u'/') ? Result<void>() : checkKnown(name, installedOdbcDrivers(), QCoreApplication::translate("Odbc", "driver"));
}

Result<void> checkOdbcDataSource(const QString &name)
{
    return checkKnown(name, odbcDataSources(), QCoreApplication::translate("Odbc", "data source"));
}

Result<QString> preferredOdbcDriver(const QStringList &preferred, const QString &product, const QString &advice)
{
    return preferredOdbcDriver(installedOdbcDrivers(), preferred, product, advice);
}

Result<QString> preferredOdbcDriver(const QStringList &installed, const QStringList &preferred, const QString &product, const QString &advice)
{
    for (const QString &wanted : preferred) {
        QStringList fitting = installed.filter(patternOf(wanted));
        if (fitting.isEmpty())
            continue;
        return *std::ranges::max_element(fitting, {}, versionKey);
    }
    const QString have = installed.isEmpty() ? QCoreApplication::translate("Odbc", "No ODBC driver is installed.")
                                             : QCoreApplication::translate("Odbc", "Installed ODBC drivers: %1.").arg(installed.join(u", "_s));
    Error error;
    error.kind = ErrorKind::NotFound;
    error.message = QCoreApplication::translate("Odbc", "No ODBC driver for %1 is installed. %2").arg(product, advice);
    error.detail = have + u'\n' + QCoreApplication::translate("Odbc", "Looked for: %1.").arg(preferred.join(u", "_s));
    return fail(std::move(error));
}

} // namespace concord
