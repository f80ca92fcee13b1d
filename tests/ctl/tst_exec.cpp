// SPDX-License-Identifier: GPL-3.0-or-later
#include "ctlprocess.h"
#include "testprogram.h"

#include <QFile>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace concord::test;

/// One statement on many databases: the shapes, the exit codes and the purity that scripts rely on.
class ExecTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<Ctl> m_ctl;

    [[nodiscard]] Answer exec(QStringList arguments, const QByteArray &input = {}) const
    {
        arguments.prepend(u"exec"_s);
        return m_ctl->run(arguments, input);
    }
    [[nodiscard]] static QStringList keys(const Json &object)
    {
        QStringList list;
        for (const auto &[key, value] : object.items())
            list.append(QString::fromStdString(key));
        return list;
    }
    void write(const QString &name, const QByteArray &content) const
    {
        QFile file(m_ctl->path(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(content), content.size());
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_ctl = std::make_unique<Ctl>();
        QVERIFY(m_ctl->makeDemo());
    }

    void jsonHasTheContractsShape()
    {
        const QString sql = u"SELECT count(*) AS n FROM customers"_s;
        const Answer answer = exec({u"old_database"_s, u"new_database"_s, u"-e"_s, sql, u"--format"_s, u"json"_s});
        VERIFY_CODE(answer, 0);
        const Json json = answer.json();
        QVERIFY(json.is_object());
        QVERIFY(json["run"].is_number_integer());
        QCOMPARE(json["statement"], sql.toStdString());
        QCOMPARE(json["total_databases_queried"], 2);
        QCOMPARE(json["succeeded"], 2);
        QCOMPARE(json["failed"], 0);
        QCOMPARE(json["total_rows"], 2);
        QVERIFY(json["total_execution_time_ms"].is_number());
        QCOMPARE(json["database_results"].size(), 2U);
        const Json first = json["database_results"][0];
        QCOMPARE(first["connection_name"], "old_database");
        QCOMPARE(first["sql"], sql.toStdString());
        QCOMPARE(first["success"], true);
        QCOMPARE(first["columns"][0]["name"], "n");
        QCOMPARE(first["columns"][0]["type"], "integer");
        QCOMPARE(first["results"], Json::array({Json{{"n", 15432}}}));
        QCOMPARE(first["row_count"], 1);
        QCOMPARE(first["truncated"], false);
        QVERIFY(first["execution_time_ms"].is_number());
        QVERIFY(!first.contains("error"));
        QCOMPARE(json["database_results"][1]["results"][0]["n"], 15432);
    }

    void theSeedsFiguresComeBack_data()
    {
        QTest::addColumn<QStringList>("targets");
        QTest::addColumn<QString>("sql");
        QTest::addColumn<QByteArray>("csv");
        QTest::newRow("tenants") << QStringList{u"tenant_1"_s, u"tenant_2"_s, u"tenant_3"_s}
                                 << u"SELECT count(*) AS active FROM orders WHERE status = 'active'"_s
                                 << "source,active\ntenant_1,1250\ntenant_2,2100\ntenant_3,980\n"_ba;
        QTest::newRow("environments") << QStringList{u"development"_s, u"production"_s} << u"SELECT count(*) AS users FROM users"_s
                                      << "source,users\ndevelopment,50\nproduction,15430\n"_ba;
        QTest::newRow("regions") << QStringList{u"us"_s, u"eu"_s, u"apac"_s} << u"SELECT CAST(sum(amount) AS INTEGER) AS sales FROM orders"_s
                                 << "source,sales\nus,1250000\neu,890000\napac,750000\n"_ba;
    }
    void theSeedsFiguresComeBack()
    {
        QFETCH(QStringList, targets);
        QFETCH(QString, sql);
        const Answer answer = exec(targets + QStringList{u"-e"_s, sql, u"--format"_s, u"csv"_s});
        VERIFY_CODE(answer, 0);
        QTEST(answer.out, "csv");
    }

    void aStatementMayStandLastAsAWord()
    {
        const Answer answer = exec({u"production"_s, u"SELECT count(*) AS n FROM orders"_s, u"--format"_s, u"ndjson"_s});
        VERIFY_CODE(answer, 0);
        const Json row = answer.json();
        QCOMPARE(row["source"], "production");
        QCOMPARE(row["n"], 15420);
    }

    void aStatementMayComeFromAFileOrStandardInput()
    {
        write(u"statement.sql"_s, "-- counts\nSELECT count(*) AS n\nFROM orders;\n");
        const QByteArray expected = "source,n\nproduction,15420\n";
        QCOMPARE(exec({u"production"_s, u"-f"_s, m_ctl->path(u"statement.sql"_s), u"--format"_s, u"csv"_s}).out, expected);
        QCOMPARE(exec({u"production"_s, u"--format"_s, u"csv"_s}, "SELECT count(*) AS n FROM orders").out, expected);
        QCOMPARE(exec({u"production"_s, u"-f"_s, u"-"_s, u"--format"_s, u"csv"_s}, "SELECT count(*) AS n FROM orders").out, expected);
        VERIFY_CODE(exec({u"production"_s, u"-f"_s, m_ctl->path(u"absent.sql"_s)}), 1);
    }

    void everyFormatIsItself_data()
    {
        QTest::addColumn<QString>("format");
        QTest::addColumn<QByteArray>("out");
        QTest::newRow("table") << u"table"_s << "source  region  note\n------  ------  ----\nus      US      NULL\neu      EU      \n"_ba;
        QTest::newRow("csv") << u"csv"_s << "source,region,note\nus,US,\neu,EU,\"\"\n"_ba;
        QTest::newRow("tsv") << u"tsv"_s << "source\tregion\tnote\nus\tUS\t\neu\tEU\t\"\"\n"_ba;
        QTest::newRow("markdown")
            << u"markdown"_s
            << "| source | region | note |\n| --- | --- | --- |\n| us | US | NULL |\n| eu | EU |  |\n\n2 of 2 databases answered\n"_ba;
    }
    void everyFormatIsItself()
    {
        QFETCH(QString, format);
        const Answer answer = exec(
            {u"us"_s, u"eu"_s, u"-e"_s, u"SELECT region, CASE region WHEN 'EU' THEN '' END AS note FROM orders LIMIT 1"_s, u"--format"_s, format});
        VERIFY_CODE(answer, 0);
        QTEST(answer.out, "out");
    }

    void missingNullAndEmptyDiffer()
    {
        const Answer json = exec({u"development"_s, u"production"_s, u"-e"_s, u"SELECT * FROM users WHERE id = 1"_s, u"--format"_s, u"ndjson"_s});
        VERIFY_CODE(json, 0);
        const QList<QByteArray> lines = json.out.trimmed().split('\n');
        QCOMPARE(lines.size(), 2);
        const Json development = Json::parse(lines[0].toStdString());
        const Json production = Json::parse(lines[1].toStdString());
        QVERIFY(development.contains("newsletter"));
        QVERIFY(!production.contains("newsletter"));
        QCOMPARE(production["nickname"], nullptr);
        const Answer table = exec({u"development"_s, u"production"_s, u"-e"_s, u"SELECT * FROM users WHERE id = 1"_s});
        QVERIFY(table.out.contains("—"));
        QVERIFY(table.out.contains("NULL"));
    }

    void valuesThatJsonCannotHoldAreText()
    {
        const Answer answer =
            exec({u"us"_s, u"-e"_s,
                  u"SELECT 9007199254740993 AS big, 42 AS small, x'00ff' AS bytes, 1.5 AS half, NULL AS missing, 'a\"b' AS quote, 1 AS n, 2 AS n"_s,
                  u"--format"_s, u"json"_s});
        VERIFY_CODE(answer, 0);
        const Json row = answer.json()["database_results"][0]["results"][0];
        QCOMPARE(row["big"], "9007199254740993");
        QCOMPARE(row["small"], 42);
        QCOMPARE(row["bytes"], "AP8=");
        QCOMPARE(row["half"], 1.5);
        QCOMPARE(row["missing"], nullptr);
        QCOMPARE(row["quote"], "a\"b");
        QCOMPARE(keys(row).sliced(6), (QStringList{u"n"_s, u"n_2"_s}));
    }

    void oneFailureHurtsNobodyAndIsToldInBoth()
    {
        const QStringList arguments{u"tenant_1"_s, u"tenant_4"_s, u"-e"_s, u"SELECT count(*) AS n FROM users WHERE email_verified >= 0"_s};
        const Answer json = exec(arguments + QStringList{u"--format"_s, u"json"_s});
        VERIFY_CODE(json, 3);
        const Json results = json.json()["database_results"];
        QCOMPARE(results[0]["success"], true);
        QCOMPARE(results[0]["results"][0]["n"], 820);
        QCOMPARE(results[1]["success"], false);
        QVERIFY(!results[1].contains("results"));
        const Json error = results[1]["error"];
        QVERIFY(QString::fromStdString(error["message"].get<std::string>()).contains(u"email_verified"_s));
        QVERIFY(error.contains("kind"));
        QCOMPARE(json.json()["succeeded"], 1);
        QCOMPARE(json.json()["failed"], 1);
        const Answer csv = exec(arguments + QStringList{u"--format"_s, u"csv"_s});
        VERIFY_CODE(csv, 3);
        QCOMPARE(csv.out, "source,n\ntenant_1,820\n"_ba);
        QVERIFY(csv.err.contains("1 of 2 databases answered"));
        QVERIFY(csv.err.contains("tenant_4"));
    }

    void anErrorTellsWhereItIs()
    {
        const Answer answer = exec({u"production"_s, u"-e"_s, u"SELECT id,\n  newsletter FROM users"_s, u"--format"_s, u"json"_s});
        VERIFY_CODE(answer, 1);
        const Json error = answer.json()["database_results"][0]["error"];
        QCOMPARE(error.value("line", 0), 2);
        QCOMPARE(error.value("column", 0), 3);
        QVERIFY(answer.err.contains("line 2, column 3"));
    }

    void whereNobodyAnswersTheCodeIsOne()
    {
        const Answer answer = exec({u"us"_s, u"eu"_s, u"-e"_s, u"SELECT nothing FROM nowhere"_s, u"--format"_s, u"json"_s});
        VERIFY_CODE(answer, 1);
        QCOMPARE(answer.json()["failed"], 2);
        const Answer csv = exec({u"us"_s, u"-e"_s, u"SELECT nothing FROM nowhere"_s, u"--format"_s, u"csv"_s});
        VERIFY_CODE(csv, 1);
        QCOMPARE(csv.out, QByteArray());
    }

    void aLimitIsForEachDatabaseAndIsSaid()
    {
        const Answer answer = exec({u"us"_s, u"eu"_s, u"-e"_s, u"SELECT id FROM orders"_s, u"--limit"_s, u"2"_s, u"--format"_s, u"json"_s});
        VERIFY_CODE(answer, 0);
        const Json given = answer.json(); // the loop needs it alive
        for (const Json &result : given["database_results"]) {
            QCOMPARE(result["row_count"], 2);
            QCOMPARE(result["truncated"], true);
        }
        QVERIFY(answer.err.contains("--limit"));
        const Answer all = exec({u"us"_s, u"-e"_s, u"SELECT id FROM orders"_s, u"--format"_s, u"csv"_s});
        QCOMPARE(all.out.count('\n'), 5001);
    }

    void bySourceMakesATableEach()
    {
        const Answer answer = exec({u"us"_s, u"eu"_s, u"-e"_s, u"SELECT DISTINCT region FROM orders"_s, u"--by-source"_s});
        VERIFY_CODE(answer, 0);
        QVERIFY(!answer.out.contains("source"));
        QVERIFY(answer.out.indexOf("us ·") < answer.out.indexOf("US"));
        QVERIFY(answer.out.indexOf("US") < answer.out.indexOf("eu ·"));
        VERIFY_CODE(exec({u"us"_s, u"-e"_s, u"SELECT 1"_s, u"--by-source"_s, u"--format"_s, u"csv"_s}), 1);
    }

    void parametersAreBoundAndMayDifferPerTarget()
    {
        const Answer answer =
            exec({u"tenant_1"_s, u"tenant_2"_s, u"-e"_s,
                  u"SELECT :tenant_id AS tenant, :n + 1 AS n, count(*) AS c FROM orders WHERE status = :status"_s, u"--param"_s, u"status=active"_s,
                  u"--param"_s, u"n=41"_s, u"--param"_s, u"tenant_id=none"_s, u"--param"_s, u"tenant_id@tenant_2=second"_s, u"--format"_s, u"csv"_s});
        VERIFY_CODE(answer, 0);
        QCOMPARE(answer.out, "source,tenant,n,c\ntenant_1,none,42,1250\ntenant_2,second,42,2100\n"_ba);
        VERIFY_CODE(exec({u"us"_s, u"-e"_s, u"SELECT :a"_s}), 1);
        VERIFY_CODE(exec({u"us"_s, u"-e"_s, u"SELECT :a"_s, u"--param"_s, u"a@eu=1"_s}), 1);
        VERIFY_CODE(exec({u"us"_s, u"-e"_s, u"SELECT :a"_s, u"--param"_s, u"a"_s}), 1);
    }

    void aWriteWantsYesAndItsNumber()
    {
        Ctl ctl;
        for (const QString &name : {u"a"_s, u"b"_s}) {
            QFile file(ctl.path(name + u".db"_s));
            QVERIFY(QFile::copy(m_ctl->path(u"demo/tenant_3.db"_s), file.fileName()));
            VERIFY_CODE(ctl.run({u"connect"_s, name, file.fileName(), u"--read-write"_s}), 0);
        }
        const QString update = u"UPDATE orders SET status = 'shipped' WHERE id = 1"_s;
        const auto shipped = [&](const QString &name) {
            return ctl.run({u"exec"_s, name, u"-e"_s, u"SELECT status = 'shipped' AS s FROM orders WHERE id = 1"_s, u"--format"_s, u"csv"_s}).out;
        };
        const QByteArray before = shipped(u"a"_s);
        const Answer unasked = ctl.run({u"exec"_s, u"a"_s, u"b"_s, u"-e"_s, update});
        VERIFY_CODE(unasked, 1);
        QVERIFY(unasked.err.contains("--yes=2"));
        QCOMPARE(unasked.err.count("2 databases"), 1);
        QVERIFY(unasked.err.contains("a, b"));
        VERIFY_CODE(ctl.run({u"exec"_s, u"a"_s, u"b"_s, u"-e"_s, update, u"--yes"_s}), 1);
        VERIFY_CODE(ctl.run({u"exec"_s, u"a"_s, u"b"_s, u"-e"_s, update, u"--yes=3"_s}), 1);
        VERIFY_CODE(ctl.run({u"exec"_s, u"a"_s, u"-e"_s, update}), 1);
        QCOMPARE(shipped(u"a"_s), before);
        const Answer done = ctl.run({u"exec"_s, u"a"_s, u"b"_s, u"-e"_s, update, u"--yes=2"_s, u"--format"_s, u"json"_s});
        VERIFY_CODE(done, 0);
        QCOMPARE(done.json()["database_results"][1]["affected_rows"], 1);
        QCOMPARE(shipped(u"a"_s), "source,s\na,1\n"_ba);
        QCOMPARE(shipped(u"b"_s), "source,s\nb,1\n"_ba);
        VERIFY_CODE(ctl.run({u"exec"_s, u"a"_s, u"-e"_s, update, u"--yes"_s}), 0);
        QVERIFY(!done.json()["database_results"][0].contains("rolled_back"));
    }

    void aWriteThatIsNotCommittedIsToldAsRolledBack()
    {
        Ctl ctl;
        QVERIFY(QFile::copy(m_ctl->path(u"demo/tenant_3.db"_s), ctl.path(u"a.db"_s)));
        VERIFY_CODE(ctl.run({u"connect"_s, u"a"_s, ctl.path(u"a.db"_s), u"--read-write"_s}), 0);
        const Answer answer =
            ctl.run({u"exec"_s, u"a"_s, u"-e"_s, u"BEGIN; DELETE FROM orders WHERE id = 1"_s, u"--yes"_s, u"--format"_s, u"json"_s});
        VERIFY_CODE(answer, 1);
        const Json result = answer.json()["database_results"][0];
        QCOMPARE(result["rolled_back"], true);
        QCOMPARE(result["success"], false);
        QCOMPARE(result["error"]["kind"], "usage");
        const auto kept = ctl.run({u"history"_s, u"--format"_s, u"json"_s}).json()["history"][0];
        QCOMPARE(kept["succeeded"], 0);
        QCOMPARE(kept["database_results"][0]["state"], "failed");
        QVERIFY2(answer.err.contains("rolled back") && !answer.err.contains("row changed"), answer.err.constData());
        const Answer rest = ctl.run({u"exec"_s, u"a"_s, u"-e"_s, u"SELECT count(*) AS n FROM orders WHERE id = 1"_s, u"--format"_s, u"csv"_s});
        QCOMPARE(rest.out, "source,n\na,1\n"_ba);
        // What was committed before the last BEGIN stays, and a transaction of reads alone is no failure.
        const QString committed = u"BEGIN; DELETE FROM orders WHERE id = 1; COMMIT; BEGIN; SELECT count(*) AS n FROM orders WHERE id = 1"_s;
        const Answer read = ctl.run({u"exec"_s, u"a"_s, u"-e"_s, committed, u"--yes"_s, u"--format"_s, u"csv"_s});
        VERIFY_CODE(read, 0);
        QCOMPARE(read.out, "source,n\na,0\n"_ba);
        QVERIFY2(read.err.contains("left open"), read.err.constData());
    }

    void aStatementWithoutRowsOrCountSaysThatItRan()
    {
        Ctl ctl;
        QVERIFY(QFile::copy(m_ctl->path(u"demo/tenant_3.db"_s), ctl.path(u"a.db"_s)));
        VERIFY_CODE(ctl.run({u"connect"_s, u"a"_s, ctl.path(u"a.db"_s), u"--read-write"_s}), 0);
        const Answer answer = ctl.run({u"exec"_s, u"a"_s, u"-e"_s, u"CREATE TABLE made (a)"_s, u"--yes"_s});
        VERIFY_CODE(answer, 0);
        QCOMPARE(answer.out, QByteArray());
        QVERIFY2(answer.err.contains("1 of 1 databases answered"), answer.err.constData());
    }

    void aReadOnlyProfileRefusesWritesEvenWhenApproved_data()
    {
        QTest::addColumn<QString>("sql");
        QTest::newRow("delete") << u"DELETE FROM orders"_s;
        QTest::newRow("drop") << u"DROP TABLE orders"_s;
        QTest::newRow("hidden by a comment") << u"/* SELECT */ DELETE FROM orders"_s;
        QTest::newRow("within a script") << u"SELECT 1; DELETE FROM orders"_s;
        QTest::newRow("by WITH") << u"WITH x AS (SELECT 1) DELETE FROM orders"_s;
        QTest::newRow("attach") << u"ATTACH '/tmp/concord-test-attached.db' AS other"_s;
        QTest::newRow("vacuum into") << u"VACUUM INTO '/tmp/concord-test-vacuumed.db'"_s;
        QTest::newRow("pragma") << u"PRAGMA user_version = 7"_s;
    }
    void aReadOnlyProfileRefusesWritesEvenWhenApproved()
    {
        QFETCH(QString, sql);
        QFile file(m_ctl->path(u"demo/us.db"_s));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray before = file.readAll();
        file.close();
        const Answer answer = exec({u"us"_s, u"-e"_s, sql, u"--yes"_s, u"--format"_s, u"json"_s});
        VERIFY_CODE(answer, 1);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(file.readAll() == before);
        QVERIFY(!QFile::exists(u"/tmp/concord-test-attached.db"_s));
        QVERIFY(!QFile::exists(u"/tmp/concord-test-vacuumed.db"_s));
    }

    void aUrlIsReadOnlyUnlessSaid()
    {
        const QString copy = m_ctl->path(u"copy.db"_s);
        QVERIFY(QFile::copy(m_ctl->path(u"demo/eu.db"_s), copy));
        const QString sql = u"DELETE FROM orders WHERE id = 1"_s;
        VERIFY_CODE(exec({copy, u"-e"_s, sql, u"--yes"_s}), 1);
        VERIFY_CODE(exec({copy, u"-e"_s, sql, u"--yes"_s, u"--read-write"_s}), 0);
        QCOMPARE(
            exec({u"sqlite://"_s + copy, u"-e"_s, u"SELECT count(*) AS n FROM orders"_s, u"--format"_s, u"csv"_s}).out.trimmed().split(',').last(),
            "3999"_ba);
    }

    void aDryRunSaysWhatWouldHappenAndConnectsToNothing()
    {
        const Answer answer = exec({u"development"_s, u"production"_s, m_ctl->path(u"absent.db"_s), u"-e"_s, u"SELECT 1; DELETE FROM users"_s,
                                    u"--dry-run"_s, u"--format"_s, u"json"_s});
        VERIFY_CODE(answer, 0);
        const Json json = answer.json();
        QCOMPARE(json["dry_run"], true);
        QCOMPARE(json["writes"], true);
        QCOMPARE(json["write_targets"], Json::array({"development"}));
        QCOMPARE(json["approval"], "--yes");
        QCOMPARE(json["statements"].size(), 6U);
        QCOMPARE(json["statements"][0]["kind"], "read");
        const Json write = json["statements"][1];
        QCOMPARE(write["connection_name"], "development");
        QCOMPARE(write["kind"], "write");
        QCOMPARE(write["verb"], "DELETE");
        QCOMPARE(write["without_where"], true);
        QCOMPARE(write["dangerous"], true);
        QCOMPARE(write["would_run"], true);
        QCOMPARE(json["statements"][1]["refusal"], nullptr);
        QCOMPARE(json["statements"][3]["would_run"], false);
        QVERIFY(QString::fromStdString(json["statements"][3]["refusal"].get<std::string>()).contains(u"DELETE"_s));
        QCOMPARE(exec({u"development"_s, u"-e"_s, u"SELECT count(*) AS n FROM users"_s, u"--format"_s, u"csv"_s}).out,
                 "source,n\ndevelopment,50\n"_ba);
    }

    void aDryRunSaysWhatIsMissingHere()
    {
        Ctl ctl;
        ctl.setEnvironment(u"CONCORD_PLUGIN_PATH"_s, QStringLiteral(CONCORD_OLD_PLUGIN)); // as good as none
        ctl.setEnvironment(u"ODBCSYSINI"_s, ctl.path({}));
        QVERIFY(ctl.makeDemo());
        const auto dryRun = [&](const QStringList &databases) {
            return ctl.run(QStringList{u"exec"_s} + databases + QStringList{u"-e"_s, u"select 1"_s, u"--dry-run"_s, u"--format"_s, u"json"_s});
        };
        const Answer plugin = dryRun({u"memory://h/x"_s});
        VERIFY_CODE(plugin, 1);
        QVERIFY2(plugin.err.contains("interface 0"), plugin.err.constData());
        const Answer odbc = dryRun({u"mssql://h/x"_s});
        VERIFY_CODE(odbc, 1);
        QVERIFY2(odbc.err.contains("FreeTDS"), odbc.err.constData());
        const Answer some = dryRun({u"memory://h/x"_s, u"us"_s});
        VERIFY_CODE(some, 3);
        const Json statements = some.json()["statements"];
        QCOMPARE(statements.size(), 2U);
        QCOMPARE(statements[0]["would_run"], false);
        QVERIFY(QString::fromStdString(statements[0]["refusal"].get<std::string>()).contains(u"interface 0"_s));
        QCOMPARE(statements[1]["would_run"], true);
        QCOMPARE(statements[1]["kind"], "read");
    }

    void explainNeverExecutes()
    {
        const QString copy = m_ctl->path(u"explained.db"_s);
        QVERIFY(QFile::copy(m_ctl->path(u"demo/eu.db"_s), copy));
        VERIFY_CODE(m_ctl->run({u"explain"_s, copy, u"-e"_s, u"DELETE FROM orders"_s}), 0); // a plan is no write
        VERIFY_CODE(m_ctl->run({u"explain"_s, copy, u"-e"_s, u"DROP TABLE orders"_s}), 1);
        const Answer plan = m_ctl->run({u"explain"_s, copy, u"--read-write"_s, u"-e"_s, u"DELETE FROM orders"_s, u"--format"_s, u"json"_s});
        VERIFY_CODE(plan, 0);
        QCOMPARE(plan.json()["database_results"][0]["success"], true);
        QCOMPARE(exec({copy, u"-e"_s, u"SELECT count(*) AS n FROM orders"_s, u"--format"_s, u"csv"_s}).out.trimmed().split(',').last(), "4000"_ba);
        const Answer table = m_ctl->run({u"explain"_s, u"us"_s, u"eu"_s, u"-e"_s, u"SELECT * FROM orders WHERE customer_id = 7"_s});
        VERIFY_CODE(table, 0);
        QVERIFY(table.out.contains("orders_customer"));
        VERIFY_CODE(m_ctl->run({u"explain"_s, u"us"_s, u"-e"_s, u"SELECT * FROM nowhere"_s}), 1);
        VERIFY_CODE(m_ctl->run({u"explain"_s, u"us"_s, u"tenant_1"_s, u"-e"_s, u"SELECT * FROM features"_s}), 3);
    }

    void aScriptAnswersEachOfItsStatements()
    {
        const Answer answer = exec({u"us"_s, u"-e"_s, u"SELECT 1 AS a; SELECT 2 AS b, 3 AS c"_s, u"--format"_s, u"json"_s});
        VERIFY_CODE(answer, 0);
        const Json result = answer.json()["database_results"][0];
        QCOMPARE(result["results"], Json::array({Json{{"a", 1}}}));
        QCOMPARE(result["more_results"][0]["results"], (Json::array({Json{{"b", 2}, {"c", 3}}})));
        QCOMPARE(result["statement"], 1);
        QCOMPARE(result["more_results"][0]["statement"], 2);
    }

    void aScriptsRowsSayTheirStatement()
    {
        const QStringList script{u"us"_s, u"-e"_s, u"SELECT 1 AS a; SELECT 2 AS b, 'own' AS statement"_s, u"--format"_s};
        QCOMPARE(exec(script + QStringList{u"ndjson"_s}).out,
                 "{\"source\":\"us\",\"statement\":1,\"a\":1}\n{\"source\":\"us\",\"statement\":2,\"b\":2,\"statement_2\":\"own\"}\n"_ba);
        const Answer all = exec(script + QStringList{u"csv"_s});
        VERIFY_CODE(all, 1);
        QCOMPARE(all.out, QByteArray());
        const Answer second = exec(script + QStringList{u"csv"_s, u"--statement"_s, u"2"_s});
        VERIFY_CODE(second, 0);
        QCOMPARE(second.out, "source,b,statement\nus,2,own\n"_ba);
        const Answer json = exec(script + QStringList{u"json"_s, u"--statement"_s, u"2"_s});
        QCOMPARE(json.json()["database_results"][0]["statement"], 2);
        QVERIFY(!json.json()["database_results"][0].contains("more_results"));
        QVERIFY(!exec({u"us"_s, u"-e"_s, u"SELECT 1 AS a"_s, u"--format"_s, u"ndjson"_s}).out.contains("statement"));
    }

    void theSqlOfAScriptIsWhatWasSent()
    {
        const QString script = u"-- first\nSELECT 1 AS a; -- and\nSELECT 2 AS b ;\n"_s;
        const Json json = exec({u"us"_s, u"-e"_s, script, u"--format"_s, u"json"_s}).json();
        QCOMPARE(json["database_results"][0]["sql"], "SELECT 1 AS a; -- and\nSELECT 2 AS b");
    }

    void numberedDatabasesComeInTheirOrder()
    {
        for (const int number : {10, 2, 1, 11}) {
            const QString path = m_ctl->path(u"shard_%1.db"_s.arg(number));
            VERIFY_CODE(m_ctl->run({u"connect"_s, u"shard_%1"_s.arg(number), path, u"--no-test"_s}), 0);
            write(u"shard_%1.db"_s.arg(number), {});
        }
        const Answer answer = exec({u"shard_*"_s, u"-e"_s, u"SELECT 1 AS n"_s, u"--format"_s, u"csv"_s});
        VERIFY_CODE(answer, 0);
        QCOMPARE(answer.out, "source,n\nshard_1,1\nshard_2,1\nshard_10,1\nshard_11,1\n"_ba);
        const QByteArray list = m_ctl->run({u"list"_s}).out; // into a pipe: names without lines before them
        QVERIFY2(list.contains("\nshard_1 ") && list.indexOf("\nshard_2 ") < list.indexOf("\nshard_10 "), list.constData());
        for (const QString &line : {u"─"_s, u"├"_s, u"└"_s})
            QVERIFY2(!QString::fromUtf8(list).contains(line), list.constData());
        VERIFY_CODE(m_ctl->run({u"remove"_s, u"shard_1"_s, u"shard_2"_s, u"shard_10"_s, u"shard_11"_s}), 0);
    }

    void rowsAreMergedByTheirKey()
    {
        const QString sql = u"SELECT 'north' AS region, 1 AS n, 0.5 AS paid UNION ALL SELECT 'south', 10, 1"_s;
        const QStringList call{u"us"_s, u"eu"_s, u"apac"_s, u"-e"_s, sql, u"--merge"_s, u"Region"_s};
        const Answer csv = exec(call + QStringList{u"--format"_s, u"csv"_s});
        VERIFY_CODE(csv, 0);
        QCOMPARE(csv.out, "region,databases,n,paid\nnorth,3,3,1.5\nsouth,3,30,3\n"_ba);
        const Json json = exec(call + QStringList{u"--format"_s, u"json"_s}).json();
        QCOMPARE(json["merged"], Json::array({Json{{"region", "north"}, {"databases", 3}, {"n", 3}, {"paid", 1.5}},
                                              Json{{"region", "south"}, {"databases", 3}, {"n", 30}, {"paid", 3}}}));
        QCOMPARE(json["database_results"].size(), 3U);
        const Answer wrong = exec({u"us"_s, u"-e"_s, sql, u"--merge"_s, u"regoin"_s});
        VERIFY_CODE(wrong, 1);
        QVERIFY2(wrong.err.contains("“region”"), said(wrong).constData());
    }

    void infinityIsSpelledOneWay()
    {
        const Answer answer = exec({u"us"_s, u"-e"_s, u"SELECT 9e999 AS up, -9e999 AS down"_s, u"--format"_s, u"ndjson"_s});
        VERIFY_CODE(answer, 0);
        QCOMPARE(answer.json()["up"], "Infinity");
        QCOMPARE(answer.json()["down"], "-Infinity");
    }

    void theCoverageIsSaidBesideRowsThatHaveNoRoomForIt_data()
    {
        QTest::addColumn<QString>("format");
        for (const char *format : {"csv", "tsv", "ndjson", "table", "markdown", "json"})
            QTest::newRow(format) << QString::fromLatin1(format);
    }

    void theCoverageIsSaidBesideRowsThatHaveNoRoomForIt()
    {
        QFETCH(QString, format);
        const bool saysItself = format == "markdown"_L1 || format == "json"_L1;
        const Answer whole = exec({u"us"_s, u"eu"_s, u"-e"_s, u"SELECT 1 AS n"_s, u"--format"_s, format});
        VERIFY_CODE(whole, 0);
        QCOMPARE(whole.err, saysItself ? QByteArray() : QByteArray("2 of 2 databases answered\n"));
        QCOMPARE(whole.out.contains("2 of 2 databases answered"), saysItself);
        const Answer partial = exec({u"us"_s, m_ctl->path(u"absent.db"_s), u"-e"_s, u"SELECT 1 AS n"_s, u"--format"_s, format});
        VERIFY_CODE(partial, 3);
        QVERIFY2(partial.err.contains("1 of 2 databases answered"), partial.err.constData());
        QCOMPARE(partial.out.contains("1 of 2 databases answered"), saysItself);
        QCOMPARE(exec({u"us"_s, u"-e"_s, u"SELECT 1 AS n"_s, u"--format"_s, format}).err, QByteArray());
    }

    void aFileOfTheAnswerHasItsCoverageBesideIt()
    {
        const auto read = [](const QString &path) {
            QFile file(path);
            return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
        };
        const QString path = m_ctl->path(u"answer.csv"_s);
        const QString beside = path + u".coverage.json"_s;
        const QStringList asked{m_ctl->path(u"absent.db"_s), u"-e"_s, u"SELECT 1 AS n"_s, u"--output"_s, path};
        const Answer partial = exec(QStringList{u"us"_s} + asked);
        VERIFY_CODE(partial, 3);
        QCOMPARE(partial.out, QByteArray());
        QCOMPARE(read(path), QByteArray("source,n\nus,1\n"));
        const Json said = Json::parse(read(beside).toStdString(), nullptr, false);
        QCOMPARE(said["answered"], 1);
        QCOMPARE(said["total"], 2);
        QVERIFY(said["not_answered"][0].get<std::string>().contains("absent"));
        // Nobody answered: what was there stays.
        const Answer nobody = exec(asked);
        VERIFY_CODE(nobody, 1);
        QCOMPARE(read(path), QByteArray("source,n\nus,1\n"));
        VERIFY_CODE(exec({u"us"_s, u"eu"_s, u"-e"_s, u"SELECT 2 AS n"_s, u"--output"_s, path}), 0);
        QCOMPARE(read(path), QByteArray("source,n\nus,2\neu,2\n"));
        QVERIFY(!QFile::exists(beside));
        const QString document = m_ctl->path(u"answer.json"_s);
        VERIFY_CODE(exec({u"us"_s, u"-e"_s, u"SELECT 3 AS n"_s, u"-o"_s, document}), 0);
        QCOMPARE(Json::parse(read(document).toStdString(), nullptr, false)["coverage"], "1 of 1 databases answered");
        const Answer nowhere = exec({u"us"_s, u"-e"_s, u"SELECT 1"_s, u"--output"_s, m_ctl->path(u"none/x.csv"_s)});
        VERIFY_CODE(nowhere, 1);
        QVERIFY(nowhere.err.contains("none/x.csv"));
    }

    void historyKeepsTheRun()
    {
        const Answer answer = exec({u"us"_s, m_ctl->path(u"absent.db"_s), u"-e"_s, u"SELECT 'kept in history' AS note"_s, u"--format"_s, u"json"_s});
        VERIFY_CODE(answer, 3);
        const Json history = m_ctl->run({u"history"_s, u"--search"_s, u"kept in history"_s, u"--format"_s, u"json"_s}).json()["history"];
        QCOMPARE(history.size(), 1U);
        QCOMPARE(history[0]["run"], answer.json()["run"]);
        QCOMPARE(history[0]["origin"], "concordctl");
        QCOMPARE(history[0]["succeeded"], 1);
        QCOMPARE(history[0]["failed"], 1);
        const Json targets = history[0]["database_results"];
        QCOMPARE(targets[0]["connection_name"], "us");
        QCOMPARE(targets[0]["state"], "done");
        QCOMPARE(targets[0]["row_count"], 1);
        QCOMPARE(targets[1]["state"], "failed");
        QCOMPARE(targets[1]["error"]["kind"], "not_found");
        QVERIFY(m_ctl->run({u"list"_s, u"--format"_s, u"json"_s}).out.contains("\"last_used\": \"20"));
    }

    void aTimeoutIsOneTargetsOwn()
    {
        const QString slow = u"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < CASE WHEN EXISTS (SELECT 1 FROM "
                             u"pragma_table_info('users') WHERE name = "
                             "'newsletter') THEN 10 ELSE 100000000000 END) SELECT count(*) AS c FROM n"_s;
        const Answer answer = exec({u"development"_s, u"production"_s, u"-e"_s, slow, u"--timeout"_s, u"0.7"_s, u"--format"_s, u"json"_s});
        VERIFY_CODE(answer, 3);
        const Json results = answer.json()["database_results"];
        QCOMPARE(results[0]["results"][0]["c"], 10);
        QCOMPARE(results[1]["error"]["kind"], "timeout");
    }

    void standardOutputIsPure()
    {
        for (const QString &format : {u"json"_s, u"ndjson"_s, u"csv"_s}) {
            const Answer answer =
                exec({u"us"_s, u"eu"_s, m_ctl->path(u"absent.db"_s), u"-e"_s, u"SELECT DISTINCT region FROM orders"_s, u"--format"_s, format});
            VERIFY_CODE(answer, 3);
            QVERIFY(!answer.out.contains('\x1b'));
            QVERIFY(!answer.out.contains("answered") || format == "json"_L1);
            if (format == "csv"_L1)
                QCOMPARE(answer.out, "source,region\nus,US\neu,EU\n"_ba);
            else if (format == "json"_L1)
                QVERIFY(answer.json().is_object());
            else
                QCOMPARE(answer.out.count('\n'), 2);
        }
    }

    void controlCharactersNeverReachATerminal()
    {
        const Answer answer = exec({u"us"_s, u"-e"_s, u"SELECT 'a' || char(27) || '[31mred' || char(10) || 'b' AS t"_s});
        VERIFY_CODE(answer, 0);
        QVERIFY(!answer.out.contains('\x1b'));
        QVERIFY(answer.out.contains("a␛[31mred␊b"));
    }
};

CONCORD_TEST(ExecTest)
#include "tst_exec.moc"
