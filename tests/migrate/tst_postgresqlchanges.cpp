// SPDX-License-Identifier: GPL-3.0-or-later
// Changes that something else stands in the way of: each pair becomes the other, in both directions, with its rows.
#include "migrate/postgresqlpair.h"
#include "testprogram.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace concord;
using namespace concord::test;

class TestPostgresqlChanges : public PostgresqlPair
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { open(); }
    void makesOneSchemaLikeTheOther_data();
    void makesOneSchemaLikeTheOther();
    void makesOtherObjectsLikeTheOthers_data();
    void makesOtherObjectsLikeTheOthers();
    void givesThingsToTheirOwnersWhereThatIsCompared();
    void theLastOwnerGetsHisRightsBehindTheNextOne();
    void whatIsMadeAnewGoesBackToItsOwner();
    void leavesARoutineThatAKeptTableCalls();
    void doesNotCallTheSameWhatItCannotRead_data();
    void doesNotCallTheSameWhatItCannotRead();
    void keepsTheRows_data();
    void keepsTheRows();
    void leavesViewsThatNothingConcerns_data();
    void leavesViewsThatNothingConcerns();
    void findsTheRowsThatAConstraintWouldRefuse_data();
    void findsTheRowsThatAConstraintWouldRefuse();
    void cleanupTestCase() { close(); }
};

