// SPDX-License-Identifier: GPL-3.0-or-later
#include "connection/connectionurl.h"
#include "core/testdrivers.h"
#include "testprogram.h"

#include <QDir>
#include <QTest>

using namespace concord;
using namespace Qt::StringLiterals;

namespace {

/// engine|host|port|user|database, for one line a row.
QString summary(const ParsedUrl &url)
{
    return QStringList{url.server.engine, url.server.host, QString::number(url.server.port), url.server.user, url.profile.database}.join(u'|');
}

} // namespace

class TestConnectionUrl : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void addressIsRead_data();
    void addressIsRead();
    void passwordIsDecodedAndKeptApart_data();
    void passwordIsDecodedAndKeptApart();
    void optionsAreRead_data();
    void optionsAreRead();
    void malformedUrlIsRefusedWithoutItsPassword_data();
    void malformedUrlIsRefusedWithoutItsPassword();
    void refusalSaysWhatIsWrong_data();
    void refusalSaysWhatIsWrong();
    void formattedUrlIsReadBackTheSame_data();
    void formattedUrlIsReadBackTheSame();
    void fieldsSurviveTheUrl();
    void spellingsOfOneAddressAreOneEndpoint_data();
    void spellingsOfOneAddressAreOneEndpoint();
    void endpointIdDoesNotDependOnThePassword();
    void secretIsMasked_data();
    void secretIsMasked();
    void plainTextIsLeftAlone_data();
    void plainTextIsLeftAlone();
    void statementIsMaskedOnlyWhereAPasswordStands_data();
    void statementIsMaskedOnlyWhereAPasswordStands();

private:
    DriverRegistry m_registry;
};

void TestConnectionUrl::initTestCase()
{
    m_registry = testRegistry();
}

void TestConnectionUrl::addressIsRead_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("expected");
    const QString here = QDir::currentPath();
    QTest::newRow("postgresql") << u"postgresql://ann@db.example:5433/shop"_s << u"postgresql|db.example|5433|ann|shop"_s;
    QTest::newRow("postgres") << u"postgres://ann@db.example/shop"_s << u"postgresql|db.example|0|ann|shop"_s;
    QTest::newRow("mysql") << u"mysql://h/d"_s << u"mysql|h|0||d"_s;
    QTest::newRow("mariadb, no database") << u"mariadb://root@h"_s << u"mariadb|h|0|root|"_s;
    QTest::newRow("scheme in capitals") << u"PostgreSQL://h/d"_s << u"postgresql|h|0||d"_s;
    QTest::newRow("scheme with a driver's name and a line in it") << u"mysql+mysql_connector://h/d"_s << u"mysql|h|0||d"_s;
    QTest::newRow("scheme with a driver") << u"postgresql+psycopg2://h/d"_s << u"postgresql|h|0||d"_s;
    QTest::newRow("spaces around") << u"  mysql://h/d\n"_s << u"mysql|h|0||d"_s;
    QTest::newRow("slash at the end") << u"mysql://h/d/"_s << u"mysql|h|0||d"_s;
    QTest::newRow("colon without port") << u"mysql://h:/d"_s << u"mysql|h|0||d"_s;
    QTest::newRow("ipv6") << u"postgresql://[::1]:5433/d"_s << u"postgresql|::1|5433||d"_s;
    QTest::newRow("ipv6 with zone") << u"postgresql://[fe80::1%25eth0]/d"_s << u"postgresql|fe80::1%eth0|0||d"_s;
    QTest::newRow("host in the query") << u"postgresql:///d?host=h&port=5433&user=ann"_s << u"postgresql|h|5433|ann|d"_s;
    QTest::newRow("database in the query") << u"postgresql://h?dbname=d"_s << u"postgresql|h|0||d"_s;
    QTest::newRow("encoded names") << u"mysql://a%40b:x@h/d%2Fe%20f"_s << u"mysql|h|0|a@b|d/e f"_s;
    QTest::newRow("names beyond ASCII") << u"mysql://%C3%A4nn@h/b\u00fccher"_s << u"mysql|h|0|\u00e4nn|b\u00fccher"_s;
    QTest::newRow("sqlite absolute") << u"sqlite:///data/x.db"_s << u"sqlite||0||/data/x.db"_s;
    QTest::newRow("sqlite four slashes") << u"sqlite:////data/x.db"_s << u"sqlite||0||/data/x.db"_s;
    QTest::newRow("sqlite one slash") << u"sqlite:/data/x.db"_s << u"sqlite||0||/data/x.db"_s;
    QTest::newRow("sqlite localhost") << u"file://localhost/data/x.db"_s << u"sqlite||0||/data/x.db"_s;
    QTest::newRow("sqlite relative") << u"sqlite:x.db"_s << u"sqlite||0||%1/x.db"_s.arg(here);
    QTest::newRow("sqlite3 dots") << u"sqlite3:../x/./y.db"_s << u"sqlite||0||%1"_s.arg(QDir::cleanPath(here + u"/../x/y.db"_s));
    QTest::newRow("sqlite encoded") << u"sqlite:///a%20b/%23%3F%25.db"_s << u"sqlite||0||/a b/#?%.db"_s;
    QTest::newRow("sqlite hash") << u"sqlite:///a#b.db"_s << u"sqlite||0||/a#b.db"_s;
    QTest::newRow("sqlite at") << u"sqlite:///a@b:c.db"_s << u"sqlite||0||/a@b:c.db"_s;
    QTest::newRow("memory") << u"sqlite::memory:"_s << u"sqlite||0||:memory:"_s;
    QTest::newRow("bare absolute") << u"/data/x"_s << u"sqlite||0||/data/x"_s;
    QTest::newRow("bare relative") << u"./x"_s << u"sqlite||0||%1/x"_s.arg(here);
    QTest::newRow("bare by ending") << u"x.SQLITE3"_s << u"sqlite||0||%1/x.SQLITE3"_s.arg(here);
    QTest::newRow("bare is not decoded") << u"/a%20b?c#d.db"_s << u"sqlite||0||/a%20b?c#d.db"_s;
    QTest::newRow("home") << u"~/x.db"_s << u"sqlite||0||%1/x.db"_s.arg(QDir::homePath());
}

