// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "relate/relation.h"
#include "schema/detailmodel.h"

namespace concord {

[[nodiscard]] Details columnDetails(const SchemaObject &object);
/// Primary key, unique constraints, checks, exclusions, indexes.
[[nodiscard]] Details keyDetails(const SchemaObject &object);
/// What the table refers to and what refers to it. `nameOf` says how a table of another database is called, `kindOf` what it is.
[[nodiscard]] Details relationDetails(const std::vector<Relation> &relations, const TableRef &table,
                                      const std::function<QString(const TableRef &)> &nameOf,
                                      const std::function<ObjectKind(const TableRef &)> &kindOf);
[[nodiscard]] Details triggerDetails(const SchemaObject &object);
/// Privileges and row-security policies.
[[nodiscard]] Details rightDetails(const SchemaObject &object);
/// Of a sequence, a type, a routine, an extension: what it declares, as names and values.
[[nodiscard]] Details declarationDetails(const SchemaObject &object);
/// The query of a view, the body of a routine; empty: none.
[[nodiscard]] QString definitionOf(const SchemaObject &object);

} // namespace concord
