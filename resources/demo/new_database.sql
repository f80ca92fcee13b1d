-- SPDX-License-Identifier: GPL-3.0-or-later
-- After the move: the same 15,432 customers and 6,000 orders as old_database, with keys and indexes that the old one lacked.

CREATE TABLE customers (
    id INTEGER PRIMARY KEY,
    name VARCHAR(150) NOT NULL,
    email VARCHAR(254) NOT NULL UNIQUE,
    phone VARCHAR(30),
    city VARCHAR(60),
    country CHAR(2),
    balance NUMERIC(12,2) NOT NULL DEFAULT 0,
    created_at TIMESTAMP NOT NULL,
    email_verified BOOLEAN NOT NULL DEFAULT 0
);

CREATE TABLE orders (
    id INTEGER PRIMARY KEY,
    customer_id INTEGER NOT NULL REFERENCES customers(id),
    status VARCHAR(20) NOT NULL CHECK (status IN ('active', 'shipped', 'returned', 'cancelled')),
    total NUMERIC(12,2) NOT NULL,
    ordered_at TIMESTAMP NOT NULL
);

INSERT INTO customers
SELECT d.i, f.word || ' ' || l.word, l.plain || '.' || d.i || '@example.com',
       CASE WHEN d.a % 9 = 0 THEN NULL WHEN d.a % 23 = 0 THEN '' ELSE printf('+%d 555 %04d', 1 + d.b % 98, d.c % 10000) END,
       p.city, p.country, d.c % 9000 - 500 + 0.25 + d.a % 2 * 0.5,
       datetime(1514800000 + d.i * 9000 + d.a % 9000, 'unixepoch'), d.b % 5 > 0
FROM dice d
JOIN first_name f ON f.id = 1 + d.a % 64
JOIN last_name l ON l.id = 1 + d.b % 64
JOIN place p ON p.id = 1 + d.c % 24
WHERE d.i <= 15432;

INSERT INTO orders
SELECT d.i, 1 + d.b % 15432, CASE WHEN d.a % 10 < 6 THEN 'shipped' WHEN d.a % 10 < 8 THEN 'active' WHEN d.a % 10 < 9 THEN 'returned' ELSE 'cancelled' END,
       8 + d.c % 490 + 0.25 + d.b % 2 * 0.5, datetime(1672570000 + d.i * 14000 + d.c % 14000, 'unixepoch')
FROM dice d WHERE d.i <= 6000;

CREATE INDEX orders_customer ON orders(customer_id);

CREATE INDEX orders_status ON orders(status);

