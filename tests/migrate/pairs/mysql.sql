-- SPDX-License-Identifier: GPL-3.0-or-later

### column type widened with default and comment
CREATE TABLE t (id int PRIMARY KEY, price decimal(8,2) NOT NULL DEFAULT 0.00, note varchar(50) COMMENT 'old');
INSERT INTO t VALUES (1, 2.5, 'x');
---
CREATE TABLE t (id bigint unsigned PRIMARY KEY, price decimal(12,4) NOT NULL DEFAULT 1.5000, note text COMMENT 'it''s \\ new "q"');

### column moved first and last
CREATE TABLE t (a int, b int, c int, d int, KEY (c));
---
CREATE TABLE t (d int, c int, b int, a int, KEY (c));

### on update current_timestamp with fraction
CREATE TABLE t (id int, u datetime(3) DEFAULT NULL, c timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP);
---
CREATE TABLE t (id int, u datetime(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6) ON UPDATE CURRENT_TIMESTAMP(6), c timestamp NULL DEFAULT NULL ON UPDATE CURRENT_TIMESTAMP);

### invisible columns [mysql]
CREATE TABLE t (id int NOT NULL, a int, b int INVISIBLE DEFAULT 3);
---
CREATE TABLE t (id int NOT NULL, a int INVISIBLE, b int DEFAULT 3, my_row_id bigint unsigned NOT NULL AUTO_INCREMENT INVISIBLE PRIMARY KEY);

### invisible columns of mariadb [mariadb]
CREATE TABLE t (id int NOT NULL, a int, b int INVISIBLE DEFAULT 3);
---
CREATE TABLE t (id int NOT NULL, a int INVISIBLE, b int DEFAULT 3, c int NOT NULL INVISIBLE DEFAULT 5);

### generated column stored to virtual and used by index and by another
CREATE TABLE t (a int, b int GENERATED ALWAYS AS (a + 1) STORED, c int GENERATED ALWAYS AS (b * 2) VIRTUAL, KEY kb (b), KEY kc (c));
---
CREATE TABLE t (a bigint, b bigint GENERATED ALWAYS AS (a + 2) VIRTUAL, c bigint GENERATED ALWAYS AS (b * 3) STORED, KEY kb (b, a), KEY kc (c));

### base column of generated changes type
CREATE TABLE t (first varchar(20), last varchar(20), full_name varchar(60) GENERATED ALWAYS AS (concat(first, ' ', last)) STORED, UNIQUE KEY (full_name));
---
CREATE TABLE t (first varchar(40), last varchar(40) NOT NULL, full_name varchar(90) GENERATED ALWAYS AS (concat(first, ' ', last)) STORED, UNIQUE KEY (full_name));

### generated column becomes ordinary
CREATE TABLE t (a int, b int GENERATED ALWAYS AS (a + 1) STORED, c int AS (a*2) VIRTUAL);
---
CREATE TABLE t (a int, b int DEFAULT 7, c int NOT NULL);

### base column of generated goes
CREATE TABLE t (a int, x int, g int AS (x + 1) VIRTUAL, KEY (g));
---
CREATE TABLE t (a int, g int AS (a + 1) VIRTUAL, KEY (g));

### generated json column
CREATE TABLE t (doc json);
---
CREATE TABLE t (doc json, name varchar(40) AS (json_unquote(json_extract(doc, '$.name'))) VIRTUAL, KEY by_name (name));

### table charset and column charsets
CREATE TABLE t (id int, a varchar(30), b varchar(30) CHARACTER SET latin1 COLLATE latin1_bin, c text) DEFAULT CHARSET=latin1;
---
CREATE TABLE t (id int, a varchar(30) CHARACTER SET latin1, b varchar(30), c text COLLATE utf8mb4_bin) DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

### table collation with indexes and enum
CREATE TABLE t (k varchar(64) NOT NULL, e enum('a','b') DEFAULT 'a', UNIQUE KEY (k)) DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci;
---
CREATE TABLE t (k varchar(64) NOT NULL, e enum('a','b') DEFAULT 'a', UNIQUE KEY (k)) DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin;

### foreign key on string columns whose charset changes
CREATE TABLE p (code varchar(10) PRIMARY KEY) DEFAULT CHARSET=latin1;
CREATE TABLE c (id int PRIMARY KEY, code varchar(10), CONSTRAINT fk FOREIGN KEY (code) REFERENCES p (code)) DEFAULT CHARSET=latin1;
INSERT INTO p VALUES ('a'); INSERT INTO c VALUES (1, 'a');
---
CREATE TABLE p (code varchar(20) PRIMARY KEY) DEFAULT CHARSET=utf8mb4;
CREATE TABLE c (id int PRIMARY KEY, code varchar(20), CONSTRAINT fk FOREIGN KEY (code) REFERENCES p (code)) DEFAULT CHARSET=utf8mb4;

### binary and blob types
CREATE TABLE t (a binary(16), b varbinary(20) DEFAULT 'x', c tinyblob, d bit(1) DEFAULT b'0', e year, f time(2), g set('x','y'));
---
CREATE TABLE t (a binary(20), b varbinary(40) DEFAULT 'yy', c longblob, d bit(8) NOT NULL DEFAULT b'101', e year NOT NULL DEFAULT '2020', f time(4), g set('x','y','z') NOT NULL DEFAULT 'x,z');

### enum grows and reorders
CREATE TABLE t (s enum('new','done') NOT NULL DEFAULT 'new'); INSERT INTO t VALUES ('done');
---
CREATE TABLE t (s enum('done','in ''work''','new','a,b') NOT NULL DEFAULT 'done');

### enum to varchar and check
CREATE TABLE t (id int PRIMARY KEY, s enum('new','done') NOT NULL DEFAULT 'new');
---
CREATE TABLE t (id int PRIMARY KEY, s varchar(10) NOT NULL DEFAULT 'new', CONSTRAINT s_known CHECK (s IN ('new','done')));

### unsigned zerofill float
CREATE TABLE t (a int(5) zerofill, b float, c double(10,3), d tinyint(1), e tinyint);
---
CREATE TABLE t (a int unsigned, b double, c double, d tinyint, e tinyint(1) NOT NULL DEFAULT 1);

### boolean and defaults null
CREATE TABLE t (a boolean, b varchar(10) DEFAULT 'NULL', c varchar(10) DEFAULT NULL, d varchar(10) DEFAULT '');
---
CREATE TABLE t (a boolean NOT NULL DEFAULT false, b varchar(10) DEFAULT NULL, c varchar(10) DEFAULT 'NULL', d varchar(10) NOT NULL DEFAULT 'it''s');

### default expressions
CREATE TABLE t (id int PRIMARY KEY, a int DEFAULT (1 + 2), j json DEFAULT (json_array()), d date DEFAULT (curdate()), t text DEFAULT ('x'));
---
CREATE TABLE t (id int PRIMARY KEY, a int DEFAULT (2 * 3), j json DEFAULT (json_object('a', 1)), d date DEFAULT (curdate() + interval 1 day), t text DEFAULT (concat('a', 'b')));

### default expression and other type at once
CREATE TABLE t (id int PRIMARY KEY, u varchar(36), v varchar(10) DEFAULT 'x'); INSERT INTO t VALUES (1, 'a', 'b');
---
CREATE TABLE t (id int PRIMARY KEY, u char(40) NOT NULL DEFAULT (uuid()), v text DEFAULT (uuid()));

### uuid primary key default
CREATE TABLE t (id int AUTO_INCREMENT PRIMARY KEY, name varchar(10));
---
CREATE TABLE t (id char(36) NOT NULL DEFAULT (uuid()) PRIMARY KEY, name varchar(10));

### auto increment moves to another column
CREATE TABLE t (id int NOT NULL AUTO_INCREMENT, seq int NOT NULL, name varchar(10), PRIMARY KEY (id), KEY (seq));
---
CREATE TABLE t (id int NOT NULL, seq int NOT NULL AUTO_INCREMENT, name varchar(10), PRIMARY KEY (id), KEY (seq));

### auto increment loses its key for another
CREATE TABLE t (id int NOT NULL AUTO_INCREMENT PRIMARY KEY, a int NOT NULL);
---
CREATE TABLE t (id int NOT NULL AUTO_INCREMENT, a int NOT NULL, PRIMARY KEY (a), UNIQUE KEY (id));

### auto increment added to existing primary key
CREATE TABLE t (id int NOT NULL, a int, PRIMARY KEY (id)); INSERT INTO t VALUES (1, 1), (5, 5);
CREATE TABLE c (t int, FOREIGN KEY (t) REFERENCES t (id)); INSERT INTO c VALUES (5);
---
CREATE TABLE t (id int NOT NULL AUTO_INCREMENT, a int, PRIMARY KEY (id));
CREATE TABLE c (t int, FOREIGN KEY (t) REFERENCES t (id));

### auto increment pk column type under a foreign key
CREATE TABLE t (id int unsigned NOT NULL AUTO_INCREMENT PRIMARY KEY); CREATE TABLE c (id int PRIMARY KEY, t int unsigned NOT NULL, KEY (t), CONSTRAINT c_t FOREIGN KEY (t) REFERENCES t (id) ON DELETE CASCADE);
---
CREATE TABLE t (id bigint unsigned NOT NULL AUTO_INCREMENT PRIMARY KEY); CREATE TABLE c (id int PRIMARY KEY, t bigint unsigned NOT NULL, KEY (t), CONSTRAINT c_t FOREIGN KEY (t) REFERENCES t (id) ON DELETE CASCADE);

### primary key swap to composite
CREATE TABLE t (a int NOT NULL, b int NOT NULL, c varchar(10), PRIMARY KEY (a), UNIQUE KEY ub (b, a));
---
CREATE TABLE t (a int NOT NULL, b int NOT NULL, c varchar(10), PRIMARY KEY (b, a), UNIQUE KEY ua (a));

