// SPDX-License-Identifier: GPL-3.0-or-later
// What is read of a schema makes the same schema again: read, write as DDL, read, compare.
#include "schema/mysqldatabase.h"
#include "schema/roundtrip.h"
#include "schema/sqldefcases.h"
#include "support/onserver.h"
#include "testprogram.h"

#include <QElapsedTimer>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace concord;
using namespace concord::test;

namespace {

/// What differs between the database and `copy`, once that is made from its catalog.
QString roundTrip(const MysqlDatabase &database, const MysqlDatabase &copy)
{
    const auto before = database.read();
    if (!before)
        return u"reading: "_s + before.error().message;
    if (const QString problem = copy.clear(); !problem.isEmpty())
        return u"clearing: "_s + problem;
    if (const QString problem = copy.write(**before); !problem.isEmpty())
        return u"writing: "_s + problem;
    const auto after = copy.read();
    if (!after)
        return u"reading again: "_s + after.error().message;
    return differences(**before, **after);
}

QString readFile(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

} // namespace

class TestMysqlRoundtrip : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void chinookIsTheSameEverywhere_data();
    void chinookIsTheSameEverywhere();
    void casesOfSqldefAreWrittenBack_data();
    void casesOfSqldefAreWrittenBack();
    void whatTheServerKnowsIsWrittenBack_data();
    void whatTheServerKnowsIsWrittenBack();
    void aDatabasesCollationIsWrittenBack_data();
    void aDatabasesCollationIsWrittenBack();
    void dumpsGiveTheSameFingerprint_data();
    void dumpsGiveTheSameFingerprint();

private:
    static void servers();
    std::optional<TestServer> server() const;
};

void TestMysqlRoundtrip::servers()
{
    QTest::addColumn<QString>("server");
    QTest::newRow("mariadb") << u"mariadb"_s;
    QTest::newRow("mysql") << u"mysql"_s;
}

std::optional<TestServer> TestMysqlRoundtrip::server() const
{
    QFETCH(const QString, server);
    return testServer(server);
}

void TestMysqlRoundtrip::chinookIsTheSameEverywhere_data()
{
    servers();
}

void TestMysqlRoundtrip::chinookIsTheSameEverywhere()
{
    const auto server = this->server();
    if (!server)
        QSKIP("the server is not available here");
    if (corporaFolder().isEmpty())
        QSKIP("CONCORD_TEST_CORPORA is not set");
    const auto database = MysqlDatabase::create(*server);
    QVERIFY2(database, database ? "" : qUtf8Printable(database.error()));
    QString script = readFile(corporaFolder() + u"/chinook/Chinook_MySql.sql"_s);
    script.remove(u"DROP DATABASE IF EXISTS `Chinook`;"_s).remove(u"CREATE DATABASE `Chinook`;"_s).remove(u"USE `Chinook`;"_s);
    const qsizetype data = script.indexOf("INSERT INTO"_L1);
    QVERIFY(data > 0);
    QCOMPARE(database->run(script.first(data)), QString());

    const auto catalog = database->read();
    QVERIFY2(catalog, catalog ? "" : qUtf8Printable(catalog.error().message));
    QCOMPARE((*catalog)->count(ObjectKind::Table), 11);
    qsizetype foreignKeys = 0;
    for (const ObjectPtr &object : (*catalog)->objects()) {
        if (object->kind == ObjectKind::Table)
            foreignKeys += qsizetype(static_cast<const Table &>(*object).foreignKeys.size());
    }
    QCOMPARE(foreignKeys, 11);
    const auto track = (*catalog)->find(ObjectKind::Table, {database->name(), u"Track"_s});
    QVERIFY(track);
    const std::vector<Column> &columns = columnsOf(*track);
    const auto typeOf = [&](const QString &name) { return describeType(findColumn(columns, name)->type); };
    QCOMPARE(typeOf(u"TrackId"_s), u"integer(32)"_s);
    QCOMPARE(typeOf(u"Name"_s), u"text(200)"_s);
    QCOMPARE(typeOf(u"UnitPrice"_s), u"decimal(10,2)"_s);
    QVERIFY(static_cast<const Table &>(*track).primaryKey);
    QCOMPARE(static_cast<const Table &>(*track).primaryKey->columns, QStringList{u"TrackId"_s});
    const auto copy = MysqlDatabase::create(*server);
    QVERIFY2(copy, copy ? "" : qUtf8Printable(copy.error()));
    QCOMPARE(roundTrip(*database, *copy), QString());
}

