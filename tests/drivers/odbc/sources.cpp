// SPDX-License-Identifier: GPL-3.0-or-later
#include "odbc/sources.h"

#include "odbc/odbcinstalled.h"

using namespace Qt::StringLiterals;

namespace concord::test {

std::unique_ptr<OdbcSource> OdbcSource::make(const QString &kind, QString &problem)
{
    static const QMap<QString, QString> drivers{
        {u"postgresql"_s, u"PostgreSQL Unicode"_s}, {u"mariadb"_s, u"MariaDB Unicode"_s}, {u"sqlite"_s, u"SQLite3"_s}};
    auto source = std::make_unique<OdbcSource>();
    source->m_kind = kind;
    source->m_driver = drivers.value(kind);
    if (!installedOdbcDrivers().contains(source->m_driver)) {
        problem = u"needs the ODBC driver %1, which is not installed here"_s.arg(source->m_driver);
        return nullptr;
    }
    if (kind == u"sqlite"_s) {
        if (touch(source->m_folder.filePath(u"odbc.db"_s)))
            return source;
        problem = u"no file can be made in %1"_s.arg(source->m_folder.path());
        return nullptr;
    }
    const QString name = kind == u"postgresql"_s ? u"postgresql17"_s : kind;
    const auto server = testServer(name);
    if (!server) {
        problem = u"needs the test server %1, which is not available here"_s.arg(name);
        return nullptr;
    }
    auto made = ScratchDatabase::create(*server);
    if (!made) {
        problem = made.error();
        return nullptr;
    }
    source->m_scratch.emplace(std::move(*made));
    return source;
}

Endpoint OdbcSource::endpoint(bool readOnly, const QMap<QString, QString> &more) const
{
    Endpoint endpoint;
    if (m_scratch)
        endpoint = serverEndpoint(m_scratch->server(), m_scratch->name(), readOnly);
    else
        endpoint.database = m_folder.filePath(u"odbc.db"_s);
    endpoint.engine = u"odbc"_s;
    endpoint.readOnly = readOnly;
    endpoint.options.extra = more;
    endpoint.options.extra.insert(u"driver"_s, m_driver);
    return endpoint;
}

Endpoint OdbcSource::nativeEndpoint() const
{
    return m_scratch ? serverEndpoint(m_scratch->server(), m_scratch->name(), false) : sqliteEndpoint(m_folder.filePath(u"odbc.db"_s));
}

Secret OdbcSource::secret() const
{
    return m_scratch ? serverSecret(m_scratch->server()) : Secret();
}

Result<std::unique_ptr<Connection>> OdbcSource::open(bool readOnly) const
{
    return test::open(endpoint(readOnly), secret());
}

} // namespace concord::test
