// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "migrate/selfcheck.h"

#include <nlohmann/json_fwd.hpp>

namespace concord {

/// For a person, several lines: what the copy or the script was refused, what is left, what was not checked. Statements have the numbers
/// of their steps, from 1. Plain text; server words are in it.
[[nodiscard]] QString selfCheckToText(const SelfCheckResult &result, const Migration &migration);
/// {"proven", "errors": [{"statement", "purpose", "sql", "message", "code"}], "copy_errors": […], "notes": […], "leftover": as `diff` writes it}
[[nodiscard]] nlohmann::ordered_json selfCheckToJson(const SelfCheckResult &result, const Migration &migration);

/// How far a script came that stopped at a statement: which ran, what was rolled back, and what is not known where the server was lost.
struct AppliedScript
{
    QStringList statements; ///< as they were sent, in order; BEGIN and COMMIT among them
    qsizetype stopped = 0;  ///< index of the one that did not end well; their number: all ran
    Error error;            ///< of that one
    bool transactional = false;
    qsizetype preamble = 0; ///< so many at the beginning only prepare the session
    QSet<qsizetype> ofSession; ///< indexes of others that change the session alone, not the database

    [[nodiscard]] bool isWhole() const { return stopped >= statements.size(); }
    /// So many statements at the beginning took effect for good.
    [[nodiscard]] qsizetype kept() const;
    /// The server was lost while the statement ran that would have made things final.
    [[nodiscard]] bool isUncertain() const;
    /// The database is as it was before.
    [[nodiscard]] bool nothingChanged() const { return !isWhole() && stayed().isEmpty() && !isUncertain(); }
    /// Indexes of those among kept() that changed the database.
    [[nodiscard]] QList<qsizetype> stayed() const;

private:
    [[nodiscard]] bool inTransaction() const;
    [[nodiscard]] qsizetype indexOf(const char *word) const;
};
[[nodiscard]] QString appliedToText(const AppliedScript &applied);

} // namespace concord
