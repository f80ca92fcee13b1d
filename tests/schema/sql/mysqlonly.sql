-- SPDX-License-Identifier: GPL-3.0-or-later
-- What only MySQL knows.
CREATE TABLE functional (a int, b varchar(30), j json, PRIMARY KEY (a DESC), KEY k1 (b) INVISIBLE COMMENT 'hi', KEY k2 ((CAST(j->'$.a' AS UNSIGNED ARRAY))),
  KEY k3 ((a + 1) DESC, b), KEY k4 ((concat(b, 'ü'))), FULLTEXT KEY words (b) WITH PARSER ngram);
CREATE TABLE defaults (b int DEFAULT (1 + 2), c point SRID 0, e datetime DEFAULT (now()), f varchar(30) DEFAULT 'current_timestamp', g bit(1) DEFAULT 1,
  h blob DEFAULT ('abc'), i date DEFAULT (curdate()), j json DEFAULT (json_array('ß', "it's")), v vector(4), place geometry NOT NULL SRID 4326, SPATIAL KEY (place));
CREATE TABLE unenforced (a int, CHECK (a > 1), CONSTRAINT off_now CHECK (a < 10) NOT ENFORCED);
CREATE TABLE packed (a int PRIMARY KEY) ROW_FORMAT = COMPRESSED KEY_BLOCK_SIZE = 8;
