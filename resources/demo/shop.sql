-- SPDX-License-Identifier: GPL-3.0-or-later
-- The shop's own database, as production and development have it. How many rows: shop_size(users, orders).

CREATE TABLE users (
    id INTEGER PRIMARY KEY,
    email VARCHAR(254) NOT NULL UNIQUE,
    name VARCHAR(120) NOT NULL,
    nickname VARCHAR(40),
    country CHAR(2),
    email_verified BOOLEAN NOT NULL DEFAULT 0,
    status VARCHAR(20) NOT NULL DEFAULT 'active',
    created_at TIMESTAMP NOT NULL,
    last_login_at TIMESTAMP
);

CREATE TABLE products (
    id INTEGER PRIMARY KEY,
    name VARCHAR(120) NOT NULL,
    category VARCHAR(40) NOT NULL,
    price NUMERIC(10,2) NOT NULL,
    active BOOLEAN NOT NULL DEFAULT 1
);

CREATE TABLE orders (
    id INTEGER PRIMARY KEY,
    user_id INTEGER NOT NULL REFERENCES users(id),
    product_id INTEGER NOT NULL REFERENCES products(id),
    quantity INTEGER NOT NULL CHECK (quantity > 0),
    total NUMERIC(10,2) NOT NULL,
    status VARCHAR(20) NOT NULL,
    ordered_at TIMESTAMP NOT NULL
);

CREATE TABLE sessions (
    id VARCHAR(32) PRIMARY KEY,
    user_id INTEGER NOT NULL REFERENCES users(id),
    device VARCHAR(40),
    started_at TIMESTAMP NOT NULL
);

CREATE TABLE user_tokens (
    id INTEGER PRIMARY KEY,
    user_id INTEGER NOT NULL REFERENCES users(id),
    fingerprint BLOB NOT NULL,
    expires_at TIMESTAMP NOT NULL
);

CREATE TABLE password_resets (
    id INTEGER PRIMARY KEY,
    user_id INTEGER NOT NULL REFERENCES users(id),
    requested_at TIMESTAMP NOT NULL,
    used_at TIMESTAMP
);

INSERT INTO users
SELECT d.i, l.plain || d.i || CASE d.a % 3 WHEN 0 THEN '@example.com' WHEN 1 THEN '@example.net' ELSE '@example.org' END,
       f.word || ' ' || l.word, CASE WHEN d.b % 4 = 0 THEN lower(f.word) WHEN d.b % 31 = 1 THEN '' END, p.country, d.c % 11 > 1,
       CASE WHEN d.a % 8 = 0 THEN 'inactive' WHEN d.a % 97 = 1 THEN 'locked' ELSE 'active' END,
       datetime(1609460000 + d.i * 10500 + d.b % 10500, 'unixepoch'),
       CASE WHEN d.c % 6 > 0 THEN datetime(1771500000 + d.a % 20000000, 'unixepoch') END
FROM shop_size n, dice d
JOIN first_name f ON f.id = 1 + d.c % 64
JOIN last_name l ON l.id = 1 + d.a % 64
JOIN place p ON p.id = 1 + d.b % 24
WHERE d.i <= n.users;

INSERT INTO products
SELECT (w.id - 1) * 12 + s.id, s.word || ' ' || lower(w.word), w.category, w.price + s.extra + 0.75, 1 - (w.id * s.id % 17 = 0)
FROM ware w JOIN style s
ORDER BY 1;

INSERT INTO orders
SELECT d.i, 1 + d.a % n.users, p.id, 1 + d.b % 3, (1 + d.b % 3) * p.price,
       CASE d.c % 10 WHEN 0 THEN 'cancelled' WHEN 1 THEN 'active' WHEN 2 THEN 'active' WHEN 3 THEN 'returned' ELSE 'shipped' END,
       datetime(1704070000 + d.i * 5600 + d.a % 5600, 'unixepoch')
FROM shop_size n, dice d JOIN products p ON p.id = 1 + d.c % 240
WHERE d.i <= n.orders;

INSERT INTO sessions
SELECT printf('%08x%08x', d.a, d.b), 1 + d.c % n.users, CASE d.b % 4 WHEN 0 THEN 'Firefox on Linux' WHEN 1 THEN 'Safari on iPhone' WHEN 2 THEN 'Chrome on Windows' END,
       datetime(1790000000 + d.i * 300 + d.b % 300, 'unixepoch')
FROM shop_size n, dice d WHERE d.i <= n.users / 12;

INSERT INTO user_tokens
SELECT d.i, 1 + d.b % n.users, unhex(printf('%08x%08x', d.c, d.a)), datetime(1793000000 + d.i * 900 + d.a % 900, 'unixepoch')
FROM shop_size n, dice d WHERE d.i <= n.users / 20;

INSERT INTO password_resets
SELECT d.i, 1 + d.a % n.users, datetime(1788000000 + d.i * 7000, 'unixepoch'),
       CASE WHEN d.c % 3 > 0 THEN datetime(1788000000 + d.i * 7000 + d.b % 3600, 'unixepoch') END
FROM shop_size n, dice d WHERE d.i <= n.users / 50;

CREATE INDEX orders_user ON orders(user_id);

CREATE INDEX orders_ordered_at ON orders(ordered_at);

CREATE INDEX sessions_user ON sessions(user_id);