### primary key swap with referencing tables
CREATE TABLE p (id int NOT NULL, code int NOT NULL, PRIMARY KEY (id), UNIQUE KEY pcode (code)); CREATE TABLE c (p int, CONSTRAINT f FOREIGN KEY (p) REFERENCES p (id));
---
CREATE TABLE p (id int NOT NULL, code int NOT NULL, PRIMARY KEY (code), UNIQUE KEY pid (id)); CREATE TABLE c (p int, CONSTRAINT f FOREIGN KEY (p) REFERENCES p (id));

### primary key dropped
CREATE TABLE t (a int NOT NULL, b int, PRIMARY KEY (a));
---
CREATE TABLE t (a int, b int);

### primary key with order and prefix
CREATE TABLE t (a varchar(100) NOT NULL, b int NOT NULL, PRIMARY KEY (a(20), b));
---
CREATE TABLE t (a varchar(100) NOT NULL, b int NOT NULL, PRIMARY KEY (b DESC, a(30)));

### index prefix and desc
CREATE TABLE t (a varchar(200), b text, c int, KEY i1 (a(10)), KEY i2 (b(20), c), KEY i3 (c));
---
CREATE TABLE t (a varchar(200), b text, c int, KEY i1 (a(30) DESC), KEY i2 (b(20), c DESC), UNIQUE KEY i3 (c, a(5)));

### functional index [mysql]
CREATE TABLE t (a int, b varchar(100), j json, KEY f1 ((a + 1)), KEY f2 ((lower(b))));
---
CREATE TABLE t (a int, b varchar(200), j json, KEY f1 ((a + 2) DESC), KEY f2 ((upper(b)), a), KEY f3 ((cast(j->>'$.x' AS unsigned))), UNIQUE KEY f4 ((abs(a)), b));

### multi-valued index [mysql]
CREATE TABLE t (id int PRIMARY KEY, j json);
---
CREATE TABLE t (id int PRIMARY KEY, j json, KEY mv ((cast(j->'$.tags' as unsigned array))), KEY mv2 (id, (cast(j->'$.names' as char(20) array))));

### functional index over dropped column [mysql]
CREATE TABLE t (a int, b varchar(100), KEY f2 ((lower(b))));
---
CREATE TABLE t (a int, c varchar(100), KEY f2 ((lower(c))));

### fulltext with parser
CREATE TABLE t (a text, b text, FULLTEXT KEY ft (a)) ENGINE=InnoDB;
---
CREATE TABLE t (a text, b text, FULLTEXT KEY ft (a, b), FULLTEXT KEY ft2 (b) COMMENT 'second') ENGINE=InnoDB;

### fulltext ngram [mysql]
CREATE TABLE t (a text, b text, FULLTEXT KEY ft (a));
---
CREATE TABLE t (a text, b text, FULLTEXT KEY ft (a) WITH PARSER ngram);

### spatial with srid [mysql]
CREATE TABLE t (id int, p point NOT NULL);
---
CREATE TABLE t (id int, p point NOT NULL SRID 4326, q geometry SRID 0, SPATIAL KEY sp (p));

### spatial types
CREATE TABLE t (id int, p point NOT NULL, SPATIAL KEY sp (p));
---
CREATE TABLE t (id int, p geometry NOT NULL, q polygon, SPATIAL KEY sp (p));

### index visibility [mysql]
CREATE TABLE t (a int, b int, KEY k1 (a) INVISIBLE, KEY k2 (b), UNIQUE KEY k3 (a, b));
---
CREATE TABLE t (a int, b int, KEY k1 (a), KEY k2 (b) INVISIBLE, UNIQUE KEY k3 (a, b) INVISIBLE COMMENT 'hidden');

### index ignored [mariadb]
CREATE TABLE t (a int, b int, KEY k1 (a) IGNORED, KEY k2 (b), UNIQUE KEY k3 (a, b));
---
CREATE TABLE t (a int, b int, KEY k1 (a), KEY k2 (b) IGNORED, UNIQUE KEY k3 (a, b) IGNORED COMMENT 'hidden');

### using btree and hash on memory
CREATE TABLE t (a int NOT NULL, b int, KEY k1 (a) USING HASH, KEY k2 (b) USING BTREE) ENGINE=MEMORY;
---
CREATE TABLE t (a int NOT NULL, b int, KEY k1 (a) USING BTREE, KEY k2 (b) USING HASH, PRIMARY KEY (a) USING BTREE) ENGINE=MEMORY;

### using btree said on innodb
CREATE TABLE t (a int NOT NULL, b int, KEY k1 (a) USING BTREE, KEY k2 (b));
---
CREATE TABLE t (a int NOT NULL, b int, KEY k1 (a), KEY k2 (b) USING BTREE, UNIQUE KEY k3 (b, a) USING BTREE);

### unique hash of a long column [mariadb]
CREATE TABLE t (a text, b varchar(5000), UNIQUE KEY (b));
---
CREATE TABLE t (a text, b varchar(6000), UNIQUE KEY ua (a), UNIQUE KEY ub (b, a));

### key block size and comment of index
CREATE TABLE t (a int, KEY k (a) COMMENT 'one');
---
CREATE TABLE t (a int, KEY k (a) COMMENT 'two ''quoted''');

### index renamed
CREATE TABLE t (a int, b int, KEY old_name (a), UNIQUE KEY old_unique (b));
---
CREATE TABLE t (a int, b int, KEY new_name (a), UNIQUE KEY new_unique (b));

### two indexes swap names
CREATE TABLE t (a int, b int, KEY x (a), KEY y (b));
---
CREATE TABLE t (a int, b int, KEY y (a), KEY x (b));

### three indexes rotate names
CREATE TABLE t (a int, b int, c int, KEY x (a), KEY y (b), UNIQUE KEY z (c));
---
CREATE TABLE t (a int, b int, c int, KEY y (a), KEY z (b), UNIQUE KEY x (c));

### index over column that goes
CREATE TABLE t (a int, b int, c int, KEY k (a, b), UNIQUE KEY u (b), KEY z (b, c));
---
CREATE TABLE t (a int, c int, KEY k (a), KEY z (c));

### foreign key changed with its column
CREATE TABLE p (id int PRIMARY KEY, alt bigint NOT NULL UNIQUE); CREATE TABLE c (id int PRIMARY KEY, p int, CONSTRAINT f FOREIGN KEY (p) REFERENCES p (id) ON DELETE SET NULL);
---
CREATE TABLE p (id int PRIMARY KEY, alt bigint NOT NULL UNIQUE); CREATE TABLE c (id int PRIMARY KEY, p bigint NOT NULL, CONSTRAINT f FOREIGN KEY (p) REFERENCES p (alt) ON DELETE CASCADE ON UPDATE CASCADE);

### foreign key column dropped and new one added
CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE c (id int PRIMARY KEY, p int, KEY pk (p), CONSTRAINT f FOREIGN KEY (p) REFERENCES p (id));
---
CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE c (id int PRIMARY KEY, parent int, CONSTRAINT f FOREIGN KEY (parent) REFERENCES p (id));

### self reference
CREATE TABLE emp (id int PRIMARY KEY, boss int);
---
CREATE TABLE emp (id bigint PRIMARY KEY, boss bigint, CONSTRAINT boss_fk FOREIGN KEY (boss) REFERENCES emp (id) ON DELETE SET NULL);

### self reference type changes
CREATE TABLE emp (id int PRIMARY KEY, boss int, CONSTRAINT boss_fk FOREIGN KEY (boss) REFERENCES emp (id)); INSERT INTO emp VALUES (1, NULL), (2, 1);
---
CREATE TABLE emp (id bigint unsigned AUTO_INCREMENT PRIMARY KEY, boss bigint unsigned, CONSTRAINT boss_fk FOREIGN KEY (boss) REFERENCES emp (id) ON DELETE CASCADE);

### cycle of three tables
CREATE TABLE a (id int PRIMARY KEY);
---
CREATE TABLE a (id int PRIMARY KEY, b int); CREATE TABLE b (id int PRIMARY KEY, c int); CREATE TABLE c (id int PRIMARY KEY, a int, CONSTRAINT ca FOREIGN KEY (a) REFERENCES a (id));
ALTER TABLE a ADD CONSTRAINT ab FOREIGN KEY (b) REFERENCES b (id); ALTER TABLE b ADD CONSTRAINT bc FOREIGN KEY (c) REFERENCES c (id) ON DELETE CASCADE;

### composite foreign key
CREATE TABLE p (a int, b int, PRIMARY KEY (a, b)); CREATE TABLE c (x int, y int, CONSTRAINT f FOREIGN KEY (x, y) REFERENCES p (a, b));
---
CREATE TABLE p (b int, a int, PRIMARY KEY (b, a)); CREATE TABLE c (x int, y int, CONSTRAINT f FOREIGN KEY (y, x) REFERENCES p (b, a));

### foreign key renamed
CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE c (p int, CONSTRAINT f1 FOREIGN KEY (p) REFERENCES p (id));
---
CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE c (p int, CONSTRAINT f2 FOREIGN KEY (p) REFERENCES p (id));

### foreign key name moves to another table
CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE c (p int, CONSTRAINT f FOREIGN KEY (p) REFERENCES p (id)); CREATE TABLE d (p int);
---
CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE c (p int); CREATE TABLE d (p int, CONSTRAINT f FOREIGN KEY (p) REFERENCES p (id));

### foreign keys to a table that goes
CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE c (p int, CONSTRAINT f FOREIGN KEY (p) REFERENCES p (id));
---
CREATE TABLE q (id int PRIMARY KEY); CREATE TABLE c (p int, CONSTRAINT f FOREIGN KEY (p) REFERENCES q (id));

### not null column referenced by set null
CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE c (id int, p int NOT NULL, CONSTRAINT f FOREIGN KEY (p) REFERENCES p (id));
---
CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE c (id int, p int NULL, CONSTRAINT f FOREIGN KEY (p) REFERENCES p (id) ON DELETE SET NULL);

