// SPDX-License-Identifier: GPL-3.0-or-later
// Oracle's catalog from tables of its dictionary's names, whose rows are what an Oracle 19c keeps.
#include "compare/unread.h"
#include "oracle/oracleowners.h"
#include "oracle/oracleplan.h"
#include "schema/oracledictionary.h"
#include "testprogram.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace concord;
using namespace concord::test;

class TestOracleCatalog : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void readsWhatIsPeoplesOwn();
    void readsColumns_data();
    void readsColumns();
    void readsKeysAndChecks();
    void readsIndexesThatCarryNoKey();
    void readsKindsOfTables();
    void readsViewsSequencesAndSynonyms();
    void readsProgramUnits();
    void readsTriggersCommentsAndPrivileges();
    void readsOneSchema();
    void readsOnlyWhatIsWanted();
    void readsTheSameWithoutShortColumns();
    void readsLongTextWholeWhereTheShortColumnIsCut();
    void readsAnOlderVersion();
    void usesDbaViewsWhereTheRoleMay();
    void saysWhatCannotBeRead();
    void asksNothingThatOnlyOracleKnows();
    void readsChinook();
    void listsObjectsAndColumns();
    void makesATreeOfAPlan();

private:
    [[nodiscard]] const Table *table(const QString &name) const;
    [[nodiscard]] const Column *column(const QString &table, const QString &name) const;

    std::unique_ptr<OracleDictionary> m_dictionary;
    CatalogPtr m_catalog;
};

void TestOracleCatalog::initTestCase()
{
    m_dictionary = std::make_unique<OracleDictionary>();
    QCOMPARE(m_dictionary->error(), QString());
    QCOMPARE(m_dictionary->load(u"facts.sql"_s), QString());
    m_catalog = m_dictionary->read();
    QVERIFY2(m_catalog, qPrintable(m_dictionary->error()));
    QStringList unread;
    for (const Unread &one : m_catalog->info().unread)
        unread.append(one.what + u": "_s + one.reason);
    QCOMPARE(unread, QStringList());
}

const Table *TestOracleCatalog::table(const QString &name) const
{
    return static_cast<const Table *>(m_catalog->find(ObjectKind::Table, {u"HR"_s, name}).get());
}

const Column *TestOracleCatalog::column(const QString &of, const QString &name) const
{
    const Table *found = table(of);
    return found ? findColumn(found->columns, name) : nullptr;
}

void TestOracleCatalog::readsWhatIsPeoplesOwn()
{
    QStringList tables;
    for (const ObjectPtr &object : m_catalog->objects()) {
        if (object->kind == ObjectKind::Table)
            tables.append(object->ref.name);
    }
    QCOMPARE(tables, (QStringList{u"BASKET"_s, u"COUNTRIES"_s, u"DEPARTMENTS"_s, u"EMPLOYEES"_s, u"FEED"_s, u"SALES"_s}));
    QCOMPARE(m_catalog->count(ObjectKind::Schema), 2); // CHINOOK and HR; PUBLIC is nobody's
    QCOMPARE(m_catalog->info().charset, u"AL32UTF8"_s);
    QCOMPARE(m_catalog->info().nameRule, u"upper"_s);
    QCOMPARE(table(u"EMPLOYEES"_s)->statistics.rows, 107);
}

