// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/knownends.h"

#include "look/wording.h"
#include "profilelist.h"
#include "schema/cataloglibrary.h"

#include <QCoreApplication>

namespace concord {

namespace {
struct Words
{
    Q_DECLARE_TR_FUNCTIONS(KnownEnds)
};
} // namespace

Endpoint endpointOf(const Services &services, const QUuid &profile)
{
    const auto entry = services.profiles->find(profile);
    return entry ? entry->endpoint : Endpoint();
}

MatrixColumn knownEnd(const Services &services, const QUuid &profile)
{
    const Endpoint endpoint = endpointOf(services, profile);
    const KnownCatalog known = services.catalogs->known(profile);
    MatrixColumn column;
    column.end.catalog = known.catalog;
    column.end.name = endpoint.name;
    column.end.environment = environmentName(endpoint.environment);
    if (const auto driver = services.registry->find(known.catalog ? known.catalog->info().engine : endpoint.engine))
        column.end.dialect = &driver->dialect();
    if (endpoint.profileId.isNull())
        column.error.message = Words::tr("This connection is no longer in the workspace.");
    else if (known.error)
        column.error = *known.error;
    else if (!known.catalog)
        column.error.message = Words::tr("Its schema was never read.");
    return column;
}

QString endState(const Services &services, const QUuid &profile)
{
    const KnownCatalog known = services.catalogs->known(profile);
    if (known.isReading)
        return Words::tr("reading…");
    if (known.error)
        return Words::tr("could not be read: %1").arg(firstLine(known.error->message));
    return known.catalog ? QString() : Words::tr("never read");
}

} // namespace concord
