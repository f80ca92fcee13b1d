// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/catalogs.h"
#include "compare/comparison.h"
#include "compare/ignorefile.h"
#include "compare/mappingedit.h"
#include "schema/onlyschema.h"
#include "testprogram.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace concord;
using namespace concord::test;

/// What a person decides about a comparison: which pairs are pairs, and what does not count.
class TestDecisions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aRefusedPairIsTwoObjects();
    void aConfirmedPairReplacesWhatWasSaid();
    void columnsAreDecidedWithinTheirTables();
    void decisionsSurviveAFileAndTheOtherDirection();
    void whatIsGoneIsSaid();
    void rulesSurviveAFile();
    void aWrongRuleNamesItsLine();
    void oneSchemaIsAsIfOnlyThatHadBeenRead();

private:
    [[nodiscard]] static Comparison compare(const Mapping &mapping);
    [[nodiscard]] static QStringList pairs(const Comparison &comparison);
};

static std::shared_ptr<Table> users(const QString &name)
{
    const LogicalType text = logical(TypeFamily::Text);
    return table(u"public"_s, name,
                 {column(u"id"_s, u"integer"_s, logical(TypeFamily::Integer, 32)), column(u"email"_s, u"text"_s, text),
                  column(u"full_name"_s, u"text"_s, text), column(u"city"_s, u"text"_s, text)});
}

Comparison TestDecisions::compare(const Mapping &mapping)
{
    CompareOptions options;
    options.mapping = mapping;
    return compareCatalogs(end(u"postgresql"_s, {users(u"users"_s), users(u"people"_s)}, u"l"_s),
                           end(u"postgresql"_s, {users(u"dim_users"_s), users(u"people"_s)}, u"r"_s), options);
}

QStringList TestDecisions::pairs(const Comparison &comparison)
{
    QStringList list;
    for (const ObjectComparison &object : comparison.objects) {
        if (object.any().kind == ObjectKind::Table)
            list.append((object.left ? object.left->ref.name : u"-"_s) + u'|' + (object.right ? object.right->ref.name : u"-"_s));
    }
    list.sort();
    return list;
}

static const ObjectRef leftUsers{u"public"_s, u"users"_s};
static const ObjectRef dimUsers{u"public"_s, u"dim_users"_s};
static const ObjectRef people{u"public"_s, u"people"_s};

void TestDecisions::aRefusedPairIsTwoObjects()
{
    QCOMPARE(pairs(compare({})), (QStringList{u"people|people"_s, u"users|dim_users"_s}));
    Mapping mapping;
    separateTables(mapping, leftUsers, dimUsers);
    QCOMPARE(pairs(compare(mapping)), (QStringList{u"-|dim_users"_s, u"people|people"_s, u"users|-"_s}));
    separateTables(mapping, people, people);
    const Comparison both = compare(mapping);
    QVERIFY(pairs(both).contains(u"people|-"_s)); // names are the same, and still they are none
    QVERIFY(both.notes.isEmpty());
    forgetTables(mapping, leftUsers, dimUsers);
    forgetTables(mapping, people, people);
    QVERIFY(mapping.isEmpty());
}

void TestDecisions::aConfirmedPairReplacesWhatWasSaid()
{
    Mapping mapping;
    separateTables(mapping, leftUsers, dimUsers);
    confirmTables(mapping, leftUsers, people);
    QCOMPARE(mapping.tables.size(), 1U);
    confirmTables(mapping, leftUsers, dimUsers);
    confirmTables(mapping, people, dimUsers); // a table has one counterpart
    QCOMPARE(mapping.tables.size(), 1U);
    const Comparison comparison = compare(mapping);
    QVERIFY(pairs(comparison).contains(u"people|dim_users"_s));
    for (const ObjectComparison &object : comparison.objects)
        QVERIFY(!object.right || object.right->ref != dimUsers || object.confidence == 1);
}

