// SPDX-License-Identifier: GPL-3.0-or-later
#include "odbc/odbclink.h"

#include "odbc/odbcdiagnostics.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <array>
#include <mutex>
#include <vector>

using namespace Qt::StringLiterals;

namespace concord {

static QString tr(const char *text)
{
    return QCoreApplication::translate("Odbc", text);
}

/// Qt joins the records to "words words, 08S01;08001" and their numbers to "20009;0".
static Error openingError(const Error &fromQt, const Secret &secret)
{
    Error error = fromQt;
    if (error.kind != ErrorKind::Connection) {
        if (error.kind == ErrorKind::Internal) { // without the plugin
            error.kind = ErrorKind::Unsupported;
            error.detail = tr("Install Qt's ODBC plugin (Debian and Ubuntu: libqt6sql6-odbc) and unixODBC.");
        }
        return error;
    }
    static const QRegularExpression ending(u", ([0-9A-Z]{5}(?:;[0-9A-Z]{5})*)$"_s);
    if (const auto match = ending.match(error.message); match.hasMatch()) {
        const QStringList states = match.captured(1).split(u';');
        error.message.truncate(match.capturedStart());
        QStringList numbers = error.code.split(u';');
        numbers.removeAll(u"0"_s);
        if (!numbers.isEmpty() && !numbers.first().isEmpty())
            error.detail = tr("Native error %1").arg(numbers.join(u", "_s));
        error.code = odbc3State(states.first());
    }
    error.message = withoutOdbcPrefix(error.message);
    static const QRegularExpression inner(u"\\s*\\[[^\\]]*\\]\\[[^\\]]*\\]\\s*"_s); // where a further record begins
    error.message.replace(inner, u"\n"_s);
    error.kind = kindOfOdbcState(error.code, error.message, true);
    const auto says = [&error](QLatin1StringView words) { return error.message.contains(words, Qt::CaseInsensitive); };
    if (says("can't open lib"_L1) || says("data source name not found"_L1))
        error.kind = ErrorKind::NotFound;
    else if (error.kind == ErrorKind::Connection && (says("password"_L1) || says("login failed"_L1) || says("access denied"_L1)))
        error.kind = ErrorKind::Authentication;
    const QString word = QString::fromUtf8(secret.reveal());
    if (word.size() > 2)
        error.message.replace(word, u"•••"_s); // some drivers repeat what they were given
    return error;
}

/// FreeTDS knows no doubled brace and ends a value in braces at "};" alone, and Qt's plugin puts what has a semicolon into quotes, which
/// FreeTDS takes for part of it: values go over bare, or not at all.
static Result<QString> loginValue(const OdbcTarget &target, const QString &value)
{
    if (!target.value(u"DRIVER"_s).contains("tds"_L1, Qt::CaseInsensitive))
        return odbcQuoted(value);
    if (value.contains(u';') || value.startsWith(u'{'))
        return fail(ErrorKind::Unsupported, tr("FreeTDS cannot be handed a user's name or a password that holds “;” or begins with “{”. Use "
                                               "Microsoft's driver, or another password."));
    return value;
}

Result<OdbcLink> OdbcLink::open(const OdbcTarget &target, const Secret &secret, Deadline deadline)
{
    const auto text = odbcConnectionString(target);
    if (!text)
        return fail(text.error());
    QtSqlSettings settings;
    settings.plugin = u"QODBC"_s;
    settings.database = *text;
    const auto user = loginValue(target, target.user);
    const auto word = loginValue(target, QString::fromUtf8(secret.reveal()));
    if (!user || !word)
        return fail(!user ? user.error() : word.error());
    settings.user = *user;
    settings.options = u"SQL_ATTR_LOGIN_TIMEOUT=%1"_s.arg(std::max(1, target.loginSeconds));
    if (!target.odbc2)
        settings.options += u";SQL_ATTR_ODBC_VERSION=SQL_OV_ODBC3"_s;
    const Secret quoted = secret.isNull() ? Secret() : Secret(word->toUtf8());
    auto link = QtSqlLink::open(settings, quoted, deadline);
    if (!link)
        return fail(openingError(link.error(), secret));
    OdbcLink opened;
    opened.m_link = std::move(*link);
    opened.m_handle = opened.m_link.handle<SQLHDBC>("void*", "SQLHANDLE");
    if (!opened.m_handle)
        return fail(ErrorKind::Internal, tr("Qt's ODBC plugin does not give its handle."));
    if (target.readOnly)
        SQLSetConnectAttrW(opened.m_handle, SQL_ATTR_ACCESS_MODE, odbcNumber(SQL_MODE_READ_ONLY), SQL_IS_UINTEGER);
    return opened;
}

QString OdbcLink::text(SQLUSMALLINT what) const
{
    std::array<SQLWCHAR, 2048> buffer{};
    SQLSMALLINT bytes = 0;
    if (!SQL_SUCCEEDED(SQLGetInfoW(m_handle, what, buffer.data(), sizeof buffer, &bytes)))
        return {};
    const QString whole = fromOdbc(buffer.data(), std::clamp<qsizetype>(bytes / 2, 0, buffer.size() - 1));
    return whole.section(QChar(0), 0, 0);
}

SQLUINTEGER OdbcLink::number(SQLUSMALLINT what) const
{
    SQLUINTEGER value = 0;
    return SQL_SUCCEEDED(SQLGetInfoW(m_handle, what, &value, sizeof value, nullptr)) ? value : 0;
}

SQLUSMALLINT OdbcLink::shortNumber(SQLUSMALLINT what) const
{
    SQLUSMALLINT value = 0;
    return SQL_SUCCEEDED(SQLGetInfoW(m_handle, what, &value, sizeof value, nullptr)) ? value : 0;
}

void OdbcLink::leak()
{
    static std::mutex mutex;
    static auto *kept = new std::vector<QtSqlLink>; // never destroyed: that would close them
    const std::scoped_lock lock(mutex);
    kept->push_back(std::move(m_link));
    m_handle = nullptr;
}

} // namespace concord
