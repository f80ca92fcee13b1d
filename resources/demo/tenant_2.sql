-- SPDX-License-Identifier: GPL-3.0-or-later
-- Birch Labs: 2100 active orders among 4580. The tables are in tenant.sql.

CREATE TEMP TABLE tenant AS SELECT 2 AS number, 'Birch Labs' AS company, 2100 AS active, 2480 AS others, 1160 AS users;

