// SPDX-License-Identifier: GPL-3.0-or-later
#include "docks/historymodel.h"

#include "look/wording.h"

#include <QLocale>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace concord {

void HistoryModel::setEntries(QList<HistoryEntry> entries)
{
    beginResetModel();
    m_entries = std::move(entries);
    endResetModel();
}

int HistoryModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_entries.size());
}

int HistoryModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

static QString names(const HistoryEntry &entry)
{
    QStringList list;
    for (const HistoryTarget &target : entry.targets)
        list.append(target.name);
    return list.join(u", "_s);
}

static QString outcome(const HistoryEntry &entry)
{
    const auto answered = std::ranges::count_if(entry.targets, [](const HistoryTarget &t) { return t.state == "done"_L1 || t.state == "capped"_L1; });
    qint64 rows = 0;
    qint64 changed = -1;
    for (const HistoryTarget &target : entry.targets) {
        rows += target.rows;
        if (target.affectedRows >= 0)
            changed = std::max<qint64>(changed, 0) + target.affectedRows;
    }
    const bool isWrite = rows == 0 && changed > 0;
    const QString what = isWrite ? changedRowsText(changed) : rowCountText(rows);
    return HistoryModel::tr("%1 of %2 answered · %3").arg(answered).arg(entry.targets.size()).arg(what);
}

static QString details(const HistoryEntry &entry)
{
    QStringList lines{entry.text.left(2000)};
    if (!entry.session.isEmpty())
        lines.append(HistoryModel::tr("work session: %1").arg(entry.session));
    for (const HistoryTarget &target : entry.targets) {
        lines.append(target.errorMessage.isEmpty() ? u"%1: %2"_s.arg(target.name, target.state)
                                                   : u"%1: %2 — %3"_s.arg(target.name, target.state, target.errorMessage));
    }
    return plainToolTip(lines.join(u'\n'));
}

QVariant HistoryModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const HistoryEntry &entry = m_entries.at(index.row());
    if (role == Qt::ToolTipRole)
        return details(entry);
    if (role == Qt::TextAlignmentRole)
        return index.column() == Time ? QVariant(Qt::AlignRight | Qt::AlignVCenter) : QVariant(Qt::AlignLeft | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (index.column()) {
    case Started: return QLocale().toString(entry.started.toLocalTime(), QLocale::ShortFormat);
    case Statement: return entry.text.left(2000).simplified().left(500); // a kept script may have megabytes
    case Databases: return names(entry);
    case Outcome: return outcome(entry);
    case Time: return durationText(entry.elapsedMs);
    default: return {};
    }
}

QVariant HistoryModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Started: return tr("started");
    case Statement: return tr("statement");
    case Databases: return tr("databases");
    case Outcome: return tr("outcome");
    case Time: return tr("time");
    default: return {};
    }
}

} // namespace concord