### partitions by range added and dropped
CREATE TABLE t (id int NOT NULL, d date NOT NULL, PRIMARY KEY (id, d)) PARTITION BY RANGE (to_days(d)) (PARTITION p0 VALUES LESS THAN (738000), PARTITION p1 VALUES LESS THAN (739000));
INSERT INTO t VALUES (1, '2020-01-01');
---
CREATE TABLE t (id int NOT NULL, d date NOT NULL, PRIMARY KEY (id, d)) PARTITION BY RANGE (to_days(d)) (PARTITION p0 VALUES LESS THAN (738000), PARTITION p1a VALUES LESS THAN (738500), PARTITION p1 VALUES LESS THAN (739000), PARTITION pm VALUES LESS THAN MAXVALUE COMMENT = 'rest');

### partitions by list columns
CREATE TABLE t (id int, c varchar(10)) PARTITION BY LIST COLUMNS (c) (PARTITION eu VALUES IN ('de','fr'), PARTITION us VALUES IN ('us'));
---
CREATE TABLE t (id int, c varchar(10)) PARTITION BY LIST COLUMNS (c) (PARTITION eu VALUES IN ('de','fr','it'), PARTITION am VALUES IN ('us','ca'));

### partition columns and subpartitions
CREATE TABLE t (id int, y int) PARTITION BY HASH (id) PARTITIONS 4;
---
CREATE TABLE t (id int, y int) PARTITION BY RANGE (y) SUBPARTITION BY HASH (id) SUBPARTITIONS 2 (PARTITION p0 VALUES LESS THAN (10), PARTITION p1 VALUES LESS THAN (20));

### partitioned table gains columns and key
CREATE TABLE t (id int NOT NULL, y int NOT NULL, PRIMARY KEY (id)) PARTITION BY KEY (id) PARTITIONS 2;
---
CREATE TABLE t (id bigint NOT NULL, y int NOT NULL, name varchar(20), PRIMARY KEY (id, y), KEY (name)) PARTITION BY LINEAR KEY (y, id) PARTITIONS 4;

### partition expression column changes type
CREATE TABLE t (id int NOT NULL, d date NOT NULL) PARTITION BY RANGE (year(d)) (PARTITION p0 VALUES LESS THAN (2020), PARTITION pm VALUES LESS THAN MAXVALUE);
---
CREATE TABLE t (id int NOT NULL, d datetime NOT NULL) PARTITION BY RANGE (year(d)) (PARTITION p0 VALUES LESS THAN (2020), PARTITION pm VALUES LESS THAN MAXVALUE);

### partition column goes
CREATE TABLE t (id int NOT NULL, y int NOT NULL) PARTITION BY HASH (y) PARTITIONS 2;
---
CREATE TABLE t (id int NOT NULL, z int) PARTITION BY HASH (id) PARTITIONS 2;

### views upon views
CREATE TABLE t (a int, b int); CREATE VIEW v1 AS SELECT a, b FROM t; CREATE VIEW v2 AS SELECT a FROM v1; CREATE VIEW v3 AS SELECT v2.a FROM v2 JOIN v1 ON v1.a = v2.a;
---
CREATE TABLE t (a int, c int); CREATE VIEW v1 AS SELECT a, c FROM t; CREATE VIEW v2 AS SELECT c FROM v1; CREATE VIEW v3 AS SELECT v2.c FROM v2 JOIN v1 ON v1.c = v2.c;

### view becomes table
CREATE TABLE t (a int); CREATE VIEW x AS SELECT a FROM t; CREATE VIEW y AS SELECT a FROM x;
---
CREATE TABLE t (a int); CREATE TABLE x (a int); CREATE VIEW y AS SELECT a FROM x;

### view options
CREATE TABLE t (a int); CREATE ALGORITHM=MERGE SQL SECURITY DEFINER VIEW v AS SELECT a FROM t WHERE a > 0;
---
CREATE TABLE t (a int); CREATE ALGORITHM=TEMPTABLE SQL SECURITY INVOKER VIEW v AS SELECT a FROM t WHERE a > 0;

### view with check option
CREATE TABLE t (a int); CREATE VIEW v AS SELECT a FROM t WHERE a > 0;
---
CREATE TABLE t (a int); CREATE VIEW v AS SELECT a FROM t WHERE a > 0 WITH LOCAL CHECK OPTION;

### views exchange dependence
CREATE TABLE t (a int); CREATE VIEW x AS SELECT a FROM t; CREATE VIEW y AS SELECT a FROM x;
---
CREATE TABLE t (a int); CREATE VIEW y AS SELECT a FROM t; CREATE VIEW x AS SELECT a FROM y;

### view with names and cte
CREATE TABLE t (a int, b varchar(10)); CREATE VIEW v (n, m) AS SELECT a, b FROM t;
---
CREATE TABLE t (a int, b varchar(20)); CREATE VIEW v (k, m, z) AS WITH q AS (SELECT a, b FROM t) SELECT a, b, count(*) OVER (PARTITION BY b) FROM q;

### view calls function
CREATE FUNCTION f (x int) RETURNS int DETERMINISTIC RETURN x; CREATE TABLE t (a int); CREATE VIEW v AS SELECT f(a) AS a FROM t;
---
CREATE FUNCTION f (x int, y int) RETURNS int DETERMINISTIC RETURN x + y; CREATE TABLE t (a int); CREATE VIEW v AS SELECT f(a, 1) AS a FROM t;

### triggers before and after
CREATE TABLE t (a int, b int); CREATE TABLE log (n int);
CREATE TRIGGER ti BEFORE INSERT ON t FOR EACH ROW SET NEW.b = NEW.a; CREATE TRIGGER td AFTER DELETE ON t FOR EACH ROW INSERT INTO log VALUES (OLD.a);
---
CREATE TABLE t (a int, c int); CREATE TABLE log (n bigint, w varchar(10));
CREATE TRIGGER ti BEFORE INSERT ON t FOR EACH ROW SET NEW.c = NEW.a; CREATE TRIGGER td AFTER DELETE ON t FOR EACH ROW INSERT INTO log VALUES (OLD.a, 'gone');

### trigger order follows
CREATE TABLE t (a int, b int); CREATE TRIGGER t1 BEFORE INSERT ON t FOR EACH ROW SET NEW.a = 1; CREATE TRIGGER t2 BEFORE INSERT ON t FOR EACH ROW SET NEW.a = 2;
---
CREATE TABLE t (a int, b int); CREATE TRIGGER t1 BEFORE INSERT ON t FOR EACH ROW SET NEW.a = 1; CREATE TRIGGER t2 BEFORE INSERT ON t FOR EACH ROW PRECEDES t1 SET NEW.a = 2;

### trigger name moves to another table
CREATE TABLE t (a int); CREATE TABLE u (a int); CREATE TRIGGER x BEFORE INSERT ON t FOR EACH ROW SET NEW.a = 1;
---
CREATE TABLE t (a int); CREATE TABLE u (a int); CREATE TRIGGER x BEFORE INSERT ON u FOR EACH ROW SET NEW.a = 1;

### compound trigger bodies
CREATE TABLE t (a int, b int);
---
CREATE TABLE t (a int, b int);
DELIMITER //
CREATE TRIGGER x BEFORE UPDATE ON t FOR EACH ROW BEGIN
  -- a comment; with semicolon
  IF NEW.a > 1 THEN SET NEW.b = 'x' = 'y'; ELSE SET NEW.b = 2; END IF;
END//
DELIMITER ;

### procedures and functions with options
CREATE TABLE t (a int);
DELIMITER //
CREATE PROCEDURE p (IN x int, OUT y int) COMMENT 'one' BEGIN SELECT count(*) INTO y FROM t WHERE a = x; END//
CREATE FUNCTION f (s varchar(10) CHARACTER SET latin1) RETURNS varchar(20) CHARACTER SET latin1 NO SQL DETERMINISTIC RETURN concat(s, 'x')//
DELIMITER ;
---
CREATE TABLE t (a int);
DELIMITER //
CREATE PROCEDURE p (INOUT x decimal(10,2)) SQL SECURITY INVOKER COMMENT 'two' BEGIN DECLARE EXIT HANDLER FOR SQLEXCEPTION SET x = 0; SET x = x + 1; END//
CREATE FUNCTION f (s varchar(30)) RETURNS text READS SQL DATA RETURN (SELECT max(a) FROM t)//
DELIMITER ;

### function and procedure of one name
CREATE PROCEDURE x() SELECT 1;
---
CREATE FUNCTION x() RETURNS int DETERMINISTIC RETURN 1;

### routine comment only
CREATE PROCEDURE p() COMMENT 'a' SELECT 1;
---
CREATE PROCEDURE p() COMMENT 'b' SELECT 1;

### events
CREATE EVENT e ON SCHEDULE EVERY 1 HOUR STARTS '2035-01-01 00:00:00' ENABLE DO SELECT 1;
CREATE EVENT o ON SCHEDULE AT '2036-01-01 00:00:00' DO SELECT 2;
---
CREATE EVENT e ON SCHEDULE EVERY '1:30' HOUR_MINUTE STARTS '2035-01-01 00:00:00' ENDS '2037-01-01 00:00:00' ON COMPLETION PRESERVE DISABLE COMMENT 'c' DO SELECT 1;
CREATE EVENT o ON SCHEDULE AT '2036-02-01 00:00:00' ON COMPLETION PRESERVE DO SELECT 3;

### checks enforced [mysql]
CREATE TABLE t (a int, b int, CONSTRAINT c1 CHECK (a > 0), CONSTRAINT c2 CHECK (b > 0) NOT ENFORCED);
---
CREATE TABLE t (a int, b int, CONSTRAINT c1 CHECK (a > 0) NOT ENFORCED, CONSTRAINT c2 CHECK (b > 0), CHECK (a < b));

