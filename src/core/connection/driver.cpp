// SPDX-License-Identifier: GPL-3.0-or-later
#include "connection/driver.h"

#include "schema/logicaltype.h"
#include "schema/schemawriter.h"

namespace concord {

namespace {

/// Of an engine that has no catalog of its own yet.
class UnknownTypes : public TypeSystem
{
public:
    LogicalType logical(const QString &) const override { return {}; }
    NativeType native(const LogicalType &) const override { return {{}, {TypeVerdict::None, {}}, {}}; }
};

class WritesNothing : public SchemaWriter
{
public:
    std::vector<DdlStatement> create(const SchemaObject &, const WriteOptions &) const override { return {}; }
};

} // namespace

const TypeSystem &Driver::types() const
{
    static const UnknownTypes none;
    return none;
}

const SchemaWriter &Driver::schemaWriter() const
{
    static const WritesNothing none;
    return none;
}

void DriverRegistry::add(std::shared_ptr<const Driver> driver)
{
    if (driver)
        m_drivers.append(std::move(driver));
}

std::shared_ptr<const Driver> DriverRegistry::find(const QString &engine) const
{
    for (const auto &driver : m_drivers) {
        if (driver->info().id == engine)
            return driver;
    }
    return nullptr;
}

std::shared_ptr<const Driver> DriverRegistry::findByScheme(const QString &scheme) const
{
    for (const auto &driver : m_drivers) {
        if (driver->info().urlSchemes.contains(scheme, Qt::CaseInsensitive))
            return driver;
    }
    return nullptr;
}

} // namespace concord
