// SPDX-License-Identifier: GPL-3.0-or-later
// One schema in the words of five engines (folder same): nothing differs between any two, and each is made from each other one.
#include "migrate/enginedatabases.h"
#include "testprogram.h"

#include <QFile>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace concord;
using namespace concord::test;

class TestSameSchema : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void nothingDiffers_data() { pairs(); }
    void nothingDiffers();
    void eachIsMadeFromEachOther_data() { pairs(); }
    void eachIsMadeFromEachOther();

private:
    static void pairs();
    EngineDatabases m_databases;
    QHash<QString, CatalogPtr> m_catalogs;
};

/// What differs, a line each; without what the engine cannot say and `said` says.
static QStringList differences(const Comparison &comparison, const std::function<bool(const ObjectComparison &, const QString &)> &said)
{
    QStringList lines;
    const auto loud = [](Verdict verdict) { return verdict == Verdict::Different || verdict == Verdict::OnlyLeft || verdict == Verdict::OnlyRight; };
    const auto add = [&](const ObjectComparison &object, const QString &what) {
        if (!said(object, what))
            lines.append(object.any().ref.name + u": "_s + what);
    };
    const auto addAll = [&](const ObjectComparison &object, const QString &lead, const std::vector<Difference> &found) {
        for (const Difference &difference : found) {
            if (loud(difference.verdict))
                add(object, lead + u'%' + difference.property + u": "_s + difference.left + u" ~ "_s + difference.right);
            if (difference.verdict != Verdict::Identical && difference.reason.isEmpty())
                lines.append(lead + difference.property + u" has no reason"_s);
        }
    };
    for (const ObjectComparison &object : comparison.objects) {
        if (!object.left || !object.right) {
            if (loud(object.verdict))
                add(object, u"lacks on one side"_s);
            continue;
        }
        addAll(object, {}, object.differences);
        for (const MemberComparison &member : object.members) {
            const QString label = member.kind + u' ' + member.left.value_or(member.right.value_or(QString()));
            if ((!member.left || !member.right) && loud(member.verdict))
                add(object, label + u" lacks on one side"_s);
            addAll(object, label + u' ', member.differences);
        }
    }
    return lines;
}

void TestSameSchema::pairs()
{
    QTest::addColumn<QString>("left");
    QTest::addColumn<QString>("right");
    for (const QString &left : EngineDatabases::engines()) {
        for (const QString &right : EngineDatabases::engines()) {
            if (left != right)
                QTest::newRow(qPrintable(left + u" and "_s + right)) << left << right;
        }
    }
}

void TestSameSchema::initTestCase()
{
    QCOMPARE(m_databases.open(), QString());
    for (const QString &engine : EngineDatabases::engines()) {
        QFile file(QStringLiteral(CONCORD_SAME_SCHEMA) + u'/' + engine + u".sql"_s);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(m_databases.run(engine, QString::fromUtf8(file.readAll())), QString());
        m_catalogs.insert(engine, m_databases.read(engine));
        QVERIFY(m_catalogs.value(engine));
    }
}

void TestSameSchema::nothingDiffers()
{
    QFETCH(const QString, left);
    QFETCH(const QString, right);
    // What an engine cannot say at all, so that its file does not say it.
    const auto unsayable = [&](const ObjectComparison &object, const QString &what) {
        const auto has = [&](const QString &engine) { return left == engine || right == engine; };
        const bool action = what.contains("%on_delete"_L1) || what.contains("%on_update"_L1);
        const bool partial = what == u"index functional_active lacks on one side" && (has(u"duckdb"_s) || has(u"mysql"_s) || has(u"mariadb"_s));
        const bool functional = what == u"index functional_lower lacks on one side" && has(u"mariadb"_s);
        return (action && has(u"duckdb"_s)) || partial || functional || object.any().kind == ObjectKind::View;
    };
    const Comparison comparison =
        compareCatalogs(EngineDatabases::endOf(m_catalogs.value(left), left), EngineDatabases::endOf(m_catalogs.value(right), right));
    QCOMPARE(differences(comparison, unsayable).join(u'\n'), QString());
}

void TestSameSchema::eachIsMadeFromEachOther()
{
    QFETCH(const QString, left);
    QFETCH(const QString, right);
    const CatalogPtr wanted = m_catalogs.value(right);
    const Migration migration = EngineDatabases::plan(left, m_databases.readEmpty(left), right, wanted);
    const QString script = migrationScript(migration);
    const QString failed = m_databases.apply(left, migration);
    QVERIFY2(failed.isEmpty(), qPrintable(failed + u"\nin:\n"_s + script));
    const auto noted = [&](const ObjectComparison &object, const QString &) {
        return std::ranges::any_of(migration.notes, [&](const ChangeNote &note) { return note.object.name == object.any().ref.name; });
    };
    const Comparison leftover = compareCatalogs(EngineDatabases::endOf(m_databases.read(left), left), EngineDatabases::endOf(wanted, right));
    QVERIFY2(differences(leftover, noted).isEmpty(), qPrintable(differences(leftover, noted).join(u'\n') + u"\nafter:\n"_s + script));
    // And once more, on what is there: nothing is left to do but what the notes say.
    const Migration again = EngineDatabases::plan(left, m_databases.read(left), right, wanted);
    for (const ChangeStep &step : again.steps)
        QVERIFY2(std::ranges::any_of(again.notes, [&](const ChangeNote &note) { return note.object.name == step.object.name; }),
                 qPrintable(step.sql));
}

CONCORD_TEST(TestSameSchema)
#include "tst_sameschema.moc"
