// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/catalogs.h"
#include "compare/comparejson.h"
#include "compare/comparereport.h"
#include "compare/matrix.h"
#include "compare/matrixfiles.h"
#include "compare/matrixmembers.h"
#include "testprogram.h"

#include <QTest>

#include <nlohmann/json.hpp>

#include <random>

using namespace Qt::StringLiterals;
using namespace concord;
using namespace concord::test;

namespace {

std::shared_ptr<Table> numbered(const QString &name, int variant)
{
    auto made = table(u"public"_s, name, {column(u"id"_s, u"integer"_s, logical(TypeFamily::Integer, 32))});
    for (int i = 0; i < variant; ++i)
        made->columns.push_back(column(u"c%1"_s.arg(i), u"text"_s, logical(TypeFamily::Text)));
    return made;
}

MatrixColumn databaseOf(const QString &name, std::vector<std::shared_ptr<SchemaObject>> objects)
{
    return {end(u"postgresql"_s, std::move(objects), name), {}};
}

MatrixRow row(const Matrix &matrix, const QString &name)
{
    const auto found = std::ranges::find(matrix.rows, u"public."_s + name, &MatrixRow::name);
    Q_ASSERT(found != matrix.rows.end());
    return *found;
}

} // namespace

class TestMatrix : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void groupsVariantsAgainstTheMajority();
    void groupsVariantsAgainstAChosenBaseline();
    void whatTheBaselineLacksIsOnlyWhereItIs();
    void unreachableIsNeverSame();
    void ownersPartDatabasesOnlyWhereNoRuleTakesThem();
    void cellsEqualPairwiseComparisons();
    void jsonHasTheContractsFields();
    void nothingReadIsAnEmptyMatrix();
    void variantsAreLetteredBeyondZ();
    void membersTellWhereTheyStand();
    void membersOfATypeThatDiffersSayHow();
    void formsThatDifferAreToldApart();
    void filesNameEveryDatabase();
};

void TestMatrix::groupsVariantsAgainstTheMajority()
{
    const Matrix matrix = makeMatrix({databaseOf(u"a"_s, {numbered(u"t"_s, 2)}), databaseOf(u"b"_s, {numbered(u"t"_s, 1), numbered(u"only"_s, 0)}),
                                      databaseOf(u"c"_s, {numbered(u"t"_s, 2)}), databaseOf(u"d"_s, {})},
                                     -1);
    const MatrixRow t = row(matrix, u"t"_s);
    QCOMPARE(t.variants.size(), 2U);
    QCOMPARE(t.variants[0].letter, u"A"_s);
    QCOMPARE(t.variants[0].columns, QList<int>({0, 2}));
    QCOMPARE(t.variants[1].columns, QList<int>({1}));
    QCOMPARE(t.missingIn, QList<int>({3}));
    QCOMPARE(t.cells, QList<int>({0, 1, 0, -1}));
    QVERIFY(t.differs());
    QVERIFY2(t.summary().contains(u"c1"), qPrintable(t.summary()));
    QCOMPARE(row(matrix, u"only"_s).missingIn, QList<int>({0, 2, 3}));
}

void TestMatrix::groupsVariantsAgainstAChosenBaseline()
{
    const Matrix matrix = makeMatrix(
        {databaseOf(u"a"_s, {numbered(u"t"_s, 2)}), databaseOf(u"b"_s, {numbered(u"t"_s, 1)}), databaseOf(u"c"_s, {numbered(u"t"_s, 2)})}, 1);
    const MatrixRow t = row(matrix, u"t"_s);
    QCOMPARE(t.variants[0].columns, QList<int>({1}));
    QCOMPARE(t.variants[1].columns, QList<int>({0, 2}));
    QCOMPARE(t.variants[1].verdict, Verdict::Different);
}

