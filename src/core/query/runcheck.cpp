// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/run.h"
#include "query/runtarget.h"
#include "query/sqltext.h"
#include "query/textparts.h"

#include <QCoreApplication>
#include <QHash>
#include <QRegularExpression>
#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace concord {

namespace {
struct Words
{
    Q_DECLARE_TR_FUNCTIONS(RunCheck)
};
} // namespace

static QStringList texts(const QList<PreparedStatement> &statements)
{
    QStringList list;
    for (const PreparedStatement &statement : statements)
        list.append(statement.source.text);
    return list;
}

static bool isWrite(const StatementClass &c)
{
    return c.kind == StatementKind::Write || c.kind == StatementKind::Ddl || c.kind == StatementKind::Unknown;
}

static Error usage(const QString &message)
{
    return {ErrorKind::Usage, message, {}, {}, -1, 0, 0};
}

/// What one target's statements would do, put into the check.
static void judge(const QList<PreparedStatement> &statements, const Target &target, const Dialect &dialect, RunCheck &check, QStringList &readOnly)
{
    bool writes = false;
    for (const PreparedStatement &statement : statements) {
        const StatementClass c = classify(statement.source.text, dialect);
        if (!isWrite(c))
            continue;
        writes = true;
        if (c.kind == StatementKind::Unknown)
            check.reasons.append(Words::tr("%1 is not known to only read").arg(c.verb));
        if (c.verb == u"COPY")
            check.reasons.append(Words::tr("COPY can reach files and programs of the server"));
        if (c.withoutWhere)
            check.reasons.append(Words::tr("%1 without WHERE").arg(c.verb));
        else if (c.destructive)
            check.reasons.append(Words::tr("%1 destroys data or objects").arg(c.verb));
        check.needsApproval = check.needsApproval || (c.dangerous() && !target.endpoint.readOnly);
    }
    if (!writes)
        return;
    check.writes = true;
    if (target.endpoint.readOnly) {
        readOnly.append(target.endpoint.name);
        return;
    }
    check.writeTargets.append(target.endpoint.name);
    if (target.endpoint.environment == Environment::Production) {
        check.needsApproval = true;
        check.reasons.append(Words::tr("%1 is a production database").arg(target.endpoint.name));
    }
}