void TestPostgresqlChanges::makesOneSchemaLikeTheOther_data()
{
    QTest::addColumn<QString>("left");
    QTest::addColumn<QString>("right");
    const auto both = [](const char *name, const QString &left, const QString &right) {
        QTest::addRow("%s", name) << left << right;
        QTest::addRow("%s, back", name) << right << left;
    };
    const QString users =
        u"CREATE TABLE t (id int PRIMARY KEY, a int DEFAULT f(1), g int GENERATED ALWAYS AS (f(id)) STORED, CHECK (f(id) > 0));"
        "CREATE INDEX i ON t (f(a)); CREATE INDEX j ON t (g); CREATE VIEW v AS SELECT f(id) AS x FROM t; CREATE VIEW w AS SELECT x FROM v;"
        "CREATE TABLE log (n int); CREATE FUNCTION tr() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';"
        "CREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW WHEN (f(NEW.id) > 1) EXECUTE FUNCTION tr();"
        "ALTER TABLE t ENABLE ROW LEVEL SECURITY; CREATE POLICY p ON t USING (f(id) > 2);"_s;
    both("a function that everything uses has other argument names",
         u"CREATE FUNCTION f(x int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT $1';"_s + users,
         u"CREATE FUNCTION f(y int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT $1 + 1';"_s + users);
    both("a function that everything uses gives another type",
         u"CREATE FUNCTION f(x int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT $1';"_s + users,
         u"CREATE FUNCTION f(x int) RETURNS smallint LANGUAGE sql IMMUTABLE AS 'SELECT $1::smallint';"_s + users);
    both("a function goes with its uses", u"CREATE FUNCTION f(x int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT $1';"_s + users,
         u"CREATE TABLE t (id int PRIMARY KEY, a int, g int); CREATE TABLE log (n int);"_s);
    both(
        "a function with a parsed body over a changed view",
        u"CREATE VIEW v AS SELECT 1 AS a; CREATE FUNCTION f() RETURNS bigint LANGUAGE sql BEGIN ATOMIC SELECT count(*) FROM v; END"_s,
        u"CREATE VIEW v AS SELECT 'x'::text AS b, 1 AS a; CREATE FUNCTION f() RETURNS bigint LANGUAGE sql BEGIN ATOMIC SELECT count(*) FROM v; END"_s);
    both(
        "a type under a generated column",
        u"CREATE TABLE t (a int, g bigint GENERATED ALWAYS AS (a * 2) STORED, UNIQUE (g)); CREATE INDEX i ON t (g, a); CREATE VIEW v AS SELECT g FROM t"_s,
        u"CREATE TABLE t (a bigint, g bigint GENERATED ALWAYS AS (a * 2) STORED, UNIQUE (g)); CREATE INDEX i ON t (g, a); CREATE VIEW v AS SELECT g FROM t"_s);
    both("a column is computed in another way, with its index",
         u"CREATE TABLE t (a int, g int GENERATED ALWAYS AS (a * 2) STORED); CREATE INDEX i ON t (g)"_s,
         u"CREATE TABLE t (a int, g int GENERATED ALWAYS AS (a * 3) STORED); CREATE INDEX i ON t (g)"_s);
    both("a primary key moves under a foreign key", u"CREATE TABLE p (a int PRIMARY KEY, b int NOT NULL); CREATE TABLE c (p int REFERENCES p (a))"_s,
         u"CREATE TABLE p (a int UNIQUE, b int NOT NULL PRIMARY KEY); CREATE TABLE c (p int REFERENCES p (a))"_s);
    both("both ends of a foreign key take a type of another family", u"CREATE TABLE p (a int PRIMARY KEY); CREATE TABLE c (p int REFERENCES p (a))"_s,
         u"CREATE TABLE p (a text PRIMARY KEY); CREATE TABLE c (p text REFERENCES p (a))"_s);
    both(
        "a materialized view with views over it",
        u"CREATE TABLE t (a int, b int); CREATE MATERIALIZED VIEW m AS SELECT a FROM t; CREATE UNIQUE INDEX mi ON m (a); CREATE VIEW v AS SELECT a FROM m"_s,
        u"CREATE TABLE t (a int, b int); CREATE MATERIALIZED VIEW m AS SELECT a, b FROM t; CREATE UNIQUE INDEX mi ON m (a); CREATE VIEW v AS SELECT a FROM m"_s);
    both("a changed view needs a new one", u"CREATE TABLE t (a int); CREATE VIEW a AS SELECT a FROM t"_s,
         u"CREATE TABLE t (a int); CREATE VIEW z AS SELECT a AS b FROM t; CREATE VIEW a AS SELECT b FROM z"_s);
    both("INHERIT of a parent that gains a column", u"CREATE TABLE p (a int); CREATE TABLE c (a int, own int)"_s,
         u"CREATE TABLE p (a int, b text DEFAULT 'x'); CREATE TABLE c (a int, own int) INHERITS (p)"_s);
    both("a key and a column on a partitioned table",
         u"CREATE TABLE p (a int NOT NULL, b int) PARTITION BY RANGE (a); CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (0) TO (10); "
         "CREATE TABLE p2 PARTITION OF p FOR VALUES FROM (10) TO (20)"_s,
         u"CREATE TABLE p (a int NOT NULL, b int, c text, PRIMARY KEY (a), UNIQUE (b, a)) PARTITION BY RANGE (a); CREATE INDEX pi ON p (c); "
         "CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (0) TO (10); CREATE TABLE p2 PARTITION OF p FOR VALUES FROM (10) TO (20)"_s);
    both("a partition's bound, with a key",
         u"CREATE TABLE p (a int PRIMARY KEY, b int CHECK (b > 0)) PARTITION BY RANGE (a); CREATE INDEX pi ON p (b); "
         "CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (0) TO (10)"_s,
         u"CREATE TABLE p (a int PRIMARY KEY, b int CHECK (b > 0), c int NOT NULL DEFAULT 1) PARTITION BY RANGE (a); CREATE INDEX pi ON p (b); "
         "CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (0) TO (20)"_s);
    both("a partition's own default and NOT NULL",
         u"CREATE TABLE p (a int, b int DEFAULT 1) PARTITION BY LIST (a); CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1)"_s,
         u"CREATE TABLE p (a int, b int DEFAULT 2) PARTITION BY LIST (a); CREATE TABLE p1 PARTITION OF p (b DEFAULT 5 NOT NULL) FOR VALUES IN (1)"_s);
    const QString unfilled =
        u"CREATE TABLE p (a int NOT NULL, b int NOT NULL) PARTITION BY LIST (a); CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1); "
        "CREATE TABLE p2 PARTITION OF p FOR VALUES IN (2); CREATE INDEX i ON ONLY p (b); CREATE INDEX i1 ON p1 (b); ALTER INDEX i ATTACH PARTITION i1; "_s;
    QTest::newRow("the last part of an index that was made for the parent alone")
        << unfilled << unfilled + u"CREATE INDEX i2 ON p2 (b); ALTER INDEX i ATTACH PARTITION i2"_s;
    QTest::newRow("an index of its own becomes that part")
        << unfilled + u"CREATE INDEX i2 ON p2 (b)"_s << unfilled + u"CREATE INDEX i2 ON p2 (b); ALTER INDEX i ATTACH PARTITION i2"_s;
    const QString keyed = u"CREATE TABLE p (a int NOT NULL, b int NOT NULL) PARTITION BY LIST (a); CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1); "
                          "ALTER TABLE ONLY p ADD CONSTRAINT k PRIMARY KEY (b, a); CREATE UNIQUE INDEX p1k ON p1 (b, a);"_s;
    QTest::newRow("the part of a key that was made for the parent alone")
        << keyed << keyed + u"ALTER TABLE p1 ADD CONSTRAINT p1k PRIMARY KEY USING INDEX p1k; ALTER INDEX k ATTACH PARTITION p1k"_s;
    both("a table becomes a partition", u"CREATE TABLE p (a int, b int) PARTITION BY LIST (a); CREATE TABLE q (a int, extra int)"_s,
         u"CREATE TABLE p (a int, b int) PARTITION BY LIST (a); CREATE TABLE q PARTITION OF p FOR VALUES IN (1)"_s);
    both(
        "a table becomes a partitioned one",
        u"CREATE TABLE p (id serial PRIMARY KEY, a text); CREATE INDEX i ON p (a); CREATE TABLE c (p int REFERENCES p); CREATE VIEW v AS SELECT a FROM p"_s,
        u"CREATE TABLE p (id serial PRIMARY KEY, a text) PARTITION BY RANGE (id); CREATE INDEX i ON p (a); "
        "CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (0) TO (100); CREATE TABLE p2 PARTITION OF p DEFAULT; "
        "CREATE TABLE c (p int REFERENCES p); CREATE VIEW v AS SELECT a FROM p"_s);
    both("another partition key", u"CREATE TABLE p (a int, b int) PARTITION BY RANGE (a); CREATE TABLE p1 PARTITION OF p DEFAULT"_s,
         u"CREATE TABLE p (a int, b int) PARTITION BY LIST (b); CREATE TABLE p1 PARTITION OF p DEFAULT"_s);
    const QString mooded =
        u"CREATE TABLE t (m mood DEFAULT 'ok', ms mood[], n text, CHECK (m <> 'sad'::mood)); CREATE INDEX i ON t (m) WHERE m = 'ok'::mood;"
        "CREATE FUNCTION f(x mood) RETURNS mood LANGUAGE sql AS 'SELECT $1'; CREATE VIEW v AS SELECT m, f(m) FROM t;"
        "CREATE DOMAIN d AS mood CHECK (VALUE <> 'sad'::mood); CREATE TABLE u (c d, k pair); COMMENT ON TYPE mood IS 'm'"_s;
    both("an enum's values go and move", u"CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy'); CREATE TYPE pair AS (m mood, i int);"_s + mooded,
         u"CREATE TYPE mood AS ENUM ('ok', 'sad'); CREATE TYPE pair AS (m mood, i int);"_s + mooded);
    both("a domain's base type",
         u"CREATE DOMAIN d AS int CHECK (VALUE > 0); CREATE TABLE t (a d DEFAULT 1, b int); CREATE VIEW v AS SELECT a FROM t"_s,
         u"CREATE DOMAIN d AS bigint CHECK (VALUE > 1); CREATE TABLE t (a d DEFAULT 2, b int); CREATE VIEW v AS SELECT a FROM t"_s);
    both("a composite's attribute", u"CREATE TYPE pair AS (a int, b int); CREATE TABLE t (p pair)"_s,
         u"CREATE TYPE pair AS (a text, b int, c int); CREATE TABLE t (p pair)"_s);
    both("a range's subtype", u"CREATE TYPE r AS RANGE (subtype = int4); CREATE TABLE t (a r)"_s,
         u"CREATE TYPE r AS RANGE (subtype = int8); CREATE TABLE t (a r)"_s);
    both("typed tables", u"CREATE TYPE ty AS (a int, b text); CREATE TABLE t OF ty; CREATE TABLE u (a int, b text)"_s,
         u"CREATE TYPE ty AS (a bigint, b text, c int); CREATE TABLE t OF ty (PRIMARY KEY (a)); CREATE TABLE u OF ty"_s);
    both("a serial's own sequence name", u"CREATE TABLE t (id serial, n int GENERATED ALWAYS AS IDENTITY)"_s,
         u"CREATE SEQUENCE own AS int; CREATE TABLE t (id int NOT NULL DEFAULT nextval('own'), n int GENERATED ALWAYS AS IDENTITY (SEQUENCE NAME "
         u"num)); "
         "ALTER SEQUENCE own OWNED BY t.id"_s);
    both("comments on policies",
         u"CREATE TABLE t (a int); CREATE POLICY p ON t USING (a > 0); CREATE POLICY q ON t USING (a > 1); COMMENT ON POLICY p ON t IS 'one'"_s,
         u"CREATE TABLE t (a int); CREATE POLICY p ON t USING (a > 0); CREATE POLICY q ON t USING (a > 2); COMMENT ON POLICY p ON t IS 'it''s two'; "
         "COMMENT ON POLICY q ON t IS 'q'"_s);
    both(
        "rights on a column's own sequence",
        u"CREATE TABLE t (id serial, n int GENERATED ALWAYS AS IDENTITY (SEQUENCE NAME counted)); GRANT USAGE, SELECT ON SEQUENCE t_id_seq TO PUBLIC"_s,
        u"CREATE TABLE t (id serial, n int GENERATED ALWAYS AS IDENTITY (SEQUENCE NAME counted)); GRANT USAGE ON SEQUENCE t_id_seq TO PUBLIC; "
        "GRANT SELECT ON SEQUENCE counted TO pg_monitor WITH GRANT OPTION"_s);
    both("rights on what is made later",
         u"CREATE SCHEMA s; ALTER DEFAULT PRIVILEGES IN SCHEMA s GRANT SELECT, INSERT ON TABLES TO PUBLIC; "
         "ALTER DEFAULT PRIVILEGES IN SCHEMA s GRANT USAGE ON TYPES TO pg_monitor"_s,
         u"CREATE SCHEMA s; ALTER DEFAULT PRIVILEGES IN SCHEMA s GRANT SELECT, UPDATE ON TABLES TO PUBLIC; CREATE SCHEMA n; "
         "ALTER DEFAULT PRIVILEGES IN SCHEMA n GRANT EXECUTE ON FUNCTIONS TO pg_monitor WITH GRANT OPTION; "
         "ALTER DEFAULT PRIVILEGES IN SCHEMA s GRANT USAGE ON TYPES TO pg_monitor WITH GRANT OPTION"_s);
    both("comments on rules, statistics and a column's own sequence",
         u"CREATE TABLE t (id serial, a int, b int); CREATE RULE r AS ON DELETE TO t DO INSTEAD NOTHING; CREATE STATISTICS s ON a, b FROM t; "
         "COMMENT ON RULE r ON t IS 'old'; COMMENT ON SEQUENCE t_id_seq IS 'counts'"_s,
         u"CREATE TABLE t (id serial, a int, b int); CREATE RULE r AS ON UPDATE TO t DO INSTEAD NOTHING; CREATE STATISTICS s ON a, b FROM t; "
         "COMMENT ON RULE r ON t IS 'old'; COMMENT ON STATISTICS s IS 'new'"_s);
    both("statistics targets of an index's columns",
         u"CREATE TABLE t (a int, b int); CREATE INDEX i ON t (a, (a + b), (b * 2)); ALTER INDEX i ALTER COLUMN 2 SET STATISTICS 100"_s,
         u"CREATE TABLE t (a int, b int); CREATE INDEX i ON t (a, (a + b), (b * 2)); ALTER INDEX i ALTER COLUMN 3 SET STATISTICS 200; "
         "CREATE INDEX j ON t ((a - b)); ALTER INDEX j ALTER COLUMN 1 SET STATISTICS 0"_s);
    both("sequences that leave their range",
         u"CREATE SEQUENCE s; CREATE TABLE t (a int GENERATED ALWAYS AS IDENTITY (MINVALUE 5 MAXVALUE 100 START 7 CYCLE CACHE 3), b serial)"_s,
         u"CREATE SEQUENCE s AS int INCREMENT -1 MINVALUE -100 MAXVALUE -1 START -5; CREATE TABLE t (a int GENERATED ALWAYS AS IDENTITY, b serial); "
         "ALTER SEQUENCE t_b_seq MINVALUE 50 START 60 RESTART"_s);
    both("a composite's attributes in another order", u"CREATE TYPE c AS (a int, b text, d int)"_s, u"CREATE TYPE c AS (b text, a int, z date)"_s);
    both(
        "a domain's check calls a function that is made anew",
        u"CREATE FUNCTION f(x text) RETURNS bool LANGUAGE sql IMMUTABLE AS 'SELECT true'; CREATE DOMAIN d AS text CHECK (f(VALUE)); CREATE TABLE t (a d)"_s,
        u"CREATE FUNCTION f(y text) RETURNS bool LANGUAGE sql IMMUTABLE AS 'SELECT true'; CREATE DOMAIN d AS text CHECK (f(VALUE)); CREATE TABLE t (a d)"_s);
    both("indexes of a materialized view, triggers and rules of a view",
         u"CREATE TABLE t (a int, b int); CREATE MATERIALIZED VIEW m AS SELECT a, b FROM t; CREATE INDEX i ON m (a); CREATE INDEX j ON m (b); "
         "CREATE VIEW v AS SELECT a FROM t; CREATE RULE r AS ON INSERT TO v DO INSTEAD NOTHING"_s,
         u"CREATE TABLE t (a int, b int); CREATE MATERIALIZED VIEW m AS SELECT a, b FROM t; CREATE INDEX i ON m (a DESC); CREATE UNIQUE INDEX k ON m "
         u"(b); "
         "COMMENT ON INDEX k IS 'k'; CREATE VIEW v AS SELECT a FROM t; CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; "
         "END'; "
         "CREATE TRIGGER g INSTEAD OF INSERT ON v FOR EACH ROW EXECUTE FUNCTION f(); COMMENT ON TRIGGER g ON v IS 'g'"_s);
    both("a partition grows over one that goes",
         u"CREATE TABLE p (a int) PARTITION BY RANGE (a); CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (0) TO (5); "
         "CREATE TABLE p2 PARTITION OF p FOR VALUES FROM (5) TO (10); CREATE TABLE rest PARTITION OF p DEFAULT"_s,
         u"CREATE TABLE p (a int) PARTITION BY RANGE (a); CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (0) TO (20)"_s);
    both("a partition is parted itself",
         u"CREATE TABLE p (a int, b int) PARTITION BY HASH (a); CREATE TABLE p0 PARTITION OF p FOR VALUES WITH (MODULUS 2, REMAINDER 0)"_s,
         u"CREATE TABLE p (a int, b int) PARTITION BY HASH (a); CREATE TABLE p0 PARTITION OF p FOR VALUES WITH (MODULUS 2, REMAINDER 0) "
         "PARTITION BY RANGE (b); CREATE TABLE p00 PARTITION OF p0 FOR VALUES FROM (0) TO (10)"_s);
    both("a child takes its columns from its parent, and keeps its own", u"CREATE TABLE p (a int); CREATE TABLE c (a int, b int)"_s,
         u"CREATE TABLE p (a int); CREATE TABLE c (b int) INHERITS (p)"_s);
    both("a foreign key leads to a computed column",
         u"CREATE TABLE p (a int, c int GENERATED ALWAYS AS (a * 2) STORED UNIQUE); CREATE TABLE k (r int REFERENCES p (c))"_s,
         u"CREATE TABLE p (a int, c int GENERATED ALWAYS AS (a * 3) STORED UNIQUE); CREATE TABLE k (r int REFERENCES p (c))"_s);
    both("a computed column goes with what it is computed from", u"CREATE TABLE t (a int, b int, c int GENERATED ALWAYS AS (a * 2) STORED)"_s,
         u"CREATE TABLE t (b int)"_s);
    both(
        "the type that rows are parted by",
        u"CREATE TYPE e AS ENUM ('a', 'b'); CREATE TABLE t (x e, y int) PARTITION BY LIST (x); CREATE TABLE ta PARTITION OF t FOR VALUES IN ('a')"_s,
        u"CREATE TYPE e AS ENUM ('b', 'a', 'c'); CREATE TABLE t (x e, y int) PARTITION BY LIST (x); CREATE TABLE ta PARTITION OF t FOR VALUES IN ('a')"_s);
    both("another width of what rows are parted by",
         u"CREATE TABLE t (x int, y int) PARTITION BY RANGE (x); CREATE TABLE ta PARTITION OF t FOR VALUES FROM (0) TO (9)"_s,
         u"CREATE TABLE t (x bigint, y int) PARTITION BY RANGE (x); CREATE TABLE ta PARTITION OF t FOR VALUES FROM (0) TO (9)"_s);
    both("a child with its parent's check stands alone", u"CREATE TABLE p (a int CHECK (a > 0)); CREATE TABLE c (x int) INHERITS (p)"_s,
         u"CREATE TABLE p (a int CHECK (a > 0)); CREATE TABLE c (a int, x int)"_s);
    both("a function takes a table's rows", QString(),
         u"CREATE TABLE t (a int); CREATE FUNCTION f(t) RETURNS int LANGUAGE sql AS 'SELECT 1'; CREATE VIEW v AS SELECT f(t) AS x FROM t"_s);
    both("an identity that holds no NULL any more", u"CREATE TABLE t (a int GENERATED ALWAYS AS IDENTITY, b int)"_s,
         u"CREATE TABLE t (a int, b int)"_s);
    const QString parents = u"CREATE TABLE p (a int, CONSTRAINT c CHECK (a > 0)); CREATE TABLE q (a int, CONSTRAINT c CHECK (a > 1) NO INHERIT); "_s;
    QTest::newRow("a parent's check is not the other one's, which hands none down")
        << parents + u"CREATE TABLE k () INHERITS (p, q)"_s << parents + u"CREATE TABLE k () INHERITS (q)"_s;
    both("ranges of another width", u"CREATE TABLE t (r int4range, m int4multirange, a int[])"_s,
         u"CREATE TABLE t (r int8range, m int8multirange, a bigint[])"_s);
}

