// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/resultbuilder.h"
#include "testprogram.h"

#include "connection/rowsink.h"
#include "results/resultmemory.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <csignal>
#include <sys/resource.h>
#include <thread>

using namespace concord;
using namespace concord::test;
using namespace Qt::StringLiterals;

class TestResultTable : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void mergesATrickleOfBatches();
    void keepsLargeBatchesAsTheyAre();
    void showsAViewOfOneMoment();
    void widensAColumnThatOutgrewItsType();
    void takesColumnsThatAppearLater();
    void keepsDocumentsBesideTheirColumns();
    void countsItsMemory();
    void lyingBeyondTheBudgetReadsTheSame();
    void saysWhyRowsBeyondTheBudgetFindNoPlace_data();
    void saysWhyRowsBeyondTheBudgetFindNoPlace();
    void readersSeeWholeRowsWhileOneAppends();
    void keepsRowsWithoutColumns();
};

static Batch numbers(std::int32_t first, std::uint32_t count)
{
    Batch batch;
    batch.rows = count;
    batch.columns.emplace_back(Physical::Int32);
    batch.columns.emplace_back(Physical::Text);
    for (std::uint32_t i = 0; i < count; ++i) {
        const std::int32_t value = first + static_cast<std::int32_t>(i);
        batch.columns[0].appendFixed(value);
        if (value % 7 == 0)
            batch.columns[1].appendNull();
        else
            batch.columns[1].appendText("row " + std::to_string(value));
    }
    return batch;
}

static std::vector<ColumnInfo> numberColumns()
{
    return {column(u"n"_s, Physical::Int32, Logical::Integer), column(u"t"_s, Physical::Text, Logical::Text)};
}

/// Whether the rows are 0, 1, 2 … with their texts.
static bool isCounting(const TableView &view)
{
    std::uint64_t row = 0;
    for (const ChunkPtr &chunk : view.chunks) {
        if (chunk->firstRow != row)
            return false;
        for (std::uint32_t i = 0; i < chunk->rows; ++i, ++row) {
            if (chunk->columns[0].values<std::int32_t>()[i] != static_cast<std::int32_t>(row))
                return false;
            const bool null = row % 7 == 0;
            if (chunk->columns[1].isNull(i) != null || (!null && chunk->columns[1].bytes(i) != "row " + std::to_string(row)))
                return false;
        }
    }
    return row == view.rows;
}