void TestMatrix::whatTheBaselineLacksIsOnlyWhereItIs()
{
    const std::vector<MatrixColumn> databases{databaseOf(u"a"_s, {}), databaseOf(u"b"_s, {numbered(u"t"_s, 1)}), databaseOf(u"c"_s, {}),
                                              databaseOf(u"d"_s, {numbered(u"t"_s, 2)})};
    for (const int baseline : {-1, 0}) { // most of them lack it, and so does a
        const MatrixRow t = row(makeMatrix(databases, baseline), u"t"_s);
        QVERIFY(t.baselineLacks);
        for (const MatrixVariant &variant : t.variants)
            QCOMPARE(variant.verdict, Verdict::OnlyRight);
        QVERIFY2(t.summary().startsWith(u"2 lack(s) it as the baseline does"_s), qPrintable(t.summary()));
        QVERIFY2(!t.summary().contains(u"match"_s), qPrintable(t.summary()));
    }
    const MatrixRow held = row(makeMatrix(databases, 1), u"t"_s);
    QVERIFY(!held.baselineLacks);
    QCOMPARE(held.variants[0].verdict, Verdict::Identical);
}

void TestMatrix::unreachableIsNeverSame()
{
    MatrixColumn down;
    down.end.name = u"down"_s;
    down.error = {ErrorKind::Connection, u"connection refused"_s, {}, {}, -1, 0, 0};
    const Matrix matrix = makeMatrix({databaseOf(u"a"_s, {numbered(u"t"_s, 1)}), down}, -1);
    QCOMPARE(row(matrix, u"t"_s).cells, QList<int>({0, -2}));
    QCOMPARE(row(matrix, u"t"_s).unreadableIn, QList<int>({1}));
    QVERIFY(!matrix.differs());
    QVERIFY(matrix.unreadable());
}

void TestMatrix::ownersPartDatabasesOnlyWhereNoRuleTakesThem()
{
    const auto owned = [](const QString &role) {
        const auto made = numbered(u"t"_s, 1);
        made->owner = role;
        return made;
    };
    const std::vector<MatrixColumn> databases{databaseOf(u"a"_s, {owned(u"x"_s)}), databaseOf(u"b"_s, {owned(u"y"_s)})};
    QCOMPARE(row(makeMatrix(databases, -1), u"t"_s).variants.size(), 2U);
    CompareOptions usual;
    usual.ignore = defaultIgnoreRules();
    QCOMPARE(row(makeMatrix(databases, -1, usual), u"t"_s).variants.size(), 1U);
}

void TestMatrix::cellsEqualPairwiseComparisons()
{
    std::mt19937 random(4711);
    for (int round = 0; round < 20; ++round) {
        std::vector<MatrixColumn> databases;
        for (int d = 0; d < 6; ++d) {
            std::vector<std::shared_ptr<SchemaObject>> objects;
            for (int t = 0; t < 8; ++t) {
                if (random() % 4 > 0)
                    objects.push_back(numbered(u"t%1"_s.arg(t), int(random() % 3)));
            }
            databases.push_back(databaseOf(u"db%1"_s.arg(d), std::move(objects)));
        }
        CompareOptions options;
        options.byLikeness = false;
        const int baseline = int(random() % 6);
        const Matrix matrix = makeMatrix(databases, baseline, options);
        for (int d = 0; d < 6; ++d) {
            const Comparison comparison = compareCatalogs(databases[size_t(baseline)].end, databases[size_t(d)].end, options);
            for (const ObjectComparison &object : comparison.objects) {
                const MatrixRow cells = row(matrix, object.any().ref.name);
                const int cell = cells.cells[d];
                if (object.verdict == Verdict::OnlyLeft)
                    QCOMPARE(cell, -1);
                else if (object.verdict == Verdict::Identical)
                    QCOMPARE(cell, cells.cells[baseline]);
                else if (object.verdict == Verdict::OnlyRight)
                    QVERIFY(cell >= 0 && cells.cells[baseline] == -1);
                else
                    QVERIFY(cell >= 0 && cell != cells.cells[baseline]);
            }
        }
    }
}