/// What is only made and dropped whole, and what only some fields tell.
void TestPostgresqlChanges::makesOtherObjectsLikeTheOthers_data()
{
    QTest::addColumn<QString>("left");
    QTest::addColumn<QString>("right");
    const auto both = [](const char *name, const QString &left, const QString &right) {
        QTest::addRow("%s", name) << left << right;
        QTest::addRow("%s, back", name) << right << left;
    };
    const QString watch = u"CREATE FUNCTION e() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';"_s;
    both("an event trigger", watch,
         watch + u"CREATE EVENT TRIGGER g ON ddl_command_end WHEN TAG IN ('CREATE TABLE') EXECUTE FUNCTION e(); COMMENT ON EVENT TRIGGER g IS 'x'"_s);
    both("an event trigger is put out of work", watch + u"CREATE EVENT TRIGGER g ON sql_drop EXECUTE FUNCTION e()"_s,
         watch + u"CREATE EVENT TRIGGER g ON sql_drop EXECUTE FUNCTION e(); ALTER EVENT TRIGGER g DISABLE"_s);
    both("an event trigger that would refuse the script",
         u"CREATE FUNCTION e() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN IF tg_tag = ''CREATE VIEW'' THEN RAISE ''no''; END IF; END';"
         "CREATE EVENT TRIGGER g ON ddl_command_start EXECUTE FUNCTION e()"_s,
         u"CREATE VIEW v AS SELECT 1 AS a"_s);
    both("rights on what is made later, anywhere", u"CREATE TABLE t (a int)"_s,
         u"CREATE TABLE t (a int); ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO PUBLIC; ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS "
         u"FROM "
         "PUBLIC"_s);
    both("another collation", u"CREATE COLLATION c (locale = 'C')"_s, u"CREATE COLLATION c (locale = 'POSIX'); COMMENT ON COLLATION c IS 'x'"_s);
    both("a collation with a column and a domain of it", QString(),
         u"CREATE COLLATION c (locale = 'C'); CREATE DOMAIN d AS text COLLATE c; CREATE TABLE t (a text COLLATE c, b d)"_s);
    const QString equal = u"CREATE FUNCTION same(int, int) RETURNS bool IMMUTABLE LANGUAGE sql AS 'SELECT $1 = $2';"_s;
    both("an operator under a view", equal,
         equal + u"CREATE OPERATOR === (FUNCTION = same, LEFTARG = int, RIGHTARG = int, COMMUTATOR = ===); CREATE VIEW v AS SELECT 1 === 2 AS x"_s);
    both("an operator's function takes other names", equal + u"CREATE OPERATOR === (FUNCTION = same, LEFTARG = int, RIGHTARG = int)"_s,
         u"CREATE FUNCTION same(a int, b int) RETURNS bool IMMUTABLE LANGUAGE sql AS 'SELECT a = b';"
         "CREATE OPERATOR === (FUNCTION = same, LEFTARG = int, RIGHTARG = int)"_s);
    both("an operator class under an index", u"CREATE TABLE t (a int)"_s,
         u"CREATE FUNCTION down(int, int) RETURNS int IMMUTABLE LANGUAGE sql AS 'SELECT btint4cmp($2, $1)'; CREATE OPERATOR CLASS down FOR TYPE int "
         u"USING "
         "btree AS OPERATOR 1 >, OPERATOR 2 >=, OPERATOR 3 =, OPERATOR 4 <=, OPERATOR 5 <, FUNCTION 1 down(int, int); CREATE TABLE t (a int); "
         "CREATE INDEX i ON t (a down)"_s);
    const QString mood = u"CREATE TYPE mood AS ENUM ('a'); CREATE FUNCTION mood(int) RETURNS mood IMMUTABLE LANGUAGE sql AS 'SELECT ''a''::mood';"_s;
    both("casts", mood + u"CREATE CAST (int AS mood) WITH FUNCTION mood(int)"_s,
         mood + u"CREATE CAST (int AS mood) WITH FUNCTION mood(int) AS IMPLICIT; CREATE CAST (text AS mood) WITH INOUT"_s);
    both("text search", u"CREATE TEXT SEARCH CONFIGURATION c (COPY = english)"_s,
         u"CREATE TEXT SEARCH DICTIONARY d (TEMPLATE = snowball, language = 'german'); CREATE TEXT SEARCH CONFIGURATION c (COPY = english);"
         "ALTER TEXT SEARCH CONFIGURATION c ALTER MAPPING FOR asciiword WITH d, simple; ALTER TEXT SEARCH CONFIGURATION c DROP MAPPING FOR email"_s);
    both("a conversion", QString(), u"CREATE CONVERSION c FOR 'LATIN1' TO 'UTF8' FROM iso8859_1_to_utf8"_s);
    both("publications", u"CREATE TABLE a (id int PRIMARY KEY, b int); CREATE PUBLICATION p FOR TABLE a (id, b)"_s,
         u"CREATE TABLE a (id int PRIMARY KEY); CREATE PUBLICATION p FOR TABLE a WHERE (id > 5) WITH (publish = 'insert'); CREATE PUBLICATION q FOR "
         "TABLES IN SCHEMA public"_s);
    const QString far = u"CREATE FOREIGN DATA WRAPPER w; CREATE SERVER s VERSION '1' FOREIGN DATA WRAPPER w OPTIONS (host 'a', port '1');"_s;
    both("a foreign server, its table and its column are told other things",
         far + u"CREATE FOREIGN TABLE t (a int OPTIONS (x 'it''s'), b int) SERVER s OPTIONS (q '1', r '2')"_s,
         u"CREATE FOREIGN DATA WRAPPER w; CREATE SERVER s FOREIGN DATA WRAPPER w OPTIONS (host 'b', dbname 'c');"
         "CREATE FOREIGN TABLE t (a int OPTIONS (x 'y', z 'a\\b'), b int OPTIONS (x '1')) SERVER s OPTIONS (q '5')"_s);
    both("a foreign server without tables", QString(), far);
    both("a sequence's owner goes", u"CREATE TABLE a (id int); CREATE TABLE b (id int); CREATE SEQUENCE s OWNED BY a.id"_s,
         u"CREATE TABLE b (id int); CREATE SEQUENCE s OWNED BY b.id"_s);
    both("a sequence outlives a crash, or does not", u"CREATE SEQUENCE s"_s, u"CREATE UNLOGGED SEQUENCE s"_s);
    both("how exact statistics are", u"CREATE TABLE t (a int, b int); CREATE STATISTICS s ON a, b FROM t; ALTER STATISTICS s SET STATISTICS 50"_s,
         u"CREATE TABLE t (a int, b int); CREATE STATISTICS s ON a, b FROM t"_s);
    both("statistics of other kinds, to another exactness", u"CREATE TABLE t (a int, b int); CREATE STATISTICS s (ndistinct) ON a, b FROM t"_s,
         u"CREATE TABLE t (a int, b int); CREATE STATISTICS s (mcv) ON a, b FROM t; ALTER STATISTICS s SET STATISTICS 50"_s);
    both("a rule is put out of work", u"CREATE TABLE t (a int); CREATE RULE r AS ON DELETE TO t DO INSTEAD NOTHING"_s,
         u"CREATE TABLE t (a int); CREATE RULE r AS ON DELETE TO t DO INSTEAD NOTHING; ALTER TABLE t DISABLE RULE r"_s);
    both("comments on a domain's checks", u"CREATE DOMAIN d AS int CONSTRAINT c CHECK (VALUE > 0); COMMENT ON CONSTRAINT c ON DOMAIN d IS 'x'"_s,
         u"CREATE DOMAIN d AS int CONSTRAINT c CHECK (VALUE > 0) CHECK (VALUE < 9); COMMENT ON CONSTRAINT d_check ON DOMAIN d IS 'y'"_s);
    both("how a column is kept", u"CREATE TABLE t (a text, b numeric)"_s,
         u"CREATE TABLE t (a text STORAGE EXTERNAL COMPRESSION pglz, b numeric STORAGE EXTERNAL); ALTER TABLE t ALTER a SET (n_distinct = 5)"_s);
}

