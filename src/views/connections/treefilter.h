// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSortFilterProxyModel>

namespace concord {

class ConnectionModel;

/// The connection tree narrowed to what holds a text: connections, groups, schemas, and tables that nobody opened yet.
class TreeFilter : public QSortFilterProxyModel
{
    Q_OBJECT

public:
    explicit TreeFilter(ConnectionModel &model, QObject *parent = nullptr);

    void setText(const QString &text);
    [[nodiscard]] const QString &text() const { return m_text; }
    /// Rows, of profiles and schemas, that are shown only for what lies below: to be opened. At most `limit`.
    [[nodiscard]] QModelIndexList rowsToOpen(int limit) const;

protected:
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex &parent) const override;

private:
    ConnectionModel &m_model;
    QString m_text;
};

} // namespace concord
