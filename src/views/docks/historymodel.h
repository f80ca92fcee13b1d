// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "workspace/workspace.h"

#include <QAbstractTableModel>

namespace concord {

/// The runs that the workspace remembers, newest first.
class HistoryModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Started, Statement, Databases, Outcome, Time, ColumnCount };
    using QAbstractTableModel::QAbstractTableModel;

    void setEntries(QList<HistoryEntry> entries);
    [[nodiscard]] const HistoryEntry &entry(int row) const { return m_entries.at(row); }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QList<HistoryEntry> m_entries;
};

} // namespace concord
