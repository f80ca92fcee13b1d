// SPDX-License-Identifier: GPL-3.0-or-later
#include "ctlprocess.h"
#include "compare/keptignorerules.h"
#include "testprogram.h"
#include "workspace/workspace.h"

#include <QFile>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace concord::test;

/// diff, matrix and drift as scripts meet them: shapes and exit codes.
class CompareTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<Ctl> m_ctl;

    [[nodiscard]] Answer run(const QStringList &arguments) const { return m_ctl->run(arguments); }
    void write(const QString &name, const QByteArray &content) const
    {
        QFile file(m_ctl->path(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(content), content.size());
    }
    [[nodiscard]] static Json objectOf(const Json &document, const std::string &left)
    {
        for (const Json &object : document.at("objects")) {
            if (object.at("left") == left)
                return object;
        }
        return {};
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_ctl = std::make_unique<Ctl>();
        QVERIFY(m_ctl->makeDemo());
    }

    void diffPairsLegacyAndModernColumns()
    {
        const Answer answer = run({u"diff"_s, u"legacy"_s, u"modern"_s, u"--format"_s, u"json"_s});
        VERIFY_CODE(answer, 2);
        const Json json = answer.json();
        QCOMPARE(json.at("left").at("name"), "legacy");
        QCOMPARE(json.at("left").at("engine"), "sqlite");
        QVERIFY(json.at("right").contains("snapshot") && json.at("right").contains("read"));
        for (const char *key : {"identical", "equivalent", "different", "cannot_tell", "only_left", "only_right", "ignored"})
            QVERIFY(json.at("summary").at(key).is_number_integer());
        const Json customers = objectOf(json, "customers");
        QCOMPARE(customers.at("verdict"), "different");
        std::map<std::string, std::string> pairs;
        for (const Json &member : customers.at("members")) {
            if (member.at("kind") == "column" && !member.at("left").is_null())
                pairs[member.at("left").get<std::string>()] = member.at("right").is_null() ? "-" : member.at("right").get<std::string>();
        }
        QCOMPARE(pairs["CUST_ID"], "customer_id");
        QCOMPARE(pairs["CUST_NAME"], "full_name");
        QCOMPARE(pairs["EMAIL_ADDR"], "email");
        QCOMPARE(pairs["PHONE_NO"], "phone");
        QCOMPARE(pairs["CREATED"], "created_at");
        QCOMPARE(pairs["CUST_CATEGORY"], "-");
        QCOMPARE(pairs["CREDIT_LIMIT"], "-");
    }

    void diffPairsTablesOfAWarehouse()
    {
        const Json json = run({u"diff"_s, u"production"_s, u"warehouse"_s, u"--format"_s, u"json"_s}).json();
        for (const auto &[left, right] :
             {std::pair("users", "dim_users"), std::pair("orders", "fact_orders"), std::pair("products", "dim_products")}) {
            const Json object = objectOf(json, left);
            QCOMPARE(object.at("right"), right);
            QVERIFY(object.at("confidence").get<double>() < 1);
        }
        QVERIFY(objectOf(json, "sessions").at("right").is_null());
    }

    void diffOfEqualSchemasIsZero()
    {
        const Answer answer = run({u"diff"_s, u"tenant_1"_s, u"tenant_2"_s, u"--format"_s, u"json"_s});
        VERIFY_CODE(answer, 0);
        const Json json = answer.json();
        for (const Json &object : json.at("objects")) {
            QCOMPARE(object.at("verdict"), "identical");
            QVERIFY(!object.at("members").empty()); // identical ones are listed too
        }
    }

    void diffWritesEveryFormat_data()
    {
        QTest::addColumn<QString>("format");
        QTest::addColumn<QByteArray>("beginning");
        QTest::newRow("text") << u"text"_s << QByteArray("left:");
        QTest::newRow("html") << u"html"_s << QByteArray("<!DOCTYPE html>");
        QTest::newRow("markdown") << u"markdown"_s << QByteArray("# legacy");
        QTest::newRow("sql") << u"sql"_s << "-- This script changes the database “legacy”"_ba;
    }

    void diffWritesEveryFormat()
    {
        QFETCH(const QString, format);
        QFETCH(const QByteArray, beginning);
        const Answer answer = run({u"diff"_s, u"legacy"_s, u"modern"_s, u"--format"_s, format});
        VERIFY_CODE(answer, 2);
        QVERIFY2(answer.out.startsWith(beginning), said(answer).constData());
    }

    void htmlShowsTheDefinitionsOfBothSides()
    {
        const Answer answer = run({u"diff"_s, u"legacy"_s, u"modern"_s, u"--format"_s, u"html"_s});
        VERIFY_CODE(answer, 2);
        for (const char *part : {"<th>legacy</th><th>modern</th>", "<mark>", "CUST_NAME", "full_name"})
            QVERIFY2(answer.out.contains(part), part);
    }

    void theWorkspacesIgnoreRulesHold()
    {
        {
            const auto workspace = concord::Workspace::open(m_ctl->workspace());
            QVERIFY(workspace);
            const QByteArray rules = concord::keptIgnoreRulesJson({{u"table"_s, u"*"_s, u"customers"_s, u"*"_s}});
            QVERIFY((*workspace)->setSetting(concord::keptIgnoreRulesKey, rules));
        }
        const Answer ignoring = run({u"diff"_s, u"legacy"_s, u"modern"_s, u"--format"_s, u"json"_s});
        const Answer without = run({u"diff"_s, u"legacy"_s, u"modern"_s, u"--without-rules"_s, u"--format"_s, u"json"_s});
        {
            const auto workspace = concord::Workspace::open(m_ctl->workspace());
            QVERIFY(workspace && (*workspace)->setSetting(concord::keptIgnoreRulesKey, {}));
        }
        QVERIFY2(ignoring.err.contains("--without-rules"), said(ignoring).constData());
        QVERIFY(ignoring.json().at("summary").at("ignored") > 0);
        QCOMPARE(without.json().at("summary").at("ignored"), 0);
        QVERIFY(!without.err.contains("--without-rules"));
    }

    void dataFlowsFromLeftToRight()
    {
        const Answer answer = run({u"diff"_s, u"legacy"_s, u"modern"_s, u"--data"_s});
        VERIFY_CODE(answer, 2);
        QVERIFY(answer.out.startsWith("-- This script changes the database “modern”"_ba));
        QVERIFY(answer.out.contains("INSERT INTO modern.customers"));
        QVERIFY(answer.out.contains("CAST(CREATED AS TIMESTAMP)"));
        QVERIFY(answer.out.contains("WHERE NOT EXISTS"));
    }

    void aTableThatNobodyHasIsAnErrorWithNearNames_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::newRow("diff") << QStringList{u"diff"_s, u"legacy"_s, u"modern"_s, u"--table"_s, u"custmers"_s};
        QTest::newRow("matrix") << QStringList{u"matrix"_s, u"legacy"_s, u"modern"_s, u"-t"_s, u"custmers"_s};
        QTest::newRow("drift") << QStringList{u"drift"_s, u"legacy"_s, u"-t"_s, u"custmers"_s};
        QTest::newRow("changes") << QStringList{u"snapshots"_s, u"legacy"_s, u"--changes"_s, u"-t"_s, u"custmers"_s};
    }

    void aTableThatNobodyHasIsAnErrorWithNearNames()
    {
        QFETCH(const QStringList, arguments);
        VERIFY_CODE(run({u"extract"_s, u"legacy"_s}), 0);
        const Answer answer = run(arguments);
        VERIFY_CODE(answer, 1);
        QVERIFY2(answer.err.contains("custmers") && answer.err.contains("customers"), said(answer).constData());
        QVERIFY2(answer.out.isEmpty(), said(answer).constData());
    }

    void dataAsJsonIsOneDocument()
    {
        const Answer answer = run({u"diff"_s, u"legacy"_s, u"modern"_s, u"--data"_s, u"--format"_s, u"json"_s});
        VERIFY_CODE(answer, 2);
        const Json data = answer.json().at("data");
        QCOMPARE(data.at("changes"), "modern");
        QCOMPARE(data.at("preamble").size(), 2U); // both files are attached
        QVERIFY(!data.at("statements").empty());
    }

    void badInputIsAnErrorWithoutOutput_data()
    {
        QTest::addColumn<QStringList>("words");
        write(u"broken.json"_s, "{");
        QTest::newRow("one side") << QStringList{u"diff"_s, u"legacy"_s};
        QTest::newRow("three sides") << QStringList{u"diff"_s, u"legacy"_s, u"modern"_s, u"us"_s};
        QTest::newRow("an unknown name") << QStringList{u"diff"_s, u"legacy"_s, u"modren"_s};
        QTest::newRow("a group of many") << QStringList{u"diff"_s, u"tenant_*"_s, u"legacy"_s};
        QTest::newRow("a rule that is none") << QStringList{u"diff"_s, u"legacy"_s, u"modern"_s, u"--ignore"_s, u"coments"_s};
        QTest::newRow("a mapping that is not there") << QStringList{u"diff"_s, u"legacy"_s, u"modern"_s, u"--mapping"_s, u"/nowhere.json"_s};
        QTest::newRow("a broken mapping") << QStringList{u"diff"_s, u"legacy"_s, u"modern"_s, u"--mapping"_s, m_ctl->path(u"broken.json"_s)};
        QTest::newRow("a format that is none") << QStringList{u"diff"_s, u"legacy"_s, u"modern"_s, u"--format"_s, u"xml"_s};
        QTest::newRow("a snapshot that is not there") << QStringList{u"diff"_s, u"legacy@99"_s, u"modern"_s};
        QTest::newRow("a matrix of one") << QStringList{u"matrix"_s, u"legacy"_s};
        QTest::newRow("a baseline that is none") << QStringList{u"matrix"_s, u"tenant_*"_s, u"--baseline"_s, u"tennant_1"_s};
    }

    void badInputIsAnErrorWithoutOutput()
    {
        QFETCH(const QStringList, words);
        const Answer answer = run(words);
        VERIFY_CODE(answer, 1);
        QVERIFY2(answer.out.isEmpty(), said(answer).constData());
        QVERIFY(!answer.err.isEmpty());
    }

    void anUnreachableSideIsAnError()
    {
        const Answer answer = run({u"diff"_s, u"legacy"_s, u"postgresql://nobody@127.0.0.1:1/x"_s});
        VERIFY_CODE(answer, 1);
        QVERIFY(answer.out.isEmpty());
    }

    void ignoreRulesAreCounted()
    {
        const Answer answer = run({u"diff"_s, u"legacy"_s, u"modern"_s, u"--ignore"_s, u"kind=column property=*"_s, u"--ignore"_s, u"comments"_s,
                                   u"--format"_s, u"json"_s});
        const Json json = answer.json();
        QVERIFY(json.at("summary").at("ignored").get<int>() > 0);
        QCOMPARE(json.at("ignored_by").size(), 2U);
        QVERIFY(!json.at("notes").empty()); // the rule that takes nothing
    }

    void mappingsConfirmPairs()
    {
        write(u"map.json"_s,
              R"({"tables":[{"left":"users","right":"dim_users","columns":[{"left":"id","right":"user_id"}]},{"left":"gone","right":"dim_users"}]})");
        const Json json =
            run({u"diff"_s, u"production"_s, u"warehouse"_s, u"--mapping"_s, m_ctl->path(u"map.json"_s), u"--format"_s, u"json"_s}).json();
        QCOMPARE(objectOf(json, "users").at("confidence").get<double>(), 1.0);
        QVERIFY(json.at("notes").dump().find("gone") != std::string::npos);
    }

    void matrixGroupsVariants()
    {
        const Answer answer = run({u"matrix"_s, u"tenant_*"_s, u"--baseline"_s, u"tenant_1"_s, u"--format"_s, u"json"_s});
        VERIFY_CODE(answer, 2);
        const Json json = answer.json();
        QCOMPARE(json.at("baseline"), "tenant_1");
        QCOMPARE(json.at("databases").size(), 4U);
        for (const Json &object : json.at("objects")) {
            if (object.at("name") != "users")
                continue;
            QCOMPARE(object.at("variants").size(), 2U);
            QCOMPARE(object.at("variants").at(1).at("databases").dump(), R"(["tenant_4"])");
            QVERIFY(!object.at("variants").at(1).at("differences").empty());
        }
    }

    void matrixNeverCallsUnreadableSame()
    {
        const Answer answer = run({u"matrix"_s, u"tenant_1"_s, u"tenant_2"_s, u"postgresql://nobody@127.0.0.1:1/x"_s, u"--format"_s, u"json"_s});
        VERIFY_CODE(answer, 3);
        const Json json = answer.json();
        for (const Json &object : json.at("objects"))
            QCOMPARE(object.at("unreadable_in").size(), 1U);
    }

    void driftIsMeasuredByTheBaseline()
    {
        const QString file = m_ctl->path(u"drifting.db"_s);
        VERIFY_CODE(run({u"connect"_s, u"drifting"_s, u"sqlite:///"_s + file, u"--read-write"_s, u"--no-test"_s}), 0);
        write(u"drifting.db"_s, {}); // an empty file is an empty database
        VERIFY_CODE(run({u"exec"_s, u"drifting"_s, u"-e"_s, u"CREATE TABLE users (id INTEGER PRIMARY KEY)"_s, u"--yes"_s}), 0);
        VERIFY_CODE(run({u"drift"_s, u"drifting"_s}), 1); // nothing to measure by
        VERIFY_CODE(run({u"extract"_s, u"drifting"_s}), 0);
        VERIFY_CODE(run({u"drift"_s, u"drifting"_s, u"--accept"_s}), 0);
        VERIFY_CODE(run({u"exec"_s, u"drifting"_s, u"-e"_s, u"ALTER TABLE users ADD COLUMN email_verified BOOLEAN"_s, u"--yes"_s}), 0);
        const Answer drifted = run({u"drift"_s, u"drifting"_s, u"--format"_s, u"json"_s});
        VERIFY_CODE(drifted, 2);
        const Json database = drifted.json().at("databases").at(0);
        QCOMPARE(database.at("status"), "drifted");
        QVERIFY(database.at("warnings").at(0).at("text").get<std::string>().find("email_verified BOOLEAN") != std::string::npos);
        VERIFY_CODE(run({u"drift"_s, u"drifting"_s, u"--format"_s, u"json"_s}), 2); // as long as nobody accepts it
        VERIFY_CODE(run({u"drift"_s, u"drifting"_s, u"--accept"_s}), 2);
        VERIFY_CODE(run({u"drift"_s, u"drifting"_s}), 0);
    }
};

CONCORD_TEST(CompareTest)
#include "tst_compare.moc"
