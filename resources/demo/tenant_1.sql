-- SPDX-License-Identifier: GPL-3.0-or-later
-- Alder & Co: 1250 active orders among 5040. The tables are in tenant.sql.

CREATE TEMP TABLE tenant AS SELECT 1 AS number, 'Alder & Co' AS company, 1250 AS active, 3790 AS others, 820 AS users;

