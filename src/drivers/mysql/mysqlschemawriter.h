// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/schemawriter.h"

namespace concord {

/// DDL of MySQL and MariaDB as their own dump programs would write it: foreign keys last, routines and triggers under the
/// SQL mode that they were made with.
class MysqlSchemaWriter : public SchemaWriter
{
public:
    explicit MysqlSchemaWriter(bool mariaDb) : m_mariaDb(mariaDb) {}
    [[nodiscard]] std::vector<DdlStatement> create(const SchemaObject &object, const WriteOptions &options = {}) const override;

private:
    bool m_mariaDb;
};

/// "FUNCTION ", "PROCEDURE " or "EVENT ", as DROP and GRANT name it.
[[nodiscard]] QString mysqlRoutineWord(const Routine &routine);

} // namespace concord
