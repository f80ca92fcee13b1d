// SPDX-License-Identifier: GPL-3.0-or-later
#include "results/resultexport.h"

#include "results/exportwriter.h"

#include <QCoreApplication>
#include <QFileDevice>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace concord {

QString Coverage::sentence() const
{
    return QCoreApplication::translate("Coverage", "%1 of %2 databases answered").arg(answered).arg(total);
}

namespace {

/// Empties the writer's text into the file now and then, and asks whether to go on.
class Drain
{
public:
    Drain(QIODevice &device, const std::function<bool(std::uint64_t)> &progress) : m_device(device), m_progress(progress) {}

    std::string &text() { return m_text; }

    Result<void> rowDone()
    {
        ++m_rows;
        if (m_rows % 8192 == 0 && m_progress && !m_progress(m_rows))
            return fail(ErrorKind::Cancelled, QCoreApplication::translate("ResultExport", "The export was stopped."));
        return m_text.size() < flushSize ? Result<void>() : flush();
    }

    Result<void> flush()
    {
        for (std::size_t done = 0; done < m_text.size();) {
            const qint64 written = m_device.write(m_text.data() + done, static_cast<qint64>(m_text.size() - done));
            if (written <= 0)
                return fail(ErrorKind::Io, QCoreApplication::translate("ResultExport", "Could not write: %1").arg(m_device.errorString()));
            done += static_cast<std::size_t>(written);
        }
        m_text.clear();
        return {};
    }

    /// A file's own buffer counts too: a full disk shows only there.
    Result<void> finish()
    {
        Result<void> done = flush();
        if (auto *file = qobject_cast<QFileDevice *>(&m_device); done && file && !file->flush())
            return fail(ErrorKind::Io, QCoreApplication::translate("ResultExport", "Could not write: %1").arg(file->errorString()));
        return done;
    }

private:
    static constexpr std::size_t flushSize = 1U << 18U;

    QIODevice &m_device;
    const std::function<bool(std::uint64_t)> &m_progress;
    std::string m_text;
    std::uint64_t m_rows = 0;
};

} // namespace

static ExportPlan makePlan(const CombinedResult &result, const std::vector<int> *columns, const ExportOptions &options)
{
    ExportPlan plan;
    plan.result = &result;
    plan.options = options;
    const auto count = static_cast<int>(result.columns().size());
    for (int i = 0; !columns && i < count; ++i)
        plan.columns.push_back(i);
    if (columns)
        plan.columns = *columns;
    if (options.sourceColumn)
        plan.sourceName = "source";
    for (const int column : plan.columns) {
        const QString &own = result.columns()[static_cast<std::size_t>(column)].info.name;
        QString name = own;
        // A column of its own that is called like the first one steps aside, as duplicates do.
        const auto taken = [&] {
            return std::any_of(result.columns().begin(), result.columns().end(),
                               [&](const CombinedColumn &other) { return other.info.name == name; });
        };
        if ((options.sourceColumn && own == u"source") || (options.statement > 0 && own == u"statement")) {
            for (int n = 2; name == own || taken(); ++n)
                name = u"%1_%2"_s.arg(own, QString::number(n));
        }
        plan.names.push_back(name.toStdString());
    }
    for (const CombinedSource &source : result.sources())
        plan.sources.push_back(source.name.toStdString());
    return plan;
}

static std::unique_ptr<ExportWriter> makeWriter(const ExportPlan &plan, ExportFormat format)
{
    switch (format) {
    case ExportFormat::Csv: return makeSeparatedWriter(plan, ',');
    case ExportFormat::Tsv: return makeSeparatedWriter(plan, '\t');
    case ExportFormat::Json: return makeJsonWriter(plan, false);
    case ExportFormat::NdJson: return makeJsonWriter(plan, true);
    case ExportFormat::Markdown: return makeMarkdownWriter(plan);
    case ExportFormat::Insert: return makeInsertWriter(plan);
    case ExportFormat::InList: return makeInListWriter(plan);
    }
    return makeSeparatedWriter(plan, ',');
}

static Result<void> writeAllRows(const CombinedResult &result, ExportWriter &writer, Drain &drain)
{
    ExportRow row{&result, 0, nullptr, 0};
    for (; row.source < static_cast<int>(result.sources().size()); ++row.source) {
        for (const ChunkPtr &chunk : result.sourceView(row.source).chunks) {
            row.chunk = chunk.get();
            for (row.row = 0; row.row < chunk->rows; ++row.row) {
                writer.row(row, drain.text());
                if (Result<void> done = drain.rowDone(); !done)
                    return done;
            }
        }
    }
    return {};
}

static Result<void> writeChosenRows(const CombinedResult &result, const std::vector<std::uint32_t> &rows, ExportWriter &writer, Drain &drain)
{
    for (const std::uint32_t chosen : rows) {
        const CombinedResult::RowId id = result.rowId(chosen);
        const TableView &view = result.sourceView(id.source);
        const Chunk &chunk = *view.chunks[view.chunkOf(id.ordinal)];
        writer.row({&result, id.source, &chunk, static_cast<std::uint32_t>(id.ordinal - chunk.firstRow)}, drain.text());
        if (Result<void> done = drain.rowDone(); !done)
            return done;
    }
    return {};
}

Result<void> exportRows(const CombinedResult &result, const std::vector<std::uint32_t> *rows, const std::vector<int> *columns, ExportFormat format,
                        const ExportOptions &options, QIODevice &out, const std::function<bool(std::uint64_t)> &progress)
{
    const ExportPlan plan = makePlan(result, columns, options);
    const std::unique_ptr<ExportWriter> writer = makeWriter(plan, format);
    Drain drain(out, progress);
    writer->begin(drain.text());
    if (Result<void> done = rows ? writeChosenRows(result, *rows, *writer, drain) : writeAllRows(result, *writer, drain); !done)
        return done;
    writer->end(drain.text());
    return drain.finish();
}

} // namespace concord
