// SPDX-License-Identifier: GPL-3.0-or-later
#include "concordctl/diffscript.h"

#include "concordctl/command.h"
#include "concordctl/commandline.h"
#include "concordctl/compareends.h"
#include "concordctl/context.h"
#include "concordctl/interrupt.h"
#include "concordctl/runner.h"
#include "concordctl/translate.h"
#include "compare/comparejson.h"
#include "compare/comparereport.h"
#include "migrate/selfcheckreport.h"
#include "query/sqltext.h"

#include <QEventLoop>
#include <QFutureWatcher>
#include <QtConcurrentRun>

using namespace Qt::StringLiterals;

namespace concord::ctl {

namespace {

/// Server words on a terminal: line by line, without their control characters.
void say(Context &context, const QString &text)
{
    for (const QString &line : text.split(u'\n', Qt::SkipEmptyParts))
        context.out().note(visible(line));
}

Error usage(const QString &message)
{
    return {ErrorKind::Usage, message, {}, {}, -1, 0, 0};
}

/// Off the main thread, so that Ctrl+C reaches it: the scratch database goes first.
Result<SelfCheckResult> runCheck(SelfCheck &check, bool &interrupted)
{
    QEventLoop loop;
    Interrupt interrupt([&] { check.cancel(); });
    QFutureWatcher<Result<SelfCheckResult>> watcher;
    QObject::connect(&watcher, &QFutureWatcherBase::finished, &loop, &QEventLoop::quit);
    watcher.setFuture(QtConcurrent::run([&check] { return check.run(); }));
    if (!watcher.isFinished())
        loop.exec();
    interrupted = interrupt.wasInterrupted();
    return watcher.result();
}

} // namespace

DiffScript::DiffScript(Context &context, const Comparison &comparison, Endpoint left, const Arguments &arguments)
    : m_context(&context),
      m_comparison(std::make_shared<const Comparison>(comparison)),
      m_left(std::move(left)),
      m_arguments(&arguments)
{
    m_options.destructive = arguments.has(u"destructive"_s);
}

Result<DiffScript> DiffScript::plan(Context &context, const Comparison &comparison, const Endpoint &left, const Arguments &arguments)
{
    const QString engine = comparison.left.catalog->info().engine;
    const auto driver = context.registry()->find(engine);
    if (!driver || !driver->schemaChanger())
        return fail(ErrorKind::Unsupported, Ctl::tr("Concord does not write migrations for %1 yet.").arg(engine));
    DiffScript script(context, comparison, left, arguments);
    const auto other = context.registry()->find(comparison.right.catalog->info().engine);
    const EngineTerms *otherTerms = other && other->schemaChanger() ? &other->schemaChanger()->terms() : nullptr;
    script.m_migration =
        planMigration(comparison, {driver->schemaChanger(), &driver->schemaWriter(), &driver->types(), &driver->dialect(), otherTerms});
    return script;
}

QString DiffScript::text() const
{
    return migrationScript(m_migration, m_options);
}

int DiffScript::check(JsonValue *json)
{
    SelfCheckRequest request;
    request.driver = m_context->registry()->find(m_comparison->left.catalog->info().engine);
    request.left = m_left;
    request.comparison = m_comparison;
    request.migration = m_migration;
    request.steps = chosenSteps(m_migration, m_options);
    request.known = m_context->existingWorkspace().and_then([](Workspace *workspace) { return workspace->endpoints(); }).value_or(QList<Endpoint>());
    request.secrets = m_context->secretProvider();
    request.consent = m_arguments->has(u"yes"_s);
    if (const auto allowed = checkSelfCheck(*request.driver, m_left, request.known); !allowed)
        return m_context->failed(allowed.error());
    if (const QString question = selfCheckQuestion(*request.driver, m_left); !question.isEmpty() && !request.consent)
        return m_context->failed(usage(question + u' ' + Ctl::tr("Nothing was made; --yes agrees to it.")));
    SelfCheck check(request);
    bool interrupted = false;
    const auto result = runCheck(check, interrupted);
    if (!result) {
        const int code = m_context->failed(result.error());
        return interrupted ? ExitCode::Interrupted : code;
    }
    if (json)
        (*json)["check"] = selfCheckToJson(*result, m_migration);
    else
        say(*m_context, selfCheckToText(*result, m_migration));
    m_proven = result->proven();
    return m_proven && result->leftover.summary.cannotTell == 0 ? ExitCode::Done : ExitCode::Different;
}

int DiffScript::apply(const CompareOptions &options, JsonValue *json)
{
    if (m_left.engine.isEmpty() || m_arguments->has(u"offline"_s))
        return m_context->failed(usage(Ctl::tr("A script is applied to a database as it is now, not to a snapshot.")));
    if (chosenSteps(m_migration, m_options).isEmpty()) {
        m_context->out().note(Ctl::tr("There is no statement to apply."));
        return m_comparison->summary.isSame() ? ExitCode::Done : ExitCode::Different;
    }
    RunRequest request;
    request.text = text();
    request.targets = {Target{m_left, {}}};
    const RunCheck check = checkRun(request, *m_context->registry());
    for (const Error &refusal : check.refusals)
        m_context->out().error(refusal);
    if (!check.refusals.isEmpty())
        return ExitCode::Failed;
    if (!m_arguments->has(u"yes"_s)) {
        const QString mind = check.reasons.isEmpty() ? QString() : u' ' + Ctl::tr("Mind: %1.").arg(check.reasons.join(u"; "_s));
        return m_context->failed(usage(Ctl::tr("This changes %1.").arg(m_left.name) + mind + u' ' + Ctl::tr("Nothing was run; --yes runs it.")));
    }
    AppliedScript applied;
    applied.transactional = m_migration.transactional;
    applied.preamble = m_migration.preamble.size();
    const auto statements = splitScript(request.text, m_context->registry()->find(m_left.engine)->dialect());
    if (!statements)
        return m_context->failed(statements.error());
    for (const ScriptStatement &statement : *statements) {
        if (isSessionStatement(statement.text, m_context->registry()->find(m_left.engine)->dialect()))
            applied.ofSession.insert(applied.statements.size());
        applied.statements.append(statement.text);
    }
    int code = ExitCode::Done;
    {
        Runner runner(*m_context, request, {});
        runner.run();
        const Outcome outcome = runner.result().outcome(0);
        const bool whole = outcome.state == TargetState::Done;
        applied.stopped = whole ? applied.statements.size() : outcome.statement;
        applied.error = outcome.error.value_or(Error());
        if (!whole)
            code = runner.wasInterrupted() ? ExitCode::Interrupted : applied.nothingChanged() ? ExitCode::Failed : ExitCode::SomeFailed;
    }
    if (json)
        (*json)["apply"] = JsonValue{{"statements", applied.statements.size()},
                                     {"ran", applied.stopped},
                                     {"nothing_changed", applied.nothingChanged()},
                                     {"error", code == ExitCode::Done ? JsonValue() : JsonValue(utf8(applied.error.message))}};
    say(*m_context, appliedToText(applied));
    if (code != ExitCode::Done)
        return code;
    const auto again = readCompareEnds(*m_context, {m_arguments->words().first()}, false);
    if (!again)
        return m_context->failed(again.error());
    if (again->columns.size() != 1 || !again->columns.front().end.catalog)
        return m_context->failed(again->columns.front().error);
    CompareOptions strict = options;
    strict.mapping = {}; // what was mapped has its new name now
    strict.tables = tablesUnderBothNames(*m_comparison);
    strict.byLikeness = false;
    const Comparison leftover = compareCatalogs(again->columns.front().end, m_comparison->right, strict);
    if (json)
        (*json)["leftover"] = comparisonToJson(leftover);
    else
        say(*m_context, leftover.summary.differs() ? Ctl::tr("Left after the script: %1").arg(comparisonToText(leftover))
                                                   : Ctl::tr("Compared again: nothing is left."));
    return leftover.summary.isSame() ? ExitCode::Done : ExitCode::Different;
}

} // namespace concord::ctl
