// SPDX-License-Identifier: GPL-3.0-or-later
// Pairs of other names that a person confirmed: the script renames, keeps rows and keys, and leaves nothing over.
#include "migrate/enginedatabases.h"
#include "schema/roundtrip.h"
#include "testprogram.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace concord;
using namespace concord::test;

class TestRenames : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void keepRowsAndKeys_data();
    void keepRowsAndKeys();
    void leaveWhatARuleTakes();
    void betweenEngines_data();
    void betweenEngines();

private:
    struct Case
    {
        const char *name;
        QString left;  ///< with rows
        QString right;
        QString mapping; ///< "users>people: nick>alias, a>b; …"
        QString proof;   ///< true of the rows afterwards
        QStringList but{}; ///< engines that do not have it
    };
    static QList<Case> cases();
    [[nodiscard]] static Mapping mappingOf(const QString &text, const CatalogPtr &left, const CatalogPtr &right);

    EngineDatabases m_left;
    EngineDatabases m_right;
};

void TestRenames::initTestCase()
{
    QCOMPARE(m_left.open(), QString());
    QCOMPARE(m_right.open(), QString());
}

QList<TestRenames::Case> TestRenames::cases()
{
    const QStringList noForeignKeysChange{u"duckdb"_s}; // which renames no table that keys lead to or that has one
    const QString legacy = u"CREATE TABLE customers (CUST_ID int NOT NULL PRIMARY KEY, CUST_NAME varchar(100) NOT NULL, EMAIL varchar(200));"
                           "CREATE TABLE orders (ORDER_ID int NOT NULL PRIMARY KEY, CUST_ID int NOT NULL REFERENCES customers (CUST_ID),"
                           " AMOUNT numeric(10,2), CONSTRAINT fk_cust FOREIGN KEY (CUST_ID) REFERENCES customers (CUST_ID));"
                           "CREATE INDEX ix_cust ON orders (CUST_ID);"
                           "INSERT INTO customers VALUES (1, 'Ann', NULL), (2, 'Bob', 'b@x'); INSERT INTO orders VALUES (7, 2, 1.5);"_s;
    const QString pairs = u"customers>dim_customers: CUST_ID>customer_id, CUST_NAME>full_name, EMAIL>email;"
                          "orders>fact_orders: ORDER_ID>order_id, CUST_ID>customer_id, AMOUNT>amount"_s;
    const QString rows = u"(SELECT count(*) FROM fact_orders f JOIN dim_customers d ON d.customer_id = f.customer_id"
                         " WHERE d.full_name = 'Bob' AND f.amount = 1.5 AND f.order_id = 7) = 1 AND (SELECT count(*) FROM dim_customers) = 2"_s;
    const auto modern = [](const QString &customer, const QString &order) {
        return u"CREATE TABLE dim_customers (customer_id int NOT NULL PRIMARY KEY, full_name varchar(100) NOT NULL, email varchar(200)%1);"
               "CREATE TABLE fact_orders (order_id int NOT NULL PRIMARY KEY, customer_id int NOT NULL REFERENCES dim_customers (customer_id),"
               " amount numeric(10,2)%2, CONSTRAINT fk_cust FOREIGN KEY (customer_id) REFERENCES dim_customers (customer_id));"
               "CREATE INDEX ix_cust ON fact_orders (customer_id);"_s.arg(customer, order);
    };
    QList<Case> all{
        {"names only", legacy, modern({}, {}), pairs, rows, noForeignKeysChange},
        {"and a column that comes", legacy, modern(u", verified int NOT NULL DEFAULT 0"_s, u", note varchar(20)"_s), pairs, rows,
         noForeignKeysChange},
        {"and what only a rebuild changes in SQLite", legacy, modern(u", CHECK (customer_id > 0)"_s, u" NOT NULL"_s), pairs, rows,
         noForeignKeysChange},
        {"and a column that goes", legacy, modern({}, {}).replace(u", email varchar(200)"_s, QString()),
         QString(pairs).replace(u", EMAIL>email"_s, QString()), rows, noForeignKeysChange},
    };
    const QString checked = u"CREATE TABLE t (a int NOT NULL, b int, c varchar(20) DEFAULT 'a', CHECK (a < b), UNIQUE (a, b));"
                            "INSERT INTO t VALUES (1, 2, 'x');"_s;
    const QString turned = u"CREATE TABLE t (%1 int NOT NULL, %2 int, c varchar(20) DEFAULT 'a', CHECK (%1 < %2), UNIQUE (%1, %2));"_s;
    all.append({
        {"of columns in a check", checked, turned.arg(u"low"_s, u"high"_s), u"t>t: a>low, b>high"_s, u"(SELECT high - low FROM t) = 1"_s},
        {"that swap", checked, turned.arg(u"b"_s, u"a"_s), u"t>t: a>b, b>a"_s, u"(SELECT a - b FROM t) = 1"_s},
        {"that move on", checked, turned.arg(u"b"_s, u"d"_s), u"t>t: a>b, b>d"_s, u"(SELECT d - b FROM t) = 1"_s},
        {"of tables that swap", u"CREATE TABLE t (a int, x int); CREATE TABLE u (a int, y int); INSERT INTO t VALUES (1, 1);"_s,
         u"CREATE TABLE u (a int, x int); CREATE TABLE t (a int, y int);"_s, u"t>u: ; u>t:"_s, u"(SELECT count(*) FROM u WHERE x = 1) = 1"_s},
    });
    const QString counted =
        u"CREATE TABLE %1 (id %2, %3 varchar(20) NOT NULL, n int, CONSTRAINT u_%1 UNIQUE (%3)); CREATE INDEX i ON %1 (lower(%3));"_s;
    all.append({
        {"under views",
         u"CREATE TABLE t (a int, b int); CREATE VIEW v AS SELECT a AS n, b FROM t; CREATE VIEW w AS SELECT n FROM v; INSERT INTO t VALUES (1, 2);"_s,
         u"CREATE TABLE u (x bigint, b int); CREATE VIEW v AS SELECT x AS n, b FROM u; CREATE VIEW w AS SELECT n FROM v;"_s, u"t>u: a>x"_s,
         u"(SELECT n FROM w) = 1"_s},
        {"under views that do not change", u"CREATE TABLE t (a int, b int); CREATE VIEW v AS SELECT a AS n, b FROM t; INSERT INTO t VALUES (1, 2);"_s,
         u"CREATE TABLE u (x int, b int); CREATE VIEW v AS SELECT x AS n, b FROM u;"_s, u"t>u: a>x"_s, u"(SELECT n FROM v) = 1"_s},
        {"of a table that counts",
         counted.arg(u"users"_s, u"serial PRIMARY KEY"_s, u"nick"_s) + u"INSERT INTO users (nick) VALUES ('bo');"_s,
         counted.arg(u"people"_s, u"serial PRIMARY KEY"_s, u"alias"_s),
         u"users>people: nick>alias"_s,
         u"(SELECT count(*) FROM people WHERE alias = 'bo') = 1"_s,
         {u"sqlite"_s, u"duckdb"_s, u"mysql"_s, u"mariadb"_s}},
        {"under a trigger",
         u"CREATE TABLE t (a int, b int); CREATE TABLE log (a int);"
         "CREATE TRIGGER g AFTER UPDATE OF a ON t BEGIN INSERT INTO log (a) VALUES (NEW.a); END; INSERT INTO t VALUES (1, 2); UPDATE t SET a = 3;"_s,
         u"CREATE TABLE t (x int, b int NOT NULL); CREATE TABLE log (a int);"
         "CREATE TRIGGER g AFTER UPDATE OF x ON t BEGIN INSERT INTO log (a) VALUES (NEW.x); END;"_s,
         u"t>t: a>x"_s,
         u"(SELECT x FROM t) = (SELECT a FROM log)"_s,
         {u"postgresql"_s, u"duckdb"_s, u"mysql"_s, u"mariadb"_s}},
        {"under a trigger of a server that rewrites none",
         u"CREATE TABLE t (a varchar(9)); CREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW SET NEW.a = lower(NEW.a); INSERT INTO t VALUES ('X');"_s,
         u"CREATE TABLE u (x varchar(9)); CREATE TRIGGER g BEFORE INSERT ON u FOR EACH ROW SET NEW.x = lower(NEW.x);"_s,
         u"t>u: a>x"_s,
         u"(SELECT x FROM u) = 'x'"_s,
         {u"postgresql"_s, u"duckdb"_s, u"sqlite"_s}},
        {"under a view whose text stays",
         u"CREATE TABLE t (id int, mail varchar(9)); CREATE VIEW v AS SELECT id, mail FROM t; INSERT INTO t VALUES (1, 'a');"_s,
         u"CREATE TABLE t (id int, old_mail varchar(9), mail varchar(9)); CREATE VIEW v AS SELECT id, mail FROM t;"_s, u"t>t: mail>old_mail"_s,
         u"(SELECT count(*) FROM v WHERE mail IS NULL) = 1 AND (SELECT old_mail FROM t) = 'a'"_s},
        {"that swap under a view", u"CREATE TABLE t (a int, b int); CREATE VIEW v AS SELECT a FROM t; INSERT INTO t VALUES (1, 2);"_s,
         u"CREATE TABLE t (b int, a int); CREATE VIEW v AS SELECT a FROM t;"_s, u"t>t: a>b, b>a"_s, u"(SELECT a FROM v) = 2"_s},
        {"onto a column that goes", u"CREATE TABLE t (a int, b int, c int); INSERT INTO t VALUES (1, 2, 3);"_s, u"CREATE TABLE t (b int, c int);"_s,
         u"t>t: a>b"_s, u"(SELECT b FROM t) = 1"_s},
        {"of a parent's columns",
         u"CREATE TABLE p (a int NOT NULL, b int) PARTITION BY RANGE (a); CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (0) TO (9);"
         "INSERT INTO p VALUES (1, 2);"_s,
         u"CREATE TABLE p (x int NOT NULL, b int) PARTITION BY RANGE (x); CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (0) TO (9);"_s,
         u"p>p: a>x; p1>p1: a>x"_s,
         u"(SELECT x FROM p1) = 1"_s,
         {u"sqlite"_s, u"duckdb"_s, u"mysql"_s, u"mariadb"_s}},
        {"of what is computed from",
         u"CREATE TABLE t (a int, g int GENERATED ALWAYS AS (a + 1) STORED); INSERT INTO t (a) VALUES (1);"_s,
         u"CREATE TABLE t (b int, g int GENERATED ALWAYS AS (b + 1) STORED);"_s,
         u"t>t: a>b"_s,
         u"(SELECT g FROM t) = 2"_s,
         {u"duckdb"_s}},
    });
    return all;
}

