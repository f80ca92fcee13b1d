// SPDX-License-Identifier: GPL-3.0-or-later
#include "odbcsource/odbcseen.h"

#include "odbc/odbcinstalled.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace concord {

QString odbcOption(const Endpoint &endpoint, const QString &name)
{
    for (const auto &[key, value] : endpoint.options.extra.asKeyValueRange()) {
        if (key.compare(name, Qt::CaseInsensitive) == 0)
            return value;
    }
    return {};
}

static QString keyOf(const Endpoint &endpoint)
{
    const QStringList parts{odbcOption(endpoint, u"dsn"_s), odbcOption(endpoint, u"driver"_s), odbcOption(endpoint, u"server"_s), endpoint.host,
                            QString::number(endpoint.port)};
    return parts.join(u'\n').toLower();
}

static QHash<QString, QString> readDataSources()
{
    QHash<QString, QString> drivers;
    const QStringList names = odbcDataSources();
    for (const QString &name : names)
        drivers.insert(name.toLower(), driverOfOdbcDataSource(name));
    return drivers;
}

/// This may be the GUI's thread, which reads no files and does not wait for a slow disk.
OdbcDbms OdbcSeen::ofDataSource(const QString &dsn) const
{
    if (!m_dataSources.valid())
        m_dataSources = std::async(std::launch::async, readDataSources).share();
    if (m_dataSources.wait_for(100ms) != std::future_status::ready)
        return OdbcDbms::Unknown;
    return odbcDbmsNamed(m_dataSources.get().value(dsn.toLower()));
}

OdbcDbms OdbcSeen::of(const Endpoint &endpoint) const
{
    const std::scoped_lock lock(m_mutex);
    if (const auto found = m_found.constFind(keyOf(endpoint)); found != m_found.constEnd())
        return *found;
    const QString dsn = odbcOption(endpoint, u"dsn"_s);
    return dsn.isEmpty() ? odbcDbmsNamed(odbcOption(endpoint, u"driver"_s)) : ofDataSource(dsn);
}

void OdbcSeen::remember(const Endpoint &endpoint, OdbcDbms dbms)
{
    const std::scoped_lock lock(m_mutex);
    m_found.insert(keyOf(endpoint), dbms);
}

} // namespace concord