void TestMatrix::jsonHasTheContractsFields()
{
    const Matrix matrix = makeMatrix({databaseOf(u"a"_s, {numbered(u"t"_s, 2)}), databaseOf(u"b"_s, {numbered(u"t"_s, 1)})}, 0);
    const auto json = matrixToJson(matrix);
    QCOMPARE(json.at("baseline").get<std::string>(), std::string("a"));
    QCOMPARE(json.at("databases").dump(), std::string(R"(["a","b"])"));
    const auto &object = json.at("objects").at(0);
    QCOMPARE(object.at("kind").get<std::string>(), std::string("table"));
    QCOMPARE(object.at("variants").size(), 2U);
    QCOMPARE(object.at("variants").at(1).at("databases").dump(), std::string(R"(["b"])"));
    QVERIFY(!object.at("variants").at(1).at("differences").empty());
    QVERIFY(object.contains("missing_in") && object.contains("unreadable_in"));
}

void TestMatrix::nothingReadIsAnEmptyMatrix()
{
    MatrixColumn down;
    down.end.name = u"down"_s;
    const Matrix matrix = makeMatrix({down, down}, -1);
    QVERIFY(matrix.rows.empty());
    QVERIFY(matrix.unreadable());
    QVERIFY(makeMatrix({}, -1).rows.empty());
}

void TestMatrix::variantsAreLetteredBeyondZ()
{
    std::vector<MatrixColumn> columns;
    for (int i = 0; i < 60; ++i)
        columns.push_back(databaseOf(u"d%1"_s.arg(i), {numbered(u"t"_s, i)}));
    const MatrixRow t = row(makeMatrix(columns, 0), u"t"_s);
    QStringList letters;
    for (const MatrixVariant &variant : t.variants)
        letters.append(variant.letter);
    QCOMPARE(letters.size(), 60);
    QCOMPARE(letters[25], u"Z"_s);
    QCOMPARE(letters[26], u"AA"_s);
    QCOMPARE(letters[52], u"BA"_s);
    QCOMPARE(QSet<QString>(letters.begin(), letters.end()).size(), 60);
}

void TestMatrix::membersTellWhereTheyStand()
{
    MatrixColumn away;
    away.end.name = u"away"_s;
    const Matrix matrix =
        makeMatrix({databaseOf(u"a"_s, {numbered(u"t"_s, 1)}), databaseOf(u"b"_s, {numbered(u"t"_s, 1)}), databaseOf(u"c"_s, {numbered(u"t"_s, 2)}),
                    databaseOf(u"d"_s, {numbered(u"t"_s, 0)}), databaseOf(u"e"_s, {}), away},
                   0);
    const auto members = matrixMembers(row(matrix, u"t"_s));
    const auto cells = [&](const QString &name) {
        const auto found = std::ranges::find(members, name, &MatrixMember::name);
        return found == members.end() ? QList<int>() : found->cells;
    };
    QCOMPARE(members.front().name, u"id"_s);
    QCOMPARE(cells(u"id"_s), QList<int>({0, 0, 0, 0, -1, -2}));
    QCOMPARE(cells(u"c0"_s), QList<int>({0, 0, 0, -1, -1, -2}));
    const QList<int> extra = cells(u"c1"_s);
    QCOMPARE(extra.mid(0, 2), QList<int>({-1, -1}));
    QVERIFY(extra[2] > 0);
    QCOMPARE(extra.mid(3), QList<int>({-1, -1, -2}));
    QVERIFY(std::ranges::all_of(members, &MatrixMember::differs)); // one database lacks the whole table
}

