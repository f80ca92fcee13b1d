-- SPDX-License-Identifier: GPL-3.0-or-later
-- Dogwood Ltd: 640 active orders among 2050. The tables are in tenant_drift.sql.

CREATE TEMP TABLE tenant AS SELECT 4 AS number, 'Dogwood Ltd' AS company, 640 AS active, 1410 AS others, 390 AS users;

