// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/schemawriter.h"
#include "schema/sqlitefile.h"
#include "support/opened.h"
#include "testprogram.h"

#include "sqlite/sqliteparse.h"
#include "sqlite/sqlitetablefacts.h"

#include <QRandomGenerator>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace concord;
using namespace concord::test;

namespace {

struct TextCase
{
    QString sql;
    QString written;
};

QList<TextCase> cases()
{
    QFile file(QStringLiteral(CONCORD_CASES "/create-table.txt"));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QString text = QString::fromUtf8(file.readAll());
    while (text.startsWith(u'#'))
        text.remove(0, text.indexOf(u'\n') + 1);
    QList<TextCase> all;
    for (const QString &block : text.split(u"\n----\n"_s))
        all.append({block.section(u"\n==>"_s, 0, 0), block.section(u"\n==>"_s, 1).trimmed()});
    return all;
}

QString unreadReasons(const Catalog &catalog)
{
    QStringList reasons;
    for (const Unread &unread : catalog.info().unread)
        reasons.append(unread.what + u": "_s + unread.reason);
    return reasons.join(u'\n');
}

/// The text with one to three characters put in, taken out or put elsewhere.
QString mutated(QString text, QRandomGenerator &random)
{
    static const QString alphabet = u"()()()',\"`[]-/*.;: \nabAN019xé\U0001f680"_s;
    static const QStringList words{u" CHECK "_s,   u" AS "_s,         u" PRIMARY KEY "_s, u" NOT NULL "_s,  u" DEFAULT "_s, u" REFERENCES "_s,
                                   u" /* "_s,      u" */ "_s,         u" -- "_s,          u" UNIQUE "_s,    u" STRICT"_s,   u" GENERATED ALWAYS "_s,
                                   u" COLLATE "_s, u" CONSTRAINT "_s, u" ON CONFLICT "_s, u" DEFERRABLE "_s};
    for (int changes = 1 + random.bounded(3); changes > 0 && !text.isEmpty(); --changes) {
        const auto at = random.bounded(static_cast<int>(text.size()));
        switch (random.bounded(5)) {
        case 0: text.remove(at, 1 + random.bounded(3)); break;
        case 1: text.insert(at, alphabet[random.bounded(static_cast<int>(alphabet.size()))]); break;
        case 2: text.insert(at, words[random.bounded(static_cast<int>(words.size()))]); break;
        case 3: text.truncate(at); break;
        default: text.insert(at, text.sliced(random.bounded(static_cast<int>(text.size()))).left(random.bounded(20))); break;
        }
    }
    return text;
}

} // namespace

