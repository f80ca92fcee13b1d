// SPDX-License-Identifier: GPL-3.0-or-later
// What PostgreSQL keeps as it was written, and shows in a dump, though it means the same otherwise: a script takes that over, in both directions.
#include "compare/writtenrules.h"
#include "migrate/postgresqlpair.h"
#include "testprogram.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace concord;
using namespace concord::test;

namespace {

const QString constraints = u"SELECT string_agg(conname || ' ' || pg_get_constraintdef(oid) || convalidated, E'\\n' ORDER BY conname, conrelid::text)"
                            " FROM pg_constraint WHERE connamespace = 'public'::regnamespace"_s;
const QString columns =
    u"SELECT string_agg(concat_ws(' ', c.relname, a.attname, a.attnotnull, a.attislocal, a.attinhcount, pg_get_expr(d.adbin, d.adrelid)), E'\\n'"
    " ORDER BY c.relname, a.attname) FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid LEFT JOIN pg_attrdef d"
    " ON d.adrelid = c.oid AND d.adnum = a.attnum WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND a.attnum > 0"
    " AND NOT a.attisdropped"_s;
const QString storage = u"SELECT string_agg(concat_ws(' ', c.relname, c.reloptions::text, t.reloptions::text), E'\\n' ORDER BY c.relname)"
                        " FROM pg_class c LEFT JOIN pg_class t ON t.oid = c.reltoastrelid WHERE c.relnamespace = 'public'::regnamespace"
                        " AND c.relkind <> 't'"_s;
const QString triggers = u"SELECT string_agg(concat_ws(' ', tgrelid::regclass, tgname, tgenabled), E'\\n' ORDER BY tgrelid::regclass::text)"
                         " FROM pg_trigger WHERE NOT tgisinternal"_s;
const QString indexComments = u"SELECT string_agg(c.relname || ' ' || d.description, E'\\n' ORDER BY c.relname) FROM pg_description d"
                              " JOIN pg_class c ON c.oid = d.objoid WHERE c.relkind = 'i'"_s;
const QString mappings = u"SELECT string_agg(concat_ws(' ', srvname, usename, umoptions), E'\\n' ORDER BY usename) FROM pg_user_mappings"_s;

} // namespace

class TestPostgresqlWritten : public PostgresqlPair
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { open(); }
    void isTakenOver_data();
    void isTakenOver();
    void keepsRowsInsideOfRows();
    void readsNoPassword();
    void cleanupTestCase() { close(); }

private:
    void migrate()
    {
        PostgresqlPair::migrate();
        for (const ObjectComparison &object : m_leftover.objects)
            QVERIFY2(!hasWrittenOut(object.differences), qPrintable(m_script));
    }
};