void TestConnectionUrl::addressIsRead()
{
    QFETCH(QString, url);
    QFETCH(QString, expected);
    const auto parsed = parseUrl(url, m_registry);
    QVERIFY2(parsed, qPrintable(parsed ? QString() : parsed.error().message));
    QCOMPARE(summary(*parsed), expected);
    QVERIFY(parsed->profile.readOnly);
}

void TestConnectionUrl::passwordIsDecodedAndKeptApart_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QByteArray>("password");
    QTest::newRow("none") << u"mysql://u@h/d"_s << QByteArray();
    QTest::newRow("empty") << u"mysql://u:@h/d"_s << QByteArray();
    QTest::newRow("plain") << u"mysql://u:secret@h/d"_s << QByteArray("secret");
    QTest::newRow("encoded") << u"mysql://u:%40%2F%3a%25%23%3F@h/d"_s << QByteArray("@/:%#?");
    QTest::newRow("colon") << u"mysql://u:a:b@h/d"_s << QByteArray("a:b");
    QTest::newRow("bare at") << u"mysql://u:p@ss@h/d"_s << QByteArray("p@ss");
    QTest::newRow("hash") << u"mysql://u:p#ss@h/d"_s << QByteArray("p#ss");
    QTest::newRow("plus is a plus") << u"mysql://u:a+b@h/d"_s << QByteArray("a+b");
    QTest::newRow("UTF-8") << u"mysql://u:%C3%A4@h/d"_s << QByteArray("\xC3\xA4");
    QTest::newRow("not UTF-8") << u"mysql://u:%E4@h/d"_s << QByteArray("\xE4");
    QTest::newRow("in the query") << u"postgresql://u@h/d?password=a%26b"_s << QByteArray("a&b");
}

