// SPDX-License-Identifier: GPL-3.0-or-later
// What only some versions, schemas or roles of Oracle show in the dictionary.
#include "oracle/oraclecompiled.h"
#include "oracle/oracleowners.h"
#include "schema/oracledictionary.h"
#include "testprogram.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace concord;
using namespace concord::test;

class TestOracleDetails : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsWhatOnlySomeHave();
    void readsHowTablesArePartitioned_data();
    void readsHowTablesArePartitioned();
    void partitionsAreTheSameWhateverTheServerCalledThem();
    void partitionsThatRowsMadeAreNotDeclared();
    void leavesOutWhatAnotherObjectKeeps();
    void readsEverybodysGrantsWhereTheRoleMay();
    void readsTextWholeWhereACharacterWasCut();
    void tellsWhatDoesNotCompile();
};

static CatalogPtr readWith(const QString &sql, OracleDictionary &dictionary)
{
    QString error = dictionary.load(u"facts.sql"_s);
    if (error.isEmpty())
        error = dictionary.exec(sql);
    if (!error.isEmpty())
        qWarning("%s", qPrintable(error));
    return error.isEmpty() ? dictionary.read() : nullptr;
}

/// Object tables, types of PUBLIC's synonyms, vectors.
void TestOracleDetails::readsWhatOnlySomeHave()
{
    OracleDictionary dictionary;
    const CatalogPtr catalog = readWith(
        u"INSERT INTO all_object_tables (owner, table_name, temporary, nested, secondary, partitioned, table_type_owner, table_type) VALUES "
        "('HR', 'PLACES', 'N', 'NO', 'N', 'NO', 'HR', 'ADDRESS'), ('HR', 'NOTES_NT', 'N', 'YES', 'N', 'NO', 'HR', 'NOTE');"
        "ALTER TABLE all_tab_cols ADD COLUMN vector_info text;"
        "INSERT INTO all_tab_cols (owner, table_name, column_name, data_type, data_type_owner, nullable, column_id, hidden_column, user_generated, "
        "vector_info) VALUES ('HR', 'PLACES', 'STREET', 'VARCHAR2', NULL, 'Y', 1, 'NO', 'YES', NULL), "
        "('HR', 'PLACES', 'SYS_NC_OID$', 'RAW', NULL, 'N', NULL, 'YES', 'NO', NULL), "
        "('HR', 'PLACES', 'SPOT', 'SDO_GEOMETRY', 'PUBLIC', 'Y', 2, 'NO', 'YES', NULL), "
        "('HR', 'PLACES', 'V', 'VECTOR', NULL, 'N', 3, 'NO', 'YES', 'VECTOR(3, FLOAT32, DENSE)');"
        "INSERT INTO all_indexes (owner, index_name, index_type, table_owner, table_name, uniqueness, status) VALUES "
        "('HR', 'PLACES_V', 'VECTOR', 'HR', 'PLACES', 'NONUNIQUE', 'VALID'), "
        "('HR', 'I_SNAP$_TOTALS', 'FUNCTION-BASED NORMAL', 'HR', 'TOTALS', 'UNIQUE', 'VALID');"_s,
        dictionary);
    QVERIFY(catalog);
    QVERIFY(!catalog->find(ObjectKind::Table, {u"HR"_s, u"NOTES_NT"_s}));
    const auto places = std::static_pointer_cast<const Table>(catalog->find(ObjectKind::Table, {u"HR"_s, u"PLACES"_s}));
    QVERIFY(places);
    QCOMPARE(places->options.value(u"object_type"_s), u"HR.ADDRESS"_s);
    QCOMPARE(places->columns.size(), 3U);
    QCOMPARE(places->columns[1].nativeType, u"SDO_GEOMETRY"_s);
    QCOMPARE(places->columns[1].type.family, TypeFamily::Geometry);
    QCOMPARE(places->columns[2].nativeType, u"VECTOR(3, FLOAT32, DENSE)"_s);
    QCOMPARE(places->columns[2].type.family, TypeFamily::Array);
    QCOMPARE(places->indexes.size(), 1U);
    QCOMPARE(places->indexes[0].method, u"vector"_s);
    const auto totals = std::static_pointer_cast<const View>(catalog->find(ObjectKind::MaterializedView, {u"HR"_s, u"TOTALS"_s}));
    QVERIFY(totals && totals->indexes.empty());
    OracleQueries queries = dictionary.queries();
    const auto listed = readOracleObjects(queries, {});
    QVERIFY(listed);
    QVERIFY(std::ranges::any_of(*listed, [](const ObjectName &object) { return object.name == "PLACES"_L1; }));
}

