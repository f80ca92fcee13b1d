// SPDX-License-Identifier: GPL-3.0-or-later
#include "ctlprocess.h"
#include "testprogram.h"

#include <QFile>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace concord::test;

/// Scripts that prove themselves and are applied, baselines, what changed between snapshots: as scripts meet them.
class DriftTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<Ctl> m_ctl;

    [[nodiscard]] Answer run(const QStringList &arguments, const QByteArray &input = {}) const { return m_ctl->run(arguments, input); }
    /// A SQLite database of that name with these statements run on it; made where there is none.
    void sql(const QString &name, const QString &statements) const
    {
        const QString path = m_ctl->path(name + u".db"_s);
        if (!QFile::exists(path)) {
            QFile file(path);
            QVERIFY(file.open(QIODevice::WriteOnly));
            VERIFY_CODE(run({u"connect"_s, name, u"sqlite:///"_s + path, u"--read-write"_s}), 0);
        }
        VERIFY_CODE(run({u"exec"_s, name, u"-e"_s, statements, u"--yes"_s}), 0);
    }
    [[nodiscard]] QByteArray value(const QString &name, const QString &statement) const
    {
        return run({u"exec"_s, name, u"-e"_s, statement, u"--format"_s, u"csv"_s}).out;
    }

private Q_SLOTS:
    void init()
    {
        m_ctl = std::make_unique<Ctl>();
        sql(u"left"_s, u"CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT); INSERT INTO users VALUES (1, 'Ada')"_s);
        sql(u"right"_s, u"CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL, email TEXT); CREATE INDEX by_name ON users (name)"_s);
    }

    void aScriptProvesItselfOnACopy()
    {
        const Answer script = run({u"diff"_s, u"left"_s, u"right"_s, u"--format"_s, u"sql"_s, u"--check"_s});
        VERIFY_CODE(script, 0);
        QVERIFY(script.out.contains("CREATE INDEX"));
        QVERIFY2(script.err.contains("nothing is left"), script.err.constData());
        VERIFY_CODE(run({u"diff"_s, u"left"_s, u"right"_s}), 2); // left was not touched
        const Answer json = run({u"diff"_s, u"left"_s, u"right"_s, u"--format"_s, u"json"_s, u"--check"_s});
        VERIFY_CODE(json, 0);
        QCOMPARE(json.json().at("check").at("proven"), true);
        QCOMPARE(json.json().at("check").at("leftover").at("summary").at("different"), 0);
        QCOMPARE(json.json().at("summary").at("different"), 1);
    }

    void aRemovedBaselineIsSaid()
    {
        VERIFY_CODE(run({u"extract"_s, u"left"_s}), 0);
        VERIFY_CODE(run({u"snapshots"_s, u"left"_s, u"--baseline"_s, u"1"_s}), 0);
        VERIFY_CODE(run({u"drift"_s, u"left"_s}), 0);
        const Answer removed = run({u"snapshots"_s, u"left@1"_s, u"--remove"_s});
        VERIFY_CODE(removed, 0);
        QVERIFY2(removed.err.contains("It was the baseline"), removed.err.constData());
        const Answer drift = run({u"drift"_s, u"left"_s});
        QVERIFY(drift.code != 0);
        QVERIFY2(drift.out.contains("not in the workspace any more"), drift.out.constData());
    }

    void whatTheScriptLeavesOutIsLeft()
    {
        sql(u"left"_s, u"CREATE TABLE old (id INTEGER)"_s);
        const Answer check = run({u"diff"_s, u"left"_s, u"right"_s, u"--format"_s, u"sql"_s, u"--check"_s});
        VERIFY_CODE(check, 2);
        QVERIFY2(check.err.contains("table old"), check.err.constData());
        VERIFY_CODE(run({u"diff"_s, u"left"_s, u"right"_s, u"--format"_s, u"sql"_s, u"--check"_s, u"--destructive"_s}), 0);
        // What does not prove itself is not applied.
        VERIFY_CODE(run({u"diff"_s, u"left"_s, u"right"_s, u"--check"_s, u"--apply"_s, u"--yes"_s}), 2);
        QVERIFY(!value(u"left"_s, u"SELECT sql FROM sqlite_schema"_s).contains("email"));
    }

    void applyingIsAskedForAndKeepsRows()
    {
        const Answer asked = run({u"diff"_s, u"left"_s, u"right"_s, u"--apply"_s});
        VERIFY_CODE(asked, 1);
        QVERIFY2(asked.err.contains("--yes"), asked.err.constData());
        VERIFY_CODE(run({u"diff"_s, u"left"_s, u"right"_s, u"--apply"_s, u"--yes"_s}), 0);
        VERIFY_CODE(run({u"diff"_s, u"left"_s, u"right"_s}), 0);
        QVERIFY(value(u"left"_s, u"SELECT name FROM users"_s).contains("Ada"));
        VERIFY_CODE(run({u"edit"_s, u"left"_s, u"--read-only"_s}), 0);
        sql(u"right"_s, u"CREATE TABLE more (id INTEGER)"_s);
        VERIFY_CODE(run({u"diff"_s, u"left"_s, u"right"_s, u"--apply"_s, u"--yes"_s}), 1); // by the rules of the editor
        VERIFY_CODE(run({u"diff"_s, u"left@1"_s, u"right"_s, u"--apply"_s, u"--yes"_s}), 1); // not to the past
    }

    void whatFailsWhileApplyingIsRolledBackWhole()
    {
        sql(u"left"_s, u"INSERT INTO users VALUES (2, NULL); CREATE TABLE first (id INTEGER)"_s);
        sql(u"right"_s, u"CREATE TABLE first (id INTEGER, added TEXT)"_s);
        const Answer failed = run({u"diff"_s, u"left"_s, u"right"_s, u"--apply"_s, u"--yes"_s});
        VERIFY_CODE(failed, 1); // name becomes NOT NULL, and there is a NULL
        QVERIFY2(failed.err.contains("Nothing was changed"), failed.err.constData());
        QVERIFY(!value(u"left"_s, u"SELECT sql FROM sqlite_schema"_s).contains("added"));
    }

    void aMarkedSnapshotIsTheBaseline()
    {
        VERIFY_CODE(run({u"extract"_s, u"left"_s}), 0);
        VERIFY_CODE(run({u"snapshots"_s, u"left"_s, u"--baseline"_s, u"1"_s}), 0);
        sql(u"left"_s, u"ALTER TABLE users ADD COLUMN email_verified BOOLEAN"_s);
        VERIFY_CODE(run({u"extract"_s, u"left"_s}), 0); // another reading between changes nothing
        const Answer drifted = run({u"drift"_s, u"left"_s, u"--format"_s, u"json"_s});
        VERIFY_CODE(drifted, 2);
        QCOMPARE(drifted.json().at("databases").at(0).at("baseline").at("name"), "left@1");
        VERIFY_CODE(run({u"snapshots"_s, u"left"_s, u"--prune=1"_s}), 0);
        VERIFY_CODE(run({u"drift"_s, u"left"_s}), 2);
        const Json listed = run({u"snapshots"_s, u"left"_s, u"--format"_s, u"json"_s}).json();
        QCOMPARE(listed.at("snapshots").back().at("baseline"), true);
        VERIFY_CODE(run({u"snapshots"_s, u"left@1"_s, u"--remove"_s}), 0);
        const Answer gone = run({u"drift"_s, u"left"_s});
        VERIFY_CODE(gone, 1);
        QVERIFY2(gone.out.contains("left@1"), gone.out.constData());
        VERIFY_CODE(run({u"snapshots"_s, u"left"_s, u"--no-baseline"_s}), 0);
        VERIFY_CODE(run({u"drift"_s, u"left"_s}), 0);
    }

    void comparingDoesNotSwallowADrift()
    {
        VERIFY_CODE(run({u"extract"_s, u"left"_s}), 0);
        sql(u"left"_s, u"CREATE TABLE more (id INTEGER)"_s);
        VERIFY_CODE(run({u"diff"_s, u"left"_s, u"right"_s}), 2); // reads left, too
        VERIFY_CODE(run({u"drift"_s, u"left"_s}), 2);
        VERIFY_CODE(run({u"drift"_s, u"left"_s}), 2); // until it is accepted or extracted
        const Answer accepted = run({u"drift"_s, u"left"_s, u"--accept"_s});
        QVERIFY2(accepted.err.contains("measured by left@"), accepted.err.constData());
        VERIFY_CODE(run({u"drift"_s, u"left"_s}), 0);
    }

    void stagingFollowsProduction()
    {
        VERIFY_CODE(run({u"edit"_s, u"left"_s, u"--follows"_s, u"right"_s}), 0);
        const Answer drifted = run({u"drift"_s, u"left"_s});
        VERIFY_CODE(drifted, 2);
        QVERIFY2(drifted.out.contains("'users' exists in right and left; left lacks email TEXT; rows copied from right would fail or lose it"),
                 drifted.out.constData());
        VERIFY_CODE(run({u"edit"_s, u"left"_s, u"--follows"_s, u"nobody"_s}), 1);
        VERIFY_CODE(run({u"edit"_s, u"left"_s, u"--follows"_s, u"left"_s}), 1);
        VERIFY_CODE(run({u"edit"_s, u"left"_s, u"--follows"_s, u""_s}), 0);
        VERIFY_CODE(run({u"drift"_s, u"left"_s}), 0);
    }

    void snapshotsTellWhatChanged()
    {
        VERIFY_CODE(run({u"extract"_s, u"left"_s}), 0);
        sql(u"left"_s, u"ALTER TABLE users ADD COLUMN email TEXT; CREATE TABLE more (id INTEGER)"_s);
        VERIFY_CODE(run({u"extract"_s, u"left"_s}), 0);
        const Answer changes = run({u"snapshots"_s, u"left"_s, u"--changes"_s, u"--format"_s, u"json"_s});
        VERIFY_CODE(changes, 0);
        const Json step = changes.json().at("changes").at(0);
        QCOMPARE(step.at("from"), "left@1");
        QCOMPARE(step.at("to"), "left@2");
        QCOMPARE(step.at("objects").size(), 2U);
        const Answer one = run({u"snapshots"_s, u"left"_s, u"--changes"_s, u"--table"_s, u"users"_s});
        VERIFY_CODE(one, 0);
        QVERIFY2(one.out.contains("column email TEXT added") && !one.out.contains("more"), one.out.constData());
    }

    void aMatrixIsMeasuredByAnyDatabase()
    {
        sql(u"third"_s, u"CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT)"_s);
        const Answer matrix = run({u"matrix"_s, u"left"_s, u"third"_s, u"--baseline"_s, u"right"_s, u"--format"_s, u"json"_s});
        VERIFY_CODE(matrix, 2);
        QCOMPARE(matrix.json().at("baseline"), "right");
        QCOMPARE(matrix.json().at("databases").size(), 3U);
    }

    void aJobFileIsRetriedWithoutBeingNamed()
    {
        QFile file(m_ctl->path(u"job.json"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        const QByteArray missing = m_ctl->path(u"not-there.db"_s).toUtf8();
        file.write("{\"databases\": [{\"name\": \"late\", \"connection_string\": \"sqlite:///" + missing + "\"}]}");
        file.close();
        VERIFY_CODE(run({u"extract"_s, u"--file"_s, file.fileName()}), 1);
        QVERIFY(QFile::copy(m_ctl->path(u"right.db"_s), QString::fromUtf8(missing)));
        const Answer retried = run({u"extract"_s, u"--retry-failed"_s, u"--format"_s, u"json"_s});
        VERIFY_CODE(retried, 0);
        QCOMPARE(retried.json().at("databases").at(0).at("name"), "late");
    }

    void aJobSaysWhereToWriteAndARetryGoesOn()
    {
        QFile file(m_ctl->path(u"job.json"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        const QByteArray missing = m_ctl->path(u"not-there.db"_s).toUtf8();
        file.write("{\"databases\": [{\"name\": \"left\"}, {\"name\": \"late\", \"connection_string\": \"sqlite:///" + missing
                   + "\", \"include\": [\"u*\"]}], \"output\": \"out\"}");
        file.close();
        VERIFY_CODE(run({u"extract"_s, u"--file"_s, file.fileName()}), 3);
        QVERIFY(QFile::exists(m_ctl->path(u"out/left.tables.ndjson"_s))); // beside the job file
        QVERIFY(QFile::copy(m_ctl->path(u"right.db"_s), QString::fromUtf8(missing)));
        const Answer retried = run({u"extract"_s, u"--retry-failed"_s, u"--format"_s, u"json"_s});
        VERIFY_CODE(retried, 0);
        QCOMPARE(retried.json().at("databases").size(), 1U);
        QCOMPARE(retried.json().at("databases").at(0).at("include").at(0), "u*");
        QVERIFY(QFile::exists(m_ctl->path(u"out/late.tables.ndjson"_s)));
        QVERIFY(QFile::exists(m_ctl->path(u"out/left.tables.ndjson"_s)));
    }

    void aDatabaseThatAJobRenamesIsFoundByBothNames()
    {
        const QByteArray url = "sqlite:///" + m_ctl->path(u"third.db"_s).toUtf8();
        QVERIFY(QFile::copy(m_ctl->path(u"right.db"_s), m_ctl->path(u"third.db"_s)));
        for (const QByteArray &name : {"before"_ba, "after"_ba}) {
            QFile file(m_ctl->path(u"job.json"_s));
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write("{\"databases\": [{\"name\": \"" + name + "\", \"connection_string\": \"" + url + "\"}]}");
            file.close();
            VERIFY_CODE(run({u"extract"_s, u"--file"_s, file.fileName()}), 0);
        }
        for (const QString &name : {u"before"_s, u"after"_s, u"before@1"_s, u"after@1"_s})
            VERIFY_CODE(run({u"schema"_s, name}), 0);
        VERIFY_CODE(run({u"connect"_s, u"third"_s, QString::fromUtf8(url)}), 0); // it takes all of it over
        for (const QString &name : {u"before"_s, u"after@2"_s, u"third@2"_s})
            VERIFY_CODE(run({u"schema"_s, name}), 0);
    }

    void aJobMayNotCallAnotherDatabaseByASavedName()
    {
        QFile file(m_ctl->path(u"job.json"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("{\"databases\": [{\"name\": \"left\", \"connection_string\": \"sqlite:///" + m_ctl->path(u"right.db"_s).toUtf8() + "\"}]}");
        file.close();
        const Answer refused = run({u"extract"_s, u"--file"_s, file.fileName()});
        VERIFY_CODE(refused, 1);
        QVERIFY2(refused.err.contains("left"), refused.err.constData());
    }

    void aPathStaysInItsDatabase()
    {
        sql(u"left"_s, u"CREATE TABLE orders (id INTEGER PRIMARY KEY, user_id INTEGER REFERENCES users (id))"_s);
        VERIFY_CODE(run({u"extract"_s, u"left"_s, u"right"_s}), 0); // both have users
        const Answer path = run({u"path"_s, u"left:orders"_s, u"users"_s});
        VERIFY_CODE(path, 0);
    }
};

CONCORD_TEST(DriftTest)
#include "tst_drift.moc"
