// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sqlcorpus.h"

#include "firebird/firebirddialect.h"
#include "mysql/mysqldialect.h"
#include "oracle/oracledialect.h"
#include "postgresql/postgresqldialect.h"
#include "sqlite/sqlitedialect.h"

using namespace Qt::StringLiterals;
using namespace concord;

static QStringList everywhere()
{
    return {
        u"SELECT 1"_s,
        u"select 'it''s; fine'"_s,
        u"SELECT 'a -- b', 'c /* d', '*/'"_s,
        u"SELECT 1 -- a comment; with a semicolon\n + 2"_s,
        u"SELECT /* ; ' \" ` */ 3"_s,
        u"INSERT INTO t (a, b) VALUES (1, ';'), (2, '--')"_s,
        u"DELETE FROM t WHERE a = 1"_s,
        u"UPDATE t SET a = CASE WHEN b THEN 1 ELSE 2 END"_s,
        u"SELECT CASE a WHEN 1 THEN CASE WHEN b THEN ';' END END FROM t"_s,
        u"WITH x AS (SELECT 1), y AS (SELECT 2) SELECT * FROM x, y"_s,
        u"CREATE TABLE t (a int, b varchar(10) DEFAULT ';')"_s,
        u"SELECT 'Grüße; 日本語 🙂', 'x'"_s,
        u"SELECT a<>b, a<=b, a>=b, a||b, -1.5e-3, .5, 0x1F FROM t"_s,
        u"BEGIN"_s,
        u"COMMIT"_s,
        u"SELECT ''"_s,
        u"SELECT ''';'''"_s,
    };
}

static QStringList postgresql()
{
    return everywhere()
           + QStringList{
               uR"(SELECT E'it\'s; \\', e'\\')"_s,
               u"SELECT E'a'\n  'b\\'; still a string'"_s,
               u"SELECT E'a' -- c;\n  'b\\'; x'"_s,
               uR"(SELECT 'no escape \', ';')"_s,
               uR"(SELECT U&'d\0061t;a' UESCAPE '!', U&"d\0061;ta")"_s,
               u"SELECT B'101', X'1F', N'a;b'"_s,
               u"SELECT $$a;b$$, $tag$ $$ ; $other$ ' $tag$"_s,
               u"DO $body$ BEGIN PERFORM 1; RAISE NOTICE 'x;y'; END; $body$"_s,
               u"CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $fn$ BEGIN RETURN $$;$$; END $fn$"_s,
               u"SELECT /* a /* nested ; */ ; */ 1"_s,
               u"SELECT \"we\"\"ird;name\" FROM \"t;\""_s,
               u"SELECT a::int, b :: text, '{}'::jsonb ? 'k;', j ?| array['a'], j->>'x', j #>> '{a}', a @> b FROM t"_s,
               u"SELECT arr[1:2], arr[:3], arr[1:] FROM t"_s,
               u"SELECT a$b$c, $1 FROM t"_s,
               u"CREATE RULE r AS ON INSERT TO t DO ALSO (DELETE FROM a; INSERT INTO b VALUES (1); )"_s,
               u"CREATE FUNCTION f(a int) RETURNS int BEGIN ATOMIC SELECT CASE WHEN a > 1 THEN 1 ELSE CASE WHEN a = 0 THEN 2 END END; SELECT 2; END"_s,
               u"CREATE OR REPLACE PROCEDURE p() BEGIN ATOMIC INSERT INTO t VALUES (1); DELETE FROM t WHERE a = (CASE WHEN true THEN 1 END); END"_s,
               u"CREATE OR REPLACE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1; SELECT 2'"_s,
               u"INSERT INTO t VALUES (1) ON CONFLICT (a) DO UPDATE SET b = excluded.b RETURNING *"_s,
               u"SELECT 1 +-- c\n2 */* d; */3"_s,
               u"SELECT @ -5, a !~* 'b;', 5 ## 3, a <-> b, -- x;\n a&&b"_s,
               u"MERGE INTO t USING s ON t.a = s.a WHEN MATCHED THEN UPDATE SET b = s.b WHEN NOT MATCHED THEN INSERT VALUES (s.a, s.b)"_s,
               u"/*+ SeqScan(t) */ SELECT * FROM t"_s,
               u"END"_s,
               u"SELECT t.end, 1 AS end FROM t"_s,
           };
}

