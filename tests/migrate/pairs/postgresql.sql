-- SPDX-License-Identifier: GPL-3.0-or-later

### composite attributes reordered
CREATE TYPE addr AS (street text, zip varchar(10), city text); CREATE TABLE p (id int, a addr);
---
CREATE TYPE addr AS (city text, street text, zip varchar(10)); CREATE TABLE p (id int, a addr);

### composite attribute inserted in the middle
CREATE TYPE addr AS (street text, city text); CREATE FUNCTION f(a addr) RETURNS text LANGUAGE sql AS 'SELECT a.city';
---
CREATE TYPE addr AS (street text, zip int, city text); CREATE FUNCTION f(a addr) RETURNS text LANGUAGE sql AS 'SELECT a.city';

### composite attribute renamed and retyped
CREATE TYPE pt AS (x int, y int); CREATE TYPE line AS (a pt, b pt); CREATE TABLE t (l line);
---
CREATE TYPE pt AS (x numeric(10,2), z int); CREATE TYPE line AS (a pt, b pt, name text COLLATE "C"); CREATE TABLE t (l line);

### composite becomes enum
CREATE TYPE k AS (a int); CREATE TABLE t (id int);
---
CREATE TYPE k AS ENUM ('a', 'b'); CREATE TABLE t (id int, v k DEFAULT 'a');

### domain over domain
CREATE DOMAIN d1 AS int CHECK (VALUE > 0); CREATE DOMAIN d2 AS d1 CHECK (VALUE < 100); CREATE TABLE t (a d2);
---
CREATE DOMAIN d1 AS bigint CHECK (VALUE > 0); CREATE DOMAIN d2 AS d1 CHECK (VALUE < 1000); CREATE TABLE t (a d2);

### column becomes domain
CREATE DOMAIN pos AS int CHECK (VALUE > 0); CREATE TABLE t (a int DEFAULT 1, b text);
---
CREATE DOMAIN pos AS int CHECK (VALUE > 0); CREATE TABLE t (a pos DEFAULT 2, b varchar(10));

### enum value inserted between
CREATE TYPE st AS ENUM ('new', 'done'); CREATE TABLE t (s st DEFAULT 'new');
---
CREATE TYPE st AS ENUM ('draft', 'new', 'in ''work''', 'done'); CREATE TABLE t (s st DEFAULT 'draft');

### enum reordered and one goes
CREATE TYPE st AS ENUM ('a', 'b', 'c'); CREATE TABLE t (id int PRIMARY KEY, s st NOT NULL DEFAULT 'a', arr st[] DEFAULT '{a,b}'); CREATE INDEX i ON t (s) WHERE s = 'b'; CREATE VIEW v AS SELECT id FROM t WHERE s <> 'b'; INSERT INTO t VALUES (1);
---
CREATE TYPE st AS ENUM ('b', 'a'); CREATE TABLE t (id int PRIMARY KEY, s st NOT NULL DEFAULT 'b', arr st[] DEFAULT '{b}'); CREATE INDEX i ON t (s) WHERE s = 'a'; CREATE VIEW v AS SELECT id FROM t WHERE s <> 'a';

### enum to text
CREATE TYPE st AS ENUM ('a', 'b'); CREATE TABLE t (s st DEFAULT 'a', CHECK (s <> 'b'));
---
CREATE TABLE t (s text DEFAULT 'a', CONSTRAINT t_s_check CHECK (s IN ('a', 'b')));

### enum used as function argument and partition key
CREATE TYPE st AS ENUM ('a', 'b'); CREATE TABLE t (s st NOT NULL) PARTITION BY LIST (s); CREATE TABLE ta PARTITION OF t FOR VALUES IN ('a'); CREATE FUNCTION f(x st DEFAULT 'a') RETURNS SETOF st LANGUAGE sql AS 'SELECT x';
---
CREATE TYPE st AS ENUM ('b', 'c', 'a'); CREATE TABLE t (s st NOT NULL) PARTITION BY LIST (s); CREATE TABLE ta PARTITION OF t FOR VALUES IN ('a'); CREATE FUNCTION f(x st DEFAULT 'a') RETURNS SETOF st LANGUAGE sql AS 'SELECT x';

### partition attached and detached
CREATE TABLE m (id int, d date NOT NULL) PARTITION BY RANGE (d); CREATE TABLE m1 PARTITION OF m FOR VALUES FROM ('2024-01-01') TO ('2025-01-01'); CREATE TABLE m2 (id int, d date NOT NULL);
---
CREATE TABLE m (id int, d date NOT NULL) PARTITION BY RANGE (d); CREATE TABLE m1 (id int, d date NOT NULL); CREATE TABLE m2 PARTITION OF m FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');

### partition of partition with keys and foreign key
CREATE TABLE r (id int PRIMARY KEY); CREATE TABLE m (id int, r int, d date NOT NULL, PRIMARY KEY (id, d)) PARTITION BY RANGE (d); CREATE TABLE m1 PARTITION OF m FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
---
CREATE TABLE r (id int PRIMARY KEY); CREATE TABLE m (id int, r int REFERENCES r, d date NOT NULL, PRIMARY KEY (id, d)) PARTITION BY RANGE (d); CREATE TABLE m1 PARTITION OF m FOR VALUES FROM ('2024-01-01') TO ('2025-01-01') PARTITION BY HASH (id); CREATE TABLE m1a PARTITION OF m1 FOR VALUES WITH (MODULUS 2, REMAINDER 0); CREATE TABLE m1b PARTITION OF m1 FOR VALUES WITH (MODULUS 2, REMAINDER 1);

### foreign key to partitioned table
CREATE TABLE m (id int PRIMARY KEY) PARTITION BY HASH (id); CREATE TABLE m0 PARTITION OF m FOR VALUES WITH (MODULUS 1, REMAINDER 0); CREATE TABLE c (m int);
---
CREATE TABLE m (id bigint PRIMARY KEY) PARTITION BY HASH (id); CREATE TABLE m0 PARTITION OF m FOR VALUES WITH (MODULUS 2, REMAINDER 0); CREATE TABLE m1 PARTITION OF m FOR VALUES WITH (MODULUS 2, REMAINDER 1); CREATE TABLE c (m bigint REFERENCES m ON DELETE CASCADE);

### partition has own index and trigger
CREATE FUNCTION tf() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'; CREATE TABLE m (id int, a text) PARTITION BY LIST (id); CREATE TABLE m1 PARTITION OF m FOR VALUES IN (1); CREATE INDEX own ON m1 (a);
---
CREATE FUNCTION tf() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'; CREATE TABLE m (id int, a text) PARTITION BY LIST (id); CREATE TABLE m1 PARTITION OF m FOR VALUES IN (1, NULL); CREATE INDEX all_a ON m (a); CREATE TRIGGER g AFTER INSERT ON m FOR EACH ROW EXECUTE FUNCTION tf(); CREATE TRIGGER own BEFORE UPDATE ON m1 FOR EACH ROW EXECUTE FUNCTION tf();

### inheritance gained and lost
CREATE TABLE base (id int NOT NULL, at timestamptz DEFAULT now()); CREATE TABLE a (x int) INHERITS (base); CREATE TABLE b (id int NOT NULL, at timestamptz DEFAULT now(), y int);
---
CREATE TABLE base (id bigint NOT NULL, at timestamptz DEFAULT now(), who text, CHECK (id > 0)); CREATE TABLE a (id bigint NOT NULL, at timestamptz DEFAULT now(), x int); CREATE TABLE b (y int) INHERITS (base);

### multiple inheritance
CREATE TABLE p1 (a int); CREATE TABLE p2 (b int); CREATE TABLE c () INHERITS (p1);
---
CREATE TABLE p1 (a int, z text); CREATE TABLE p2 (b int, a int); CREATE TABLE c (own int DEFAULT 3) INHERITS (p1, p2);

### serial to identity
CREATE TABLE t (id serial PRIMARY KEY, n bigserial); INSERT INTO t DEFAULT VALUES;
---
CREATE TABLE t (id int GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY, n bigint GENERATED ALWAYS AS IDENTITY (START 10 INCREMENT 5));

### identity options
CREATE TABLE t (id int GENERATED ALWAYS AS IDENTITY, k smallint GENERATED BY DEFAULT AS IDENTITY (MAXVALUE 100 CYCLE));
---
CREATE TABLE t (id bigint GENERATED BY DEFAULT AS IDENTITY (START 5 INCREMENT BY -1 MINVALUE -100 MAXVALUE 10 CACHE 3), k int GENERATED ALWAYS AS IDENTITY (MAXVALUE 1000));

### identity gone and column type changed
CREATE TABLE t (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY); CREATE TABLE c (t int REFERENCES t);
---
CREATE TABLE t (id uuid DEFAULT gen_random_uuid() PRIMARY KEY); CREATE TABLE c (t uuid REFERENCES t);

### sequence ownership
CREATE SEQUENCE s; CREATE TABLE t (a int DEFAULT nextval('s')); CREATE TABLE u (b int); ALTER SEQUENCE s OWNED BY t.a;
---
CREATE SEQUENCE s; CREATE TABLE t (a int DEFAULT nextval('s')); CREATE TABLE u (b int DEFAULT nextval('s')); ALTER SEQUENCE s OWNED BY u.b;

### owner of sequence goes
CREATE SEQUENCE s; CREATE TABLE t (a int, b int DEFAULT nextval('s')); ALTER SEQUENCE s OWNED BY t.b;
---
CREATE SEQUENCE s; CREATE TABLE t (a int DEFAULT nextval('s'));

### sequences exchange names
CREATE SEQUENCE a START 5 INCREMENT 5; CREATE SEQUENCE b AS int START 7; CREATE TABLE t (x int DEFAULT nextval('a'), y int DEFAULT nextval('b'));
---
CREATE SEQUENCE b START 5 INCREMENT 5; CREATE SEQUENCE a AS int START 7; CREATE TABLE t (x int DEFAULT nextval('b'), y int DEFAULT nextval('a'));

### sequence data type and bounds
CREATE SEQUENCE s AS smallint MAXVALUE 100; SELECT setval('s', 50);
---
CREATE SEQUENCE s AS bigint START 1000 MINVALUE 10 INCREMENT 10 CACHE 5 CYCLE;

### revoke on a column that goes
CREATE TABLE t (a int, b int, c int); GRANT SELECT (a, b), UPDATE (b) ON t TO pg_monitor; GRANT SELECT ON t TO pg_read_all_data;
---
CREATE TABLE t (a int, c int); GRANT SELECT (a, c) ON t TO pg_monitor;

### revoke on a sequence that goes
CREATE TABLE t (id serial, b int); GRANT USAGE ON SEQUENCE t_id_seq TO pg_monitor; GRANT INSERT ON t TO pg_monitor;
---
CREATE TABLE t (id int NOT NULL, b int); GRANT INSERT, DELETE ON t TO pg_monitor WITH GRANT OPTION;

### rights on an identity that becomes serial
CREATE TABLE t (id int GENERATED ALWAYS AS IDENTITY, b int); GRANT USAGE, SELECT ON SEQUENCE t_id_seq TO pg_monitor;
---
CREATE TABLE t (id serial, b int); GRANT USAGE ON SEQUENCE t_id_seq TO pg_read_all_data;

### rights on a view that is made anew
CREATE TABLE t (a int, b int); CREATE VIEW v AS SELECT a, b FROM t; GRANT SELECT ON v TO pg_monitor; GRANT SELECT (b) ON v TO pg_read_all_data; COMMENT ON VIEW v IS 'the view'; COMMENT ON COLUMN v.b IS 'bee'; CREATE VIEW w AS SELECT a FROM v; GRANT SELECT ON w TO pg_monitor WITH GRANT OPTION; ALTER VIEW w ALTER COLUMN a SET DEFAULT 3;
---
CREATE TABLE t (a bigint, b text); CREATE VIEW v AS SELECT b, a FROM t; GRANT SELECT ON v TO pg_monitor; GRANT SELECT (b) ON v TO pg_read_all_data; COMMENT ON VIEW v IS 'the view'; COMMENT ON COLUMN v.b IS 'bee'; CREATE VIEW w AS SELECT a FROM v; GRANT SELECT ON w TO pg_monitor WITH GRANT OPTION; ALTER VIEW w ALTER COLUMN a SET DEFAULT 3;

### rights on functions types schemas
CREATE SCHEMA s; CREATE FUNCTION s.f(int) RETURNS int LANGUAGE sql AS 'SELECT 1'; CREATE TYPE s.e AS ENUM ('a'); REVOKE EXECUTE ON FUNCTION s.f(int) FROM PUBLIC; GRANT USAGE ON SCHEMA s TO pg_monitor;
---
CREATE SCHEMA s; CREATE FUNCTION s.f(int) RETURNS bigint LANGUAGE sql AS 'SELECT 1::bigint'; CREATE TYPE s.e AS ENUM ('a'); REVOKE USAGE ON TYPE s.e FROM PUBLIC; GRANT USAGE ON TYPE s.e TO pg_read_all_data; GRANT EXECUTE ON FUNCTION s.f(int) TO pg_monitor; GRANT CREATE ON SCHEMA s TO pg_monitor WITH GRANT OPTION;

### default privileges
CREATE SCHEMA s; ALTER DEFAULT PRIVILEGES IN SCHEMA s GRANT SELECT ON TABLES TO pg_monitor; ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;
---
CREATE SCHEMA s; ALTER DEFAULT PRIVILEGES IN SCHEMA s GRANT SELECT, INSERT ON TABLES TO pg_monitor; ALTER DEFAULT PRIVILEGES IN SCHEMA s GRANT USAGE ON SEQUENCES TO pg_read_all_data; ALTER DEFAULT PRIVILEGES FOR ROLE pg_monitor GRANT SELECT ON TABLES TO pg_read_all_data;

### comments everywhere
CREATE TABLE t (a int PRIMARY KEY, b int, CONSTRAINT bp CHECK (b > 0)); CREATE INDEX i ON t (b); CREATE POLICY p ON t USING (true); CREATE RULE r AS ON DELETE TO t DO ALSO NOTHING; CREATE STATISTICS st ON a, b FROM t; COMMENT ON CONSTRAINT bp ON t IS 'x'; COMMENT ON INDEX i IS 'ix';
---
CREATE TABLE t (a int PRIMARY KEY, b int, CONSTRAINT bp CHECK (b > 0)); CREATE INDEX i ON t (b); CREATE POLICY p ON t USING (true); CREATE RULE r AS ON DELETE TO t DO ALSO NOTHING; CREATE STATISTICS st ON a, b FROM t; COMMENT ON CONSTRAINT t_pkey ON t IS 'pk'; COMMENT ON POLICY p ON t IS 'pol'; COMMENT ON RULE r ON t IS 'rule'; COMMENT ON STATISTICS st IS 'stat'; COMMENT ON COLUMN t.a IS 'it''s'; COMMENT ON INDEX t_pkey IS 'pkix'; COMMENT ON SCHEMA public IS 'mine';

### comments on types and functions
CREATE TYPE e AS ENUM ('a'); CREATE TYPE c AS (x int); CREATE FUNCTION f(int) RETURNS int LANGUAGE sql AS 'SELECT 1'; CREATE DOMAIN d AS int CONSTRAINT dc CHECK (VALUE > 0); COMMENT ON TYPE e IS 'e'; COMMENT ON DOMAIN d IS 'd';
---
CREATE TYPE e AS ENUM ('a'); CREATE TYPE c AS (x int); CREATE FUNCTION f(int) RETURNS int LANGUAGE sql AS 'SELECT 1'; CREATE DOMAIN d AS int CONSTRAINT dc CHECK (VALUE > 0); COMMENT ON COLUMN c.x IS 'attr'; COMMENT ON FUNCTION f(int) IS 'fun'; COMMENT ON CONSTRAINT dc ON DOMAIN d IS 'dc'; COMMENT ON TYPE c IS 'cc';

### exclusion constraint
CREATE EXTENSION btree_gist; CREATE TABLE r (room int, during tstzrange, EXCLUDE USING gist (room WITH =, during WITH &&));
---
CREATE EXTENSION btree_gist; CREATE TABLE r (room bigint, during tstzrange, active bool DEFAULT true, CONSTRAINT no_overlap EXCLUDE USING gist (room WITH =, during WITH &&) WHERE (active) DEFERRABLE INITIALLY DEFERRED);

### nulls not distinct and include
CREATE TABLE t (a int, b int, c int, UNIQUE (a)); CREATE UNIQUE INDEX u ON t (b);
---
CREATE TABLE t (a int, b int, c int, UNIQUE NULLS NOT DISTINCT (a), CONSTRAINT bc UNIQUE (b) INCLUDE (c)); CREATE UNIQUE INDEX u ON t (b) INCLUDE (c) NULLS NOT DISTINCT;

