// SPDX-License-Identifier: GPL-3.0-or-later
#include "ctlprocess.h"
#include "testprogram.h"

#include <QDir>
#include <QFile>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace concord::test;

/// Connections, groups, work sessions: what is saved comes back, field by field.
class ProfilesTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<Ctl> m_ctl;

    [[nodiscard]] Json only(const Json &list, const char *name) const
    {
        for (const Json &one : list) {
            if (one.value("name", "") == name)
                return one;
        }
        return {};
    }

private Q_SLOTS:
    void init() { m_ctl = std::make_unique<Ctl>(); }

    void anEmptyWorkspaceSaysWhatToDo()
    {
        const Answer table = m_ctl->run({u"list"_s});
        VERIFY_CODE(table, 0);
        QCOMPARE(table.out, QByteArray());
        QVERIFY(table.err.contains("concordctl connect"));
        const Answer json = m_ctl->run({u"list"_s, u"--format"_s, u"json"_s});
        QCOMPARE(json.json(), (Json{{"connections", Json::array()}, {"total", 0}, {"active", nullptr}, {"total_tables", 0}, {"cache_bytes", 0}}));
    }

    void demoWritesItsProfilesAndTwiceIsFine()
    {
        for (int i = 0; i < 2; ++i)
            VERIFY_CODE(m_ctl->run({u"demo"_s, m_ctl->path(u"demo"_s)}), 0);
        const Json list = m_ctl->run({u"list"_s, u"--format"_s, u"json"_s}).json();
        QCOMPARE(list["total"], 14);
        const Json tenant = only(list["connections"], "tenant_4");
        QCOMPARE(tenant["engine"], "sqlite");
        QCOMPARE(tenant["groups"], Json::array({"tenants"}));
        QCOMPARE(tenant["environment"], "production");
        QCOMPARE(tenant["read_only"], true);
        QCOMPARE(tenant["tables"], nullptr);
        QCOMPARE(tenant["last_used"], nullptr);
        QCOMPARE(only(list["connections"], "development")["read_only"], false);
        const Json sessions = m_ctl->run({u"sessions"_s, u"--format"_s, u"json"_s}).json()["sessions"];
        QCOMPARE(only(sessions, "Tenant orders")["connections"], Json::array({"tenant_1", "tenant_2", "tenant_3", "tenant_4"}));
    }

    void demoRefusesANameThatMeansSomethingElse()
    {
        VERIFY_CODE(m_ctl->run({u"connect"_s, u"warehouse"_s, u"sqlite://"_s + m_ctl->path(u"mine.db"_s), u"--no-test"_s}), 0);
        const Answer answer = m_ctl->run({u"demo"_s, m_ctl->path(u"demo"_s)});
        VERIFY_CODE(answer, 1);
        QVERIFY2(answer.err.contains("warehouse"), answer.err.constData());
        QVERIFY(!QFile::exists(m_ctl->path(u"demo/us.db"_s)));
        QCOMPARE(m_ctl->run({u"list"_s, u"--format"_s, u"json"_s}).json()["total"], 1);
    }

    void connectSavesWhatUrlAndFieldsSay()
    {
        VERIFY_CODE(m_ctl->run({u"connect"_s, u"shop"_s, u"--connection-string"_s,
                                u"postgresql://app@db.example:6432/shop?sslmode=require&application_name=tests"_s, u"--no-test"_s, u"--group"_s,
                                u"a"_s, u"--group"_s, u"b"_s, u"--environment"_s, u"staging"_s, u"--read-write"_s}),
                    0);
        VERIFY_CODE(m_ctl->run({u"connect"_s, u"fields"_s, u"--engine"_s, u"mariadb"_s, u"--host"_s, u"h"_s, u"--user"_s, u"me"_s, u"--database"_s,
                                u"d"_s, u"--no-test"_s}),
                    0);
        const Json shop = m_ctl->run({u"show"_s, u"shop"_s, u"--format"_s, u"json"_s}).json();
        QCOMPARE(shop["engine"], "postgresql");
        QCOMPARE(shop["host"], "db.example");
        QCOMPARE(shop["port"], 6432);
        QCOMPARE(shop["user"], "app");
        QCOMPARE(shop["database"], "shop");
        QCOMPARE(shop["groups"], Json::array({"a", "b"}));
        QCOMPARE(shop["environment"], "staging");
        QCOMPARE(shop["read_only"], false);
        QCOMPARE(shop["options"]["tls"], "require");
        QCOMPARE(shop["options"]["application_name"], "tests");
        const Json fields = m_ctl->run({u"show"_s, u"fields"_s, u"--format"_s, u"json"_s}).json();
        QCOMPARE(fields["engine"], "mariadb");
        QCOMPARE(fields["port"], 3306);
        QCOMPARE(fields["read_only"], true);
        // By the name that URLs have for it.
        VERIFY_CODE(m_ctl->run({u"connect"_s, u"byScheme"_s, u"--engine"_s, u"mssql"_s, u"--host"_s, u"h"_s, u"--no-test"_s}), 0);
        QCOMPARE(m_ctl->run({u"show"_s, u"byScheme"_s, u"--format"_s, u"json"_s}).json()["engine"], "sqlserver");
    }

    void connectTriesFirstAndSavesNothingThatFails()
    {
        const QStringList arguments{u"connect"_s, u"ghost"_s, u"sqlite://"_s + m_ctl->path(u"ghost.db"_s)};
        const Answer failed = m_ctl->run(arguments);
        VERIFY_CODE(failed, 1);
        QVERIFY(failed.err.contains("ghost.db"));
        QCOMPARE(failed.out, QByteArray());
        QVERIFY(!QFile::exists(m_ctl->path(u"ghost.db"_s)));
        VERIFY_CODE(m_ctl->run({u"show"_s, u"ghost"_s}), 1);
        VERIFY_CODE(m_ctl->run(arguments + QStringList{u"--no-test"_s}), 0);
        VERIFY_CODE(m_ctl->run({u"show"_s, u"ghost"_s}), 0);
    }

    void connectTakesADatabaseThatAnswers()
    {
        QVERIFY(m_ctl->makeDemo());
        const Answer answer = m_ctl->run({u"connect"_s, u"again"_s, m_ctl->path(u"demo/us.db"_s), u"--format"_s, u"json"_s});
        VERIFY_CODE(answer, 0);
        QCOMPARE(answer.json()["connections"][0]["name"], "again");
        QVERIFY(answer.err.contains("SQLite"));
    }

    void badNamesAndDuplicatesAreRefused_data()
    {
        QTest::addColumn<QString>("name");
        QTest::newRow("path") << u"../x"_s;
        QTest::newRow("slash") << u"a/b"_s;
        QTest::newRow("at") << u"a@b"_s;
        QTest::newRow("colon") << u"group:a"_s;
        QTest::newRow("glob") << u"a*"_s;
        QTest::newRow("empty") << QString();
        QTest::newRow("dot") << u".hidden"_s;
        QTest::newRow("taken") << u"taken"_s;
        QTest::newRow("taken in capitals") << u"TAKEN"_s;
        QTest::newRow("too long") << QString(300, u'x');
    }
    void badNamesAndDuplicatesAreRefused()
    {
        QFETCH(QString, name);
        VERIFY_CODE(m_ctl->run({u"connect"_s, u"taken"_s, u"/tmp/taken.db"_s, u"--no-test"_s}), 0);
        const Answer answer = m_ctl->run({u"connect"_s, name, u"/tmp/other.db"_s, u"--no-test"_s});
        VERIFY_CODE(answer, 1);
        QVERIFY(answer.err.contains("error"));
        QCOMPARE(m_ctl->run({u"list"_s, u"--format"_s, u"json"_s}).json()["total"], 1);
    }

    void editChangesWhatIsSaidAndNothingElse()
    {
        VERIFY_CODE(m_ctl->run({u"connect"_s, u"one"_s, u"mysql://u@h/d"_s, u"--no-test"_s, u"--group"_s, u"old"_s}), 0);
        const Json before = m_ctl->run({u"show"_s, u"one"_s, u"--format"_s, u"json"_s}).json();
        VERIFY_CODE(m_ctl->run({u"edit"_s, u"one"_s, u"--name"_s, u"two"_s, u"--group"_s, u"new"_s, u"--no-group"_s, u"old"_s, u"--port"_s, u"3307"_s,
                                u"--read-write"_s, u"--environment"_s, u"test"_s}),
                    0);
        Json after = m_ctl->run({u"show"_s, u"two"_s, u"--format"_s, u"json"_s}).json();
        QCOMPARE(after["id"], before["id"]);
        QCOMPARE(after["groups"], Json::array({"new"}));
        QCOMPARE(after["port"], 3307);
        QCOMPARE(after["read_only"], false);
        QCOMPARE(after["environment"], "test");
        QCOMPARE(after["host"], before["host"]);
        QCOMPARE(after["options"], before["options"]);
        VERIFY_CODE(m_ctl->run({u"edit"_s, u"two"_s, u"--read-only"_s}), 0);
        after = m_ctl->run({u"show"_s, u"two"_s, u"--format"_s, u"json"_s}).json();
        QCOMPARE(after["read_only"], true);
        QCOMPARE(after["port"], 3307);
        VERIFY_CODE(m_ctl->run({u"edit"_s, u"two"_s, u"--no-group"_s, u"absent"_s}), 1);
        VERIFY_CODE(m_ctl->run({u"edit"_s, u"two"_s, u"--port"_s, u"many"_s}), 1);
        VERIFY_CODE(m_ctl->run({u"edit"_s, u"one"_s, u"--port"_s, u"1"_s}), 1);
    }

    void removeTakesAllOrNone()
    {
        QVERIFY(m_ctl->makeDemo());
        const Answer wrong = m_ctl->run({u"remove"_s, u"us"_s, u"eurpe"_s});
        VERIFY_CODE(wrong, 1);
        QVERIFY(wrong.err.contains("eurpe"));
        QCOMPARE(m_ctl->run({u"list"_s, u"--format"_s, u"json"_s}).json()["total"], 14);
        const Answer right = m_ctl->run({u"remove"_s, u"us"_s, u"eu"_s, u"--format"_s, u"json"_s});
        VERIFY_CODE(right, 0);
        QCOMPARE(right.json()["removed"], (Json::array({Json{{"name", "us"}}, Json{{"name", "eu"}}})));
        QCOMPARE(m_ctl->run({u"list"_s, u"--format"_s, u"json"_s}).json()["total"], 12);
        QVERIFY(QFile::exists(m_ctl->path(u"demo/us.db"_s)));
    }

    void removeTakesGroupsAndGlobs()
    {
        QVERIFY(m_ctl->makeDemo());
        const Answer glob = m_ctl->run({u"remove"_s, u"tenant_*"_s, u"tenant_1"_s, u"--format"_s, u"json"_s});
        VERIFY_CODE(glob, 0);
        QCOMPARE(glob.json()["removed"].size(), 4U);
        VERIFY_CODE(m_ctl->run({u"remove"_s, u"group:regions"_s}), 0);
        const QByteArray left = m_ctl->run({u"list"_s}).out;
        QVERIFY(!left.contains("tenant") && !left.contains("apac") && left.contains("production"));
    }

    void groupsMayStandBetweenCommas()
    {
        VERIFY_CODE(m_ctl->run({u"connect"_s, u"one"_s, u"/tmp/one.db"_s, u"--no-test"_s, u"--group"_s, u"a, b"_s, u"--group"_s, u"c"_s}), 0);
        const auto groups = [&] { return m_ctl->run({u"show"_s, u"one"_s, u"--format"_s, u"json"_s}).json()["groups"]; };
        QCOMPARE(groups(), (Json::array({"a", "b", "c"})));
        VERIFY_CODE(m_ctl->run({u"edit"_s, u"one"_s, u"--no-group"_s, u"a,c"_s}), 0);
        QCOMPARE(groups(), (Json::array({"b"})));
    }

    void anUnknownNameNamesNearOnes()
    {
        QVERIFY(m_ctl->makeDemo());
        const Answer answer = m_ctl->run({u"show"_s, u"prodction"_s});
        VERIFY_CODE(answer, 1);
        QVERIFY(answer.err.contains("production"));
        QCOMPARE(answer.out, QByteArray());
    }

    void useSetsTheActiveConnection()
    {
        QVERIFY(m_ctl->makeDemo());
        VERIFY_CODE(m_ctl->run({u"use"_s, u"eu"_s}), 0);
        QCOMPARE(m_ctl->run({u"use"_s}).out, "eu\n"_ba);
        QCOMPARE(m_ctl->run({u"list"_s, u"--format"_s, u"json"_s}).json()["active"], "eu");
        QCOMPARE(m_ctl->run({u"exec"_s, u"-e"_s, u"SELECT DISTINCT region FROM orders"_s, u"--format"_s, u"csv"_s}).out, "source,region\neu,EU\n"_ba);
        VERIFY_CODE(m_ctl->run({u"use"_s, u"--none"_s}), 0);
        VERIFY_CODE(m_ctl->run({u"exec"_s, u"-e"_s, u"SELECT 1"_s}), 1);
        VERIFY_CODE(m_ctl->run({u"use"_s, u"nowhere"_s}), 1);
    }

    void groupsListsGroupsEnvironmentsAndTargetSets()
    {
        QVERIFY(m_ctl->makeDemo());
        const Json groups = m_ctl->run({u"groups"_s, u"--format"_s, u"json"_s}).json()["groups"];
        QCOMPARE(only(groups, "tenants")["connections"], Json::array({"tenant_1", "tenant_2", "tenant_3", "tenant_4"}));
        QCOMPARE(only(groups, "development")["kind"], "environment");
        int sets = 0;
        for (const Json &group : groups)
            sets += group["kind"] == "target set";
        QCOMPARE(sets, 3);
    }

    void aWorkSessionIsMadeChangedUsedAndDeleted()
    {
        QVERIFY(m_ctl->makeDemo());
        VERIFY_CODE(m_ctl->run({u"session"_s, u"mine"_s}), 1);
        VERIFY_CODE(m_ctl->run({u"session"_s, u"mine"_s, u"--add"_s, u"us"_s, u"group:tenants"_s, u"eu"_s}), 0);
        Json session = m_ctl->run({u"session"_s, u"mine"_s, u"--remove"_s, u"tenant_*"_s, u"--format"_s, u"json"_s}).json();
        QCOMPARE(session["connections"], Json::array({"us", "eu"}));
        const Answer run =
            m_ctl->run({u"exec"_s, u"--session"_s, u"mine"_s, u"-e"_s, u"SELECT DISTINCT region FROM orders"_s, u"--format"_s, u"csv"_s});
        VERIFY_CODE(run, 0);
        QCOMPARE(run.out, "source,region\nus,US\neu,EU\n"_ba);
        VERIFY_CODE(m_ctl->run({u"session"_s, u"mine"_s, u"--add"_s, u"ghost"_s}), 1);
        VERIFY_CODE(m_ctl->run({u"session"_s, u"mine"_s, u"--delete"_s}), 0);
        VERIFY_CODE(m_ctl->run({u"session"_s, u"mine"_s}), 1);
        const Json history = m_ctl->run({u"history"_s, u"--session"_s, u"mine"_s, u"--format"_s, u"json"_s}).json()["history"];
        QCOMPARE(history.size(), 1U);
        QCOMPARE(history[0]["databases"], Json::array({"us", "eu"}));
    }

    void anEmptySessionIsNoSilentFallback()
    {
        QVERIFY(m_ctl->makeDemo());
        VERIFY_CODE(m_ctl->run({u"use"_s, u"us"_s}), 0);
        VERIFY_CODE(m_ctl->run({u"session"_s, u"empty"_s, u"--add"_s, u"eu"_s}), 0);
        VERIFY_CODE(m_ctl->run({u"session"_s, u"empty"_s, u"--remove"_s, u"eu"_s}), 0);
        const Answer answer = m_ctl->run({u"exec"_s, u"--session"_s, u"empty"_s, u"-e"_s, u"SELECT 1"_s});
        VERIFY_CODE(answer, 1);
        QVERIFY(answer.err.contains("No database connections specified"));
        VERIFY_CODE(m_ctl->run({u"exec"_s, u"--session"_s, u"unknown"_s, u"-e"_s, u"SELECT 1"_s}), 1);
    }

    void testTellsWhatAnsweredAndWhatDidNot()
    {
        QVERIFY(m_ctl->makeDemo());
        const Answer good = m_ctl->run({u"test"_s, u"us"_s, u"--format"_s, u"json"_s});
        VERIFY_CODE(good, 0);
        const Json one = good.json()["databases"][0];
        QCOMPARE(one["success"], true);
        QCOMPARE(one["product"], "SQLite");
        QVERIFY(one["latency_ms"].is_number());
        const Answer mixed = m_ctl->run({u"test"_s, u"us"_s, m_ctl->path(u"none.db"_s), u"--format"_s, u"json"_s});
        VERIFY_CODE(mixed, 3);
        QCOMPARE(mixed.json()["failed"], 1);
        QCOMPARE(mixed.json()["databases"][1]["error"]["kind"], "not_found");
        VERIFY_CODE(m_ctl->run({u"test"_s, m_ctl->path(u"none.db"_s)}), 1);
        QVERIFY(!QFile::exists(m_ctl->path(u"none.db"_s)));
    }

    void editingOneFilesConnectionLeavesTheOthersAsTheyAre()
    {
        QVERIFY(m_ctl->makeDemo());
        VERIFY_CODE(m_ctl->run({u"edit"_s, u"us"_s, u"--url"_s, u"mysql://h/d"_s}), 0);
        VERIFY_CODE(m_ctl->run({u"edit"_s, u"eu"_s, u"--connect-timeout"_s, u"3"_s}), 0);
        const auto shown = [&](const QString &name) { return m_ctl->run({u"show"_s, name, u"--format"_s, u"json"_s}).json(); };
        QCOMPARE(shown(u"us"_s)["engine"], "mysql");
        QCOMPARE(shown(u"eu"_s)["options"]["connect_timeout_ms"], 3000);
        QCOMPARE(shown(u"apac"_s)["engine"], "sqlite");
        QCOMPARE(shown(u"apac"_s)["options"]["connect_timeout_ms"], 10'000);
    }

    void editingAServersConnectionTellsWhoSharesIt()
    {
        for (const QString &name : {u"a"_s, u"b"_s})
            VERIFY_CODE(m_ctl->run({u"connect"_s, name, u"mysql://me@h/"_s + name, u"--no-test"_s}), 0);
        const auto shown = [&](const QString &name) { return m_ctl->run({u"show"_s, name, u"--format"_s, u"json"_s}).json(); };
        const Answer moved = m_ctl->run({u"edit"_s, u"a"_s, u"--host"_s, u"other"_s});
        VERIFY_CODE(moved, 0);
        QVERIFY2(moved.err.contains("2 connections share this server"), moved.err.constData());
        QCOMPARE(shown(u"b"_s)["host"], "other");
        VERIFY_CODE(m_ctl->run({u"edit"_s, u"a"_s, u"--engine"_s, u"postgresql"_s}), 0); // b's database is MySQL's
        QCOMPARE(shown(u"a"_s)["engine"], "postgresql");
        QCOMPARE(shown(u"b"_s)["engine"], "mysql");
    }

    void aWorkspaceThatMayOnlyBeReadIsReadAndNotWritten()
    {
        QVERIFY(m_ctl->makeDemo());
        VERIFY_CODE(m_ctl->run({u"extract"_s, u"us"_s}), 0);
        const auto reads = QFileDevice::ReadOwner | QFileDevice::ReadOther;
        const auto enters = reads | QFileDevice::ExeOwner | QFileDevice::ExeOther;
        QVERIFY(QFile::setPermissions(m_ctl->workspace(), reads));
        QVERIFY(QFile::setPermissions(m_ctl->path({}), enters));
        m_ctl->beNobody();
        const QStringList entries = QDir(m_ctl->path({})).entryList();
        const Answer list = m_ctl->run({u"list"_s, u"--format"_s, u"json"_s});
        const Answer schema = m_ctl->run({u"schema"_s, u"us"_s});
        const Answer history = m_ctl->run({u"history"_s});
        const Answer exec = m_ctl->run({u"exec"_s, u"us"_s, u"-e"_s, u"select 1"_s});
        const Answer use = m_ctl->run({u"use"_s, u"us"_s});
        const Answer connect = m_ctl->run({u"connect"_s, u"x"_s, u"/tmp/x.db"_s, u"--no-test"_s});
        QCOMPARE(QDir(m_ctl->path({})).entryList(), entries);
        QVERIFY(QFile::setPermissions(m_ctl->path({}), enters | QFileDevice::WriteOwner));
        VERIFY_CODE(list, 0);
        QCOMPARE(list.json()["total"], 14);
        for (const Answer &answer : {schema, history, exec})
            VERIFY_CODE(answer, 0);
        QVERIFY2(exec.err.contains("history does not keep this run"), exec.err.constData());
        for (const Answer &answer : {use, connect}) {
            VERIFY_CODE(answer, 1);
            QVERIFY2(answer.err.contains("read-only"), answer.err.constData());
        }
    }

    void twoProgramsWriteToOneWorkspaceAtOnce()
    {
        constexpr int each = 12;
        QProcess a;
        QProcess b;
        // Two shells that save a dozen connections each, at the same time.
        const auto script = [&](const QString &name) {
            return u"for i in $(seq %1); do '%2' connect %3$i /tmp/x$i.db --no-test >/dev/null || exit 1; done"_s.arg(each).arg(
                QStringLiteral(CONCORDCTL), name);
        };
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"CONCORD_WORKSPACE"_s, m_ctl->workspace());
        for (auto [process, name] : {std::pair{&a, u"left"_s}, {&b, u"right"_s}}) {
            process->setProcessEnvironment(environment);
            process->start(u"/bin/sh"_s, {u"-c"_s, script(name)});
        }
        QVERIFY(a.waitForFinished(60'000) && b.waitForFinished(60'000));
        QVERIFY2(a.exitCode() == 0, a.readAllStandardError().constData());
        QVERIFY2(b.exitCode() == 0, b.readAllStandardError().constData());
        QCOMPARE(m_ctl->run({u"list"_s, u"--format"_s, u"json"_s}).json()["total"], 2 * each);
    }
};

CONCORD_TEST(ProfilesTest)
#include "tst_profiles.moc"