static QStringList mysql()
{
    return everywhere()
           + QStringList{
               uR"(SELECT 'it\'s; fine', "she said \"x;\"", '\\')"_s,
               u"SELECT \"it's; \"\"quoted\"\"\""_s,
               u"SELECT 1 # a comment; here\n + 2"_s,
               u"SELECT 5--1, 5 --\t; c\n"_s + u"+ 1"_s,
               u"SELECT `we``ird;name` FROM `t;`"_s,
               u"SELECT x'4D', b'01', N'n;', _utf8mb4'a\\';b', _latin1\"c;\""_s,
               u"SELECT @v := 1, @@session.sql_mode, @`odd;name`, @'it''s;'"_s,
               u"/*!40101 SET NAMES utf8mb4 */"_s,
               u"/*!50003 CREATE*/ /*!50017 DEFINER=`root`@`localhost`*/ /*!50003 TRIGGER tr BEFORE INSERT ON t FOR EACH ROW BEGIN SET NEW.a = ';'; SET NEW.b = 2; END */"_s,
               u"SELECT /*+ MAX_EXECUTION_TIME(10) */ 1"_s,
               u"CREATE PROCEDURE p() SELECT 1"_s,
               u"CREATE PROCEDURE p() BEGIN END"_s,
               u"CREATE DEFINER=`root`@`%` PROCEDURE p(IN a INT, OUT b DECIMAL(10,2)) COMMENT 'x;' BEGIN DECLARE x INT DEFAULT 0; SELECT IF(a, 1, 2) INTO x; IF x > 1 THEN SET b = CASE WHEN a THEN 1 ELSE 2 END; ELSEIF (x = 0) THEN BEGIN SET b = 2; END; ELSE SET b = IF(a, IF(x, 1, 2), 3); END IF; END"_s,
               u"CREATE OR REPLACE PROCEDURE p() BEGIN l1: LOOP SET @x = @x + 1; IF @x > 3 THEN LEAVE l1; END IF; END LOOP l1; l2:WHILE @x > 0 DO SET @x = @x - 1; END WHILE; REPEAT SET @x = REPEAT('a', 3); UNTIL CASE WHEN 1 THEN 1 END END REPEAT; END"_s,
               u"CREATE PROCEDURE p() BEGIN DECLARE done INT DEFAULT 0; DECLARE c CURSOR FOR SELECT start, end FROM periods; DECLARE CONTINUE HANDLER FOR NOT FOUND SET done = 1; DECLARE EXIT HANDLER FOR SQLEXCEPTION BEGIN ROLLBACK; END; OPEN c; FETCH c INTO @a, @b; CLOSE c; END"_s,
               u"CREATE PROCEDURE p(a INT) CASE a WHEN 1 THEN SELECT 1; SELECT CASE WHEN 2 THEN 3 END; ELSE BEGIN END; END CASE"_s,
               u"CREATE PROCEDURE p() BEGIN CASE WHEN @a THEN SELECT a FROM t WHERE CASE WHEN b THEN 1 ELSE 0 END FOR UPDATE; WHEN @b THEN IF @c THEN SELECT 1; END IF; END CASE; END"_s,
               u"CREATE FUNCTION f(a VARCHAR(10)) RETURNS VARCHAR(10) CHARACTER SET utf8mb4 DETERMINISTIC RETURN IF(a = ';', CASE a WHEN 1 THEN 'x' END, 'y')"_s,
               u"CREATE FUNCTION f() RETURNS INT NO SQL BEGIN RETURN (SELECT 1); END"_s,
               u"CREATE FUNCTION f() RETURNS INT IF @a THEN RETURN 1; ELSE RETURN 2; END IF"_s,
               u"CREATE TRIGGER tr BEFORE UPDATE ON t FOR EACH ROW SET NEW.a = IF(OLD.a, 1, 2)"_s,
               u"CREATE TRIGGER tr AFTER INSERT ON t FOR EACH ROW FOLLOWS other IF NEW.a THEN INSERT INTO l VALUES (1); END IF"_s,
               u"CREATE TRIGGER IF NOT EXISTS tr BEFORE DELETE ON t FOR EACH ROW BEGIN IF EXISTS (SELECT 1) THEN DELETE FROM a; END IF; END"_s,
               u"CREATE EVENT ev ON SCHEDULE EVERY 1 DAY STARTS NOW() DO BEGIN DELETE FROM t WHERE a < NOW(); CALL p(); END"_s,
               u"CREATE EVENT ev ON SCHEDULE AT NOW() DO UPDATE t SET a = 1"_s,
               u"ALTER EVENT ev DO BEGIN SELECT 1; SELECT 2; END"_s,
               u"CREATE PROCEDURE p() outer_block: BEGIN DECLARE x INT; inner_block:BEGIN SET x = 1; END inner_block; END outer_block"_s,
               u"DROP PROCEDURE IF EXISTS p"_s,
               u"CREATE TABLE IF NOT EXISTS t (a int) COMMENT='x;y'"_s,
               u"CREATE TABLE csv (\n  delimiter VARCHAR(5),\n  x int)"_s,
               u"REPLACE INTO t VALUES (1, REPLACE('a;', 'b', 'c'))"_s,
               u"XA BEGIN 'a;'"_s,
               u"START TRANSACTION"_s,
               u"SELECT begin, end, `case` FROM t"_s,
           };
}

