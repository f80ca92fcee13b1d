// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "results/resultexport.h"

#include <memory>
#include <string>

namespace concord {

/// One row of a combined result on its way out.
struct ExportRow
{
    const CombinedResult *result = nullptr;
    int source = 0;
    const Chunk *chunk = nullptr;
    std::uint32_t row = 0; ///< within the chunk

    struct At
    {
        const ColumnData *data;
        const ColumnInfo *info;
    };
    [[nodiscard]] bool ofDocument() const { return chunk->documents.rows() > 0; }
    /// Null pointers where the source or the row lacks the column.
    [[nodiscard]] At column(int combined) const
    {
        const int index = result->columns()[static_cast<std::size_t>(combined)].sourceColumn[static_cast<std::size_t>(source)];
        if (index < 0)
            return {nullptr, nullptr};
        const ColumnData &data = chunk->column(static_cast<std::size_t>(index));
        if (data.isMissing(row))
            return {nullptr, nullptr};
        return {&data, &result->sourceView(source).columns[static_cast<std::size_t>(index)]};
    }
};

/// What a format needs to know of the result.
struct ExportPlan
{
    const CombinedResult *result = nullptr;
    std::vector<int> columns;         ///< indices into the result's columns
    std::string sourceName;           ///< the source column's name; empty: not wanted
    std::vector<std::string> names;   ///< the columns' names, told apart from those of source and statement
    std::vector<std::string> sources; ///< the sources' names
    ExportOptions options;
};

/// Writes one format into a growing text, which the caller empties into the file.
class ExportWriter
{
public:
    explicit ExportWriter(const ExportPlan &plan) : m_plan(plan) {}
    virtual ~ExportWriter() = default;
    ExportWriter(const ExportWriter &) = delete;
    ExportWriter &operator=(const ExportWriter &) = delete;

    virtual void begin(std::string &out) = 0;
    virtual void row(const ExportRow &row, std::string &out) = 0;
    virtual void end(std::string &out) = 0;

protected:
    const ExportPlan &m_plan;
};

[[nodiscard]] std::unique_ptr<ExportWriter> makeSeparatedWriter(const ExportPlan &plan, char separator);
[[nodiscard]] std::unique_ptr<ExportWriter> makeJsonWriter(const ExportPlan &plan, bool lines);
[[nodiscard]] std::unique_ptr<ExportWriter> makeMarkdownWriter(const ExportPlan &plan);
[[nodiscard]] std::unique_ptr<ExportWriter> makeInsertWriter(const ExportPlan &plan);
[[nodiscard]] std::unique_ptr<ExportWriter> makeInListWriter(const ExportPlan &plan);

} // namespace concord
