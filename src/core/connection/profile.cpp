// SPDX-License-Identifier: GPL-3.0-or-later
#include "connection/profile.h"

using namespace Qt::StringLiterals;

namespace concord {

QString environmentName(Environment environment)
{
    switch (environment) {
    case Environment::None: return {};
    case Environment::Development: return u"development"_s;
    case Environment::Test: return u"test"_s;
    case Environment::Staging: return u"staging"_s;
    case Environment::Production: return u"production"_s;
    }
    return {};
}

Environment environmentFromName(const QString &name, bool *ok)
{
    for (const auto value : {Environment::None, Environment::Development, Environment::Test, Environment::Staging, Environment::Production}) {
        if (environmentName(value) == name) {
            if (ok)
                *ok = true;
            return value;
        }
    }
    if (ok)
        *ok = false;
    return Environment::None;
}

QString tlsModeName(TlsMode mode)
{
    switch (mode) {
    case TlsMode::Default: return {};
    case TlsMode::Disable: return u"disable"_s;
    case TlsMode::Prefer: return u"prefer"_s;
    case TlsMode::Require: return u"require"_s;
    case TlsMode::VerifyCa: return u"verify-ca"_s;
    case TlsMode::VerifyFull: return u"verify-full"_s;
    }
    return {};
}

bool tlsModeFromName(const QString &name, TlsMode &mode)
{
    for (const auto value : {TlsMode::Default, TlsMode::Disable, TlsMode::Prefer, TlsMode::Require, TlsMode::VerifyCa, TlsMode::VerifyFull}) {
        if (tlsModeName(value) == name) {
            mode = value;
            return true;
        }
    }
    return false;
}

Endpoint makeEndpoint(const Server &server, const Profile &profile)
{
    Endpoint endpoint;
    endpoint.profileId = profile.id;
    endpoint.serverId = server.id;
    endpoint.name = profile.name;
    endpoint.engine = server.engine;
    endpoint.host = server.host;
    endpoint.port = server.port;
    endpoint.user = server.user;
    endpoint.database = profile.database;
    endpoint.options = server.options;
    endpoint.environment = profile.environment;
    endpoint.colour = profile.colour;
    endpoint.readOnly = profile.readOnly;
    endpoint.maxConnections = server.maxConnections;
    return endpoint;
}

} // namespace concord
