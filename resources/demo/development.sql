-- SPDX-License-Identifier: GPL-3.0-or-later
-- Development: 50 users. The tables are in shop.sql.

CREATE TEMP TABLE shop_size AS SELECT 50 AS users, 140 AS orders;