### unique index becomes constraint
CREATE TABLE t (a int NOT NULL, b int); CREATE UNIQUE INDEX t_a_key ON t (a);
---
CREATE TABLE t (a int NOT NULL, b int, CONSTRAINT t_a_key UNIQUE (a));

### deferrable keys
CREATE TABLE p (id int PRIMARY KEY DEFERRABLE); CREATE TABLE c (p int, q int UNIQUE);
---
CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE c (p int REFERENCES p DEFERRABLE INITIALLY DEFERRED, q int UNIQUE DEFERRABLE);

### foreign key options
CREATE TABLE p (a int, b int, PRIMARY KEY (a, b)); CREATE TABLE c (x int, y int, FOREIGN KEY (x, y) REFERENCES p);
---
CREATE TABLE p (a int, b int, PRIMARY KEY (a, b)); CREATE TABLE c (x int, y int, FOREIGN KEY (x, y) REFERENCES p MATCH FULL ON DELETE SET NULL (y) ON UPDATE CASCADE NOT VALID);

### not valid check becomes valid
CREATE TABLE t (a int); ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0) NOT VALID;
---
CREATE TABLE t (a int, CONSTRAINT c CHECK (a > 0));

### no inherit check
CREATE TABLE t (a int, CONSTRAINT c CHECK (a > 0) NO INHERIT); CREATE TABLE k () INHERITS (t);
---
CREATE TABLE t (a int, CONSTRAINT c CHECK (a > 0)); CREATE TABLE k () INHERITS (t);

### cycles of foreign keys
CREATE TABLE a (id int PRIMARY KEY); CREATE TABLE b (id int PRIMARY KEY);
---
CREATE TABLE a (id bigint PRIMARY KEY, b bigint); CREATE TABLE b (id bigint PRIMARY KEY, a bigint REFERENCES a); ALTER TABLE a ADD FOREIGN KEY (b) REFERENCES b ON DELETE SET NULL;

### generated column changes
CREATE TABLE t (a int, b int, s int GENERATED ALWAYS AS (a + b) STORED); CREATE INDEX ts ON t (s); CREATE VIEW v AS SELECT s FROM t;
---
CREATE TABLE t (a bigint, b bigint, s bigint GENERATED ALWAYS AS (a * b) STORED); CREATE INDEX ts ON t (s); CREATE VIEW v AS SELECT s FROM t;

### generated becomes plain and back
CREATE TABLE t (first text, last text, name text GENERATED ALWAYS AS (first || ' ' || last) STORED NOT NULL, UNIQUE (name));
---
CREATE TABLE t (first text, last text, name text NOT NULL DEFAULT 'x', UNIQUE (name));

### generated tsvector with gin
CREATE TABLE d (title text, body text);
---
CREATE TABLE d (title text, body text, tsv tsvector GENERATED ALWAYS AS (setweight(to_tsvector('english', coalesce(title, '')), 'A') || to_tsvector('english', coalesce(body, ''))) STORED); CREATE INDEX dt ON d USING gin (tsv);

### base of generated dropped
CREATE TABLE t (a int, x int, g int GENERATED ALWAYS AS (x + 1) STORED);
---
CREATE TABLE t (a int, g int GENERATED ALWAYS AS (a + 1) STORED);

### views depend on changed column
CREATE TABLE t (id int PRIMARY KEY, name varchar(20), n int); CREATE VIEW v1 AS SELECT id, name, n FROM t; CREATE VIEW v2 AS SELECT id, upper(name) AS name FROM v1; CREATE VIEW v3 WITH (security_barrier) AS SELECT id, count(*) AS c FROM v2 GROUP BY id;
---
CREATE TABLE t (id int PRIMARY KEY);

### views depend on changed column with type
CREATE TABLE t (id int PRIMARY KEY, name varchar(20), n int); CREATE VIEW v1 AS SELECT id, name, n FROM t; CREATE VIEW v2 AS SELECT id, upper(name) AS name FROM v1; CREATE VIEW v3 WITH (security_barrier) AS SELECT id, count(*) AS c FROM v2 GROUP BY id;
---
CREATE TABLE t (id bigint PRIMARY KEY, name text, n numeric(10,2)); CREATE VIEW v1 AS SELECT id, name, n FROM t; CREATE VIEW v2 AS SELECT id, upper(name) AS name FROM v1; CREATE VIEW v3 WITH (security_invoker) AS SELECT id, count(*) AS c FROM v2 GROUP BY id;

### view by primary key functional dependency
CREATE TABLE t (id int PRIMARY KEY, a text, b text); CREATE VIEW v AS SELECT id, a, count(*) FROM t GROUP BY id;
---
CREATE TABLE t (id int, a text, b text, PRIMARY KEY (id, b)); CREATE VIEW v AS SELECT id, a, count(*) FROM t GROUP BY id, a;

### view with select star over a wider table
CREATE TABLE t (a int, b int); CREATE VIEW v AS SELECT * FROM t;
---
CREATE TABLE t (a int, b int, c text); CREATE VIEW v AS SELECT * FROM t;

### recursive and with check option views
CREATE TABLE n (id int, up int); CREATE RECURSIVE VIEW r (id) AS SELECT id FROM n WHERE up IS NULL UNION ALL SELECT n.id FROM n JOIN r ON n.up = r.id;
---
CREATE TABLE n (id int, up bigint); CREATE RECURSIVE VIEW r (id) AS SELECT id FROM n WHERE up IS NULL UNION SELECT n.id FROM n JOIN r ON n.up = r.id; CREATE VIEW o AS SELECT id FROM n WHERE id > 0 WITH CASCADED CHECK OPTION;

### materialized view with indexes and views over it
CREATE TABLE t (a int, b text); CREATE MATERIALIZED VIEW m AS SELECT a, b FROM t; CREATE UNIQUE INDEX mu ON m (a); CREATE INDEX mb ON m (lower(b)); COMMENT ON MATERIALIZED VIEW m IS 'mv'; GRANT SELECT ON m TO pg_monitor; CREATE MATERIALIZED VIEW m2 AS SELECT a FROM m;
---
CREATE TABLE t (a bigint, b varchar(40)); CREATE MATERIALIZED VIEW m AS SELECT a, b FROM t; CREATE UNIQUE INDEX mu ON m (a); CREATE INDEX mb ON m (upper(b)) WHERE a > 1; COMMENT ON MATERIALIZED VIEW m IS 'mv'; GRANT SELECT ON m TO pg_monitor; CREATE MATERIALIZED VIEW m2 AS SELECT a FROM m; CREATE INDEX m2a ON m2 (a);

### view becomes materialized and table
CREATE TABLE t (a int); CREATE VIEW v AS SELECT a FROM t; CREATE VIEW w AS SELECT a FROM t; CREATE VIEW u AS SELECT v.a FROM v, w;
---
CREATE TABLE t (a int); CREATE MATERIALIZED VIEW v AS SELECT a FROM t; CREATE TABLE w (a int); CREATE VIEW u AS SELECT v.a FROM v, w;

### function that default index check use
CREATE FUNCTION norm(t text) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT lower(t)'; CREATE TABLE t (a text DEFAULT norm('A'), CHECK (norm(a) <> '')); CREATE INDEX i ON t (norm(a)); CREATE VIEW v AS SELECT norm(a) FROM t;
---
CREATE FUNCTION norm(t text, deep bool DEFAULT false) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT lower(t)'; CREATE TABLE t (a text DEFAULT norm('A'), CHECK (norm(a) <> '')); CREATE INDEX i ON t (norm(a)); CREATE VIEW v AS SELECT norm(a) FROM t;

### function volatility and body
CREATE FUNCTION f(a int) RETURNS int LANGUAGE sql AS 'SELECT a'; CREATE PROCEDURE p(INOUT x int) LANGUAGE plpgsql AS 'BEGIN x := 1; END';
---
CREATE FUNCTION f(a int) RETURNS int LANGUAGE plpgsql STABLE STRICT SECURITY DEFINER PARALLEL SAFE COST 10 SET search_path = public, pg_temp AS 'BEGIN RETURN a + 1; END'; CREATE PROCEDURE p(INOUT x int, y text DEFAULT 'a') LANGUAGE plpgsql AS 'BEGIN x := 2; END';

### overloaded functions
CREATE FUNCTION f(int) RETURNS int LANGUAGE sql AS 'SELECT 1'; CREATE FUNCTION f(text) RETURNS int LANGUAGE sql AS 'SELECT 2'; CREATE FUNCTION f(int, int) RETURNS int LANGUAGE sql AS 'SELECT 3';
---
CREATE FUNCTION f(int) RETURNS text LANGUAGE sql AS $$SELECT 'x'$$; CREATE FUNCTION f(text, VARIADIC int[]) RETURNS int LANGUAGE sql AS 'SELECT 2'; CREATE FUNCTION f() RETURNS void LANGUAGE sql AS '';

### function returns table of changed table
CREATE TABLE t (a int, b int); CREATE FUNCTION f() RETURNS SETOF t LANGUAGE sql AS 'SELECT * FROM t'; CREATE FUNCTION g() RETURNS TABLE (x int, y text) LANGUAGE sql AS $$SELECT 1, 'a'$$;
---
CREATE TABLE t (a int, c text); CREATE FUNCTION f() RETURNS SETOF t LANGUAGE sql AS 'SELECT * FROM t'; CREATE FUNCTION g() RETURNS TABLE (x int, y text, z int) LANGUAGE sql AS $$SELECT 1, 'a', 2$$;

### functions call each other with atomic bodies
CREATE FUNCTION a() RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT 1; END; CREATE FUNCTION b() RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT a(); END;
---
CREATE FUNCTION b() RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT 1; END; CREATE FUNCTION a() RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT b() + 1; END;