Mapping TestRenames::mappingOf(const QString &text, const CatalogPtr &left, const CatalogPtr &right)
{
    Mapping mapping;
    const auto table = [](const CatalogPtr &catalog, const QString &name) {
        for (const ObjectPtr &object : catalog->objects()) {
            if (object->kind == ObjectKind::Table && object->ref.name == name)
                return object->ref;
        }
        return ObjectRef();
    };
    for (const QString &one : text.split(u';')) {
        TableMapping &pair = mapping.tables.emplace_back();
        const QString names = one.section(u':', 0, 0).trimmed();
        pair.left = table(left, names.section(u'>', 0, 0));
        pair.right = table(right, names.section(u'>', 1));
        for (const QString &column : one.section(u':', 1).split(u',', Qt::SkipEmptyParts)) {
            const QString name = column.section(u'>', 0, 0).trimmed();
            if (column.contains(u'>')) // a bare name is a lower one in PostgreSQL
                pair.columns.push_back({left->info().engine == u"postgresql" ? name.toLower() : name, column.section(u'>', 1).trimmed(), {}});
        }
    }
    return mapping;
}

void TestRenames::keepRowsAndKeys_data()
{
    QTest::addColumn<QString>("engine");
    QTest::addColumn<int>("number");
    const QList<Case> all = cases();
    for (const QString &engine : EngineDatabases::engines()) {
        for (qsizetype i = 0; i < all.size(); ++i) {
            if (!all[i].but.contains(engine))
                QTest::newRow(qPrintable(engine + u", "_s + QLatin1StringView(all[i].name))) << engine << static_cast<int>(i);
        }
    }
}

