// SPDX-License-Identifier: GPL-3.0-or-later
#include "qtsql/compatibleserver.h"
#include "support/onserver.h"
#include "testprogram.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace concord;
using namespace concord::test;

class TestCompatible : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void serversOfPostgresqlsProtocolAreToldApart_data();
    void serversOfPostgresqlsProtocolAreToldApart();
    void serversOfMysqlsProtocolAreToldApart_data();
    void serversOfMysqlsProtocolAreToldApart();
    void serversOfSqlServersProtocolAreToldApart_data();
    void serversOfSqlServersProtocolAreToldApart();
    void whatAnExtensionAddsIsSaid();
    void theEnginesThemselvesHaveNoNotes_data();
    void theEnginesThemselvesHaveNoNotes();
};

static void addColumns()
{
    QTest::addColumn<QString>("version");
    QTest::addColumn<QString>("other");
    QTest::addColumn<QString>("product");
    QTest::addColumn<QString>("number");
    QTest::addColumn<bool>("noted");
}

void TestCompatible::serversOfPostgresqlsProtocolAreToldApart_data()
{
    addColumns();
    const auto add = [](const QString &version, const QString &parameter, const QString &product, const QString &number, bool noted) {
        QTest::newRow(qPrintable(product)) << version << parameter << product << number << noted;
    };
    add(u"PostgreSQL 17.5 (Debian 17.5-1) on x86_64-pc-linux-gnu, compiled by gcc"_s, u"17.5 (Debian 17.5-1)"_s, u"PostgreSQL"_s, u"17.5"_s, false);
    add(u"CockroachDB CCL v23.1.11 (x86_64-pc-linux-gnu, built 2023/09/27 01:53:43, go1.19.10)"_s, u"13.0.0"_s, u"CockroachDB"_s, u"23.1.11"_s, true);
    add(u"PostgreSQL 8.0.2 on i686-pc-linux-gnu, compiled by GCC gcc (GCC) 3.4.2 20041017 (Red Hat 3.4.2-6.fc3), Redshift 1.0.12103"_s, u"8.0.2"_s,
        u"Amazon Redshift"_s, u"1.0.12103"_s, true);
    add(u"PostgreSQL 11.2-YB-2.18.0.0-b0 on x86_64-pc-linux-gnu, compiled by clang"_s, u"11.2-YB-2.18.0.0-b0"_s, u"YugabyteDB"_s, u"2.18.0.0"_s,
        true);
    add(u"PostgreSQL 9.4.26 (Greenplum Database 6.20.0 build commit:x) on x86_64-unknown-linux-gnu"_s, u"9.4.26"_s, u"Greenplum"_s, u"6.20.0"_s,
        true);
    add(u"PostgreSQL 9.5.0 on x86_64-unknown-linux-gnu (Materialize v0.26.0)"_s, u"9.5.0"_s, u"Materialize"_s, u"0.26.0"_s, true);
    add(u"PostgreSQL 15.2 (EnterpriseDB Advanced Server 15.2.0) on x86_64"_s, u"15.2.0"_s, u"EDB Postgres Advanced Server"_s, u"15.2.0"_s, false);
    add(u"CrateDB 5.3.1 (built 9e0b6f2/2023-05-02)"_s, u"14.0"_s, u"CrateDB"_s, u"5.3.1"_s, true);
}

void TestCompatible::serversOfPostgresqlsProtocolAreToldApart()
{
    QFETCH(QString, version);
    QFETCH(QString, other);
    QFETCH(QString, product);
    QFETCH(QString, number);
    QFETCH(bool, noted);
    const CompatibleServer server = recognisePostgresql(version, other);
    QCOMPARE(server.product, product);
    QCOMPARE(server.version, number);
    QCOMPARE(!server.notes.isEmpty(), noted);
    QVERIFY(!noted || server.notes.first().contains(product));
}

void TestCompatible::serversOfMysqlsProtocolAreToldApart_data()
{
    addColumns();
    const auto add = [](const QString &version, const QString &comment, const QString &product, const QString &number, bool noted) {
        QTest::newRow(qPrintable(product)) << version << comment << product << number << noted;
    };
    add(u"8.0.36"_s, u"MySQL Community Server - GPL"_s, u"MySQL"_s, u"8.0.36"_s, false);
    add(u"11.8.6-MariaDB-0+deb13u1"_s, u"Debian"_s, u"MariaDB"_s, u"11.8.6"_s, false);
    add(u"8.0.35-27"_s, u"Percona Server (GPL), Release 27"_s, u"Percona Server for MySQL"_s, u"8.0.35"_s, false);
    add(u"8.0.11-TiDB-v7.5.0"_s, u"TiDB Server (Apache License 2.0) Community Edition, MySQL 8.0 compatible"_s, u"TiDB"_s, u"7.5.0"_s, true);
    add(u"5.1.0"_s, u"StarRocks version 3.1.2"_s, u"StarRocks"_s, u"3.1.2"_s, true);
    add(u"5.7.99"_s, u"Doris version doris-2.0.2-rc05"_s, u"Apache Doris"_s, u"2.0.2"_s, true);
    add(u"5.7.25-OceanBase-v4.2.1.0"_s, u"OceanBase 4.2.1.0"_s, u"OceanBase"_s, u"4.2.1.0"_s, true);
    add(u"8.0.30-Vitess"_s, u"Version: 18.0"_s, u"Vitess"_s, u"8.0.30"_s, true);
    add(u"5.7.mysql_aurora.2.11.2"_s, u"MySQL Community Server (GPL)"_s, u"Amazon Aurora MySQL"_s, u"5.7.mysql_aurora.2.11.2"_s, true);
}

