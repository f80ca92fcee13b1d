// SPDX-License-Identifier: GPL-3.0-or-later
#include "concordctl/command.h"
#include "concordctl/databases.h"
#include "concordctl/errorrecord.h"
#include "concordctl/execparameters.h"
#include "concordctl/fanout.h"
#include "concordctl/statementsource.h"
#include "query/planrun.h"

using namespace Qt::StringLiterals;

namespace concord::ctl {

namespace {

JsonValue planRecord(const PlanNode &node)
{
    JsonValue children = JsonValue::array();
    for (const PlanNode &child : node.children)
        children.push_back(planRecord(child));
    JsonValue record = JsonValue::object();
    record["text"] = utf8(node.text);
    record["children"] = std::move(children);
    return record;
}

void writePlan(const PlanNode &node, int depth, Output &output)
{
    if (!node.text.isEmpty())
        output.line(QString(depth * 2, u' ') + visible(node.text));
    for (const PlanNode &child : node.children)
        writePlan(child, depth + !node.text.isEmpty(), output);
}

int write(Context &context, const RunRequest &request, const QList<Result<QList<StatementPlan>>> &answers)
{
    const bool json = context.format() == Format::Json || context.format() == Format::NdJson;
    JsonValue results = JsonValue::array();
    int failed = 0;
    for (qsizetype i = 0; i < answers.size(); ++i) {
        const QString &name = request.targets[i].endpoint.name;
        JsonValue record{{"connection_name", utf8(name)}, {"engine", utf8(request.targets[i].endpoint.engine)}, {"success", answers[i].has_value()}};
        if (!answers[i]) {
            ++failed;
            Error error = withPasswordHint(answers[i].error(), request.targets[i].endpoint);
            record["error"] = errorRecord(error);
            error.message = u"%1: %2"_s.arg(name, error.message);
            context.out().error(error);
        } else {
            record["plans"] = JsonValue::array();
            for (const StatementPlan &explained : *answers[i])
                record["plans"].push_back(JsonValue{{"sql", utf8(explained.sql)}, {"plan", planRecord(explained.plan)}});
        }
        if (!json && answers[i]) {
            context.out().line((i > 0 ? u"\n"_s : QString()) + context.out().styled(name, "1"));
            for (const StatementPlan &explained : *answers[i])
                writePlan(explained.plan, 1, context.out());
        }
        results.push_back(std::move(record));
    }
    if (context.format() == Format::NdJson) {
        for (const JsonValue &record : results)
            context.out().write(record.dump() + '\n');
    } else if (json) {
        context.out().write(documentText(JsonValue{{"statement", utf8(request.text)},
                                                   {"database_results", results},
                                                   {"total_databases_queried", answers.size()},
                                                   {"succeeded", answers.size() - failed},
                                                   {"failed", failed}}));
    }
    return failed == 0 ? ExitCode::Done : failed == answers.size() ? ExitCode::Failed : ExitCode::SomeFailed;
}

int run(Context &context, const Arguments &arguments)
{
    if (context.format() == Format::Csv || context.format() == Format::Tsv || context.format() == Format::Markdown)
        return context.failed(Error{ErrorKind::Usage, Ctl::tr("A plan is a tree: explain writes table, json or ndjson."), {}, {}, -1, 0, 0});
    const auto source = findStatement(context, arguments);
    if (!source)
        return context.failed(source.error());
    const auto endpoints = resolveDatabases(context, source->databases, arguments.value(u"session"_s), arguments.has(u"read-write"_s));
    if (!endpoints)
        return context.failed(endpoints.error());
    const auto timeout = arguments.seconds(u"timeout"_s, 30'000);
    if (!timeout)
        return context.failed(timeout.error());
    RunRequest request;
    request.text = source->text;
    QList<QList<PreparedStatement>> statements;
    for (const Endpoint &endpoint : *endpoints)
        request.targets.append(Target{endpoint, {}});
    warnOfUnasked(context, source->text, *endpoints);
    if (const auto applied = applyParameters(arguments.values(u"param"_s), request); !applied)
        return context.failed(applied.error());
    if (const auto known = checkParameterNames(request, *context.registry()); !known)
        return context.failed(known.error());
    for (const Target &target : request.targets) {
        const auto driver = context.registry()->find(target.endpoint.engine);
        if (!driver)
            return context.failed(
                Error{ErrorKind::Unsupported, Ctl::tr("There is no driver for “%1”.").arg(target.endpoint.engine), {}, {}, -1, 0, 0});
        const auto prepared = statementsToExplain(request, target, driver->dialectFor(target.endpoint));
        if (!prepared)
            return context.failed(prepared.error());
        statements.append(*prepared);
    }
    if (arguments.has(u"password-stdin"_s)) {
        const auto secret = passwordFromStdin();
        if (!secret)
            return context.failed(secret.error());
        context.secrets().setForSession({}, *secret);
    }
    FanOut<QList<StatementPlan>> fanOut(context, *endpoints, *timeout, [&](const Turn &turn, Connection &connection) {
        const Endpoint &endpoint = request.targets[turn.index].endpoint;
        const auto driver = context.registry()->find(endpoint.engine);
        return explainAll(connection, statements[turn.index], request.text, driver->dialectFor(endpoint), turn.deadline);
    });
    const auto answers = fanOut.run();
    const int code = write(context, request, answers);
    return fanOut.wasInterrupted() ? static_cast<int>(ExitCode::Interrupted) : code;
}

} // namespace

Command explainCommand()
{
    using enum Option::Takes;
    QList<Option> options = statementOptions();
    options += {
        {u"param"_s, Ctl::tr("the value of :NAME, as NAME=VALUE; NAME@DB=VALUE for one database"), Value, u"NAME=VALUE"_s, u'p'},
        {u"session"_s, Ctl::tr("this work session's connections"), Value, u"NAME"_s, u's'},
        {u"timeout"_s, Ctl::tr("seconds for each database (default: 30)"), Value, u"S"_s, u't'},
        {u"read-write"_s, Ctl::tr("URLs are opened for writing, so that an engine which refuses writes can plan them"), Nothing, {}, {}},
        {u"password-stdin"_s, Ctl::tr("the password is standard input's first line"), Nothing, {}, {}},
    };
    return {u"explain"_s,
            Ctl::tr("shows how each database would run a statement, without ever executing it"),
            u"DB… -e STATEMENT | -f FILE  [OPTIONS]"_s,
            {},
            u"concordctl explain production development -e 'SELECT * FROM orders WHERE user_id = 7'"_s,
            options,
            run};
}

} // namespace concord::ctl