void TestPostgresqlWritten::isTakenOver_data()
{
    QTest::addColumn<QString>("left");
    QTest::addColumn<QString>("right");
    QTest::addColumn<QString>("query"); ///< that tells
    const auto both = [](const char *name, const QString &query, const QString &left, const QString &right) {
        QTest::addRow("%s", name) << left << right << query;
        QTest::addRow("%s, back", name) << right << left << query;
    };
    both("numbers of unnamed checks", constraints, u"CREATE TABLE t (a int, b int, c int, CHECK (a > b), CHECK (b > c), CHECK (a > c))"_s,
         u"CREATE TABLE t (a int, b int, c int, CHECK (b > c), CHECK (a <> 7 OR b <> 3), CHECK (a > c), CHECK (a > b))"_s);
    both("numbers of unnamed keys", constraints,
         u"CREATE TABLE a (id int PRIMARY KEY); CREATE TABLE b (id int PRIMARY KEY); CREATE TABLE c (x int REFERENCES a REFERENCES b)"_s,
         u"CREATE TABLE a (id int PRIMARY KEY); CREATE TABLE b (id int PRIMARY KEY); CREATE TABLE c (y int, x int REFERENCES b REFERENCES a)"_s);
    both("numbers and names of a domain's checks", constraints,
         u"CREATE DOMAIN d AS int CHECK (VALUE > 0) CHECK (VALUE < 100); CREATE DOMAIN e AS int CHECK (VALUE > 0); CREATE TABLE t (a d, b e[])"_s,
         u"CREATE DOMAIN d AS int CHECK (VALUE < 100) CHECK (VALUE <> 50) CHECK (VALUE > 0);"
         "CREATE DOMAIN e AS int CONSTRAINT positive CHECK (VALUE > 0); CREATE TABLE t (a d, b e[])"_s);
    both("a new table with numbers out of order", constraints, u"CREATE TABLE other (a int)"_s,
         u"CREATE TABLE t (a int, b int, c int, CHECK (a > b), CHECK (b > c), CHECK (a > c)); ALTER TABLE t DROP CONSTRAINT t_check"_s);
    both("a check that is not valid above, but here", constraints,
         u"CREATE TABLE p (a int) PARTITION BY LIST (a); CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1)"_s,
         u"CREATE TABLE p (a int) PARTITION BY LIST (a); CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1);"
         "ALTER TABLE p1 ADD CONSTRAINT ck CHECK (a > 0); ALTER TABLE p ADD CONSTRAINT ck CHECK (a > 0) NOT VALID"_s);
    both("such a check that says something else", constraints,
         u"CREATE TABLE p (a int, b int CONSTRAINT ck CHECK (b > 5)) PARTITION BY LIST (a); CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1)"_s,
         u"CREATE TABLE p (a int, b int) PARTITION BY LIST (a); ALTER TABLE p ADD CONSTRAINT ck CHECK (b > 0) NOT VALID;"
         "CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1)"_s);
    both("a partition's key without its parent's", constraints,
         u"CREATE TABLE p (a int PRIMARY KEY) PARTITION BY LIST (a); CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1)"_s,
         u"CREATE TABLE p (a int NOT NULL) PARTITION BY LIST (a); CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1);"
         "ALTER TABLE p1 ADD PRIMARY KEY (a)"_s);
    both("a partition's key that is part of its parent's index", constraints,
         u"CREATE TABLE p (a int NOT NULL) PARTITION BY LIST (a); CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1);"
         "ALTER TABLE p1 ADD PRIMARY KEY (a); CREATE UNIQUE INDEX pi ON p (a)"_s,
         u"CREATE TABLE p (a int NOT NULL) PARTITION BY LIST (a); CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1)"_s);
    both("a partition's key from its parent's, beside an index like it", constraints,
         u"CREATE TABLE p (a int, n serial, UNIQUE (a)) PARTITION BY LIST (a); CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1);"
         "CREATE UNIQUE INDEX pi ON p (a)"_s,
         u"CREATE TABLE p (a int, n text) PARTITION BY LIST (a); CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1)"_s);
    both("defaults", columns, u"CREATE TABLE t (a numeric(10,2) DEFAULT 0, b varchar(20) DEFAULT NULL, c numeric DEFAULT 1.50)"_s,
         u"CREATE TABLE t (a numeric(10,2) DEFAULT 0.00, b varchar(20), c numeric DEFAULT 1.5)"_s);
    both("the order of storage parameters", storage,
         u"CREATE TABLE a (x text) WITH (fillfactor=70, autovacuum_enabled=false, toast.autovacuum_enabled=false);"
         "CREATE TABLE b (x text) WITH (parallel_workers=2); CREATE TABLE d (x text) WITH (vacuum_truncate=false, fillfactor=50);"
         "CREATE VIEW v WITH (security_invoker=true, security_barrier=true) AS SELECT x FROM a"_s,
         u"CREATE TABLE a (x text) WITH (autovacuum_enabled=false, fillfactor=70, toast.vacuum_truncate=false, toast.autovacuum_enabled=false);"
         "CREATE TABLE b (x text) WITH (parallel_workers=2, fillfactor=20, autovacuum_enabled=false);"
         "CREATE TABLE d (x text) WITH (fillfactor=50); CREATE TABLE e (x text) WITH (fillfactor=70, autovacuum_enabled=false);"
         "CREATE VIEW v WITH (security_barrier=true, security_invoker=true) AS SELECT x FROM a"_s);
    both("comments on the indexes of keys", indexComments,
         u"CREATE TABLE t (a int PRIMARY KEY, b int UNIQUE, c int); COMMENT ON INDEX t_pkey IS 'x'; COMMENT ON INDEX t_b_key IS 'y'"_s,
         u"CREATE TABLE t (a int PRIMARY KEY, b int, c int, CONSTRAINT t_b_key UNIQUE (b, c), EXCLUDE USING btree (c WITH =));"
         "COMMENT ON INDEX t_pkey IS 'z'; COMMENT ON INDEX t_b_key IS 'y'; COMMENT ON INDEX t_c_excl IS 'e'"_s);
    const QString parted =
        u"CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN new; END'; CREATE TABLE p (a int, b %1)"
        " PARTITION BY LIST (a); CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1); CREATE TABLE p2 PARTITION OF p FOR VALUES IN (2);"
        "CREATE TRIGGER tr AFTER INSERT ON p FOR EACH ROW EXECUTE FUNCTION f();"_s;
    both("a trigger's state on a partition", triggers, parted.arg(u"text"_s) + u"ALTER TABLE p1 DISABLE TRIGGER tr"_s,
         parted.arg(u"text"_s) + u"ALTER TABLE p2 ENABLE ALWAYS TRIGGER tr"_s);
    both("a trigger's state where the parent's column changes", triggers, parted.arg(u"text"_s) + u"ALTER TABLE p1 DISABLE TRIGGER tr"_s,
         parted.arg(u"varchar(9)"_s) + u"ALTER TABLE p1 DISABLE TRIGGER tr"_s);
    QTest::newRow("columns and checks of a new parent") // which become the child's own where the parent goes
        << u"CREATE TABLE p (id serial, made timestamptz NOT NULL DEFAULT now(), CONSTRAINT recent CHECK (made > '2000-01-01'));"
           "CREATE TABLE q (z text, CHECK (z <> '')); CREATE TABLE c (x int)"_s
        << u"CREATE TABLE p (id serial, made timestamptz NOT NULL DEFAULT now(), note text, CONSTRAINT recent CHECK (made > '2000-01-01'));"
           "CREATE TABLE q (z text, CHECK (z <> '')); CREATE TABLE r (d date DEFAULT '2020-01-01', CONSTRAINT dd CHECK (d > '2000-01-01'));"
           "CREATE TABLE c (x int) INHERITS (p, q, r)"_s
        << columns;
    both("a child that has the same from another parent", columns,
         u"CREATE TABLE p (id bigserial NOT NULL, n text DEFAULT 'p'); CREATE TABLE c (x int) INHERITS (p)"_s,
         u"CREATE TABLE p (z date); CREATE TABLE q (n text DEFAULT 'q', id bigserial NOT NULL); CREATE TABLE c (x int) INHERITS (q)"_s);
    both("a new child with a default and NOT NULL of its own", columns, u"CREATE TABLE p (a int, n text DEFAULT 'p')"_s,
         u"CREATE TABLE p (a int, n text DEFAULT 'p'); CREATE TABLE c (b int) INHERITS (p); ALTER TABLE c ALTER n SET DEFAULT 'c';"
         "ALTER TABLE c ALTER a SET NOT NULL; CREATE TABLE d () INHERITS (p); ALTER TABLE d ALTER n DROP DEFAULT"_s);
    both("user mappings", mappings,
         u"CREATE FOREIGN DATA WRAPPER w; CREATE SERVER s FOREIGN DATA WRAPPER w;"
         "CREATE USER MAPPING FOR pg_monitor SERVER s OPTIONS (user 'x', use_remote_estimate 'true')"_s,
         u"CREATE FOREIGN DATA WRAPPER w; CREATE SERVER s FOREIGN DATA WRAPPER w; CREATE USER MAPPING FOR PUBLIC SERVER s;"
         "CREATE USER MAPPING FOR pg_monitor SERVER s OPTIONS (user 'y')"_s);
}