### checks on columns
CREATE TABLE t (a int CHECK (a > 0), b varchar(10) CHECK (b <> ''), CONSTRAINT ab CHECK (a > 1 OR b = 'x'));
---
CREATE TABLE t (a int, b varchar(20) CHECK (b <> '' AND length(b) > 2), c int NOT NULL DEFAULT 1 CHECK (c BETWEEN 1 AND 5));

### check moves to another table
CREATE TABLE t (a int, CONSTRAINT pos CHECK (a > 0)); CREATE TABLE u (a int);
---
CREATE TABLE t (a int); CREATE TABLE u (a int, CONSTRAINT pos CHECK (a > 0));

### check names column that is dropped
CREATE TABLE t (a int, b int, CONSTRAINT ab CHECK (a < b));
---
CREATE TABLE t (a int, c int, CONSTRAINT ab CHECK (a < c));

### json check [mariadb]
CREATE TABLE t (j json, k longtext);
---
CREATE TABLE t (j longtext, k json NOT NULL, l json DEFAULT '{}');

### sequences change [mariadb]
CREATE SEQUENCE s1 START WITH 1 INCREMENT BY 1; CREATE SEQUENCE s2; CREATE TABLE t (id bigint DEFAULT nextval(s1) PRIMARY KEY);
---
CREATE SEQUENCE s1 START WITH 100 INCREMENT BY -2 MINVALUE -1000 MAXVALUE 1000 NOCACHE CYCLE; CREATE SEQUENCE s3 AS int; CREATE TABLE t (id bigint DEFAULT nextval(s3) PRIMARY KEY);

### sequence becomes table [mariadb]
CREATE SEQUENCE x; CREATE TABLE y (a int);
---
CREATE TABLE x (a int); CREATE SEQUENCE y;

### sequences exchange names [mariadb]
CREATE SEQUENCE a START WITH 5 INCREMENT BY 5; CREATE SEQUENCE b START WITH 7 INCREMENT BY 7;
---
CREATE SEQUENCE b START WITH 5 INCREMENT BY 5; CREATE SEQUENCE a START WITH 7 INCREMENT BY 7;

### system versioning [mariadb]
CREATE TABLE t (a int, b int); CREATE TABLE u (a int) WITH SYSTEM VERSIONING;
---
CREATE TABLE t (a int, b int WITHOUT SYSTEM VERSIONING) WITH SYSTEM VERSIONING; CREATE TABLE u (a int);

### explicit row start and end [mariadb]
CREATE TABLE t (a int);
---
CREATE TABLE t (a int, rs timestamp(6) GENERATED ALWAYS AS ROW START, re timestamp(6) GENERATED ALWAYS AS ROW END, PERIOD FOR SYSTEM_TIME (rs, re)) WITH SYSTEM VERSIONING;

### versioned table changes [mariadb]
CREATE TABLE t (a int, b varchar(10)) WITH SYSTEM VERSIONING; INSERT INTO t VALUES (1, 'x'); DELETE FROM t;
---
CREATE TABLE t (a bigint, b varchar(20) NOT NULL, c int, KEY (c)) WITH SYSTEM VERSIONING;

### partition by system time [mariadb]
CREATE TABLE t (a int) WITH SYSTEM VERSIONING;
---
CREATE TABLE t (a int) WITH SYSTEM VERSIONING PARTITION BY SYSTEM_TIME (PARTITION h HISTORY, PARTITION c CURRENT);

### application period without overlaps [mariadb]
CREATE TABLE t (id int, f date NOT NULL, u date NOT NULL, PRIMARY KEY (id));
---
CREATE TABLE t (id int NOT NULL, f date NOT NULL, u date NOT NULL, PERIOD FOR p (f, u), PRIMARY KEY (id, p WITHOUT OVERLAPS));

### types of mariadb [mariadb]
CREATE TABLE t (a char(36), b varchar(45), c varchar(15), d int);
---
CREATE TABLE t (a uuid, b inet6, c inet4, d int, e varchar(100) COMPRESSED, v uuid DEFAULT uuid());

### vector index [mariadb]
CREATE TABLE t (id int PRIMARY KEY, v vector(3) NOT NULL);
---
CREATE TABLE t (id int PRIMARY KEY, v vector(4) NOT NULL, VECTOR INDEX vi (v) M=8 DISTANCE=cosine);

### packages [mariadb]
CREATE TABLE t (a int);
---
CREATE TABLE t (a int);
SET sql_mode=ORACLE;
DELIMITER //
CREATE PACKAGE pk AS FUNCTION f RETURN INT; PROCEDURE p(x INT); END//
CREATE PACKAGE BODY pk AS FUNCTION f RETURN INT AS BEGIN RETURN 1; END; PROCEDURE p(x INT) AS BEGIN SELECT x; END; END//
DELIMITER ;

### engine and row format
CREATE TABLE t (a int, b varchar(20)) ENGINE=InnoDB ROW_FORMAT=COMPACT COMMENT='c';
---
CREATE TABLE t (a int, b varchar(20)) ENGINE=MyISAM MAX_ROWS=1000 AVG_ROW_LENGTH=50 PACK_KEYS=1 DELAY_KEY_WRITE=1 CHECKSUM=1;

### stats options
CREATE TABLE t (a int) STATS_PERSISTENT=1 STATS_AUTO_RECALC=0;
---
CREATE TABLE t (a int) STATS_SAMPLE_PAGES=20 ROW_FORMAT=DYNAMIC;

### table comment removed
CREATE TABLE t (a int COMMENT 'col') COMMENT='the table';
---
CREATE TABLE t (a int);

### renamed case of table and column
CREATE TABLE t (UserID int, UserName varchar(10), KEY k (UserID));
---
CREATE TABLE t (userid int, user_name varchar(10), KEY k (userid));

### reserved words as names
CREATE TABLE `order` (`key` int, `group` int, KEY `index` (`key`), CONSTRAINT `check` CHECK (`key` > 0));
---
CREATE TABLE `order` (`key` bigint, `select` int, `a``b` int, KEY `index` (`select`, `a``b`), CONSTRAINT `check` CHECK (`key` > `a``b`));

### fk index replaced by unique
CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE c (id int PRIMARY KEY, p int, KEY p_idx (p), CONSTRAINT f FOREIGN KEY (p) REFERENCES p (id));
---
CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE c (id int PRIMARY KEY, p int, UNIQUE KEY p_unique (p), CONSTRAINT f FOREIGN KEY (p) REFERENCES p (id));

### many to many join table redone
CREATE TABLE a (id int PRIMARY KEY); CREATE TABLE b (id int PRIMARY KEY); CREATE TABLE ab (id int AUTO_INCREMENT PRIMARY KEY, a int NOT NULL, b int NOT NULL, UNIQUE KEY (a, b), FOREIGN KEY (a) REFERENCES a (id), FOREIGN KEY (b) REFERENCES b (id));
---
CREATE TABLE a (id int PRIMARY KEY); CREATE TABLE b (id int PRIMARY KEY); CREATE TABLE ab (a int NOT NULL, b int NOT NULL, PRIMARY KEY (a, b), KEY (b), FOREIGN KEY (a) REFERENCES a (id) ON DELETE CASCADE, FOREIGN KEY (b) REFERENCES b (id) ON DELETE CASCADE);

### column dropped that fk generated index and check use
CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE t (id int PRIMARY KEY, x int, y int AS (x + 1) STORED, CONSTRAINT cx CHECK (x > 0), KEY (y), CONSTRAINT fx FOREIGN KEY (x) REFERENCES p (id));
---
CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE t (id int PRIMARY KEY, y int);

### drop and create with dependency both ways
CREATE TABLE a (id int PRIMARY KEY); CREATE TABLE b (id int PRIMARY KEY, a int, FOREIGN KEY (a) REFERENCES a (id));
---
CREATE TABLE b (id int PRIMARY KEY); CREATE TABLE a (id int PRIMARY KEY, b int, FOREIGN KEY (b) REFERENCES b (id));

### blob json default and nullability
CREATE TABLE t (a blob NOT NULL, b json, c text NOT NULL);
---
CREATE TABLE t (a blob, b json NOT NULL, c text);

### timestamps implicit
CREATE TABLE t (a timestamp NULL, b timestamp NOT NULL DEFAULT '2000-01-01 00:00:00');
---
CREATE TABLE t (a timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP, b timestamp NOT NULL DEFAULT '2001-02-03 04:05:06');

### national and long types
CREATE TABLE t (a nchar(5), b nvarchar(10), c long varchar, d mediumtext, e middleint, f serial);
---
CREATE TABLE t (a char(5), b varchar(10), c tinytext, d longtext, e mediumint unsigned, f bigint unsigned NOT NULL);

### enum modified with default and not null
CREATE TABLE users (id bigint NOT NULL AUTO_INCREMENT, state enum('on','off') NULL, mode set('a','b') DEFAULT 'a', PRIMARY KEY (id)) CHARSET utf8mb4 COLLATE utf8mb4_0900_ai_ci;
---
CREATE TABLE users (id bigint NOT NULL AUTO_INCREMENT, state enum('on','off','unknown') NOT NULL DEFAULT 'unknown', mode set('a','b','c') DEFAULT 'a,c', PRIMARY KEY (id)) CHARSET utf8mb4 COLLATE utf8mb4_0900_ai_ci;