void TestOracleCatalog::readsColumns_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("native");
    QTest::addColumn<QString>("logical");
    QTest::addColumn<QString>("value"); ///< default or expression
    QTest::newRow("number") << u"DEPT_ID"_s << u"NUMBER(4)"_s << u"decimal(4)"_s << QString();
    QTest::newRow("number with decimals") << u"SALARY"_s << u"NUMBER(8,2)"_s << u"decimal(8,2)"_s << u"0"_s;
    QTest::newRow("any number") << u"ID"_s << u"NUMBER"_s << u"decimal"_s << QString();
    QTest::newRow("integer") << u"TOTAL"_s << u"NUMBER(*,0)"_s << u"decimal(38)"_s << QString();
    QTest::newRow("float") << u"RATE"_s << u"FLOAT(63)"_s << QString() << QString();
    QTest::newRow("bytes of text") << u"EMAIL"_s << u"VARCHAR2(80)"_s << u"text(80 bytes)"_s << QString();
    QTest::newRow("national text") << u"NOTES"_s << u"NVARCHAR2(100)"_s << u"text(100)"_s << QString();
    QTest::newRow("date") << u"HIRED"_s << u"DATE"_s << u"timestamp(0)"_s << u"SYSDATE"_s;
    QTest::newRow("moment with zone") << u"SEEN"_s << u"TIMESTAMP(3) WITH TIME ZONE"_s << u"timestamp(3) with zone"_s << QString();
    QTest::newRow("bytes") << u"RAW_ID"_s << u"RAW(16)"_s << QString() << u"SYS_GUID()"_s;
    QTest::newRow("virtual") << u"YEARLY"_s << u"NUMBER"_s << u"decimal"_s << u"\"SALARY\"*12"_s;
    QTest::newRow("object") << u"HOME"_s << u"HR.ADDRESS"_s << QString() << QString();
    QTest::newRow("invisible") << u"SECRET"_s << u"VARCHAR2(10)"_s << QString() << QString();
}

void TestOracleCatalog::readsColumns()
{
    QFETCH(QString, name);
    QFETCH(QString, native);
    QFETCH(QString, logical);
    QFETCH(QString, value);
    const Column *found = column(u"EMPLOYEES"_s, name);
    QVERIFY(found);
    QCOMPARE(found->nativeType, native);
    if (!logical.isEmpty())
        QCOMPARE(describeType(found->type), logical);
    const bool isVirtual = found->generated == Generated::Virtual;
    QCOMPARE(isVirtual, name == "YEARLY"_L1);
    QCOMPARE(isVirtual ? found->generationExpression : found->defaultExpression.value_or(QString()), value);
    QCOMPARE(found->hidden, name == "SECRET"_L1);
    QCOMPARE(found->nullable, name != "ID"_L1 && name != "EMAIL"_L1 && name != "HIRED"_L1);
}

void TestOracleCatalog::readsKeysAndChecks()
{
    const Table *departments = table(u"DEPARTMENTS"_s);
    QVERIFY(departments && departments->primaryKey);
    QCOMPARE(departments->primaryKey->name, u"DEPT_PK"_s);
    QVERIFY(!departments->primaryKey->nameGenerated);
    QCOMPARE(departments->uniques.size(), 1U);
    QVERIFY(departments->uniques[0].nameGenerated);
    QVERIFY(departments->checks.empty()); // NOT NULL is the column's
    QCOMPARE(describeType(departments->columns[1].type), u"text(30)"_s);

    const Table *employees = table(u"EMPLOYEES"_s);
    QCOMPARE(employees->columns.front().name, u"ID"_s);
    QCOMPARE(employees->columns.back().name, u"SECRET"_s);
    QCOMPARE(employees->columns.size(), 14U);
    const Column &id = employees->columns.front();
    QCOMPARE(id.identity, Identity::ByDefault);
    QCOMPARE(id.options, u"ON NULL"_s);
    QVERIFY(!id.defaultExpression);
    QCOMPARE(id.sequence->start, u"100"_s);
    QCOMPARE(employees->checks.size(), 2U);
    QCOMPARE(employees->checks[0].name, u"EMP_OFF"_s);
    QVERIFY(!employees->checks[0].enforced);
    QCOMPARE(employees->checks[1].expression, u"salary >= 0"_s);
    QCOMPARE(employees->foreignKeys.size(), 1U);
    const ForeignKey &key = employees->foreignKeys[0];
    QCOMPARE(key.target, (ObjectRef{u"HR"_s, u"DEPARTMENTS"_s}));
    QCOMPARE(key.targetColumns, QStringList{u"ID"_s});
    QCOMPARE(key.onDelete, ReferentialAction::SetNull);
    QVERIFY(key.deferrable && key.initiallyDeferred && key.enforced && !key.validated);
}