void TestConnectionUrl::passwordIsDecodedAndKeptApart()
{
    QFETCH(QString, url);
    QFETCH(QByteArray, password);
    const auto parsed = parseUrl(url, m_registry);
    QVERIFY(parsed);
    QCOMPARE(parsed->secret.reveal(), password);
    QCOMPARE(parsed->secret.isNull(), password.isEmpty());
    QCOMPARE(parsed->server.user, u"u"_s);
    QCOMPARE(parsed->server.host, u"h"_s);
    QVERIFY(parsed->server.options.extra.isEmpty());
    QVERIFY(!formatUrl(parsed->server, parsed->profile, m_registry).contains(u"u:"_s));
}

void TestConnectionUrl::optionsAreRead_data()
{
    QTest::addColumn<QString>("query");
    QTest::addColumn<ConnectOptions>("expected");
    const auto row = [](const char *name, const QString &query, auto change) {
        ConnectOptions options;
        change(options);
        QTest::newRow(name) << query << options;
    };
    using O = ConnectOptions;
    row("sslmode", u"sslmode=verify-full"_s, [](O &o) { o.tls = TlsMode::VerifyFull; });
    row("MySQL's word", u"ssl-mode=VERIFY_IDENTITY"_s, [](O &o) { o.tls = TlsMode::VerifyFull; });
    row("underscore", u"ssl_mode=REQUIRED"_s, [](O &o) { o.tls = TlsMode::Require; });
    row("tls", u"tls=preferred"_s, [](O &o) { o.tls = TlsMode::Prefer; });
    row("no tls", u"tls=false"_s, [](O &o) { o.tls = TlsMode::Disable; });
    row("files", u"sslrootcert=/c/ca.pem&sslcert=/c/%20c.pem&sslkey=/c/k.pem"_s, [](O &o) {
        o.tlsCa = u"/c/ca.pem"_s;
        o.tlsCert = u"/c/ c.pem"_s;
        o.tlsKey = u"/c/k.pem"_s;
    });
    row("MySQL's files", u"ssl-ca=/c/ca.pem&ssl_cert=/c/c.pem&ssl-key=/c/k.pem"_s, [](O &o) {
        o.tlsCa = u"/c/ca.pem"_s;
        o.tlsCert = u"/c/c.pem"_s;
        o.tlsKey = u"/c/k.pem"_s;
    });
    row("relative file becomes absolute", u"ssl-ca=ca.pem"_s, [](O &o) { o.tlsCa = QDir::current().absoluteFilePath(u"ca.pem"_s); });
    row("the system's roots", u"sslrootcert=system"_s, [](O &o) { o.tlsCa = u"system"_s; });
    row("socket folder", u"host=/run/postgresql"_s, [](O &o) { o.socket = u"/run/postgresql"_s; });
    row("socket file", u"socket=/run/mysqld/mysqld.sock"_s, [](O &o) { o.socket = u"/run/mysqld/mysqld.sock"_s; });
    row("connect timeout", u"connect_timeout=3"_s, [](O &o) { o.connectTimeoutMs = 3000; });
    row("fraction of a second", u"connect_timeout=1.5"_s, [](O &o) { o.connectTimeoutMs = 1500; });
    row("statement timeout", u"statement_timeout=2500"_s, [](O &o) { o.statementTimeoutMs = 2500; });
    row("time with a unit", u"statement_timeout=2min"_s, [](O &o) { o.statementTimeoutMs = 120'000; });
    row("names", u"application_name=a%20b&search_path=x,public&charset=utf8mb4"_s, [](O &o) {
        o.applicationName = u"a b"_s;
        o.searchPath = u"x,public"_s;
        o.charset = u"utf8mb4"_s;
    });
    row("unknown ones are passed on", u"options=-c%20geqo%3Doff&keepalives=0"_s, [](O &o) {
        o.extra.insert(u"options"_s, u"-c geqo=off"_s);
        o.extra.insert(u"keepalives"_s, u"0"_s);
    });
}

void TestConnectionUrl::optionsAreRead()
{
    QFETCH(QString, query);
    QFETCH(ConnectOptions, expected);
    const auto parsed = parseUrl(u"postgresql://u@h/d?"_s + query, m_registry);
    QVERIFY2(parsed, qPrintable(parsed ? QString() : parsed.error().message));
    QVERIFY(parsed->server.options == expected);
}

void TestConnectionUrl::malformedUrlIsRefusedWithoutItsPassword_data()
{
    QTest::addColumn<QString>("url");
    for (const char *url : {"postgresql://u:CAN/ARY@h/d",
                            "postgresql://u:CAN?ARY@h/d",
                            "postgresql://u:12/ARY@h/d",
                            "postgresql://u:12?ARY@h/d",
                            "postgresql://u:12?ARY=CAN@h/d",
                            "postgresql://u:CANARY%zz@h/d",
                            "postgresql://u:CANARY%@h/d",
                            "postgresql://u:CANARY@h:port/d",
                            "postgresql://u:CANARY@h:99999/d",
                            "postgresql://u:CANARY@h:1:2/d",
                            "postgresql://u:CANARY@[::1/d",
                            "postgresql://u:CANARY@a,b/d",
                            "postgresql:u:CANARY@h/d",
                            "postgresql:/u:CANARY@h/d",
                            "postgresql://u:CANARY",
                            "postgresql://u:CANARY/d",
                            "nosql://u:CANARY@h/d",
                            "mongodb://u:CANARY@h/d",
                            "mongodb+srv://u:CANARY@h/d",
                            "u:CANARY@h/d",
                            "u:CANARY@h",
                            "postgresql://u:CANARY@h/d?sslmode=best",
                            "postgresql://u:CANARY@h/d?x",
                            "postgresql://u:CANARY@h/a?dbname=d",
                            "postgresql://u:CANARY@h/a/b",
                            "postgresql://u@h/d?sslpassword=CANARY",
                            "postgresql://u@h/d?password=CANARY&sslmode=x",
                            "postgresql://u:CAN ARY@h h/d",
                            "postgresql://u:CAN\tARY@h/d?x",
                            "postgresql://u:CAN/AR/Y@h/d",
                            "postgresql://u:@CAN/ARY@h/d",
                            "postgresql:///u:CANARY@h/d",
                            "mysql://u%4:CANARY@h/d?password=CANARY",
                            "root:CANARY@h/d",
                            "postgresql://u:CANARY@h/d?connect_timeout=-1",
                            "postgresql://u:CANARY@h/d?a=%FF",
                            "postgresql://u:CANARY@h/d?a=1&A=2",
                            "sqlite://u:CANARY@h/x.db"})
        QTest::newRow(url) << QString::fromLatin1(url);
}

void TestConnectionUrl::malformedUrlIsRefusedWithoutItsPassword()
{
    QFETCH(QString, url);
    const auto parsed = parseUrl(url, m_registry);
    QVERIFY(!parsed);
    const Error &error = parsed.error();
    QVERIFY(error.kind == ErrorKind::Usage || error.kind == ErrorKind::Unsupported);
    const QString text = error.message + error.detail + error.code;
    QVERIFY2(!text.contains("CAN"_L1) && !text.contains("ARY"_L1), qPrintable(text));
}

void TestConnectionUrl::refusalSaysWhatIsWrong_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("part");
    QTest::newRow("empty") << u" "_s << u"empty"_s;
    QTest::newRow("word") << u"production"_s << u"neither a URL"_s;
    QTest::newRow("near scheme") << u"postgrsql://h/d"_s << u"Did you mean “postgresql”"_s;
    QTest::newRow("all schemes") << u"zzz://h/d"_s << u"mariadb"_s;
    QTest::newRow("mongodb") << u"mongodb://h/d"_s << u"There is no engine “mongodb”"_s;
    QTest::newRow("sqlserver") << u"sqlserver://h/d"_s << u"There is no engine “sqlserver”"_s;
    QTest::newRow("port") << u"mysql://h:70000/d"_s << u"1 to 65535"_s;
    QTest::newRow("port zero") << u"mysql://h:0/d"_s << u"1 to 65535"_s;
    QTest::newRow("port with a sign") << u"mysql://h:+33/d"_s << u"1 to 65535"_s;
    QTest::newRow("ipv6 without brackets") << u"mysql://::1/d"_s << u"IPv6"_s;
    QTest::newRow("percent") << u"mysql://h/d%"_s << u"%25"_s;
    QTest::newRow("NUL") << u"mysql://h/d%00"_s << u"%25"_s;
    QTest::newRow("host") << u"mysql://a b/d"_s << u"host name"_s;
    QTest::newRow("nothing") << u"mysql://"_s << u"neither a server nor a database"_s;
    QTest::newRow("no slashes") << u"mysql:d"_s << u"Two slashes"_s;
    QTest::newRow("two slashes before a file") << u"sqlite://x.db"_s << u"three slashes"_s;
    QTest::newRow("no file") << u"sqlite:"_s << u"no file"_s;
    QTest::newRow("mode") << u"mysql://h/d?sslmode=best"_s << u"verify-full"_s;
    QTest::newRow("allow is no mode of ours") << u"postgresql://h/d?sslmode=allow"_s << u"verify-full"_s;
    QTest::newRow("time") << u"mysql://h/d?connect_timeout=soon"_s << u"connect_timeout"_s;
    QTest::newRow("endless connecting") << u"mysql://h/d?connect_timeout=0"_s << u"connect_timeout"_s;
    QTest::newRow("huge time") << u"mysql://h/d?statement_timeout=99999999999999999999"_s << u"statement_timeout"_s;
    QTest::newRow("twice") << u"mysql://h/d?charset=a&charset=b"_s << u"twice"_s;
    QTest::newRow("10 MB") << (u"mysql://"_s + QString(10'000'000, u'a') + u" /d"_s) << u"…"_s;
}

void TestConnectionUrl::refusalSaysWhatIsWrong()
{
    QFETCH(QString, url);
    QFETCH(QString, part);
    const auto parsed = parseUrl(url, m_registry);
    QVERIFY(!parsed);
    QVERIFY2(parsed.error().message.contains(part), qPrintable(parsed.error().message));
    QVERIFY(parsed.error().message.size() < 1000);
}

void TestConnectionUrl::formattedUrlIsReadBackTheSame_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("formatted");
    QTest::newRow("plain") << u"postgres://ann@h:5433/d"_s << u"postgresql://ann@h:5433/d"_s;
    QTest::newRow("default port stays as typed") << u"mysql://h:3306/d"_s << u"mysql://h:3306/d"_s;
    QTest::newRow("secret") << u"mysql://u:pw@h/d?password=x"_s << u"mysql://u@h/d"_s;
    QTest::newRow("encoded") << u"mariadb://a%40b@h/d%2Fe%3F%23%25%20%40%3A"_s << u"mariadb://a%40b@h/d%2Fe%3F%23%25%20%40%3A"_s;
    QTest::newRow("ipv6") << u"postgresql://[fe80::1%25eth0]:1/d"_s << u"postgresql://[fe80::1%25eth0]:1/d"_s;
    QTest::newRow("socket") << u"postgresql:///d?host=/run/postgresql"_s << u"postgresql:///d?socket=/run/postgresql"_s;
    QTest::newRow("options") << u"postgresql://h/d?zz=1&search_path=a,b&sslmode=require&connect_timeout=2500ms&options=-c%20a%3Db%26c"_s
                             << u"postgresql://h/d?sslmode=require&connect_timeout=2.500&search_path=a,b&options=-c%20a%3Db%26c&zz=1"_s;
    QTest::newRow("sqlite") << u"sqlite3:///a%20b/%23%3F%25@.db?mode=ro"_s << u"sqlite:///a%20b/%23%3F%25%40.db?mode=ro"_s;
    QTest::newRow("bare file") << u"/a?b#c%20d.db"_s << u"sqlite:///a%3Fb%23c%2520d.db"_s;
    QTest::newRow("memory") << u":memory:"_s << u"sqlite::memory:"_s;
}

