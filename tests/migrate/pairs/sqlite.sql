-- SPDX-License-Identifier: GPL-3.0-or-later

### type change keeps index trigger view
CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT, b INTEGER DEFAULT 1); CREATE INDEX ta ON t (a); CREATE VIEW v AS SELECT a FROM t; CREATE TRIGGER g AFTER INSERT ON t BEGIN UPDATE t SET b = 2 WHERE id = NEW.id; END; INSERT INTO t VALUES (1, 'x', 3);
---
CREATE TABLE t (id INTEGER PRIMARY KEY, a VARCHAR(20) NOT NULL DEFAULT '', b REAL DEFAULT (1 + 1)); CREATE INDEX ta ON t (a); CREATE VIEW v AS SELECT a FROM t; CREATE TRIGGER g AFTER INSERT ON t BEGIN UPDATE t SET b = 2 WHERE id = NEW.id; END;

### column dropped with view and trigger on it
CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT, b TEXT); CREATE INDEX tb ON t (b); CREATE VIEW v AS SELECT id, b FROM t; CREATE TRIGGER g AFTER UPDATE OF b ON t BEGIN SELECT NEW.b; END;
---
CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT); CREATE VIEW v AS SELECT id, a FROM t; CREATE TRIGGER g AFTER UPDATE OF a ON t BEGIN SELECT NEW.a; END;

### views upon views over rebuilt table
CREATE TABLE t (a INT, b INT); CREATE VIEW v1 AS SELECT a, b FROM t; CREATE VIEW v2 AS SELECT a FROM v1; CREATE VIEW v3 AS SELECT v2.a FROM v2 JOIN v1 ON v1.a = v2.a;
---
CREATE TABLE t (a TEXT, c INT); CREATE VIEW v1 AS SELECT a, c FROM t; CREATE VIEW v2 AS SELECT c FROM v1; CREATE VIEW v3 AS SELECT v2.c FROM v2 JOIN v1 ON v1.c = v2.c;

### view becomes table
CREATE TABLE t (a INT); CREATE VIEW x AS SELECT a FROM t; CREATE VIEW y AS SELECT a FROM x;
---
CREATE TABLE t (a INT); CREATE TABLE x (a INT); CREATE VIEW y AS SELECT a FROM x;

### generated columns
CREATE TABLE t (a INT, b INT, s INT GENERATED ALWAYS AS (a + b) STORED, v INT AS (a * 2)); CREATE INDEX ts ON t (s);
---
CREATE TABLE t (a INT, b INT, s INT GENERATED ALWAYS AS (a - b) VIRTUAL, v INT AS (a * 3) STORED NOT NULL); CREATE INDEX ts ON t (s, v);

### generated becomes plain
CREATE TABLE t (a INT, g INT AS (a + 1) STORED); INSERT INTO t (a) VALUES (3);
---
CREATE TABLE t (a INT, g INT DEFAULT 4);

### virtual column added by alter
CREATE TABLE t (a INT);
---
CREATE TABLE t (a INT, g TEXT AS (a || 'x') VIRTUAL UNIQUE);

### without rowid
CREATE TABLE t (k TEXT PRIMARY KEY, v TEXT); INSERT INTO t VALUES ('a', 'b');
---
CREATE TABLE t (k TEXT PRIMARY KEY, v TEXT) WITHOUT ROWID;

### strict
CREATE TABLE t (id INTEGER PRIMARY KEY, a INT, b TEXT, c ANY);
---
CREATE TABLE t (id INTEGER PRIMARY KEY, a INT, b TEXT NOT NULL, c ANY) STRICT;

### strict without rowid
CREATE TABLE t (a INT, b TEXT, PRIMARY KEY (a, b)) STRICT;
---
CREATE TABLE t (a INT, b TEXT, c BLOB, PRIMARY KEY (b, a)) STRICT, WITHOUT ROWID;

