// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/resultbuilder.h"
#include "testprogram.h"

#include "connection/dialect.h"
#include "results/resultexport.h"

#include <QBuffer>
#include <QTest>

#include <limits>

using namespace concord;
using namespace concord::test;
using namespace Qt::StringLiterals;

class TestResultExport : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void writesCsv();
    void writesNullAsAsked();
    void guardsFormulas();
    void writesTsv();
    void writesJson();
    void writesNdJson();
    void writesJsonCells_data();
    void writesJsonCells();
    void writesPartsOfDocumentsAsJson();
    void writesMarkdown();
    void writesInsert();
    void writesBinaryForEachDialect();
    void writesInList();
    void writesChosenRowsAndColumns();
    void renamesAColumnCalledSource();
    void coverageStandsInJsonAndMarkdown();
    void stopsWhenAsked();
    void saysWhyAFileCannotBeWritten();
};

/// Two sources: the second lacks the column t. Rows: quotes and separators; ''; NULL; missing.
static CombinedResult sample()
{
    const auto n = column(u"n"_s, Physical::Int32, Logical::Integer);
    const auto t = column(u"t"_s, Physical::Text, Logical::Text);
    return CombinedResult({source(u"a"_s, table({n, t}, {int32s({1, 2, std::nullopt}), texts({"x,\"y\"\n|z", "", std::nullopt})})),
                           source(u"b"_s, table({n}, {int32s({-4})}))});
}

static QByteArray exported(const CombinedResult &result, ExportFormat format, const ExportOptions &options = {},
                           const std::vector<std::uint32_t> *rows = nullptr, const std::vector<int> *columns = nullptr)
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    const Result<void> done = exportRows(result, rows, columns, format, options, buffer);
    return done ? buffer.data() : "failed: " + done.error().message.toUtf8();
}

void TestResultExport::writesCsv()
{
    QCOMPARE(exported(sample(), ExportFormat::Csv), QByteArray("source,n,t\na,1,\"x,\"\"y\"\"\n|z\"\na,2,\"\"\na,,\nb,-4,\n"));
}

void TestResultExport::writesNullAsAsked()
{
    const auto t = column(u"t"_s, Physical::Text, Logical::Text);
    const CombinedResult result({source(u"a"_s, table({t}, {texts({std::nullopt, "NULL", ""})}))});
    ExportOptions options;
    options.nullText = u"NULL"_s;
    options.sourceColumn = false;
    options.header = false;
    QCOMPARE(exported(result, ExportFormat::Csv, options), QByteArray("NULL\n\"NULL\"\n\"\"\n"));
}

void TestResultExport::guardsFormulas()
{
    const auto t = column(u"t"_s, Physical::Text, Logical::Text);
    const auto n = column(u"n"_s, Physical::Int32, Logical::Integer);
    const CombinedResult result({source(u"@a"_s, table({t, n}, {texts({"=1+1", "-x", "a=b"}), int32s({-1, 2, 3})}))});
    ExportOptions options;
    options.guardFormulas = true;
    options.header = false;
    QCOMPARE(exported(result, ExportFormat::Csv, options), QByteArray("'@a,'=1+1,-1\n'@a,'-x,2\n'@a,a=b,3\n"));
}

void TestResultExport::writesTsv()
{
    const auto t = column(u"t"_s, Physical::Text, Logical::Text);
    const CombinedResult result({source(u"a"_s, table({t}, {texts({"x\ty", "x,y"})}))});
    QCOMPARE(exported(result, ExportFormat::Tsv), QByteArray("source\tt\na\t\"x\ty\"\na\tx,y\n"));
}

void TestResultExport::writesJson()
{
    QCOMPARE(exported(sample(), ExportFormat::Json),
             QByteArray("[\n{\"source\":\"a\",\"n\":1,\"t\":\"x,\\\"y\\\"\\n|z\"},\n{\"source\":\"a\",\"n\":2,\"t\":\"\"},\n"
                        "{\"source\":\"a\",\"n\":null,\"t\":null},\n{\"source\":\"b\",\"n\":-4}\n]\n"));
    QCOMPARE(exported(CombinedResult(), ExportFormat::Json), QByteArray("[]\n"));
}

void TestResultExport::writesNdJson()
{
    ExportOptions options;
    options.sourceColumn = false;
    QCOMPARE(exported(sample(), ExportFormat::NdJson, options),
             QByteArray("{\"n\":1,\"t\":\"x,\\\"y\\\"\\n|z\"}\n{\"n\":2,\"t\":\"\"}\n{\"n\":null,\"t\":null}\n{\"n\":-4}\n"));
}

