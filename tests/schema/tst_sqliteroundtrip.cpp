// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/sqldefcases.h"
#include "schema/sqlitefile.h"
#include "workspace/demo.h"
#include "testprogram.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace concord;
using namespace concord::test;

static QString contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

static qsizetype foreignKeyCount(const Catalog &catalog)
{
    qsizetype count = 0;
    for (const ObjectPtr &object : catalog.objects()) {
        if (object->kind == ObjectKind::Table)
            count += std::ssize(static_cast<const Table &>(*object).foreignKeys);
    }
    return count;
}

/// Schemas of other people's: what is read, written as DDL and read again is the same.
class TestSqliteRoundTrip : public QObject
{
    Q_OBJECT

private:
    static void check(SqliteFile &file)
    {
        const CatalogPtr catalog = file.read();
        QVERIFY2(catalog, qPrintable(file.error()));
        QVERIFY(!catalog->objects().empty());
        QVERIFY2(catalog->info().unread.empty(), qPrintable(catalog->info().unread.empty() ? QString() : catalog->info().unread.front().reason));
        const QString otherwise = pragmasTellOtherwise(file, *catalog);
        QVERIFY2(otherwise.isEmpty(), qPrintable(otherwise));
        const QString different = sqliteRoundTrip(*catalog);
        QVERIFY2(different.isEmpty(), qPrintable(different));
    }

private Q_SLOTS:
    void readsChinook()
    {
        if (corporaFolder().isEmpty())
            QSKIP("CONCORD_TEST_CORPORA is not set");
        SqliteFile file;
        const QString script = contentOf(corporaFolder() + u"/chinook/Chinook_Sqlite.sql"_s);
        QVERIFY(!script.isEmpty());
        const QString failed = file.exec(u"BEGIN;\n"_s + script + u"\n;COMMIT"_s);
        QVERIFY2(failed.isEmpty(), qPrintable(failed));
        const CatalogPtr catalog = file.read();
        QVERIFY2(catalog, qPrintable(file.error()));
        QCOMPARE(catalog->count(ObjectKind::Table), 11);
        QCOMPARE(foreignKeyCount(*catalog), 11);
        const auto track = std::static_pointer_cast<const Table>(catalog->find(ObjectKind::Table, {{}, u"Track"_s}));
        QVERIFY(track);
        QCOMPARE(describeType(findColumn(track->columns, u"Name"_s)->type), u"text(200)"_s);
        QCOMPARE(describeType(findColumn(track->columns, u"UnitPrice"_s)->type), u"decimal(10,2)"_s);
        const QString different = sqliteRoundTrip(*catalog);
        QVERIFY2(different.isEmpty(), qPrintable(different));
    }

    void writesBackEveryCaseOfSqldef_data()
    {
        QTest::addColumn<QString>("schema");
        if (corporaFolder().isEmpty())
            QSKIP("CONCORD_TEST_CORPORA is not set");
        const Result<QList<SqldefCase>> cases = sqldefCases(u"sqlite3def"_s);
        QVERIFY2(cases, qPrintable(cases ? QString() : cases.error().message));
        for (const SqldefCase &one : *cases) {
            if (!one.current.isEmpty())
                QTest::newRow(qPrintable(one.label() + u"/current"_s)) << one.current;
            if (!one.desired.isEmpty())
                QTest::newRow(qPrintable(one.label() + u"/desired"_s)) << one.desired;
        }
    }
    void writesBackEveryCaseOfSqldef()
    {
        QFETCH(const QString, schema);
        SqliteFile file;
        const QString refused = file.exec(schema); // SQLite takes all of them
        QVERIFY2(refused.isEmpty(), qPrintable(refused));
        check(file);
    }

    void writesBackTheDemo_data()
    {
        QTest::addColumn<QString>("path");
        const Result<void> written = writeDemoDatabases(m_demo.path());
        QVERIFY2(written, qPrintable(written ? QString() : written.error().message));
        for (const QString &name : demoNames())
            QTest::newRow(qPrintable(name)) << m_demo.filePath(name + u".db"_s);
    }
    void writesBackTheDemo()
    {
        QFETCH(const QString, path);
        SqliteFile file(path);
        QVERIFY2(file.error().isEmpty(), qPrintable(file.error()));
        check(file);
    }

private:
    QTemporaryDir m_demo;
};

CONCORD_TEST(TestSqliteRoundTrip)
#include "tst_sqliteroundtrip.moc"
