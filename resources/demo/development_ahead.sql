-- SPDX-License-Identifier: GPL-3.0-or-later
-- What development has and production has not yet: one column.

ALTER TABLE users ADD COLUMN newsletter BOOLEAN NOT NULL DEFAULT 0;

UPDATE users SET newsletter = 1 WHERE id % 3 = 0;