void TestMysqlRoundtrip::casesOfSqldefAreWrittenBack_data()
{
    servers();
}

void TestMysqlRoundtrip::casesOfSqldefAreWrittenBack()
{
    const auto server = this->server();
    if (!server)
        QSKIP("the server is not available here");
    if (corporaFolder().isEmpty())
        QSKIP("CONCORD_TEST_CORPORA is not set");
    const auto cases = sqldefCases(u"mysqldef"_s);
    QVERIFY2(cases, cases ? "" : qUtf8Printable(cases.error().message));
    QElapsedTimer clock;
    clock.start();
    const auto database = MysqlDatabase::create(*server);
    QVERIFY2(database, database ? "" : qUtf8Printable(database.error()));
    const auto copy = MysqlDatabase::create(*server);
    QVERIFY2(copy, copy ? "" : qUtf8Printable(copy.error()));
    QStringList refused;
    QStringList differing;
    int written = 0;
    QSet<QString> tried; // one case's schema is often another's
    for (const SqldefCase &one : *cases) {
        for (const auto &[part, sql] : {std::pair(u"current"_s, one.current), std::pair(u"desired"_s, one.desired)}) {
            if (sql.trimmed().isEmpty() || tried.contains(sql))
                continue;
            tried.insert(sql);
            const QString label = one.label() + u' ' + part;
            QCOMPARE(database->clear(), QString());
            if (const QString problem = database->run(QString(sql).replace(u"mysqldef_test"_s, database->name())); !problem.isEmpty()) {
                refused.append(label + u": "_s + problem.section(u'\n', 0, 0));
                continue;
            }
            ++written;
            if (const QString problem = roundTrip(*database, *copy); !problem.isEmpty())
                differing.append(label + u":\n"_s + problem);
        }
    }
    qInfo("%d different schemas written back in %.1f s; %lld the server itself refuses:\n%s", written, double(clock.elapsed()) / 1000,
          qlonglong(refused.size()), qUtf8Printable(refused.join(u'\n')));
    QVERIFY2(differing.isEmpty(), qUtf8Printable(u'\n' + differing.join(u"\n\n"_s)));
    QVERIFY(written >= 150);
}

void TestMysqlRoundtrip::whatTheServerKnowsIsWrittenBack_data()
{
    servers();
}

void TestMysqlRoundtrip::whatTheServerKnowsIsWrittenBack()
{
    const auto server = this->server();
    if (!server)
        QSKIP("the server is not available here");
    const auto database = MysqlDatabase::create(*server);
    QVERIFY2(database, database ? "" : qUtf8Printable(database.error()));
    QCOMPARE(database->run(readFile(QStringLiteral(CONCORD_SCHEMA_SQL "/mysqlboth.sql"))), QString());
    const QString refused = database->run(readFile(server->name == "mariadb"_L1 ? QStringLiteral(CONCORD_SCHEMA_SQL "/mariadbonly.sql")
                                                                                : QStringLiteral(CONCORD_SCHEMA_SQL "/mysqlonly.sql")));
    if (!refused.isEmpty() && qEnvironmentVariableIsSet("CONCORD_TEST_MARIADB_BASEDIR"))
        QSKIP(qPrintable(u"not the words of this version: "_s + refused));
    QCOMPARE(refused, QString());
    const auto catalog = database->read();
    QVERIFY2(catalog, catalog ? "" : qUtf8Printable(catalog.error().message));
    QVERIFY2((*catalog)->info().unread.empty(), (*catalog)->info().unread.empty() ? "" : qUtf8Printable((*catalog)->info().unread.front().reason));
    const auto copy = MysqlDatabase::create(*server);
    QVERIFY2(copy, copy ? "" : qUtf8Printable(copy.error()));
    QCOMPARE(roundTrip(*database, *copy), QString());
}

