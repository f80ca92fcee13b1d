// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "compare/comparison.h"
#include "migrate/schemachanger.h"

namespace concord {

class TypeSystem;

/// What an engine needs to make its side like another one; all outlive the call.
struct MigrationEngine
{
    const SchemaChanger *changer = nullptr;
    const SchemaWriter *writer = nullptr;
    const TypeSystem *types = nullptr;
    const Dialect *dialect = nullptr;
    const EngineTerms *otherTerms = nullptr; ///< of the side whose objects are taken over; null: standard SQL
};

struct MigrationOptions
{
    bool destructive = false; ///< statements that lose data are written, not commented out
};

/// Ordered statements that make LEFT like RIGHT, in LEFT's dialect.
struct Migration
{
    QString database; ///< the one that it changes: LEFT's name
    std::vector<ChangeStep> steps; ///< in the order in which they run
    std::vector<ChangeNote> notes; ///< what it cannot do, and what between engines is lost
    QStringList preamble;  ///< before the transaction
    QStringList epilogue;  ///< after it
    bool transactional = false; ///< the engine takes all of it back when a step fails
    const Dialect *dialect = nullptr; ///< of `database`: how a script holds each statement
};

/// Of every pair that is known to be one (by name or by the mapping); pairs that were only offered are two objects here.
/// What an ignore rule takes stays as it is, as far as it is a whole object or member.
[[nodiscard]] Migration planMigration(const Comparison &comparison, const MigrationEngine &left);

/// Indexes of the steps that run, in their order: without those that lose data unless the options say so, without what cannot do
/// without one of them, and without what is only there for them (stepDependencies()).
[[nodiscard]] QList<qsizetype> chosenSteps(const Migration &migration, const MigrationOptions &options = {});
/// As text: first line names the database that it changes; each statement with what it is for and its hazards; those that are not
/// chosenSteps() commented out.
[[nodiscard]] QString migrationScript(const Migration &migration, const MigrationOptions &options = {});
/// The statements of chosenSteps(); between preamble and epilogue, in one transaction where `transactional`.
[[nodiscard]] QStringList migrationStatements(const Migration &migration, const MigrationOptions &options = {});

} // namespace concord
