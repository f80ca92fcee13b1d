// SPDX-License-Identifier: GPL-3.0-or-later
#include "results/exportcell.h"
#include "results/exportwriter.h"

namespace concord {

namespace {

/// An array of objects, one a line; or the bare objects, one a line (NDJSON).
class JsonWriter : public ExportWriter
{
public:
    JsonWriter(const ExportPlan &plan, bool lines) : ExportWriter(plan), m_lines(lines)
    {
        for (const std::string &name : plan.names) {
            std::string key;
            appendJsonString(name, key);
            m_keys.push_back(key + ':');
        }
        for (const std::string &source : plan.sources) {
            std::string pair;
            appendJsonString(plan.sourceName, pair);
            pair.push_back(':');
            appendJsonString(source, pair);
            if (plan.options.statement > 0)
                pair.append(",\"statement\":" + std::to_string(plan.options.statement));
            m_sources.push_back(std::move(pair));
        }
    }

    void begin(std::string &out) override
    {
        if (m_lines)
            return;
        if (m_plan.options.coverage) {
            out.append("{\"coverage\":");
            appendCoverage(*m_plan.options.coverage, out);
            out.append(",\n\"rows\":");
        }
        out.push_back('[');
    }

    void row(const ExportRow &row, std::string &out) override
    {
        if (!m_lines)
            out.append(m_any ? ",\n" : "\n");
        m_any = true;
        out.push_back('{');
        bool first = true;
        if (!m_plan.sourceName.empty()) {
            out.append(m_sources[static_cast<std::size_t>(row.source)]);
            first = false;
        }
        for (std::size_t i = 0; i < m_plan.columns.size(); ++i) {
            const ExportRow::At at = row.column(m_plan.columns[i]);
            if (!at.data)
                continue;
            if (!first)
                out.push_back(',');
            first = false;
            out.append(m_keys[i]);
            appendJsonCell(*at.data, *at.info, row.row, out, row.ofDocument());
        }
        out.push_back('}');
        if (m_lines)
            out.push_back('\n');
    }

    void end(std::string &out) override
    {
        if (m_lines)
            return;
        out.append(m_any ? "\n]" : "]");
        out.append(m_plan.options.coverage ? "}\n" : "\n");
    }

private:
    static void appendNames(const QStringList &names, std::string &out)
    {
        out.push_back('[');
        for (qsizetype i = 0; i < names.size(); ++i) {
            if (i > 0)
                out.push_back(',');
            appendJsonString(names.at(i).toStdString(), out);
        }
        out.push_back(']');
    }

    static void appendCoverage(const Coverage &coverage, std::string &out)
    {
        out.append("{\"answered\":" + std::to_string(coverage.answered) + ",\"total\":" + std::to_string(coverage.total));
        out.append(",\"not_answered\":");
        appendNames(coverage.notAnswered, out);
        out.append(",\"capped\":");
        appendNames(coverage.capped, out);
        out.append(",\"sentence\":");
        appendJsonString(coverage.sentence().toStdString(), out);
        out.push_back('}');
    }

    bool m_lines;
    bool m_any = false;
    std::vector<std::string> m_keys;
    std::vector<std::string> m_sources;
};

} // namespace

std::unique_ptr<ExportWriter> makeJsonWriter(const ExportPlan &plan, bool lines)
{
    return std::make_unique<JsonWriter>(plan, lines);
}

} // namespace concord
