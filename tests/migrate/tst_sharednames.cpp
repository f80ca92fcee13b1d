// SPDX-License-Identifier: GPL-3.0-or-later
// A table that goes and one that comes whose indexes, keys or checks are called the same, though only one of them may be at a time.
#include "migrate/enginedatabases.h"
#include "schema/roundtrip.h"
#include "testprogram.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace concord;
using namespace concord::test;

class TestSharedNames : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void doNotStopAScript_data();
    void doNotStopAScript();

private:
    EngineDatabases m_left;
    EngineDatabases m_right;
};

void TestSharedNames::initTestCase()
{
    QCOMPARE(m_left.open(), QString());
    QCOMPARE(m_right.open(), QString());
}

void TestSharedNames::doNotStopAScript_data()
{
    QTest::addColumn<QString>("engine");
    QTest::addColumn<QString>("left");
    QTest::addColumn<QString>("right");
    for (const QString &engine : EngineDatabases::engines()) {
        const auto row = [&](const char *what, const QString &schema, const QString &common = {}) {
            QTest::newRow(qPrintable(engine + u", "_s + QLatin1StringView(what)))
                << engine << common + schema.arg(u"old"_s) << common + schema.arg(u"fresh"_s);
        };
        row("an index", u"CREATE TABLE %1 (x int); CREATE INDEX i ON %1 (x);"_s);
        row("a unique index", u"CREATE TABLE %1 (x int); CREATE UNIQUE INDEX i ON %1 (x);"_s);
        row("a key", u"CREATE TABLE %1 (x int, CONSTRAINT u UNIQUE (x));"_s);
        row("a check", u"CREATE TABLE %1 (x int, CONSTRAINT c CHECK (x > 0));"_s);
        row("a foreign key", u"CREATE TABLE %1 (x int, CONSTRAINT f FOREIGN KEY (x) REFERENCES p (id));"_s,
            u"CREATE TABLE p (id int NOT NULL PRIMARY KEY);"_s);
        QTest::newRow(qPrintable(engine + u", of a table that is there"_s))
            << engine << u"CREATE TABLE old (x int); CREATE INDEX i ON old (x); CREATE TABLE t (x int);"_s
            << u"CREATE TABLE t (x int); CREATE INDEX i ON t (x);"_s;
    }
}

void TestSharedNames::doNotStopAScript()
{
    QFETCH(const QString, engine);
    QFETCH(const QString, left);
    QFETCH(const QString, right);
    for (const bool destructive : {false, true}) {
        QCOMPARE(m_left.clear(engine) + m_right.clear(engine), QString());
        QCOMPARE(m_left.run(engine, left + u"INSERT INTO old VALUES (NULL);"_s) + m_right.run(engine, right), QString());
        const CatalogPtr wanted = m_right.read(engine);
        const Migration migration = EngineDatabases::plan(engine, m_left.read(engine), engine, wanted);
        const QString failed = m_left.apply(engine, migration, {destructive});
        QVERIFY2(failed.isEmpty(), qPrintable(failed + u"\nin:\n"_s + migrationScript(migration, {destructive})));
        const CatalogPtr after = m_left.read(engine);
        QVERIFY(after);
        const Comparison leftover = compareCatalogs(EngineDatabases::endOf(after, engine), EngineDatabases::endOf(wanted, engine));
        QCOMPARE(leftover.summary.differs(), !destructive);
        QCOMPARE(m_left.run(engine, u"SELECT x FROM old"_s).isEmpty(), !destructive);
    }
}

CONCORD_TEST(TestSharedNames)
#include "tst_sharednames.moc"
