// SPDX-License-Identifier: GPL-3.0-or-later
#include "results/exportcell.h"
#include "results/exportwriter.h"

namespace concord {

namespace {

/// A table as GitHub and most others read it. NULL is set in italics, so that the word NULL differs from it.
class MarkdownWriter : public ExportWriter
{
public:
    using ExportWriter::ExportWriter;

    void begin(std::string &out) override
    {
        if (!m_plan.sourceName.empty())
            field(m_plan.sourceName, out);
        for (const std::string &name : m_plan.names)
            field(name, out);
        out.append("|\n");
        if (!m_plan.sourceName.empty())
            out.append("| --- ");
        for (const int column : m_plan.columns) {
            const Logical logical = m_plan.result->columns()[static_cast<std::size_t>(column)].info.logical;
            const bool number = logical == Logical::Integer || logical == Logical::Decimal || logical == Logical::Float;
            out.append(number ? "| ---: " : "| --- ");
        }
        out.append("|\n");
    }

    void row(const ExportRow &row, std::string &out) override
    {
        if (!m_plan.sourceName.empty())
            field(m_plan.sources[static_cast<std::size_t>(row.source)], out);
        for (const int column : m_plan.columns) {
            const ExportRow::At at = row.column(column);
            if (!at.data) {
                out.append("| — ");
            } else if (at.data->isNull(row.row)) {
                out.append("| *NULL* ");
            } else {
                m_text.clear();
                appendTextCell(*at.data, *at.info, row.row, m_text);
                field(m_text, out);
            }
        }
        out.append("|\n");
    }

    void end(std::string &out) override
    {
        if (!m_plan.options.coverage)
            return;
        const Coverage &coverage = *m_plan.options.coverage;
        std::string line = coverage.sentence().toStdString();
        for (const QString &who : coverage.notAnswered)
            line += "; " + who.toStdString();
        out.push_back('\n');
        escape(line, out);
        out.push_back('\n');
    }

private:
    static void field(const std::string &text, std::string &out)
    {
        out.append("| ");
        escape(text, out);
        out.push_back(' ');
    }

    static void escape(const std::string &text, std::string &out)
    {
        for (std::size_t i = 0; i < text.size(); ++i) {
            const char c = text[i];
            if (c == '\n' || c == '\r') {
                if (c == '\r' && i + 1 < text.size() && text[i + 1] == '\n')
                    continue;
                out.append("<br>");
                continue;
            }
            if (std::string_view("|\\*`<").contains(c))
                out.push_back('\\');
            out.push_back(c);
        }
    }

    std::string m_text;
};

} // namespace

std::unique_ptr<ExportWriter> makeMarkdownWriter(const ExportPlan &plan)
{
    return std::make_unique<MarkdownWriter>(plan);
}

} // namespace concord