void TestRenames::keepRowsAndKeys()
{
    QFETCH(const QString, engine);
    QFETCH(const int, number);
    const Case one = cases().at(number);
    QCOMPARE(m_left.clear(engine) + m_right.clear(engine), QString());
    QCOMPARE(m_left.run(engine, one.left) + m_right.run(engine, one.right), QString());
    const CatalogPtr before = m_left.read(engine);
    const CatalogPtr wanted = m_right.read(engine);
    QVERIFY(before && wanted);
    const Migration migration = EngineDatabases::plan(engine, before, engine, wanted, mappingOf(one.mapping, before, wanted));
    const QString script = migrationScript(migration, {true});
    const QString failed = m_left.apply(engine, migration, {true});
    QVERIFY2(failed.isEmpty(), qPrintable(failed + u"\nin:\n"_s + script));
    const CatalogPtr after = m_left.read(engine);
    QVERIFY(after);
    const Comparison leftover = compareCatalogs(EngineDatabases::endOf(after, engine), EngineDatabases::endOf(wanted, engine));
    QVERIFY2(!leftover.summary.differs() && leftover.summary.cannotTell == 0, qPrintable(differences(*after, *wanted) + u"\nafter:\n"_s + script));
    const QString proof = u"CREATE TABLE proof (holds int NOT NULL); INSERT INTO proof SELECT CASE WHEN %1 THEN 1 END;"_s.arg(one.proof);
    QCOMPARE(m_left.run(engine, proof), QString());
}