### table with everything
CREATE TABLE actor (actor_id smallint unsigned NOT NULL AUTO_INCREMENT, first_name varchar(45) NOT NULL, last_name varchar(45) DEFAULT NULL, last_update timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP, ssn char(10) NOT NULL, alive tinyint(1) NOT NULL DEFAULT '1', alive_bit bit(1) NOT NULL DEFAULT b'1', PRIMARY KEY (actor_id), UNIQUE KEY idx_ssn (ssn), KEY idx_actor_name (last_name(10), first_name(1))) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
---
CREATE TABLE actor (actor_id smallint unsigned NOT NULL AUTO_INCREMENT, ssn char(10) NOT NULL DEFAULT '', last_name varchar(45) NOT NULL DEFAULT 'x', first_name varchar(60) CHARACTER SET latin1 NOT NULL, last_update timestamp(2) NULL DEFAULT CURRENT_TIMESTAMP(2), alive tinyint(1), alive_bit bit(2) DEFAULT b'10', age int unsigned COMMENT 'in years; "about"', PRIMARY KEY (actor_id, ssn), KEY idx_ssn (ssn), KEY idx_actor_name (first_name(1), last_name(10))) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 ROW_FORMAT=COMPRESSED KEY_BLOCK_SIZE=8;

### lookups split out
CREATE TABLE person (id int AUTO_INCREMENT PRIMARY KEY, name varchar(50) NOT NULL, city varchar(50), KEY (city));
---
CREATE TABLE city (id int AUTO_INCREMENT PRIMARY KEY, name varchar(50) NOT NULL, UNIQUE KEY uq_city (name)); CREATE TABLE person (id int AUTO_INCREMENT PRIMARY KEY, name varchar(50) NOT NULL, city_id int, CONSTRAINT fk_city FOREIGN KEY (city_id) REFERENCES city (id) ON UPDATE CASCADE);

### datetime precision and limits
CREATE TABLE users (id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY, created_at datetime NOT NULL, bio text, flags int, amount decimal(10,0)) ENGINE=InnoDB DEFAULT CHARSET=utf8mb3;
---
CREATE TABLE users (id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY, created_at datetime(6) NOT NULL, bio mediumtext, flags bigint DEFAULT 0 NOT NULL, amount decimal(12,2)) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

### renamed index and fk constraint
CREATE TABLE auth (id int AUTO_INCREMENT PRIMARY KEY); CREATE TABLE post (id int AUTO_INCREMENT PRIMARY KEY, author_id int NOT NULL, KEY post_author_id_a1 (author_id), CONSTRAINT post_author_id_fk_a1 FOREIGN KEY (author_id) REFERENCES auth (id));
---
CREATE TABLE auth (id bigint AUTO_INCREMENT PRIMARY KEY); CREATE TABLE post (id bigint AUTO_INCREMENT PRIMARY KEY, author_id bigint NULL, KEY post_author_id_b2 (author_id), CONSTRAINT post_author_id_fk_b2 FOREIGN KEY (author_id) REFERENCES auth (id));

### two foreign keys share an index that shrinks
CREATE TABLE a (x int, y int, PRIMARY KEY (x, y)); CREATE TABLE b (x int PRIMARY KEY); CREATE TABLE c (x int, y int, KEY xy (x, y), CONSTRAINT ca FOREIGN KEY (x, y) REFERENCES a (x, y), CONSTRAINT cb FOREIGN KEY (x) REFERENCES b (x));
---
CREATE TABLE a (x int, y int, PRIMARY KEY (x, y)); CREATE TABLE b (x int PRIMARY KEY); CREATE TABLE c (x int, y int, KEY only_x (x), CONSTRAINT cb FOREIGN KEY (x) REFERENCES b (x));

### parent's unique key replaced under a child
CREATE TABLE p (a int NOT NULL, b int, UNIQUE KEY ua (a)); CREATE TABLE c (a int, CONSTRAINT f FOREIGN KEY (a) REFERENCES p (a));
---
CREATE TABLE p (a int NOT NULL, b int, PRIMARY KEY (a)); CREATE TABLE c (a int, CONSTRAINT f FOREIGN KEY (a) REFERENCES p (a));

### foreign key actions only
CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE c (p int DEFAULT 1, CONSTRAINT f FOREIGN KEY (p) REFERENCES p (id) ON DELETE CASCADE);
---
CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE c (p int DEFAULT 1, CONSTRAINT f FOREIGN KEY (p) REFERENCES p (id) ON DELETE RESTRICT ON UPDATE SET NULL);

### child column becomes not null and drops set null
CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE c (id int, p int NULL, KEY (p), CONSTRAINT f FOREIGN KEY (p) REFERENCES p (id) ON DELETE SET NULL);
---
CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE c (id int, p int NOT NULL, UNIQUE KEY (p, id), CONSTRAINT f FOREIGN KEY (p) REFERENCES p (id) ON DELETE CASCADE);

### generated column under foreign key
CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE c (a int, g int AS (a + 1) STORED, CONSTRAINT f FOREIGN KEY (g) REFERENCES p (id));
---
CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE c (a int, g int AS (a + 2) STORED, CONSTRAINT f FOREIGN KEY (g) REFERENCES p (id));

### generated column not null and unique
CREATE TABLE t (a varchar(10), g varchar(12) AS (concat('<', a, '>')) VIRTUAL, UNIQUE KEY (g));
---
CREATE TABLE t (a varchar(20), g varchar(32) CHARACTER SET latin1 AS (concat('[', a, ']')) VIRTUAL COMMENT 'g', UNIQUE KEY (g));

### check over generated
CREATE TABLE t (a int, g int AS (a * 2) STORED, CONSTRAINT cg CHECK (g > 0));
---
CREATE TABLE t (a int, g int AS (a * 3) STORED, CONSTRAINT cg CHECK (g > 0));

### index over a remade column with others
CREATE TABLE t (a int, b int, g int AS (a) VIRTUAL, KEY k1 (g, b), KEY k2 (b, g DESC), UNIQUE KEY k3 (g));
---
CREATE TABLE t (a int, b int, g bigint AS (b) VIRTUAL, KEY k1 (g, b), KEY k2 (b, g), UNIQUE KEY k3 (g, a));