void TestMysqlRoundtrip::aDatabasesCollationIsWrittenBack_data()
{
    servers();
}

/// The script names no database: it is for the one that it runs in.
void TestMysqlRoundtrip::aDatabasesCollationIsWrittenBack()
{
    const auto server = this->server();
    if (!server)
        QSKIP("the server is not available here");
    const auto database = MysqlDatabase::create(*server);
    const auto copy = MysqlDatabase::create(*server);
    QVERIFY(database && copy);
    QCOMPARE(database->run(u"ALTER DATABASE CHARACTER SET latin1 COLLATE latin1_general_ci; CREATE TABLE t (a varchar(10))"_s), QString());
    QCOMPARE(roundTrip(*database, *copy), QString());
    const auto after = copy->read();
    QVERIFY(after);
    const auto schema = std::ranges::find_if((*after)->objects(), [](const ObjectPtr &object) { return object->kind == ObjectKind::Schema; });
    QVERIFY(schema != (*after)->objects().end());
    QCOMPARE(static_cast<const Schema &>(**schema).collation, u"latin1_general_ci"_s);
}

void TestMysqlRoundtrip::dumpsGiveTheSameFingerprint_data()
{
    servers();
}

/// mariadb-dump is the one dump program there is here; it speaks with MySQL too.
void TestMysqlRoundtrip::dumpsGiveTheSameFingerprint()
{
    const auto server = this->server();
    if (!server)
        QSKIP("the server is not available here");
    const auto database = MysqlDatabase::create(*server);
    QVERIFY2(database, database ? "" : qUtf8Printable(database.error()));
    QCOMPARE(database->run(readFile(QStringLiteral(CONCORD_SCHEMA_SQL "/mysqlboth.sql"))), QString());
    const auto before = database->read();
    QVERIFY2(before, before ? "" : qUtf8Printable(before.error().message));

    const auto copy = MysqlDatabase::create(*server);
    QVERIFY2(copy, copy ? "" : qUtf8Printable(copy.error()));
    const QStringList login = {u"--no-defaults"_s, u"--skip-ssl"_s, u"--host="_s + server->host, u"--port="_s + QString::number(server->port),
                               u"--user="_s + server->user};
    if (server->name == "mariadb"_L1 && qEnvironmentVariableIsSet("CONCORD_TEST_MARIADB_BASEDIR"))
        QSKIP("what this mariadb-dump writes is not for another version");
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"MYSQL_PWD"_s, server->password);
    QProcess dump;
    QProcess restore;
    dump.setProcessEnvironment(environment);
    restore.setProcessEnvironment(environment);
    QTemporaryDir folder; // by a file: Qt's pipe between two processes does not block, and a full one ends the dump
    dump.setStandardOutputFile(folder.filePath(u"dump.sql"_s));
    restore.setStandardInputFile(folder.filePath(u"dump.sql"_s));
    dump.start(u"mariadb-dump"_s, login + QStringList{u"--no-data"_s, u"--routines"_s, u"--triggers"_s, u"--events"_s, database->name()});
    if (!dump.waitForStarted())
        QSKIP("mariadb-dump is not installed");
    QVERIFY(dump.waitForFinished());
    restore.start(u"mariadb"_s, login + QStringList{u"--comments"_s, copy->name()}); // else it takes comments out of bodies
    QVERIFY(restore.waitForFinished());
    QVERIFY2(dump.exitCode() == 0, dump.readAllStandardError().constData());
    QVERIFY2(restore.exitCode() == 0, restore.readAllStandardError().constData());

    const auto after = copy->read();
    QVERIFY2(after, after ? "" : qUtf8Printable(after.error().message));
    QCOMPARE(differences(**before, **after), QString());
    QCOMPARE((*after)->fingerprint(), (*before)->fingerprint());
}

CONCORD_TEST(TestMysqlRoundtrip)
#include "tst_mysqlroundtrip.moc"