void TestRenames::leaveWhatARuleTakes()
{
    const QString engine = u"sqlite"_s;
    QCOMPARE(m_left.clear(engine) + m_right.clear(engine), QString());
    QCOMPARE(m_left.run(engine, u"CREATE TABLE \"Users\" (a int)"_s) + m_right.run(engine, u"CREATE TABLE users (a int)"_s), QString());
    const CompareEnd left = EngineDatabases::endOf(m_left.read(engine), engine);
    const CompareEnd right = EngineDatabases::endOf(m_right.read(engine), engine);
    const auto driver = drivers().find(engine);
    const MigrationEngine changes{driver->schemaChanger(), &driver->schemaWriter(), &driver->types(), &driver->dialect()};
    QVERIFY(!planMigration(compareCatalogs(left, right), changes).steps.empty());
    const CompareOptions ignored{{{u"table"_s, u"name"_s, {}, {}}}, {}, true, {}};
    QVERIFY(planMigration(compareCatalogs(left, right, ignored), changes).steps.empty());
}

void TestRenames::betweenEngines_data()
{
    QTest::addColumn<QString>("left");
    QTest::addColumn<QString>("right");
    QTest::newRow("SQLite like PostgreSQL") << u"sqlite"_s << u"postgresql"_s;
    QTest::newRow("PostgreSQL like MySQL") << u"postgresql"_s << u"mysql"_s;
    QTest::newRow("MariaDB like SQLite") << u"mariadb"_s << u"sqlite"_s;
}

void TestRenames::betweenEngines()
{
    QFETCH(const QString, left);
    QFETCH(const QString, right);
    QCOMPARE(m_left.clear(left) + m_right.clear(right), QString());
    const QString legacy =
        u"CREATE TABLE users (id int NOT NULL PRIMARY KEY, cust_name varchar(20), s int CHECK (s > 0));"
        "CREATE TABLE orders (id int NOT NULL PRIMARY KEY, user_id int REFERENCES users (id)); INSERT INTO users VALUES (1, 'bo', 2);"_s;
    const QString modern = u"CREATE TABLE dim_users (id int NOT NULL PRIMARY KEY, full_name varchar(20), s int CHECK (s > 0));"
                           "CREATE TABLE orders (id int NOT NULL PRIMARY KEY, user_id int REFERENCES dim_users (id));"_s;
    QCOMPARE(m_left.run(left, legacy) + m_right.run(right, modern), QString());
    const CatalogPtr before = m_left.read(left);
    const CatalogPtr wanted = m_right.read(right);
    const Mapping mapping = mappingOf(u"users>dim_users: cust_name>full_name"_s, before, wanted);
    const Migration migration = EngineDatabases::plan(left, before, right, wanted, mapping);
    const QString failed = m_left.apply(left, migration, {true});
    QVERIFY2(failed.isEmpty(), qPrintable(failed + u"\nin:\n"_s + migrationScript(migration, {true})));
    const Comparison leftover = compareCatalogs(EngineDatabases::endOf(m_left.read(left), left), EngineDatabases::endOf(wanted, right));
    QVERIFY2(!leftover.summary.differs(), qPrintable(migrationScript(migration, {true})));
    QCOMPARE(m_left.run(left, u"CREATE TABLE proof (v varchar(20) NOT NULL); INSERT INTO proof SELECT full_name FROM dim_users;"_s), QString());
}

CONCORD_TEST(TestRenames)
#include "tst_renames.moc"
