// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/opened.h"

#include "registry/drivers.h"

#include <QFile>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace concord::test {

const DriverRegistry &drivers()
{
    static const DriverRegistry registry = [] {
        DriverRegistry made;
        registerDrivers(made);
        return made;
    }();
    return registry;
}

Result<std::unique_ptr<Connection>> open(const Endpoint &endpoint, const Secret &secret)
{
    const std::shared_ptr<const Driver> driver = drivers().find(endpoint.engine);
    if (!driver)
        return fail(ErrorKind::Usage, u"no driver for "_s + endpoint.engine);
    return driver->open(endpoint, secret, Clock::now() + 20s);
}

QString Answer::cell() const
{
    if (error)
        return u"error: "_s + error->message;
    return results.isEmpty() ? u"no result"_s : results.first().onlyCell();
}

Answer run(Connection &connection, const QString &sql, const QList<Parameter> &parameters, const ExecuteLimits &limits)
{
    RecordingSink sink;
    Answer answer;
    const Result<void> outcome = connection.execute({sql, parameters}, sink, limits);
    if (!outcome)
        answer.error = outcome.error();
    answer.results = std::move(sink.results);
    answer.notices = std::move(sink.notices);
    return answer;
}

bool touch(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly);
}

Endpoint sqliteEndpoint(const QString &path, bool readOnly)
{
    Endpoint endpoint;
    endpoint.engine = u"sqlite"_s;
    endpoint.name = u"file"_s;
    endpoint.database = path;
    endpoint.readOnly = readOnly;
    return endpoint;
}

Endpoint duckdbEndpoint(const QString &path, bool readOnly)
{
    Endpoint endpoint = sqliteEndpoint(path, readOnly);
    endpoint.engine = u"duckdb"_s;
    return endpoint;
}

QString makeDuckdb(const QString &path, const QStringList &statements)
{
    if (!touch(path))
        return u"cannot make "_s + path;
    const auto connection = open(duckdbEndpoint(path));
    if (!connection)
        return connection.error().message;
    for (const QString &sql : statements) {
        if (const Answer answer = run(**connection, sql); answer.error)
            return sql + u": "_s + answer.error->message;
    }
    return {};
}

} // namespace concord::test