/// What the texts of CREATE statements say, against what the real SQLite makes of them.
class TestSqliteParse : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsWhatSqliteReads_data()
    {
        QTest::addColumn<QString>("sql");
        QTest::addColumn<QString>("written");
        const QList<TextCase> all = cases();
        QVERIFY(all.size() > 20);
        for (const TextCase &one : all)
            QTest::newRow(qPrintable(one.sql.simplified().left(90))) << one.sql << one.written;
    }
    void readsWhatSqliteReads()
    {
        QFETCH(const QString, sql);
        QFETCH(const QString, written);
        SqliteFile file;
        const QString refused = file.exec(sql);
        QVERIFY2(refused.isEmpty(), qPrintable(refused));
        const CatalogPtr catalog = file.read();
        QVERIFY2(catalog, qPrintable(file.error()));
        QCOMPARE(unreadReasons(*catalog), QString());
        QCOMPARE(pragmasTellOtherwise(file, *catalog), QString());
        QCOMPARE(scriptText(createScript(*catalog, drivers().find(u"sqlite"_s)->schemaWriter())).trimmed(), written);
        const QString different = sqliteRoundTrip(*catalog);
        QVERIFY2(different.isEmpty(), qPrintable(different));
    }
    /// Whatever a text holds, the parser ends; and where SQLite takes it too, both say the same.
    void agreesWithSqliteOnMutatedTexts()
    {
        QRandomGenerator random(20261121);
        SqliteFile file;
        int taken = 0;
        const QList<TextCase> all = cases();
        for (int i = 0; i < 12000; ++i) {
            const QString sql = mutated(all[i % all.size()].sql, random);
            static_cast<void>(parseSqliteTable(sql));
            static_cast<void>(parseSqliteIndex(sql));
            static_cast<void>(parseSqliteTrigger(sql));
            static_cast<void>(parseSqliteView(sql));
            static_cast<void>(sqliteTableNames(sql));
            run(file.connection(), u"BEGIN"_s);
            if (const Answer answer = run(file.connection(), sql); !answer.error) {
                const CatalogPtr catalog = file.read();
                QVERIFY2(catalog, qPrintable(file.error() + u" of: "_s + sql));
                const QString reasons = unreadReasons(*catalog);
                QVERIFY2(reasons.isEmpty(), qPrintable(reasons + u" of: "_s + sql));
                const QString otherwise = pragmasTellOtherwise(file, *catalog);
                QVERIFY2(otherwise.isEmpty(), qPrintable(otherwise + u" of: "_s + sql));
                ++taken;
            }
            run(file.connection(), u"ROLLBACK"_s);
        }
        QCOMPARE_GE(taken, 500);
    }
    void agreesWithSqliteOnIndexes_data()
    {
        QTest::addColumn<QString>("parts");
        for (const char *parts :
             {"a", "A, B", "\"a\", [b], `c`, 'd'", "a COLLATE NOCASE DESC, b collate binary, c COLLATE Rtrim", "(a)", "(a) DESC, (b COLLATE NOCASE)",
              "id DESC", "'x' || a, lower(b) DESC", "b COLLATE NOCASE, b", "a /* , b */ DESC -- end\n, b", "a) WHERE (b > 'DESC'"})
            QTest::newRow(parts) << QString::fromLatin1(parts);
    }
    void agreesWithSqliteOnIndexes()
    {
        QFETCH(const QString, parts);
        SqliteFile file;
        const QString refused =
            file.exec(u"CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT, b TEXT COLLATE NOCASE, c TEXT COLLATE rtrim, d); CREATE INDEX i ON t (%1);"
                      "CREATE TABLE \"u %\" (a, b); CREATE UNIQUE INDEX [i 2] ON \"u %\" (b DESC, a)"_s.arg(parts));
        QVERIFY2(refused.isEmpty(), qPrintable(refused));
        const CatalogPtr catalog = file.read();
        QVERIFY2(catalog, qPrintable(file.error()));
        QCOMPARE(unreadReasons(*catalog), QString());
        QCOMPARE(pragmasTellOtherwise(file, *catalog), QString());
    }
    /// A file of the oldest format, in which SQLite takes DESC for nothing.
    void indexesOfOldFilesDoNotDescend()
    {
        SqliteFile file;
        QCOMPARE(file.exec(u"CREATE TABLE t (a, b); CREATE INDEX i ON t (a DESC, b); CREATE INDEX j ON t (b DESC)"_s), QString());
        QFile bytes(file.path());
        QVERIFY(bytes.open(QIODevice::ReadWrite) && bytes.seek(47) && bytes.putChar(1)); // the schema format's last byte
        bytes.close();
        SqliteFile again(file.path());
        const CatalogPtr catalog = again.read();
        QVERIFY2(catalog, qPrintable(again.error()));
        QCOMPARE(pragmasTellOtherwise(again, *catalog), QString());
        const auto table = std::static_pointer_cast<const Table>(catalog->find(ObjectKind::Table, {{}, u"t"_s}));
        QCOMPARE(table->indexes.size(), 2U);
        for (const Index &index : table->indexes)
            QVERIFY(!index.parts.front().descending);
    }
    void saysWhereATextEndsBeingOne()
    {
        const auto parsed = parseSqliteTable(u"CREATE TABLE t (a INT PRIMARY, b)"_s);
        QVERIFY(!parsed);
        QCOMPARE(parsed.error().kind, ErrorKind::Syntax);
        QCOMPARE(parsed.error().offset, 22);
    }
    void believesATextAloneOnlyWhereNothingIsInDoubt()
    {
        const auto believed = [](const QString &sql, int columns, bool strict = false) {
            SqliteFacts facts;
            facts.sql = sql.toUtf8();
            facts.columnCount = columns;
            facts.strict = strict;
            return sqliteTextTellsAll(**parseSqliteTable(sql), facts);
        };
        QVERIFY(believed(u"CREATE TABLE t (a integer PRIMARY KEY, b TEXT NOT NULL DEFAULT 'x' UNIQUE, FOREIGN KEY (b) REFERENCES p)"_s, 2));
        QVERIFY(!believed(u"CREATE TABLE t (a, b)"_s, 3)); // SQLite knows one more
        for (const QString &doubtful :
             {u"CREATE TABLE t (\"a\", b)"_s, u"CREATE TABLE t ([a], b)"_s, u"CREATE TABLE t (`a`, b)"_s, u"CREATE TABLE t (a /* c, */, b)"_s,
              u"CREATE TABLE t (a, -- c,\n b)"_s, u"CREATE TABLE t (a, b AS (a))"_s, u"CREATE TABLE t (a PRIMARY KEY, b) WITHOUT ROWID"_s})
            QVERIFY2(!believed(doubtful, 2), qPrintable(doubtful));
        QVERIFY(!believed(u"CREATE TABLE t (a TEXT PRIMARY KEY, b TEXT) STRICT"_s, 2, true)); // whose key is NOT NULL unsaid
        QCOMPARE(sqliteOwnSpelling(u"integer"_s), u"INTEGER"_s);
        QCOMPARE(sqliteOwnSpelling(u"varchar(20)"_s), u"varchar(20)"_s);
    }
    /// As with a text by a later SQLite, or one that was edited by hand under writable_schema.
    void believesSqliteWhereTheTextSaysOtherwise()
    {
        SqliteFacts facts;
        facts.name = u"t"_s;
        facts.columns = {{u"a"_s, u"INTEGER"_s, {}, false, 1, 0}, {u"b"_s, u"TEXT"_s, u"'x'"_s, true, 0, 0}, {u"c"_s, u"INT"_s, {}, false, 0, 3}};
        facts.foreignKeys = {{u"p"_s, {u"b"_s}, {}, u"CASCADE"_s, u"SET NULL"_s, u"NONE"_s}};
        facts.uniques = {{u"sqlite_autoindex_t_1"_s, true, {{1, u"b"_s, false, u"BINARY"_s}}}};
        const QString right = u"CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT NOT NULL DEFAULT 'x' UNIQUE REFERENCES p, c INT AS (1) STORED)"_s;
        QCOMPARE(sqliteDisagreement(**parseSqliteTable(right), facts), QString());
        for (const auto &[from, to] :
             {std::pair(u"TEXT"_s, u"BLOB"_s), std::pair(u" NOT NULL"_s, u""_s), std::pair(u" PRIMARY KEY"_s, u""_s), std::pair(u" STORED"_s, u""_s),
              std::pair(u", c INT AS (1) STORED"_s, u""_s), std::pair(u" DEFAULT 'x'"_s, u""_s), std::pair(u"b TEXT"_s, u"x TEXT"_s)}) {
            const QString wrong = QString(right).replace(from, to);
            QVERIFY2(!sqliteDisagreement(**parseSqliteTable(wrong), facts).isEmpty(), qPrintable(wrong));
        }
        const std::shared_ptr<Table> table = sqliteTableFromFacts(facts);
        QCOMPARE(table->primaryKey->columns, QStringList{u"a"_s});
        QCOMPARE(table->columns[1].defaultExpression, u"'x'"_s);
        QVERIFY(!table->columns[1].nullable);
        QCOMPARE(table->columns[2].generated, Generated::Stored);
        QCOMPARE(table->uniques.at(0).columns, QStringList{u"b"_s});
        QCOMPARE(table->foreignKeys.at(0).onDelete, ReferentialAction::SetNull);
        QCOMPARE(table->foreignKeys.at(0).onUpdate, ReferentialAction::Cascade);
    }
};

CONCORD_TEST(TestSqliteParse)
#include "tst_sqliteparse.moc"
