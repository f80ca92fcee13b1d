// SPDX-License-Identifier: GPL-3.0-or-later
// Columns of PostgreSQL that take a narrower type: no value is cut or rounded unless a person ticked that.
#include "migrate/enginedatabases.h"
#include "testprogram.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace concord;
using namespace concord::test;

class TestPostgresqlConversions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void neverSpoilValuesUnasked_data();
    void neverSpoilValuesUnasked();
    void tellWhatWouldFail_data();
    void tellWhatWouldFail();
    void takeWhatFits_data();
    void takeWhatFits();

private:
    [[nodiscard]] Migration plan(const QString &from, const QString &value, const QString &to);
    /// Empty where the query is true of table t.
    [[nodiscard]] QString expect(const QString &condition);

    const QString m_engine = u"postgresql"_s;
    EngineDatabases m_left;
    EngineDatabases m_right;
};

void TestPostgresqlConversions::initTestCase()
{
    QCOMPARE(m_left.open({m_engine}), QString());
    QCOMPARE(m_right.open({m_engine}), QString());
}

Migration TestPostgresqlConversions::plan(const QString &from, const QString &value, const QString &to)
{
    const QString types = u"CREATE TYPE mood AS ENUM ('sad', 'ok'); "_s;
    const QString table = types + u"CREATE TABLE t (v %1);"_s;
    const QString failed = m_left.clear(m_engine) + m_right.clear(m_engine) + m_right.run(m_engine, table.arg(to))
                           + m_left.run(m_engine, table.arg(from) + u"INSERT INTO t VALUES (%1);"_s.arg(value));
    if (!failed.isEmpty())
        qWarning("%s", qPrintable(failed));
    return EngineDatabases::plan(m_engine, m_left.read(m_engine), m_engine, m_right.read(m_engine));
}

QString TestPostgresqlConversions::expect(const QString &condition)
{
    return m_left.run(m_engine, u"DO $$ BEGIN IF NOT (SELECT %1 FROM t) THEN RAISE 'not so: %', (SELECT t FROM t); END IF; END $$"_s.arg(condition));
}

void TestPostgresqlConversions::neverSpoilValuesUnasked_data()
{
    QTest::addColumn<QString>("from");
    QTest::addColumn<QString>("value");
    QTest::addColumn<QString>("to");
    const auto row = [](const QString &from, const QString &value, const QString &to) {
        QTest::newRow(qPrintable(from + u" to "_s + to)) << from << value << to;
    };
    row(u"varchar(50)"_s, u"'aaaaaaaaaaaa'"_s, u"varchar(5)"_s);
    row(u"text"_s, u"'abcdef'"_s, u"varchar(4)"_s);
    row(u"text"_s, u"'abcdef'"_s, u"char(4)"_s);
    row(u"char(9)"_s, u"'abcdef'"_s, u"varchar(4)"_s);
    row(u"integer"_s, u"12345"_s, u"varchar(3)"_s);
    row(u"mood"_s, u"'sad'"_s, u"varchar(2)"_s);
    row(u"integer[]"_s, u"'{1,2,3}'"_s, u"varchar(3)"_s);
    row(u"bit(8)"_s, u"B'10101010'"_s, u"bit(4)"_s);
    row(u"bit varying(8)"_s, u"B'10101010'"_s, u"bit varying(4)"_s);
    row(u"text"_s, u"'1010'"_s, u"bit(2)"_s);
    row(u"varchar(10)[]"_s, u"'{abcdef,b}'"_s, u"varchar(3)[]"_s);
    row(u"text"_s, u"'{abcdef,b}'"_s, u"varchar(3)[]"_s);
    row(u"interval"_s, u"'1.7 s'"_s, u"interval(0)"_s);
    row(u"interval"_s, u"'1 day 2 hours'"_s, u"interval year to month"_s);
    row(u"numeric"_s, u"1.555"_s, u"numeric(10,2)"_s);
    row(u"text"_s, u"'1.555'"_s, u"numeric(10,2)"_s);
    row(u"numeric(10,3)"_s, u"1.555"_s, u"numeric(10,2)"_s);
    row(u"numeric(10,3)"_s, u"1.555"_s, u"integer"_s);
    row(u"timestamp"_s, u"'2020-01-01 10:00:00.7'"_s, u"timestamp(0)"_s);
    row(u"timestamp"_s, u"'2020-01-01 10:00'"_s, u"date"_s);
    row(u"double precision"_s, u"0.1"_s, u"real"_s);
    row(u"bigint"_s, u"3000000000"_s, u"integer"_s);
    row(u"integer"_s, u"12345"_s, u"numeric(3,0)"_s);
    row(u"smallint"_s, u"2"_s, u"boolean"_s);
    row(u"integer"_s, u"2"_s, u"boolean"_s);
    row(u"numeric"_s, u"0.4"_s, u"boolean"_s);
    row(u"integer"_s, u"12"_s, u"\"char\""_s);
}

void TestPostgresqlConversions::neverSpoilValuesUnasked()
{
    QFETCH(const QString, from);
    QFETCH(const QString, value);
    QFETCH(const QString, to);
    const Migration migration = plan(from, value, to);
    QVERIFY(!migration.steps.empty());
    if (!m_left.apply(m_engine, migration).isEmpty()) // refused by the server; else not ticked
        QCOMPARE(m_left.run(m_engine, u"ROLLBACK"_s), QString());
    QCOMPARE(expect(u"v::text = (%1)::%2::text AND pg_typeof(v) = '%2'::regtype"_s.arg(value, from)), QString());
}