void TestMatrix::membersOfATypeThatDiffersSayHow()
{
    const auto wide = [](int length) {
        LogicalType type = logical(TypeFamily::Text);
        type.length = length;
        return table(u"public"_s, u"t"_s, {column(u"name"_s, u"varchar(%1)"_s.arg(length), type)});
    };
    const Matrix matrix = makeMatrix({databaseOf(u"a"_s, {wide(10)}), databaseOf(u"b"_s, {wide(20)}), databaseOf(u"c"_s, {wide(10)})}, -1);
    const auto members = matrixMembers(row(matrix, u"t"_s));
    QCOMPARE(members.size(), 1U);
    QCOMPARE(members.front().cells, QList<int>({0, 1, 0}));
    QVERIFY2(members.front().summary().contains(u"varchar(20)"), qPrintable(members.front().summary()));
}

void TestMatrix::formsThatDifferAreToldApart()
{
    const auto form = [](int length, bool verified) {
        LogicalType type = logical(TypeFamily::Text);
        type.length = length;
        std::vector<Column> columns{column(u"name"_s, u"varchar(%1)"_s.arg(length), type)};
        if (verified)
            columns.push_back(column(u"verified"_s, u"text"_s, logical(TypeFamily::Text)));
        return table(u"public"_s, u"t"_s, columns);
    };
    const Matrix matrix =
        makeMatrix({databaseOf(u"a"_s, {form(10, true)}), databaseOf(u"b"_s, {form(10, true)}), databaseOf(u"c"_s, {form(20, true)}),
                    databaseOf(u"d"_s, {form(30, true)}), databaseOf(u"e"_s, {form(30, true)}), databaseOf(u"f"_s, {form(40, false)})},
                   0);
    const MatrixRow t = row(matrix, u"t"_s);
    QVERIFY2(t.summary().contains(u"varchar(10) → varchar(20)"_s) && t.summary().contains(u"varchar(10) → varchar(30)"_s), qPrintable(t.summary()));
    QVERIFY2(t.summary().contains(u"(also lack(s) column verified)"_s), qPrintable(t.summary())); // that one does not differ in it: it has none
    QVERIFY2(t.legend().startsWith(u"A: 2 match"_s) && t.legend().contains(u"; B: 2 differ"_s), qPrintable(t.legend()));
    const MatrixRow tied = row(makeMatrix({databaseOf(u"a"_s, {form(10, true)}), databaseOf(u"b"_s, {form(20, true)})}, -1), u"t"_s);
    QVERIFY2(tied.summary().contains(u"no majority"_s), qPrintable(tied.summary()));
    const auto members = matrixMembers(t);
    const QString said = members.front().summary();
    QVERIFY2(said.contains(u"1 differ(s): type: varchar(10) → varchar(20)"_s) && said.contains(u"2 differ(s): type: varchar(10) → varchar(30)"_s),
             qPrintable(said));
}

void TestMatrix::filesNameEveryDatabase()
{
    MatrixColumn away;
    away.end.name = u"<away>"_s;
    away.error.message = u"no, \"not\" there"_s;
    const Matrix matrix = makeMatrix({databaseOf(u"a"_s, {numbered(u"t,1"_s, 1)}), databaseOf(u"b"_s, {}), away}, -1);
    const QStringList csv = matrixToCsv(matrix).split(u'\n');
    QCOMPARE(csv.size(), 3); // a line per object and nothing else, for programs to read
    QVERIFY(csv[0].endsWith(u",a,b,<away>"));
    QVERIFY2(csv[1].startsWith(u"table,\"public.t,1\",A: 1 match") && csv[1].endsWith(u",A,missing,cannot tell"), qPrintable(csv[1]));
    const QString markdown = matrixToMarkdown(matrix);
    QVERIFY2(markdown.contains(u"not\" there"_s) && markdown.contains(u"against what most"_s) && markdown.contains(u"read "_s)
                 && markdown.contains(u"A: 1 match"_s),
             qPrintable(markdown));
    const QString html = matrixToHtml(matrix);
    QVERIFY(html.contains(u"&lt;away&gt;") && !html.contains(u"<away>"));
    QVERIFY(html.contains(u">c0<"));
}

CONCORD_TEST(TestMatrix)
#include "tst_matrix.moc"