void TestPostgresqlChanges::makesOtherObjectsLikeTheOthers()
{
    makesOneSchemaLikeTheOther();
}

void TestPostgresqlChanges::givesThingsToTheirOwnersWhereThatIsCompared()
{
    const QString things =
        u"CREATE SCHEMA s; CREATE TABLE t (id serial, a int); CREATE VIEW v AS SELECT a FROM t; CREATE FUNCTION f(int) RETURNS int "
        "LANGUAGE sql AS 'SELECT 1'; CREATE SEQUENCE q; CREATE TYPE e AS ENUM ('x'); CREATE DOMAIN d AS int;"_s;
    const QString given =
        u"ALTER SCHEMA s OWNER TO pg_monitor; ALTER TABLE t OWNER TO pg_monitor; ALTER VIEW v OWNER TO pg_monitor; ALTER FUNCTION f "
        "OWNER TO pg_monitor; ALTER SEQUENCE q OWNER TO pg_monitor; ALTER TYPE e OWNER TO pg_monitor; ALTER DOMAIN d OWNER TO pg_monitor;"_s;
    load(things, things + given + u"CREATE TABLE fresh (a int); ALTER TABLE fresh OWNER TO pg_monitor"_s);
    const auto before = m_left->read();
    const auto wanted = m_right->read();
    QVERIFY(before && wanted);
    CompareOptions usual;
    usual.ignore = defaultIgnoreRules();
    const Comparison ignored = compareEnds(driver(), *before, *wanted, usual);
    QCOMPARE(ignored.summary.onlyRight, 1);
    QCOMPARE(ignored.summary.different + ignored.summary.equivalent, 0);
    QCOMPARE(ignored.summary.ignored, 7);
    QVERIFY(!migrationScript(planEnds(driver(), *before, *wanted, usual)).contains(u"OWNER"));
    migrate();
    QCOMPARE(m_script.count(u"OWNER TO pg_monitor"), 8);
    const auto after = m_left->read();
    QVERIFY(after);
    QVERIFY(compareEnds(driver(), *after, *wanted).summary.isSame());
}

