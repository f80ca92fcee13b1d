// SPDX-License-Identifier: GPL-3.0-or-later
// Every schema of sqldef's cases that the server accepts: read, written back on an empty database, read again.
#include "schema/postgresqldatabase.h"
#include "schema/sqldefcases.h"

#include <QTest>

#include <map>

using namespace Qt::StringLiterals;
using namespace concord;
using namespace concord::test;

class TestPostgresqlSqldef : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void schemaSurvivesReadingAndWriting_data();
    void schemaSurvivesReadingAndWriting();
    void cleanupTestCase();

private:
    /// The two databases of a server: one that has the case, one that gets its copy.
    struct Pair
    {
        std::unique_ptr<PostgresqlDatabase> original;
        std::unique_ptr<PostgresqlDatabase> copy;
    };
    std::map<QString, Pair> m_pairs;
    int m_refused = 0;
};

void TestPostgresqlSqldef::schemaSurvivesReadingAndWriting_data()
{
    QTest::addColumn<QString>("server");
    QTest::addColumn<QString>("schema");
    if (corporaFolder().isEmpty())
        QSKIP("needs other projects' schemas: set CONCORD_TEST_CORPORA");
    const auto cases = sqldefCases(u"psqldef"_s);
    QVERIFY2(cases, qPrintable(cases ? QString() : cases.error().message));
    for (const auto &[server, version] : {std::pair(u"postgresql17"_s, QVersionNumber(17)), std::pair(u"postgresql18"_s, QVersionNumber(18))}) {
        if (!testServer(server))
            continue;
        QSet<QString> seen;
        for (const SqldefCase &one : *cases) {
            if (!one.runsOn(version))
                continue;
            for (const auto &[state, schema] : {std::pair(u"current"_s, one.current), std::pair(u"desired"_s, one.desired)}) {
                if (schema.trimmed().isEmpty() || seen.contains(schema))
                    continue;
                seen.insert(schema);
                QTest::newRow(qPrintable(server + u' ' + one.label() + u' ' + state)) << server << schema;
            }
        }
    }
}

void TestPostgresqlSqldef::schemaSurvivesReadingAndWriting()
{
    QFETCH(QString, server);
    QFETCH(QString, schema);
    Pair &pair = m_pairs[server];
    if (!pair.original) {
        for (std::unique_ptr<PostgresqlDatabase> *one : {&pair.original, &pair.copy}) {
            auto made = PostgresqlDatabase::create(*testServer(server));
            QVERIFY2(made, qPrintable(made ? QString() : made.error()));
            *one = std::move(*made);
        }
    }
    const QString cleared = pair.original->clear() + pair.copy->clear();
    QVERIFY2(cleared.isEmpty(), qPrintable(cleared));
    if (const QString refused = pair.original->execute(schema); !refused.isEmpty()) {
        ++m_refused;
        QSKIP(qPrintable(u"the server does not accept it: "_s + refused.section(u'\n', 0, 0)));
    }
    const Result<CatalogPtr> catalog = pair.original->read();
    QVERIFY2(catalog, qPrintable(catalog ? QString() : catalog.error().message));
    const QString different = writtenBackDifferently(**catalog, *pair.copy);
    QVERIFY2(different.isEmpty(), qPrintable(different));
}

void TestPostgresqlSqldef::cleanupTestCase()
{
    qInfo("%d schemas were not accepted by a server", m_refused);
    m_pairs.clear();
}

QTEST_GUILESS_MAIN(TestPostgresqlSqldef)
#include "tst_postgresqlsqldef.moc"
