// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"
#include "odbc/endsreading.h"

#include <QHash>
#include <QStringList>

#include <functional>
#include <optional>
#include <vector>

namespace concord {

/// The columns of a query's answer by name, without regard to case; shared by its rows.
class SystemColumns
{
public:
    explicit SystemColumns(const QStringList &names);
    /// -1: the view has no such column on this server.
    [[nodiscard]] int index(QLatin1StringView name) const;

private:
    QHash<QString, int> m_index;
};

/// One row of a system view: its values as text by their columns' names. NULL, and a column that this server's view does not have,
/// read as empty, 0 and false.
class SystemRow
{
public:
    using Values = std::vector<std::optional<QString>>;
    /// Both must outlive the row.
    SystemRow(const SystemColumns &columns, const Values &values) : m_columns(columns), m_values(values) {}

    [[nodiscard]] bool has(QLatin1StringView column) const { return m_columns.index(column) >= 0; }
    [[nodiscard]] bool isNull(QLatin1StringView column) const { return !optional(column); }
    [[nodiscard]] std::optional<QString> optional(QLatin1StringView column) const;
    [[nodiscard]] QString text(QLatin1StringView column) const { return optional(column).value_or(QString()); }
    [[nodiscard]] qint64 number(QLatin1StringView column, qint64 otherwise = 0) const;
    /// A bit: 1, t, true or Y.
    [[nodiscard]] bool flag(QLatin1StringView column) const;

private:
    const SystemColumns &m_columns;
    const Values &m_values;
};

/// Runs one query and hands over its rows as they come. On the connection's thread.
using SystemRowSource = std::function<Result<void>(const QString &sql, const std::function<void(const SystemRow &)> &each)>;

} // namespace concord
