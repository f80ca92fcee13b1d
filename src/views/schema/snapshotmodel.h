// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "extract/snapshot.h"

#include <QAbstractTableModel>

namespace concord {

/// The snapshots of one database, newest first. A name or the mark to keep that a person gives is told by edited(); the model shows what
/// setSnapshots() says.
class SnapshotModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Number, Taken, Name, Keep, Change, Content, Patterns, Server, ColumnCount };
    using QAbstractTableModel::QAbstractTableModel;

    /// `baseline`: the one that drift is measured by; null: none of them.
    void setSnapshots(QList<SnapshotInfo> snapshots, const QUuid &baseline = {});
    [[nodiscard]] const SnapshotInfo &snapshot(int row) const { return m_snapshots.at(row); }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;

Q_SIGNALS:
    void renamed(const QUuid &snapshot, const QString &name);
    void keepChanged(const QUuid &snapshot, bool keep);

private:
    QList<SnapshotInfo> m_snapshots;
    QUuid m_baseline;
};

} // namespace concord