static QStringList mariadb()
{
    return mysql()
           + QStringList{
               u"BEGIN NOT ATOMIC DECLARE x INT; SET x = 1; IF x THEN SELECT 1; END IF; END"_s,
               u"IF @a THEN SELECT 1; ELSE SELECT 2; END IF"_s,
               u"WHILE @a > 0 DO SET @a = @a - 1; END WHILE"_s,
               u"CREATE PROCEDURE p() BEGIN FOR i IN 1..10 DO INSERT INTO t VALUES (i); END FOR; FOR r IN (SELECT a FROM t) DO SELECT r.a; END FOR; END"_s,
               u"/*M!100100 SET x = ';' */"_s,
               u"CREATE OR REPLACE PACKAGE k PROCEDURE p1(); FUNCTION f1() RETURNS INT; END"_s,
               u"CREATE PACKAGE BODY k FUNCTION f1() RETURNS INT BEGIN RETURN 1; END; PROCEDURE p1() BEGIN SELECT CASE WHEN 1 THEN 2 END; END; END"_s,
               u"SET STATEMENT max_statement_time = 1 FOR SELECT ';'"_s,
           };
}

static QStringList sqlite()
{
    return everywhere()
           + QStringList{
               u"SELECT [odd;name], `b``;`, \"c\"\"d;\" FROM [t;]"_s,
               u"SELECT x'00FF', 'back\\', ?1, :a, @b, $c FROM t"_s,
               u"CREATE TRIGGER tr AFTER INSERT ON t BEGIN INSERT INTO l VALUES (';'); UPDATE t SET a = CASE WHEN b THEN 1 ELSE 2 END; END"_s,
               u"CREATE TEMP TRIGGER IF NOT EXISTS tr BEFORE DELETE ON t WHEN CASE WHEN old.a THEN 1 ELSE 0 END BEGIN SELECT RAISE(ABORT, 'no;'); END"_s,
               u"CREATE TEMPORARY TRIGGER tr INSTEAD OF UPDATE OF a ON v FOR EACH ROW BEGIN DELETE FROM t WHERE a = old.a; END"_s,
               u"EXPLAIN QUERY PLAN SELECT 1"_s,
               u"PRAGMA table_info('t;')"_s,
               u"REPLACE INTO t VALUES (1)"_s,
               u"END TRANSACTION"_s,
               u"BEGIN IMMEDIATE"_s,
               u"SELECT a -> '$.b;', a ->> '$.c' FROM t"_s,
               u"ATTACH 'a;b.db' AS x"_s,
           };
}

