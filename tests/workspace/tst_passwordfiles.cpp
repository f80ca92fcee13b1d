// SPDX-License-Identifier: GPL-3.0-or-later
#include "workspace/passwordfiles.h"
#include "testprogram.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace concord;
using namespace Qt::StringLiterals;

class TestPasswordFiles : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void pgpassGivesTheFirstMatch_data();
    void pgpassGivesTheFirstMatch();
    void pgpassIsPassedOverUnlessPrivate_data();
    void pgpassIsPassedOverUnlessPrivate();
    void pgpassfileNamesAnotherFile();
    void myCnfIsRead_data();
    void myCnfIsRead();
    void myCnfIsPassedOverWhenOthersMayWrite();
    void otherEnginesHaveNoFile();

private:
    void write(const QString &name, const QByteArray &content, QFileDevice::Permissions mode = QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    std::unique_ptr<QTemporaryDir> m_home;
};

void TestPasswordFiles::init()
{
    m_home = std::make_unique<QTemporaryDir>();
    qputenv("HOME", m_home->path().toUtf8());
    qunsetenv("PGPASSFILE");
}

void TestPasswordFiles::write(const QString &name, const QByteArray &content, QFileDevice::Permissions mode)
{
    QFile file(m_home->filePath(name));
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(content), content.size());
    QVERIFY(file.setPermissions(mode));
}

void TestPasswordFiles::pgpassGivesTheFirstMatch_data()
{
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<QString>("host");
    QTest::addColumn<QString>("socket");
    QTest::addColumn<QString>("database");
    QTest::addColumn<QByteArray>("password");
    const QString no;
    QTest::newRow("exact") << QByteArray("x:5432:d:u:no\nh:5432:d:u:pw\n") << u"h"_s << no << u"d"_s << QByteArray("pw");
    QTest::newRow("first wins") << QByteArray("*:*:*:*:first\nh:5432:d:u:second\n") << u"h"_s << no << u"d"_s << QByteArray("first");
    QTest::newRow("comment, empty and CRLF") << QByteArray("# h:5432:d:u:no\r\n\r\nh:5432:d:u:pw\r\n") << u"h"_s << no << u"d"_s << QByteArray("pw");
    QTest::newRow("escapes in fields") << QByteArray("a\\:b:*:c\\\\d:u:pw") << u"a:b"_s << no << u"c\\d"_s << QByteArray("pw");
    QTest::newRow("escapes in the password") << QByteArray("h:*:d:u:a\\:b\\\\c:d") << u"h"_s << no << u"d"_s << QByteArray("a:b\\c:d");
    QTest::newRow("escaped star is no wildcard") << QByteArray("\\*:*:*:*:no") << u"h"_s << no << u"d"_s << QByteArray();
    QTest::newRow("another port") << QByteArray("h:5433:d:u:no") << u"h"_s << no << u"d"_s << QByteArray();
    QTest::newRow("short line") << QByteArray("h:5432:d:u\nh:5432\n") << u"h"_s << no << u"d"_s << QByteArray();
    QTest::newRow("no host is localhost") << QByteArray("localhost:*:d:u:pw") << no << no << u"d"_s << QByteArray("pw");
    QTest::newRow("standard socket is localhost") << QByteArray("localhost:*:d:u:pw") << no << u"/var/run/postgresql"_s << u"d"_s << QByteArray("pw");
    QTest::newRow("another socket by its folder") << QByteArray("/x:*:d:u:pw") << no << u"/x"_s << u"d"_s << QByteArray("pw");
    QTest::newRow("no database is the user's") << QByteArray("h:*:u:u:pw") << u"h"_s << no << no << QByteArray("pw");
    QTest::newRow("spaces belong to the password") << QByteArray("h:*:*:*: p w ") << u"h"_s << no << u"d"_s << QByteArray(" p w ");
}

void TestPasswordFiles::pgpassGivesTheFirstMatch()
{
    QFETCH(QByteArray, file);
    QFETCH(QString, host);
    QFETCH(QString, socket);
    QFETCH(QString, database);
    QFETCH(QByteArray, password);
    write(u".pgpass"_s, file);
    Endpoint endpoint;
    endpoint.engine = u"postgresql"_s;
    endpoint.user = u"u"_s;
    endpoint.host = host;
    endpoint.options.socket = socket;
    endpoint.database = database;
    const auto found = passwordFromFiles(endpoint);
    QCOMPARE(found.has_value(), !password.isNull());
    if (found)
        QCOMPARE(found->reveal(), password);
    else
        QCOMPARE(found.error().kind, ErrorKind::NotFound);
}