void TestPostgresqlChanges::theLastOwnerGetsHisRightsBehindTheNextOne()
{
    load(u"CREATE SCHEMA s; ALTER SCHEMA s OWNER TO pg_monitor; CREATE TABLE t (a int); ALTER TABLE t OWNER TO pg_monitor"_s,
         u"CREATE SCHEMA s; GRANT USAGE ON SCHEMA s TO pg_monitor; CREATE TABLE t (a int); GRANT SELECT ON t TO pg_monitor"_s);
    migrate();
    const auto after = m_left->read();
    const auto wanted = m_right->read();
    QVERIFY(after && wanted);
    QVERIFY2(compareEnds(driver(), *after, *wanted).summary.isSame(), qPrintable(m_script));
}

void TestPostgresqlChanges::whatIsMadeAnewGoesBackToItsOwner()
{
    load(u"CREATE TABLE t (a int); CREATE VIEW v AS SELECT a FROM t; ALTER VIEW v OWNER TO pg_monitor; GRANT SELECT ON t TO pg_monitor;"
         "CREATE TYPE e AS ENUM ('a', 'b'); ALTER TYPE e OWNER TO pg_monitor; CREATE TABLE p (a int); ALTER TABLE p OWNER TO pg_monitor"_s,
         u"CREATE TABLE t (a bigint); CREATE VIEW v AS SELECT a FROM t; GRANT SELECT ON t TO pg_monitor;"
         "CREATE TYPE e AS ENUM ('a'); CREATE TABLE p (a int) PARTITION BY LIST (a)"_s);
    const auto before = m_left->read();
    const auto wanted = m_right->read();
    QVERIFY(before && wanted);
    CompareOptions usual;
    usual.ignore = defaultIgnoreRules();
    QCOMPARE(m_left->execute(migrationScript(planEnds(driver(), *before, *wanted, usual))), QString());
    const Answer owners = run(m_left->connection(), u"SELECT concat_ws(' ', viewowner, (SELECT pg_get_userbyid(typowner) FROM pg_type"
                                                    " WHERE typname = 'e'), (SELECT pg_get_userbyid(relowner) FROM pg_class WHERE relname = 'p'))"
                                                    " FROM pg_views WHERE viewname = 'v'"_s);
    QCOMPARE(owners.cell(), u"pg_monitor pg_monitor pg_monitor"_s);
}

