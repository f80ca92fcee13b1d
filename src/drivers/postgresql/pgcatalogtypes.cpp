// SPDX-License-Identifier: GPL-3.0-or-later
#include "postgresql/pgcatalogtypes.h"

#include "postgresql/postgresqltypes.h"

using namespace Qt::StringLiterals;

namespace concord {

static constexpr int deepest = 32; ///< arrays of domains over arrays of domains …

void PgCatalogTypes::define(const QString &name, LogicalType type)
{
    m_made.insert(name, std::move(type));
}

void PgCatalogTypes::defineAs(const QString &name, const QString &base)
{
    m_domains.insert(name, base);
}

void PgCatalogTypes::add(std::uint32_t oid, int modifier, Entry entry, bool composite)
{
    entry.logical = logical(entry.native);
    if (composite && entry.logical.family == TypeFamily::Unknown) {
        entry.logical.family = TypeFamily::Composite;
        entry.logical.detail = entry.native;
    }
    m_columns.insert({oid, modifier}, std::move(entry));
}

const PgCatalogTypes::Entry *PgCatalogTypes::find(std::uint32_t oid, int modifier) const
{
    const auto found = m_columns.constFind({oid, modifier});
    return found == m_columns.constEnd() ? nullptr : &*found;
}

LogicalType PgCatalogTypes::logical(const QString &native) const
{
    return logical(native, 0);
}

LogicalType PgCatalogTypes::logical(const QString &native, int depth) const
{
    if (native.endsWith("[]"_L1) && depth < deepest) {
        LogicalType array;
        array.family = TypeFamily::Array;
        array.element = std::make_shared<const LogicalType>(logical(native.chopped(2), depth + 1));
        return array;
    }
    if (const auto made = m_made.constFind(native); made != m_made.constEnd())
        return *made;
    if (const auto domain = m_domains.constFind(native); domain != m_domains.constEnd() && depth < deepest)
        return logical(*domain, depth + 1);
    return postgresqlTypes().logical(native);
}

} // namespace concord