/// A program unit ends with the semicolon that belongs to it; all else ends before one.
static QStringList oracle()
{
    QStringList statements = everywhere();
    statements.removeAll(u"BEGIN"_s); // opens a block
    return statements
           + QStringList{
               u"SELECT q'[it's; [fine]]', q'{a'}', nQ'!b'';!', Q'(c')', N'd;' FROM dual"_s,
               u"SELECT \"we;ird\" FROM \"t;\" WHERE a != b AND c ^= d"_s,
               u"SELECT /*+ FULL(t) */ a / b /* ; ' */ FROM t"_s,
               u"SELECT a\n/ b FROM t"_s,
               u"SELECT a, LEVEL FROM t START WITH a = 1 CONNECT BY PRIOR a = b"_s,
               u"SELECT v$a.x# FROM v$a, remote@link"_s,
               u"ALTER SESSION SET NLS_DATE_FORMAT = 'YYYY;MM'"_s,
               u"SET TRANSACTION READ ONLY"_s,
               u"BEGIN NULL; END;"_s,
               u"begin\n  dbms_output.put_line('it''s; /');\nend;"_s,
               u"<<outer>>\nBEGIN NULL; END outer;"_s,
               u"DECLARE x NUMBER := 1; BEGIN IF x > 1 THEN NULL; ELSE x := x / 2; END IF; EXCEPTION WHEN OTHERS THEN NULL; END;"_s,
               u"CREATE OR REPLACE PROCEDURE p(a IN NUMBER) IS x t.a%TYPE; BEGIN FOR i IN 1..10 LOOP x := i; END LOOP; END p;"_s,
               u"CREATE FUNCTION f RETURN NUMBER IS\nBEGIN\n  RETURN 1;\nEND;"_s,
               u"CREATE OR REPLACE NONEDITIONABLE PACKAGE k AS c CONSTANT NUMBER := 1; PROCEDURE p; END k;"_s,
               u"CREATE PACKAGE BODY k AS PROCEDURE p IS BEGIN NULL; END p; BEGIN p; END k;"_s,
               u"CREATE OR REPLACE EDITIONABLE TRIGGER tr BEFORE INSERT ON t FOR EACH ROW WHEN (new.a IS NULL) BEGIN :new.a := s.NEXTVAL; END;"_s,
               u"CREATE TYPE o AS OBJECT (a NUMBER, MEMBER FUNCTION f RETURN NUMBER);"_s,
               u"WITH FUNCTION g(a NUMBER) RETURN NUMBER IS BEGIN RETURN a; END; SELECT g(1) FROM dual;"_s,
               u"INSERT /*+ WITH_PLSQL */ INTO t WITH FUNCTION g RETURN NUMBER IS BEGIN RETURN 1; END; SELECT g FROM dual;"_s,
               u"CREATE OR REPLACE VIEW v AS WITH PROCEDURE p IS BEGIN NULL; END; SELECT 1 AS a FROM dual;"_s,
               u"SELECT * FROM (WITH FUNCTION g RETURN NUMBER IS BEGIN RETURN 1; END; SELECT g FROM dual);"_s,
               u"GRANT SELECT ON t TO a WITH GRANT OPTION"_s,
               u"CREATE TABLE type (procedure NUMBER, trigger_at DATE)"_s,
               u"CREATE OR REPLACE VIEW v AS SELECT 1 AS package FROM dual"_s,
               u"CALL p(1, ';')"_s,
               u"MERGE INTO t USING s ON (t.a = s.a) WHEN MATCHED THEN UPDATE SET b = s.b DELETE WHERE b = 1"_s,
               u"INSERT ALL INTO t VALUES (1) INTO u VALUES (2) SELECT * FROM dual"_s,
           };
}

