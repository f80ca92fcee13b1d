// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/schemawriter.h"

namespace concord {

/// Collections and their indexes as mongosh's createCollection, createView and createIndex. Fields are not written: nothing declares them.
class MongoSchemaWriter final : public SchemaWriter
{
public:
    [[nodiscard]] std::vector<DdlStatement> create(const SchemaObject &object, const WriteOptions &options) const override;
};

} // namespace concord