### foreign key added with actions
CREATE TABLE p (id INTEGER PRIMARY KEY); CREATE TABLE c (id INTEGER PRIMARY KEY, p INT);
---
CREATE TABLE p (id INTEGER PRIMARY KEY); CREATE TABLE c (id INTEGER PRIMARY KEY, p INT REFERENCES p (id) ON DELETE CASCADE ON UPDATE SET NULL DEFERRABLE INITIALLY DEFERRED);

### foreign key of two columns named
CREATE TABLE p (a INT, b INT, PRIMARY KEY (a, b)); CREATE TABLE c (x INT, y INT, FOREIGN KEY (x, y) REFERENCES p);
---
CREATE TABLE p (a INT, b INT, PRIMARY KEY (a, b)); CREATE TABLE c (x INT, y INT, CONSTRAINT fk FOREIGN KEY (x, y) REFERENCES p (a, b) MATCH FULL ON DELETE SET DEFAULT);

### self reference
CREATE TABLE e (id INTEGER PRIMARY KEY, boss INT); INSERT INTO e VALUES (1, 1), (2, 1);
---
CREATE TABLE e (id INTEGER PRIMARY KEY, boss INT NOT NULL DEFAULT 0 REFERENCES e (id), UNIQUE (boss, id));

### cycle of foreign keys
CREATE TABLE a (id INTEGER PRIMARY KEY);
---
CREATE TABLE a (id INTEGER PRIMARY KEY, b INT REFERENCES b (id)); CREATE TABLE b (id INTEGER PRIMARY KEY, a INT REFERENCES a (id));

### parent rebuilt with children
CREATE TABLE p (id INTEGER PRIMARY KEY, a TEXT); CREATE TABLE c (p INT REFERENCES p (id) ON DELETE CASCADE); CREATE TABLE d (p INT REFERENCES p (id)); INSERT INTO p VALUES (1, 'x'); INSERT INTO c VALUES (1);
---
CREATE TABLE p (id INTEGER PRIMARY KEY AUTOINCREMENT, a INT NOT NULL DEFAULT 5, b TEXT UNIQUE); CREATE TABLE c (p INT REFERENCES p (id) ON DELETE CASCADE); CREATE TABLE d (p INT REFERENCES p (id));

### renames by case
CREATE TABLE Users (UserID INTEGER PRIMARY KEY, UserName TEXT); CREATE INDEX IX ON Users (UserName); CREATE VIEW V AS SELECT UserName FROM Users; CREATE TRIGGER G AFTER INSERT ON Users BEGIN SELECT 1; END;
---
CREATE TABLE users (userid INTEGER PRIMARY KEY, username TEXT); CREATE INDEX ix ON users (username); CREATE VIEW v AS SELECT username FROM users; CREATE TRIGGER g AFTER INSERT ON users BEGIN SELECT 1; END;

### table and view swap case
CREATE TABLE T (a INT); CREATE VIEW w AS SELECT a FROM T;
---
CREATE TABLE t (A INT); CREATE VIEW W AS SELECT A FROM t;

### autoincrement added and removed
CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT, a TEXT); INSERT INTO t (a) VALUES ('x');
---
CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT);

### primary key moved
CREATE TABLE t (id INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE);
---
CREATE TABLE t (id INTEGER NOT NULL UNIQUE, code TEXT PRIMARY KEY NOT NULL);

### primary key desc and conflict
CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT UNIQUE);
---
CREATE TABLE t (id INTEGER PRIMARY KEY DESC, a TEXT UNIQUE ON CONFLICT REPLACE, b TEXT NOT NULL ON CONFLICT IGNORE DEFAULT 'x');

### composite keys
CREATE TABLE t (a INT, b INT, c INT, PRIMARY KEY (a, b), UNIQUE (c));
---
CREATE TABLE t (a INT NOT NULL, b INT, c INT, PRIMARY KEY (a), UNIQUE (c, b), UNIQUE (b));

### collations
CREATE TABLE t (a TEXT COLLATE NOCASE, b TEXT); CREATE INDEX i ON t (b); CREATE UNIQUE INDEX u ON t (a);
---
CREATE TABLE t (a TEXT, b TEXT COLLATE RTRIM); CREATE INDEX i ON t (b COLLATE NOCASE DESC); CREATE UNIQUE INDEX u ON t (a COLLATE BINARY);

