-- SPDX-License-Identifier: GPL-3.0-or-later
-- APAC's sales: 3200 orders that come to 750000 in all. The tables are in sales.sql.

CREATE TEMP TABLE market AS SELECT 'APAC' AS region, 750000 AS total, 3200 AS orders, 900 AS customers;

