-- SPDX-License-Identifier: GPL-3.0-or-later
-- One tenant that missed the last migrations: users has no email_verified and another type of company_id, orders.total is REAL
-- and orders has an index that the others lack.

CREATE TABLE users (
    id INTEGER PRIMARY KEY,
    email VARCHAR(254) NOT NULL UNIQUE,
    name VARCHAR(120) NOT NULL,
    company_id VARCHAR(20) NOT NULL,
    status VARCHAR(20) NOT NULL DEFAULT 'active',
    created_at TIMESTAMP NOT NULL
);

CREATE TABLE products (
    id INTEGER PRIMARY KEY,
    name VARCHAR(120) NOT NULL,
    category VARCHAR(40) NOT NULL,
    price NUMERIC(10,2) NOT NULL
);

CREATE TABLE orders (
    id INTEGER PRIMARY KEY,
    user_id INTEGER NOT NULL REFERENCES users(id),
    product_id INTEGER NOT NULL REFERENCES products(id),
    status VARCHAR(20) NOT NULL,
    quantity INTEGER NOT NULL,
    total REAL NOT NULL,
    note TEXT,
    ordered_at TIMESTAMP NOT NULL
);

CREATE TABLE features (
    id INTEGER PRIMARY KEY,
    name VARCHAR(60) NOT NULL UNIQUE,
    category VARCHAR(40) NOT NULL
);

CREATE TABLE feature_usage (
    id INTEGER PRIMARY KEY,
    user_id INTEGER NOT NULL REFERENCES users(id),
    feature_id INTEGER NOT NULL REFERENCES features(id),
    used_at TIMESTAMP NOT NULL
);

INSERT INTO users
SELECT d.i, l.plain || '.' || d.i || '@tenant' || t.number || '.example', f.word || ' ' || l.word, 'C-' || (100 + t.number),
       CASE WHEN d.b % 6 = 0 THEN 'inactive' ELSE 'active' END, datetime(1640990000 + d.i * 100000 + d.a % 90000, 'unixepoch')
FROM tenant t, dice d
JOIN first_name f ON f.id = 1 + (d.a + t.number * 17) % 64
JOIN last_name l ON l.id = 1 + (d.b + t.number * 5) % 64
WHERE d.i <= t.users;

INSERT INTO products
SELECT (w.id - 1) * 2 + s.id, s.word || ' ' || lower(w.word), w.category, w.price + s.extra + 0.75
FROM ware w JOIN style s ON s.id <= 2
ORDER BY 1;

INSERT INTO features(name, category) VALUES
('dashboards','reporting'),('csv export','reporting'),('scheduled reports','reporting'),('api keys','integration'),
('webhooks','integration'),('single sign-on','security'),('audit log','security'),('two-factor login','security'),
('comments','collaboration'),('shared views','collaboration'),('bulk edit','editing'),('undo history','editing');

-- The first orders in this scattered order are the active ones, so that exactly as many are active as the tenant says.
INSERT INTO orders
SELECT row_number() OVER (ORDER BY d.i), 1 + d.b % t.users, p.id,
       CASE WHEN row_number() OVER (ORDER BY d.c, d.i) <= t.active THEN 'active'
            WHEN d.a % 10 < 7 THEN 'shipped' WHEN d.a % 10 < 9 THEN 'cancelled' ELSE 'returned' END,
       1 + d.c % 4, (1 + d.c % 4) * p.price,
       CASE WHEN d.b % 11 = 0 THEN 'gift wrap' WHEN d.b % 13 = 0 THEN '' END,
       datetime(1704070000 + d.i * 9000 + d.b % 9000, 'unixepoch')
FROM tenant t, dice d JOIN products p ON p.id = 1 + d.a % 40
WHERE d.i <= t.active + t.others;

INSERT INTO feature_usage
SELECT d.i, 1 + d.a % t.users, 1 + min(d.b % 12, (d.c + t.number) % 12), datetime(1767230000 + d.i * 7000 + d.c % 7000, 'unixepoch')
FROM tenant t, dice d WHERE d.i <= t.users * 3;

CREATE INDEX orders_user ON orders(user_id);

CREATE INDEX feature_usage_user ON feature_usage(user_id);

CREATE INDEX orders_status_note ON orders(status, note);