### partial and expression indexes
CREATE TABLE t (a INT, b TEXT, c INT); CREATE INDEX i ON t (a) WHERE c > 0; CREATE UNIQUE INDEX e ON t (lower(b));
---
CREATE TABLE t (a INT, b TEXT, d INT); CREATE INDEX i ON t (a) WHERE d IS NOT NULL; CREATE UNIQUE INDEX e ON t (upper(b), a DESC) WHERE b <> '';

### index renamed and swapped
CREATE TABLE t (a INT, b INT); CREATE INDEX x ON t (a); CREATE INDEX y ON t (b);
---
CREATE TABLE t (a INT, b INT); CREATE INDEX y ON t (a); CREATE INDEX x ON t (b);

### index name moves to another table
CREATE TABLE t (a INT); CREATE TABLE u (a INT); CREATE INDEX x ON t (a);
---
CREATE TABLE t (a INT); CREATE TABLE u (a INT); CREATE INDEX x ON u (a);

### index takes a table's name
CREATE TABLE x (a INT); CREATE TABLE t (a INT);
---
CREATE TABLE t (a INT); CREATE INDEX x ON t (a);

### trigger moves to another table
CREATE TABLE t (a INT); CREATE TABLE u (a INT); CREATE TRIGGER g AFTER INSERT ON t BEGIN SELECT 1; END;
---
CREATE TABLE t (a INT); CREATE TABLE u (a INT); CREATE TRIGGER g AFTER INSERT ON u BEGIN SELECT 1; END;

### triggers that write to another rebuilt table
CREATE TABLE t (a INT); CREATE TABLE log (a INT, x INT); CREATE TRIGGER g AFTER INSERT ON t WHEN NEW.a > 1 BEGIN INSERT INTO log VALUES (NEW.a, 1); DELETE FROM log WHERE x = 0; END;
---
CREATE TABLE t (a TEXT); CREATE TABLE log (a TEXT, y INT NOT NULL); CREATE TRIGGER g BEFORE INSERT ON t WHEN NEW.a > 2 BEGIN INSERT INTO log VALUES (NEW.a, 1); DELETE FROM log WHERE y = 0; END;

### instead of triggers
CREATE TABLE t (a INT, b INT); CREATE VIEW v AS SELECT a, b FROM t; CREATE TRIGGER iv INSTEAD OF INSERT ON v BEGIN INSERT INTO t VALUES (NEW.a, NEW.b); END;
---
CREATE TABLE t (a INT, c TEXT); CREATE VIEW v AS SELECT a, c FROM t; CREATE TRIGGER iv INSTEAD OF UPDATE OF c ON v BEGIN UPDATE t SET c = NEW.c WHERE a = OLD.a; END;

### fts5
CREATE VIRTUAL TABLE f USING fts5(title, body); INSERT INTO f VALUES ('a', 'b');
---
CREATE VIRTUAL TABLE f USING fts5(title, body, tag UNINDEXED, tokenize = 'porter unicode61', prefix = '2 3');

### fts5 external content
CREATE TABLE d (id INTEGER PRIMARY KEY, t TEXT);
---
CREATE TABLE d (id INTEGER PRIMARY KEY, t TEXT NOT NULL, u TEXT); CREATE VIRTUAL TABLE df USING fts5(t, content='d', content_rowid='id'); CREATE TRIGGER di AFTER INSERT ON d BEGIN INSERT INTO df(rowid, t) VALUES (NEW.id, NEW.t); END; CREATE TRIGGER dd AFTER DELETE ON d BEGIN INSERT INTO df(df, rowid, t) VALUES ('delete', OLD.id, OLD.t); END;

