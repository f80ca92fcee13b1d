// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/applyreport.h"

#include "query/sqltext.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace concord {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(ApplyReport)
};

/// A statement of the script as the run counts them.
struct Part
{
    QString purpose;
    bool ours = false;          ///< a step, not what stands around the steps
    bool inTransaction = false;
    bool commits = false;
};

class Parts
{
public:
    Parts(const Migration &migration, const Dialect &dialect) : m_dialect(dialect)
    {
        const bool wrapped = migration.transactional && !migration.steps.empty();
        for (const QString &sql : migration.preamble)
            add(sql, {sql, false, false, false});
        for (const ChangeStep &step : migration.steps) {
            if (step.alone)
                add(step.sql, {step.purpose, true, false, false});
        }
        if (wrapped)
            parts.append({u"BEGIN"_s, false, true, false});
        for (const ChangeStep &step : migration.steps) {
            if (!step.alone)
                add(step.sql, {step.purpose, true, wrapped, false});
        }
        if (wrapped)
            parts.append({u"COMMIT"_s, false, true, true});
        for (const QString &sql : migration.epilogue)
            add(sql, {sql, false, false, false});
    }

    QList<Part> parts;

private:
    void add(const QString &sql, const Part &part)
    {
        const auto statements = splitScript(sql, m_dialect);
        const qsizetype count = statements ? std::max<qsizetype>(1, statements->size()) : 1;
        for (qsizetype i = 0; i < count; ++i) {
            parts.append(part);
            // What only sets up the session changes nothing in the database.
            parts.last().ours = part.ours && !(statements && i < statements->size() && isSessionStatement((*statements)[i].text, m_dialect));
        }
    }

    const Dialect &m_dialect;
};

int countSteps(const QList<Part> &parts, qsizetype until, bool alsoTakenBack)
{
    return static_cast<int>(
        std::count_if(parts.cbegin(), parts.cbegin() + until, [&](const Part &part) { return part.ours && (alsoTakenBack || !part.inTransaction); }));
}

} // namespace

QStringList scriptParts(const Migration &migration, const Dialect &dialect)
{
    QStringList purposes;
    for (const Part &part : Parts(migration, dialect).parts)
        purposes.append(part.purpose);
    return purposes;
}

ApplyReport applyReport(const Migration &migration, const Outcome &outcome, const Dialect &dialect, const QString &database)
{
    const QList<Part> parts = Parts(migration, dialect).parts;
    ApplyReport report;
    if (!outcome.error) {
        report.done = report.changed = true;
        report.lines.append(Words::tr("✓ All %n statement(s) ran on %1.", nullptr, countSteps(parts, parts.size(), true)).arg(database));
        return report;
    }
    const qsizetype failed = std::clamp<qsizetype>(outcome.statement, 0, parts.size() - 1);
    const Part part = parts.isEmpty() ? Part() : parts[failed];
    const Error &error = *outcome.error;
    const bool lost = error.kind == ErrorKind::Lost || error.kind == ErrorKind::Timeout || error.kind == ErrorKind::Connection;
    const bool began = !outcome.sql.isEmpty() && !parts.isEmpty();
    const bool cancelled = error.kind == ErrorKind::Cancelled;
    const bool unsure = lost || (cancelled && !outcome.stopConfirmed); // the server did not say what became of it
    if (!began || (failed == 0 && !unsure && countSteps(parts, 1, true) == 0)) {
        report.lines = {Words::tr("✗ Nothing ran on %1: %2").arg(database, error.message)};
        return report;
    }
    const int stayed = countSteps(parts, failed, false);
    const int ran = countSteps(parts, failed, true);
    const int takenBack = ran - stayed;
    report.changed = stayed > 0 || unsure;
    if (part.commits && lost)
        report.lines = {Words::tr("✗ The server was lost while all of it was committed on %1: cannot tell whether it took effect.").arg(database)};
    else if (part.inTransaction && unsure && !lost)
        report.lines = {Words::tr("✗ Stopped on %1 without an answer of the server: it takes all of it back once it notices.").arg(database)};
    else if (part.inTransaction)
        report.lines = {
            Words::tr("✗ Rolled back on %1: %n statement(s) had run, and the database took them back.", nullptr, takenBack).arg(database)};
    else
        report.lines = {Words::tr("✗ Stopped on %1: %n statement(s) ran and stay.", nullptr, ran).arg(database)};
    if (part.inTransaction && stayed > 0)
        report.lines.append(Words::tr("%n statement(s) before the transaction stay.", nullptr, stayed));
    report.lines.append(lost        ? Words::tr("The server was lost during “%1”: %2").arg(part.purpose, error.message)
                        : cancelled ? Words::tr("It was told to stop during “%1”.").arg(part.purpose)
                                    : Words::tr("“%1” failed: %2").arg(part.purpose, error.message));
    if (unsure && !part.inTransaction)
        report.lines.append(Words::tr("Whether that statement took effect cannot be told."));
    QStringList before;
    for (qsizetype i = 0; i < failed; ++i) {
        if (parts[i].ours)
            before.append(u"  ✓ "_s + parts[i].purpose);
    }
    if (!before.isEmpty())
        report.lines.append(Words::tr("Had run:") + u'\n' + before.join(u'\n'));
    const int rest = countSteps(parts, parts.size(), true) - ran - (part.ours ? 1 : 0);
    if (rest > 0)
        report.lines.append(Words::tr("%n statement(s) after it did not run.", nullptr, rest));
    return report;
}

} // namespace concord
