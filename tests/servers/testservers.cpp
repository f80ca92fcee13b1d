// SPDX-License-Identifier: GPL-3.0-or-later
#include "servers/testservers.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
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
    server.port = static_cast<quint16>(url.port(url.scheme() == u"postgresql"_s ? 5432
                                                : url.scheme() == u"mongodb"_s  ? 27017
                                                : url.scheme() == u"firebird"_s ? 3050
                                                                                : 3306));
    server.user = server.passwordUser = url.userName();
    server.password = server.passwordOfUser = url.password();
    server.database = url.path().mid(1);
    return server;
}

/// Firebird makes a database by a statement that needs none: isql sends it, and each other one up to a mark that none of them holds.
QString runInIsql(const TestServer &server, const QString &database, const QStringList &statements)
{
    QProcess isql;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"ISC_USER"_s, server.user);
    environment.insert(u"ISC_PASSWORD"_s, server.password);
    isql.setProcessEnvironment(environment);
    isql.setProcessChannelMode(QProcess::MergedChannels);
    QStringList arguments{u"-q"_s, u"-bail"_s, u"-ch"_s, u"UTF8"_s};
    if (!database.isEmpty())
        arguments.append(u"%1/%2:%3"_s.arg(server.host).arg(server.port).arg(database));
    isql.start(u"isql-fb"_s, arguments);
    isql.write("SET TERM ~~~ ;\n" + (statements.join(u"~~~\nCOMMIT~~~\n"_s) + u"~~~\n"_s).toUtf8());
    isql.closeWriteChannel();
    if (!isql.waitForFinished(60'000))
        return u"isql-fb does not end: "_s + isql.errorString();
    const QString said = QString::fromUtf8(isql.readAll()).trimmed();
    return isql.exitCode() != 0 || said.contains("Statement failed"_L1) ? said : QString();
}

/// Runs the statements on a connection of their own and gives the first error's text.
QString runAsAdministrator(const TestServer &server, const QString &database, const QStringList &statements)
{
    if (server.engine == u"firebird"_s)
        return runInIsql(server, database, statements);
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
    if (server.engine == u"firebird"_s) {
        const QString path = QFileInfo(server.database).path() + u'/' + name + u".fdb"_s;
        const QString place = u"%1/%2:%3"_s.arg(server.host).arg(server.port).arg(path);
        const QString problem = runInIsql(server, {}, {u"CREATE DATABASE '"_s + place + u"' DEFAULT CHARACTER SET UTF8"_s});
        return problem.isEmpty() ? std::expected<ScratchDatabase, QString>(ScratchDatabase(server, path)) : std::unexpected(problem);
    }
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
    if (m_server.engine == u"firebird"_s) { // which does not drop a database that a connection is left to: the folder goes with the server
        (void)runInIsql(m_server, m_name, {u"DROP DATABASE"_s});
        return;
    }
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