### external content changes
CREATE TABLE d (id INTEGER PRIMARY KEY, t TEXT); CREATE VIRTUAL TABLE df USING fts5(t, content='d', content_rowid='id'); INSERT INTO d VALUES (1, 'x');
---
CREATE TABLE d (id INTEGER PRIMARY KEY, t VARCHAR(10) NOT NULL, u TEXT); CREATE VIRTUAL TABLE df USING fts5(t, u, content='d', content_rowid='id');

### rtree
CREATE VIRTUAL TABLE r USING rtree(id, minx, maxx);
---
CREATE VIRTUAL TABLE r USING rtree(id, minx, maxx, miny, maxy, +name TEXT);

### fts4 becomes table
CREATE VIRTUAL TABLE x USING fts4(a); CREATE TABLE y (a TEXT);
---
CREATE TABLE x (a TEXT); CREATE VIRTUAL TABLE y USING fts5(a);

### checks named and not
CREATE TABLE t (a INT CHECK (a > 0), b INT, CONSTRAINT c CHECK (a < b));
---
CREATE TABLE t (a INT CHECK (a > 1) CHECK (a < 100), b INT CONSTRAINT pos CHECK (b > 0), CHECK (a <> b));

### check with subtle text
CREATE TABLE t (s TEXT CHECK (s IN ('a', 'b', 'it''s')));
---
CREATE TABLE t (s TEXT CHECK (s IN ('a', 'b', 'it''s', 'c,d)')) DEFAULT 'c,d)');

### defaults of all sorts
CREATE TABLE t (a INT DEFAULT 1, b TEXT DEFAULT 'x', c DEFAULT CURRENT_TIMESTAMP, d DEFAULT NULL, e BLOB DEFAULT x'00', f DEFAULT -1, g DEFAULT TRUE);
---
CREATE TABLE t (a INT DEFAULT +2, b TEXT DEFAULT "y", c DEFAULT (datetime('now')), d DEFAULT '', e BLOB DEFAULT x'FF', f DEFAULT -1.5e3, g DEFAULT FALSE);

### column without a type
CREATE TABLE t (a, b);
---
CREATE TABLE t (a INT, b NUMERIC, c);

### column order
CREATE TABLE t (a INT, b TEXT, c REAL); INSERT INTO t VALUES (1, 'x', 2.5); CREATE INDEX i ON t (c, a);
---
CREATE TABLE t (c REAL, a INT, n TEXT, b TEXT); CREATE INDEX i ON t (c, a);

### not null added with default
CREATE TABLE t (a INT); INSERT INTO t VALUES (1);
---
CREATE TABLE t (a INT, b TEXT NOT NULL DEFAULT 'x', c INT NOT NULL DEFAULT 0 CHECK (c >= 0), d DATETIME DEFAULT CURRENT_TIMESTAMP);

### reserved and strange names
CREATE TABLE "order" ("group" INT, [sel ect] TEXT, `from` INT); CREATE INDEX "my index" ON "order" ("group");
---
CREATE TABLE "order" ("group" TEXT, [sel ect] TEXT, "we""ird" INT CHECK ("we""ird" > 0)); CREATE INDEX "my index" ON "order" ("we""ird", [sel ect]);

### unicode names
CREATE TABLE "größe" ("ä" INT); CREATE VIEW "ü" AS SELECT "ä" FROM "größe";
---
CREATE TABLE "größe" ("ä" TEXT, "ö" INT); CREATE VIEW "ü" AS SELECT "ä", "ö" FROM "größe";

### comments inside create
CREATE TABLE t ( -- the table
  a INT, /* first */ b TEXT -- second, with comma
);
---
CREATE TABLE t (a INT /* x */, b TEXT NOT NULL, -- y
 c INT);

### table replaced by table of another name
CREATE TABLE old_t (id INTEGER PRIMARY KEY, a TEXT); CREATE TABLE c (o INT REFERENCES old_t (id));
---
CREATE TABLE new_t (id INTEGER PRIMARY KEY, b BLOB, z TEXT); CREATE TABLE c (o INT REFERENCES new_t (id));

### drop parent keep child
CREATE TABLE p (id INTEGER PRIMARY KEY); CREATE TABLE c (p INT REFERENCES p (id));
---
CREATE TABLE c (p INT);

