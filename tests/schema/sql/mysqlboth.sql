-- SPDX-License-Identifier: GPL-3.0-or-later
-- What MySQL and MariaDB both know.
CREATE TABLE parent (id int unsigned NOT NULL AUTO_INCREMENT PRIMARY KEY, name varchar(50) NOT NULL, UNIQUE KEY uname (name)) COMMENT = 'it''s a \\ parent';
CREATE TABLE typed (
  id int NOT NULL AUTO_INCREMENT, flag tinyint(1) NOT NULL DEFAULT 0, small tinyint(4), filled int(5) zerofill, big bigint unsigned NOT NULL DEFAULT 5,
  s varchar(20) DEFAULT 'it''s \\ "quoted"', latin varchar(20) CHARACTER SET latin1 COLLATE latin1_swedish_ci DEFAULT '', fixed char(3) COLLATE utf8mb4_bin,
  e enum('a','b''c','d,e','(') DEFAULT 'b''c', st set('x','y') DEFAULT 'x,y', bits bit(5) DEFAULT b'101', y year DEFAULT 2024,
  dt datetime(3) DEFAULT CURRENT_TIMESTAMP(3) ON UPDATE CURRENT_TIMESTAMP(3), ts timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP, tn timestamp NULL,
  tm time(2), d date DEFAULT '2020-01-01', f float DEFAULT 1.5, dbl double, money decimal(10,2) DEFAULT 3.14, blobs mediumblob, notes longtext,
  bin binary(3) DEFAULT 'abc', vb varbinary(10) DEFAULT x'00FF', place point NOT NULL, owner int unsigned, doc json,
  twice int GENERATED ALWAYS AS (owner * 2) VIRTUAL, marked varchar(40) GENERATED ALWAYS AS (concat(s, 'é')) STORED,
  made varchar(36) DEFAULT (uuid()), hidden int INVISIBLE DEFAULT 3, commented int COMMENT 'hello ''q'' \\',
  PRIMARY KEY (id), UNIQUE KEY us (s), KEY ks (s(5), big DESC) COMMENT 'an index', FULLTEXT KEY ft (notes), SPATIAL KEY sp (place), KEY ku (owner),
  CONSTRAINT big_enough CHECK (big > 3), CHECK (flag IN (0, 1)), CONSTRAINT word CHECK (s <> 'ñ'),
  CONSTRAINT of_parent FOREIGN KEY (owner) REFERENCES parent (id) ON DELETE SET NULL ON UPDATE CASCADE
) COMMENT = 'all types', ROW_FORMAT = DYNAMIC, STATS_PERSISTENT = 1;
CREATE TABLE other_charset (a varchar(10) COLLATE latin1_bin, b varchar(10) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin, c varchar(10)) DEFAULT CHARACTER SET latin1;
CREATE TABLE composed (a int NOT NULL, b varchar(200) NOT NULL, c int UNIQUE, d int, PRIMARY KEY (a, b(10)), FOREIGN KEY (d) REFERENCES composed (c)) ENGINE = InnoDB;
CREATE TABLE by_range (id int NOT NULL, created date NOT NULL, PRIMARY KEY (id, created))
  PARTITION BY RANGE (year(created)) (PARTITION p0 VALUES LESS THAN (2000) COMMENT = 'old', PARTITION p1 VALUES LESS THAN MAXVALUE);
CREATE TABLE by_hash (id int NOT NULL) PARTITION BY HASH (id) PARTITIONS 4;
CREATE TABLE by_list (id int NOT NULL, k varchar(3) NOT NULL) PARTITION BY LIST COLUMNS (k) SUBPARTITION BY HASH (id) SUBPARTITIONS 2
  (PARTITION a VALUES IN ('a', 'b'), PARTITION b VALUES IN ('c'));
CREATE TABLE by_key (id int NOT NULL PRIMARY KEY) PARTITION BY KEY () PARTITIONS 3;
CREATE TABLE in_memory (a int, b int, KEY a (a) USING HASH, KEY b (b) USING BTREE) ENGINE = MEMORY MAX_ROWS = 100;
CREATE TABLE in_myisam (a int PRIMARY KEY) ENGINE = MyISAM PACK_KEYS = 1 CHECKSUM = 1;
CREATE TABLE egg (id int PRIMARY KEY, hen int);
CREATE TABLE hen (id int PRIMARY KEY, egg int, CONSTRAINT hatched FOREIGN KEY (egg) REFERENCES egg (id) ON DELETE RESTRICT);
ALTER TABLE egg ADD CONSTRAINT laid FOREIGN KEY (hen) REFERENCES hen (id) ON DELETE CASCADE ON UPDATE NO ACTION;
CREATE VIEW first_view AS SELECT id, s FROM typed WHERE big > 3;
CREATE ALGORITHM = MERGE SQL SECURITY INVOKER VIEW a_view_on_it (x, y) AS SELECT first_view.id, p.name FROM first_view JOIN parent p ON p.id = first_view.id
  WHERE p.name <> 'x';
CREATE VIEW checked AS SELECT id, name FROM parent WHERE id > 3 WITH LOCAL CHECK OPTION;
CREATE ALGORITHM = TEMPTABLE VIEW counted AS SELECT count(*) AS how_many FROM typed;
DELIMITER //
CREATE FUNCTION doubled(a int, b decimal(10,2)) RETURNS varchar(30) CHARSET utf8mb4 DETERMINISTIC SQL SECURITY INVOKER COMMENT 'a function' RETURN concat(a * 2, b)//
CREATE PROCEDURE doubled(IN a int, b decimal(10,2)) SELECT 'the procedure; of the same name'//
CREATE PROCEDURE looped(IN a int, OUT b varchar(20), INOUT c int unsigned) READS SQL DATA
BEGIN
  -- a comment; with a semicolon
  IF a > 1 THEN SELECT name INTO b FROM parent LIMIT 1; END IF;
END//
CREATE TRIGGER zz_first BEFORE INSERT ON typed FOR EACH ROW SET NEW.big = NEW.big + 1//
CREATE TRIGGER aa_second BEFORE INSERT ON typed FOR EACH ROW FOLLOWS zz_first BEGIN SET NEW.big = NEW.big * 2; END//
CREATE TRIGGER changed AFTER UPDATE ON parent FOR EACH ROW BEGIN END//
SET sql_mode = 'ANSI_QUOTES,PIPES_AS_CONCAT'//
CREATE PROCEDURE ansi() SELECT "id" || 'x' FROM "parent"//
SET sql_mode = DEFAULT//
CREATE EVENT nightly ON SCHEDULE EVERY '1:30' HOUR_MINUTE STARTS '2037-01-01 00:00:00' ON COMPLETION PRESERVE DISABLE COMMENT 'clean' DO DELETE FROM parent WHERE id = 0//
CREATE EVENT once ON SCHEDULE AT '2037-01-01 00:00:00' DO BEGIN DELETE FROM parent; END//
DELIMITER ;
CREATE VIEW calling AS SELECT doubled(id, 1.5) AS d FROM typed;
