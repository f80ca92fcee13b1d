// SPDX-License-Identifier: GPL-3.0-or-later
// Every schema of sqldef's cases that the server accepts: read, written back on an empty database, read again.
#include "schema/postgresqldatabase.h"
#include "schema/sqldefcases.h"
#include "testprogram.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace concord;
using namespace concord::test;

static QString server()
{
    return qEnvironmentVariable("CONCORD_TEST_SERVER", u"postgresql17"_s);
}

class TestPostgresqlSqldef : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void schemaSurvivesReadingAndWriting_data();
    void schemaSurvivesReadingAndWriting();
    void cleanupTestCase();

private:
    std::unique_ptr<PostgresqlDatabase> m_original; ///< has the case
    std::unique_ptr<PostgresqlDatabase> m_copy;     ///< gets what is written of it
    int m_refused = 0;
};

void TestPostgresqlSqldef::schemaSurvivesReadingAndWriting_data()
{
    QTest::addColumn<QString>("schema");
    if (corporaFolder().isEmpty())
        QSKIP("needs other projects' schemas: set CONCORD_TEST_CORPORA");
    const auto cases = sqldefCases(u"psqldef"_s);
    QVERIFY2(cases, qPrintable(cases ? QString() : cases.error().message));
    const QVersionNumber version(server().last(2).toInt());
    QSet<QString> seen;
    for (const SqldefCase &one : *cases) {
        if (!one.runsOn(version))
            continue;
        for (const auto &[state, schema] : {std::pair(u"current"_s, one.current), std::pair(u"desired"_s, one.desired)}) {
            if (schema.trimmed().isEmpty() || seen.contains(schema))
                continue;
            seen.insert(schema);
            QTest::newRow(qPrintable(one.label() + u' ' + state)) << schema;
        }
    }
}

void TestPostgresqlSqldef::schemaSurvivesReadingAndWriting()
{
    QFETCH(QString, schema);
    if (!testServer(server()))
        QSKIP("needs a test server of PostgreSQL, which is not available here");
    for (std::unique_ptr<PostgresqlDatabase> *one : {&m_original, &m_copy}) {
        if (*one)
            continue;
        auto made = PostgresqlDatabase::create(*testServer(server()));
        QVERIFY2(made, qPrintable(made ? QString() : made.error()));
        *one = std::move(*made);
    }
    const QString cleared = m_original->clear() + m_copy->clear();
    QVERIFY2(cleared.isEmpty(), qPrintable(cleared));
    if (const QString refused = m_original->execute(schema); !refused.isEmpty()) {
        ++m_refused;
        QSKIP(qPrintable(u"the server does not accept it: "_s + refused.section(u'\n', 0, 0)));
    }
    const Result<CatalogPtr> catalog = m_original->read();
    QVERIFY2(catalog, qPrintable(catalog ? QString() : catalog.error().message));
    const QString different = writtenBackDifferently(**catalog, *m_copy);
    QVERIFY2(different.isEmpty(), qPrintable(different));
}

void TestPostgresqlSqldef::cleanupTestCase()
{
    qInfo("%d schemas were not accepted by the server", m_refused);
    m_original.reset();
    m_copy.reset();
}

CONCORD_TEST(TestPostgresqlSqldef)
#include "tst_postgresqlsqldef.moc"