### view with columns and cte
CREATE TABLE t (a INT, b TEXT); CREATE VIEW v (x, y) AS SELECT a, b FROM t;
---
CREATE TABLE t (a INT, b TEXT); CREATE VIEW v (x, z) AS WITH q AS (SELECT a, b FROM t) SELECT a, count(*) OVER (PARTITION BY b) FROM q;

### views exchange dependence
CREATE TABLE t (a INT); CREATE VIEW x AS SELECT a FROM t; CREATE VIEW y AS SELECT a FROM x;
---
CREATE TABLE t (a INT); CREATE VIEW y AS SELECT a FROM t; CREATE VIEW x AS SELECT a FROM y;

### broken view stays
CREATE TABLE t (a INT); CREATE VIEW v AS SELECT * FROM gone;
---
CREATE TABLE t (a TEXT); CREATE VIEW v AS SELECT * FROM gone;

### trigger on rebuilt table referencing a view
CREATE TABLE t (a INT); CREATE VIEW v AS SELECT a FROM t; CREATE TABLE u (b INT); CREATE TRIGGER g AFTER INSERT ON u BEGIN INSERT INTO t SELECT a FROM v; END;
---
CREATE TABLE t (a INT NOT NULL); CREATE VIEW v AS SELECT a FROM t; CREATE TABLE u (b TEXT); CREATE TRIGGER g AFTER INSERT ON u BEGIN INSERT INTO t SELECT a FROM v; END;

### unique index versus constraint
CREATE TABLE t (a INT, b INT); CREATE UNIQUE INDEX u ON t (a);
---
CREATE TABLE t (a INT UNIQUE, b INT);

### rails like
CREATE TABLE "users" ("id" integer PRIMARY KEY AUTOINCREMENT NOT NULL, "email" varchar DEFAULT '' NOT NULL, "created_at" datetime NOT NULL); CREATE UNIQUE INDEX "index_users_on_email" ON "users" ("email");
---
CREATE TABLE "users" ("id" integer PRIMARY KEY AUTOINCREMENT NOT NULL, "email" varchar(255) DEFAULT '' NOT NULL, "created_at" datetime(6) NOT NULL, "admin" boolean DEFAULT 0 NOT NULL, "account_id" bigint, CONSTRAINT "fk_rails_1" FOREIGN KEY ("account_id") REFERENCES "accounts" ("id")); CREATE UNIQUE INDEX "index_users_on_email" ON "users" ("email"); CREATE INDEX "index_users_on_account_id" ON "users" ("account_id"); CREATE TABLE "accounts" ("id" integer PRIMARY KEY AUTOINCREMENT NOT NULL);

### django like
CREATE TABLE "app_a" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "n" integer unsigned NOT NULL CHECK ("n" >= 0), "flag" bool NOT NULL); CREATE INDEX "app_a_n" ON "app_a" ("n");
---
CREATE TABLE "app_a" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "n" integer unsigned NULL CHECK ("n" >= 0), "d" text NOT NULL CHECK ((JSON_VALID("d") OR "d" IS NULL)), "b_id" bigint NOT NULL REFERENCES "app_b" ("id") DEFERRABLE INITIALLY DEFERRED); CREATE TABLE "app_b" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT); CREATE INDEX "app_a_b" ON "app_a" ("b_id");

### table names exchange
CREATE TABLE a (x INT); CREATE TABLE b (y TEXT, z TEXT);
---
CREATE TABLE b (x INT); CREATE TABLE a (y TEXT, z TEXT);

### stat tables and sequences untouched
CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT, a INT); CREATE INDEX i ON t (a); INSERT INTO t (a) VALUES (1), (2); ANALYZE;
---
CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT, a TEXT); CREATE INDEX i ON t (a);

