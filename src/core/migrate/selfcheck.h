// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connection/connectionthread.h"
#include "migrate/migration.h"

#include <functional>
#include <mutex>

namespace concord {

/// A statement that did not run on the copy, with the server's words.
struct CheckError
{
    qsizetype step = -1; ///< index in Migration::steps; -1: a statement that makes the copy, or one around the script
    QString sql;         ///< as it was sent
    Error error;
};

/// What a script leaves when it is tried on a copy of LEFT's schema.
struct SelfCheckResult
{
    Comparison leftover; ///< left: the copy after the script; right: RIGHT. Rights (GRANT) are not looked at
    std::vector<CheckError> errors;     ///< of the script's statements; those after them were tried all the same
    std::vector<CheckError> copyErrors; ///< of the copy: what is missing there may be in the leftover
    QStringList notes;   ///< what was not checked, and a scratch database that could not be removed

    /// Nothing differs and every statement ran. What cannot be told (between engines) is in the leftover's summary.
    [[nodiscard]] bool proven() const { return errors.empty() && copyErrors.empty() && !leftover.summary.differs(); }
};

struct SelfCheckRequest
{
    std::shared_ptr<const Driver> driver; ///< LEFT's; must have a SchemaChanger
    Endpoint left;                        ///< the server on which the copy is made, as a user who may do that
    std::shared_ptr<const Comparison> comparison;
    Migration migration;
    QList<qsizetype> steps;               ///< which of the migration's steps run: chosenSteps(), or what a person ticked
    QList<Endpoint> known;                ///< all that is saved, to see that the server holds nothing of production
    SecretProvider secrets;
    bool consent = false;                 ///< a person agreed to selfCheckQuestion()
    /// Called on run()'s thread after each statement: how many ran, and how many there are in all.
    std::function<void(qsizetype done, qsizetype total)> listener{};
};

/// What a person must agree to; empty: nothing on a server is touched (the copy is a temporary file).
[[nodiscard]] QString selfCheckQuestion(const Driver &driver, const Endpoint &left);
/// Whether a copy may be made at all: never on a server that holds a production database. Errors: Permission, Unsupported.
[[nodiscard]] Result<void> checkSelfCheck(const Driver &driver, const Endpoint &left, const QList<Endpoint> &known);

/// Writes LEFT's schema, without rows, into an empty database of the same server (concord_check_…) or into a temporary file, runs the
/// script there and compares with RIGHT. The database is dropped whatever happens.
class SelfCheck
{
public:
    explicit SelfCheck(SelfCheckRequest request);

    /// Blocks; connects, works and disconnects on the calling thread. Errors: Usage (no consent), Permission (production, or
    /// a right that is missing: says which), Unsupported, Cancelled, and what connecting and reading give.
    [[nodiscard]] Result<SelfCheckResult> run();
    /// From any thread; answers at once. The scratch database still goes before run() returns.
    void cancel();

private:
    class Scratch;
    [[nodiscard]] Result<void> createObjects(Scratch &scratch, std::vector<CheckError> &errors);
    [[nodiscard]] Result<void> makeCopy(Scratch &scratch, SelfCheckResult &result);
    [[nodiscard]] Result<void> runScript(Scratch &scratch, SelfCheckResult &result);
    [[nodiscard]] Result<std::vector<CheckError>> runSteps(Scratch &scratch, const QList<qsizetype> &steps, bool stopAtError);
    [[nodiscard]] Result<void> compareAgain(Scratch &scratch, SelfCheckResult &result);
    /// Nullopt: it ran. Errors of the result: the link is lost, or the check was cancelled.
    [[nodiscard]] Result<std::optional<CheckError>> runOne(Scratch &scratch, const QString &sql, qsizetype step);
    [[nodiscard]] QString sqlOf(const Scratch &scratch, const ChangeStep &step) const;
    [[nodiscard]] CatalogPtr checkable(const Catalog &catalog) const;
    /// Makes the connection known to cancel(), or unknown.
    void expose(Connection *connection);

    const SelfCheckRequest m_request;
    const SchemaChanger &m_changer;
    std::atomic<bool> m_cancelled{false};
    qsizetype m_done = 0; ///< statements
    qsizetype m_total = 0;
    std::mutex m_mutex; ///< guards what follows
    Connection *m_connection = nullptr;
};

} // namespace concord
