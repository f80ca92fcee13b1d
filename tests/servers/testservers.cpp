// SPDX-License-Identifier: GPL-3.0-or-later
#include "servers/testservers.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QUuid>

#include <utility>

using namespace Qt::StringLiterals;

namespace concord::test {

namespace {

QJsonObject startedServers()
{
    // ctest says where; the second path lets a person start a test program by hand while servers.sh has them running.
    const QString path = qEnvironmentVariable("CONCORD_TEST_SERVERS", QStringLiteral(CONCORD_TEST_SERVERS_FILE));
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object() : QJsonObject();
}

std::optional<TestServer> fromEnvironment(const QString &name)
{
    const QByteArray variable = name == u"mongodb"_s ? "CONCORD_TEST_MONGODB_URI" : "CONCORD_TEST_" + name.toUpper().toLatin1();
    const QUrl url(qEnvironmentVariable(variable.constData()));
    if (!url.isValid() || url.host().isEmpty())
        return std::nullopt;
    TestServer server;
    server.name = name;
    server.engine = url.scheme();
    server.host = url.host();
    server.port = static_cast<quint16>(url.port(url.scheme() == u"postgresql"_s ? 5432 : url.scheme() == u"mongodb"_s ? 27017 : 3306));
    server.user = server.passwordUser = url.userName();
    server.password = server.passwordOfUser = url.password();
    server.database = url.path().mid(1);
    return server;
}

/// Runs the statements on a connection of their own and gives the first error's text.
QString runAsAdministrator(const TestServer &server, const QString &database, const QStringList &statements)
{
    const QString connection = QUuid::createUuid().toString();
    QString error;
    {
        QSqlDatabase db = QSqlDatabase::addDatabase(server.engine == u"postgresql"_s ? u"QPSQL"_s : u"QMYSQL"_s, connection);
        db.setHostName(server.host);
        db.setPort(server.port);
        db.setUserName(server.user);
        db.setPassword(server.password);
        db.setDatabaseName(database);
        // The trust in the server's certificate is not what is tested here.
        if (server.engine == u"mysql"_s)
            db.setConnectOptions(u"MYSQL_OPT_SSL_VERIFY_SERVER_CERT=FALSE"_s);
        if (!db.open())
            error = db.lastError().text();
        for (const QString &statement : statements) {
            if (!error.isEmpty())
                break;
            QSqlQuery query(db);
            if (!query.exec(statement))
                error = query.lastError().text() + u" in "_s + statement;
        }
    }
    QSqlDatabase::removeDatabase(connection);
    return error;
}

} // namespace

QUrl TestServer::url(const QString &wanted) const
{
    QUrl url;
    url.setScheme(engine);
    url.setHost(host);
    url.setPort(port);
    url.setUserName(user);
    if (!password.isEmpty())
        url.setPassword(password);
    url.setPath(u'/' + (wanted.isEmpty() ? database : wanted));
    return url;
}

std::optional<TestServer> testServer(const QString &name)
{
    if (auto given = fromEnvironment(name))
        return given;
    const QJsonObject about = startedServers().value(name).toObject();
    if (about.isEmpty())
        return std::nullopt;
    const auto text = [&about](QLatin1StringView key) { return about.value(key).toString(); };
    TestServer server;
    server.name = name;
    server.engine = text("engine"_L1);
    server.host = text("host"_L1);
    server.port = text("port"_L1).toUShort();
    server.user = text("user"_L1);
    server.password = text("password"_L1);
    server.database = text("database"_L1);
    server.passwordUser = text("passwordUser"_L1);
    server.passwordOfUser = text("passwordOfUser"_L1);
    server.socket = text("socket"_L1);
    server.log = text("log"_L1);
    server.pid = text("pid"_L1).toLongLong();
    server.tlsPath = QFileInfo(text("ca"_L1)).path();
    return server;
}

std::expected<ScratchDatabase, QString> ScratchDatabase::create(const TestServer &server)
{
    const QString name = u"concord_test_"_s + QUuid::createUuid().toString(QUuid::Id128).left(12);
    const QString error = runAsAdministrator(server, server.database, {u"CREATE DATABASE "_s + name});
    if (!error.isEmpty())
        return std::unexpected(error);
    return ScratchDatabase(server, name);
}

ScratchDatabase::ScratchDatabase(TestServer server, QString name) : m_server(std::move(server)), m_name(std::move(name)) {}

ScratchDatabase::ScratchDatabase(ScratchDatabase &&other) noexcept : m_server(std::move(other.m_server)), m_name(std::exchange(other.m_name, {})) {}

ScratchDatabase &ScratchDatabase::operator=(ScratchDatabase &&other) noexcept
{
    std::swap(m_server, other.m_server);
    std::swap(m_name, other.m_name);
    return *this;
}

ScratchDatabase::~ScratchDatabase()
{
    if (m_name.isEmpty())
        return;
    // FORCE ends the connections that a test left open; MariaDB and MySQL ask for nothing of the kind.
    const QString force = m_server.engine == u"postgresql"_s ? u" WITH (FORCE)"_s : QString();
    const QString error = runAsAdministrator(m_server, m_server.database, {u"DROP DATABASE "_s + m_name + force});
    if (!error.isEmpty())
        qWarning("%s was not dropped: %s", qUtf8Printable(m_name), qUtf8Printable(error));
}

QString ScratchDatabase::execute(const QStringList &statements) const
{
    return runAsAdministrator(m_server, m_name, statements);
}

} // namespace concord::test