void TestOracleDetails::readsHowTablesArePartitioned_data()
{
    QTest::addColumn<QString>("facts");
    QTest::addColumn<QString>("key");
    QTest::newRow("hash below range") << u"'RANGE', 'HASH', 1, NULL, 'NO', 4, NULL"_s << u"RANGE (DAY) SUBPARTITION BY HASH (SHOP) SUBPARTITIONS 4"_s;
    QTest::newRow("list below list") << u"'LIST', 'LIST', 1, NULL, 'NO', 1, NULL"_s << u"LIST (DAY) SUBPARTITION BY LIST (SHOP)"_s;
    QTest::newRow("automatic list") << u"'LIST', 'NONE', 1, NULL, 'YES', 0, NULL"_s << u"LIST (DAY) AUTOMATIC"_s;
    QTest::newRow("reference") << u"'REFERENCE', 'NONE', 1, NULL, 'NO', 0, 'DAY_FK'"_s << u"REFERENCE (DAY_FK)"_s;
    QTest::newRow("system") << u"'SYSTEM', 'NONE', 1, NULL, 'NO', 0, NULL"_s << u"SYSTEM"_s;
}

void TestOracleDetails::readsHowTablesArePartitioned()
{
    QFETCH(QString, facts);
    QFETCH(QString, key);
    OracleDictionary dictionary;
    const CatalogPtr catalog = readWith(u"DELETE FROM all_part_tables; DELETE FROM all_tab_partitions;"
                                        "INSERT INTO all_part_tables VALUES ('HR', 'SALES', "_s
                                            + facts + u"); INSERT INTO all_subpart_key_columns VALUES ('HR', 'SALES', 'TABLE', 'SHOP', 1);"_s,
                                        dictionary);
    QVERIFY(catalog);
    QCOMPARE(std::static_pointer_cast<const Table>(catalog->find(ObjectKind::Table, {u"HR"_s, u"SALES"_s}))->partitionKey, key);
}

void TestOracleDetails::partitionsAreTheSameWhateverTheServerCalledThem()
{
    const auto read = [](const QString &first, const QString &second) -> CatalogPtr {
        OracleDictionary dictionary;
        return readWith(
            u"DELETE FROM all_part_tables; DELETE FROM all_tab_partitions;"
            "INSERT INTO all_part_tables VALUES ('HR', 'SALES', 'HASH', 'NONE', 2, NULL, 'NO', 0, NULL);"
            "INSERT INTO all_tab_partitions VALUES ('HR', 'SALES', '%1', NULL, 1, 'NO'), ('HR', 'SALES', '%2', NULL, 2, 'NO');"_s.arg(first, second),
            dictionary);
    };
    const CatalogPtr one = read(u"SYS_P41"_s, u"SYS_P42"_s);
    const CatalogPtr other = read(u"SYS_P7"_s, u"SYS_P8"_s);
    QVERIFY(one && other);
    QCOMPARE(one->fingerprint(), other->fingerprint());
    QCOMPARE(std::static_pointer_cast<const Table>(one->find(ObjectKind::Table, {u"HR"_s, u"SALES"_s}))->partitionKey,
             u"HASH (DAY) (PARTITION, PARTITION)"_s);
}

