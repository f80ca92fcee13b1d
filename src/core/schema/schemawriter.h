// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/catalog.h"

#include <vector>

namespace concord {

struct Dialect;

/// When a statement of a script runs. What refers to another object comes after all of those: foreign keys last.
enum class DdlPhase : quint8 {
    Extension,
    Schema,
    Type,
    Sequence,
    EarlyRoutine, ///< a routine that a table's default, check or index may call
    Table,
    SequenceOwner,
    Index,
    Routine, ///< a routine whose signature needs a table's row type
    View,    ///< ordered among themselves by SchemaObject::dependsOn
    ViewIndex,
    ForeignKey,
    Trigger,
    Policy,
    Comment,
    Privilege,
    Last ///< what would act on the script itself
};

struct DdlStatement
{
    QString sql; ///< without the closing semicolon; empty: there is a note alone
    DdlPhase phase = DdlPhase::Table;
    ObjectKind kind = ObjectKind::Table;
    ObjectRef object;
    QString note; ///< something a reader must know: what could not be written
};

struct WriteOptions
{
    bool comments = true;
    bool privileges = false;
    bool versions = false; ///< of extensions just those, for a server that has the same ones
    /// Objects of this schema are written without it, as for another schema or database; empty: names are written in full.
    QString ownSchema;
};

/// Writes an engine's DDL from the catalog. Stateless; from any thread.
class SchemaWriter
{
public:
    virtual ~SchemaWriter() = default;
    /// All statements that make the object on an empty database, each with its phase.
    [[nodiscard]] virtual std::vector<DdlStatement> create(const SchemaObject &object, const WriteOptions &options = {}) const = 0;
};

/// The catalog's objects so that each comes after those that it depends on; of a cycle, in their own order.
[[nodiscard]] std::vector<ObjectPtr> dependencyOrder(const Catalog &catalog);
/// The whole catalog in the order in which an empty database takes it; what belongs to an extension is left to that.
[[nodiscard]] std::vector<DdlStatement> createScript(const Catalog &catalog, const SchemaWriter &writer, const WriteOptions &options = {});
/// As one text with a line between the statements: each as a script of the dialect holds it, or, without one, with its semicolon.
[[nodiscard]] QString scriptText(const std::vector<DdlStatement> &statements, const Dialect *dialect = nullptr);

} // namespace concord