void TestDecisions::columnsAreDecidedWithinTheirTables()
{
    const TablePair tables{leftUsers, dimUsers};
    Mapping mapping;
    confirmColumns(mapping, tables, u"city"_s, u"full_name"_s);
    separateColumns(mapping, tables, u"full_name"_s, u"city"_s);
    const Comparison comparison = compare(mapping);
    const auto object =
        std::ranges::find_if(comparison.objects, [](const ObjectComparison &each) { return each.left && each.left->ref == leftUsers; });
    QStringList columns;
    for (const MemberComparison &member : object->members)
        columns.append(member.left.value_or(u"-"_s) + u'|' + member.right.value_or(u"-"_s));
    QVERIFY2(columns.contains(u"city|full_name"_s) && columns.contains(u"full_name|-"_s) && columns.contains(u"-|city"_s),
             qPrintable(columns.join(u' ')));
    forgetColumns(mapping, tables, u"full_name"_s, {});
    QCOMPARE(mapping.tables.front().columns.size(), 1U);
}

void TestDecisions::decisionsSurviveAFileAndTheOtherDirection()
{
    Mapping mapping;
    confirmTables(mapping, leftUsers, dimUsers);
    confirmColumns(mapping, {leftUsers, dimUsers}, u"email"_s, u"city"_s);
    mapping.tables.front().columns.front().expression = u"lower(email)"_s;
    separateTables(mapping, people, {});
    separateTables(mapping, {}, people);
    const auto read = mappingFromJson(mappingToJson(mapping));
    QVERIFY(read.has_value());
    QVERIFY(*read == mapping);
    const Mapping other = inverted(mapping);
    QCOMPARE(other.tables.front().left, dimUsers);
    QCOMPARE(other.tables.front().columns.front().right, u"email"_s);
    QVERIFY(withExpressionsOf(inverted(other), mapping) == mapping);
    QVERIFY(!mappingFromJson(R"({"tables": [{"left": null, "right": null}]})").has_value());
}

void TestDecisions::whatIsGoneIsSaid()
{
    Mapping mapping;
    confirmTables(mapping, {u"public"_s, u"vanished"_s}, people);
    confirmColumns(mapping, {leftUsers, dimUsers}, u"email"_s, u"no_such_column"_s);
    const QString notes = compare(mapping).notes.join(u'\n');
    QVERIFY2(notes.contains(u"vanished") && notes.contains(u"no_such_column"), qPrintable(notes));
}

void TestDecisions::rulesSurviveAFile()
{
    const QList<IgnoreRule> rules{{u"index"_s, u"name"_s, {}, {}}, {u"table"_s, u"*"_s, u"tmp_*"_s, u"audit"_s}};
    const auto read = ignoreRulesFromText(u"# ours\n\n"_s + ignoreRulesToText(rules) + u"index_names\n"_s);
    QVERIFY(read.has_value());
    QCOMPARE(*read, rules); // one that is there twice counts once
}

void TestDecisions::aWrongRuleNamesItsLine()
{
    const auto read = ignoreRulesFromText(u"comments\nno such rule\n"_s);
    QVERIFY(!read.has_value());
    QVERIFY2(read.error().message.contains(u'2') && read.error().message.contains(u"“no”"), qPrintable(read.error().message));
}

void TestDecisions::oneSchemaIsAsIfOnlyThatHadBeenRead()
{
    const CatalogPtr whole = end(u"postgresql"_s, {users(u"users"_s), table(u"audit"_s, u"log"_s, {})}, u"l"_s).catalog;
    const CatalogPtr audit = onlySchema(*whole, u"audit"_s);
    QCOMPARE(audit->info().scope, u"audit"_s);
    QCOMPARE(audit->count(ObjectKind::Table), 1);
    QCOMPARE(audit->objects().front().get(), whole->find(ObjectKind::Table, {u"audit"_s, u"log"_s}).get());
}

CONCORD_TEST(TestDecisions)
#include "tst_decisions.moc"
