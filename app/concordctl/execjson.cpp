// SPDX-License-Identifier: GPL-3.0-or-later
#include "concordctl/execjson.h"

#include "concordctl/errorrecord.h"
#include "concordctl/json.h"
#include "concordctl/password.h"

#include <cmath>

using namespace Qt::StringLiterals;

namespace concord::ctl {

namespace {

std::string quoted(const QString &text)
{
    return JsonValue(utf8(text)).dump();
}

/// One result set, its columns named as in the combined result: duplicates become n, n_2.
CombinedResult alone(const StatementResult &result)
{
    return CombinedResult({CombinedSource{{}, result.table, true}});
}

/// `"statement": N` of a script with several, `"columns": […], "results": […], "row_count": …, "truncated": …`, indented by `indent`.
void writeResult(const StatementResult &result, const std::string &indent, bool several, Output &output)
{
    const CombinedResult rows = alone(result);
    if (several)
        output.write(indent + "\"statement\": " + std::to_string(result.statement + 1) + ",\n");
    JsonValue columns = JsonValue::array();
    std::vector<std::string> keys;
    for (const CombinedColumn &column : rows.columns()) {
        columns.push_back(JsonValue{
            {"name", utf8(column.info.name)}, {"type", utf8(logicalName(column.info.logical))}, {"native_type", utf8(column.info.nativeType)}});
        keys.push_back(quoted(column.info.name) + ": ");
    }
    output.write(indent + "\"columns\": " + columns.dump() + ",\n" + indent + "\"results\": [");
    std::string line;
    bool first = true;
    for (const ChunkPtr &chunk : rows.sourceView(0).chunks) {
        for (std::uint32_t row = 0; row < chunk->rows; ++row) {
            line = first ? "\n" : ",\n";
            line += indent + "  {";
            first = false;
            for (std::size_t c = 0; c < keys.size(); ++c) {
                const auto source = static_cast<std::size_t>(rows.columns()[c].sourceColumn[0]);
                const ColumnData &data = chunk->column(source);
                if (data.isMissing(row))
                    continue;
                line += line.back() == '{' ? "" : ", ";
                line += keys[c];
                appendJsonCell(data, rows.sourceView(0).columns[source], row, line, chunk->documents.rows() > 0);
            }
            line += '}';
            output.write(line);
        }
    }
    output.write((first ? "],\n" : "\n" + indent + "],\n") + indent + "\"row_count\": " + std::to_string(rows.rowCount()) + ",\n" + indent
                 + "\"truncated\": " + (result.truncated ? "true" : "false"));
}

void writeResults(const Outcome &outcome, ChosenStatement chosen, Output &output)
{
    QList<StatementResult> tables;
    qint64 affected = -1;
    for (const StatementResult &result : outcome.results) {
        if (!chosen.holds(result.statement))
            continue;
        if (result.table)
            tables.append(result);
        else if (result.affectedRows >= 0)
            affected = std::max<qint64>(affected, 0) + result.affectedRows;
    }
    if (tables.isEmpty()) {
        output.write(std::string_view("      \"columns\": [],\n      \"results\": [],\n      \"row_count\": 0,\n      \"truncated\": false"));
    } else {
        writeResult(tables.first(), "      ", chosen.several, output);
    }
    if (affected >= 0)
        output.write(",\n      \"affected_rows\": " + std::to_string(affected));
    // A script with several SELECTs: the first is above, the others here.
    for (qsizetype i = 1; i < tables.size(); ++i) {
        output.write(std::string_view(i == 1 ? ",\n      \"more_results\": [\n" : ",\n"));
        output.write(std::string_view("        {\n"));
        writeResult(tables[i], "          ", chosen.several, output);
        output.write("\n        }" + std::string(i + 1 == tables.size() ? "\n      ]" : ""));
    }
}

void writeTarget(const Target &target, const Outcome &outcome, const QString &statement, ChosenStatement chosen, Output &output)
{
    const bool success = outcome.state == TargetState::Done || outcome.state == TargetState::Capped;
    output.write("    {\n      \"connection_name\": " + quoted(target.endpoint.name) + ",\n      \"engine\": " + quoted(target.endpoint.engine)
                 + ",\n      \"sql\": " + quoted(outcome.sql.isEmpty() ? statement : outcome.sql)
                 + ",\n      \"success\": " + (success ? "true" : "false") + ",\n");
    // What arrived before a failure or a cancel is kept, and said to be partial.
    const bool partial = !success && outcome.rows > 0;
    if (success || partial) {
        writeResults(outcome, chosen, output);
        output.write(std::string_view(",\n"));
    }
    if (partial)
        output.write(std::string_view("      \"partial\": true,\n"));
    if (isRolledBack(outcome))
        output.write(std::string_view("      \"rolled_back\": true,\n"));
    if (!outcome.messages.isEmpty()) {
        JsonValue messages = JsonValue::array();
        for (const RunMessage &message : outcome.messages)
            messages.push_back(JsonValue{
                {"severity", utf8(message.notice.severity)}, {"code", textOrNull(message.notice.code)}, {"message", utf8(message.notice.message)}});
        output.write("      \"messages\": " + messages.dump() + ",\n");
    }
    if (!success) {
        const Error error =
            withPasswordHint(outcome.error.value_or(Error{ErrorKind::Cancelled, targetStateName(outcome.state), {}, {}, -1, 0, 0}), target.endpoint);
        JsonValue record = errorRecord(error);
        if (chosen.several && outcome.error)
            record["statement"] = outcome.statement + 1;
        output.write("      \"error\": " + record.dump() + ",\n");
    }
    output.write("      \"execution_time_ms\": " + JsonValue(roundedMs(outcome.elapsedMs)).dump() + "\n    }");
}

} // namespace

Result<void> writeRunJson(const Run &run, qint64 number, const RowsWanted &wanted, Output &output)
{
    const auto merged = wanted.mergeKeys.isEmpty() ? Result<QByteArray>() : mergedJson(run, wanted, output);
    if (!merged)
        return fail(merged.error());
    const QString statement = run.request().text;
    output.write("{\n  \"run\": " + (number > 0 ? std::to_string(number) : "null") + ",\n  \"statement\": " + quoted(statement)
                 + ",\n  \"database_results\": [\n");
    qint64 rows = 0;
    for (int i = 0; i < run.targetCount(); ++i) {
        const Outcome outcome = run.outcome(i);
        rows += outcome.rows;
        writeTarget(run.request().targets[i], outcome, statement, wanted.chosen, output);
        output.write(std::string_view(i + 1 < run.targetCount() ? ",\n" : "\n"));
    }
    const Coverage coverage = run.coverage();
    output.write(std::string_view("  ],\n"));
    if (!merged->isEmpty())
        output.write("  \"merged\": " + merged->toStdString() + ",\n");
    output.write("  \"total_databases_queried\": " + std::to_string(run.targetCount()) + ",\n  \"succeeded\": " + std::to_string(coverage.answered)
                 + ",\n  \"failed\": " + std::to_string(run.targetCount() - coverage.answered) + ",\n  \"total_rows\": " + std::to_string(rows)
                 + ",\n  \"total_execution_time_ms\": " + JsonValue(roundedMs(run.elapsedMs())).dump()
                 + ",\n  \"coverage\": " + quoted(coverage.sentence()) + ",\n  \"capped\": " + jsonList(coverage.capped).dump() + "\n}\n");
    return {};
}

} // namespace concord::ctl
