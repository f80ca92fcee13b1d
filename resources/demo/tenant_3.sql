-- SPDX-License-Identifier: GPL-3.0-or-later
-- Cedar Group: 980 active orders among 2000. The tables are in tenant.sql.

CREATE TEMP TABLE tenant AS SELECT 3 AS number, 'Cedar Group' AS company, 980 AS active, 1020 AS others, 430 AS users;

