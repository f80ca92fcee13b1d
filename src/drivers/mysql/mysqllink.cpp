// SPDX-License-Identifier: GPL-3.0-or-later
#include "mysql/mysqllink.h"

#include "mysql/mysqlerror.h"
#include "mysql/mysqltls.h"

#include <errmsg.h>

#include <QCoreApplication>
#include <QSqlDatabase>
#include <QSqlDriver>
#include <QSqlError>
#include <QSqlRecord>
#include <QSqlResult>
#include <QUuid>

#include <algorithm>
#include <condition_variable>
#include <csignal>
#include <mutex>
#include <optional>
#include <thread>

using namespace Qt::StringLiterals;

Q_DECLARE_METATYPE(MYSQL *)

namespace concord {

static constexpr int defaultPort = 3306;

void blockBrokenPipeSignal()
{
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
}

/// Ways to log in that do not hand the password to whoever asks. The one in clear only where nobody listens: on a link
/// that is surely encrypted, or within this machine. "dialog" would ask on the terminal.
static QByteArray allowedLogins(const ConnectOptions &options)
{
    QByteArray names("mysql_native_password,client_ed25519,caching_sha2_password,sha256_password,parsec,auth_gssapi_client");
    const bool safe =
        !options.socket.isEmpty() || options.tls == TlsMode::Require || options.tls == TlsMode::VerifyCa || options.tls == TlsMode::VerifyFull;
    if (safe)
        names += ",mysql_clear_password";
    return names;
}

static Result<void> setOptions(MYSQL *mysql, const Endpoint &endpoint, unsigned int timeoutSeconds)
{
    mysql_options(mysql, MYSQL_OPT_CONNECT_TIMEOUT, &timeoutSeconds);
    const unsigned int off = 0;
    mysql_options(mysql, MYSQL_OPT_LOCAL_INFILE, &off);
    const my_bool no = 0;
    mysql_options(mysql, MYSQL_OPT_RECONNECT, &no);
    mysql_options(mysql, MYSQL_SET_CHARSET_NAME, "utf8mb4");
    mysql_options(mysql, MARIADB_OPT_RESTRICTED_AUTH, allowedLogins(endpoint.options).constData());
    mysql_options4(mysql, MYSQL_OPT_CONNECT_ATTR_ADD, "program_name", "Concord");
    // Without it "localhost" means the library's default socket, whatever port was asked for.
    const mysql_protocol_type protocol = endpoint.options.socket.isEmpty() ? MYSQL_PROTOCOL_TCP : MYSQL_PROTOCOL_SOCKET;
    mysql_options(mysql, MYSQL_OPT_PROTOCOL, &protocol);
    return applyMysqlTls(mysql, endpoint.options);
}

static Error loginError(MYSQL *mysql, const Endpoint &endpoint)
{
    Error error = makeMysqlError(mysql_errno(mysql), mysql_sqlstate(mysql), mysql_error(mysql), {}, true);
    if (const QString problem = takeMysqlTlsProblem(); !problem.isEmpty()) {
        error.kind = ErrorKind::Tls;
        error.code = QString::number(CR_SSL_CONNECTION_ERROR);
        error.message = problem;
    }
    if (mysql_errno(mysql) == CR_PLUGIN_NOT_ALLOWED) {
        error.detail = QCoreApplication::translate("Mysql", "The server wants the password in a way that anyone on the line could read; "
                                                            "that is done over TLS mode “require” or a Unix socket only.");
    }
    if (error.kind == ErrorKind::Connection && error.detail.isEmpty()) {
        error.detail = endpoint.options.socket.isEmpty() ? endpoint.host + u':' + QString::number(endpoint.port > 0 ? endpoint.port : defaultPort)
                                                         : endpoint.options.socket;
    }
    // The library knows two words for "no answer in time": a socket that never opened and one that stayed silent.
    if (error.message.contains("system error: 110"_L1) || error.message.endsWith("(110)"_L1))
        error.kind = ErrorKind::Timeout;
    return error;
}

Result<MYSQL *> connectMysql(const Endpoint &endpoint, const Secret &secret, const QString &database, unsigned int timeoutSeconds)
{
    MYSQL *mysql = mysql_init(nullptr);
    if (!mysql)
        return fail(ErrorKind::Internal, QCoreApplication::translate("Mysql", "Out of memory"));
    if (auto set = setOptions(mysql, endpoint, timeoutSeconds); !set) {
        mysql_close(mysql);
        return fail(set.error());
    }
    const QByteArray host = endpoint.host.isEmpty() ? QByteArrayLiteral("localhost") : endpoint.host.toUtf8();
    const QByteArray user = endpoint.user.toUtf8();
    const QByteArray name = database.toUtf8();
    const QByteArray socket = endpoint.options.socket.toLocal8Bit();
    const unsigned int port = static_cast<unsigned int>(endpoint.port > 0 ? endpoint.port : defaultPort);
    if (!mysql_real_connect(mysql, socket.isEmpty() ? host.constData() : nullptr, user.constData(),
                            secret.isNull() ? "" : secret.reveal().constData(), name.isEmpty() ? nullptr : name.constData(), port,
                            socket.isEmpty() ? nullptr : socket.constData(), CLIENT_MULTI_RESULTS)) {
        const Error error = loginError(mysql, endpoint);
        mysql_close(mysql);
        return fail(error);
    }
    return mysql;
}

namespace {

/// A login on a thread that can be left behind: the library's own limits are whole seconds and do not cover looking up a
/// name. Left behind, it closes what it opened.
struct Login
{
    std::mutex mutex;
    std::condition_variable ready;
    std::optional<Result<MYSQL *>> result;
    bool abandoned = false;
};

Result<MYSQL *> connectUntil(const Endpoint &endpoint, const Secret &secret, const QString &database, Deadline deadline)
{
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now()).count();
    const auto seconds = static_cast<unsigned int>(std::clamp<std::int64_t>((left + 999) / 1000, 1, 3600));
    auto login = std::make_shared<Login>();
    std::thread([login, endpoint, secret, database, seconds] {
        blockBrokenPipeSignal();
        auto result = connectMysql(endpoint, secret, database, seconds);
        const std::scoped_lock lock(login->mutex);
        if (login->abandoned && result)
            mysql_close(*result);
        login->result = std::move(result);
        login->ready.notify_all();
    }).detach();
    std::unique_lock lock(login->mutex);
    if (!login->ready.wait_until(lock, deadline, [&login] { return login->result.has_value(); })) {
        login->abandoned = true;
        return fail(ErrorKind::Timeout, QCoreApplication::translate("Mysql", "%1 did not answer in time")
                                            .arg(endpoint.options.socket.isEmpty() ? endpoint.host : endpoint.options.socket));
    }
    return *login->result;
}

/// Rows never come this way: they are read from the handle.
class NoResult : public QSqlResult
{
public:
    explicit NoResult(const QSqlDriver *driver) : QSqlResult(driver) {}

protected:
    QVariant data(int) override { return {}; }
    bool isNull(int) override { return true; }
    bool reset(const QString &) override { return false; }
    bool fetch(int) override { return false; }
    bool fetchFirst() override { return false; }
    bool fetchLast() override { return false; }
    int size() override { return -1; }
    int numRowsAffected() override { return -1; }
};

class LinkDriver : public QSqlDriver
{
public:
    LinkDriver(Endpoint endpoint, Secret secret, Deadline deadline)
        : m_endpoint(std::move(endpoint)),
          m_secret(std::move(secret)),
          m_deadline(deadline)
    {}
    ~LinkDriver() override { LinkDriver::close(); }

