-- SPDX-License-Identifier: GPL-3.0-or-later
-- US's sales: 5000 orders that come to 1250000 in all. The tables are in sales.sql.

CREATE TEMP TABLE market AS SELECT 'US' AS region, 1250000 AS total, 5000 AS orders, 1400 AS customers;