void TestConnectionUrl::formattedUrlIsReadBackTheSame()
{
    QFETCH(QString, url);
    QFETCH(QString, formatted);
    const auto first = parseUrl(url, m_registry);
    QVERIFY2(first, qPrintable(first ? QString() : first.error().message));
    QCOMPARE(formatUrl(first->server, first->profile, m_registry), formatted);
    const auto second = parseUrl(formatted, m_registry);
    QVERIFY2(second, qPrintable(second ? QString() : second.error().message));
    QVERIFY(second->server == first->server);
    QVERIFY(second->profile == first->profile);
    QVERIFY(second->secret.isNull());
}

void TestConnectionUrl::fieldsSurviveTheUrl()
{
    const QString awkward = u"a@b:c/d?e#f%20&g=h+i \"'\\[x]* \u00e4\u20ac\U0001F600"_s;
    Server server;
    server.engine = u"postgresql"_s;
    server.host = u"db.example"_s;
    server.port = 1;
    server.user = awkward;
    ConnectOptions &options = server.options;
    options.tls = TlsMode::VerifyCa;
    options.tlsCa = u"/c/"_s + u"a&b.pem"_s;
    options.tlsCert = u"/c/c.pem"_s;
    options.tlsKey = u"/c/k.pem"_s;
    options.socket = u"/run/x y"_s;
    options.connectTimeoutMs = 1;
    options.statementTimeoutMs = 2147483647;
    options.applicationName = awkward;
    options.searchPath = u"\"a b\", public"_s;
    options.charset = u"latin1"_s;
    options.extra.insert(u"options"_s, awkward);
    options.extra.insert(u"empty"_s, QString());
    Profile profile;
    profile.database = awkward;
    const auto parsed = parseUrl(formatUrl(server, profile, m_registry), m_registry);
    QVERIFY2(parsed, qPrintable(parsed ? QString() : parsed.error().message));
    QVERIFY(parsed->server == server);
    QVERIFY(parsed->profile == profile);
}

