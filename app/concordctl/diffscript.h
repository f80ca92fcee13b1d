// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "compare/comparison.h"
#include "concordctl/json.h"
#include "connection/profile.h"
#include "migrate/migration.h"

namespace concord::ctl {

class Arguments;
class Context;

/// The script of a `diff`: written, tried on a copy, applied.
class DiffScript
{
public:
    /// `left`: LEFT's endpoint; of a snapshot one without an engine. Error Unsupported: no migrations for LEFT's engine.
    [[nodiscard]] static Result<DiffScript> plan(Context &context, const Comparison &comparison, const Endpoint &left, const Arguments &arguments);

    [[nodiscard]] QString text() const;
    /// Tries it on a copy; what is left goes to standard error, or into `json` where there is one. The exit code.
    [[nodiscard]] int check(JsonValue *json);
    /// What check() found: nothing differs any more, though something may be impossible to tell.
    [[nodiscard]] bool isProven() const { return m_proven; }
    /// Runs it on LEFT by the rules of `exec`, then compares again. The exit code.
    [[nodiscard]] int apply(const CompareOptions &options, JsonValue *json);

private:
    DiffScript(Context &context, const Comparison &comparison, Endpoint left, const Arguments &arguments);

    Context *m_context;
    std::shared_ptr<const Comparison> m_comparison;
    Endpoint m_left;
    const Arguments *m_arguments;
    MigrationOptions m_options;
    Migration m_migration;
    bool m_proven = false;
};

} // namespace concord::ctl
