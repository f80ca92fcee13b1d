// SPDX-License-Identifier: GPL-3.0-or-later
#include "compute/duck.h"
#include "compute/engine.h"
#include "core/resultbuilder.h"
#include "results/resultexport.h"
#include "testprogram.h"

#include <QTemporaryDir>
#include <QTest>

using namespace concord;
using namespace concord::test;
using namespace Qt::StringLiterals;

class TestParquet : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void keepsEveryTypeExactly_data();
    void keepsEveryTypeExactly();
    void keepsTheChosenOrder();
    void namesTheSourceAndWhatItLacks();
    void tellsApartNamesThatDifferInCase();
    void writesThousandsOfRowsInOrder();

private:
    /// Each row of the query over the file as text, columns joined by "|".
    QStringList read(const QString &path, const QString &columns);
    QString write(const CombinedResult &result, const RowOrder &order = nullptr);

    QTemporaryDir m_folder;
    ComputeEngine m_engine;
    std::shared_ptr<Duck> m_duck;
};

void TestParquet::initTestCase()
{
    DuckLimits limits;
    limits.directory = m_folder.path();
    limits.keepsOrder = true;
    Result<std::shared_ptr<Duck>> duck = Duck::open(limits);
    QVERIFY(duck);
    m_duck = *duck;
}

QStringList TestParquet::read(const QString &path, const QString &columns)
{
    const DuckConnection connection(m_duck);
    DuckResult answer;
    const std::string sql = "SELECT concat_ws('|', " + columns.toStdString() + ") FROM read_parquet(" + duckLiteral(path) + ")";
    if (const Result<void> done = answer.run(connection, sql); !done)
        return {done.error().message};
    QStringList rows;
    answer.chunks([&](duckdb_data_chunk chunk, idx_t count) {
        auto *texts = static_cast<duckdb_string_t *>(duckdb_vector_get_data(duckdb_data_chunk_get_vector(chunk, 0)));
        for (idx_t i = 0; i < count; ++i)
            rows.append(QString::fromUtf8(duckdb_string_t_data(&texts[i]), duckdb_string_t_length(texts[i])));
        return true;
    });
    return rows;
}

QString TestParquet::write(const CombinedResult &result, const RowOrder &order)
{
    const QString path = m_folder.filePath(u"rows.parquet"_s);
    CancelToken token;
    const Result<void> done = m_engine.writeParquet(result, order, Coverage{1, 1, {}, {}}, path, token);
    return done ? path : u"failed: "_s + done.error().message;
}