void TestConnectionUrl::spellingsOfOneAddressAreOneEndpoint_data()
{
    QTest::addColumn<QString>("one");
    QTest::addColumn<QString>("other");
    QTest::addColumn<bool>("same");
    QTest::newRow("scheme") << u"postgres://h/d"_s << u"postgresql://h/d"_s << true;
    QTest::newRow("default port") << u"postgres://h:5432/d"_s << u"postgresql://h/d"_s << true;
    QTest::newRow("case of the host") << u"mysql://H/d"_s << u"mysql://h/d"_s << true;
    QTest::newRow("password") << u"mysql://u:a@h/d"_s << u"mysql://u:b@h/d"_s << true;
    QTest::newRow("order of options") << u"mysql://h/d?a=1&b=2"_s << u"mysql://h/d?b=2&a=1"_s << true;
    QTest::newRow("path") << u"sqlite:///a/../b.db"_s << u"/b.db"_s << true;
    QTest::newRow("database") << u"mysql://h/d"_s << u"mysql://h/D"_s << false;
    QTest::newRow("user") << u"mysql://u@h/d"_s << u"mysql://v@h/d"_s << false;
    QTest::newRow("engine") << u"mysql://h/d"_s << u"mariadb://h/d"_s << false;
}

void TestConnectionUrl::spellingsOfOneAddressAreOneEndpoint()
{
    QFETCH(QString, one);
    QFETCH(QString, other);
    QFETCH(bool, same);
    const auto a = parseUrl(one, m_registry);
    const auto b = parseUrl(other, m_registry);
    QVERIFY(a && b);
    QVERIFY(!adHocEndpoint(*a, m_registry).profileId.isNull());
    QCOMPARE(adHocEndpoint(*a, m_registry).profileId == adHocEndpoint(*b, m_registry).profileId, same);
}

