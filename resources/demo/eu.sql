-- SPDX-License-Identifier: GPL-3.0-or-later
-- EU's sales: 4000 orders that come to 890000 in all. The tables are in sales.sql.

CREATE TEMP TABLE market AS SELECT 'EU' AS region, 890000 AS total, 4000 AS orders, 1250 AS customers;

