-- SPDX-License-Identifier: GPL-3.0-or-later
-- The new system's customers: 2,340 of legacy's 2,400 have been moved; credit limits live in a table of their own.

CREATE TABLE customers (
    customer_id INTEGER PRIMARY KEY,
    full_name VARCHAR(200) NOT NULL,
    email VARCHAR(255),
    phone VARCHAR(40),
    created_at TIMESTAMP NOT NULL,
    email_verified BOOLEAN NOT NULL DEFAULT false,
    updated_at TIMESTAMP,
    deleted_at TIMESTAMP
);

CREATE TABLE customer_credits (
    customer_id INTEGER PRIMARY KEY REFERENCES customers(customer_id),
    credit_limit NUMERIC(12,2) NOT NULL,
    currency CHAR(3) NOT NULL DEFAULT 'EUR'
);

INSERT INTO customers
SELECT 100000 + d.i, f.word || ' ' || l.word, CASE WHEN d.a % 12 > 0 THEN l.plain || '.' || d.i || '@example.org' END,
       CASE WHEN d.b % 15 = 0 THEN NULL WHEN d.b % 41 = 0 THEN '' ELSE printf('+%d (0) 555-%04d', 1 + d.a % 98, d.c % 10000) END,
       datetime(date(946680000 + d.i * 300000 + d.a % 300000, 'unixepoch')), d.c % 3 > 0,
       CASE WHEN d.b % 8 = 0 THEN datetime(1780000000 + d.i * 4000, 'unixepoch') END,
       CASE WHEN d.c % 60 = 0 THEN datetime(1785000000 + d.i * 3000, 'unixepoch') END
FROM dice d
JOIN first_name f ON f.id = 1 + d.b % 64
JOIN last_name l ON l.id = 1 + d.c % 64
WHERE d.i <= 2340;

INSERT INTO customer_credits(customer_id, credit_limit)
SELECT 100000 + d.i, (1 + d.b % 40) * 250 + 0.5 FROM dice d WHERE d.i <= 2340 AND d.a % 4 > 0;

CREATE UNIQUE INDEX customers_email ON customers(email) WHERE deleted_at IS NULL;

CREATE TRIGGER customers_updated AFTER UPDATE ON customers
BEGIN
    UPDATE customers SET updated_at = CURRENT_TIMESTAMP WHERE customer_id = NEW.customer_id;
END;