void TestConnectionUrl::endpointIdDoesNotDependOnThePassword()
{
    const auto parsed = parseUrl(u"mysql://u:CANARY@h/d"_s, m_registry);
    QVERIFY(parsed);
    const Endpoint endpoint = adHocEndpoint(*parsed, m_registry);
    QCOMPARE(endpoint.name, u"mysql://u@h/d"_s);
    QVERIFY(endpoint.serverId != endpoint.profileId);
    const auto sibling = parseUrl(u"mysql://u@h/e"_s, m_registry);
    QVERIFY(sibling);
    QCOMPARE(adHocEndpoint(*sibling, m_registry).serverId, endpoint.serverId);
}

void TestConnectionUrl::secretIsMasked_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("masked");
    QTest::newRow("url") << u"mysql://u:pw@h:1/d"_s << u"mysql://u:•••@h:1/d"_s;
    QTest::newRow("slash in it") << u"mysql://u:p/w@h/d"_s << u"mysql://u:•••@h/d"_s;
    QTest::newRow("at in it") << u"mysql://u:p@w@h/d"_s << u"mysql://u:•••@h/d"_s;
    QTest::newRow("space in it") << u"mysql://u:p w@h/d"_s << u"mysql://u:•••@h/d"_s;
    QTest::newRow("no host") << u"mysql://u:pw/d"_s << u"mysql://u:•••"_s;
    QTest::newRow("option") << u"mysql://h/d?a=b&password=p w&c=d"_s << u"mysql://h/d?a=b&password=•••&c=d"_s;
    QTest::newRow("pairs") << u"host=h password='p w' user=u"_s << u"host=h password=••• user=u"_s;
    QTest::newRow("in a sentence") << u"cannot open mysql://u:pw@h/d"_s << u"cannot open mysql://u:•••@h/d"_s;
    QTest::newRow("no scheme") << u"u:pw@h/d"_s << u"u:•••@h/d"_s;
}