/// A table that is kept calls it still.
void TestPostgresqlChanges::leavesARoutineThatAKeptTableCalls()
{
    load(u"CREATE FUNCTION tenant() RETURNS int LANGUAGE sql AS 'SELECT 1'; CREATE TABLE gone (t int DEFAULT tenant()); CREATE TABLE n (a int)"_s,
         u"CREATE FUNCTION tenant() RETURNS text LANGUAGE sql AS 'SELECT 1'; CREATE TABLE n (a int, b int)"_s);
    const auto before = m_left->read();
    const auto wanted = m_right->read();
    QVERIFY(before && wanted);
    const QString script = migrationScript(planEnds(driver(), *before, *wanted));
    QCOMPARE(m_left->execute(script), QString());
    const Answer made = run(m_left->connection(), u"INSERT INTO gone DEFAULT VALUES RETURNING t"_s);
    QCOMPARE(made.cell(), u"1"_s);
    QVERIFY2(script.contains(u"\nALTER TABLE public.n ADD COLUMN b"), qPrintable(script));
}

void TestPostgresqlChanges::makesOneSchemaLikeTheOther()
{
    QFETCH(const QString, left);
    QFETCH(const QString, right);
    load(left, right);
    migrate();
}

void TestPostgresqlChanges::doesNotCallTheSameWhatItCannotRead_data()
{
    QTest::addColumn<QString>("left");
    QTest::addColumn<QString>("right");
    QTest::addColumn<QString>("named"); ///< in the script's notes; empty: nothing to tell
    const QString language = u"CREATE LANGUAGE own HANDLER plpgsql_call_handler"_s;
    QTest::newRow("a language") << QString() << language << u"1 languages"_s;
    QTest::newRow("the same language") << language << language << QString();
}