### aggregate
CREATE FUNCTION sf(s int, v int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT s + v'; CREATE AGGREGATE total(int) (SFUNC = sf, STYPE = int, INITCOND = '0'); CREATE TABLE t (a int); CREATE VIEW v AS SELECT total(a) FROM t;
---
CREATE FUNCTION sf(s bigint, v int) RETURNS bigint LANGUAGE sql IMMUTABLE AS 'SELECT s + v'; CREATE AGGREGATE total(int) (SFUNC = sf, STYPE = bigint, INITCOND = '5', PARALLEL = SAFE); CREATE TABLE t (a int); CREATE VIEW v AS SELECT total(a) FROM t;

### triggers on views
CREATE FUNCTION tf() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'; CREATE TABLE t (a int); CREATE VIEW v AS SELECT a FROM t; CREATE TRIGGER g INSTEAD OF INSERT ON v FOR EACH ROW EXECUTE FUNCTION tf();
---
CREATE FUNCTION tf() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'; CREATE TABLE t (a bigint); CREATE VIEW v AS SELECT a, 1 AS one FROM t; CREATE TRIGGER g INSTEAD OF INSERT OR UPDATE ON v FOR EACH ROW EXECUTE FUNCTION tf('x', '2'); COMMENT ON TRIGGER g ON v IS 'g';

### transition tables and trigger conditions
CREATE FUNCTION tf() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'; CREATE TABLE t (a int, b int); CREATE TRIGGER g AFTER UPDATE OF a ON t FOR EACH ROW WHEN (OLD.a IS DISTINCT FROM NEW.a) EXECUTE FUNCTION tf();
---
CREATE FUNCTION tf() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'; CREATE TABLE t (a int, c int); CREATE TRIGGER g AFTER UPDATE ON t REFERENCING OLD TABLE AS o NEW TABLE AS n FOR EACH STATEMENT EXECUTE FUNCTION tf(); CREATE CONSTRAINT TRIGGER ct AFTER INSERT ON t DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION tf();

### trigger enabled states
CREATE FUNCTION tf() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'; CREATE TABLE t (a int); CREATE TRIGGER g AFTER INSERT ON t FOR EACH ROW EXECUTE FUNCTION tf(); CREATE TRIGGER h AFTER INSERT ON t FOR EACH ROW EXECUTE FUNCTION tf(); ALTER TABLE t DISABLE TRIGGER g;
---
CREATE FUNCTION tf() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'; CREATE TABLE t (a int); CREATE TRIGGER g AFTER INSERT ON t FOR EACH ROW EXECUTE FUNCTION tf(); CREATE TRIGGER h AFTER INSERT ON t FOR EACH ROW EXECUTE FUNCTION tf(); ALTER TABLE t ENABLE ALWAYS TRIGGER h; ALTER TABLE t ENABLE REPLICA TRIGGER g;

### row level security
CREATE TABLE t (a int, owner name); ALTER TABLE t ENABLE ROW LEVEL SECURITY; CREATE POLICY p ON t FOR SELECT TO pg_monitor USING (owner = current_user); CREATE POLICY q ON t AS RESTRICTIVE USING (a > 0);
---
CREATE TABLE t (a bigint, owner name); ALTER TABLE t ENABLE ROW LEVEL SECURITY; ALTER TABLE t FORCE ROW LEVEL SECURITY; CREATE POLICY p ON t FOR UPDATE TO pg_monitor, pg_read_all_data USING (owner = current_user) WITH CHECK (a > 1); CREATE POLICY q ON t USING (a > 0);

### policy with subselect on other table
CREATE TABLE m (u name, t int); CREATE TABLE t (id int); CREATE POLICY p ON t USING (EXISTS (SELECT 1 FROM m WHERE m.t = t.id AND m.u = current_user));
---
CREATE TABLE m (u text, t int); CREATE TABLE t (id int); CREATE POLICY p ON t USING (EXISTS (SELECT 1 FROM m WHERE m.t = t.id AND m.u = current_user));

### rules
CREATE TABLE t (a int); CREATE TABLE log (a int); CREATE RULE r AS ON INSERT TO t DO ALSO INSERT INTO log VALUES (NEW.a);
---
CREATE TABLE t (a bigint, b int); CREATE TABLE log (a bigint); CREATE RULE r AS ON INSERT TO t WHERE NEW.a > 5 DO INSTEAD INSERT INTO log VALUES (NEW.a); CREATE RULE u AS ON UPDATE TO t DO INSTEAD NOTHING; ALTER TABLE t DISABLE RULE u;

### extended statistics
CREATE TABLE t (a int, b int, c text); CREATE STATISTICS s1 (ndistinct) ON a, b FROM t; CREATE STATISTICS s2 ON (a + b), lower(c) FROM t;
---
CREATE TABLE t (a bigint, b int, c text); CREATE STATISTICS s1 (dependencies, mcv) ON a, b FROM t; CREATE STATISTICS s2 ON (a * b), upper(c) FROM t; ALTER STATISTICS s1 SET STATISTICS 500; ALTER TABLE t ALTER c SET STATISTICS 200;

### event trigger
CREATE FUNCTION ev() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END'; CREATE EVENT TRIGGER et ON ddl_command_end WHEN TAG IN ('CREATE TABLE') EXECUTE FUNCTION ev();
---
CREATE FUNCTION ev() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN NULL; END'; CREATE EVENT TRIGGER et ON sql_drop EXECUTE FUNCTION ev(); ALTER EVENT TRIGGER et DISABLE;

### column types using
CREATE TABLE t (a text, b int, c timestamp, d varchar(10), e bool, f numeric, g json); INSERT INTO t VALUES ('12', 1, now(), '5', true, 1.5, '{}');
---
CREATE TABLE t (a int, b boolean, c timestamptz, d numeric(5,1), e int, f bigint, g jsonb);

### column with default changes type
CREATE TABLE t (a text DEFAULT '1', b int DEFAULT 0, c varchar(5) DEFAULT 'x', arr text[] DEFAULT '{}');
---
CREATE TABLE t (a int DEFAULT 1, b boolean DEFAULT false, c char(8) DEFAULT 'y', arr int[] DEFAULT ARRAY[1,2]);

### scalar to array
CREATE TABLE t (id int, tag text, cs text[]);
---
CREATE TABLE t (id int, tag text[], cs text);

### indexes of all methods
CREATE TABLE t (a int, b text, c int[], d jsonb, e point, f timestamptz); CREATE INDEX i1 ON t (a DESC NULLS LAST); CREATE INDEX i2 ON t USING hash (b); CREATE INDEX i3 ON t USING gin (c); CREATE INDEX i4 ON t USING gist (e); CREATE INDEX i5 ON t USING brin (f);
---
CREATE TABLE t (a int, b text, c int[], d jsonb, e point, f timestamptz); CREATE INDEX i1 ON t (a NULLS FIRST) WITH (fillfactor = 70); CREATE INDEX i2 ON t (b COLLATE "C" text_pattern_ops); CREATE INDEX i3 ON t USING gin (c) WITH (fastupdate = off); CREATE INDEX i4 ON t USING spgist (e); CREATE INDEX i5 ON t USING brin (f) WITH (pages_per_range = 32); CREATE INDEX i6 ON t USING gin (d jsonb_path_ops); CREATE INDEX i7 ON t ((d ->> 'x'), (a + 1)) WHERE a IS NOT NULL;

### indexes of all methods with collate first
CREATE TABLE t (b text, d jsonb); CREATE INDEX i2 ON t USING hash (b); CREATE INDEX i6 ON t USING gin (d);
---
CREATE TABLE t (b text, d jsonb); CREATE INDEX i2 ON t (b COLLATE "C" text_pattern_ops); CREATE INDEX i6 ON t USING gin (d jsonb_path_ops); CREATE UNIQUE INDEX i7 ON t ((d ->> 'x')) WHERE b IS NOT NULL;

### index name moves to another table
CREATE TABLE t (a int); CREATE TABLE u (a int); CREATE INDEX x ON t (a);
---
CREATE TABLE t (a int); CREATE TABLE u (a int); CREATE INDEX x ON u (a);

### index takes name of dropped table
CREATE TABLE x (a int); CREATE TABLE t (a int);
---
CREATE TABLE t (a int); CREATE INDEX x ON t (a);

### indexes exchange names
CREATE TABLE t (a int, b int); CREATE INDEX x ON t (a); CREATE INDEX y ON t (b);
---
CREATE TABLE t (a int, b int); CREATE INDEX y ON t (a); CREATE INDEX x ON t (b);

### constraint renamed
CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE t (id int CONSTRAINT old_pk PRIMARY KEY, a int CONSTRAINT old_u UNIQUE, b int CONSTRAINT old_f REFERENCES p, CONSTRAINT old_c CHECK (a > 0));
---
CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE t (id int CONSTRAINT new_pk PRIMARY KEY, a int CONSTRAINT new_u UNIQUE, b int CONSTRAINT new_f REFERENCES p, CONSTRAINT new_c CHECK (a > 0));

### clustered and replica identity
CREATE TABLE t (a int NOT NULL, b int); CREATE UNIQUE INDEX u ON t (a); ALTER TABLE t CLUSTER ON u;
---
CREATE TABLE t (a int NOT NULL, b int); CREATE UNIQUE INDEX u ON t (a); ALTER TABLE t REPLICA IDENTITY USING INDEX u;

### storage parameters
CREATE TABLE t (a text, b text) WITH (fillfactor = 80); CREATE UNLOGGED TABLE u (a int);
---
CREATE TABLE t (a text STORAGE EXTERNAL COMPRESSION pglz, b text) WITH (autovacuum_enabled = false, toast.autovacuum_enabled = false); CREATE TABLE u (a int); ALTER TABLE t ALTER b SET (n_distinct = 5);

### table in another schema
CREATE SCHEMA s1; CREATE SCHEMA s2; CREATE TABLE s1.t (id serial PRIMARY KEY, a text); CREATE VIEW s1.v AS SELECT a FROM s1.t;
---
CREATE SCHEMA s1; CREATE SCHEMA s2; CREATE TABLE s2.t (id serial PRIMARY KEY, a text); CREATE VIEW s1.v AS SELECT a FROM s2.t;

### quoted names
CREATE TABLE "Order Items" ("Id" int PRIMARY KEY, "select" text, "we""ird" int); CREATE INDEX "My Index" ON "Order Items" ("select");
---
CREATE TABLE "Order Items" ("Id" bigint PRIMARY KEY, "select" varchar(10) DEFAULT 'a', "we""ird" text CHECK ("we""ird" <> ''), "New Col" serial); CREATE INDEX "My Index" ON "Order Items" ("select", "we""ird");

### collations
CREATE TABLE t (a text, b text COLLATE "C"); CREATE INDEX i ON t (a);
---
CREATE COLLATION ci (provider = icu, locale = 'und-u-ks-level2', deterministic = false); CREATE TABLE t (a text COLLATE ci, b text); CREATE INDEX i ON t (a COLLATE "C");

### range and multirange types
CREATE TYPE fr AS RANGE (subtype = float8); CREATE TABLE t (r fr);
---
CREATE TYPE fr AS RANGE (subtype = float8, subtype_diff = float8mi); CREATE TABLE t (r fr, m fr_multirange); CREATE INDEX i ON t USING gist (r);

### operators and casts
CREATE FUNCTION eq(text, int) RETURNS bool LANGUAGE sql IMMUTABLE AS 'SELECT true'; CREATE OPERATOR === (LEFTARG = text, RIGHTARG = int, FUNCTION = eq);
---
CREATE FUNCTION eq(text, int) RETURNS bool LANGUAGE sql IMMUTABLE AS 'SELECT $1 = $2::text'; CREATE OPERATOR ==== (LEFTARG = text, RIGHTARG = int, FUNCTION = eq); CREATE TYPE c AS (a int); CREATE FUNCTION tc(c) RETURNS text LANGUAGE sql AS 'SELECT ($1).a::text'; CREATE CAST (c AS text) WITH FUNCTION tc(c) AS ASSIGNMENT;

### primary key type with many references
CREATE TABLE u (id int PRIMARY KEY); CREATE TABLE a (u int REFERENCES u ON DELETE CASCADE); CREATE TABLE b (u int NOT NULL REFERENCES u, PRIMARY KEY (u)); CREATE TABLE c (b int REFERENCES b); CREATE VIEW v AS SELECT a.u FROM a JOIN b USING (u);
---
CREATE TABLE u (id bigint PRIMARY KEY); CREATE TABLE a (u bigint REFERENCES u ON DELETE CASCADE); CREATE TABLE b (u bigint NOT NULL REFERENCES u, PRIMARY KEY (u)); CREATE TABLE c (b bigint REFERENCES b); CREATE VIEW v AS SELECT a.u FROM a JOIN b USING (u);

### column not null default volatile
CREATE TABLE t (a int); INSERT INTO t VALUES (1);
---
CREATE TABLE t (a int NOT NULL, u uuid NOT NULL DEFAULT gen_random_uuid(), at timestamptz NOT NULL DEFAULT now());

### column of table row type
CREATE TABLE a (x int, y int); CREATE TABLE b (r a, rs a[]);
---
CREATE TABLE a (x int, z text); CREATE TABLE b (r a, rs a[]);

### publications
CREATE TABLE t (a int PRIMARY KEY, b int); CREATE PUBLICATION p FOR TABLE t;
---
CREATE TABLE t (a int PRIMARY KEY, b int); CREATE TABLE u (a int PRIMARY KEY); CREATE PUBLICATION p FOR TABLE t (a) WHERE (a > 5), u WITH (publish = 'insert');

### extensions
CREATE EXTENSION hstore; CREATE TABLE t (h hstore);
---
CREATE EXTENSION citext; CREATE TABLE t (c citext UNIQUE);

### foreign data
CREATE EXTENSION postgres_fdw; CREATE SERVER s FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host 'a', dbname 'b'); CREATE FOREIGN TABLE ft (a int) SERVER s OPTIONS (table_name 'x');
---
CREATE EXTENSION postgres_fdw; CREATE SERVER s FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host 'c', port '5'); CREATE FOREIGN TABLE ft (a bigint OPTIONS (column_name 'aa'), b text NOT NULL) SERVER s OPTIONS (schema_name 'y');

### boolean check split
CREATE TABLE t (a int, b int, CHECK (a > 0), CHECK (b > 0), CHECK (a > b));
---
CREATE TABLE t (a int, b int, CHECK (a > 0 AND b > 0), CHECK (a >= b));

### unlogged sequence and temp-like
CREATE UNLOGGED SEQUENCE s; CREATE TABLE t (a int);
---
CREATE SEQUENCE s; CREATE UNLOGGED TABLE t (a int, id serial);

### text search configuration
CREATE TABLE t (a text);
---
CREATE TEXT SEARCH CONFIGURATION my (COPY = english); ALTER TEXT SEARCH CONFIGURATION my ALTER MAPPING FOR asciiword WITH simple; CREATE TABLE t (a text); CREATE INDEX i ON t USING gin (to_tsvector('my', a));

### trigger function goes with its triggers
CREATE FUNCTION tf() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'; CREATE TABLE t (a int); CREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION tf();
---
CREATE SCHEMA s; CREATE FUNCTION s.tf() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'; CREATE TABLE t (a int); CREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION s.tf();

### column renamed case
CREATE TABLE t ("userId" int PRIMARY KEY, "userName" text); CREATE VIEW v AS SELECT "userName" FROM t;
---
CREATE TABLE t (user_id int PRIMARY KEY, user_name text); CREATE VIEW v AS SELECT user_name FROM t;

### django like
CREATE TABLE auth_user (id serial PRIMARY KEY, username varchar(30) NOT NULL UNIQUE, first_name varchar(30) NOT NULL); CREATE INDEX auth_user_username_like ON auth_user (username varchar_pattern_ops); CREATE TABLE app_post (id serial PRIMARY KEY, user_id int NOT NULL CONSTRAINT fk_1 REFERENCES auth_user DEFERRABLE INITIALLY DEFERRED, title varchar(100) NOT NULL, slug varchar(50)); CREATE INDEX app_post_user ON app_post (user_id);
---
CREATE TABLE auth_user (id bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY, username varchar(150) NOT NULL UNIQUE, first_name varchar(150) NOT NULL, is_active boolean NOT NULL); CREATE INDEX auth_user_username_like ON auth_user (username varchar_pattern_ops); CREATE TABLE app_post (id bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY, user_id bigint NOT NULL CONSTRAINT fk_2 REFERENCES auth_user DEFERRABLE INITIALLY DEFERRED, title varchar(200) NOT NULL, slug varchar(50) NOT NULL, meta jsonb NOT NULL DEFAULT '{}', CONSTRAINT uniq_slug UNIQUE (slug)); CREATE INDEX app_post_user ON app_post (user_id); CREATE INDEX app_post_slug_like ON app_post (slug varchar_pattern_ops);

### index and constraint concurrently-like
CREATE TABLE foobar (id int PRIMARY KEY, foo varchar(255), bar text COLLATE "POSIX" DEFAULT 'some default', fizz timestamptz DEFAULT now() NOT NULL, buzz real CHECK (buzz > 0)); CREATE UNIQUE INDEX some_unique ON foobar (foo); CREATE INDEX other ON foobar (fizz DESC, buzz) INCLUDE (foo) WHERE foo <> 'x';
---
CREATE TABLE foobar (id bigint, foo text NOT NULL, bar text COLLATE "C" DEFAULT 'other', fizz timestamp NOT NULL, buzz double precision CONSTRAINT buzz_check CHECK (buzz >= 0) NO INHERIT, new_col serial, PRIMARY KEY (foo, id)); CREATE UNIQUE INDEX some_unique ON foobar (foo, bar); CREATE INDEX other ON foobar (fizz, buzz);

### everything at once
CREATE EXTENSION pg_trgm; CREATE SCHEMA goodschema; CREATE TYPE shipping_status AS ENUM ('not shipped', 'shipped'); CREATE TYPE unwanted_enum AS ENUM ('unwanted'); CREATE TABLE orders (order_id serial PRIMARY KEY, shipping_address text, order_date date, status shipping_status); CREATE TABLE products (product_no integer PRIMARY KEY, name text, price numeric CHECK (price > 0), x integer CHECK (x > 0), oldcolumn text, constraint x CHECK (price > 10), z integer REFERENCES orders ON DELETE CASCADE, zz integer REFERENCES orders ON DELETE CASCADE); CREATE UNIQUE INDEX ON products (x); CREATE UNIQUE INDEX ON orders (order_date); CREATE INDEX ON products (price); CREATE VIEW vvv AS SELECT * FROM products; CREATE MATERIALIZED VIEW matvvv AS SELECT * FROM products; CREATE FUNCTION changed(i integer, t text[]) RETURNS TABLE (a text, c integer) AS $$ DECLARE BEGIN SELECT 'no', 1; END; $$ LANGUAGE plpgsql STABLE RETURNS NULL ON NULL INPUT SECURITY DEFINER;
---
CREATE EXTENSION hstore; CREATE SCHEMA goodschema; CREATE SCHEMA evenbetterschema; CREATE TYPE shipping_status AS ENUM ('not shipped', 'shipped', 'delivered'); CREATE TYPE bug_status AS ENUM ('new', 'open', 'closed'); CREATE TABLE columnless_table(); CREATE TABLE orders (order_id integer PRIMARY KEY, shipping_address text, status shipping_status DEFAULT 'not shipped'); CREATE UNLOGGED TABLE change_to_unlogged (); CREATE TABLE products (product_no integer PRIMARY KEY, name varchar(10) UNIQUE, price numeric CHECK (price > 100), x integer NOT NULL DEFAULT 7 CHECK (x > 0), newcolumn text, newcolumn2 interval, constraint x CHECK (price > 0), z integer REFERENCES orders ON DELETE CASCADE, zz integer REFERENCES orders ON DELETE CASCADE); CREATE INDEX ON products (name); CREATE UNIQUE INDEX ON orders (order_id); CREATE VIEW vvv AS SELECT * FROM products; CREATE MATERIALIZED VIEW matvvv AS SELECT * FROM products; CREATE FUNCTION changed(i integer, t text[]) RETURNS TABLE (a text, c integer, d bigint) AS $$ DECLARE BEGIN SELECT 'no', 1; END; $$ LANGUAGE plpgsql VOLATILE RETURNS NULL ON NULL INPUT SECURITY DEFINER; CREATE FUNCTION newfunc(i integer, t text[]) RETURNS TABLE (a text, c integer) AS $$ BEGIN END $$ LANGUAGE plpgsql;

### enum in view, table and default with removed value
CREATE TYPE e AS ENUM ('1', '2', '3'); CREATE SCHEMA other; CREATE TYPE other.otherenum1 AS ENUM ('a', 'b', 'c'); CREATE TABLE t (id int, category e, cats e[], oth other.otherenum1 DEFAULT 'c'); CREATE VIEW v AS SELECT * FROM t; CREATE TABLE other.t2 (category e, o other.otherenum1); CREATE FUNCTION g(a e) RETURNS other.otherenum1 LANGUAGE sql AS $$SELECT 'a'::other.otherenum1$$;
---
CREATE TYPE e AS ENUM ('0', '1', '4'); CREATE SCHEMA other; CREATE TYPE other.otherenum1 AS ENUM ('b', 'a'); CREATE TABLE t (id int, category e, cats e[], oth other.otherenum1 DEFAULT 'a'); CREATE VIEW v AS SELECT * FROM t; CREATE TABLE other.t2 (category e, o other.otherenum1); CREATE FUNCTION g(a e) RETURNS other.otherenum1 LANGUAGE sql AS $$SELECT 'b'::other.otherenum1$$;

### generated and identity columns
CREATE TABLE demo_gencols (id int, the_column int, the_column2 int GENERATED ALWAYS AS (id * 2) STORED); CREATE TABLE films (did int, title varchar(40)); CREATE TABLE t5 (i int GENERATED BY DEFAULT AS IDENTITY);
---
CREATE TABLE demo_gencols (id int, the_column int GENERATED ALWAYS AS (id * 3) STORED, the_column2 int); CREATE TABLE films (did int GENERATED ALWAYS AS IDENTITY, title varchar(40) NOT NULL); CREATE TABLE t5 (i int);

### inheritance and partition change
CREATE TABLE entities (id int, name varchar, UNIQUE (id)); CREATE TABLE entity_bindings (id int); CREATE TABLE measurement (city_id int NOT NULL, logdate date NOT NULL, peaktemp int) PARTITION BY RANGE (logdate); CREATE TABLE m2006 PARTITION OF measurement FOR VALUES FROM ('2006-01-01') TO ('2007-01-01'); CREATE TABLE partitioned (i int) PARTITION BY RANGE (i); CREATE TABLE reg2partitioned (i int);
---
CREATE TABLE entities (id int, name varchar, parent int, UNIQUE (id, name)); CREATE TABLE entity_bindings (extra text) INHERITS (entities); CREATE TABLE measurement (city_id int NOT NULL, logdate date NOT NULL, peaktemp bigint, unitsales int) PARTITION BY RANGE (logdate); CREATE TABLE m2006 PARTITION OF measurement FOR VALUES FROM ('2006-01-01') TO ('2006-07-01'); CREATE TABLE m2006b PARTITION OF measurement FOR VALUES FROM ('2006-07-01') TO ('2007-01-01'); CREATE INDEX ON measurement (logdate); CREATE TABLE partitioned (i int); CREATE TABLE reg2partitioned (i int) PARTITION BY RANGE (i);