    [[nodiscard]] bool hasFeature(DriverFeature) const override { return false; }
    [[nodiscard]] QVariant handle() const override { return QVariant::fromValue(m_mysql); }
    [[nodiscard]] QSqlResult *createResult() const override { return new NoResult(this); }
    /// What cannot be put in QSqlDatabase's strings (TLS, the secret, which stays out of them) was given to the constructor.
    bool open(const QString &database, const QString &, const QString &, const QString &, int, const QString &) override
    {
        close();
        auto opened = connectUntil(m_endpoint, m_secret, database, m_deadline);
        m_secret = {};
        setOpen(opened.has_value());
        setOpenError(!opened);
        if (opened)
            m_mysql = *opened;
        else
            m_problem = opened.error();
        return opened.has_value();
    }
    void close() override
    {
        if (m_mysql)
            mysql_close(std::exchange(m_mysql, nullptr));
        setOpen(false);
    }
    [[nodiscard]] const Error &problem() const { return m_problem; }

private:
    Endpoint m_endpoint;
    Secret m_secret;
    Deadline m_deadline;
    MYSQL *m_mysql = nullptr;
    Error m_problem;
};

} // namespace

Result<std::unique_ptr<MysqlLink>> MysqlLink::open(const Endpoint &endpoint, const Secret &secret, Deadline deadline)
{
    const QString name = u"concord-mysql-"_s + QUuid::createUuid().toString(QUuid::WithoutBraces);
    auto *driver = new LinkDriver(endpoint, secret, deadline); // QSqlDatabase owns it
    std::optional<Error> problem;
    MYSQL *handle = nullptr;
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(driver, name);
        database.setDatabaseName(endpoint.database);
        if (database.open())
            handle = database.driver()->handle().value<MYSQL *>();
        else
            problem = driver->problem();
    }
    if (problem) {
        QSqlDatabase::removeDatabase(name);
        return fail(*problem);
    }
    return std::unique_ptr<MysqlLink>(new MysqlLink(name, handle));
}

MysqlLink::~MysqlLink()
{
    // Closed first: removing an open one closes it under QtSql's global lock, which a stuck server would hold for all.
    QSqlDatabase::database(m_name, false).close();
    QSqlDatabase::removeDatabase(m_name);
}

} // namespace concord