void TestResultTable::mergesATrickleOfBatches()
{
    ResultTable rows(numberColumns());
    for (int i = 0; i < 1500; ++i)
        rows.append(numbers(i * 100, 100));
    const TableView view = rows.view();
    QCOMPARE(view.rows, 150'000U);
    QVERIFY(isCounting(view));
    QCOMPARE(view.chunks.size(), 3U);
    QCOMPARE(view.chunkOf(0), 0U);
    QCOMPARE(view.chunkOf(view.chunks[1]->firstRow - 1), 0U);
    QCOMPARE(view.chunkOf(view.chunks[1]->firstRow), 1U);
    QCOMPARE(view.chunkOf(149'999), 2U);
}

void TestResultTable::keepsLargeBatchesAsTheyAre()
{
    ResultTable rows(numberColumns());
    Batch batch = numbers(0, RowSink::chunkRows);
    const auto *values = batch.columns[0].values<std::int32_t>();
    rows.append(std::move(batch));
    rows.append(numbers(RowSink::chunkRows, 10));
    rows.finish();
    const TableView view = rows.view();
    QCOMPARE(view.chunks.size(), 2U);
    QCOMPARE(view.chunks[0]->columns[0].values<std::int32_t>(), values);
    QVERIFY(isCounting(view));
}

void TestResultTable::showsAViewOfOneMoment()
{
    ResultTable rows(numberColumns());
    rows.append(numbers(0, 10));
    const TableView before = rows.view();
    rows.append(numbers(10, 90'000));
    rows.append(numbers(90'010, 5));
    QCOMPARE(before.rows, 10U);
    QCOMPARE(before.chunks.size(), 1U);
    QCOMPARE(before.chunks[0]->rows, 10U);
    QVERIFY(isCounting(before));
    QCOMPARE(rows.rowCount(), 90'015U);
    QVERIFY(isCounting(rows.view()));
}

void TestResultTable::widensAColumnThatOutgrewItsType()
{
    ResultTable rows({column(u"d"_s, Physical::Decimal64, Logical::Decimal, 10, 2)});
    rows.append({2, {fixed<std::int64_t>(Physical::Decimal64, {150, -5})}});
    rows.append({1, {variants({{Tag::Decimal, "NaN"}})}});
    const TableView view = rows.view();
    QCOMPARE(view.columns[0].physical, Physical::Variant);
    QCOMPARE(view.columns[0].logical, Logical::Decimal);
    QStringList read;
    for (const ChunkPtr &chunk : view.chunks) {
        for (std::uint32_t row = 0; row < chunk->rows; ++row)
            read.append(cellText(chunk->columns[0], view.columns[0], row));
    }
    QCOMPARE(read, QStringList({u"1.50"_s, u"-0.05"_s, u"NaN"_s}));
}

void TestResultTable::takesColumnsThatAppearLater()
{
    ResultTable rows({column(u"a"_s, Physical::Int32, Logical::Integer)});
    const auto numbersOf = [](std::uint32_t count) {
        ColumnData data(Physical::Int32);
        for (std::uint32_t i = 0; i < count; ++i)
            data.appendFixed(static_cast<std::int32_t>(i));
        return data;
    };
    // A full chunk that lacks the column, one row of the next, then two rows of which one has it.
    rows.append({RowSink::chunkRows, {numbersOf(RowSink::chunkRows)}});
    rows.append({1, {numbersOf(1)}});
    rows.addColumns({column(u"b"_s, Physical::Text, Logical::Text)});
    ColumnData texts;
    texts.appendText("there");
    texts.appendMissing();
    texts.appendNull();
    rows.append({3, {numbersOf(3), std::move(texts)}});

    const CombinedResult combined({CombinedSource{u"one"_s, std::shared_ptr<const ResultTable>(&rows, [](const ResultTable *) {}), true}});
    QCOMPARE(combined.columns().size(), 2U);
    QCOMPARE(combined.cell(0, 1).state, CellState::Missing);
    QCOMPARE(combined.cell(RowSink::chunkRows, 1).state, CellState::Missing);
    QCOMPARE(combined.cell(RowSink::chunkRows + 1, 1).text, u"there"_s);
    QCOMPARE(combined.cell(RowSink::chunkRows + 2, 1).state, CellState::Missing);
    QCOMPARE(combined.cell(RowSink::chunkRows + 3, 1).state, CellState::Null);
    QCOMPARE(combined.cell(RowSink::chunkRows + 3, 0).text, u"2"_s);
}

void TestResultTable::keepsDocumentsBesideTheirColumns()
{
    ResultTable rows({column(u"a"_s, Physical::Int32, Logical::Integer)});
    for (const std::string text : {"first", "second"}) {
        Batch batch;
        batch.rows = 1;
        batch.columns.emplace_back(Physical::Int32).appendFixed(std::int32_t{1});
        batch.documents.appendBytes(text);
        rows.append(std::move(batch));
    }
    rows.finish();
    const CombinedResult combined({CombinedSource{u"one"_s, std::shared_ptr<const ResultTable>(&rows, [](const ResultTable *) {}), true}});
    QCOMPARE(combined.document(1), std::string_view("second"));
    QCOMPARE(combined.columns().size(), 1U);
}

void TestResultTable::countsItsMemory()
{
    const std::size_t before = resultmemory::used();
    {
        ResultTable rows(numberColumns());
        rows.append(numbers(0, 200'000));
        rows.finish();
        QVERIFY(rows.memory() > 200'000 * 12);
        QVERIFY(rows.memory() < 200'000 * 20);
        QCOMPARE(resultmemory::used(), before + rows.memory());
    }
    QCOMPARE(resultmemory::used(), before);
}

void TestResultTable::lyingBeyondTheBudgetReadsTheSame()
{
    const std::size_t budget = resultmemory::budget();
    resultmemory::setBudget(resultmemory::used() + 1'000'000);
    ResultTable rows(numberColumns());
    for (int i = 0; i < 20; ++i)
        rows.append(numbers(i * 60'000, 60'000));
    rows.finish();
    resultmemory::setBudget(budget);
    QVERIFY(isCounting(rows.view()));
    QVERIFY2(rows.memory() < 4'000'000, qPrintable(QString::number(rows.memory())));
}

void TestResultTable::saysWhyRowsBeyondTheBudgetFindNoPlace_data()
{
    QTest::addColumn<bool>("full"); // else no file can be made
    QTest::newRow("full") << true;
    QTest::newRow("no folder") << false;
}

void TestResultTable::saysWhyRowsBeyondTheBudgetFindNoPlace()
{
    QFETCH(bool, full);
    const QTemporaryDir dir;
    QFile file(dir.filePath(u"file"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    const QByteArray cache = qgetenv("XDG_CACHE_HOME");
    qputenv("XDG_CACHE_HOME", (full ? dir.path() : file.fileName()).toUtf8());
    struct rlimit before = {};
    QCOMPARE(getrlimit(RLIMIT_FSIZE, &before), 0);
    if (full) { // a file that cannot grow stands for a disk that is full
        const struct rlimit small = {3'000'000, before.rlim_max};
        std::signal(SIGXFSZ, SIG_IGN);
        QCOMPARE(setrlimit(RLIMIT_FSIZE, &small), 0);
    }
    const std::size_t budget = resultmemory::budget();
    resultmemory::setBudget(resultmemory::used() + 1'000'000);
    ResultTable rows(numberColumns());
    int batches = 0;
    for (; batches < 20 && rows.spilled(); ++batches)
        rows.append(numbers(batches * 65'536, 65'536));
    resultmemory::setBudget(budget);
    setrlimit(RLIMIT_FSIZE, &before);
    qputenv("XDG_CACHE_HOME", cache);
    QVERIFY(batches < 20);
    QCOMPARE(rows.spilled().error().kind, ErrorKind::Io);
    QVERIFY2(rows.spilled().error().message.contains(full ? u"the disk is full"_s : file.fileName()), qPrintable(rows.spilled().error().message));
    QVERIFY(isCounting(rows.view())); // what came until then is there
    QCOMPARE(rows.rowCount(), static_cast<std::uint64_t>(batches) * 65'536);
}

void TestResultTable::readersSeeWholeRowsWhileOneAppends()
{
    ResultTable rows(numberColumns());
    std::atomic<bool> done{false};
    std::atomic<int> wrong{0};
    std::atomic<int> views{0};
    std::vector<std::thread> readers;
    for (int i = 0; i < 3; ++i) {
        readers.emplace_back([&] {
            std::uint64_t last = 0;
            while (!done.load()) {
                const TableView view = rows.view();
                wrong += view.rows < last || !isCounting(view) ? 1 : 0;
                last = view.rows;
                ++views;
            }
        });
    }
    std::int32_t next = 0;
    for (const std::uint32_t size : {1U, 100U, 5'000U, 65'536U, 3U, 40'000U, 40'000U, 7U, 65'536U}) {
        const int seen = views.load();
        rows.append(numbers(next, size));
        next += static_cast<std::int32_t>(size);
        while (views.load() < seen + 2)
            std::this_thread::yield();
    }
    rows.finish();
    done = true;
    for (std::thread &reader : readers)
        reader.join();
    QCOMPARE(wrong.load(), 0);
    QVERIFY(isCounting(rows.view()));
}

void TestResultTable::keepsRowsWithoutColumns()
{
    ResultTable rows({});
    rows.append({5, {}});
    rows.finish();
    QCOMPARE(rows.rowCount(), 5U);
    QCOMPARE(rows.view().rows, 5U);
}

CONCORD_TEST(TestResultTable)
#include "tst_resulttable.moc"