void TestPostgresqlChanges::doesNotCallTheSameWhatItCannotRead()
{
    QFETCH(const QString, left);
    QFETCH(const QString, right);
    QFETCH(const QString, named);
    load(left, right);
    const auto before = m_left->read();
    const auto wanted = m_right->read();
    for (PostgresqlDatabase *one : {m_left.get(), m_right.get()})
        QCOMPARE(one->execute(u"DROP LANGUAGE IF EXISTS own"_s), QString());
    QVERIFY(before && wanted);
    QCOMPARE(compareEnds(driver(), *before, *wanted).summary.cannotTell, named.isEmpty() ? 0 : 1);
    const QString script = migrationScript(planEnds(driver(), *before, *wanted));
    QVERIFY2(named.isEmpty() ? !script.contains(u"Note") : script.contains(u"has "_s + named), qPrintable(script));
}

void TestPostgresqlChanges::keepsTheRows_data()
{
    QTest::addColumn<QString>("left");
    QTest::addColumn<QString>("right");
    QTest::addColumn<QString>("query"); ///< of LEFT afterwards
    QTest::addColumn<QString>("expected");
    const QString plain = u"CREATE TABLE p (id serial PRIMARY KEY, a text)"_s;
    const QString parted =
        u"CREATE TABLE p (id serial PRIMARY KEY, a text) PARTITION BY RANGE (id); CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (0) TO (2); "
        "CREATE TABLE p2 PARTITION OF p DEFAULT"_s;
    const QString rows = u"; INSERT INTO p (a) VALUES ('x'), ('y'), ('z')"_s;
    const QString next = u"INSERT INTO p (a) VALUES ('n') RETURNING (SELECT string_agg(a, '' ORDER BY id) FROM p) || id"_s;
    QTest::newRow("into partitions") << plain + rows << parted << next << u"xyz4"_s;
    QTest::newRow("out of partitions") << parted + rows << plain << next << u"xyz4"_s;
    QTest::newRow("an enum's values") << u"CREATE TYPE m AS ENUM ('a', 'b', 'c'); CREATE TABLE t (v m, l m[]); INSERT INTO t VALUES ('c', '{c,b}')"_s
                                      << u"CREATE TYPE m AS ENUM ('c', 'b'); CREATE TABLE t (v m, l m[])"_s << u"SELECT v::text || l::text FROM t"_s
                                      << u"c{c,b}"_s;
    QTest::newRow("ranges") << u"CREATE TABLE t (r int4range); INSERT INTO t VALUES ('[1,5)')"_s << u"CREATE TABLE t (r int8range)"_s
                            << u"SELECT r::text FROM t"_s << u"[1,5)"_s;
}