void TestOracleCatalog::readsIndexesThatCarryNoKey()
{
    QVERIFY(table(u"DEPARTMENTS"_s)->indexes.empty());
    const std::vector<Index> &indexes = table(u"EMPLOYEES"_s)->indexes;
    QCOMPARE(indexes.size(), 2U);
    QCOMPARE(indexes[0].name, u"EMP_DEPT"_s);
    QCOMPARE(indexes[0].method, u"bitmap"_s);
    QVERIFY(!indexes[0].visible);
    QCOMPARE(indexes[1].parts[0].expression, u"UPPER(\"EMAIL\")"_s);
    QCOMPARE(indexes[1].parts[1].column, u"SALARY"_s);
    QVERIFY(indexes[1].parts[1].descending);
}

void TestOracleCatalog::readsKindsOfTables()
{
    QCOMPARE(table(u"BASKET"_s)->variant, u"temporary"_s);
    QCOMPARE(table(u"BASKET"_s)->options.value(u"on_commit"_s), u"preserve"_s);
    QCOMPARE(table(u"COUNTRIES"_s)->options.value(u"organization"_s), u"index"_s);
    QCOMPARE(table(u"FEED"_s)->options.value(u"organization"_s), u"external"_s);
    QCOMPARE(table(u"SALES"_s)->variant, u"partitioned"_s);
    QCOMPARE(table(u"SALES"_s)->partitionKey,
             u"RANGE (DAY) INTERVAL (NUMTOYMINTERVAL(1,'MONTH')) (PARTITION P1 VALUES LESS THAN (TO_DATE(' 2024-01-01', 'SYYYY-MM-DD')), "
             "PARTITION P2 VALUES LESS THAN (TO_DATE(' 2025-01-01', 'SYYYY-MM-DD')))"_s);
}

void TestOracleCatalog::readsViewsSequencesAndSynonyms()
{
    const auto view = std::static_pointer_cast<const View>(m_catalog->find(ObjectKind::View, {u"HR"_s, u"STAFF"_s}));
    QVERIFY(view);
    QCOMPARE(view->checkOption, u"CASCADED"_s);
    QCOMPARE(view->columns.size(), 1U);
    QVERIFY(view->dependsOn == std::vector<ObjectRef>({{u"HR"_s, u"EMPLOYEES"_s}}));
    const auto broken = std::static_pointer_cast<const View>(m_catalog->find(ObjectKind::View, {u"HR"_s, u"BROKEN"_s}));
    QCOMPARE(broken->error, u"INVALID"_s);
    const auto totals = std::static_pointer_cast<const View>(m_catalog->find(ObjectKind::MaterializedView, {u"HR"_s, u"TOTALS"_s}));
    QVERIFY(totals);
    QCOMPARE(totals->comment, u"one row"_s);
    QCOMPARE(totals->options.value(u"refresh"_s), u"complete"_s);
    QCOMPARE(m_catalog->count(ObjectKind::Sequence), 1);
    const auto sequence = std::static_pointer_cast<const Sequence>(m_catalog->find(ObjectKind::Sequence, {u"HR"_s, u"ORDER_NO"_s}));
    QCOMPARE(sequence->counting.maximum, u"9999999999999999999999999999"_s);
    QCOMPARE(m_catalog->count(ObjectKind::Synonym), 3);
    const auto far = std::static_pointer_cast<const Synonym>(m_catalog->find(ObjectKind::Synonym, {u"HR"_s, u"FAR"_s}));
    QCOMPARE(far->target, u"REMOTE.T@OTHER.EXAMPLE"_s);
    QVERIFY(m_catalog->find(ObjectKind::Synonym, {u"PUBLIC"_s, u"STAFF"_s}));
}

