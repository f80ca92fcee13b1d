// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "concordctl/output.h"

#include <QList>
#include <QString>

#include <cstdint>
#include <functional>

namespace concord::ctl {

struct TextColumn
{
    QString title;
    bool right = false; ///< numbers
};

struct TextCell
{
    QString text;
    bool dim = false; ///< NULL, a missing column: not a value
};

/// Columns in line for a terminal, or in Markdown. Asks for its rows as it needs them (twice, since widths depend on all),
/// so that a million of them are never held as text.
struct TextTable
{
    QList<TextColumn> columns;
    std::uint64_t rowCount = 0;
    std::function<QList<TextCell>(std::uint64_t)> row;

    void writeText(Output &output) const;
    void writeMarkdown(Output &output) const;
};

/// Terminal columns that a text takes: wide characters two, combining ones none.
[[nodiscard]] int displayWidth(const QString &text);

} // namespace concord::ctl
