// SPDX-License-Identifier: GPL-3.0-or-later
#include "concordctl/execrows.h"

#include "concordctl/password.h"
#include "concordctl/texttable.h"
#include "concordctl/translate.h"
#include "results/mergedrows.h"

#include <QBuffer>
#include <QIODevice>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace concord::ctl {

namespace {

/// Lets the exporter write to standard output through the one place that knows how.
class AnswerDevice : public QIODevice
{
public:
    explicit AnswerDevice(Output &output) : m_output(output) { open(QIODevice::WriteOnly | QIODevice::Unbuffered); }

protected:
    qint64 readData(char *, qint64) override { return -1; }
    qint64 writeData(const char *data, qint64 size) override
    {
        m_output.write(std::string_view(data, static_cast<std::size_t>(size)));
        return size;
    }

private:
    Output &m_output;
};

bool isNumber(Logical logical)
{
    return logical == Logical::Integer || logical == Logical::Decimal || logical == Logical::Float;
}

TextCell shown(const Cell &cell)
{
    switch (cell.state) {
    case CellState::Missing: return {u"—"_s, true};
    case CellState::Null: return {u"NULL"_s, true};
    case CellState::Value: break;
    }
    // Text that says NULL must not look like one.
    const bool ambiguous = cell.text == "NULL"_L1 || cell.text == "—"_L1;
    return {ambiguous ? u'\'' + cell.text + u'\'' : cell.text, false};
}

void writeTable(const CombinedResult &result, bool withSource, Format format, Output &output)
{
    TextTable table;
    if (withSource)
        table.columns.append({u"source"_s, false});
    for (const CombinedColumn &column : result.columns())
        table.columns.append({column.info.name, isNumber(column.info.logical)});
    table.rowCount = result.rowCount();
    table.row = [&](std::uint64_t row) {
        QList<TextCell> cells;
        if (withSource)
            cells.append({result.sources()[static_cast<std::size_t>(result.rowId(row).source)].name, false});
        for (int column = 0; column < static_cast<int>(result.columns().size()); ++column)
            cells.append(shown(result.cell(row, column)));
        return cells;
    };
    if (format == Format::Markdown)
        table.writeMarkdown(output);
    else
        table.writeText(output);
}

/// `statement`: what NDJSON says in each row; 0: nothing.
Result<void> writeCombined(const CombinedResult &result, bool withSource, Format format, int statement, Output &output)
{
    if (format == Format::Table || format == Format::Markdown) {
        writeTable(result, withSource, format, output);
        return {};
    }
    AnswerDevice device(output);
    const ExportFormat exportFormat = format == Format::Csv ? ExportFormat::Csv : format == Format::Tsv ? ExportFormat::Tsv : ExportFormat::NdJson;
    ExportOptions options;
    options.statement = format == Format::NdJson ? statement : 0;
    options.sourceColumn = withSource;
    return exportRows(result, nullptr, nullptr, exportFormat, options, device);
}

QString rowCountText(qint64 rows)
{
    return rows == 1 ? Ctl::tr("1 row") : Ctl::tr("%1 rows").arg(rows);
}

void writeBySource(const Run &run, Format format, ChosenStatement chosen, Output &output)
{
    bool first = true;
    for (int i = 0; i < run.targetCount(); ++i) {
        const Outcome outcome = run.outcome(i);
        const QString &name = run.request().targets[i].endpoint.name;
        for (const StatementResult &result : outcome.results) {
            if (!result.table || !chosen.holds(result.statement))
                continue;
            const CombinedResult rows({CombinedSource{name, result.table, true}});
            const QString title =
                Ctl::tr("%1 · %2 · %3 ms").arg(name, rowCountText(static_cast<qint64>(rows.rowCount()))).arg(outcome.elapsedMs, 0, 'f', 1);
            output.line((first ? QString() : u"\n"_s) + (format == Format::Markdown ? u"### "_s + title + u'\n' : output.styled(title, "1")));
            writeTable(rows, false, format, output);
            first = false;
        }
    }
}

/// Whether neither rows nor counts tell that it ran (CREATE TABLE).
bool isSilent(const Outcome &outcome)
{
    return std::ranges::none_of(outcome.results, [](const StatementResult &result) { return result.table || result.affectedRows >= 0; });
}

/// What statements without rows did.
void reportChanges(const QString &name, const Outcome &outcome, Output &output)
{
    for (const StatementResult &result : outcome.results) {
        if (!result.table && result.affectedRows >= 0)
            output.note(result.affectedRows == 1 ? Ctl::tr("%1: 1 row changed").arg(name)
                                                 : Ctl::tr("%1: %2 rows changed").arg(name, QString::number(result.affectedRows)));
    }
}

/// The error with its database, and with what happened where the server's words alone do not say it ("interrupted").
Error named(const QString &name, Error error)
{
    const QString what = error.kind == ErrorKind::Timeout     ? Ctl::tr("timeout")
                         : error.kind == ErrorKind::Cancelled ? Ctl::tr("cancelled")
                                                              : QString();
    error.message = what.isEmpty() ? u"%1: %2"_s.arg(name, error.message) : u"%1: %2: %3"_s.arg(name, what, error.message);
    return error;
}

} // namespace

/// The result sets to be written: their ordinals among those with columns, and the statements that gave them.
static QList<std::pair<int, int>> chosenResults(const Run &run, ChosenStatement chosen)
{
    QList<std::pair<int, int>> longest; // of the target that came furthest
    for (int i = 0; i < run.targetCount(); ++i) {
        QList<std::pair<int, int>> results;
        const Outcome outcome = run.outcome(i);
        for (const StatementResult &result : outcome.results) {
            if (result.table)
                results.append({static_cast<int>(results.size()), result.statement});
        }
        if (results.size() > longest.size())
            longest = results;
    }
    longest.removeIf([chosen](const std::pair<int, int> &result) { return !chosen.holds(result.second); });
    return longest;
}

