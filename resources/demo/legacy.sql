-- SPDX-License-Identifier: GPL-3.0-or-later
-- The old system's customers, under its own column names and types. modern holds most of them already.

CREATE TABLE customers (
    CUST_ID NUMBER(10) NOT NULL PRIMARY KEY,
    CUST_NAME VARCHAR2(200) NOT NULL,
    EMAIL_ADDR VARCHAR2(255),
    PHONE_NO VARCHAR2(40),
    CREATED DATE NOT NULL,
    CUST_CATEGORY VARCHAR2(10),
    CREDIT_LIMIT NUMBER(12,2)
);

INSERT INTO customers
SELECT 100000 + d.i, f.word || ' ' || l.word, CASE WHEN d.a % 12 > 0 THEN l.plain || '.' || d.i || '@example.org' END,
       CASE WHEN d.b % 15 = 0 THEN NULL WHEN d.b % 41 = 0 THEN '' ELSE printf('+%d (0) 555-%04d', 1 + d.a % 98, d.c % 10000) END,
       date(946680000 + d.i * 300000 + d.a % 300000, 'unixepoch'), substr('ABBCCCD', 1 + d.c % 7, 1),
       CASE WHEN d.a % 4 > 0 THEN (1 + d.b % 40) * 250 + 0.5 END
FROM dice d
JOIN first_name f ON f.id = 1 + d.b % 64
JOIN last_name l ON l.id = 1 + d.c % 64
WHERE d.i <= 2400;

CREATE INDEX IX_CUST_NAME ON customers(CUST_NAME);