void TestOracleCatalog::readsProgramUnits()
{
    const auto raise = std::static_pointer_cast<const Routine>(m_catalog->find(ObjectKind::Routine, {u"HR"_s, u"RAISE"_s}));
    QVERIFY(raise);
    QCOMPARE(raise->variant, u"procedure"_s);
    QCOMPARE(raise->arguments, u"p_id IN employees.id%TYPE, p_by NUMBER DEFAULT 1"_s);
    QVERIFY(raise->definition.startsWith(u"PROCEDURE raise (p_id IN employees.id%TYPE,\n  p_by"));
    const auto area = std::static_pointer_cast<const Routine>(m_catalog->find(ObjectKind::Routine, {u"HR"_s, u"AREA"_s}));
    QCOMPARE(area->returns, u"NUMBER"_s);
    const auto pay = std::static_pointer_cast<const Package>(m_catalog->find(ObjectKind::Package, {u"HR"_s, u"PAY"_s}));
    QVERIFY(pay->specification.startsWith(u"PACKAGE pay") && pay->body.startsWith(u"PACKAGE BODY pay"));
    const auto address = std::static_pointer_cast<const TypeObject>(m_catalog->find(ObjectKind::Type, {u"HR"_s, u"ADDRESS"_s}));
    QCOMPARE(address->attributes.size(), 1U);
    QCOMPARE(address->attributes[0].nativeType, u"VARCHAR2(40)"_s);
    QVERIFY(address->definition.contains(u"\n/\nTYPE BODY"));
    const auto logon = std::static_pointer_cast<const Routine>(m_catalog->find(ObjectKind::Routine, {u"HR"_s, u"AT_LOGON"_s}));
    QCOMPARE(logon->variant, u"event"_s);
}

void TestOracleCatalog::readsTriggersCommentsAndPrivileges()
{
    const std::vector<Trigger> &triggers = table(u"DEPARTMENTS"_s)->triggers;
    QCOMPARE(triggers.size(), 1U);
    QCOMPARE(triggers[0].timing, u"BEFORE"_s);
    QCOMPARE(triggers[0].level, u"ROW"_s);
    QCOMPARE(triggers[0].events, (QStringList{u"INSERT"_s, u"UPDATE"_s}));
    QCOMPARE(triggers[0].definition, u"CREATE OR REPLACE TRIGGER dept_no BEFORE INSERT OR UPDATE ON departments FOR EACH ROW\n"
                                     "WHEN (new.id IS NULL)\nBEGIN :new.id := order_no.NEXTVAL; END;"_s);
    QCOMPARE(table(u"EMPLOYEES"_s)->comment, u"People's list"_s);
    QCOMPARE(column(u"EMPLOYEES"_s, u"SALARY"_s)->comment, u"a month"_s);
    const std::vector<Privilege> &privileges = table(u"EMPLOYEES"_s)->privileges;
    QCOMPARE(privileges.size(), 2U);
    QCOMPARE(std::ranges::count_if(privileges, [](const Privilege &one) { return one.grantable && one.column.isEmpty(); }), 1);
    QCOMPARE(std::ranges::count_if(privileges, [](const Privilege &one) { return one.column == "SALARY"_L1; }), 1);
}

void TestOracleCatalog::readsOneSchema()
{
    CatalogRequest request;
    request.schema = u"CHINOOK"_s;
    const CatalogPtr catalog = m_dictionary->read(request);
    QVERIFY(catalog);
    QCOMPARE(catalog->objects().size(), 1U);
    QCOMPARE(catalog->objects().front()->kind, ObjectKind::Schema);
}

void TestOracleCatalog::readsOnlyWhatIsWanted()
{
    CatalogRequest request;
    request.include = {u"hr.e*"_s};
    const CatalogPtr catalog = m_dictionary->read(request);
    QVERIFY(catalog);
    QCOMPARE(catalog->count(ObjectKind::Table), 1);
    // A key to what is left out still names it.
    const auto employees = std::static_pointer_cast<const Table>(catalog->find(ObjectKind::Table, {u"HR"_s, u"EMPLOYEES"_s}));
    QCOMPARE(employees->foreignKeys.at(0).target.name, u"DEPARTMENTS"_s);
}