static void writeCoverage(const Run &run, Output &output)
{
    const Coverage coverage = run.coverage();
    QStringList said{coverage.sentence()};
    said += coverage.notAnswered;
    if (!coverage.capped.isEmpty())
        said += Ctl::tr("cut at the row cap: %1").arg(coverage.capped.join(u", "_s));
    output.line(u'\n' + visible(said.join(u"; "_s)));
}

static Result<void> writeCombinedResults(const Run &run, const RowsWanted &wanted, Output &output)
{
    const ChosenStatement chosen = wanted.chosen;
    const bool merges = !wanted.mergeKeys.isEmpty();
    bool first = true;
    for (const auto &[ordinal, statement] : chosenResults(run, chosen)) {
        const CombinedResult rows = run.combined(ordinal, wanted.alignment);
        if (const QString apart = expressionApart(rows); !apart.isEmpty() && wanted.alignment == Alignment::ByName)
            output.note(Ctl::tr("Columns are matched by name, and “%1” is not called so everywhere: AS gives it one name (%1 AS n), --by-position "
                                "matches columns by their position.")
                            .arg(visible(apart)));
        if (run.coverage().answered == 0 && rows.rowCount() == 0)
            continue; // nobody answered: a header alone would look like an answer
        const auto shown = merges ? mergedRows(rows, wanted.mergeKeys, output) : Result<CombinedResult>(rows);
        if (!shown)
            return fail(shown.error());
        if (!first && wanted.format != Format::NdJson)
            output.line({});
        first = false;
        if (auto written = writeCombined(*shown, !merges, wanted.format, chosen.several ? statement + 1 : 0, output); !written)
            return written;
    }
    return {};
}

Result<CombinedResult> mergedRows(const CombinedResult &rows, const QStringList &keys, Output &output)
{
    const auto merged = keyColumns(rows, keys).and_then([&](const QList<int> &columns) { return mergeByKey(rows, columns); });
    if (!merged)
        return fail(merged.error());
    if (!merged->leftOut.isEmpty())
        output.note(Ctl::tr("Not merged, for they are neither key nor number: %1").arg(visible(merged->leftOut.join(u", "_s))));
    if (merged->without > 0)
        output.warning(
            Ctl::tr("In no sum, because their database lacks a column of the key: %1.").arg(rowCountText(static_cast<qint64>(merged->without))));
    return CombinedResult({CombinedSource{{}, merged->table, true}});
}

Result<QByteArray> mergedJson(const Run &run, const RowsWanted &wanted, Output &output)
{
    const auto results = chosenResults(run, wanted.chosen);
    if (results.isEmpty())
        return QByteArray("[]");
    const auto rows = mergedRows(run.combined(results.first().first, wanted.alignment), wanted.mergeKeys, output);
    if (!rows)
        return fail(rows.error());
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    ExportOptions options;
    options.sourceColumn = false;
    return exportRows(*rows, nullptr, nullptr, ExportFormat::Json, options, buffer).transform([&] { return buffer.data().trimmed(); });
}

Result<void> writeRunRows(const Run &run, const RowsWanted &wanted, Output &output)
{
    if (wanted.bySource) {
        writeBySource(run, wanted.format, wanted.chosen, output);
    } else if (auto written = writeCombinedResults(run, wanted, output); !written) {
        return written;
    }
    if (wanted.format == Format::Markdown)
        writeCoverage(run, output);
    return {};
}

bool isRolledBack(const Outcome &outcome)
{
    return outcome.transaction == TransactionState::InTransaction || outcome.transaction == TransactionState::Failed;
}

void reportRun(const Run &run, Format format, Output &output)
{
    bool silent = true;
    for (int i = 0; i < run.targetCount(); ++i) {
        const Outcome outcome = run.outcome(i);
        silent = silent && isSilent(outcome);
        const QString &name = run.request().targets[i].endpoint.name;
        for (const RunMessage &message : outcome.messages)
            output.note(Ctl::tr("%1: %2: %3").arg(name, message.notice.severity, visible(message.notice.message)));
        if (!isRolledBack(outcome))
            reportChanges(name, outcome, output);
        else if (outcome.error && outcome.error->kind != ErrorKind::Usage) // which tells of it itself
            output.warning(Ctl::tr("%1: the transaction was left open, and what it changed is rolled back.").arg(name));
        else if (!outcome.error) // with a write in it, it is one
            output.warning(Ctl::tr("%1: a transaction was left open; it is ended now.").arg(name));
        if (outcome.state == TargetState::Capped)
            output.warning(Ctl::tr("%1: cut at %2 by --limit; there are more.").arg(name, rowCountText(outcome.rows)));
        if (outcome.error) {
            output.error(named(name, withPasswordHint(*outcome.error, run.request().targets[i].endpoint)));
            if (outcome.rows > 0)
                output.warning(Ctl::tr("%1: partial, %2 had come.").arg(name, rowCountText(outcome.rows)));
        }
    }
    const Coverage coverage = run.coverage();
    const bool saysItself = format == Format::Json || format == Format::Markdown;
    if (coverage.answered < coverage.total || ((coverage.total > 1 || silent) && !saysItself))
        output.note(coverage.sentence());
}

} // namespace concord::ctl