static QStringList firebird()
{
    return everywhere()
           + QStringList{
               u"SELECT Q'{it's; fine}', q'!a;b!' FROM RDB$DATABASE"_s,
               u"SELECT \"we\"\"ird;name\" FROM \"T;\" ROWS 1 TO 10"_s,
               u"CREATE PROCEDURE p AS BEGIN END"_s,
               u"CREATE OR ALTER PROCEDURE p (a INTEGER = 1, b TYPE OF COLUMN t.b) RETURNS (c INTEGER)\nAS\nDECLARE VARIABLE x INTEGER = 0;\n"
               "DECLARE y TYPE OF d;\nBEGIN\n  IF (a > 1) THEN BEGIN c = 1; END\n  IF (a > 2) THEN c = 2; ELSE c = 3;\n"
               "  FOR SELECT a FROM t INTO :c DO BEGIN SUSPEND; END\n  WHILE (x < 3) DO x = x + 1;\n  WHEN ANY DO BEGIN END\nEND"_s,
               u"RECREATE TRIGGER tr FOR t ACTIVE BEFORE INSERT OR UPDATE POSITION 1 AS BEGIN NEW.a = CASE WHEN NEW.a IS NULL THEN 1 ELSE NEW.a END; END"_s,
               u"CREATE FUNCTION f (a INTEGER) RETURNS INTEGER AS\n  DECLARE FUNCTION g RETURNS INTEGER AS BEGIN RETURN 1; END\n"
               "  DECLARE z INTEGER;\nBEGIN z = g(); RETURN a + z; END"_s,
               u"EXECUTE BLOCK (a INTEGER = ?) RETURNS (b INTEGER) AS BEGIN b = a; SUSPEND; END"_s,
               u"CREATE PACKAGE k AS BEGIN PROCEDURE p; FUNCTION f RETURNS INTEGER; END"_s,
               u"RECREATE PACKAGE BODY k AS BEGIN PROCEDURE p AS BEGIN END FUNCTION f RETURNS INTEGER AS BEGIN RETURN 1; END END"_s,
               u"CREATE FUNCTION e (a INTEGER) RETURNS INTEGER EXTERNAL NAME 'm!f;' ENGINE UDR"_s,
               u"ALTER TRIGGER tr INACTIVE"_s,
               u"EXECUTE PROCEDURE p(1, ';')"_s,
               u"CREATE VIEW v AS SELECT 1 AS a FROM RDB$DATABASE"_s,
               u"ALTER TABLE t ADD trigger_at DATE, ADD CONSTRAINT c CHECK (a > 0)"_s,
               u"SET TRANSACTION READ ONLY"_s,
               u"SET GENERATOR g TO 5"_s,
           };
}

QList<SqlCorpus> sqlCorpora()
{
    const QStringList gaps{u""_s, u" "_s, u"\n"_s, u"\r\n\t"_s, u"\n-- don't; care\n"_s, u" /* it's; ours */ "_s, u"\n\n"_s, u"/**/"_s, u" --\n"_s};
    return {{&postgresqlDialect(), postgresql(), gaps + QStringList{u"/* a /* b; */ ' */"_s, u"\n-- x\r"_s, u"--x;\n"_s}},
            {&mysqlDialect(), mysql(), gaps + QStringList{u"\n# it's; ours\n"_s, u"#;\n"_s}},
            {&mariadbDialect(), mariadb(), gaps + QStringList{u"\n# it's; ours\n"_s}},
            {&oracleDialect(), oracle(), gaps + QStringList{u"--x;\n"_s}},
            {&firebirdDialect(), firebird(), gaps + QStringList{u"--x;\n"_s}},
            {&sqliteDialect(), sqlite(), gaps + QStringList{u"--x;\n"_s}}};
}

QString endOf(const QString &statement, const Dialect &dialect)
{
    return dialect.programUnits && statement.endsWith(u';') ? u"\n/\n"_s : u";"_s;
}

const Dialect &dialectNamed(const QString &engine)
{
    for (const Dialect *dialect : {&sqliteDialect(), &mysqlDialect(), &mariadbDialect(), &oracleDialect(), &firebirdDialect()}) {
        if (dialect->engine == engine)
            return *dialect;
    }
    return postgresqlDialect();
}