void TestPostgresqlChanges::keepsTheRows()
{
    QFETCH(const QString, left);
    QFETCH(const QString, right);
    QFETCH(const QString, query);
    QFETCH(const QString, expected);
    load(left, right);
    migrate();
    const Answer answer = run(m_left->connection(), query);
    QVERIFY2(!answer.error, qPrintable(answer.error ? answer.error->message : QString()));
    QVERIFY2(answer.cell() == expected, qPrintable(answer.cell() + u"\nafter:\n"_s + m_script));
}

void TestPostgresqlChanges::leavesViewsThatNothingConcerns_data()
{
    QTest::addColumn<QString>("right"); ///< of t (id int PRIMARY KEY, a int)
    QTest::addColumn<bool>("stands");
    QTest::newRow("a column more") << u"(id int PRIMARY KEY, a int, b text)"_s << true;
    QTest::newRow("a default") << u"(id int PRIMARY KEY, a int DEFAULT 5)"_s << true;
    QTest::newRow("no NULL any more") << u"(id int PRIMARY KEY, a int NOT NULL)"_s << true;
    QTest::newRow("a check") << u"(id int PRIMARY KEY, a int CHECK (a > 0))"_s << true;
    QTest::newRow("another type") << u"(id int PRIMARY KEY, a bigint)"_s << false;
}

void TestPostgresqlChanges::leavesViewsThatNothingConcerns()
{
    QFETCH(const QString, right);
    QFETCH(const bool, stands);
    const QString views = u"; CREATE VIEW v AS SELECT id, a FROM t; CREATE MATERIALIZED VIEW m AS SELECT a FROM v"_s;
    load(u"CREATE TABLE t (id int PRIMARY KEY, a int)"_s + views, u"CREATE TABLE t "_s + right + views);
    migrate();
    QCOMPARE(m_script.contains(u"DROP VIEW"), !stands);
    QCOMPARE(m_script.contains(u"DROP MATERIALIZED VIEW"), !stands);
}

void TestPostgresqlChanges::findsTheRowsThatAConstraintWouldRefuse_data()
{
    QTest::addColumn<QString>("right"); ///< what t, with its rows, gets
    QTest::addColumn<int>("refused");   ///< rows that the step's query gives
    QTest::newRow("a foreign key") << u"ALTER TABLE t ADD FOREIGN KEY (a) REFERENCES p"_s << 2;
    QTest::newRow("a foreign key of two columns") << u"ALTER TABLE t ADD FOREIGN KEY (a, b) REFERENCES p (id, n)"_s << 2;
    QTest::newRow("MATCH FULL") << u"ALTER TABLE t ADD FOREIGN KEY (a, b) REFERENCES p (id, n) MATCH FULL"_s << 3;
    QTest::newRow("a unique index") << u"CREATE UNIQUE INDEX i ON t (a)"_s << 1;
    QTest::newRow("a unique index, NULLs alike") << u"CREATE UNIQUE INDEX i ON t (b) NULLS NOT DISTINCT"_s << 2;
    QTest::newRow("a partial unique index") << u"CREATE UNIQUE INDEX i ON t (a) WHERE b = 1"_s << 0;
}

void TestPostgresqlChanges::findsTheRowsThatAConstraintWouldRefuse()
{
    QFETCH(const QString, right);
    QFETCH(const int, refused);
    const QString tables = u"CREATE TABLE p (id int PRIMARY KEY, n int, UNIQUE (id, n)); CREATE TABLE t (a int, b int)"_s;
    load(tables + u"; INSERT INTO p VALUES (1, 1); INSERT INTO t VALUES (1, 1), (7, 1), (7, 2), (NULL, 1), (NULL, NULL), (NULL, NULL)"_s,
         tables + u"; "_s + right);
    const auto before = m_left->read();
    const auto wanted = m_right->read();
    QVERIFY(before && wanted);
    const Migration migration = planEnds(driver(), *before, *wanted);
    QCOMPARE(migration.steps.size(), 1U);
    const ChangeStep &step = migration.steps[0];
    QVERIFY(step.hazards.contains(Hazard::MayFail));
    const Answer found = run(m_left->connection(), u"SELECT count(*) FROM (%1) q"_s.arg(step.check));
    QVERIFY2(!found.error, qPrintable(step.check));
    QVERIFY2(found.cell() == QString::number(refused), qPrintable(found.cell() + u": "_s + step.check));
    QCOMPARE(m_left->execute(step.sql).isEmpty(), refused == 0);
}

CONCORD_TEST(TestPostgresqlChanges)
#include "tst_postgresqlchanges.moc"
