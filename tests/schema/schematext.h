// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/namedcatalog.h"

#include <vector>

namespace concord::test {

/// What a column of a schema text, or several together, truly refers to.
struct Label
{
    ObjectRef table;
    QStringList columns;
    ObjectRef targetTable;
    QStringList targetColumns;
    bool guessable = true;
};

struct LabelledSchema
{
    CatalogPtr catalog;
    std::vector<Label> labels;
};

/// A schema as tests/schema/relations/README.md writes it; with `declare` its marks become foreign keys. A mistake in it is fatal.
[[nodiscard]] LabelledSchema readSchemaText(const QString &text, bool declare = false, const QString &database = {});

/// The same as one of several databases; the id comes from the name.
[[nodiscard]] NamedCatalog namedCatalog(const QString &name, const QString &schemaText, bool declare = false);

} // namespace concord::test
