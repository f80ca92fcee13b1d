// SPDX-License-Identifier: GPL-3.0-or-later
#include "connection/samedatabase.h"

#include "connection/connectionurl.h"

namespace concord {

bool isSameDatabase(const Endpoint &a, const Endpoint &b, const DriverRegistry &registry)
{
    const auto driver = registry.find(a.engine);
    const int usual = driver ? driver->info().defaultPort : 0;
    const auto portOf = [usual](const Endpoint &endpoint) { return endpoint.port == 0 ? usual : endpoint.port; };
    return a.engine == b.engine && a.host.compare(b.host, Qt::CaseInsensitive) == 0 && portOf(a) == portOf(b) && a.options.socket == b.options.socket
           && a.user == b.user && a.database == b.database;
}

QString urlOf(const Endpoint &endpoint, const DriverRegistry &registry)
{
    Server server;
    server.engine = endpoint.engine;
    server.host = endpoint.host;
    server.port = endpoint.port;
    server.user = endpoint.user;
    server.options = endpoint.options;
    if (!endpoint.schema.isEmpty())
        server.options.searchPath.clear();
    Profile profile;
    profile.database = endpoint.database;
    return formatUrl(server, profile, registry);
}

} // namespace concord