void TestPostgresqlWritten::isTakenOver()
{
    QFETCH(const QString, left);
    QFETCH(const QString, right);
    QFETCH(const QString, query);
    load(left, right);
    migrate();
    const Answer is = run(m_left->connection(), query);
    const Answer wanted = run(m_right->connection(), query);
    QVERIFY(!is.error && !wanted.error);
    QVERIFY2(is.cell() == wanted.cell(), qPrintable(is.cell() + u"\nwanted:\n"_s + wanted.cell() + u"\nafter:\n"_s + m_script));
}

/// A table's row as another one's value: PostgreSQL lets no column change meanwhile.
void TestPostgresqlWritten::keepsRowsInsideOfRows()
{
    load(u"CREATE TABLE a (x int, y text); CREATE TABLE b (id int, r a, more a[]); CREATE VIEW v AS SELECT (r).x FROM b;"
         "INSERT INTO b VALUES (1, (5, 'it''s, \"so\"'), ARRAY[(6, NULL)::a, NULL]), (2, NULL, NULL)"_s,
         u"CREATE TABLE a (x bigint, y varchar(40)); CREATE TABLE b (id int, r a, more a[]); CREATE VIEW v AS SELECT (r).x FROM b"_s);
    migrate();
    const Answer rows =
        run(m_left->connection(), u"SELECT string_agg(concat_ws(' ', id, (r).x, (r).y, (more[1]).x, r IS NULL), ';' ORDER BY id) FROM b"_s);
    QVERIFY(!rows.error);
    QCOMPARE(rows.cell(), u"1 5 it's, \"so\" 6 f;2 t"_s);
}

void TestPostgresqlWritten::readsNoPassword()
{
    load(u"CREATE FOREIGN DATA WRAPPER w; CREATE SERVER s FOREIGN DATA WRAPPER w;"
         "CREATE USER MAPPING FOR pg_monitor SERVER s OPTIONS (user 'x', password 'hidden1')"_s,
         u"CREATE FOREIGN DATA WRAPPER w; CREATE SERVER s FOREIGN DATA WRAPPER w;"
         "CREATE USER MAPPING FOR pg_monitor SERVER s OPTIONS (user 'y', password 'hidden2')"_s);
    migrate();
    QVERIFY2(!m_script.contains(u"hidden"), qPrintable(m_script));
    const Answer kept = run(m_left->connection(), u"SELECT array_to_string(umoptions, ' ') FROM pg_user_mappings"_s);
    QVERIFY(!kept.error);
    QVERIFY2(kept.cell().contains(u"password=hidden1") && kept.cell().contains(u"user=y"), qPrintable(kept.cell()));
}

CONCORD_TEST(TestPostgresqlWritten)
#include "tst_postgresqlwritten.moc"
