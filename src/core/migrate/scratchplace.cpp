// SPDX-License-Identifier: GPL-3.0-or-later
#include "migrate/scratchplace.h"

#include "migrate/norows.h"
#include "migrate/schemachanger.h"

#include <QCoreApplication>
#include <QFile>
#include <QUuid>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace concord {

namespace {

constexpr auto dropPatience = 60s;

QString tr(const char *text)
{
    return QCoreApplication::translate("SelfCheck", text);
}

} // namespace

ScratchPlace::ScratchPlace(const Driver &driver, Endpoint beside, Secret secret)
    : m_driver(driver),
      m_beside(std::move(beside)),
      m_secret(std::move(secret))
{
    m_beside.readOnly = false;
    m_beside.schema.clear();
    m_endpoint = m_beside;
}

ScratchPlace::~ScratchPlace()
{
    (void)remove();
}

Deadline ScratchPlace::connectDeadline() const
{
    return Clock::now() + std::chrono::milliseconds(std::max(1000, m_beside.options.connectTimeoutMs));
}

Result<std::unique_ptr<ScratchPlace>> ScratchPlace::make(const Driver &driver, const Endpoint &beside, const Secret &secret, const CatalogInfo &like)
{
    std::unique_ptr<ScratchPlace> scratch(new ScratchPlace(driver, beside, secret));
    const QString name = u"concord_check_"_s + QUuid::createUuid().toString(QUuid::Id128).first(16);
    if (driver.info().isFile) {
        scratch->m_folder = std::make_unique<QTemporaryDir>();
        QFile file(scratch->m_folder->filePath(name));
        if (!scratch->m_folder->isValid() || !file.open(QIODevice::WriteOnly | QIODevice::NewOnly))
            return fail(ErrorKind::Io, tr("No temporary file can be made for checking the script: %1").arg(file.errorString()));
        scratch->m_endpoint.database = file.fileName();
        return scratch;
    }
    const auto ddl = driver.schemaChanger()->scratchDatabase(name, like);
    if (!ddl)
        return fail(ErrorKind::Unsupported, tr("On %1 no scratch database can be made to check a script in.").arg(driver.info().displayName));
    if (const auto made = scratch->administer(ddl->create); !made) {
        Error error = made.error();
        if (error.kind == ErrorKind::Permission)
            error.detail += tr("To check the script, the user “%1” needs the right %2.").arg(beside.user, ddl->right);
        return fail(std::move(error));
    }
    scratch->m_endpoint.database = name;
    scratch->m_schemas = ddl->schemas;
    scratch->m_drop = ddl->drop;
    return scratch;
}

QString ScratchPlace::remove()
{
    m_folder.reset();
    if (m_drop.isEmpty())
        return {};
    const auto dropped = administer(std::exchange(m_drop, {}));
    return dropped ? QString()
                   : tr("The scratch database “%1” could not be dropped and is still on the server: %2")
                         .arg(m_endpoint.database, dropped.error().message);
}

/// On a connection of its own, so that it works after the other one was lost.
Result<void> ScratchPlace::administer(const QString &sql) const
{
    const auto connection = m_driver.open(m_beside, m_secret, connectDeadline());
    if (!connection)
        return fail(connection.error());
    NoRows sink;
    ExecuteLimits limits;
    limits.deadline = Clock::now() + dropPatience;
    return (*connection)->execute({sql, {}}, sink, limits);
}

} // namespace concord