namespace {

/// What is known of the targets that were looked at.
struct Seen
{
    QHash<QString, QStringList> statements;  ///< by the text that the targets are given
    QHash<QString, QString> first;           ///< who was given it first
    QList<std::pair<Error, QStringList>> unsplit; ///< why no statements come of the text, and for whom
    QStringList readOnly;                    ///< those that a write is meant for and that refuse it
    QStringList foreign;                     ///< those whose language is not that of their text
    QString foreignLine;                     ///< what would begin a part of their own
    bool mixed = false;                      ///< SQL and a language of another kind
    QStringList unusable;                    ///< those whose driver is not there
};

/// Of a driver that could not be loaded: no text tells anything, and opening it says what is missing.
bool knowsNothing(const Dialect &dialect)
{
    return !dialect.language && dialect.readKeywords.isEmpty();
}

/// db.users.find(…), {"collection": …}: what no SQL begins with but that of batches, where db.users may be a procedure.
bool isForDocuments(const QString &text, const Dialect &dialect)
{
    static const QRegularExpression begins(u"^\\s*(?:db\\s*[.\\[]|\\{\\s*[\"'])"_s);
    return !dialect.language && !dialect.batches && begins.match(text).hasMatch();
}

/// Error: why the run as a whole cannot be.
Result<void> lookAt(const RunRequest &request, const Target &target, const Dialect &dialect, Seen &seen, RunCheck &check)
{
    if (knowsNothing(dialect)) {
        seen.unusable.append(target.endpoint.name);
        return {};
    }
    const Result<QList<PreparedStatement>> statements = prepareScript(request, target, dialect);
    if (!statements) {
        const QString name = u"%1 (%2)"_s.arg(target.endpoint.name, dialect.displayName);
        const auto same = std::ranges::find(seen.unsplit, statements.error(), &std::pair<Error, QStringList>::first);
        if (same == seen.unsplit.end())
            seen.unsplit.append({statements.error(), {name}});
        else
            same->second.append(name);
        return {};
    }
    if (statements->isEmpty()) {
        return fail(usage(hasTextParts(request.text)
                              ? Words::tr("There is no statement for %1: no part of the text names it.").arg(target.endpoint.name)
                              : Words::tr("There is no statement to run.")));
    }
    const QString text = textFor(request.text, target.endpoint, dialect);
    if (!seen.first.contains(text)) {
        seen.first.insert(text, target.endpoint.name);
        seen.statements.insert(text, texts(*statements));
    }
    if (unreadable(*statements, request.text, dialect) || (seen.mixed && isForDocuments(statements->first().source.text, dialect))) {
        seen.foreign.append(target.endpoint.name);
        seen.foreignLine = partLine(dialect);
        return {}; // it says so by itself, and what the others read is no concern of it
    }
    if (seen.statements.value(text) != texts(*statements) && !seen.foreign.contains(seen.first.value(text))) {
        return fail(
            usage(Words::tr("%1 and %2 read this text as different statements; run it on each kind of database by itself, or give each a part "
                            "of its own below a line “%3”.")
                      .arg(seen.first.value(text), target.endpoint.name, partLine(dialect))));
    }
    judge(*statements, target, dialect, check, seen.readOnly);
    return {};
}

/// A string that ends nowhere for one kind of database may end for another: then it is said whose reading fails.
void refuseUnsplit(const Seen &seen, qsizetype targets, RunCheck &check)
{
    constexpr qsizetype most = 5;
    for (const auto &[error, names] : seen.unsplit) {
        Error refusal = error;
        if (names.size() < targets) {
            const QString more = names.size() > most ? u", …"_s : QString();
            refusal.message = u"%1: %2"_s.arg(names.first(std::min(names.size(), most)).join(u", "_s) + more, error.message);
            if (error.kind == ErrorKind::Syntax)
                refusal.message += u' ' + Words::tr("The other databases read this text otherwise.");
        }
        check.refusals.append(refusal);
    }
}

/// Half a write is worse than none. Where all are read-only each says so by itself.
void refuseHalves(const Seen &seen, RunCheck &check)
{
    if (check.writeTargets.isEmpty())
        return;
    const QString reached = check.writeTargets.join(u", ");
    if (!seen.unusable.isEmpty())
        check.refusals.append(usage(Words::tr("%1: its driver is not installed here, so that this write would reach only %2. Nothing was sent.")
                                        .arg(seen.unusable.join(u", "), reached)));
    if (!seen.foreign.isEmpty()) {
        check.refusals.append(
            usage(Words::tr("%1 cannot read this text, so that this write would reach only %2. Nothing was sent. A part below a line "
                            "“%3” is for %1 alone.")
                      .arg(seen.foreign.join(u", "), reached, seen.foreignLine)));
    } else if (!seen.readOnly.isEmpty()) {
        check.refusals.append(
            Error{ErrorKind::ReadOnly,
                  Words::tr("%1: read-only, so that this write would reach only %2. Nothing was sent.").arg(seen.readOnly.join(u", "), reached),
                  {},
                  {},
                  -1,
                  0,
                  0});
    }
}

} // namespace

static bool speakSeveralLanguages(const QList<Endpoint> &endpoints, const DriverRegistry &registry)
{
    QSet<bool> kinds;
    for (const Endpoint &endpoint : endpoints) {
        if (const auto driver = registry.find(endpoint.engine))
            kinds.insert(driver->dialectFor(endpoint).language != nullptr);
    }
    return kinds.size() > 1;
}

RunCheck checkRun(const RunRequest &request, const DriverRegistry &registry)
{
    RunCheck check;
    if (request.targets.isEmpty()) {
        check.refusals.append(usage(Words::tr("No database connections specified")));
        return check;
    }
    QList<Endpoint> endpoints;
    for (const Target &target : request.targets)
        endpoints.append(target.endpoint);
    if (const QStringList unknown = unknownPartNames(request.text, endpoints, registry); !unknown.isEmpty()) {
        check.refusals.append(
            usage(Words::tr("“@on %1”: neither one of the databases that this runs on nor a kind of database.").arg(unknown.first())));
        return check;
    }
    Seen seen;
    seen.mixed = speakSeveralLanguages(endpoints, registry);
    for (const Target &target : request.targets) {
        const auto driver = registry.find(target.endpoint.engine);
        if (!driver) {
            check.refusals.append(Error{ErrorKind::Unsupported,
                                        Words::tr("%1: there is no driver for “%2”.").arg(target.endpoint.name, target.endpoint.engine),
                                        {},
                                        {},
                                        -1,
                                        0,
                                        0});
            continue;
        }
        if (const Result<void> looked = lookAt(request, target, driver->dialectFor(target.endpoint), seen, check); !looked) {
            check.refusals.append(looked.error());
            return check;
        }
    }
    refuseUnsplit(seen, request.targets.size(), check);
    refuseHalves(seen, check);
    check.reasons.removeDuplicates();
    const auto count = check.writeTargets.size();
    if (count > 1)
        check.needsApproval = true;
    check.approvalWord = count > 1 ? QString::number(count) : check.writeTargets.value(0);
    return check;
}

} // namespace concord