/// *_VC columns came with 12; LONG ones say the same.
void TestOracleCatalog::readsTheSameWithoutShortColumns()
{
    OracleDictionary older;
    QCOMPARE(older.load(u"facts.sql"_s), QString());
    QCOMPARE(older.exec(u"ALTER TABLE all_constraints DROP COLUMN search_condition_vc; ALTER TABLE all_views DROP COLUMN text_vc;"_s), QString());
    const CatalogPtr catalog = older.read();
    QVERIFY(catalog);
    QCOMPARE(catalog->fingerprint(), m_catalog->fingerprint());
    OracleDictionary newest; // 23ai
    QCOMPARE(newest.load(u"facts.sql"_s), QString());
    QCOMPARE(newest.exec(u"ALTER TABLE all_tab_cols ADD COLUMN data_default_vc text; UPDATE all_tab_cols SET data_default_vc = data_default;"
                         "UPDATE all_tab_cols SET data_default = NULL;"_s),
             QString());
    QCOMPARE(newest.read()->fingerprint(), m_catalog->fingerprint());
}

void TestOracleCatalog::readsLongTextWholeWhereTheShortColumnIsCut()
{
    OracleDictionary dictionary;
    QCOMPARE(dictionary.load(u"facts.sql"_s), QString());
    const QString text = u"SELECT '"_s + u"x"_s.repeated(5000) + u"' a FROM dual"_s;
    QCOMPARE(dictionary.exec(u"UPDATE all_views SET text = '%1', text_vc = '%2' WHERE view_name = 'STAFF';"_s.arg(
                 QString(text).replace(u'\'', u"''"_s), QString(text.left(4000)).replace(u'\'', u"''"_s))),
             QString());
    const CatalogPtr catalog = dictionary.read();
    QVERIFY(catalog);
    QCOMPARE(std::static_pointer_cast<const View>(catalog->find(ObjectKind::View, {u"HR"_s, u"STAFF"_s}))->definition, text);
}

/// 11g: no identity columns, no invisible ones, nothing that tells Oracle's users from people's.
void TestOracleCatalog::readsAnOlderVersion()
{
    OracleDictionary older;
    QCOMPARE(older.load(u"facts.sql"_s), QString());
    QCOMPARE(older.exec(u"ALTER TABLE all_users DROP COLUMN oracle_maintained; DROP TABLE all_tab_identity_cols;"
                        "ALTER TABLE all_tab_cols DROP COLUMN user_generated; ALTER TABLE all_tab_cols DROP COLUMN default_on_null;"
                        "ALTER TABLE all_tab_cols DROP COLUMN identity_column; ALTER TABLE all_tab_cols DROP COLUMN \"collation\";"
                        "ALTER TABLE all_views DROP COLUMN text_vc; ALTER TABLE all_views DROP COLUMN bequeath;"_s),
             QString());
    const CatalogPtr catalog = older.read();
    QVERIFY(catalog);
    QVERIFY(catalog->info().unread.empty());
    QCOMPARE(catalog->count(ObjectKind::Table), 6);
    const auto employees = std::static_pointer_cast<const Table>(catalog->find(ObjectKind::Table, {u"HR"_s, u"EMPLOYEES"_s}));
    QCOMPARE(employees->columns.size(), 13U); // a hidden one could only be the server's
    QCOMPARE(catalog->count(ObjectKind::Sequence), 1); // the identity's own is known by its name
}

void TestOracleCatalog::usesDbaViewsWhereTheRoleMay()
{
    OracleDictionary dictionary;
    QCOMPARE(dictionary.load(u"facts.sql"_s), QString());
    QCOMPARE(dictionary.exec(u"CREATE VIEW dba_tables AS SELECT * FROM all_tables; CREATE VIEW dba_tab_cols AS SELECT * FROM all_tab_cols;"_s),
             QString());
    OracleQueries queries = dictionary.queries();
    QVERIFY(queries.chooseScope());
    QVERIFY(queries.seesAll());
    QCOMPARE(queries.view("tables"_L1), u"dba_tables"_s);
    OracleQueries own = m_dictionary->queries();
    QVERIFY(own.chooseScope());
    QVERIFY(!own.seesAll());
}

