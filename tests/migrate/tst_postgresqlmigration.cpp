// SPDX-License-Identifier: GPL-3.0-or-later
// Every case of sqldef's PostgreSQL suite that the server takes becomes its target, in both directions.
#include "migrate/ends.h"
#include "postgresql/postgresqldriver.h"
#include "schema/postgresqldatabase.h"
#include "schema/roundtrip.h"
#include "schema/sqldefcases.h"
#include "testprogram.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace concord;
using namespace concord::test;

namespace {

const Driver &driver()
{
    static const std::shared_ptr<const Driver> made = makePostgresqlDriver();
    return *made;
}

} // namespace

class TestPostgresqlMigration : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void makesEveryCaseOfSqldefLikeItsTarget_data();
    void makesEveryCaseOfSqldefLikeItsTarget();
    void attachesAPartitionsIndexToItsParents();
    void cleanupTestCase();

private:
    std::unique_ptr<PostgresqlDatabase> m_left;
    std::unique_ptr<PostgresqlDatabase> m_right;
};

void TestPostgresqlMigration::initTestCase()
{
    for (std::unique_ptr<PostgresqlDatabase> *one : {&m_left, &m_right}) {
        auto made = PostgresqlDatabase::create(*testServer(u"postgresql17"_s));
        QVERIFY2(made, qPrintable(made ? QString() : made.error()));
        *one = std::move(*made);
    }
}

void TestPostgresqlMigration::makesEveryCaseOfSqldefLikeItsTarget_data()
{
    QTest::addColumn<QString>("current");
    QTest::addColumn<QString>("desired");
    if (corporaFolder().isEmpty())
        QSKIP("needs other projects' schemas: set CONCORD_TEST_CORPORA");
    const auto cases = sqldefCases(u"psqldef"_s);
    QVERIFY2(cases, qPrintable(cases ? QString() : cases.error().message));
    for (const SqldefCase &one : *cases) {
        if (!one.runsOn(QVersionNumber(17)) || one.current == one.desired)
            continue;
        QTest::newRow(qPrintable(one.label() + u" up"_s)) << one.current << one.desired;
        QTest::newRow(qPrintable(one.label() + u" down"_s)) << one.desired << one.current;
    }
}

void TestPostgresqlMigration::makesEveryCaseOfSqldefLikeItsTarget()
{
    QFETCH(const QString, current);
    QFETCH(const QString, desired);
    const QString cleared = m_left->clear() + m_right->clear();
    QVERIFY2(cleared.isEmpty(), qPrintable(cleared));
    if (!m_left->execute(current).isEmpty() || !m_right->execute(desired).isEmpty())
        QSKIP("the server does not accept it");
    const auto before = m_left->read();
    const auto wanted = m_right->read();
    QVERIFY(before && wanted);
    const Migration migration = planEnds(driver(), *before, *wanted);
    MigrationOptions all;
    all.destructive = true;
    const QString script = migrationScript(migration, all);
    const QString failed = m_left->execute(script);
    QVERIFY2(failed.isEmpty(), qPrintable(failed + u"\nin:\n"_s + script));
    const auto after = m_left->read();
    QVERIFY(after);
    const Comparison leftover = compareEnds(driver(), *after, *wanted);
    QVERIFY2(!leftover.summary.differs() && leftover.summary.cannotTell == 0, qPrintable(differences(**after, **wanted) + u"\nafter:\n"_s + script));
}

/// The other way there is none: the server lets go of it only with the parent's.
void TestPostgresqlMigration::attachesAPartitionsIndexToItsParents()
{
    const QString alone =
        u"CREATE TABLE m (id int NOT NULL, t text) PARTITION BY RANGE (id); CREATE TABLE m1 PARTITION OF m FOR VALUES FROM (1) TO (9);"
        "CREATE TABLE m2 PARTITION OF m FOR VALUES FROM (9) TO (20); CREATE INDEX m1_t ON m1 (t); CREATE INDEX m_t ON ONLY m (t);"_s;
    QCOMPARE(m_left->clear() + m_right->clear(), QString());
    QCOMPARE(m_left->execute(alone), QString());
    QCOMPARE(m_right->execute(alone + u"ALTER INDEX m_t ATTACH PARTITION m1_t"_s), QString());
    const auto before = m_left->read();
    const auto wanted = m_right->read();
    QVERIFY(before && wanted);
    const Migration back = planEnds(driver(), *wanted, *before);
    QVERIFY(back.steps.empty());
    QCOMPARE(back.notes.size(), size_t(1));
    const QString script = migrationScript(planEnds(driver(), *before, *wanted), {});
    QCOMPARE(m_left->execute(script), QString());
    const auto after = m_left->read();
    QVERIFY(after);
    QVERIFY2(!compareEnds(driver(), *after, *wanted).summary.differs(), qPrintable(script));
}

void TestPostgresqlMigration::cleanupTestCase()
{
    m_left.reset();
    m_right.reset();
}

CONCORD_TEST(TestPostgresqlMigration)
#include "tst_postgresqlmigration.moc"
