// SPDX-License-Identifier: GPL-3.0-or-later
#include "results/exportcell.h"
#include "results/exportwriter.h"

#include "connection/dialect.h"

using namespace Qt::StringLiterals;

namespace concord {

namespace {

/// INSERT statements of up to a hundred rows. A source's statements name the columns that it has, so that a missing one
/// gets the table's own default and not NULL.
class InsertWriter : public ExportWriter
{
public:
    explicit InsertWriter(const ExportPlan &plan) : ExportWriter(plan)
    {
        if (!plan.sourceName.empty())
            m_sourceName = quoted(plan.sourceName);
        for (const std::string &name : plan.names)
            m_names.push_back(quoted(name));
        for (const std::string &source : plan.sources) {
            // Written as a cell would be.
            ColumnData column(Physical::Text);
            column.appendText(source);
            appendLiteralCell(column, {}, 0, plan.options.dialect, m_sources.emplace_back());
        }
    }

    void begin(std::string &) override {}

    void row(const ExportRow &row, std::string &out) override
    {
        constexpr int perStatement = 100;
        if (m_source == row.source && m_inStatement < perStatement) {
            out.append(",\n  (");
        } else {
            end(out);
            head(row, out);
        }
        ++m_inStatement;
        bool first = true;
        if (!m_sourceName.empty())
            separate(first, out).append(m_sources[static_cast<std::size_t>(row.source)]);
        for (const int column : m_plan.columns) {
            const ExportRow::At at = row.column(column);
            if (at.data)
                appendLiteralCell(*at.data, *at.info, row.row, m_plan.options.dialect, separate(first, out));
        }
        out.push_back(')');
    }

    void end(std::string &out) override
    {
        if (m_inStatement > 0)
            out.append(";\n");
        m_inStatement = 0;
    }

private:
    [[nodiscard]] std::string quoted(const std::string &name) const
    {
        const QString text = QString::fromStdString(name);
        if (m_plan.options.dialect)
            return m_plan.options.dialect->identifier(text).toStdString();
        return u"\"%1\""_s.arg(QString(text).replace(u'"', u"\"\""_s)).toStdString();
    }

    static std::string &separate(bool &first, std::string &out)
    {
        if (!first)
            out.append(", ");
        first = false;
        return out;
    }

    void head(const ExportRow &row, std::string &out)
    {
        m_source = row.source;
        const QString table = m_plan.options.insertTable;
        out.append("INSERT INTO " + (table.isEmpty() ? quoted("result") : table.toStdString()) + " (");
        bool first = true;
        if (!m_sourceName.empty())
            separate(first, out).append(m_sourceName);
        for (std::size_t i = 0; i < m_plan.columns.size(); ++i) {
            if (row.column(m_plan.columns[i]).data)
                separate(first, out).append(m_names[i]);
        }
        out.append(") VALUES\n  (");
    }

    std::string m_sourceName;
    std::vector<std::string> m_names;
    std::vector<std::string> m_sources;
    int m_source = -1;
    int m_inStatement = 0;
};

/// (1, 2, 3), or ((1, 'a'), (2, 'b')) of several columns. Rows with a NULL or a missing cell are left out: IN never finds them.
class InListWriter : public ExportWriter
{
public:
    using ExportWriter::ExportWriter;

    void begin(std::string &out) override { out.push_back('('); }

    void row(const ExportRow &row, std::string &out) override
    {
        m_cells.clear();
        for (const int column : m_plan.columns) {
            const ExportRow::At at = row.column(column);
            if (!at.data || at.data->isNull(row.row))
                return;
            m_cells.push_back(at);
        }
        if (m_any)
            out.append(", ");
        m_any = true;
        const bool tuple = m_cells.size() > 1;
        if (tuple)
            out.push_back('(');
        for (std::size_t i = 0; i < m_cells.size(); ++i) {
            if (i > 0)
                out.append(", ");
            appendLiteralCell(*m_cells[i].data, *m_cells[i].info, row.row, m_plan.options.dialect, out);
        }
        if (tuple)
            out.push_back(')');
    }

    /// Where no row is left: what finds nothing and still is SQL.
    void end(std::string &out) override
    {
        if (!m_any && m_plan.columns.size() == 1)
            out.append("NULL");
        for (std::size_t i = 0; !m_any && m_plan.columns.size() > 1 && i < m_plan.columns.size(); ++i)
            out.append(i == 0 ? "(NULL" : ", NULL").append(i + 1 == m_plan.columns.size() ? ")" : "");
        out.append(")\n");
    }

private:
    std::vector<ExportRow::At> m_cells; ///< of the row at hand
    bool m_any = false;
};

} // namespace

std::unique_ptr<ExportWriter> makeInsertWriter(const ExportPlan &plan)
{
    return std::make_unique<InsertWriter>(plan);
}

std::unique_ptr<ExportWriter> makeInListWriter(const ExportPlan &plan)
{
    return std::make_unique<InListWriter>(plan);
}

} // namespace concord