void TestCompatible::serversOfMysqlsProtocolAreToldApart()
{
    QFETCH(QString, version);
    QFETCH(QString, other);
    QFETCH(QString, product);
    QFETCH(QString, number);
    QFETCH(bool, noted);
    const CompatibleServer server = recogniseMysql(version, other);
    QCOMPARE(server.product, product);
    QCOMPARE(server.version, number);
    QCOMPARE(!server.notes.isEmpty(), noted);
}

void TestCompatible::serversOfSqlServersProtocolAreToldApart_data()
{
    QTest::addColumn<QString>("version");
    QTest::addColumn<QString>("product");
    QTest::addColumn<QString>("number");
    QTest::newRow("SQL Server") << u"Microsoft SQL Server 2022 (RTM-CU12) (KB5033663) - 16.0.4115.5 (X64) \n\tMar  4 2024"_s << QString()
                                << QString();
    QTest::newRow("Azure") << u"Microsoft SQL Azure (RTM) - 12.0.2000.8"_s << QString() << QString();
    QTest::newRow("no answer") << QString() << QString() << QString();
    QTest::newRow("Babelfish") << u"Babelfish for PostgreSQL with SQL Server Compatibility - 12.0.2000.8\nJul  5 2022\n(Babelfish 2.1.1)"_s
                               << u"Babelfish for PostgreSQL"_s << u"2.1.1"_s;
    QTest::newRow("older Babelfish") << u"Babelfish for PostgreSQL with SQL Server Compatibility - 12.0.2000.8"_s << u"Babelfish for PostgreSQL"_s
                                     << u"12.0.2000.8"_s;
    QTest::newRow("Aurora") << u"Babelfish for Aurora PostgreSQL with SQL Server Compatibility - 12.0.2000.8\n(Babelfish 4.2.0)"_s
                            << u"Babelfish for Aurora PostgreSQL"_s << u"4.2.0"_s;
    QTest::newRow("unknown") << u"Some Server 1.2 - speaks TDS"_s << u"Some Server 1.2"_s << QString();
}

void TestCompatible::serversOfSqlServersProtocolAreToldApart()
{
    QFETCH(QString, version);
    QFETCH(QString, product);
    QFETCH(QString, number);
    const CompatibleServer server = recogniseSqlServer(version);
    QCOMPARE(server.product, product);
    QCOMPARE(server.version, number);
    QCOMPARE(server.notes.isEmpty(), product.isEmpty());
}

void TestCompatible::whatAnExtensionAddsIsSaid()
{
    const CompatibleServer timescale = recognisePostgresql(u"PostgreSQL 16.4 on x86_64"_s, u"16.4"_s, {u"timescaledb 2.17.2"_s});
    QCOMPARE(timescale.product, u"PostgreSQL"_s);
    QVERIFY2(timescale.notes.join(u' ').contains(u"TimescaleDB 2.17.2"_s), qPrintable(timescale.notes.join(u' ')));
    const CompatibleServer aurora = recognisePostgresql(u"PostgreSQL 16.4 on x86_64"_s, u"16.4"_s, {}, {u"aurora_version"_s});
    QCOMPARE(aurora.product, u"Amazon Aurora PostgreSQL"_s);
}

void TestCompatible::theEnginesThemselvesHaveNoNotes_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("product");
    QTest::newRow("postgresql17") << u"postgresql17"_s << u"PostgreSQL"_s;
    QTest::newRow("mariadb") << u"mariadb"_s << u"MariaDB"_s;
    QTest::newRow("mysql") << u"mysql"_s << u"MySQL"_s;
}

void TestCompatible::theEnginesThemselvesHaveNoNotes()
{
    QFETCH(QString, name);
    QFETCH(QString, product);
    const auto server = testServer(name);
    if (!server)
        QSKIP(qPrintable(u"needs the test server %1, which is not available here"_s.arg(name)));
    const auto connection = open(serverEndpoint(*server, server->database), serverSecret(*server));
    QVERIFY2(connection, connection ? "" : qPrintable(connection.error().message));
    const auto info = (*connection)->serverInfo(Clock::now() + 20s);
    QVERIFY2(info, info ? "" : qPrintable(info.error().message));
    QCOMPARE(info->product, product);
    QVERIFY2(info->warnings.isEmpty(), qPrintable(info->warnings.join(u'\n')));
}

CONCORD_TEST(TestCompatible)
#include "tst_compatible.moc"