void TestConnectionUrl::secretIsMasked()
{
    QFETCH(QString, text);
    QFETCH(QString, masked);
    QCOMPARE(withoutSecret(text), masked);
    QCOMPARE(withoutSecret(masked), masked);
}

void TestConnectionUrl::plainTextIsLeftAlone_data()
{
    QTest::addColumn<QString>("text");
    for (const char *text : {"", "production", "mysql://u@h:3306/d?charset=x", "postgresql://[::1]:5432/d", "sqlite:///a/b.db", "a: b c@d", "12:30"})
        QTest::newRow(*text == 0 ? "empty" : text) << QString::fromLatin1(text);
}

void TestConnectionUrl::plainTextIsLeftAlone()
{
    QFETCH(QString, text);
    QCOMPARE(withoutSecret(text), text);
}

void TestConnectionUrl::statementIsMaskedOnlyWhereAPasswordStands_data()
{
    QTest::addColumn<QString>("sql");
    QTest::addColumn<QString>("expected");
    const auto same = [](const char *name, const QString &sql) { QTest::newRow(name) << sql << sql; };
    same("select", u"select id, 'a@b:c' from t where x::text = ':' -- http://x.y/z"_s);
    same("urls without a password", u"select 'http://h:8080/x', 'postgresql://u@h:5432', 'mysql://[::1]:1/d'"_s);
    same("a column", u"select password from users where password = :p and password_hash is not null"_s);
    same("parameter", u"update users set password=? where id = 1"_s);
    QTest::newRow("create user") << u"CREATE USER x IDENTIFIED BY 'CANARY''s'; select 'a'"_s << u"CREATE USER x IDENTIFIED BY '•••'; select 'a'"_s;
    QTest::newRow("identified with") << u"create user x identified with mysql_native_password by 'CANARY'"_s
                                     << u"create user x identified with mysql_native_password by '•••'"_s;
    QTest::newRow("alter role") << u"alter role x encrypted password 'CANARY' valid until 'z'"_s
                                << u"alter role x encrypted password '•••' valid until 'z'"_s;
    QTest::newRow("set password") << u"SET PASSWORD FOR 'x'@'%' = PASSWORD('CANARY')"_s << u"SET PASSWORD FOR 'x'@'%' = PASSWORD('•••')"_s;
    QTest::newRow("dblink") << u"select dblink('host=h password=CANARY user=u', 'q')"_s << u"select dblink('host=h password=••• user=u', 'q')"_s;
    QTest::newRow("dblink url") << u"select dblink('postgresql://u:CANARY@h/d', 'a@b')"_s << u"select dblink('postgresql://u:•••@h/d', 'a@b')"_s;
}

void TestConnectionUrl::statementIsMaskedOnlyWhereAPasswordStands()
{
    QFETCH(QString, sql);
    QFETCH(QString, expected);
    QCOMPARE(statementWithoutSecrets(sql), expected);
}

CONCORD_TEST(TestConnectionUrl)
#include "tst_connectionurl.moc"