void TestOracleDetails::partitionsThatRowsMadeAreNotDeclared()
{
    OracleDictionary dictionary;
    const CatalogPtr catalog = readWith(u"DELETE FROM all_part_tables; DELETE FROM all_tab_partitions;"
                                        "INSERT INTO all_part_tables VALUES ('HR', 'SALES', 'LIST', 'NONE', 1, NULL, 'YES', 0, NULL);"
                                        "INSERT INTO all_tab_partitions VALUES ('HR', 'SALES', 'SYS_P41', '''a''', 1, 'NO'), "
                                        "('HR', 'SALES', 'SYS_P42', '''b''', 2, 'NO'), ('HR', 'SALES', 'NORTH', '''c''', 3, 'NO');"_s,
                                        dictionary);
    QVERIFY(catalog);
    QCOMPARE(std::static_pointer_cast<const Table>(catalog->find(ObjectKind::Table, {u"HR"_s, u"SALES"_s}))->partitionKey,
             u"LIST (DAY) AUTOMATIC (PARTITION VALUES ('a'), PARTITION NORTH VALUES ('c'))"_s);
}

void TestOracleDetails::leavesOutWhatAnotherObjectKeeps()
{
    const QString tables = u"INSERT INTO all_tables (owner, table_name, temporary, nested, secondary, partitioned, iot_type) VALUES "
                           "('HR', 'MLOG$_EMPLOYEES', 'N', 'NO', 'N', 'NO', NULL), ('HR', 'RUPD$_EMPLOYEES', 'Y', 'NO', 'N', 'NO', NULL), "
                           "('HR', 'DR$DOCS$I', 'N', 'NO', 'Y', 'NO', NULL), ('HR', 'SYS_IOT_OVER_1', 'N', 'NO', 'N', 'NO', 'IOT_OVERFLOW');"
                           "INSERT INTO all_source VALUES ('HR', 'SYS_PLSQL_7_DUMMY_1', 'TYPE', 1, 'TYPE x AS TABLE OF NUMBER'), "
                           "('HR', 'SYSTPabc==', 'TYPE', 1, 'TYPE x AS TABLE OF NUMBER');"_s;
    OracleDictionary dictionary;
    const CatalogPtr catalog = readWith(tables, dictionary);
    QVERIFY(catalog);
    OracleDictionary without;
    const CatalogPtr plain = readWith({}, without);
    QCOMPARE(catalog->fingerprint(), plain->fingerprint());
    OracleQueries queries = dictionary.queries();
    const auto listed = readOracleObjects(queries, {});
    QVERIFY(listed);
    QCOMPARE(listed->size(), 9);
    // 11g says nothing of who made a hidden column: it is the server's.
    OracleDictionary older;
    const CatalogPtr before = readWith(u"ALTER TABLE all_tab_cols DROP COLUMN user_generated;"
                                       "INSERT INTO all_tab_cols (owner, table_name, column_name, data_type, nullable, hidden_column) VALUES "
                                       "('HR', 'DEPARTMENTS', 'XMLDATA', 'BLOB', 'Y', 'YES');"_s,
                                       older);
    QVERIFY(before);
    QCOMPARE(std::static_pointer_cast<const Table>(before->find(ObjectKind::Table, {u"HR"_s, u"DEPARTMENTS"_s}))->columns.size(), 3U);
}

