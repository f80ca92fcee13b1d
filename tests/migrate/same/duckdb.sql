-- SPDX-License-Identifier: GPL-3.0-or-later
-- The schema of tst_sameschema as a person would write it for this engine.
CREATE SEQUENCE ints_seq;
CREATE SEQUENCE children_seq;
CREATE TABLE ints (id BIGINT PRIMARY KEY DEFAULT nextval('ints_seq'), s SMALLINT NOT NULL DEFAULT 0, i INTEGER, b BIGINT DEFAULT -7, flag BOOLEAN NOT NULL DEFAULT false, on_flag BOOLEAN DEFAULT true);
CREATE TABLE nums (id INTEGER PRIMARY KEY, price DECIMAL(12,2) NOT NULL DEFAULT 0.00, rate DECIMAL(5,4), r FLOAT, d DOUBLE DEFAULT 1.5);
CREATE TABLE texts (id INTEGER PRIMARY KEY, code VARCHAR NOT NULL, name VARCHAR NOT NULL DEFAULT 'it''s', body VARCHAR, email VARCHAR UNIQUE, note VARCHAR DEFAULT '');
CREATE TABLE moments (id INTEGER PRIMARY KEY, d DATE DEFAULT CURRENT_DATE, t TIME, ts TIMESTAMP_S NOT NULL DEFAULT CURRENT_TIMESTAMP, ts6 TIMESTAMP, ts3 TIMESTAMP_MS DEFAULT now());
CREATE TABLE zoned (id INTEGER PRIMARY KEY, "at" TIMESTAMPTZ NOT NULL DEFAULT now());
CREATE TABLE special (id UUID PRIMARY KEY DEFAULT uuid(), doc JSON, raw BLOB);
CREATE TABLE moods (id INTEGER PRIMARY KEY, mood VARCHAR NOT NULL DEFAULT 'ok' CHECK (mood IN ('sad', 'ok', 'happy')));
CREATE TABLE parents (region VARCHAR NOT NULL, no INTEGER NOT NULL, name VARCHAR, PRIMARY KEY (region, no));
CREATE TABLE children (id INTEGER PRIMARY KEY DEFAULT nextval('children_seq'), region VARCHAR NOT NULL, parent_no INTEGER NOT NULL, boss INTEGER,
 FOREIGN KEY (region, parent_no) REFERENCES parents (region, no),
 FOREIGN KEY (boss) REFERENCES children (id));
CREATE INDEX idx_children_parent ON children (region, parent_no);
CREATE INDEX idx_children_boss ON children (boss);
CREATE TABLE checked (id INTEGER PRIMARY KEY, age SMALLINT CHECK (age >= 0 AND age < 150), lo INTEGER NOT NULL, hi INTEGER NOT NULL, CONSTRAINT lo_hi CHECK (lo <= hi), UNIQUE (lo, hi));
CREATE TABLE computed (id INTEGER PRIMARY KEY, first VARCHAR NOT NULL, qty INTEGER NOT NULL, price DECIMAL(10,2) NOT NULL, total DECIMAL(12,2) GENERATED ALWAYS AS (qty * price), up VARCHAR GENERATED ALWAYS AS (upper(first)));
CREATE TABLE indexed (id INTEGER PRIMARY KEY, a INTEGER, b INTEGER, c VARCHAR, d INTEGER);
CREATE INDEX idx_ab ON indexed (a, b);
CREATE UNIQUE INDEX idx_c ON indexed (c);
CREATE TABLE commented (id INTEGER PRIMARY KEY, v VARCHAR);
COMMENT ON TABLE commented IS 'what it''s for';
COMMENT ON COLUMN commented.v IS 'a value';
CREATE VIEW grown AS SELECT id, age FROM checked WHERE age >= 18;
CREATE TABLE ruled (id INTEGER PRIMARY KEY, a INTEGER, s VARCHAR, flag BOOLEAN NOT NULL DEFAULT true, CHECK (a BETWEEN 1 AND 5), CHECK (s NOT IN ('x', 'y')), CHECK (flag OR a > 2), CHECK (a IS NOT NULL OR s IS NOT NULL OR flag));
CREATE TABLE more_ruled (id INTEGER PRIMARY KEY, n INTEGER CHECK (n <> -1), s VARCHAR CHECK (s LIKE 'A%'), t VARCHAR CHECK (length(t) <= 10), c VARCHAR CHECK (c = 'x' OR lower(c) = 'y'), k INTEGER CHECK (CASE WHEN k > 3 THEN k < 10 ELSE k <> 2 END));
CREATE TABLE functional (id INTEGER PRIMARY KEY, email VARCHAR, active BOOLEAN);
CREATE INDEX functional_lower ON functional (lower(email));
CREATE TABLE jsons (id INTEGER PRIMARY KEY, doc JSON NOT NULL DEFAULT '{}');
CREATE TABLE tags (child_id INTEGER NOT NULL REFERENCES children (id), tag VARCHAR NOT NULL, PRIMARY KEY (child_id, tag));