void TestResultExport::writesJsonCells_data()
{
    QTest::addColumn<ColumnData>("data");
    QTest::addColumn<int>("scale");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char *name, const ColumnData &data, const QByteArray &expected, int scale = 0) {
        QTest::newRow(name) << data << scale << expected;
    };
    const auto int64 = [](std::int64_t value) { return fixed<std::int64_t>(Physical::Int64, {value}); };
    const auto real = [](double value) { return fixed<double>(Physical::Double, {value}); };
    row("2^53", int64(9007199254740992), "9007199254740992");
    row("past 2^53", int64(9007199254740993), "\"9007199254740993\"");
    row("below -2^53", int64(-9007199254740993), "\"-9007199254740993\"");
    row("unsigned max", fixed<std::uint64_t>(Physical::UInt64, {~std::uint64_t{0}}), "\"18446744073709551615\"");
    row("decimal", fixed<std::int64_t>(Physical::Decimal64, {150}), "1.50", 2);
    row("15 digits", fixed<std::int64_t>(Physical::Decimal64, {123456789012345}), "1234567890123.45", 2);
    row("16 digits", fixed<std::int64_t>(Physical::Decimal64, {1234567890123456}), "\"12345678901234.56\"", 2);
    row("small decimal", fixed<std::int64_t>(Physical::Decimal64, {-5}), "-0.00000000000000005", 17);
    row("double", real(0.1), "0.1");
    row("17 digits", real(1.2345678901234568e+17), "1.2345678901234568e+17");
    row("NaN", real(std::numeric_limits<double>::quiet_NaN()), "\"NaN\"");
    row("-Infinity", real(-std::numeric_limits<double>::infinity()), "\"-Infinity\"");
    row("bool", fixed<std::uint8_t>(Physical::Bool, {1}), "true");
    ColumnData bytes(Physical::Bytes);
    bytes.appendBytes(std::string_view("\0\xff", 2));
    row("binary", bytes, "\"AP8=\"");
    row("variant integer", variants({{Tag::Integer, "12"}}), "12");
    row("variant huge integer", variants({{Tag::Integer, "123456789012345678901234567890"}}), "\"123456789012345678901234567890\"");
    row("variant numeric NaN", variants({{Tag::Decimal, "NaN"}}), "\"NaN\"");
    row("variant zeros in front", variants({{Tag::Integer, "007"}}), "\"007\"");
    row("variant no digits", variants({{Tag::Decimal, "1."}}), "\"1.\"");
    row("variant text", variants({{Tag::Text, "12"}}), "\"12\"");
    row("controls", texts({"a\x01\x1f\t\\"}), "\"a\\u0001\\u001f\\t\\\\\"");
    row("NUL", texts({std::string("a\0b", 3)}), "\"a\\u0000b\"");
    row("not UTF-8", texts({"sch\xf6n"}), "\"schön\"");
    row("null", texts({std::nullopt}), "null");
}

void TestResultExport::writesJsonCells()
{
    QFETCH(ColumnData, data);
    QFETCH(int, scale);
    QFETCH(QByteArray, expected);
    ColumnInfo info;
    info.scale = static_cast<std::uint8_t>(scale);
    std::string out;
    appendJsonCell(data, info, 0, out);
    QCOMPARE(QByteArray::fromStdString(out), expected);
}