void TestOracleDetails::readsEverybodysGrantsWhereTheRoleMay()
{
    OracleDictionary dictionary;
    QCOMPARE(dictionary.load(u"facts.sql"_s), QString());
    QString views;
    OracleQueries queries = dictionary.queries();
    QVERIFY(queries.each(u"sqlite_master"_s, {u"name"_s}, u"name LIKE 'all_%' AND name NOT LIKE '%_privs'"_s, [&](const OracleRow &row) {
        const QString table = row.text("name"_L1);
        views += u"CREATE VIEW dba_%1 AS SELECT * FROM %2;"_s.arg(table.sliced(4), table);
    }));
    views += u"CREATE TABLE dba_tab_privs (grantee text, owner text, table_name text, grantor text, privilege text, grantable text);"
             "CREATE TABLE dba_col_privs (grantee text, owner text, table_name text, column_name text, grantor text, privilege text, grantable text);"
             "INSERT INTO dba_tab_privs VALUES ('OTHER', 'HR', 'EMPLOYEES', 'HR', 'DELETE', 'NO');"_s;
    QCOMPARE(dictionary.exec(views), QString());
    const CatalogPtr catalog = dictionary.read();
    QVERIFY(catalog);
    const auto employees = std::static_pointer_cast<const Table>(catalog->find(ObjectKind::Table, {u"HR"_s, u"EMPLOYEES"_s}));
    QCOMPARE(employees->privileges.size(), 1U);
    QCOMPARE(employees->privileges[0].grantee, u"OTHER"_s);
}

/// 4,000 bytes end before a character of several.
void TestOracleDetails::readsTextWholeWhereACharacterWasCut()
{
    const QString start = u"SELECT "_s + u"x"_s.repeated(3992);
    OracleDictionary dictionary;
    const CatalogPtr catalog = readWith(u"UPDATE all_views SET text = '%1😀', text_vc = '%1' WHERE view_name = 'STAFF';"_s.arg(start), dictionary);
    QVERIFY(catalog);
    const auto view = std::static_pointer_cast<const View>(catalog->find(ObjectKind::View, {u"HR"_s, u"STAFF"_s}));
    QVERIFY(view->definition == start + u"😀"_s);
}

void TestOracleDetails::tellsWhatDoesNotCompile()
{
    OracleDictionary dictionary;
    QCOMPARE(dictionary.exec(u"INSERT INTO all_errors VALUES ('HR', 'PAY', 'PACKAGE BODY', 2, 3, 1, 'PL/SQL: Statement ignored', 'ERROR', 0), "
                             "('HR', 'PAY', 'PACKAGE BODY', 1, 3, 5, 'PLS-00201: identifier ''X'' must be declared', 'ERROR', 201), "
                             "('HR', 'PAY', 'PACKAGE', 1, 1, 1, 'PLW-05018: unit omitted AUTHID', 'WARNING', 5018);"_s),
             QString());
    OracleQueries queries = dictionary.queries();
    const auto body = oracleCompiled(u"CREATE OR REPLACE\nPACKAGE BODY pay AS\n  a NUMBER;\n  b x;\nEND;"_s);
    QVERIFY(body);
    const auto errors = readOracleCompileErrors(queries, *body, u"HR"_s);
    QVERIFY(errors);
    QCOMPARE(errors->size(), 3);
    QCOMPARE(errors->at(0).code, u"ORA-24344"_s);
    QCOMPARE(errors->at(1).code, u"PLS-00201"_s);
    QCOMPARE(errors->at(1).line, 4); // of the statement, not of what follows OR REPLACE
    QVERIFY2(errors->at(1).message.startsWith(u"line 4, column 5: "), qPrintable(errors->at(1).message));
    const auto whole = oracleCompiled(u"ALTER PACKAGE hr.pay COMPILE"_s);
    QVERIFY(whole);
    QCOMPARE(readOracleCompileErrors(queries, *whole, u"SCOTT"_s)->size(), 4);
    const auto specification = oracleCompiled(u"CREATE PACKAGE hr.pay AS END;"_s);
    QCOMPARE(readOracleCompileErrors(queries, *specification, {})->size(), 1); // a warning: it compiled
    QVERIFY(readOracleCompileErrors(queries, *body, u"SCOTT"_s)->isEmpty());
}

CONCORD_TEST(TestOracleDetails)
#include "tst_oracledetails.moc"