### primary key of strings with another charset
CREATE TABLE t (k varchar(64) CHARACTER SET latin1 NOT NULL PRIMARY KEY, v int);
---
CREATE TABLE t (k varchar(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL PRIMARY KEY, v int);

### long varchar to text with prefix index
CREATE TABLE t (a varchar(500), KEY (a)); 
---
CREATE TABLE t (a text, KEY (a(100)));

### varchar shortened under a prefix
CREATE TABLE t (a varchar(100), KEY k (a(50)));
---
CREATE TABLE t (a varchar(30), KEY k (a));

### text in unique key of two
CREATE TABLE t (a text, b blob, UNIQUE KEY u (a(20), b(10)));
---
CREATE TABLE t (a varchar(20), b varbinary(10), UNIQUE KEY u (a, b));

### auto increment with other start and type
CREATE TABLE t (id tinyint unsigned NOT NULL AUTO_INCREMENT PRIMARY KEY, v int) AUTO_INCREMENT=50;
---
CREATE TABLE t (id mediumint NOT NULL AUTO_INCREMENT PRIMARY KEY COMMENT 'num', v int) AUTO_INCREMENT=5000;

### auto increment column replaced
CREATE TABLE t (id int NOT NULL AUTO_INCREMENT PRIMARY KEY, v int);
---
CREATE TABLE t (uid bigint NOT NULL AUTO_INCREMENT PRIMARY KEY, v int);

### auto increment column replaced in a parent
CREATE TABLE t (id int NOT NULL AUTO_INCREMENT PRIMARY KEY, v int); CREATE TABLE c (t int, CONSTRAINT f FOREIGN KEY (t) REFERENCES t (id));
---
CREATE TABLE t (uid bigint NOT NULL AUTO_INCREMENT PRIMARY KEY, v int); CREATE TABLE c (t bigint, CONSTRAINT f FOREIGN KEY (t) REFERENCES t (uid));

### composite primary key gets a surrogate
CREATE TABLE t (a int NOT NULL, b int NOT NULL, PRIMARY KEY (a, b));
---
CREATE TABLE t (id int NOT NULL AUTO_INCREMENT, a int NOT NULL, b int NOT NULL, PRIMARY KEY (id), UNIQUE KEY ab (a, b));

### partition by range columns with two
CREATE TABLE t (a int NOT NULL, b varchar(10) NOT NULL, PRIMARY KEY (a, b)) PARTITION BY RANGE COLUMNS (a, b) (PARTITION p0 VALUES LESS THAN (10, 'm'), PARTITION p1 VALUES LESS THAN (MAXVALUE, MAXVALUE));
---
CREATE TABLE t (a bigint NOT NULL, b varchar(20) NOT NULL, PRIMARY KEY (a, b)) PARTITION BY RANGE COLUMNS (a, b) (PARTITION p0 VALUES LESS THAN (10, 'g'), PARTITION p0b VALUES LESS THAN (20, 'm'), PARTITION p1 VALUES LESS THAN (MAXVALUE, MAXVALUE));

### partitioning removed with unique key changed
CREATE TABLE t (id int NOT NULL, y int NOT NULL, UNIQUE KEY u (id, y)) PARTITION BY LIST (y) (PARTITION a VALUES IN (1, 2), PARTITION b VALUES IN (3));
---
CREATE TABLE t (id int NOT NULL, y int, UNIQUE KEY u (id));

### partition count and comment
CREATE TABLE t (id int) COMMENT 'x' PARTITION BY KEY (id) PARTITIONS 3;
---
CREATE TABLE t (id int) COMMENT 'y' PARTITION BY KEY ALGORITHM=2 (id) PARTITIONS 5;

### partition by unix_timestamp
CREATE TABLE t (id int, ts timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP);
---
CREATE TABLE t (id int, ts timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP) PARTITION BY RANGE (unix_timestamp(ts)) (PARTITION p0 VALUES LESS THAN (1700000000), PARTITION p1 VALUES LESS THAN (MAXVALUE));

### views with unions and aliases
CREATE TABLE t (id int, n varchar(10)); CREATE VIEW v AS SELECT id AS i, n FROM t UNION ALL SELECT id + 1, concat(n, '''') FROM t;
---
CREATE TABLE t (id bigint, n varchar(20)); CREATE VIEW v AS SELECT id AS i, n AS `the name` FROM t UNION SELECT id + 1, concat(n, '"') FROM t ORDER BY 1 LIMIT 5;

### view to a view that goes
CREATE TABLE t (a int); CREATE VIEW x AS SELECT a FROM t; CREATE VIEW y AS SELECT a FROM x;
---
CREATE TABLE t (a int); CREATE VIEW y AS SELECT a FROM t;

### views in a long chain renamed
CREATE TABLE t (a int); CREATE VIEW a1 AS SELECT a FROM t; CREATE VIEW b1 AS SELECT a FROM a1; CREATE VIEW c1 AS SELECT a FROM b1;
---
CREATE TABLE t (a int); CREATE VIEW c1 AS SELECT a FROM t; CREATE VIEW a1 AS SELECT a FROM c1; CREATE VIEW b1 AS SELECT a FROM a1;

### procedures that call each other
CREATE TABLE t (a int); CREATE PROCEDURE p1() CALL p2(); CREATE PROCEDURE p2() SELECT a FROM t;
---
CREATE TABLE t (b int); CREATE PROCEDURE p2() CALL p1(); CREATE PROCEDURE p1() SELECT b FROM t;

### function used in generated-like check trigger and event
CREATE FUNCTION f(a int) RETURNS int DETERMINISTIC RETURN a; CREATE TABLE t (a int); CREATE TRIGGER tr BEFORE INSERT ON t FOR EACH ROW SET NEW.a = f(NEW.a); CREATE EVENT e ON SCHEDULE EVERY 1 DAY STARTS '2040-01-01 00:00:00' DO UPDATE t SET a = f(a);
---
CREATE FUNCTION f(a int, b varchar(5)) RETURNS bigint DETERMINISTIC RETURN a; CREATE TABLE t (a bigint); CREATE TRIGGER tr BEFORE INSERT ON t FOR EACH ROW SET NEW.a = f(NEW.a, 'x'); CREATE EVENT e ON SCHEDULE EVERY 2 DAY STARTS '2040-01-01 00:00:00' DO UPDATE t SET a = f(a, 'y');

### trigger timing and event change
CREATE TABLE t (a int, b int); CREATE TRIGGER x BEFORE INSERT ON t FOR EACH ROW SET NEW.b = 1; CREATE TRIGGER y AFTER UPDATE ON t FOR EACH ROW SET @z = 1;
---
CREATE TABLE t (a int, b int); CREATE TRIGGER x BEFORE UPDATE ON t FOR EACH ROW SET NEW.b = 1; CREATE TRIGGER y AFTER DELETE ON t FOR EACH ROW SET @z = OLD.a;

### table with triggers is dropped and another made
CREATE TABLE t (a int); CREATE TRIGGER x BEFORE INSERT ON t FOR EACH ROW SET NEW.a = 1;
---
CREATE TABLE u (b int, c varchar(5)); CREATE TRIGGER x BEFORE INSERT ON u FOR EACH ROW SET NEW.b = 1;

### sql mode of routines
SET sql_mode = ''; CREATE PROCEDURE p() SELECT 1; CREATE TABLE t (a int); CREATE TRIGGER x BEFORE INSERT ON t FOR EACH ROW SET NEW.a = 1;
---
SET sql_mode = 'ANSI_QUOTES'; CREATE PROCEDURE p() SELECT 1 AS "one"; CREATE TABLE t (a int); CREATE TRIGGER x BEFORE INSERT ON t FOR EACH ROW SET NEW.a = 1;

### zero dates
SET sql_mode = ''; CREATE TABLE t (a datetime NOT NULL DEFAULT '0000-00-00 00:00:00', b date DEFAULT '0000-00-00');
---
SET sql_mode = ''; CREATE TABLE t (a datetime NOT NULL DEFAULT '0000-00-00 00:00:00', b date DEFAULT '0000-00-00', c int, KEY (c));

### quotes and backslashes in defaults and comments
CREATE TABLE t (a varchar(20) DEFAULT 'a''b', b varchar(20) DEFAULT '\\' COMMENT 'back\\slash') COMMENT='tab\there';
---
CREATE TABLE t (a varchar(20) DEFAULT '"', b varchar(20) DEFAULT '\n' COMMENT 'per%cent ''; -- x', c varchar(20) DEFAULT '/* no */') COMMENT='umläut €';

### enum values with quotes and unicode
CREATE TABLE t (e enum('it''s','ä','a\\b') DEFAULT 'ä');
---
CREATE TABLE t (e enum('it''s','ä','a\\b','x,y','"q"') NOT NULL DEFAULT 'it''s', s set('ü','o') DEFAULT 'ü,o');

### names with odd characters
CREATE TABLE `my-table` (`a b` int, `c.d` int, `ü` int, KEY `k 1` (`a b`), CONSTRAINT `chk 1` CHECK (`c.d` > 0)); CREATE VIEW `v-1` AS SELECT `a b` FROM `my-table`;
---
CREATE TABLE `my-table` (`a b` bigint, `c.d` int, `%s` int, KEY `k 1` (`a b`, `%s`), CONSTRAINT `chk 1` CHECK (`c.d` > 1 AND `%s` < 5)); CREATE VIEW `v-1` AS SELECT `%s` FROM `my-table`;

### expression default depends on another column
CREATE TABLE t (a int, b int DEFAULT (a + 1));
---
CREATE TABLE t (a bigint, c int DEFAULT 4, b bigint DEFAULT (c * 2));

### on update removed and default kept
CREATE TABLE t (id int, a timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP, b datetime DEFAULT CURRENT_TIMESTAMP);
---
CREATE TABLE t (id int, a timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP, b datetime DEFAULT NULL ON UPDATE CURRENT_TIMESTAMP);

### numeric defaults of another spelling
CREATE TABLE t (a decimal(5,2) DEFAULT 1, b float DEFAULT 1.50, c int DEFAULT '7', d double DEFAULT 1e3, e bool DEFAULT true);
---
CREATE TABLE t (a decimal(5,2) DEFAULT 1.00, b float DEFAULT 1.5, c int DEFAULT 7, d double DEFAULT 1000, e tinyint(1) DEFAULT 1);

### engines memory and csv-like
CREATE TABLE m (a int NOT NULL, KEY USING HASH (a)) ENGINE=MEMORY; CREATE TABLE n (a int) ENGINE=MyISAM;
---
CREATE TABLE m (a int NOT NULL, KEY USING BTREE (a)) ENGINE=MEMORY MAX_ROWS=100; CREATE TABLE n (a int, FULLTEXT KEY (b), b text) ENGINE=InnoDB;

### fulltext several at once
CREATE TABLE t (id int PRIMARY KEY, a text, b text, c text);
---
CREATE TABLE t (id int PRIMARY KEY, a text, b text, c text, FULLTEXT KEY fa (a), FULLTEXT KEY fb (b), FULLTEXT KEY fabc (a, b, c));

### fulltext replaced by ordinary
CREATE TABLE t (id int PRIMARY KEY, a varchar(100), FULLTEXT KEY k (a));
---
CREATE TABLE t (id int PRIMARY KEY, a varchar(100), KEY k (a));

### fulltext column dropped
CREATE TABLE t (id int PRIMARY KEY, a text, b text, FULLTEXT KEY k (a, b), FULLTEXT KEY only_b (b));
---
CREATE TABLE t (id int PRIMARY KEY, a text, FULLTEXT KEY k (a));

### column dropped that is in fulltext and fk index names swap
CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE c (a int, b int, KEY ka (a), KEY kb (b), CONSTRAINT fa FOREIGN KEY (a) REFERENCES p (id), CONSTRAINT fb FOREIGN KEY (b) REFERENCES p (id));
---
CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE c (a int, b int, KEY kb (a), KEY ka (b), CONSTRAINT fb FOREIGN KEY (a) REFERENCES p (id), CONSTRAINT fa FOREIGN KEY (b) REFERENCES p (id));

### foreign key onto itself changes columns
CREATE TABLE t (id int PRIMARY KEY, up int, root int, CONSTRAINT f FOREIGN KEY (up) REFERENCES t (id));
---
CREATE TABLE t (id int PRIMARY KEY, up int, root int, CONSTRAINT f FOREIGN KEY (root) REFERENCES t (id) ON DELETE CASCADE, CONSTRAINT g FOREIGN KEY (up) REFERENCES t (id));

### tables exchange names
CREATE TABLE a (x int PRIMARY KEY, y varchar(5)); CREATE TABLE b (p date, q decimal(5,2), KEY (p));
---
CREATE TABLE b (x int PRIMARY KEY, y varchar(5)); CREATE TABLE a (p date, q decimal(5,2), KEY (p));

### charset of table only
CREATE TABLE t (a int, b blob) DEFAULT CHARSET=latin1;
---
CREATE TABLE t (a int, b blob) DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

### charset with enum and fulltext
CREATE TABLE t (e enum('ä','b'), x text, FULLTEXT KEY (x)) DEFAULT CHARSET=latin1; INSERT INTO t VALUES ('ä', 'wörter');
---
CREATE TABLE t (e enum('ä','b'), x text, FULLTEXT KEY (x)) DEFAULT CHARSET=utf8mb4;

### binary collation of columns
CREATE TABLE t (a varchar(10) BINARY, b char(5) CHARACTER SET ascii, c text CHARACTER SET utf8mb4 COLLATE utf8mb4_bin);
---
CREATE TABLE t (a varchar(10), b char(5) CHARACTER SET ascii COLLATE ascii_bin, c text CHARACTER SET utf8mb4);

### json checks [mysql]
CREATE TABLE t (j json, CHECK (json_schema_valid('{"type":"object"}', j)));
---
CREATE TABLE t (j json NOT NULL DEFAULT (json_object('k', json_array(1, 'a'))), CONSTRAINT jv CHECK (json_length(j) > 0));

### functional index and generated of the same [mysql]
CREATE TABLE t (a varchar(50), KEY k ((lower(a)))) ;
---
CREATE TABLE t (a varchar(60) COLLATE utf8mb4_bin, g varchar(60) AS (lower(a)), KEY k (g), KEY k2 ((substr(a, 1, 3)), (char_length(a))));

### functional unique moved to columns [mysql]
CREATE TABLE t (a int, b int, UNIQUE KEY u ((a + b)));
---
CREATE TABLE t (a int, b int, UNIQUE KEY u (a, (b * 2) DESC));

### invisible primary key like and index [mysql]
CREATE TABLE t (a int, b int, PRIMARY KEY (a));
---
CREATE TABLE t (a int, b int, id int NOT NULL AUTO_INCREMENT INVISIBLE, PRIMARY KEY (id), UNIQUE KEY (a) INVISIBLE);

### check renamed and unenforced [mysql]
CREATE TABLE t (a int, CONSTRAINT c1 CHECK (a > 0), CONSTRAINT c2 CHECK (a < 100));
---
CREATE TABLE t (a int, CONSTRAINT c3 CHECK (a > 0), CONSTRAINT c2 CHECK (a < 100) NOT ENFORCED);

### checks exchange names [mysql]
CREATE TABLE t (a int, CONSTRAINT c1 CHECK (a > 0), CONSTRAINT c2 CHECK (a < 100));
---
CREATE TABLE t (a int, CONSTRAINT c2 CHECK (a > 0), CONSTRAINT c1 CHECK (a < 100));

### checks exchange tables
CREATE TABLE t (a int, CONSTRAINT ct CHECK (a > 0)); CREATE TABLE u (a int, CONSTRAINT cu CHECK (a > 0));
---
CREATE TABLE t (a int, CONSTRAINT cu CHECK (a > 0)); CREATE TABLE u (a int, CONSTRAINT ct CHECK (a > 0));

### foreign keys exchange tables
CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE t (a int, CONSTRAINT ft FOREIGN KEY (a) REFERENCES p (id)); CREATE TABLE u (a int, CONSTRAINT fu FOREIGN KEY (a) REFERENCES p (id));
---
CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE t (a int, CONSTRAINT fu FOREIGN KEY (a) REFERENCES p (id)); CREATE TABLE u (a int, CONSTRAINT ft FOREIGN KEY (a) REFERENCES p (id));

### mariadb check of column and default function [mariadb]
CREATE TABLE t (a int CHECK (a > 0) DEFAULT 5, b varchar(10) DEFAULT lower('X'), c int DEFAULT (a + 1));
---
CREATE TABLE t (a int DEFAULT 6, b varchar(10) DEFAULT upper('x') CHECK (b <> 'y'), c int DEFAULT (a * 2) CHECK (c > a));

### mariadb invisible with default and versioning [mariadb]
CREATE TABLE t (id int PRIMARY KEY, s int INVISIBLE DEFAULT 1) WITH SYSTEM VERSIONING;
---
CREATE TABLE t (id int PRIMARY KEY, s int DEFAULT 1, z int INVISIBLE) WITH SYSTEM VERSIONING;

### mariadb versioning with partitions dropped [mariadb]
CREATE TABLE t (a int) WITH SYSTEM VERSIONING PARTITION BY SYSTEM_TIME INTERVAL 1 MONTH STARTS '2024-01-01 00:00:00' (PARTITION p0 HISTORY, PARTITION pc CURRENT);
---
CREATE TABLE t (a bigint, b int) WITH SYSTEM VERSIONING;

### mariadb sequence in default of key [mariadb]
CREATE SEQUENCE s; CREATE TABLE t (id int NOT NULL DEFAULT nextval(s) PRIMARY KEY, a int DEFAULT lastval(s));
---
CREATE SEQUENCE s INCREMENT 10 CACHE 5; CREATE TABLE t (id bigint NOT NULL DEFAULT (nextval(s) + 1) PRIMARY KEY, a int);

### mariadb row type and aggregate function [mariadb]
CREATE TABLE t (a int);
---
CREATE TABLE t (a int);
DELIMITER //
CREATE AGGREGATE FUNCTION agg(x int) RETURNS int BEGIN DECLARE s int DEFAULT 0; DECLARE CONTINUE HANDLER FOR NOT FOUND RETURN s; LOOP FETCH GROUP NEXT ROW; SET s = s + x; END LOOP; END//
CREATE FUNCTION ora(x int DEFAULT 5) RETURNS int RETURN x//
DELIMITER ;

### versioned with its own period and a column without versions [mariadb]
CREATE TABLE t (a int, b int);
---
CREATE TABLE t (a int, b int WITHOUT SYSTEM VERSIONING, s timestamp(6) GENERATED ALWAYS AS ROW START, e timestamp(6) GENERATED ALWAYS AS ROW END, PERIOD FOR SYSTEM_TIME (s, e)) WITH SYSTEM VERSIONING;

### the table's own collation written out
CREATE TABLE m (a char(10), b char(10) CHARACTER SET latin1, c char(10) COLLATE latin1_swedish_ci, d enum('x', 'y'), e varchar(20)) DEFAULT CHARSET=latin1; CREATE TABLE n (a varchar(10) CHARACTER SET utf8mb4) DEFAULT CHARSET=utf8mb4;
---
CREATE TABLE m (a char(10) CHARACTER SET latin1, b char(10), c char(10) CHARACTER SET latin1 COLLATE latin1_swedish_ci, d enum('x', 'y') COLLATE latin1_swedish_ci, e varchar(20)) DEFAULT CHARSET=latin1; CREATE TABLE n (a varchar(10), b int) DEFAULT CHARSET=utf8mb4;

### a column's collation becomes its table's
CREATE TABLE t (a varchar(10), b text COLLATE utf8mb4_bin, c varchar(10) COLLATE utf8mb4_general_ci, d varchar(10)) COLLATE utf8mb4_general_ci;
---
CREATE TABLE t (a varchar(10) COLLATE utf8mb4_general_ci, b text, c varchar(10) COLLATE utf8mb4_bin, d varchar(10)) COLLATE utf8mb4_bin;

### the usual method of indexes written out
CREATE TABLE t (id int, a int, b varchar(20), PRIMARY KEY (id) USING BTREE, KEY ka (a) USING BTREE, UNIQUE KEY kb (b(5)) USING BTREE COMMENT 'USING BTREE');
---
CREATE TABLE t (id int, a int, b varchar(20), PRIMARY KEY (id), KEY ka (a), UNIQUE KEY kb (b(5)) COMMENT 'USING BTREE');

### methods of indexes in memory
CREATE TABLE m (id int, a int, b int, PRIMARY KEY (id), KEY ka (a), KEY kb (b) USING HASH) ENGINE=MEMORY;
---
CREATE TABLE m (id int, a int, b int, PRIMARY KEY (id) USING HASH, KEY ka (a) USING BTREE, KEY kb (b)) ENGINE=MEMORY;

### signs of four bytes in expressions [mysql]
CREATE TABLE t (id int PRIMARY KEY, a varchar(40), g varchar(80) AS (concat(a, ' ', ifnull(a, _utf8mb4'💩'))) STORED, KEY f ((concat('€', a))));
---
CREATE TABLE t (id int PRIMARY KEY, a varchar(40), g varchar(80) AS (concat(a, ' ', ifnull(a, _utf8mb4'🙂'))) STORED, KEY f ((concat('💩', a))));

### signs of four bytes in checks and computed columns
CREATE TABLE t (a varchar(40), b varchar(40), g varchar(80) AS (concat(a, '?')) STORED, CONSTRAINT c CHECK (a <> '?'));
---
CREATE TABLE t (a varchar(40), b varchar(40) CHECK (b <> '💩'), g varchar(80) AS (concat(a, '💩')) STORED, CONSTRAINT c CHECK (a <> '🙂' AND a <> '?'));

### another system of coordinates under a spatial index [mysql]
CREATE TABLE g (id int PRIMARY KEY, p point NOT NULL SRID 4326, a geometry NOT NULL, SPATIAL KEY sp (p));
---
CREATE TABLE g (id int PRIMARY KEY, p point NOT NULL SRID 0, a polygon NOT NULL SRID 4326, SPATIAL KEY sp (p), SPATIAL KEY sa (a));

### block size of the table and of its keys
CREATE TABLE t (id int PRIMARY KEY, a int, b int, KEY ka (a), KEY kb (b)) ROW_FORMAT=COMPRESSED KEY_BLOCK_SIZE=8;
---
CREATE TABLE t (id int PRIMARY KEY, a int, b int, KEY ka (a), KEY kb (b)) ROW_FORMAT=DYNAMIC;

### types without a cast [mariadb]
CREATE TABLE t (a inet4, b uuid, c int, d varchar(40), e inet4);
---
CREATE TABLE t (a int, b date, c inet6, d uuid, e inet6);

### bodies with escapes and signs of four bytes
CREATE TABLE t (a int, b varchar(40));
CREATE TRIGGER tr BEFORE INSERT ON t FOR EACH ROW SET NEW.b = 'x';
CREATE TRIGGER tr2 BEFORE INSERT ON t FOR EACH ROW SET NEW.b = 'y';
CREATE EVENT e ON SCHEDULE EVERY 1 DAY STARTS '2030-01-01 00:00:00' DISABLE DO SET @x = 1;
CREATE VIEW v AS SELECT 1 AS a;
---
CREATE TABLE t (a int, b varchar(40) DEFAULT 'it''s\\n\n"é💩');
DELIMITER //
CREATE TRIGGER tr BEFORE INSERT ON t FOR EACH ROW BEGIN SET NEW.b = 'it''s; "x"\\n\n💩'; IF NEW.a < 0 THEN SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'no'; END IF; END//
CREATE TRIGGER tr2 BEFORE INSERT ON t FOR EACH ROW FOLLOWS tr SET NEW.b = "C:\\dir"//
CREATE EVENT e ON SCHEDULE EVERY 1 DAY STARTS '2030-01-01 00:00:00' DISABLE DO SET @x = 'DO it''s\\n\n"é💩'//
DELIMITER ;
CREATE VIEW v AS SELECT 'it''s\\n\n"é💩' AS a, '%\\_' AS b;

### size by which a tablespace grows [mysql]
CREATE TABLE t (a int) AUTOEXTEND_SIZE=4M;
---
CREATE TABLE t (a int, b int) COMPRESSION='zlib';

### foreign key actions that mean the same
CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE c (a int, b int, CONSTRAINT fa FOREIGN KEY (a) REFERENCES p (id) ON DELETE RESTRICT, CONSTRAINT fb FOREIGN KEY (b) REFERENCES p (id) ON UPDATE NO ACTION);
---
CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE c (a int, b int, CONSTRAINT fa FOREIGN KEY (a) REFERENCES p (id) ON UPDATE RESTRICT, CONSTRAINT fb FOREIGN KEY (b) REFERENCES p (id) ON DELETE RESTRICT);

### first of two unnamed foreign keys goes
CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE c (a int, b int, FOREIGN KEY (a) REFERENCES p (id), FOREIGN KEY (b) REFERENCES p (id));
---
CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE c (a int, b int, FOREIGN KEY (b) REFERENCES p (id));

### unnamed foreign keys before another one
CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE c (a int, b int, d int, FOREIGN KEY (a) REFERENCES p (id));
---
CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE c (a int, b int, d int, FOREIGN KEY (d) REFERENCES p (id), FOREIGN KEY (b) REFERENCES p (id), FOREIGN KEY (a) REFERENCES p (id) ON DELETE CASCADE);

### unnamed foreign keys over retyped columns
CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE c (id int PRIMARY KEY, b int, a int, FOREIGN KEY (b) REFERENCES p (id), FOREIGN KEY (a) REFERENCES p (id));
---
CREATE TABLE p (id bigint PRIMARY KEY); CREATE TABLE c (id bigint PRIMARY KEY, b bigint, a bigint, FOREIGN KEY (b) REFERENCES p (id), FOREIGN KEY (a) REFERENCES p (id));

### unnamed checks come and go before others
CREATE TABLE c (a int, b int, CHECK (b > a));
---
CREATE TABLE c (a int, b int, d int, CHECK (d > a), CHECK (b > a), CHECK (a > 5));

### checks over columns whose names change their letters
CREATE TABLE t (UserName varchar(20), Age int, CONSTRAINT adult CHECK (Age >= 18), KEY by_name (UserName));
---
CREATE TABLE t (username varchar(20), age int, CONSTRAINT adult CHECK (age >= 18), KEY by_name (username));

### sequences of another type and other limits [mariadb]
CREATE SEQUENCE s; CREATE SEQUENCE u AS int START WITH 5 MAXVALUE 100;
---
CREATE SEQUENCE s AS smallint unsigned MAXVALUE 60000; CREATE SEQUENCE u AS bigint START WITH 7 MINVALUE -5 MAXVALUE 5000000000;

### a column goes from a table that begins to keep old rows [mariadb]
CREATE TABLE u (a int, b int DEFAULT 5 INVISIBLE);
---
CREATE TABLE u (a int, rs timestamp(6) GENERATED ALWAYS AS ROW START INVISIBLE, re timestamp(6) GENERATED ALWAYS AS ROW END INVISIBLE, PERIOD FOR SYSTEM_TIME (rs, re)) WITH SYSTEM VERSIONING;

### a check comes anew over a column whose type loses values
CREATE TABLE t (e smallint NOT NULL, CHECK (e > 0));
---
CREATE TABLE t (e time NOT NULL, x json, CHECK (x IS NULL OR e > 0), CHECK (e > 0));

### views over listed tables
CREATE TABLE a (id int, n int); CREATE TABLE b (id int); CREATE TABLE c (id int);
CREATE VIEW stays AS SELECT a.id FROM a JOIN b;
CREATE VIEW other AS SELECT a.id FROM a;
---
CREATE TABLE a (id int, n int); CREATE TABLE b (id int); CREATE TABLE c (id int);
CREATE VIEW stays AS SELECT a.id FROM a, b;
CREATE VIEW other AS SELECT q.id FROM (SELECT a.id FROM a, b, c) AS q, c WHERE EXISTS (SELECT 1 FROM b, c JOIN a ON a.id = c.id) UNION SELECT extract(YEAR FROM now()) FROM b, c, a;
CREATE VIEW third AS SELECT a.id FROM a, (b, c) ORDER BY a.id;

### width of numbers, which mariadb keeps
CREATE TABLE t (id int(10) PRIMARY KEY, a tinyint(1), b tinyint(4), c bigint(13) unsigned NOT NULL, d smallint, e int(5) zerofill, f tinyint(1) unsigned);
CREATE TABLE u (t int(4), CONSTRAINT f FOREIGN KEY (t) REFERENCES t (id));
INSERT INTO t VALUES (1, 1, 1, 1, 1, 1, 1); INSERT INTO u VALUES (1);
---
CREATE TABLE t (id int(11) PRIMARY KEY, a tinyint(2), b tinyint(1), c bigint unsigned NOT NULL, d smallint(5), e int(8) zerofill, f tinyint unsigned);
CREATE TABLE u (t int(10), CONSTRAINT f FOREIGN KEY (t) REFERENCES t (id));

### numbers of nameless foreign keys and nothing else
CREATE TABLE p (id int PRIMARY KEY, b int, UNIQUE KEY (b));
CREATE TABLE t (id int PRIMARY KEY, a int, b int, KEY a (a), KEY b (b), FOREIGN KEY (a) REFERENCES p (id), FOREIGN KEY (b) REFERENCES p (b));
CREATE TABLE g (a int, KEY a (a), CONSTRAINT g_ibfk_2 FOREIGN KEY (a) REFERENCES p (id));
INSERT INTO p VALUES (1, 1); INSERT INTO t VALUES (1, 1, 1);
---
CREATE TABLE p (id int PRIMARY KEY, b int, UNIQUE KEY (b));
CREATE TABLE t (id int PRIMARY KEY, a int, b int, KEY a (a), KEY b (b), FOREIGN KEY (b) REFERENCES p (b), FOREIGN KEY (a) REFERENCES p (id));
CREATE TABLE g (a int, KEY a (a), FOREIGN KEY (a) REFERENCES p (id));
CREATE TABLE n (a int, b int, KEY b (b), CONSTRAINT n_ibfk_3 FOREIGN KEY (a) REFERENCES p (id), CONSTRAINT n_ibfk_5 FOREIGN KEY (b) REFERENCES p (id));

### numbers of nameless checks and nothing else
CREATE TABLE t (a int, b int, CHECK (a > 0), CHECK (b > a));
---
CREATE TABLE t (a int, b int, CHECK (b > a), CHECK (a > 0));

### foreign keys of a new table to tables that lack
CREATE TABLE p (id int PRIMARY KEY);
---
CREATE TABLE p (id int PRIMARY KEY);
SET SESSION foreign_key_checks = 0;
CREATE TABLE c (id int, a int, FOREIGN KEY (id) REFERENCES p (id), CONSTRAINT nowhere FOREIGN KEY (a) REFERENCES gone (id) ON DELETE CASCADE);
CREATE TABLE d (id int PRIMARY KEY, e int, FOREIGN KEY (e) REFERENCES concord_other_database.t (id));
SET SESSION foreign_key_checks = 1;

### generated column changes under another one
CREATE TABLE t (a int NOT NULL, b int GENERATED ALWAYS AS (a * 2) VIRTUAL, c int GENERATED ALWAYS AS (a * b) STORED, d int AS (b + 1) VIRTUAL, KEY kb (b), KEY kd (d));
INSERT INTO t (a) VALUES (1), (2);
---
CREATE TABLE t (a int NOT NULL, b bigint GENERATED ALWAYS AS (a * 3) VIRTUAL, c int GENERATED ALWAYS AS (a * b) STORED, d int AS (b + 2) VIRTUAL, KEY kb (b), KEY kd (d));

### generated column becomes another one's base [mysql]
CREATE TABLE t (a int NOT NULL, b int GENERATED ALWAYS AS (a * 2) VIRTUAL NOT NULL, c int GENERATED ALWAYS AS (a * b) STORED NOT NULL);
---
CREATE TABLE t (a int GENERATED ALWAYS AS (1) STORED NOT NULL, b int GENERATED ALWAYS AS (a * 3) VIRTUAL NOT NULL, c int GENERATED ALWAYS AS (a * b) STORED NOT NULL);

### partitions by key of an older algorithm [mysql]
CREATE TABLE t (a int, b char(5)) PARTITION BY KEY (a) PARTITIONS 2;
CREATE TABLE l (a int, b char(5)) PARTITION BY LINEAR KEY ALGORITHM = 1 (a) (PARTITION p0, PARTITION p1);
---
CREATE TABLE t (a int, b char(5)) PARTITION BY KEY ALGORITHM = 1 (a) PARTITIONS 2;
CREATE TABLE l (a int, b char(5)) PARTITION BY LINEAR KEY (a) (PARTITION p0, PARTITION p1);
CREATE TABLE n (a int, b char(5)) PARTITION BY LINEAR KEY ALGORITHM = 1 (b, a) (PARTITION p0, PARTITION p1);

### options of a vector index in small letters [mariadb]
CREATE TABLE t (id int PRIMARY KEY, v vector(4) NOT NULL, VECTOR KEY v (v) m=8 distance=cosine COMMENT 'M=3');
---
CREATE TABLE t (id int PRIMARY KEY, v vector(4) NOT NULL, VECTOR KEY v (v) M=10);
CREATE TABLE n (id int PRIMARY KEY, v vector(4) NOT NULL, VECTOR KEY v (v) COMMENT 'hello' IGNORED distance=cosine m='8');