void TestParquet::keepsEveryTypeExactly_data()
{
    QTest::addColumn<ColumnInfo>("info");
    QTest::addColumn<ColumnData>("data");
    QTest::addColumn<QString>("expected");
    const auto of = [](Physical physical, Logical logical, int precision = 0, int scale = 0) {
        return column(u"c"_s, physical, logical, precision, scale);
    };
    QTest::newRow("integer") << of(Physical::Int32, Logical::Integer) << int32s({-5, std::nullopt}) << u"INTEGER|-5"_s;
    QTest::newRow("unsigned") << of(Physical::UInt64, Logical::Integer) << fixed<std::uint64_t>(Physical::UInt64, {~std::uint64_t{0}})
                              << u"UBIGINT|18446744073709551615"_s;
    QTest::newRow("decimal") << of(Physical::Decimal64, Logical::Decimal, 12, 2) << fixed<std::int64_t>(Physical::Decimal64, {150})
                             << u"DECIMAL(12,2)|1.50"_s;
    QTest::newRow("wide decimal") << of(Physical::Decimal128, Logical::Decimal, 38, 3)
                                  << fixed<Int128>(Physical::Decimal128, {-Int128{1'000'000'000'000'000'000} * 1'000'000'000})
                                  << u"DECIMAL(38,3)|-1000000000000000000000000.000"_s;
    QTest::newRow("double") << of(Physical::Double, Logical::Float) << fixed<double>(Physical::Double, {0.1}) << u"DOUBLE|0.1"_s;
    QTest::newRow("boolean") << of(Physical::Bool, Logical::Boolean) << fixed<std::uint8_t>(Physical::Bool, {1}) << u"BOOLEAN|true"_s;
    QTest::newRow("date") << of(Physical::Date, Logical::Date) << fixed<std::int32_t>(Physical::Date, {19724}) << u"DATE|2024-01-02"_s;
    QTest::newRow("timestamp") << of(Physical::Timestamp, Logical::Timestamp) << fixed<std::int64_t>(Physical::Timestamp, {1704164645123456})
                               << u"TIMESTAMP|2024-01-02 03:04:05.123456"_s;
    QTest::newRow("text") << of(Physical::Text, Logical::Text) << texts({"Grüße, mit mehr als zwölf Zeichen"})
                          << u"VARCHAR|Grüße, mit mehr als zwölf Zeichen"_s;
    QTest::newRow("mixed") << of(Physical::Variant, Logical::Mixed) << variants({{Tag::Decimal, "2.1250"}, {Tag::Text, "x"}}) << u"VARCHAR|2.1250"_s;
}

void TestParquet::keepsEveryTypeExactly()
{
    QFETCH(ColumnInfo, info);
    QFETCH(ColumnData, data);
    QFETCH(QString, expected);
    const std::uint32_t rows = data.rows();
    const QString path = write(CombinedResult({source(u"a"_s, table({info}, {data}))}));
    const QStringList got = read(path, u"typeof(c), c"_s);
    QCOMPARE(got.size(), static_cast<qsizetype>(rows));
    QCOMPARE(got.first(), expected);
}

static CombinedResult two()
{
    const auto n = column(u"n"_s, Physical::Int32, Logical::Integer);
    const auto t = column(u"t"_s, Physical::Text, Logical::Text);
    return CombinedResult({source(u"a'"_s, table({n, t}, {int32s({1, 2}), texts({"x", ""})})), source(u"b"_s, table({n}, {int32s({3})}))});
}

void TestParquet::keepsTheChosenOrder()
{
    const RowOrder order = std::make_shared<const std::vector<std::uint32_t>>(std::vector<std::uint32_t>{2, 0});
    QCOMPARE(read(write(two(), order), u"source, n, coalesce(t, '-')"_s), QStringList({u"b|3|-"_s, u"a'|1|x"_s}));
}

void TestParquet::namesTheSourceAndWhatItLacks()
{
    const QString path = write(two());
    QCOMPARE(read(path, u"source, n, coalesce(t, '-')"_s), QStringList({u"a'|1|x"_s, u"a'|2|"_s, u"b|3|-"_s}));
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(file.readAll().contains("t in b"));
}

void TestParquet::tellsApartNamesThatDifferInCase()
{
    const auto of = [](const QString &name) { return column(name, Physical::Int32, Logical::Integer); };
    const CombinedResult result({source(u"a"_s, table({of(u"id"_s), of(u"ID"_s), of(u"Source"_s)}, {int32s({1}), int32s({2}), int32s({3})}))});
    QCOMPARE(read(write(result), u"source, id, \"ID_2\", \"Source_2\""_s), QStringList({u"a|1|2|3"_s}));
}

void TestParquet::writesThousandsOfRowsInOrder()
{
    std::vector<std::optional<std::int32_t>> values;
    for (std::int32_t i = 0; i < 200'000; ++i)
        values.emplace_back(i);
    const auto n = column(u"n"_s, Physical::Int32, Logical::Integer);
    const CombinedResult result({source(u"a"_s, table({n}, {int32s(values)})), source(u"b"_s, table({n}, {int32s(values)}))});
    const QStringList got = read(write(result), u"n"_s);
    QCOMPARE(got.size(), 400'000);
    for (qsizetype i = 0; i < got.size(); ++i)
        QCOMPARE(got.at(i), QString::number(i % 200'000));
}

CONCORD_TEST(TestParquet)
#include "tst_parquet.moc"
