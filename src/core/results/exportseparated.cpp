// SPDX-License-Identifier: GPL-3.0-or-later
#include "results/exportcell.h"
#include "results/exportwriter.h"

namespace concord {

namespace {

/// CSV and TSV as RFC 4180 quotes them; lines end by LF, as command lines expect.
class SeparatedWriter : public ExportWriter
{
public:
    SeparatedWriter(const ExportPlan &plan, char separator) : ExportWriter(plan), m_separator(separator), m_null(plan.options.nullText.toStdString())
    {}

    void begin(std::string &out) override
    {
        if (!m_plan.options.header)
            return;
        m_first = true;
        if (!m_plan.sourceName.empty())
            field(m_plan.sourceName, true, out);
        for (const std::string &name : m_plan.names)
            field(name, true, out);
        out.push_back('\n');
    }

    void row(const ExportRow &row, std::string &out) override
    {
        m_first = true;
        if (!m_plan.sourceName.empty())
            field(m_plan.sources[static_cast<std::size_t>(row.source)], true, out);
        for (const int column : m_plan.columns) {
            const ExportRow::At at = row.column(column);
            if (!at.data)
                separate(out);
            else
                cell(at, row.row, out);
        }
        out.push_back('\n');
    }

    void end(std::string &) override {}

private:
    void separate(std::string &out)
    {
        if (!m_first)
            out.push_back(m_separator);
        m_first = false;
    }

    void cell(const ExportRow::At &at, std::uint32_t row, std::string &out)
    {
        const Tag tag = cellTag(*at.data, *at.info, row);
        if (tag == Tag::Null) {
            separate(out);
            out.append(m_null);
            return;
        }
        m_text.clear();
        appendTextCell(*at.data, *at.info, row, m_text);
        field(m_text, tag != Tag::Integer && tag != Tag::Decimal && tag != Tag::Float, out);
    }

    /// Numbers need no guard: "-5" is no formula.
    void field(const std::string &text, bool guarded, std::string &out)
    {
        separate(out);
        const bool guard = guarded && m_plan.options.guardFormulas && !text.empty() && std::string_view("=+-@\t\r").contains(text.front());
        const bool quote = text.empty() || text == m_null || text.find_first_of(m_special) != std::string::npos;
        if (quote)
            out.push_back('"');
        if (guard)
            out.push_back('\'');
        if (quote) {
            for (const char c : text) {
                if (c == '"')
                    out.push_back('"');
                out.push_back(c);
            }
            out.push_back('"');
        } else {
            out.append(text);
        }
    }

    char m_separator;
    std::string m_null;
    std::string m_special{'"', '\n', '\r', m_separator};
    std::string m_text;
    bool m_first = true;
};

} // namespace

std::unique_ptr<ExportWriter> makeSeparatedWriter(const ExportPlan &plan, char separator)
{
    return std::make_unique<SeparatedWriter>(plan, separator);
}

} // namespace concord
