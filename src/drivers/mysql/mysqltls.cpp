// SPDX-License-Identifier: GPL-3.0-or-later
#include "mysql/mysqltls.h"

#include "base/threadguard.h"

#include <errmsg.h>
#include <ma_pvio.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <QCoreApplication>
#include <QFileInfo>

#include <cstring>

using namespace Qt::StringLiterals;

namespace concord {

// The connector's own check lets a wrong host name pass on 127.0.0.1 and an untrusted certificate wherever it takes the
// peer for local, so it is replaced by one that keeps each mode to the letter. It is called after the TLS handshake and
// before the login is sent.
namespace {

/// What the callback is handed; the connector's ma_tls.h has it but cannot be included outside of its source tree.
struct TlsSession
{
    void *data;
    MARIADB_PVIO *pvio;
    void *ssl; ///< OpenSSL's SSL *, where that is the connector's library
};
using TlsCheck = int (*)(TlsSession *, unsigned int);

thread_local QString lastProblem;

int accept(TlsSession *session)
{
    // Errors of the connector's own look at the certificate, which this mode does not ask for.
    NET &net = session->pvio->mysql->net;
    net.last_errno = 0;
    net.last_error[0] = '\0';
    net.tls_verify_status = MARIADB_TLS_VERIFY_OK;
    return 0;
}

int refuse(TlsSession *session, const QString &problem)
{
    lastProblem = problem;
    // Any lesser status is overlooked for peers that the connector takes for local.
    session->pvio->mysql->net.tls_verify_status = MARIADB_TLS_VERIFY_UNKNOWN;
    return 1;
}

int requireEncryption(TlsSession *session, unsigned int)
{
    return accept(session);
}

int verifyAuthority(TlsSession *session, unsigned int)
{
    const long result = SSL_get_verify_result(static_cast<SSL *>(session->ssl));
    if (result == X509_V_OK)
        return accept(session);
    return refuse(session, QCoreApplication::translate("Mysql", "The server's certificate is not trusted: %1")
                               .arg(QString::fromUtf8(X509_verify_cert_error_string(result))));
}

int verifyAll(TlsSession *session, unsigned int flags)
{
    if (verifyAuthority(session, flags) != 0)
        return 1;
    X509 *certificate = SSL_get1_peer_certificate(static_cast<SSL *>(session->ssl));
    const char *host = session->pvio->mysql->host;
    const bool matches = certificate && host
                         && (X509_check_ip_asc(certificate, host, 0) == 1 || X509_check_host(certificate, host, std::strlen(host), 0, nullptr) == 1);
    X509_free(certificate);
    if (matches)
        return accept(session);
    return refuse(session, QCoreApplication::translate("Mysql", "The server's certificate is not for the host “%1”").arg(QString::fromUtf8(host)));
}

bool libraryUsesOpenSsl()
{
    const char *name = nullptr;
    return mariadb_get_infov(nullptr, MARIADB_TLS_LIBRARY, &name) == 0 && name && QByteArrayView(name).startsWith("OpenSSL");
}

bool demandsTls(TlsMode mode)
{
    return mode == TlsMode::Require || mode == TlsMode::VerifyCa || mode == TlsMode::VerifyFull;
}

Result<void> checkFile(const QString &file, const QString &what)
{
    if (file.isEmpty())
        return {};
    blockingWorkBegins("A look at a certificate's file");
    const QFileInfo info(file);
    if (!info.isFile() || !info.isReadable())
        return fail(ErrorKind::Tls, QCoreApplication::translate("Mysql", "The %1 “%2” cannot be read").arg(what, file));
    return {};
}

TlsCheck checkFor(TlsMode mode)
{
    switch (mode) {
    case TlsMode::Require: return requireEncryption;
    case TlsMode::VerifyCa: return verifyAuthority;
    case TlsMode::VerifyFull: return verifyAll;
    default: return nullptr;
    }
}

bool setCheck(MYSQL *mysql, TlsCheck check)
{
    return mysql_optionsv(mysql, MARIADB_OPT_TLS_VERIFICATION_CALLBACK, check) == 0;
}

bool libraryHasChecks()
{
    MYSQL *mysql = mysql_init(nullptr);
    const bool has = mysql && setCheck(mysql, requireEncryption);
    mysql_close(mysql);
    return has;
}

} // namespace

Result<void> checkMysqlTls(const ConnectOptions &options)
{
    const bool hasFiles = !options.tlsCa.isEmpty() || !options.tlsCert.isEmpty() || !options.tlsKey.isEmpty();
    if (options.tls == TlsMode::Disable && hasFiles)
        return fail(ErrorKind::Tls, QCoreApplication::translate("Mysql", "TLS is disabled, yet certificate files are given"));
    if (options.tlsCert.isEmpty() != options.tlsKey.isEmpty())
        return fail(ErrorKind::Tls, QCoreApplication::translate("Mysql", "A client certificate needs its key, and a key its certificate"));
    if (auto found = checkFile(options.tlsCa, QCoreApplication::translate("Mysql", "CA file")); !found)
        return found;
    if (auto found = checkFile(options.tlsCert, QCoreApplication::translate("Mysql", "certificate")); !found)
        return found;
    if (auto found = checkFile(options.tlsKey, QCoreApplication::translate("Mysql", "key")); !found)
        return found;
    if (!demandsTls(options.tls))
        return {};
    if (!options.socket.isEmpty()) {
        return fail(
            ErrorKind::Tls,
            QCoreApplication::translate("Mysql", "A Unix socket carries no TLS: the mode “%1” cannot be kept there").arg(tlsModeName(options.tls)));
    }
    static const bool hasChecks = libraryHasChecks();
    static const bool usesOpenSsl = libraryUsesOpenSsl();
    if (!hasChecks || (options.tls != TlsMode::Require && !usesOpenSsl)) {
        return fail(ErrorKind::Tls, QCoreApplication::translate("Mysql", "The installed MariaDB connector (%1) cannot keep the TLS mode “%2”")
                                        .arg(QString::fromUtf8(mysql_get_client_info()), tlsModeName(options.tls)));
    }
    return {};
}

Result<void> applyMysqlTls(MYSQL *mysql, const ConnectOptions &options)
{
    lastProblem.clear();
    const my_bool yes = 1;
    const my_bool no = 0;
    const bool demanded = demandsTls(options.tls);
    // "Verify" is what makes the connector give up on a server without TLS before it sends the login.
    mysql_options(mysql, MYSQL_OPT_SSL_VERIFY_SERVER_CERT, demanded ? &yes : &no);
    if (options.tls == TlsMode::Disable)
        return {};
    mysql_options(mysql, MYSQL_OPT_SSL_ENFORCE, &yes); // despite its name: use TLS where the server has it
    const auto setFile = [mysql](mysql_option option, const QString &file) {
        if (!file.isEmpty())
            mysql_options(mysql, option, file.toLocal8Bit().constData());
    };
    setFile(MYSQL_OPT_SSL_CA, options.tlsCa);
    setFile(MYSQL_OPT_SSL_CERT, options.tlsCert);
    setFile(MYSQL_OPT_SSL_KEY, options.tlsKey);
    if (demanded && !setCheck(mysql, checkFor(options.tls)))
        return fail(ErrorKind::Tls, QCoreApplication::translate("Mysql", "The TLS mode “%1” cannot be kept").arg(tlsModeName(options.tls)));
    return {};
}

QString takeMysqlTlsProblem()
{
    return std::exchange(lastProblem, {});
}

QString mysqlTls(MYSQL *mysql)
{
    const char *cipher = mysql_get_ssl_cipher(mysql);
    if (!cipher)
        return {};
    const char *version = nullptr;
    if (mariadb_get_infov(mysql, MARIADB_CONNECTION_TLS_VERSION, &version) != 0 || !version)
        return QString::fromUtf8(cipher);
    return QString::fromUtf8(version) + u' ' + QString::fromUtf8(cipher);
}

} // namespace concord