### generated used in index and check
CREATE TABLE t (j TEXT, n TEXT AS (json_extract(j, '$.n')) VIRTUAL, CHECK (n <> '')); CREATE INDEX tn ON t (n) WHERE n IS NOT NULL;
---
CREATE TABLE t (j TEXT NOT NULL, n TEXT AS (json_extract(j, '$.name')) STORED, CHECK (length(n) > 1)); CREATE INDEX tn ON t (n COLLATE NOCASE) WHERE n IS NOT NULL;

### not null said of keys that are the row's number
CREATE TABLE a (id integer NOT NULL PRIMARY KEY AUTOINCREMENT, name varchar(50)); CREATE TABLE b (id INTEGER NOT NULL, foo VARCHAR(50), PRIMARY KEY (id));
---
CREATE TABLE a (id integer NOT NULL PRIMARY KEY AUTOINCREMENT, name varchar(80) NOT NULL); CREATE TABLE b (id INTEGER PRIMARY KEY, foo VARCHAR(50) NOT NULL); CREATE TABLE c (id integer NOT NULL PRIMARY KEY, b integer NOT NULL REFERENCES b);

### types that SQLite keeps alike and as their authors write them
CREATE TABLE t (a int, b VARCHAR, c DECIMAL(12, 6), d BOOL, e double precision, f text DEFAULT current_timestamp, h DEFAULT true);
---
CREATE TABLE t (a bigint, b CLOB, c DECIMAL ( 12,6 ), d BOOLEAN, e DOUBLE, f text DEFAULT CURRENT_TIMESTAMP, h DEFAULT TRUE, g NUMERIC (8 , 2));

### a check says its own table
CREATE TABLE users (id INTEGER PRIMARY KEY, name text);
---
CREATE TABLE users (id INTEGER PRIMARY KEY, name text NOT NULL, age int, CONSTRAINT c CHECK("users"."age" > 21 AND [USERS].name <> 'users.x'));

### not null of the row's number, types and defaults in other words only
CREATE TABLE a (id INTEGER PRIMARY KEY NOT NULL, b varchar(10), c DEFAULT NULL, d DOUBLE  PRECISION, e DEFAULT x'ff'); INSERT INTO a VALUES (3, 'x', 1, 2, 3);
---
CREATE TABLE a (id INTEGER PRIMARY KEY, b VARCHAR (10), c, d DOUBLE PRECISION, e DEFAULT X'ff');

### names in other letters, and a key that spells them its own way
CREATE TABLE Users (Id INTEGER PRIMARY KEY, Name TEXT, CHECK (Name <> '')); CREATE TABLE posts (u INT REFERENCES users (ID));
---
CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT, CHECK (name <> '')); CREATE TABLE posts (u INT REFERENCES users (id));

### a column goes whose name is a part of another one's
CREATE TABLE t (e INT, "Key x" INT, kind TEXT, CHECK (kind <> 'e')); CREATE UNIQUE INDEX i ON t (kind DESC) WHERE "Key x" IS NOT NULL;
---
CREATE TABLE t ("Key x" INT, kind TEXT, CHECK (kind <> 'e')); CREATE UNIQUE INDEX i ON t (kind DESC) WHERE "Key x" IS NOT NULL;

### a table is called as one that is rebuilt is for a while
CREATE TABLE t (a INT); CREATE TABLE concord_new_t (x INT); INSERT INTO concord_new_t VALUES (7);
---
CREATE TABLE t (a INT NOT NULL DEFAULT 0); CREATE TABLE concord_new_t (x INT);

### defaults in a name's quotes
CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT DEFAULT "y", b TEXT DEFAULT `y`, c TEXT DEFAULT 'y');
CREATE TABLE u (id INTEGER PRIMARY KEY);
INSERT INTO t (id) VALUES (1); INSERT INTO u VALUES (1);
---
CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT DEFAULT 'y', b TEXT DEFAULT [z "q"], c TEXT DEFAULT "y");
CREATE TABLE u (id INTEGER PRIMARY KEY, n TEXT NOT NULL DEFAULT "new ""one""");
CREATE TABLE v (id INTEGER PRIMARY KEY, n TEXT NOT NULL DEFAULT "v");