void TestPasswordFiles::pgpassIsPassedOverUnlessPrivate_data()
{
    QTest::addColumn<int>("mode");
    QTest::addColumn<bool>("taken");
    QTest::newRow("0600") << 0x6000 << true;
    QTest::newRow("0400") << 0x4000 << true;
    QTest::newRow("0640") << 0x6040 << false;
    QTest::newRow("0604") << 0x6004 << false;
    QTest::newRow("0620") << 0x6020 << false;
}

void TestPasswordFiles::pgpassIsPassedOverUnlessPrivate()
{
    QFETCH(int, mode);
    QFETCH(bool, taken);
    write(u".pgpass"_s, "*:*:*:*:CANARY", QFileDevice::Permissions::fromInt(mode));
    Endpoint endpoint;
    endpoint.engine = u"postgresql"_s;
    const auto found = passwordFromFiles(endpoint);
    QCOMPARE(found.has_value(), taken);
    if (!found) {
        QVERIFY(found.error().message.contains(u".pgpass"_s));
        QVERIFY(!found.error().message.contains(u"CANARY"_s));
    }
}

void TestPasswordFiles::pgpassfileNamesAnotherFile()
{
    write(u"other"_s, "*:*:*:*:pw");
    qputenv("PGPASSFILE", m_home->filePath(u"other"_s).toUtf8());
    Endpoint endpoint;
    endpoint.engine = u"postgresql"_s;
    QCOMPARE(passwordFromFiles(endpoint)->reveal(), QByteArray("pw"));
    qputenv("PGPASSFILE", m_home->path().toUtf8()); // a folder
    QVERIFY(!passwordFromFiles(endpoint));
}

void TestPasswordFiles::myCnfIsRead_data()
{
    QTest::addColumn<QByteArray>("file");
    QTest::addColumn<QByteArray>("password");
    QTest::newRow("client") << QByteArray("[client]\npassword=pw\n") << QByteArray("pw");
    QTest::newRow("spaces and CRLF") << QByteArray(" [client] \r\n  password =  pw \r\n") << QByteArray("pw");
    QTest::newRow("client-mariadb") << QByteArray("[mysqld]\npassword=no\n[client-mariadb]\npassword=pw") << QByteArray("pw");
    QTest::newRow("mysql") << QByteArray("[mysql]\npassword=pw") << QByteArray("pw");
    QTest::newRow("double quotes") << QByteArray("[client]\npassword=\" p#w \"") << QByteArray(" p#w ");
    QTest::newRow("single quotes") << QByteArray("[client]\npassword='p;w'") << QByteArray("p;w");
    QTest::newRow("escapes") << QByteArray("[client]\npassword=\"a\\\"b\\\\c\\sd\\x\"") << QByteArray("a\"b\\c d\\x");
    QTest::newRow("comment after it") << QByteArray("[client]\npassword=p#w # comment") << QByteArray("p#w");
    QTest::newRow("last one wins") << QByteArray("[client]\npassword=a\n[mysql]\npassword=b") << QByteArray("b");
    QTest::newRow("same user") << QByteArray("[client]\nuser=u\nhost=h\npassword=pw") << QByteArray("pw");
    QTest::newRow("another user's") << QByteArray("[client]\nuser=root\npassword=pw") << QByteArray();
    QTest::newRow("another host's") << QByteArray("[client]\nhost=x\npassword=pw") << QByteArray();
    QTest::newRow("another group") << QByteArray("[mysqldump]\npassword=pw") << QByteArray();
    QTest::newRow("no value") << QByteArray("[client]\npassword\n#password=x") << QByteArray();
    QTest::newRow("no group") << QByteArray("password=pw") << QByteArray();
}

void TestPasswordFiles::myCnfIsRead()
{
    QFETCH(QByteArray, file);
    QFETCH(QByteArray, password);
    write(u".my.cnf"_s, file);
    for (const QString &engine : {u"mysql"_s, u"mariadb"_s}) {
        Endpoint endpoint;
        endpoint.engine = engine;
        endpoint.host = u"h"_s;
        endpoint.user = u"u"_s;
        const auto found = passwordFromFiles(endpoint);
        QCOMPARE(found.has_value(), !password.isNull());
        if (found)
            QCOMPARE(found->reveal(), password);
    }
}

void TestPasswordFiles::myCnfIsPassedOverWhenOthersMayWrite()
{
    write(u".my.cnf"_s, "[client]\npassword=pw", QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::WriteOther);
    Endpoint endpoint;
    endpoint.engine = u"mysql"_s;
    QVERIFY(!passwordFromFiles(endpoint));
}

void TestPasswordFiles::otherEnginesHaveNoFile()
{
    write(u".pgpass"_s, "*:*:*:*:pw");
    write(u".my.cnf"_s, "[client]\npassword=pw");
    Endpoint endpoint;
    endpoint.engine = u"sqlite"_s;
    QVERIFY(!passwordFromFiles(endpoint));
}

CONCORD_TEST(TestPasswordFiles)
#include "tst_passwordfiles.moc"