void TestOracleCatalog::saysWhatCannotBeRead()
{
    OracleDictionary dictionary;
    QCOMPARE(dictionary.load(u"facts.sql"_s), QString());
    QCOMPARE(dictionary.exec(u"DROP TABLE all_sequences; DROP TABLE all_constraints;"_s), QString());
    const CatalogPtr catalog = dictionary.read();
    QVERIFY(catalog);
    QStringList what;
    for (const Unread &one : catalog->info().unread)
        what.append(one.what);
    what.removeDuplicates();
    QCOMPARE(what, (QStringList{u"constraints"_s, u"sequences"_s}));
    // The comparison asks so why a schema's tables are not known wholly: a key that lacks may well be there.
    QVERIFY(!unreadReason(*catalog, {u"HR"_s, u"EMPLOYEES"_s}).isNull());
    QCOMPARE(catalog->count(ObjectKind::Table), 6);
    QCOMPARE(dictionary.exec(u"DROP TABLE all_tables;"_s), QString());
    QVERIFY(!dictionary.read());
    QVERIFY(!dictionary.error().isEmpty());
}

/// Flat: one view a query, names and comparisons alone.
void TestOracleCatalog::asksNothingThatOnlyOracleKnows()
{
    QVERIFY(m_dictionary->asked().size() > 10);
    for (const QString &sql : m_dictionary->asked()) {
        QCOMPARE(sql.count(u" FROM "_s), 1);
        for (const auto word : {" JOIN "_L1, "NVL("_L1, "DECODE("_L1, "ROWNUM"_L1, "(+)"_L1, "SYS_CONTEXT"_L1})
            QVERIFY2(!sql.contains(word), qPrintable(sql));
    }
}

void TestOracleCatalog::readsChinook()
{
    const QString facts = chinookFacts();
    if (facts.isEmpty())
        QSKIP("needs Chinook: set CONCORD_TEST_CORPORA");
    OracleDictionary dictionary;
    QCOMPARE(dictionary.exec(facts), QString());
    const CatalogPtr catalog = dictionary.read();
    QVERIFY(catalog);
    QCOMPARE(catalog->count(ObjectKind::Table), 11);
    size_t columns = 0;
    size_t keys = 0;
    for (const ObjectPtr &object : catalog->objects()) {
        if (object->kind != ObjectKind::Table)
            continue;
        const auto &of = static_cast<const Table &>(*object);
        columns += of.columns.size();
        keys += of.foreignKeys.size();
        QVERIFY(of.primaryKey);
        QVERIFY(of.indexes.empty());
    }
    QCOMPARE(columns, 64U);
    QCOMPARE(keys, 11U);
}

void TestOracleCatalog::listsObjectsAndColumns()
{
    OracleQueries queries = m_dictionary->queries();
    const auto objects = readOracleObjects(queries, {});
    QVERIFY(objects);
    QCOMPARE(objects->size(), 9); // 6 tables, 2 views, 1 materialized view
    const auto columns = readOracleColumns(queries, {u"HR"_s, u"DEPARTMENTS"_s});
    QVERIFY(columns);
    QCOMPARE(columns->size(), 3);
    QCOMPARE(columns->at(1).nativeType, u"VARCHAR2(30 CHAR)"_s);
    QVERIFY(columns->at(0).primaryKey && !columns->at(1).primaryKey && columns->at(2).nullable);
}

static QString treeText(const PlanNode &node, int depth = 0)
{
    QString text = QString(depth * 2, u' ') + node.text + u'\n';
    for (const PlanNode &child : node.children)
        text += treeText(child, depth + 1);
    return text;
}

void TestOracleCatalog::makesATreeOfAPlan()
{
    OracleQueries queries = m_dictionary->queries();
    const auto plan = readOraclePlan(queries, u"p1"_s);
    QVERIFY(plan);
    QCOMPARE(treeText(*plan), u"SELECT STATEMENT  (107 rows, cost 5)\n"
                              "  HASH JOIN  (107 rows, cost 5)  access: \"E\".\"DEPT_ID\"=\"D\".\"ID\"\n"
                              "    TABLE ACCESS FULL on DEPARTMENTS  (27 rows, cost 2)\n"
                              "    TABLE ACCESS FULL on EMPLOYEES  (107 rows, cost 3)  filter: \"E\".\"SALARY\">0\n"_s);
    QVERIFY(!readOraclePlan(queries, u"none"_s));
}

CONCORD_TEST(TestOracleCatalog)
#include "tst_oraclecatalog.moc"