### rls with roles and commands
CREATE TABLE public.t (id serial PRIMARY KEY, name text, is_admin bool DEFAULT false); ALTER TABLE t ENABLE ROW LEVEL SECURITY; CREATE POLICY insert_gamer ON t AS PERMISSIVE FOR INSERT TO pg_monitor WITH CHECK (is_admin = false); CREATE VIEW v AS SELECT * FROM t;
---
CREATE TABLE public.t (id serial PRIMARY KEY, name varchar(20), is_admin int DEFAULT 0); ALTER TABLE t ENABLE ROW LEVEL SECURITY; CREATE POLICY insert_gamer ON t AS PERMISSIVE FOR INSERT TO pg_monitor WITH CHECK (is_admin = 0); CREATE POLICY del ON t FOR DELETE TO pg_read_all_data USING (name = current_user); CREATE VIEW v AS SELECT * FROM t;

### triggers with changed functions
CREATE TABLE emp (empname text, salary int, last_date timestamp, last_user text); CREATE FUNCTION emp_stamp() RETURNS trigger AS $$ BEGIN IF NEW.empname IS NULL THEN RAISE EXCEPTION 'empname'; END IF; RETURN NEW; END; $$ LANGUAGE plpgsql; CREATE TRIGGER emp_stamp BEFORE INSERT OR UPDATE ON emp FOR EACH ROW EXECUTE PROCEDURE emp_stamp(); CREATE VIEW view_on_table AS SELECT empname, salary, last_date, last_user FROM emp; CREATE FUNCTION my_schema_fn() RETURNS trigger AS $$ BEGIN RETURN NEW; END; $$ LANGUAGE plpgsql; CREATE TRIGGER t2 INSTEAD OF INSERT ON view_on_table FOR EACH ROW EXECUTE PROCEDURE my_schema_fn();
---
CREATE TABLE emp (empname text, salary int, last_date timestamptz, last_user text); CREATE FUNCTION emp_stamp() RETURNS trigger AS $$ BEGIN NEW.last_date := current_timestamp; RETURN NEW; END; $$ LANGUAGE plpgsql; CREATE TRIGGER emp_stamp BEFORE INSERT OR UPDATE OF salary ON emp FOR EACH ROW WHEN (NEW.salary > 0) EXECUTE PROCEDURE emp_stamp(); CREATE VIEW view_on_table AS SELECT empname, last_date, last_user, salary FROM emp; CREATE FUNCTION my_schema_fn() RETURNS trigger AS $$ BEGIN RETURN NULL; END; $$ LANGUAGE plpgsql; CREATE TRIGGER t2 INSTEAD OF INSERT ON view_on_table FOR EACH ROW EXECUTE PROCEDURE my_schema_fn();

### dependencies across schemas
CREATE SCHEMA s1; CREATE SCHEMA s2; CREATE FUNCTION s1.f() RETURNS int LANGUAGE sql AS 'SELECT 1'; CREATE TABLE s2.basetable (id serial PRIMARY KEY, name text); CREATE VIEW s1.aview AS SELECT name, name AS x1 FROM s2.basetable; CREATE MATERIALIZED VIEW s2.matviewone AS SELECT * FROM s1.aview; CREATE MATERIALIZED VIEW s1.matviewtwo AS SELECT * FROM s2.matviewone; CREATE VIEW s1.abcview AS SELECT * FROM s1.matviewtwo;
---
CREATE SCHEMA s1; CREATE SCHEMA s3; CREATE FUNCTION s3.f() RETURNS int LANGUAGE sql AS 'SELECT 1'; CREATE TABLE s1.basetable (id serial PRIMARY KEY, name text, name2 text); CREATE VIEW s1.aview AS SELECT name2, name AS x2 FROM s1.basetable; CREATE MATERIALIZED VIEW s3.matviewone AS SELECT * FROM s1.aview; CREATE MATERIALIZED VIEW s1.matviewtwo AS SELECT * FROM s3.matviewone; CREATE VIEW s1.abcview AS SELECT * FROM s1.matviewtwo;

### column added in the middle used by view and function atomic
CREATE TABLE t (a int, c int); CREATE FUNCTION f(x int) RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT a FROM t WHERE c = x; END; CREATE VIEW v AS SELECT f(a) AS z FROM t;
---
CREATE TABLE t (a bigint, b text, c bigint); CREATE FUNCTION f(x int) RETURNS bigint LANGUAGE sql BEGIN ATOMIC SELECT a FROM t WHERE c = x; END; CREATE VIEW v AS SELECT f(c::int) AS z FROM t;

### default uses sequence of another table
CREATE TABLE a (id serial PRIMARY KEY); CREATE TABLE b (id int DEFAULT nextval('a_id_seq'));
---
CREATE TABLE a (id bigserial PRIMARY KEY); CREATE TABLE b (id bigint DEFAULT nextval('a_id_seq'), x int);

### identity to default uuid with pk and view
CREATE TABLE a (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, v text); CREATE VIEW va AS SELECT id, v FROM a; CREATE INDEX ON a (v, id);
---
CREATE TABLE a (id uuid DEFAULT gen_random_uuid() PRIMARY KEY, v text); CREATE VIEW va AS SELECT id, v FROM a; CREATE INDEX ON a (v, id);

### table renamed with its serial
CREATE TABLE old_name (id serial PRIMARY KEY, a text NOT NULL); CREATE INDEX old_name_a ON old_name (a);
---
CREATE TABLE new_name (id serial PRIMARY KEY, a text NOT NULL, b int); CREATE INDEX new_name_a ON new_name (a);

### tables exchange names
CREATE TABLE a (id serial PRIMARY KEY, x int); CREATE TABLE b (k text PRIMARY KEY, y date);
---
CREATE TABLE b (id serial PRIMARY KEY, x int); CREATE TABLE a (k text PRIMARY KEY, y date);

### constraints exchange names
CREATE TABLE t (a int, b int, CONSTRAINT c1 CHECK (a > 0), CONSTRAINT c2 CHECK (b > 0), CONSTRAINT u1 UNIQUE (a), CONSTRAINT u2 UNIQUE (b));
---
CREATE TABLE t (a int, b int, CONSTRAINT c2 CHECK (a > 0), CONSTRAINT c1 CHECK (b > 0), CONSTRAINT u2 UNIQUE (a), CONSTRAINT u1 UNIQUE (b));

### constraint index names move between tables
CREATE TABLE t (a int CONSTRAINT k UNIQUE); CREATE TABLE u (a int);
---
CREATE TABLE t (a int); CREATE TABLE u (a int CONSTRAINT k UNIQUE);

### primary key swapped between columns with child
CREATE TABLE p (a int PRIMARY KEY, b int NOT NULL UNIQUE); CREATE TABLE c (x int REFERENCES p (a), y int REFERENCES p (b));
---
CREATE TABLE p (b int PRIMARY KEY, a int NOT NULL UNIQUE); CREATE TABLE c (x int REFERENCES p (a), y int REFERENCES p (b));

### foreign key to unique index changes
CREATE TABLE p (a int NOT NULL); CREATE UNIQUE INDEX pa ON p (a); CREATE TABLE c (x int REFERENCES p (a));
---
CREATE TABLE p (a int NOT NULL UNIQUE); CREATE TABLE c (x int REFERENCES p (a));

### partitioned primary key extended
CREATE TABLE p (id int, d date, PRIMARY KEY (d)) PARTITION BY RANGE (d); CREATE TABLE p1 PARTITION OF p FOR VALUES FROM ('2020-01-01') TO ('2021-01-01'); CREATE TABLE p2 PARTITION OF p DEFAULT;
---
CREATE TABLE p (id bigint, d date, PRIMARY KEY (id, d)) PARTITION BY RANGE (d); CREATE TABLE p1 PARTITION OF p FOR VALUES FROM ('2020-01-01') TO ('2021-01-01'); CREATE TABLE p2 PARTITION OF p DEFAULT; CREATE INDEX pid ON p (id); ALTER TABLE p1 ADD CONSTRAINT own CHECK (id > 0);

### partition list values and sub partitions collapse
CREATE TABLE p (k text, n int) PARTITION BY LIST (k); CREATE TABLE pa PARTITION OF p FOR VALUES IN ('a') PARTITION BY RANGE (n); CREATE TABLE pa1 PARTITION OF pa FOR VALUES FROM (0) TO (10); CREATE TABLE pb PARTITION OF p FOR VALUES IN ('b');
---
CREATE TABLE p (k text, n int) PARTITION BY LIST (k); CREATE TABLE pa PARTITION OF p FOR VALUES IN ('a', 'c'); CREATE TABLE pb PARTITION OF p FOR VALUES IN ('b', 'd') PARTITION BY HASH (n); CREATE TABLE pb0 PARTITION OF pb FOR VALUES WITH (MODULUS 1, REMAINDER 0);

### partition key expression
CREATE TABLE p (a int, t timestamptz NOT NULL) PARTITION BY RANGE (t); CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (MINVALUE) TO ('2024-01-01 00:00+00');
---
CREATE TABLE p (a int, t timestamptz NOT NULL) PARTITION BY RANGE ((a % 10), t); CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (MINVALUE, MINVALUE) TO (5, '2024-01-01 00:00+00');

### partition's column order and dropped columns
CREATE TABLE p (a int, b text) PARTITION BY LIST (a); CREATE TABLE p1 (b text, x int, a int); ALTER TABLE p1 DROP COLUMN x; ALTER TABLE p ATTACH PARTITION p1 FOR VALUES IN (1);
---
CREATE TABLE p (a int, b varchar(10) NOT NULL) PARTITION BY LIST (a); CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1); CREATE TABLE p2 PARTITION OF p FOR VALUES IN (2) WITH (fillfactor = 50);

### row triggers and foreign keys on partitions
CREATE TABLE r (id int PRIMARY KEY); CREATE TABLE p (id int, r int, PRIMARY KEY (id)) PARTITION BY RANGE (id); CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (0) TO (10); ALTER TABLE p1 ADD FOREIGN KEY (r) REFERENCES r;
---
CREATE TABLE r (id bigint PRIMARY KEY); CREATE TABLE p (id int, r bigint REFERENCES r ON DELETE SET NULL, PRIMARY KEY (id)) PARTITION BY RANGE (id); CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (0) TO (10);

### unique constraint to exclusion
CREATE TABLE t (a int, r int4range, UNIQUE (a));
---
CREATE TABLE t (a int, r int4range, EXCLUDE USING gist (r WITH &&), EXCLUDE (a WITH =));

### domain over enum and composite with domain
CREATE TYPE e AS ENUM ('x', 'y'); CREATE DOMAIN de AS e DEFAULT 'x'; CREATE TYPE c AS (d de, n int); CREATE TABLE t (a de, b c);
---
CREATE TYPE e AS ENUM ('y', 'x', 'z'); CREATE DOMAIN de AS e DEFAULT 'z' CHECK (VALUE <> 'y'); CREATE TYPE c AS (d de, n bigint); CREATE TABLE t (a de, b c);

### enum key with foreign key and partial index
CREATE TYPE e AS ENUM ('x', 'y'); CREATE TABLE p (k e PRIMARY KEY); CREATE TABLE c (k e REFERENCES p, n int); CREATE UNIQUE INDEX ci ON c (n) WHERE k = 'x';
---
CREATE TYPE e AS ENUM ('y', 'x'); CREATE TABLE p (k e PRIMARY KEY); CREATE TABLE c (k e REFERENCES p, n int); CREATE UNIQUE INDEX ci ON c (n) WHERE k = 'y';

### enum moved to another schema
CREATE SCHEMA s; CREATE TYPE e AS ENUM ('a', 'b'); CREATE TABLE t (x e DEFAULT 'a');
---
CREATE SCHEMA s; CREATE TYPE s.e AS ENUM ('a', 'b'); CREATE TABLE t (x s.e DEFAULT 'a');

### type named like a column
CREATE TYPE status AS ENUM ('a', 'b'); CREATE TABLE t (status status DEFAULT 'a', CHECK (status <> 'b')); CREATE VIEW v AS SELECT status FROM t WHERE status = 'a';
---
CREATE TYPE status AS ENUM ('b', 'c', 'a'); CREATE TABLE t (status status DEFAULT 'c', CHECK (status <> 'c')); CREATE VIEW v AS SELECT status FROM t WHERE status = 'c';

### function with default argument of enum and set returning
CREATE TYPE e AS ENUM ('a', 'b'); CREATE FUNCTION f(x e DEFAULT 'a', OUT y e, OUT z int) LANGUAGE sql AS $$SELECT 'a'::e, 1$$; CREATE FUNCTION g(VARIADIC x e[]) RETURNS e LANGUAGE sql AS 'SELECT $1[1]';
---
CREATE TYPE e AS ENUM ('b', 'a'); CREATE FUNCTION f(x e DEFAULT 'b', OUT y e, OUT z bigint) LANGUAGE sql AS $$SELECT 'a'::e, 1::bigint$$; CREATE FUNCTION g(VARIADIC x e[]) RETURNS e LANGUAGE sql AS 'SELECT $1[1]';

### function becomes procedure
CREATE FUNCTION f(a int) RETURNS void LANGUAGE sql AS '';
---
CREATE PROCEDURE f(a int) LANGUAGE sql AS '';

### function parameter default removed
CREATE FUNCTION f(a int, b int DEFAULT 5) RETURNS int LANGUAGE sql AS 'SELECT 1'; CREATE VIEW v AS SELECT f(1) AS x;
---
CREATE FUNCTION f(a int, b int) RETURNS int LANGUAGE sql AS 'SELECT 1'; CREATE VIEW v AS SELECT f(1, 2) AS x;

