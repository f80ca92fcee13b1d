// SPDX-License-Identifier: GPL-3.0-or-later
// Pairs of schemas as migrations of many projects have them (folder pairs): each becomes the other, in both directions.
#include "compare/writtenrules.h"
#include "migrate/enginedatabases.h"
#include "schema/roundtrip.h"
#include "testprogram.h"

#include <QFile>
#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace concord;
using namespace concord::test;

namespace {

const QString engine = qEnvironmentVariable("CONCORD_TEST_ENGINE", u"sqlite"_s);

struct SchemaPair
{
    QString name;
    QString left;
    QString right;
};

/// "### name [engine]", a schema, "---", another one; and so on.
QList<SchemaPair> pairsIn(const QString &text)
{
    static const QRegularExpression title(u"^(.*?)(?: \\[(\\w+)\\])?$"_s);
    QList<SchemaPair> pairs;
    for (const QString &block : (u'\n' + text).split(u"\n### "_s).sliced(1)) {
        const auto match = title.match(block.section(u'\n', 0, 0));
        const QString only = match.captured(2);
        const QStringList sides = block.section(u'\n', 1).split(u"\n---\n"_s);
        if (sides.size() == 2 && (only.isEmpty() || only == engine))
            pairs.append({match.captured(1), sides[0], sides[1]});
    }
    return pairs;
}

/// Names of keys and checks, also those that the server gave by counting, which no comparison looks at but a dump shows.
QStringList constraintNames(const SchemaObject &object)
{
    QStringList names;
    if (object.kind != ObjectKind::Table)
        return names;
    for (const ForeignKey &key : static_cast<const Table &>(object).foreignKeys)
        names.append(key.name + u" ("_s + key.columns.join(u',') + u')');
    for (const Check &check : static_cast<const Table &>(object).checks)
        names.append(check.name + u' ' + check.expression);
    names.sort();
    return names;
}

} // namespace

class TestPairs : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void eachBecomesTheOther_data();
    void eachBecomesTheOther();

private:
    EngineDatabases m_left;
    EngineDatabases m_right;
};

void TestPairs::initTestCase()
{
    QCOMPARE(m_left.open({engine}), QString());
    QCOMPARE(m_right.open({engine}), QString());
}

void TestPairs::eachBecomesTheOther_data()
{
    QTest::addColumn<QString>("left");
    QTest::addColumn<QString>("right");
    QFile file(QStringLiteral(CONCORD_SCHEMA_PAIRS) + u'/' + QString(engine).replace(u"mariadb"_s, u"mysql"_s) + u".sql"_s);
    QVERIFY2(file.open(QIODevice::ReadOnly), qPrintable(file.errorString()));
    for (const SchemaPair &pair : pairsIn(QString::fromUtf8(file.readAll()))) {
        QTest::newRow(qPrintable(pair.name)) << pair.left << pair.right;
        QTest::newRow(qPrintable(pair.name + u", back"_s)) << pair.right << pair.left;
    }
}

void TestPairs::eachBecomesTheOther()
{
    QFETCH(const QString, left);
    QFETCH(const QString, right);
    QCOMPARE(m_left.clear(engine) + m_right.clear(engine), QString());
    const QString refused = m_left.run(engine, left) + m_right.run(engine, right);
    if (!refused.isEmpty())
        QSKIP(qPrintable(u"the server does not accept it: "_s + refused));
    const CatalogPtr before = m_left.read(engine);
    const CatalogPtr wanted = m_right.read(engine);
    QVERIFY(before && wanted);
    const Migration migration = EngineDatabases::plan(engine, before, engine, wanted);
    MigrationOptions all;
    all.destructive = true;
    const QString script = migrationScript(migration, all);
    const QString failed = m_left.apply(engine, migration, all);
    QVERIFY2(failed.isEmpty(), qPrintable(failed + u"\nin:\n"_s + script));
    const CatalogPtr after = m_left.read(engine);
    QVERIFY(after);
    const Comparison leftover = compareCatalogs(EngineDatabases::endOf(after, engine), EngineDatabases::endOf(wanted, engine));
    QVERIFY2(!leftover.summary.differs() && leftover.summary.cannotTell == 0, qPrintable(differences(*after, *wanted) + u"\nafter:\n"_s + script));
    const bool counts = engine == "mysql"_L1 || engine == "mariadb"_L1;
    for (const ObjectComparison &object : leftover.objects) {
        if (counts && object.left && object.right)
            QVERIFY2(constraintNames(*object.left) == constraintNames(*object.right),
                     qPrintable(constraintNames(*object.left).join(u'\n') + u"\nafter:\n"_s + script));
        for (const MemberComparison &member : object.members)
            QVERIFY2(!hasWrittenOut(member.differences), qPrintable(member.left.value_or(QString()) + u"\nafter:\n"_s + script));
    }
}

CONCORD_TEST(TestPairs)
#include "tst_pairs.moc"
