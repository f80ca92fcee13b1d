-- SPDX-License-Identifier: GPL-3.0-or-later
-- What every region's sales database looks like. Amounts end in .25 or .75, which binary fractions hold exactly: a sum in any
-- engine's floating point comes to the very figure of market.total.

CREATE TABLE customers (
    id INTEGER PRIMARY KEY,
    name VARCHAR(120) NOT NULL,
    city VARCHAR(60) NOT NULL,
    country CHAR(2) NOT NULL
);

CREATE TABLE products (
    id INTEGER PRIMARY KEY,
    name VARCHAR(120) NOT NULL,
    category VARCHAR(40) NOT NULL,
    price NUMERIC(10,2) NOT NULL
);

CREATE TABLE orders (
    id INTEGER PRIMARY KEY,
    customer_id INTEGER NOT NULL REFERENCES customers(id),
    product_id INTEGER NOT NULL REFERENCES products(id),
    region VARCHAR(10) NOT NULL,
    quantity INTEGER NOT NULL,
    amount NUMERIC(12,2) NOT NULL,
    ordered_at TIMESTAMP NOT NULL
);

INSERT INTO customers
SELECT row_number() OVER (ORDER BY d.i), f.word || ' ' || l.word, p.city, p.country
FROM market m, dice d
JOIN first_name f ON f.id = 1 + (d.a + unicode(m.region)) % 64
JOIN last_name l ON l.id = 1 + (d.b + unicode(m.region)) % 64
JOIN place p ON p.region = m.region AND (p.id - 1) % 8 = d.c % 8
WHERE d.i <= m.customers;

INSERT INTO products
SELECT (w.id - 1) * 3 + s.id, s.word || ' ' || lower(w.word), w.category, w.price + s.extra + 0.75
FROM ware w JOIN style s ON s.id <= 3
ORDER BY 1;

-- Thrown amounts first; then what is left to the total is shared out evenly, the odd units to the first orders.
INSERT INTO orders
WITH thrown AS (
    SELECT d.i, d.a, d.b, d.c, 20 + (d.a + unicode(m.region)) % 300 + 0.25 + d.i % 2 * 0.5 AS amount FROM market m, dice d WHERE d.i <= m.orders
), rest AS (
    SELECT CAST(m.total - (SELECT sum(amount) FROM thrown) AS INTEGER) AS units, m.orders FROM market m
)
SELECT t.i, 1 + t.b % m.customers, 1 + (t.c + unicode(m.region)) % 60, m.region, 1 + t.c % 4,
       t.amount + r.units / r.orders + (t.i <= r.units % r.orders), datetime(1735690000 + t.i * 11000 + t.a % 9000, 'unixepoch')
FROM market m, rest r, thrown t;

CREATE VIEW sales AS
SELECT o.id AS order_id, o.region, p.category, o.amount, date(o.ordered_at) AS sold_on
FROM orders o JOIN products p ON p.id = o.product_id;

CREATE INDEX orders_customer ON orders(customer_id);

