// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/onserver.h"

using namespace Qt::StringLiterals;

namespace concord::test {

Endpoint serverEndpoint(const TestServer &server, const QString &database, bool readOnly)
{
    Endpoint endpoint;
    endpoint.engine = server.name == "mariadb"_L1 ? server.name : server.engine;
    endpoint.name = server.name;
    endpoint.host = server.host;
    endpoint.port = server.port;
    endpoint.user = server.user;
    endpoint.database = database;
    endpoint.readOnly = readOnly;
    return endpoint;
}

Secret serverSecret(const TestServer &server)
{
    return server.password.isEmpty() ? Secret() : Secret(server.password.toUtf8());
}

QString ask(const TestServer &server, const QString &database, const QString &sql)
{
    const auto opened = open(serverEndpoint(server, database), serverSecret(server));
    return opened ? run(**opened, sql).cell() : u"error: "_s + opened.error().message;
}

} // namespace concord::test
