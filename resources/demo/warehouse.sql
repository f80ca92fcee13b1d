-- SPDX-License-Identifier: GPL-3.0-or-later
-- The warehouse: production's users, orders and products as dimensions and facts, and what was computed from them. Runs after
-- production.sql and shop.sql in the same file, so that both hold the same rows; then those tables go.

CREATE TABLE dim_users (
    user_id INTEGER PRIMARY KEY,
    email VARCHAR(254) NOT NULL,
    full_name VARCHAR(120) NOT NULL,
    country CHAR(2),
    email_verified BOOLEAN NOT NULL,
    status VARCHAR(20) NOT NULL,
    signup_date DATE NOT NULL
);

CREATE TABLE dim_products (
    product_id INTEGER PRIMARY KEY,
    name VARCHAR(120) NOT NULL,
    category VARCHAR(40) NOT NULL,
    list_price NUMERIC(10,2) NOT NULL
);

CREATE TABLE fact_orders (
    order_id INTEGER PRIMARY KEY,
    user_id INTEGER NOT NULL REFERENCES dim_users(user_id),
    product_id INTEGER NOT NULL REFERENCES dim_products(product_id),
    quantity INTEGER NOT NULL,
    amount NUMERIC(12,2) NOT NULL,
    status VARCHAR(20) NOT NULL,
    order_date DATE NOT NULL
);

CREATE TABLE daily_sales_summary (
    day DATE PRIMARY KEY,
    orders INTEGER NOT NULL,
    units INTEGER NOT NULL,
    revenue NUMERIC(14,2) NOT NULL
);

CREATE TABLE user_segments (
    user_id INTEGER PRIMARY KEY REFERENCES dim_users(user_id),
    segment VARCHAR(20) NOT NULL,
    orders INTEGER NOT NULL,
    revenue NUMERIC(12,2) NOT NULL
);

CREATE TABLE product_performance (
    product_id INTEGER PRIMARY KEY REFERENCES dim_products(product_id),
    units_sold INTEGER NOT NULL,
    revenue NUMERIC(12,2) NOT NULL,
    returned INTEGER NOT NULL
);

INSERT INTO dim_users SELECT id, email, name, country, email_verified, status, date(created_at) FROM main.users;

INSERT INTO dim_products SELECT id, name, category, price FROM main.products;

INSERT INTO fact_orders SELECT id, user_id, product_id, quantity, total, status, date(ordered_at) FROM main.orders;

INSERT INTO daily_sales_summary
SELECT order_date, count(*), sum(quantity), sum(amount) FROM fact_orders WHERE status <> 'cancelled' GROUP BY order_date;

INSERT INTO user_segments
SELECT user_id, CASE WHEN sum(amount) >= 1000 THEN 'champion' WHEN count(*) >= 2 THEN 'regular' ELSE 'occasional' END, count(*), sum(amount)
FROM fact_orders WHERE status <> 'cancelled' GROUP BY user_id;

INSERT INTO product_performance
SELECT product_id, sum(quantity), sum(amount), sum(status = 'returned') FROM fact_orders WHERE status <> 'cancelled' GROUP BY product_id;

DROP TABLE password_resets;

DROP TABLE user_tokens;

DROP TABLE sessions;

DROP TABLE orders;

DROP TABLE products;

DROP TABLE users;

CREATE INDEX fact_orders_date ON fact_orders(order_date);

