// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/schemawriter.h"

namespace concord {

/// DDL of SQL Server, each statement a batch of its own.
class SqlServerSchemaWriter final : public SchemaWriter
{
public:
    [[nodiscard]] std::vector<DdlStatement> create(const SchemaObject &object, const WriteOptions &options = {}) const override;
};

} // namespace concord