### function gains a parameter used by generated column and index
CREATE FUNCTION f(a int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT $1'; CREATE TABLE t (a int, g int GENERATED ALWAYS AS (f(a)) STORED); CREATE INDEX i ON t (f(a)); CREATE TABLE u (a int DEFAULT f(1), CONSTRAINT c CHECK (f(a) > 0)); CREATE POLICY p ON u USING (f(a) = 1);
---
CREATE FUNCTION f(a int, b int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT $1'; CREATE TABLE t (a int, g int GENERATED ALWAYS AS (f(a, 1)) STORED); CREATE INDEX i ON t (f(a, 2)); CREATE TABLE u (a int DEFAULT f(1, 1), CONSTRAINT c CHECK (f(a, 3) > 0)); CREATE POLICY p ON u USING (f(a, 1) = 1);

### function argument type changes under an index
CREATE FUNCTION f(a int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT $1'; CREATE TABLE t (a int); CREATE INDEX i ON t (f(a));
---
CREATE FUNCTION f(a bigint) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT $1::int'; CREATE TABLE t (a bigint); CREATE INDEX i ON t (f(a));

### aggregate over a changed state type
CREATE TYPE st AS (s int, n int); CREATE FUNCTION acc(s st, v int) RETURNS st LANGUAGE sql IMMUTABLE AS 'SELECT s'; CREATE FUNCTION fin(s st) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT s.s'; CREATE AGGREGATE av(int) (SFUNC = acc, STYPE = st, FINALFUNC = fin);
---
CREATE TYPE st AS (s bigint, n int); CREATE FUNCTION acc(s st, v int) RETURNS st LANGUAGE sql IMMUTABLE AS 'SELECT s'; CREATE FUNCTION fin(s st) RETURNS bigint LANGUAGE sql IMMUTABLE AS 'SELECT s.s'; CREATE AGGREGATE av(int) (SFUNC = acc, STYPE = st, FINALFUNC = fin);

### trigger function in another schema and event of truncate
CREATE SCHEMA s; CREATE FUNCTION s.f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'; CREATE TABLE t (a int); CREATE TRIGGER x AFTER TRUNCATE ON t EXECUTE FUNCTION s.f('a');
---
CREATE SCHEMA s; CREATE FUNCTION s.f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'; CREATE TABLE t (a int, b int); CREATE TRIGGER x AFTER TRUNCATE OR INSERT ON t FOR EACH STATEMENT EXECUTE FUNCTION s.f('b', 'c');

### trigger on a column that goes
CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'; CREATE TABLE t (a int, b int, c int); CREATE TRIGGER x AFTER UPDATE OF b, c ON t FOR EACH ROW EXECUTE FUNCTION f(); CREATE TRIGGER y BEFORE UPDATE ON t FOR EACH ROW WHEN (OLD.b <> NEW.b) EXECUTE FUNCTION f();
---
CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'; CREATE TABLE t (a int, c bigint); CREATE TRIGGER x AFTER UPDATE OF c ON t FOR EACH ROW EXECUTE FUNCTION f(); CREATE TRIGGER y BEFORE UPDATE ON t FOR EACH ROW WHEN (OLD.c <> NEW.c) EXECUTE FUNCTION f();

### policy on a column that goes or changes
CREATE TABLE t (a int, b name); CREATE POLICY p ON t USING (b = current_user); CREATE POLICY q ON t WITH CHECK (a > 0);
---
CREATE TABLE t (a bigint, c name); CREATE POLICY p ON t USING (c = current_user); CREATE POLICY q ON t WITH CHECK (a > 0);

### rule and statistics on a column that changes
CREATE TABLE t (a int, b int); CREATE TABLE log (a int); CREATE RULE r AS ON UPDATE TO t DO ALSO INSERT INTO log VALUES (NEW.b); CREATE STATISTICS s ON a, b FROM t;
---
CREATE TABLE t (a bigint, c int); CREATE TABLE log (a int); CREATE RULE r AS ON UPDATE TO t DO ALSO INSERT INTO log VALUES (NEW.c); CREATE STATISTICS s ON a, c FROM t;

### rule on a table writes to a table whose column changes
CREATE TABLE t (a int); CREATE TABLE log (a int, w text); CREATE RULE r AS ON INSERT TO t DO ALSO INSERT INTO log VALUES (NEW.a, 'x'); COMMENT ON RULE r ON t IS 'keeps';
---
CREATE TABLE t (a int); CREATE TABLE log (a bigint, w varchar(5)); CREATE RULE r AS ON INSERT TO t DO ALSO INSERT INTO log VALUES (NEW.a, 'x'); COMMENT ON RULE r ON t IS 'keeps';

### updatable view with rule and default
CREATE TABLE t (a int, b int); CREATE VIEW v AS SELECT a, b FROM t; CREATE RULE vi AS ON INSERT TO v DO INSTEAD INSERT INTO t VALUES (NEW.a, NEW.b);
---
CREATE TABLE t (a int, b bigint, c int); CREATE VIEW v AS SELECT a, b, c FROM t; CREATE RULE vi AS ON INSERT TO v DO INSTEAD INSERT INTO t VALUES (NEW.a, NEW.b, NEW.c);

### view over partition and inheritance child
CREATE TABLE p (a int, b int) PARTITION BY LIST (a); CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1); CREATE VIEW v AS SELECT a, b FROM p1; CREATE TABLE q (a int); CREATE TABLE q1 (z int) INHERITS (q); CREATE VIEW w AS SELECT a, z FROM q1;
---
CREATE TABLE p (a int, b text) PARTITION BY LIST (a); CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1); CREATE VIEW v AS SELECT a, b FROM p1; CREATE TABLE q (a bigint); CREATE TABLE q1 (z int) INHERITS (q); CREATE VIEW w AS SELECT a, z FROM q1;

### view uses whole row and using join
CREATE TABLE t (id int, a int); CREATE TABLE u (id int, b int); CREATE VIEW v AS SELECT t AS whole, id, b FROM t JOIN u USING (id);
---
CREATE TABLE t (id bigint, a int, z text); CREATE TABLE u (id bigint, b int); CREATE VIEW v AS SELECT t AS whole, id, b FROM t JOIN u USING (id);

### materialized view storage and unlogged index
CREATE TABLE t (a int); CREATE MATERIALIZED VIEW m WITH (fillfactor = 70) AS SELECT a FROM t;
---
CREATE TABLE t (a int); CREATE MATERIALIZED VIEW m AS SELECT a FROM t; CREATE UNIQUE INDEX mi ON m (a) WITH (fillfactor = 60); CREATE STATISTICS ms ON a, (a + 1) FROM m;

### access with grants on all sorts
CREATE SCHEMA s; CREATE TABLE s.t (id serial, a int); CREATE VIEW s.v AS SELECT a FROM s.t; CREATE FUNCTION s.f() RETURNS int LANGUAGE sql AS 'SELECT 1'; GRANT ALL ON ALL TABLES IN SCHEMA s TO pg_monitor; GRANT USAGE ON ALL SEQUENCES IN SCHEMA s TO pg_monitor;
---
CREATE SCHEMA s; CREATE TABLE s.t (id int GENERATED ALWAYS AS IDENTITY, a bigint); CREATE VIEW s.v AS SELECT a, id FROM s.t; CREATE FUNCTION s.f() RETURNS int LANGUAGE sql AS 'SELECT 2'; GRANT SELECT, INSERT (a), UPDATE (a) ON s.t TO pg_monitor; GRANT SELECT ON s.v TO pg_read_all_data WITH GRANT OPTION; GRANT EXECUTE ON FUNCTION s.f() TO pg_read_all_data;

### grants survive a remade table column
CREATE TABLE t (a int, g int GENERATED ALWAYS AS (a) STORED); GRANT SELECT (a, g) ON t TO pg_monitor; COMMENT ON COLUMN t.g IS 'gee';
---
CREATE TABLE t (a int, g bigint GENERATED ALWAYS AS (a * 2) STORED); GRANT SELECT (a, g) ON t TO pg_monitor; COMMENT ON COLUMN t.g IS 'gee';

### sequence of serial column with grants and comments turns identity
CREATE TABLE t (id serial PRIMARY KEY); GRANT USAGE, SELECT ON SEQUENCE t_id_seq TO pg_monitor; COMMENT ON SEQUENCE t_id_seq IS 'c';
---
CREATE TABLE t (id int GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY); GRANT USAGE, SELECT ON SEQUENCE t_id_seq TO pg_monitor; COMMENT ON SEQUENCE t_id_seq IS 'c';

### numeric precision bit interval time
CREATE TABLE t (a numeric(10,2), b bit(3), c varbit(5), d interval day to second, e time(3), f timestamptz(0), g "char", h money, i xml, j oid);
---
CREATE TABLE t (a numeric(12,4), b bit(5), c varbit, d interval, e timetz, f timestamptz(3), g char(1), h numeric, i text, j bigint);

### expression index operator class and storage
CREATE TABLE t (a text, j jsonb, v tsvector); CREATE INDEX i1 ON t USING gin (j); CREATE INDEX i2 ON t (lower(a) text_pattern_ops);
---
CREATE TABLE t (a text, j jsonb, v tsvector); CREATE INDEX i1 ON t USING gin (j jsonb_path_ops) WITH (fastupdate = off); CREATE INDEX i2 ON t (lower(a) varchar_pattern_ops, (j ->> 'x') DESC NULLS LAST) INCLUDE (a); CREATE INDEX i3 ON t USING gist (v tsvector_ops (siglen = 100));

### index on column whose collation changes
CREATE TABLE t (a text, UNIQUE (a)); CREATE INDEX i ON t (a); CREATE VIEW v AS SELECT a FROM t ORDER BY a;
---
CREATE TABLE t (a text COLLATE "C", UNIQUE (a)); CREATE INDEX i ON t (a); CREATE VIEW v AS SELECT a FROM t ORDER BY a;

### check with subtle casts and functions
CREATE TABLE t (a varchar(10), b int, c jsonb, CHECK (a IN ('x', 'y')), CHECK (b BETWEEN 1 AND 5), CHECK (c ? 'k'));
---
CREATE TABLE t (a varchar(10), b int, c jsonb, CHECK (a IN ('x', 'y', 'z')), CHECK (b BETWEEN 1 AND 6), CHECK (c ?& ARRAY['k', 'l']), CHECK (a ~ '^[xy]'));

### not valid foreign key and check
CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE c (p int, n int); ALTER TABLE c ADD CONSTRAINT f FOREIGN KEY (p) REFERENCES p NOT VALID; ALTER TABLE c ADD CONSTRAINT k CHECK (n > 0) NOT VALID;
---
CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE c (p int, n int); ALTER TABLE c ADD CONSTRAINT f FOREIGN KEY (p) REFERENCES p; ALTER TABLE c ADD CONSTRAINT k CHECK (n > 0);

### schema dropped with contents used elsewhere
CREATE SCHEMA lib; CREATE FUNCTION lib.f(int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT $1'; CREATE TYPE lib.e AS ENUM ('a'); CREATE TABLE t (a int DEFAULT lib.f(1), b lib.e, CHECK (lib.f(a) > 0)); CREATE VIEW v AS SELECT lib.f(a) FROM t;
---
CREATE FUNCTION f(int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT $1'; CREATE TYPE e AS ENUM ('a'); CREATE TABLE t (a int DEFAULT f(1), b e, CHECK (f(a) > 0)); CREATE VIEW v AS SELECT f(a) FROM t;

### tenants: many small changes
CREATE TABLE tenant (id uuid PRIMARY KEY, slug text NOT NULL); CREATE TABLE account (id uuid PRIMARY KEY, tenant_id uuid NOT NULL REFERENCES tenant, email text NOT NULL); CREATE UNIQUE INDEX account_email ON account (lower(email)); CREATE TABLE audit (id bigserial PRIMARY KEY, account_id uuid REFERENCES account, at timestamp DEFAULT now(), payload json);
---
CREATE EXTENSION citext; CREATE TABLE tenant (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), slug citext NOT NULL UNIQUE, plan text NOT NULL DEFAULT 'free' CHECK (plan IN ('free', 'pro'))); CREATE TABLE account (tenant_id uuid NOT NULL REFERENCES tenant ON DELETE CASCADE, id uuid NOT NULL, email citext NOT NULL, PRIMARY KEY (tenant_id, id), UNIQUE (tenant_id, email)); CREATE TABLE audit (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, tenant_id uuid, account_id uuid, at timestamptz NOT NULL DEFAULT clock_timestamp(), payload jsonb NOT NULL DEFAULT '{}', FOREIGN KEY (tenant_id, account_id) REFERENCES account); CREATE INDEX audit_payload ON audit USING gin (payload);

### types over arrays of types that come later by name
CREATE TABLE t (i int);
---
CREATE TYPE zz AS (x int); CREATE TYPE aa AS (l zz[]); CREATE DOMAIN ad AS zz[] CHECK (array_length(VALUE, 1) < 5); CREATE TABLE t (i int, v aa, w ad);
### composite in array in composite
CREATE TYPE a AS (x int); CREATE TYPE b AS (l a[]); CREATE TABLE t (v b, w a[]);
---
CREATE TYPE a AS (x text, y int); CREATE TYPE b AS (l a[], n numeric); CREATE TABLE t (v b, w a[]);

### only the name of a column that becomes computed
CREATE TABLE t (date date, created timestamp, CONSTRAINT c CHECK (created::date > '2000-01-01'));
---
CREATE TABLE t (date date GENERATED ALWAYS AS (created::date) STORED, created timestamp, CONSTRAINT c CHECK (created::date > '2000-01-01'));

### column becomes computed under all that stands on it
CREATE TABLE t (a int, b int UNIQUE, CHECK (b > 0)); CREATE POLICY p ON t USING (b > 0); CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'; CREATE TRIGGER g AFTER UPDATE OF b ON t FOR EACH ROW EXECUTE FUNCTION f(); CREATE RULE r AS ON UPDATE TO t WHERE NEW.b > 0 DO ALSO NOTHING; COMMENT ON RULE r ON t IS 'kept'; COMMENT ON POLICY p ON t IS 'kept'; CREATE INDEX i ON t (b); CREATE STATISTICS s ON a, b FROM t;
---
CREATE TABLE t (a int, b int GENERATED ALWAYS AS (a * 2) STORED UNIQUE, CHECK (b > 0)); CREATE POLICY p ON t USING (b > 0); CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'; CREATE TRIGGER g AFTER UPDATE OF b ON t FOR EACH ROW EXECUTE FUNCTION f(); CREATE RULE r AS ON UPDATE TO t WHERE NEW.b > 0 DO ALSO NOTHING; COMMENT ON RULE r ON t IS 'kept'; COMMENT ON POLICY p ON t IS 'kept'; CREATE INDEX i ON t (b); CREATE STATISTICS s ON a, b FROM t;

### function gains a parameter while a table that calls it goes
CREATE FUNCTION next_no(int) RETURNS int LANGUAGE sql AS 'SELECT $1 + 1'; CREATE TABLE old_t (id int DEFAULT next_no(1)); CREATE TABLE t (a int);
---
CREATE FUNCTION next_no(int, int) RETURNS int LANGUAGE sql AS 'SELECT $1 + $2'; CREATE TABLE t (a int);

### sequence whose name a table takes
CREATE SEQUENCE x; CREATE TABLE u (id int DEFAULT nextval('x'), a int); CREATE TABLE w (id int DEFAULT nextval('x')); CREATE VIEW v AS SELECT id FROM u;
---
CREATE TABLE x (a int); CREATE TABLE u (id int, a int); CREATE VIEW v AS SELECT id FROM u;

### parent and child whose names sequences take
CREATE TABLE p (a int PRIMARY KEY) PARTITION BY RANGE (a); CREATE TABLE c PARTITION OF p DEFAULT; CREATE TABLE k (p int REFERENCES p);
---
CREATE SEQUENCE p; CREATE SEQUENCE c; CREATE TABLE k (p int);

### domain with function in check
CREATE TABLE t (id int);
---
CREATE FUNCTION is_mail(v text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$ SELECT v ~ '^[^@]+@[^@]+$' $$;
CREATE DOMAIN mail AS text NOT NULL DEFAULT 'a@b' CONSTRAINT ok CHECK (is_mail(VALUE));
CREATE TABLE t (id int, m mail, other mail[]);
CREATE FUNCTION first_mail() RETURNS mail LANGUAGE sql STABLE AS $$ SELECT m FROM t LIMIT 1 $$;
COMMENT ON DOMAIN mail IS 'address';
COMMENT ON CONSTRAINT ok ON DOMAIN mail IS 'has one at';

### domain in array changes
CREATE DOMAIN pos AS int CHECK (VALUE > 0);
CREATE TABLE t (id int, a pos[] DEFAULT '{1}', b pos);
---
CREATE DOMAIN pos AS int CHECK (VALUE > 10) CHECK (VALUE < 100);
CREATE TABLE t (id int, a pos[] DEFAULT '{11}', b pos DEFAULT 12);

### domain in array becomes not null
CREATE DOMAIN d AS text;
CREATE TABLE t (id int, a d[]);
---
CREATE DOMAIN d AS text NOT NULL DEFAULT 'x';
CREATE TABLE t (id int, a d[]);

### domain in composite
CREATE DOMAIN d AS text CHECK (VALUE <> '');
CREATE TYPE c AS (x d, y int);
CREATE TABLE t (id int, v c);
---
CREATE DOMAIN d AS text CHECK (VALUE <> 'no');
CREATE TYPE c AS (x d, y int);
CREATE TABLE t (id int, v c);

### table becomes view under function that takes its rows
CREATE TABLE person (id int, first text, last text);
CREATE FUNCTION full_name(p person) RETURNS text LANGUAGE sql STABLE AS $$ SELECT p.first || ' ' || p.last $$;
---
CREATE TABLE person_data (id int, first text, last text);
CREATE VIEW person AS SELECT id, first, last FROM person_data;
CREATE FUNCTION full_name(p person) RETURNS text LANGUAGE sql STABLE AS $$ SELECT p.first || ' ' || p.last $$;

### function returns setof table that becomes view
CREATE TABLE item (id int PRIMARY KEY, price numeric(10,2));
CREATE FUNCTION cheap() RETURNS SETOF item LANGUAGE sql AS 'SELECT * FROM item WHERE price < 5';
CREATE VIEW cheap_items AS SELECT * FROM cheap();
---
CREATE TABLE item_base (id int PRIMARY KEY, price numeric(10,2));
CREATE VIEW item AS SELECT * FROM item_base;
CREATE FUNCTION cheap() RETURNS SETOF item LANGUAGE sql AS 'SELECT * FROM item WHERE price < 5';
CREATE VIEW cheap_items AS SELECT * FROM cheap();

### serial drops default, sequence stays
CREATE TABLE t (id serial PRIMARY KEY, n text);
---
CREATE SEQUENCE t_id_seq;
CREATE TABLE t (id int PRIMARY KEY, n text);

### serial sequence stays alone and table goes
CREATE TABLE t (id serial PRIMARY KEY, n text);
CREATE TABLE u (id bigint DEFAULT 5);
---
CREATE SEQUENCE t_id_seq;
CREATE TABLE u (id bigint DEFAULT nextval('t_id_seq'));

### inherited tables gain and lose columns
CREATE TABLE cities (name text, population real, elevation int);
CREATE TABLE capitals (state char(2) UNIQUE NOT NULL) INHERITS (cities);
CREATE INDEX ON cities (name);
CREATE VIEW big AS SELECT * FROM cities WHERE population > 1000000;
---
CREATE TABLE cities (name text NOT NULL, population double precision DEFAULT 0, area numeric(12,3));
CREATE TABLE capitals (state varchar(3) UNIQUE NOT NULL, since date) INHERITS (cities);
CREATE INDEX ON cities (lower(name));
CREATE INDEX ON capitals (name);
CREATE VIEW big AS SELECT name, population FROM cities WHERE population > 2000000;

### blog: posts grow
CREATE TABLE users (id serial PRIMARY KEY, login varchar(40) NOT NULL UNIQUE, email varchar(100), created timestamp DEFAULT now());
CREATE TABLE posts (id serial PRIMARY KEY, author int NOT NULL REFERENCES users, title varchar(200) NOT NULL, body text, created timestamp DEFAULT now());
CREATE TABLE comments (id serial PRIMARY KEY, post int NOT NULL REFERENCES posts ON DELETE CASCADE, author int REFERENCES users ON DELETE SET NULL, body text NOT NULL);
CREATE INDEX posts_author ON posts (author);
CREATE VIEW recent AS SELECT p.id, p.title, u.login FROM posts p JOIN users u ON u.id = p.author WHERE p.created > now() - interval '7 days';
---
CREATE EXTENSION IF NOT EXISTS citext;
CREATE TYPE post_state AS ENUM ('draft', 'published', 'archived');
CREATE TABLE users (id bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY, login citext NOT NULL UNIQUE, email citext NOT NULL, created timestamptz NOT NULL DEFAULT now(), settings jsonb NOT NULL DEFAULT '{}', CONSTRAINT email_ok CHECK (email ~ '@'));
CREATE TABLE posts (id bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY, author bigint NOT NULL REFERENCES users ON DELETE CASCADE, title text NOT NULL, slug text GENERATED ALWAYS AS (lower(replace(title, ' ', '-'))) STORED, body text, state post_state NOT NULL DEFAULT 'draft', tags text[] NOT NULL DEFAULT '{}', created timestamptz NOT NULL DEFAULT now(), search tsvector GENERATED ALWAYS AS (to_tsvector('english', coalesce(title, '') || ' ' || coalesce(body, ''))) STORED);
CREATE TABLE comments (id bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY, post bigint NOT NULL REFERENCES posts ON DELETE CASCADE, parent bigint REFERENCES comments ON DELETE CASCADE, author bigint REFERENCES users ON DELETE SET NULL, body text NOT NULL CHECK (length(body) BETWEEN 1 AND 10000));
CREATE UNIQUE INDEX posts_slug ON posts (author, slug);
CREATE INDEX posts_tags ON posts USING gin (tags);
CREATE INDEX posts_search ON posts USING gin (search);
CREATE INDEX posts_published ON posts (created DESC) WHERE state = 'published';
CREATE VIEW recent AS SELECT p.id, p.title, u.login, p.state FROM posts p JOIN users u ON u.id = p.author WHERE p.created > now() - interval '30 days' AND p.state = 'published';
CREATE MATERIALIZED VIEW post_counts AS SELECT u.id, count(p.id) AS posts FROM users u LEFT JOIN posts p ON p.author = u.id GROUP BY u.id WITH NO DATA;
CREATE UNIQUE INDEX ON post_counts (id);

### partitioned: columns, index, constraint, default
CREATE TABLE m (id bigint GENERATED ALWAYS AS IDENTITY, kind text NOT NULL, at timestamptz NOT NULL DEFAULT now(), v double precision, PRIMARY KEY (id, kind)) PARTITION BY LIST (kind);
CREATE TABLE m_a PARTITION OF m FOR VALUES IN ('a', 'b');
CREATE TABLE m_c PARTITION OF m FOR VALUES IN ('c');
CREATE INDEX m_at ON m (at);
---
CREATE TABLE m (id bigint GENERATED ALWAYS AS IDENTITY, kind text NOT NULL, at timestamp NOT NULL DEFAULT now(), v numeric(20,6) DEFAULT 0, note varchar(50), PRIMARY KEY (kind, id), CONSTRAINT v_ok CHECK (v >= 0)) PARTITION BY LIST (kind);
CREATE TABLE m_a PARTITION OF m FOR VALUES IN ('a', 'd');
CREATE TABLE m_c PARTITION OF m FOR VALUES IN ('c', 'b');
CREATE TABLE m_rest PARTITION OF m DEFAULT;
CREATE INDEX m_at ON m USING brin (at);
CREATE UNIQUE INDEX m_note ON m (kind, note);

### partition with local index attached
CREATE TABLE m (id int NOT NULL, t text) PARTITION BY RANGE (id);
CREATE TABLE m1 PARTITION OF m FOR VALUES FROM (1) TO (10);
CREATE TABLE m2 PARTITION OF m FOR VALUES FROM (10) TO (20);
CREATE INDEX m1_t ON m1 (t);
CREATE INDEX m2_t ON m2 (t);
---
CREATE TABLE m (id int NOT NULL, t text) PARTITION BY RANGE (id);
CREATE TABLE m1 PARTITION OF m FOR VALUES FROM (1) TO (10);
CREATE TABLE m2 PARTITION OF m FOR VALUES FROM (10) TO (20);
CREATE INDEX m1_t ON m1 (t);
CREATE INDEX m2_t ON m2 (t);
CREATE INDEX m_t ON ONLY m (t);
ALTER INDEX m_t ATTACH PARTITION m1_t;
ALTER INDEX m_t ATTACH PARTITION m2_t;

### extensions come and go with what uses them
CREATE EXTENSION hstore; CREATE TABLE t (id int, h hstore DEFAULT ''); CREATE INDEX ON t USING gin (h);
---
CREATE EXTENSION ltree; CREATE SCHEMA ext; CREATE EXTENSION pg_trgm SCHEMA ext; CREATE TABLE t (id int, p ltree, n text); CREATE INDEX ON t USING gist (p); CREATE INDEX tn ON t USING gin (n ext.gin_trgm_ops);

### generated columns over functions and each other's bases
CREATE FUNCTION vat(x numeric) RETURNS numeric LANGUAGE sql IMMUTABLE AS 'SELECT x * 1.19'; CREATE TABLE t (net numeric, gross numeric GENERATED ALWAYS AS (vat(net)) STORED, label text); CREATE INDEX ON t (gross);
---
CREATE FUNCTION vat(x numeric, rate numeric DEFAULT 0.2) RETURNS numeric LANGUAGE sql IMMUTABLE AS 'SELECT x * (1 + rate)'; CREATE TABLE t (net numeric(10,2) NOT NULL, gross numeric GENERATED ALWAYS AS (vat(net)) STORED, upper_label text GENERATED ALWAYS AS (upper(label)) STORED NOT NULL, label varchar(20)); CREATE INDEX ON t (gross, upper_label); CREATE VIEW v AS SELECT gross FROM t;

### table becomes partition tree's default, checks differ
CREATE TABLE p (id int, k text, CHECK (id > 0)) PARTITION BY LIST (k); CREATE TABLE p_rest (id int, k text, CONSTRAINT p_id_check CHECK (id > 0));
---
CREATE TABLE p (id int, k text, CHECK (id > 0), CONSTRAINT k_short CHECK (length(k) < 5)) PARTITION BY LIST (k); CREATE TABLE p_rest PARTITION OF p DEFAULT;

### everything goes
CREATE EXTENSION citext; CREATE SCHEMA x; CREATE TYPE x.e AS ENUM ('a'); CREATE DOMAIN x.d AS citext CHECK (VALUE <> ''); CREATE SEQUENCE x.s; CREATE TABLE x.a (id int DEFAULT nextval('x.s') PRIMARY KEY, e x.e, d x.d, p int REFERENCES x.a); CREATE TABLE x.b (a int REFERENCES x.a, PRIMARY KEY (a)) PARTITION BY LIST (a); CREATE TABLE x.b1 PARTITION OF x.b FOR VALUES IN (1); CREATE VIEW x.v AS SELECT * FROM x.a; CREATE MATERIALIZED VIEW x.m AS SELECT e, count(*) FROM x.v GROUP BY e; CREATE FUNCTION x.f(x.a) RETURNS SETOF x.v LANGUAGE sql AS 'SELECT * FROM x.v'; CREATE FUNCTION x.t() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN new; END $$; CREATE TRIGGER tr BEFORE INSERT ON x.a FOR EACH ROW EXECUTE FUNCTION x.t(); GRANT USAGE ON SCHEMA x TO pg_monitor;
---
SELECT 1;
### function: sql standard bodies over a table that changes
CREATE TABLE t (a int, b int); CREATE FUNCTION f() RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT a FROM t; END; CREATE FUNCTION g(x int) RETURNS int LANGUAGE sql RETURN x + f();
---
CREATE TABLE t (a bigint, c int); CREATE FUNCTION f() RETURNS bigint LANGUAGE sql BEGIN ATOMIC SELECT a + c FROM t; END; CREATE FUNCTION g(x int) RETURNS bigint LANGUAGE sql RETURN x + f();
### partitions: table becomes partitioned with all it has
CREATE TABLE foobar (id int, version int, fizz serial, foo varchar(255), bar text, UNIQUE (foo, bar)); CREATE INDEX some_idx ON foobar (id); CREATE UNIQUE INDEX foobar_unique_idx ON foobar (foo, bar); CREATE FUNCTION inc() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'; CREATE TRIGGER some_trigger BEFORE UPDATE ON foobar FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION inc(); CREATE TABLE foobar_fk (foo varchar(255), bar text); CREATE UNIQUE INDEX foobar_fk_u ON foobar_fk (foo, bar); ALTER TABLE foobar_fk ADD CONSTRAINT foobar_fk_fk FOREIGN KEY (foo, bar) REFERENCES foobar (foo, bar); ALTER TABLE foobar ADD CONSTRAINT foobar_fk FOREIGN KEY (foo, bar) REFERENCES foobar_fk (foo, bar);
---
CREATE TABLE foobar (id int, version int, fizz serial, foo varchar(255), bar text, UNIQUE (foo, bar)) PARTITION BY LIST (foo); CREATE TABLE foobar_1 PARTITION OF foobar FOR VALUES IN ('foo_1'); CREATE INDEX some_idx ON foobar (id); CREATE UNIQUE INDEX foobar_unique_idx ON foobar (foo, bar); CREATE FUNCTION inc() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'; CREATE TRIGGER some_trigger BEFORE UPDATE ON foobar FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION inc(); CREATE TABLE foobar_fk (foo varchar(255), bar text); CREATE UNIQUE INDEX foobar_fk_u ON foobar_fk (foo, bar); ALTER TABLE foobar_fk ADD CONSTRAINT foobar_fk_fk FOREIGN KEY (foo, bar) REFERENCES foobar (foo, bar); ALTER TABLE foobar ADD CONSTRAINT foobar_fk FOREIGN KEY (foo, bar) REFERENCES foobar_fk (foo, bar);
### operators, casts, operator class
CREATE TYPE pair AS (a int, b int);
---
CREATE TYPE pair AS (a int, b int); CREATE FUNCTION pair_lt(pair, pair) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT ($1).a < ($2).a'; CREATE FUNCTION pair_text(pair) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT ($1).a::text'; CREATE OPERATOR <<< (FUNCTION = pair_lt, LEFTARG = pair, RIGHTARG = pair); CREATE CAST (pair AS text) WITH FUNCTION pair_text(pair) AS ASSIGNMENT; COMMENT ON OPERATOR <<< (pair, pair) IS 'lt'; CREATE TABLE t (p pair, CHECK (p <<< ROW(10, 0)::pair));
### parsed function over a new view and a procedure that inserts
CREATE TABLE t (a int);
---
CREATE TABLE t (a int, b int); CREATE VIEW v AS SELECT a FROM t; CREATE FUNCTION f() RETURNS bigint LANGUAGE sql BEGIN ATOMIC SELECT count(*) FROM v; END; CREATE FUNCTION a_first() RETURNS bigint LANGUAGE sql RETURN f() + 1; CREATE PROCEDURE p(x int) LANGUAGE sql BEGIN ATOMIC INSERT INTO t (a) VALUES (x); SELECT a_first(); END; CREATE VIEW a_view AS SELECT a_first() AS n;
### functions that call each other, all parsed
CREATE FUNCTION a(x int) RETURNS int LANGUAGE sql IMMUTABLE RETURN x; CREATE FUNCTION b(x int) RETURNS int LANGUAGE sql IMMUTABLE RETURN a(x) + 1; CREATE FUNCTION c(x int) RETURNS int LANGUAGE sql IMMUTABLE RETURN b(x) + 1; CREATE TABLE t (n int DEFAULT c(1));
---
CREATE FUNCTION a(x bigint) RETURNS bigint LANGUAGE sql IMMUTABLE RETURN x; CREATE FUNCTION b(x bigint) RETURNS bigint LANGUAGE sql IMMUTABLE RETURN a(x) + 1; CREATE FUNCTION c(x bigint) RETURNS bigint LANGUAGE sql IMMUTABLE RETURN b(x) + 1; CREATE TABLE t (n bigint DEFAULT c(1));
### cast between own types with functions over tables
CREATE TYPE money_amt AS (amt numeric, cur char(3)); CREATE TABLE t (m money_amt);
---
CREATE TYPE money_amt AS (amt numeric, cur char(3)); CREATE FUNCTION to_num(money_amt) RETURNS numeric LANGUAGE sql IMMUTABLE AS 'SELECT ($1).amt'; CREATE CAST (money_amt AS numeric) WITH FUNCTION to_num(money_amt) AS IMPLICIT; CREATE TABLE t (m money_amt, n numeric GENERATED ALWAYS AS (m::numeric) STORED); CREATE INDEX tm ON t ((m::numeric));
### partitioned to plain with its indexes, keys and identity
CREATE TABLE m (id bigint GENERATED ALWAYS AS IDENTITY, d date NOT NULL, v int CHECK (v > 0), PRIMARY KEY (id, d)) PARTITION BY RANGE (d); CREATE TABLE m24 PARTITION OF m FOR VALUES FROM ('2024-01-01') TO ('2025-01-01'); CREATE TABLE md PARTITION OF m DEFAULT; CREATE INDEX mv ON m (v); GRANT SELECT ON m TO pg_monitor; COMMENT ON TABLE m IS 'm';
---
CREATE TABLE m (id bigint GENERATED ALWAYS AS IDENTITY, d date NOT NULL, v int CHECK (v > 0), PRIMARY KEY (id, d)); CREATE INDEX mv ON m (v); GRANT SELECT ON m TO pg_monitor; COMMENT ON TABLE m IS 'm';
### table takes the name of a view's and a type's
CREATE VIEW x AS SELECT 1 AS a; CREATE TYPE y AS (a int); CREATE SEQUENCE z;
---
CREATE TABLE x (a int); CREATE TABLE y (a int); CREATE VIEW z AS SELECT a FROM y;
### table column renamed by case and quoting with all over it
CREATE TABLE t (userid int PRIMARY KEY, createdat timestamp); CREATE INDEX i ON t (createdat); CREATE VIEW v AS SELECT userid FROM t; CREATE TABLE c (userid int REFERENCES t);
---
CREATE TABLE t ("userId" int PRIMARY KEY, "createdAt" timestamp); CREATE INDEX i ON t ("createdAt"); CREATE VIEW v AS SELECT "userId" FROM t; CREATE TABLE c ("userId" int REFERENCES t);
### lookup table takes the name of the enum
CREATE TYPE status AS ENUM ('a', 'b'); CREATE TABLE t (id int PRIMARY KEY, status status DEFAULT 'a'); CREATE INDEX i ON t (status);
---
CREATE TABLE status (id int PRIMARY KEY, name text UNIQUE); CREATE TABLE t (id int PRIMARY KEY, status int REFERENCES status); CREATE INDEX i ON t (status);
### camel case of everything
CREATE TABLE users (userid serial PRIMARY KEY, username text NOT NULL UNIQUE, CONSTRAINT namelen CHECK (length(username) > 2)); CREATE INDEX byname ON users (username, userid DESC);
---
CREATE TABLE users ("userId" serial PRIMARY KEY, "userName" text NOT NULL UNIQUE, CONSTRAINT namelen CHECK (length("userName") > 2)); CREATE INDEX byname ON users ("userName", "userId" DESC);
### grants: default rights on functions and types while new ones come
ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC; ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT EXECUTE ON FUNCTIONS TO pg_monitor WITH GRANT OPTION; CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1';
---
CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'; CREATE FUNCTION g() RETURNS int LANGUAGE sql AS 'SELECT 1'; CREATE PROCEDURE p() LANGUAGE sql AS ''; ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC; ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT EXECUTE ON FUNCTIONS TO pg_monitor; CREATE TYPE e AS ENUM ('a'); CREATE FUNCTION h() RETURNS e LANGUAGE sql AS 'SELECT NULL::e';
### default privileges touch new tables
CREATE SCHEMA s; ALTER DEFAULT PRIVILEGES IN SCHEMA s GRANT SELECT ON TABLES TO pg_monitor;
---
CREATE SCHEMA s; CREATE TABLE s.t (a int); CREATE VIEW s.v AS SELECT a FROM s.t; ALTER DEFAULT PRIVILEGES IN SCHEMA s GRANT SELECT ON TABLES TO pg_monitor;
### column drops with dependents of all kinds
CREATE TABLE t (id int PRIMARY KEY, x int UNIQUE, y int CHECK (y > x), z int GENERATED ALWAYS AS (x + 1) STORED); CREATE INDEX ix ON t (x, y); CREATE VIEW v AS SELECT id, x FROM t; CREATE TABLE c (x int REFERENCES t (x)); CREATE STATISTICS s ON x, y FROM t;
---
CREATE TABLE t (id int PRIMARY KEY, y int); CREATE VIEW v AS SELECT id FROM t; CREATE TABLE c (x int);
### inheritance: child and parent columns, checks, indexes
CREATE TABLE entity (id bigint NOT NULL PRIMARY KEY, name text); CREATE TABLE person (age int) INHERITS (entity); CREATE INDEX ON person (name);
---
CREATE TABLE entity (id bigint NOT NULL PRIMARY KEY, name varchar(100) NOT NULL DEFAULT '', created timestamptz DEFAULT now(), CONSTRAINT n CHECK (name <> 'x')); CREATE TABLE person (age smallint CHECK (age > 0), boss bigint) INHERITS (entity); CREATE INDEX ON person (name, age); CREATE TABLE robot (serial text) INHERITS (entity);
### indexes on partitions when parent's key grows and one partition is sub-partitioned
CREATE TABLE l (id int, d date, PRIMARY KEY (id, d)) PARTITION BY RANGE (d); CREATE TABLE l1 PARTITION OF l FOR VALUES FROM ('2024-01-01') TO ('2024-02-01'); CREATE TABLE l2 PARTITION OF l FOR VALUES FROM ('2024-02-01') TO ('2024-03-01'); CREATE INDEX li ON l (d);
---
CREATE TABLE l (id int, d date, t text NOT NULL DEFAULT 'x', PRIMARY KEY (id, d, t)) PARTITION BY RANGE (d); CREATE TABLE l1 PARTITION OF l FOR VALUES FROM ('2024-01-01') TO ('2024-02-01'); CREATE TABLE l2 PARTITION OF l FOR VALUES FROM ('2024-02-01') TO ('2024-03-01') PARTITION BY LIST (t); CREATE TABLE l2x PARTITION OF l2 FOR VALUES IN ('x'); CREATE TABLE l2d PARTITION OF l2 DEFAULT; CREATE INDEX li ON l (d, t);

### serial column renamed
CREATE TABLE users (id serial PRIMARY KEY, n text); CREATE TABLE p (u int REFERENCES users);
---
CREATE TABLE users (id serial PRIMARY KEY, n text); CREATE TABLE p (u int REFERENCES users); ALTER TABLE users RENAME id TO uid;

### identity column renamed
CREATE TABLE users (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, n text);
---
CREATE TABLE users (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, n text); ALTER TABLE users RENAME id TO uid;

### serial table renamed
CREATE TABLE users (id serial PRIMARY KEY, n text UNIQUE); CREATE TABLE p (u int REFERENCES users);
---
CREATE TABLE users (id serial PRIMARY KEY, n text UNIQUE); CREATE TABLE p (u int REFERENCES users); ALTER TABLE users RENAME TO people;

### identity table renamed
CREATE TABLE users (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, n text UNIQUE CHECK (n <> '')); CREATE INDEX ON users (n, id);
---
CREATE TABLE users (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, n text UNIQUE CHECK (n <> '')); CREATE INDEX ON users (n, id); ALTER TABLE users RENAME TO people;

### table renamed under functions of its rows
CREATE TABLE users (id int PRIMARY KEY, n text); CREATE FUNCTION f(u users) RETURNS text LANGUAGE sql AS 'SELECT u.n'; CREATE FUNCTION g() RETURNS SETOF users LANGUAGE sql AS 'SELECT * FROM users'; CREATE VIEW v AS SELECT f(u.*) FROM users u;
---
CREATE TABLE users (id int PRIMARY KEY, n text); CREATE FUNCTION f(u users) RETURNS text LANGUAGE sql AS 'SELECT u.n'; CREATE FUNCTION g() RETURNS SETOF users LANGUAGE sql AS 'SELECT * FROM users';  CREATE VIEW v AS SELECT f(u.*) FROM users u; ALTER TABLE users RENAME TO people;

### serial sequence renamed
CREATE TABLE t (a serial, b text);
---
CREATE TABLE t (a serial, b text); ALTER SEQUENCE t_a_seq RENAME TO counter;

### named index on renamed table and matview
CREATE TABLE t (a int, b text); CREATE INDEX ix ON t (a); CREATE MATERIALIZED VIEW m AS SELECT a FROM t; CREATE INDEX mx ON m (a);
---
CREATE TABLE t (a int, b text); CREATE INDEX ix ON t (a); CREATE MATERIALIZED VIEW m AS SELECT a FROM t; CREATE INDEX mx ON m (a); ALTER TABLE t RENAME TO t2; ALTER MATERIALIZED VIEW m RENAME TO m2;

### partitioned renamed
CREATE TABLE p (id int PRIMARY KEY, n text) PARTITION BY RANGE (id); CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (0) TO (10); CREATE INDEX ON p (n);
---
CREATE TABLE p (id int PRIMARY KEY, n text) PARTITION BY RANGE (id); CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (0) TO (10); CREATE INDEX ON p (n); ALTER TABLE p RENAME TO q;

### partition renamed
CREATE TABLE p (id int PRIMARY KEY, n text) PARTITION BY RANGE (id); CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (0) TO (10); CREATE INDEX ON p (n);
---
CREATE TABLE p (id int PRIMARY KEY, n text) PARTITION BY RANGE (id); CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (0) TO (10); CREATE INDEX ON p (n); ALTER TABLE p1 RENAME TO p2;

### table moves schema under parsed bodies
CREATE SCHEMA a; CREATE TABLE t (id int PRIMARY KEY, v int); CREATE FUNCTION f(x int) RETURNS int LANGUAGE sql BEGIN ATOMIC UPDATE t SET v = v + 1 WHERE id = x RETURNING v; END; CREATE VIEW w AS SELECT f(1) AS n; GRANT EXECUTE ON FUNCTION f(int) TO reader;
---
CREATE SCHEMA a; CREATE TABLE t (id int PRIMARY KEY, v int); CREATE FUNCTION f(x int) RETURNS int LANGUAGE sql BEGIN ATOMIC UPDATE t SET v = v + 1 WHERE id = x RETURNING v; END; CREATE VIEW w AS SELECT f(1) AS n; GRANT EXECUTE ON FUNCTION f(int) TO reader; ALTER TABLE t SET SCHEMA a;

### subpartition table remade with identity of the parent
CREATE TYPE sev AS ENUM ('a', 'b'); CREATE TABLE e (id bigint GENERATED ALWAYS AS IDENTITY, at date NOT NULL, s sev NOT NULL DEFAULT 'a', PRIMARY KEY (id, at, s)) PARTITION BY RANGE (at); CREATE TABLE e1 PARTITION OF e FOR VALUES FROM ('2024-01-01') TO ('2025-01-01') PARTITION BY LIST (s); CREATE TABLE e1a PARTITION OF e1 FOR VALUES IN ('a'); INSERT INTO e (at) VALUES ('2024-05-05');
---
CREATE TYPE sev AS ENUM ('b', 'a'); CREATE TABLE e (id bigint GENERATED ALWAYS AS IDENTITY, at date NOT NULL, s sev NOT NULL DEFAULT 'a', PRIMARY KEY (id, at, s)) PARTITION BY RANGE (at); CREATE TABLE e1 PARTITION OF e FOR VALUES FROM ('2024-01-01') TO ('2025-01-01') PARTITION BY LIST (s); CREATE TABLE e1a PARTITION OF e1 FOR VALUES IN ('a'); INSERT INTO e (at) VALUES ('2024-05-05');

### subpartitioned table detached
CREATE TABLE e (id int NOT NULL, at date NOT NULL, s text NOT NULL, PRIMARY KEY (id, at, s)) PARTITION BY RANGE (at); CREATE TABLE e1 PARTITION OF e FOR VALUES FROM ('2024-01-01') TO ('2025-01-01') PARTITION BY LIST (s); CREATE TABLE e1a PARTITION OF e1 FOR VALUES IN ('a'); CREATE TABLE e2 PARTITION OF e DEFAULT;
---
CREATE TABLE e (id int NOT NULL, at date NOT NULL, s text NOT NULL, PRIMARY KEY (id, at, s)) PARTITION BY RANGE (at); CREATE TABLE e1 PARTITION OF e FOR VALUES FROM ('2024-01-01') TO ('2025-01-01') PARTITION BY LIST (s); CREATE TABLE e1a PARTITION OF e1 FOR VALUES IN ('a'); CREATE TABLE e2 PARTITION OF e DEFAULT; ALTER TABLE e DETACH PARTITION e1;

### partitions under partitions of an identity
CREATE TABLE e (id bigint GENERATED ALWAYS AS IDENTITY, at date NOT NULL, s text NOT NULL, PRIMARY KEY (id, at, s)) PARTITION BY RANGE (at);
---
CREATE TABLE e (id bigint GENERATED ALWAYS AS IDENTITY, at date NOT NULL, s text NOT NULL, PRIMARY KEY (id, at, s)) PARTITION BY RANGE (at); CREATE TABLE e1 PARTITION OF e FOR VALUES FROM ('2024-01-01') TO ('2025-01-01') PARTITION BY LIST (s); CREATE TABLE e1a PARTITION OF e1 FOR VALUES IN ('a') PARTITION BY RANGE (id); CREATE TABLE e1a1 PARTITION OF e1a DEFAULT;

### smallint and boolean
create table flags (deleted smallint default 0, m money, n numeric(10,2), tag text, authors int[], at timestamp, k uuid, j int[]);
---
create table flags (deleted boolean default false, m int, n boolean, tag text[], authors int, at timetz, k jsonb, j jsonb);

### replica identity index changes
create table a (id int not null, b int not null); create unique index a_k on a (b); alter table a replica identity using index a_k;
---
create table a (id int not null, b int not null); create unique index a_k on a (id, b); alter table a replica identity using index a_k;

### clustered index changes
create table a (id int primary key, b int); create index a_b on a (b); alter table a cluster on a_b;
---
create table a (id int primary key, b int); create index a_b on a (b, id); alter table a cluster on a_b;

### clustered and replicated by a key that changes
create table k (id int primary key, tenant int not null); cluster k using k_pkey; alter table k replica identity using index k_pkey;
---
create table k (id int, tenant int not null, primary key (tenant, id)); cluster k using k_pkey; alter table k replica identity using index k_pkey;

### clustered by an index over a retyped column
create table a (id int primary key, b int not null); create unique index a_b on a (b); alter table a cluster on a_b; alter table a replica identity using index a_b;
---
create table a (id int primary key, b text not null); create unique index a_b on a (b); alter table a cluster on a_b; alter table a replica identity using index a_b;

### clustered materialized view
create table a (id int primary key, b int); create materialized view m as select id, b from a; create index m_b on m (b); cluster m using m_b;
---
create table a (id int primary key, b int); create materialized view m as select id, b from a; create index m_b on m (b, id); cluster m using m_b;

### unlogged over a key
create table cache (id int primary key); create table hits (c int references cache); create table ahits (c int references cache, h int unique); create table zz (h int references ahits (h));
---
create unlogged table cache (id int primary key); create unlogged table hits (c int references cache); create unlogged table ahits (c int references cache, h int unique); create unlogged table zz (h int references ahits (h));

### settings of a materialized view's columns
create table t (a text, b int); create materialized view m as select a, b from t;
---
create table t (a text, b int); create materialized view m as select a, b from t; alter materialized view m alter column a set statistics 500; alter materialized view m alter column a set storage external; alter materialized view m alter column b set (n_distinct = 5);

### aggregate over its state function
create function mul(a float8, b float8) returns float8 language sql immutable strict as $$ select a * b $$; create aggregate product(float8) (sfunc = mul, stype = float8, initcond = '1');
---
create table x (a int);

### index of partitions with names of their own
create table m (id int not null, d date not null) partition by range (d); create table m1 partition of m for values from ('2024-01-01') to ('2024-02-01');
---
create table m (id int not null, d date not null) partition by range (d); create table m1 partition of m for values from ('2024-01-01') to ('2024-02-01'); create index m_idx on only m (id); create index m1_special on m1 (id); alter index m_idx attach partition m1_special;

### partition's index renamed
create table m (id int not null, d date not null) partition by range (d); create index m_idx on m (id); create table m1 partition of m for values from ('2024-01-01') to ('2024-02-01');
---
create table m (id int not null, d date not null) partition by range (d); create index m_idx on m (id); create table m1 partition of m for values from ('2024-01-01') to ('2024-02-01'); alter index m1_id_idx rename to m1_special;

### partition's key named
create table m (id int not null, d date not null) partition by range (d); create table m1 partition of m for values from ('2024-01-01') to ('2024-02-01');
---
create table m (id int not null, d date not null) partition by range (d); create table m1 partition of m for values from ('2024-01-01') to ('2024-02-01'); ALTER TABLE m1 ADD CONSTRAINT m1_pk PRIMARY KEY (id, d); ALTER TABLE m ADD CONSTRAINT m_pk PRIMARY KEY (id, d);

### parent's index changes over a named one
create table m (id int not null, d date not null) partition by range (d); create index m_idx on m (id); create table m1 partition of m for values from ('2024-01-01') to ('2024-02-01'); alter index m1_id_idx rename to m1_special;
---
create table m (id int not null, d date not null) partition by range (d); create index m_idx on m (id, d); create table m1 partition of m for values from ('2024-01-01') to ('2024-02-01'); alter index m1_id_d_idx rename to m1_special;

### two columns of an expression take new types
create table t (a numeric, b numeric default 1, c text not null default '1', check (a < b), check (c <> '')); create index on t ((a - b)); create index on t (a) where b > 0; insert into t values (1, 2);
---
create table t (a int, b int default 2, c int not null default 1, check (a < b), check (c <> 0)); create index on t ((a - b)); create index on t (a) where b > 0; insert into t values (1, 2);

### timestamps become timestamptz
create table t (id int, starts timestamp not null default now(), ends timestamp); create unique index on t (coalesce(ends, starts)); alter table t add constraint later check (ends > starts); create view v as select id from t where starts < now();
---
create table t (id int, starts timestamptz not null default now(), ends timestamptz); create unique index on t (coalesce(ends, starts)); alter table t add constraint later check (ends > starts); create view v as select id from t where starts < now();

### both prices numeric with generated margin
create table p (id int generated always as identity primary key, buy int, sell int, margin int generated always as (sell - buy) stored, check (sell >= buy));
---
create table p (id int generated always as identity primary key, buy numeric(10,2), sell numeric(10,2), margin numeric(10,2) generated always as (sell - buy) stored, check (sell >= buy));

### enum columns compared
create type sz as enum ('s', 'm', 'l'); create table t (a sz, b sz default 'm', check (a <= b));
---
create type sz as enum ('s', 'l'); create table t (a sz, b sz default 's', check (a <= b));

### enum columns compared become text
create type sz as enum ('s', 'm', 'l'); create table t (a sz, b sz default 'm', check (a = b)); create table kid (x int, check (a <> 'l')) inherits (t);
---
create table t (a text, b text default 'm', check (a = b)); create table kid (x int, check (a <> 'l')) inherits (t);

### arrays compared change their element
create table t (a int[], b int[], check (a && b)); create statistics st on (a || b), (b || a) from t;
---
create table t (a bigint[], b bigint[], check (a && b)); create statistics st on (a || b), (b || a) from t;

### unique index under a foreign key changes
create table p (id int, code text); create unique index p_code on p (code); create table c (code text references p (code));
---
create table p (id int, code text); create unique index p_code on p (code desc) include (id); create table c (code text references p (code));

### rule with a condition over a column that changes
create table n (id int, w int); create rule r as on delete to n where old.w > 0 do instead nothing; comment on rule r on n is 'x';
---
create table n (id int, w bigint); create rule r as on delete to n where old.w > 0 do instead nothing; comment on rule r on n is 'x';

### policies that name each other's tables, both dropped
create table a (id int); create table b (id int); create policy p on a using (id in (select id from b)); create policy q on b using (id in (select id from a)); create table z_base (id int); create table a_dep (id int); create policy p on a_dep using (id in (select id from z_base)); create table ra (id int); create table rb (id int); create rule p as on insert to ra do also delete from rb; create rule q as on delete to rb do also delete from ra where id = 0;
---
create table x (a int);

### routine over a type goes for good
create type grade as enum ('A', 'B', 'C', 'D'); create function zz(a grade) returns int language sql immutable as 'select 1'; create table marks (g grade); create cast (varchar as grade) with inout as assignment; create function eqg(a grade, b int) returns boolean language sql immutable as 'select true'; create operator === (leftarg = grade, rightarg = int, function = eqg); create view v as select zz(g) as z from marks;
---
create type grade as enum ('A', 'B', 'C'); create table marks (g grade);

### routine that a default calls goes with its type
create type grade as enum ('A', 'B', 'C', 'D'); create function zz(a grade) returns int language sql immutable as 'select 1'; create table marks (g grade, n int default zz('A'), check (zz(g) > 0));
---
create type grade as enum ('A', 'B', 'C'); create table marks (g grade, n int);

### function over a table that calls it
create table queue (id int, pos int); create table q2 (id int); create table q3 (a int);
---
create table queue (id int, pos int); create function next_pos() returns int language sql volatile begin atomic select max(pos) + 1 from queue; end; alter table queue alter pos set default next_pos(); create table q2 (id int); create function cnt() returns bigint language sql stable begin atomic select count(*) from q2; end; alter table q2 add check (cnt() < 100); create table q3 (a int); create function lbl(q q3) returns int language sql immutable as 'select q.a'; create index qi on q3 (lbl(q3));

### routines that call routines are dropped
create function f(a int) returns int language sql immutable as 'select a'; create function z_g() returns int language sql stable return f(1); create function z_h(a int default f(1)) returns int language sql stable as 'select a'; create function z_i() returns int language sql begin atomic select z_g() + f(2); end;
---
create table x (a int);

### default of a parameter calls what returns another type
create function f(a int) returns int language sql immutable as 'select a'; create function z_h(a int default f(1)) returns int language sql stable as 'select a'; create function a_h(a int default f(1)) returns int language sql stable as 'select a'; create view v as select z_h() as x, a_h() as y;
---
create function f(a int) returns bigint language sql immutable as 'select a::bigint'; create function z_h(a int default f(1)) returns int language sql stable as 'select a'; create function a_h(a int default f(1)) returns int language sql stable as 'select a'; create view v as select z_h() as x, a_h() as y;

### domain whose default calls a function
create table x (a int);
---
create table x (a int); create function f(a int) returns int language sql immutable as 'select a'; create domain d as text default f(1)::text; create table t (x d);

### domain whose default calls a function that changes
create function f(a int) returns int language sql immutable as 'select a'; create domain d as text default f(1)::text check (value <> ''); create table t (x d, y d default 'k');
---
create function f(a int) returns bigint language sql immutable as 'select a::bigint'; create domain d as text default f(1)::text check (value <> ''); create table t (x d, y d default 'k');

### enum and domain change kinds
create type st as enum ('a', 'b'); create domain nr as int; create table t (s st, n nr);
---
create domain st as text check (value in ('a', 'b')); create type nr as enum ('1', '2'); create table t (s st, n nr);

### sequence of a dropped column goes to another table
create table a (id serial, x int); create table b (x int);
---
create table a (x int); create table b (x int); create sequence a_id_seq; alter table b add id bigint not null default nextval('a_id_seq'); alter sequence a_id_seq owned by b.id;

### identity takes the name of a dropped table's sequence
create table old (id serial primary key);
---
create table fresh (id bigint generated always as identity (sequence name old_id_seq) primary key);

### serial table and column renamed, the sequence kept its name
create table items (item_no serial primary key);
---
create table things (no serial primary key); alter sequence things_no_seq rename to items_item_no_seq;

### partition with its parent's foreign key detached
create table d (id int primary key); create table e (id int not null, d int references d, at date not null) partition by range (at); create table e1 partition of e for values from ('2024-01-01') to ('2025-01-01') partition by list (id); create table e1a partition of e1 for values in (1); create table e2 partition of e default;
---
create table d (id int primary key); create table e (id int not null, d int references d, at date not null) partition by range (at); create table e1 partition of e for values from ('2024-01-01') to ('2025-01-01') partition by list (id); create table e1a partition of e1 for values in (1); create table e2 partition of e default; alter table e1 detach partition e1a; alter table e detach partition e2;

### partition detached that loses its parent's foreign key
create table d (id int primary key); create table e (d int references d, at date not null) partition by range (at); create table e2 partition of e default;
---
create table d (id int primary key); create table e (d int references d, at date not null) partition by range (at); create table e2 (d int, at date not null);

### partitioned partition with its parent's foreign key detached
create table d (id int primary key); create table e (id int not null, d int references d, at date not null) partition by range (at); create table e1 partition of e for values from ('2024-01-01') to ('2025-01-01') partition by list (id); create table e1a partition of e1 for values in (1);
---
create table d (id int primary key); create table e (id int not null, d int references d, at date not null) partition by range (at); create table e1 partition of e for values from ('2024-01-01') to ('2025-01-01') partition by list (id); create table e1a partition of e1 for values in (1); alter table e detach partition e1;

### identity whose sequence is of another type
create table proto (id int generated always as identity); create table c2 (a int); create table c3 (id int generated always as identity);
---
create table proto (id int generated always as identity); create table copy (like proto including identity); create table c2 (a int, id int generated by default as identity); alter sequence c2_id_seq as bigint; create table c3 (like proto including identity);

### identity counts in another way
create table t (id int generated always as identity, b bigint generated by default as identity);
---
create table t (id bigint generated by default as identity (increment by 5 start with 100 cache 3), b bigint generated always as identity (minvalue -5 maxvalue 500 cycle));

### range with a function
create table x (a int);
---
create table x (a int); create function diff(a float8, b float8) returns float8 language sql immutable as 'select a - b'; create type r as range (subtype = float8, subtype_diff = diff); create table t (v r);

### range with a function made anew
create function diff(a float8, b float8) returns float8 language sql immutable as 'select a - b'; create type r as range (subtype = float8, subtype_diff = diff); create table t (v r);
---
create function diff(a float8, b float8) returns float8 language sql immutable as 'select a - b'; create type r as range (subtype = float8); create table t (v r);

### constraint over a column called like a new function
create table t (total int not null, id int); 
---
create table t (total int not null primary key, id int); create view v as select total, id from t group by total; create function total(x t) returns int language sql stable as 'select x.id'; create index on t (total, id);

### operator class and aggregate over a type that loses a value
create type sz as enum ('s', 'm', 'l'); create function szmax(a sz, b sz) returns sz language sql immutable as 'select greatest(a, b)'; create aggregate biggest(sz) (sfunc = szmax, stype = sz); create table t (v sz); create view w as select biggest(v) as b from t; create function uses_it() returns text language sql as 'select biggest(v)::text from t';
---
create type sz as enum ('s', 'l'); create table t (v sz);

### server that goes while a table changes
create extension postgres_fdw; create server far foreign data wrapper postgres_fdw options (host 'x'); create foreign table ft (a int) server far; create table t (a int);
---
create extension postgres_fdw; create table t (a bigint);

### settings of a partition's and a child's columns
create table p (a int, b text) partition by range (a); create table p1 partition of p for values from (0) to (9); create table p2 partition of p default; create table i (a int, b text); create table k () inherits (i);
---
create table p (a int, b text) partition by range (a); create table p1 partition of p for values from (0) to (9); create table p2 partition of p default; create table i (a int, b text); create table k () inherits (i); alter table p1 alter a set statistics 500; alter table only p alter a set statistics 200; alter table k alter b set storage external; alter table i alter a set (n_distinct = 5); alter table k alter a set (n_distinct = 7);

### settings of a parent's columns that all have
create table p (a int, b text) partition by range (a); create table p1 partition of p for values from (0) to (9); create table i (a int, b text); create table k () inherits (i);
---
create table p (a int, b text, c text) partition by range (a); create table p1 partition of p for values from (0) to (9); create table i (a int, b text); create table k () inherits (i); alter table p alter b set statistics 500; alter table i alter b set storage external; alter table p alter c set statistics 300;

### enum of both ends of a foreign key under another name
CREATE TYPE sev AS ENUM ('a', 'b'); CREATE TABLE p (s sev PRIMARY KEY); CREATE TABLE c (s sev REFERENCES p);
---
CREATE TYPE sev2 AS ENUM ('a', 'b'); CREATE TABLE p (s sev2 PRIMARY KEY); CREATE TABLE c (s sev2 REFERENCES p);

### a partition moves to a new parent, whose unique key its own primary one is like
create table old (id int not null, n serial, kind text not null default 'a', at timestamptz default now(), primary key (kind, id), unique (kind, n)) partition by list (kind); create table part partition of old for values in ('a', 'b'); create index all_of on old (kind, n); create index own_of on part (kind, n); create table c (kind text, id int, foreign key (kind, id) references old (kind, id));
---
create table fresh (id int, n timestamptz not null, kind text not null default 'a', at timestamptz default now(), unique (kind, n)) partition by list (kind); create table part partition of fresh for values in ('a', 'b'); alter table part add primary key (kind, n); create index all_of on fresh (kind, n); create index own_of on part (kind, n); create table c (kind text, id int);

### partitions of tables that point at each other become tables of their own
create table a (x text, y text) partition by list (x); create table b (x text, y text) partition by list (x); create unique index au on a (x, y); create unique index bu on b (x, y); create table a1 partition of a for values in ('1'); create table b1 partition of b for values in ('1'); alter table a add constraint to_b foreign key (x, y) references b (x, y); alter table b add constraint to_a foreign key (x, y) references a (x, y);
---
create table a (x text, y text); create table b (x text, y text); create unique index au on a (x, y); create unique index bu on b (x, y); create table a1 (x text, y text); create table b1 (x text, y text); alter table a add constraint to_b foreign key (x, y) references b (x, y); alter table b add constraint to_a foreign key (x, y) references a (x, y);

### a table with an index like the parent's is attached and keeps its own
create table p (a int, b text) partition by list (a); create index of_all on p (b, a); create table q (a int, b text); create index of_own on q (b, a); comment on index of_own is 'x';
---
create table p (a int, b text) partition by list (a); create index of_all on p (b, a); create table q (a int, b text); alter table p attach partition q for values in (1); create index of_own on q (b, a); comment on index of_own is 'x';

### PL/pgSQL that declares a row and an array of tables that come
create function f() returns trigger language plpgsql as 'begin return new; end';
---
create function f() returns trigger language plpgsql as 'begin return new; end'; create function g() returns int language plpgsql as 'declare r public.item%rowtype; some item[]; begin select * into r from item; return r.id; end'; create table item (id int primary key, name text);

### a parsed body calls a routine that comes
create function plus(a int, b int) returns int language sql immutable return a + b; create function total(a int, b int) returns int language sql immutable return public.plus(a, b); create function twice(a int) returns int language sql immutable return public.total(a, a);
---
create function plus(a int, b int) returns int language sql immutable return a + b; create function less(i int) returns int language plpgsql as 'begin return i - 1; end'; create function "of all" (i int) returns int language sql return public.less(i); create function total(a int, b int) returns int language sql immutable return public.plus(a, b) + public."of all"(a); create function twice(a int) returns int language sql immutable return public.total(a, a) + 0;

### keys get other names, and a new table's keys take theirs
create table items (id serial constraint items_key primary key, code text constraint items_code unique, n int);
---
create table products (id serial, code text, n int, constraint items_key primary key (id), constraint items_code unique (code)); create table items (id serial constraint items_id primary key, code text constraint items_by_code unique, n int);

### a table comes under the name of a key
create table t (id int constraint t_pk primary key); create table u (id int);
---
create table t_pk (id int); create table t (id int constraint other primary key); create table u (id int constraint t_pk2 unique);

### one of two settings of a column goes
create table t (a int, b int); alter table t alter a set (n_distinct = 5, n_distinct_inherited = 8); alter table t alter b set (n_distinct = 2);
---
create table t (a int, b int); alter table t alter a set (n_distinct_inherited = 9); alter table t alter b set (n_distinct = 2, n_distinct_inherited = 3);

### routine made anew while a table that calls it goes
create function tenant() returns int language sql stable as 'select 1'; create function logs() returns trigger language plpgsql as 'begin return new; end'; create table kept (id int primary key, t int default tenant()); create table gone (id int references kept, t int default tenant() check (t < tenant()), u int generated always as (id + 1) stored); create index on gone (id) where id > 3; alter table gone enable row level security; create policy p on gone using (t = tenant()); create view v as select t from gone where t = tenant();
---
create function tenant() returns text language sql stable as $$select 'x'$$; create function logs() returns trigger language plpgsql as 'begin return new; end'; create table kept (id int primary key, t text default tenant());

### rights on foreign servers and wrappers
create foreign data wrapper w; create server s foreign data wrapper w; create server other foreign data wrapper w; grant usage on foreign server other to pg_monitor with grant option;
---
create foreign data wrapper w; create server s foreign data wrapper w; create server other foreign data wrapper w; create server fresh foreign data wrapper w; grant usage on foreign data wrapper w to pg_monitor; grant usage on foreign server s, fresh to public; grant usage on foreign server other to pg_monitor;

### versions of extensions
create extension pg_trgm version '1.3'; create extension hstore;
---
create extension citext version '1.5'; create extension pg_trgm version '1.4';

### domains over a table's row type
create table other (a int);
---
create function fits(v anyelement) returns boolean language plpgsql immutable as 'begin return v is not null; end'; create table base (a int); create domain d as base check (fits(value)); create type pair as (one d, two text); create table uses (v d, w pair); create function uses_check(r uses) returns boolean language plpgsql as 'begin return r.v is not null; end'; create view v as select v from uses;

### key of a partition with its parent's foreign key, whose parent goes
create table r(id int primary key); create table old(a int, r int, constraint fk foreign key (r) references r(id)) partition by list(a); create table part partition of old for values in (1);
---
create table r(id int primary key); create table part(a int, r int, constraint fk foreign key (r) references r(id));

### key of partitions changes under its name
create table p(a int, b int, primary key(a)) partition by list(a); create table p1 partition of p for values in (1);
---
create table p(a int, b int, primary key(a) include (b)) partition by list(a); create table p1 partition of p for values in (1);

### unique key of partitions changes under its name
create table p(a int, b int, unique(a)) partition by list(a); create table p1 partition of p for values in (1);
---
create table p(a int, b int, unique nulls not distinct (a)) partition by list(a); create table p1 partition of p for values in (1);

### routine over a domain over a row that stays
create table base(a int); create domain d as base; create function f(x d) returns int language plpgsql as 'begin return 1; end';
---
create table base(a int);

### a column is called as a routine that is made anew
create function total(int) returns int language sql as 'select 1'; create table gone(total int check (total > 0));
---
create function total(int) returns numeric language sql as 'select 1';

### a table goes early whose default calls a routine that is made anew
create function tenant() returns int language sql as 'select 1'; create table gone(id int constraint k primary key, t int default tenant());
---
create function tenant() returns text language sql as $$select 'x'$$; create table things(id int constraint k primary key, t text default tenant());

### a partition goes with another way of parting, beside a routine that is made anew
create function tenant() returns int language sql as 'select 1'; create table p(a int, b int) partition by list(a); create table p1 partition of p for values in (1);
---
create function tenant() returns text language sql as $$select 'x'$$; create table p(a int, b int) partition by list(b);

### a key takes the name of another that goes
create table t(x int constraint a unique); create table old(y int constraint b unique);
---
create table t(x int constraint b unique); create table n(z int); create index a on n(z);

### an index of the parent alone beside a partition's own
create table p(a int, b int) partition by list(a); create table p1 partition of p for values in (1); create index own on p1(b);
---
create table p(a int, b int) partition by list(a); create table p1 partition of p for values in (1); create index own on p1(b); create index i on only p(b);
