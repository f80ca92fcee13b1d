// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connection/driver.h"

#include <memory>

/// The four engines as data only, for what never connects: URLs, target words, names.
class TestDriver : public concord::Driver
{
public:
    TestDriver(concord::EngineInfo info, bool schemas) : m_info(std::move(info))
    {
        m_dialect.engine = m_info.id;
        m_dialect.schemas = schemas;
        m_dialect.folding = schemas ? concord::Dialect::Folding::Lower : concord::Dialect::Folding::None;
    }
    [[nodiscard]] const concord::EngineInfo &info() const override { return m_info; }
    [[nodiscard]] const concord::Dialect &dialect() const override { return m_dialect; }
    [[nodiscard]] concord::Result<std::unique_ptr<concord::Connection>> open(const concord::Endpoint &, const concord::Secret &,
                                                                             concord::Deadline) const override
    {
        return concord::fail(concord::ErrorKind::Unsupported, QString());
    }
    [[nodiscard]] concord::Result<void> check(const concord::Endpoint &) const override { return {}; }

private:
    concord::EngineInfo m_info;
    concord::Dialect m_dialect;
};

inline concord::DriverRegistry testRegistry()
{
    using namespace Qt::StringLiterals;
    const auto engine = [](const QString &id, const QString &name, int port, const QStringList &schemes) {
        concord::EngineInfo info;
        info.id = id;
        info.displayName = name;
        info.defaultPort = port;
        info.isFile = port == 0;
        if (info.isFile)
            info.fileEndings = {u"db"_s, u"sqlite"_s, u"sqlite3"_s, u"db3"_s};
        info.hasUser = port != 0;
        info.urlSchemes = schemes;
        return std::make_shared<TestDriver>(info, id == "postgresql"_L1);
    };
    concord::DriverRegistry registry;
    registry.add(engine(u"sqlite"_s, u"SQLite"_s, 0, {u"sqlite"_s, u"sqlite3"_s, u"file"_s}));
    registry.add(engine(u"postgresql"_s, u"PostgreSQL"_s, 5432, {u"postgresql"_s, u"postgres"_s}));
    registry.add(engine(u"mysql"_s, u"MySQL"_s, 3306, {u"mysql"_s}));
    registry.add(engine(u"mariadb"_s, u"MariaDB"_s, 3306, {u"mariadb"_s}));
    return registry;
}