void TestResultExport::writesPartsOfDocumentsAsJson()
{
    ColumnInfo info;
    info.logical = Logical::Array;
    const auto cell = [&info](const ColumnData &data, bool ofDocument) {
        std::string out;
        appendJsonCell(data, info, 0, out, ofDocument);
        return QByteArray::fromStdString(out);
    };
    QCOMPARE(cell(texts({R"([1,{"a":"b"}])"}), true), QByteArray(R"([1,{"a":"b"}])"));
    QCOMPARE(cell(texts({R"([1,{"a":"b"}])"}), false), QByteArray(R"("[1,{\"a\":\"b\"}]")"));
    QCOMPARE(cell(texts({"{1,2}"}), true), QByteArray(R"("{1,2}")")); // no JSON
    info.logical = Logical::Mixed;
    QCOMPARE(cell(variants({{Tag::Other, R"({"$timestamp":{"t":1,"i":2}})"}}), true), QByteArray(R"({"$timestamp":{"t":1,"i":2}})"));
    QCOMPARE(cell(variants({{Tag::Text, "[1]"}}), true), QByteArray(R"("[1]")")); // a text that looks like one
    QCOMPARE(cell(variants({{Tag::Other, "65f0c1d2e3a4b5c6d7e8f901"}}), true), QByteArray(R"("65f0c1d2e3a4b5c6d7e8f901")"));
}

void TestResultExport::writesMarkdown()
{
    QCOMPARE(
        exported(sample(), ExportFormat::Markdown),
        QByteArray("| source | n | t |\n| --- | ---: | --- |\n| a | 1 | x,\"y\"<br>\\|z |\n| a | 2 |  |\n| a | *NULL* | *NULL* |\n| b | -4 | — |\n"));
}

void TestResultExport::writesInsert()
{
    ExportOptions options;
    options.sourceColumn = false;
    options.insertTable = u"t1"_s;
    QCOMPARE(exported(sample(), ExportFormat::Insert, options),
             QByteArray("INSERT INTO t1 (\"n\", \"t\") VALUES\n  (1, 'x,\"y\"\n|z'),\n  (2, ''),\n  (NULL, NULL);\n"
                        "INSERT INTO t1 (\"n\") VALUES\n  (-4);\n"));
}

void TestResultExport::writesBinaryForEachDialect()
{
    ColumnData bytes(Physical::Bytes);
    bytes.appendBytes(std::string_view("\0\xff", 2));
    const CombinedResult result(
        {source(u"a"_s, table({column(u"b"_s, Physical::Bytes, Logical::Binary), column(u"t"_s, Physical::Text, Logical::Text)},
                              {bytes, texts({"it's \\"})}))});
    Dialect backslashes;
    backslashes.backslashEscapes = true;
    backslashes.identifierQuote = u'`';
    Dialect casts;
    casts.castOperator = true;
    ExportOptions options;
    options.sourceColumn = false;
    options.insertTable = u"t"_s;
    options.dialect = &backslashes;
    QCOMPARE(exported(result, ExportFormat::Insert, options), QByteArray("INSERT INTO t (b, t) VALUES\n  (x'00ff', 'it''s \\\\');\n"));
    options.dialect = &casts;
    QCOMPARE(exported(result, ExportFormat::Insert, options), QByteArray("INSERT INTO t (b, t) VALUES\n  ('\\x00ff'::bytea, 'it''s \\');\n"));
}

void TestResultExport::writesInList()
{
    const std::vector<int> numbers{0};
    QCOMPARE(exported(sample(), ExportFormat::InList, {}, nullptr, &numbers), QByteArray("(1, 2, -4)\n"));
    const std::vector<std::uint32_t> none;
    QCOMPARE(exported(sample(), ExportFormat::InList, {}, &none, &numbers), QByteArray("(NULL)\n"));
    QCOMPARE(exported(sample(), ExportFormat::InList, {}, &none), QByteArray("((NULL, NULL))\n"));
    QCOMPARE(exported(sample(), ExportFormat::InList), QByteArray("((1, 'x,\"y\"\n|z'), (2, ''))\n"));
}

void TestResultExport::writesChosenRowsAndColumns()
{
    const std::vector<std::uint32_t> rows{3, 0, 3};
    const std::vector<int> columns{0};
    QCOMPARE(exported(sample(), ExportFormat::Csv, {}, &rows, &columns), QByteArray("source,n\nb,-4\na,1\nb,-4\n"));
}

void TestResultExport::renamesAColumnCalledSource()
{
    const CombinedResult result({source(u"a"_s, table({column(u"source"_s, Physical::Int32, Logical::Integer)}, {int32s({1})}))});
    QCOMPARE(exported(result, ExportFormat::NdJson), QByteArray("{\"source\":\"a\",\"source_2\":1}\n"));
    ExportOptions options;
    options.sourceColumn = false;
    QCOMPARE(exported(result, ExportFormat::NdJson, options), QByteArray("{\"source\":1}\n"));
}

void TestResultExport::coverageStandsInJsonAndMarkdown()
{
    const CombinedResult result({source(u"a"_s, table({column(u"n"_s, Physical::Int32, Logical::Integer)}, {int32s({1})}))});
    ExportOptions options;
    options.coverage = Coverage{1, 2, {u"b: timeout"_s}, {}};
    QCOMPARE(options.coverage->sentence(), u"1 of 2 databases answered"_s);
    QCOMPARE(exported(result, ExportFormat::Json, options),
             QByteArray("{\"coverage\":{\"answered\":1,\"total\":2,\"not_answered\":[\"b: timeout\"],\"capped\":[],"
                        "\"sentence\":\"1 of 2 databases answered\"},\n\"rows\":[\n{\"source\":\"a\",\"n\":1}\n]}\n"));
    QVERIFY(exported(result, ExportFormat::Markdown, options).endsWith("\n\n1 of 2 databases answered; b: timeout\n"));
    QCOMPARE(exported(result, ExportFormat::Csv, options), QByteArray("source,n\na,1\n"));
}

void TestResultExport::stopsWhenAsked()
{
    std::vector<std::optional<std::int32_t>> values(50'000, 1);
    const CombinedResult result({source(u"a"_s, table({column(u"n"_s, Physical::Int32, Logical::Integer)}, {int32s(values)}))});
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    const Result<void> done = exportRows(result, nullptr, nullptr, ExportFormat::Csv, {}, buffer, [](std::uint64_t rows) { return rows < 20'000; });
    QVERIFY(!done);
    QCOMPARE(done.error().kind, ErrorKind::Cancelled);
}

void TestResultExport::saysWhyAFileCannotBeWritten()
{
    QFile full(u"/dev/full"_s);
    QVERIFY(full.open(QIODevice::WriteOnly));
    const Result<void> done = exportRows(sample(), nullptr, nullptr, ExportFormat::Csv, {}, full);
    QVERIFY(!done);
    QCOMPARE(done.error().kind, ErrorKind::Io);
    QVERIFY(!done.error().message.isEmpty());
}

CONCORD_TEST(TestResultExport)
#include "tst_resultexport.moc"
