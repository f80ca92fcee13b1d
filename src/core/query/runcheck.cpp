// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/run.h"
#include "query/runtarget.h"
#include "query/sqltext.h"

#include <QCoreApplication>

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

RunCheck checkRun(const RunRequest &request, const DriverRegistry &registry)
{
    RunCheck check;
    if (request.targets.isEmpty()) {
        check.refusals.append(Error{ErrorKind::Usage, Words::tr("No database connections specified"), {}, {}, -1, 0, 0});
        return check;
    }
    QStringList first;
    QStringList readOnly; // those that a write is meant for and that refuse it
    QString firstName;
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
        const Result<QList<PreparedStatement>> statements = prepareScript(request, target, driver->dialectFor(target.endpoint));
        if (!statements) {
            if (!check.refusals.contains(statements.error()))
                check.refusals.append(statements.error());
            continue;
        }
        if (statements->isEmpty()) {
            check.refusals.append(Error{ErrorKind::Usage, Words::tr("There is no statement to run."), {}, {}, -1, 0, 0});
            return check;
        }
        if (firstName.isEmpty()) {
            first = texts(*statements);
            firstName = target.endpoint.name;
        } else if (first != texts(*statements)) {
            check.refusals.append(Error{ErrorKind::Usage,
                                        Words::tr("%1 and %2 read this text as different statements; run it on each kind of database by itself.")
                                            .arg(firstName, target.endpoint.name),
                                        {},
                                        {},
                                        -1,
                                        0,
                                        0});
            return check;
        }
        judge(*statements, target, driver->dialectFor(target.endpoint), check, readOnly);
    }
    if (!readOnly.isEmpty() && !check.writeTargets.isEmpty()) {
        // Half a write is worse than none. Where all are read-only each says so by itself.
        check.refusals.append(Error{ErrorKind::ReadOnly,
                                    Words::tr("%1: read-only, so that this write would reach only %2. Nothing was sent.")
                                        .arg(readOnly.join(u", "), check.writeTargets.join(u", ")),
                                    {},
                                    {},
                                    -1,
                                    0,
                                    0});
    }
    check.reasons.removeDuplicates();
    const auto count = check.writeTargets.size();
    if (count > 1)
        check.needsApproval = true;
    check.approvalWord = count > 1 ? QString::number(count) : check.writeTargets.value(0);
    return check;
}

} // namespace concord
