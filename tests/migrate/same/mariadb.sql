-- SPDX-License-Identifier: GPL-3.0-or-later
-- The schema of tst_sameschema as a person would write it for this engine.
CREATE TABLE ints (id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY, s smallint NOT NULL DEFAULT 0, i int, b bigint DEFAULT -7, flag tinyint(1) NOT NULL DEFAULT 0, on_flag boolean DEFAULT true);
CREATE TABLE nums (id int PRIMARY KEY, price decimal(12,2) NOT NULL DEFAULT 0.00, rate decimal(5,4), r float, d double DEFAULT 1.5);
CREATE TABLE texts (id int PRIMARY KEY, code char(3) NOT NULL, name varchar(200) NOT NULL DEFAULT 'it''s', body longtext, email varchar(255) UNIQUE, note varchar(40) DEFAULT '');
CREATE TABLE moments (id int PRIMARY KEY, d date DEFAULT (CURRENT_DATE), t time, ts datetime NOT NULL DEFAULT CURRENT_TIMESTAMP, ts6 datetime(6), ts3 datetime(3) DEFAULT CURRENT_TIMESTAMP(3));
CREATE TABLE zoned (id int PRIMARY KEY, at timestamp(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6));
CREATE TABLE special (id uuid PRIMARY KEY DEFAULT (uuid()), doc json, raw longblob);
CREATE TABLE moods (id int PRIMARY KEY, mood enum('sad', 'ok', 'happy') NOT NULL DEFAULT 'ok');
CREATE TABLE parents (region char(2) NOT NULL, no int NOT NULL, name varchar(50), PRIMARY KEY (region, no));
CREATE TABLE children (id int NOT NULL AUTO_INCREMENT PRIMARY KEY, region char(2) NOT NULL, parent_no int NOT NULL, boss int,
 CONSTRAINT fk_parent FOREIGN KEY (region, parent_no) REFERENCES parents (region, no) ON DELETE CASCADE ON UPDATE CASCADE,
 CONSTRAINT fk_boss FOREIGN KEY (boss) REFERENCES children (id) ON DELETE SET NULL);
CREATE TABLE checked (id int PRIMARY KEY, age smallint CHECK (age >= 0 AND age < 150), lo int NOT NULL, hi int NOT NULL, CONSTRAINT lo_hi CHECK (lo <= hi), UNIQUE (lo, hi));
CREATE TABLE computed (id int PRIMARY KEY, first varchar(20) NOT NULL, qty int NOT NULL, price decimal(10,2) NOT NULL, total decimal(12,2) GENERATED ALWAYS AS (qty * price) STORED, up varchar(20) GENERATED ALWAYS AS (upper(first)) STORED);
CREATE TABLE indexed (id int PRIMARY KEY, a int, b int, c varchar(30), d int, KEY idx_ab (a, b DESC), UNIQUE KEY idx_c (c));
CREATE TABLE commented (id int PRIMARY KEY, v varchar(10) COMMENT 'a value') COMMENT 'what it''s for';
CREATE VIEW grown AS SELECT id, age FROM checked WHERE age >= 18;
CREATE TABLE ruled (id int PRIMARY KEY, a int, s varchar(20), flag boolean NOT NULL DEFAULT true, CHECK (a BETWEEN 1 AND 5), CHECK (s NOT IN ('x', 'y')), CHECK (flag OR a > 2), CHECK (a IS NOT NULL OR s IS NOT NULL OR flag));
CREATE TABLE more_ruled (id int PRIMARY KEY, n int CHECK (n <> -1), s varchar(20) CHECK (s LIKE 'A%'), t varchar(20) CHECK (char_length(t) <= 10), c varchar(5) CHECK (c = 'x' OR lower(c) = 'y'), k int CHECK (CASE WHEN k > 3 THEN k < 10 ELSE k <> 2 END));
CREATE TABLE functional (id int PRIMARY KEY, email varchar(100), active boolean);
CREATE TABLE jsons (id int PRIMARY KEY, doc json NOT NULL DEFAULT ('{}'));
CREATE TABLE tags (child_id int NOT NULL, tag varchar(30) NOT NULL, PRIMARY KEY (child_id, tag), FOREIGN KEY (child_id) REFERENCES children (id) ON DELETE CASCADE);
