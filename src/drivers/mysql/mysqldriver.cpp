// SPDX-License-Identifier: GPL-3.0-or-later
#include "mysql/mysqldriver.h"

#include "connection/driver.h"
#include "mysql/mysqlchanger.h"
#include "mysql/mysqlconnection.h"
#include "mysql/mysqldialect.h"
#include "mysql/mysqlschemawriter.h"
#include "mysql/mysqltls.h"
#include "mysql/mysqltypes.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace concord {
namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Mysql", text);
}

/// One implementation, two engines: they differ in name and in what they call themselves.
class MysqlDriver : public Driver
{
public:
    MysqlDriver(const QString &id, const QString &displayName, const Dialect &dialect)
        : m_dialect(dialect),
          m_writer(id == "mariadb"_L1),
          m_changer(id == "mariadb"_L1)
    {
        m_info.id = id;
        m_info.displayName = displayName;
        m_info.defaultPort = 3306;
        m_info.urlSchemes = {id};
        m_info.options = {u"tls"_s, u"socket"_s, u"connect_timeout"_s, u"statement_timeout"_s, u"charset"_s};
        m_info.readOnlyNote = tr("Each statement runs in a read-only transaction of the server; SELECT, WITH, TABLE, VALUES, SHOW, DESCRIBE and "
                                 "EXPLAIN are let through, without INTO, CALL or executable comments.");
    }

    [[nodiscard]] const EngineInfo &info() const override { return m_info; }
    [[nodiscard]] const Dialect &dialect() const override { return m_dialect; }
    [[nodiscard]] Result<std::unique_ptr<Connection>> open(const Endpoint &endpoint, const Secret &secret, Deadline deadline) const override
    {
        if (auto checked = check(endpoint); !checked)
            return fail(checked.error());
        return MysqlConnection::open(endpoint, secret, m_dialect, deadline);
    }
    [[nodiscard]] const TypeSystem &types() const override { return isMariaDb() ? mariadbTypes() : mysqlTypes(); }
    [[nodiscard]] const SchemaWriter &schemaWriter() const override { return m_writer; }
    [[nodiscard]] const SchemaChanger *schemaChanger() const override { return &m_changer; }
    [[nodiscard]] Result<void> check(const Endpoint &endpoint) const override;

private:
    [[nodiscard]] bool isMariaDb() const { return m_info.id == "mariadb"_L1; }

    EngineInfo m_info;
    const Dialect &m_dialect;
    MysqlSchemaWriter m_writer;
    MysqlSchemaChanger m_changer;
};

Result<void> MysqlDriver::check(const Endpoint &endpoint) const
{
    const ConnectOptions &options = endpoint.options;
    const auto unknown = [this](const QString &name) { return fail(ErrorKind::Usage, tr("%1 has no option “%2”").arg(m_info.displayName, name)); };
    if (!options.extra.isEmpty())
        return unknown(options.extra.firstKey());
    if (!options.searchPath.isEmpty())
        return unknown(u"search_path"_s);
    if (!options.applicationName.isEmpty())
        return unknown(u"application_name"_s);
    if (!options.charset.isEmpty() && !mariadb_get_charset_by_name(options.charset.toLatin1().constData()))
        return fail(ErrorKind::Usage, tr("There is no character set “%1”").arg(options.charset));
    if (endpoint.port < 0 || endpoint.port > 65'535)
        return fail(ErrorKind::Usage, tr("%1 is no port").arg(endpoint.port));
    return checkMysqlTls(options);
}

} // namespace

std::shared_ptr<const Driver> makeMysqlDriver()
{
    return std::make_shared<MysqlDriver>(u"mysql"_s, u"MySQL"_s, mysqlDialect());
}

std::shared_ptr<const Driver> makeMariadbDriver()
{
    return std::make_shared<MysqlDriver>(u"mariadb"_s, u"MariaDB"_s, mariadbDialect());
}

} // namespace concord
