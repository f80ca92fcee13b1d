// SPDX-License-Identifier: GPL-3.0-or-later
#include "relate/inferrelations.h"
#include "relate/relationgraph.h"
#include "schema/sqlitefile.h"
#include "testprogram.h"

#include <QFile>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace concord;
using namespace concord::test;

namespace {

QStringList written(const std::vector<Relation> &relations)
{
    QStringList lines;
    for (const Relation &relation : relations) {
        lines.append(u"%1.%2 > %3.%4"_s.arg(relation.from.table.table.name, relation.from.columns.join(u'+'), relation.to.table.table.name,
                                            relation.to.columns.join(u'+')));
    }
    lines.sort();
    return lines;
}

/// The same tables without their foreign keys.
CatalogPtr withoutKeys(const Catalog &catalog)
{
    std::vector<std::shared_ptr<SchemaObject>> objects;
    for (const ObjectPtr &object : catalog.objects()) {
        if (object->kind != ObjectKind::Table)
            continue;
        auto table = std::make_shared<Table>(static_cast<const Table &>(*object));
        table->foreignKeys.clear();
        objects.push_back(table);
    }
    return Catalog::make(catalog.info(), std::move(objects));
}

} // namespace

/// Relations of databases that were not written for this test: their foreign keys are hidden and guessed again.
class TestChinookRelations : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void hiddenKeysAreGuessed();
};

void TestChinookRelations::hiddenKeysAreGuessed()
{
    const QString folder = qEnvironmentVariable("CONCORD_TEST_CORPORA");
    QFile script(folder + u"/chinook/Chinook_Sqlite.sql"_s);
    if (folder.isEmpty() || !script.open(QIODevice::ReadOnly))
        QSKIP("CONCORD_TEST_CORPORA names no folder with Chinook");
    SqliteFile file;
    QCOMPARE(file.exec(QString::fromUtf8(script.readAll()).remove(QChar(0xfeff))), QString());
    const CatalogPtr catalog = file.read();
    QVERIFY2(catalog, qPrintable(file.error()));
    QCOMPARE(catalog->count(ObjectKind::Table), 11);
    const QStringList declared = written(declaredRelations({QUuid(), u"chinook"_s, Environment::None, catalog}));
    QCOMPARE(declared.size(), 11);
    const QStringList guessed = written(inferRelations({{QUuid(), u"chinook"_s, Environment::None, withoutKeys(*catalog)}}));
    QStringList wrong = guessed;
    QStringList missed = declared;
    for (const QString &one : declared)
        wrong.removeOne(one);
    for (const QString &one : guessed)
        missed.removeOne(one);
    qInfo("Chinook: %lld guessed, wrong: %s; missed: %s", guessed.size(), qPrintable(wrong.join(u", "_s)), qPrintable(missed.join(u", "_s)));
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
    QVERIFY2(missed.size() <= 1, qPrintable(missed.join(u'\n')));
}

CONCORD_TEST(TestChinookRelations)
#include "tst_chinookrelations.moc"