void TestPostgresqlConversions::tellWhatWouldFail_data()
{
    QTest::addColumn<QString>("from");
    QTest::addColumn<QString>("fits");
    QTest::addColumn<QString>("fails");
    QTest::addColumn<QString>("to");
    const auto row = [](const QString &from, const QString &fits, const QString &fails, const QString &to) {
        QTest::newRow(qPrintable(from + u" to "_s + to)) << from << fits << fails << to;
    };
    row(u"varchar(50)"_s, u"'abcde'"_s, u"'abcdef'"_s, u"varchar(5)"_s);
    row(u"integer"_s, u"123"_s, u"1234"_s, u"varchar(3)"_s);
    row(u"varchar(9)[]"_s, u"'{abc,b}'"_s, u"'{b,abcd}'"_s, u"varchar(3)[]"_s);
    row(u"bit(8)"_s, u"NULL"_s, u"B'10101010'"_s, u"bit(4)"_s);
    row(u"bigint"_s, u"-2147483648"_s, u"2147483648"_s, u"integer"_s);
    row(u"integer"_s, u"999"_s, u"1000"_s, u"numeric(3,0)"_s);
    row(u"numeric(10,2)"_s, u"-99999.99"_s, u"100000"_s, u"numeric(7,2)"_s);
    row(u"text"_s, u"' -12 '"_s, u"'1.5'"_s, u"integer"_s);
    row(u"text"_s, u"'12'"_s, u"'9999999999'"_s, u"integer"_s);
    row(u"text"_s, u"'-1.5e3'"_s, u"'one'"_s, u"numeric"_s);
}

void TestPostgresqlConversions::tellWhatWouldFail()
{
    QFETCH(const QString, from);
    QFETCH(const QString, to);
    QFETCH(const QString, fits);
    QFETCH(const QString, fails);
    for (const QString &value : {fits, fails}) {
        const bool refused = value == fails;
        const Migration migration = plan(from, value, to);
        const auto step = std::ranges::find_if(migration.steps, [](const ChangeStep &one) { return !one.check.isEmpty(); });
        QVERIFY(step != migration.steps.end());
        const QString found = u"EXISTS (%1)"_s.arg(step->check);
        QCOMPARE(expect(refused ? found : u"NOT "_s + found), QString());
        QCOMPARE(m_left.apply(m_engine, migration, {true}).isEmpty(), !refused);
        if (refused)
            QCOMPARE(m_left.run(m_engine, u"ROLLBACK"_s), QString());
    }
}

void TestPostgresqlConversions::takeWhatFits_data()
{
    QTest::addColumn<QString>("from");
    QTest::addColumn<QString>("value");
    QTest::addColumn<QString>("to");
    QTest::addColumn<QString>("then");
    const auto row = [](const QString &from, const QString &value, const QString &to, const QString &then) {
        QTest::newRow(qPrintable(from + u" to "_s + to)) << from << value << to << then;
    };
    row(u"mood"_s, u"'ok'"_s, u"text"_s, u"ok"_s);
    row(u"text"_s, u"'ok'"_s, u"mood"_s, u"ok"_s);
    row(u"integer"_s, u"7"_s, u"text"_s, u"7"_s);
    row(u"text"_s, u"'7'"_s, u"bigint"_s, u"7"_s);
    row(u"text"_s, u"'ab'"_s, u"char(4)"_s, u"ab"_s);
    row(u"text"_s, u"'10'"_s, u"bit(2)"_s, u"10"_s);
    row(u"text"_s, u"'{ab,c}'"_s, u"varchar(3)[]"_s, u"{ab,c}"_s);
    row(u"mood[]"_s, u"'{ok,sad}'"_s, u"text[]"_s, u"{ok,sad}"_s);
    row(u"jsonb"_s, u"'[1]'"_s, u"text"_s, u"[1]"_s);
    row(u"uuid"_s, u"'00000000-0000-0000-0000-000000000001'"_s, u"varchar(36)"_s, u"00000000-0000-0000-0000-000000000001"_s);
    row(u"integer[]"_s, u"'{1,2}'"_s, u"text"_s, u"{1,2}"_s);
    row(u"bytea"_s, u"'\\x01'"_s, u"text"_s, u"\\x01"_s);
    row(u"smallint"_s, u"1"_s, u"boolean"_s, u"true"_s);
    row(u"numeric"_s, u"0.5"_s, u"boolean"_s, u"true"_s);
    row(u"money"_s, u"0"_s, u"boolean"_s, u"false"_s);
    row(u"boolean"_s, u"true"_s, u"bigint"_s, u"1"_s);
    row(u"money"_s, u"7"_s, u"integer"_s, u"7"_s);
    row(u"inet"_s, u"'10.0.0.1'"_s, u"jsonb"_s, u"\"10.0.0.1\""_s);
    row(u"integer[]"_s, u"'{1,2}'"_s, u"jsonb"_s, u"[1, 2]"_s);
    row(u"text"_s, u"'ab'"_s, u"text[]"_s, u"{ab}"_s);
    row(u"integer"_s, u"7"_s, u"bigint[]"_s, u"{7}"_s);
    row(u"integer[]"_s, u"'{7}'"_s, u"bigint"_s, u"7"_s);
    row(u"integer"_s, u"7"_s, u"\"char\""_s, u"7"_s);
}

void TestPostgresqlConversions::takeWhatFits()
{
    QFETCH(const QString, from);
    QFETCH(const QString, value);
    QFETCH(const QString, to);
    QFETCH(const QString, then);
    QCOMPARE(m_left.apply(m_engine, plan(from, value, to), {true}), QString());
    QCOMPARE(expect(u"v::text = '%2' AND pg_typeof(v) = '%1'::regtype"_s.arg(to, then)), QString());
}

CONCORD_TEST(TestPostgresqlConversions)
#include "tst_postgresqlconversions.moc"
