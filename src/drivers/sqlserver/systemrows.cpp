// SPDX-License-Identifier: GPL-3.0-or-later
#include "sqlserver/systemrows.h"

namespace concord {

SystemColumns::SystemColumns(const QStringList &names)
{
    for (qsizetype i = 0; i < names.size(); ++i)
        m_index.insert(names[i].toLower(), static_cast<int>(i));
}

int SystemColumns::index(QLatin1StringView name) const
{
    return m_index.value(name, -1);
}

std::optional<QString> SystemRow::optional(QLatin1StringView column) const
{
    const int index = m_columns.index(column);
    if (index < 0 || static_cast<std::size_t>(index) >= m_values.size())
        return std::nullopt;
    return m_values[static_cast<std::size_t>(index)];
}

qint64 SystemRow::number(QLatin1StringView column, qint64 otherwise) const
{
    bool ok = false;
    const qint64 value = text(column).toLongLong(&ok);
    return ok ? value : flag(column) ? 1 : otherwise;
}

bool SystemRow::flag(QLatin1StringView column) const
{
    const QString value = text(column).toLower();
    return value == u"1" || value == u"t" || value == u"true" || value == u"y";
}

} // namespace concord
