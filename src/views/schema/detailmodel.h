// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/objectaddress.h"

#include <QAbstractTableModel>
#include <QStringList>

namespace concord {

/// A table of words about an object: its columns, its keys, its relations.
struct Details
{
    struct Row
    {
        QStringList cells;
        QString toolTip;        ///< plain text
        ObjectAddress leadsTo;  ///< opened by a double click; null: nothing
        bool quiet = false;     ///< dim: hidden, inherited, merely guessed
        bool warning = false;   ///< invalid, not checked
        int position = -1;      ///< of what the row tells, in the list it was made from
    };
    QStringList headings;
    QList<Row> rows;
    int codeColumn = -1; ///< this one holds names of types or SQL
};

/// Shows Details.
class DetailModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Role { AddressRole = Qt::UserRole + 1 }; ///< Details::Row::leadsTo

    using QAbstractTableModel::QAbstractTableModel;

    void setDetails(Details details);
    [[nodiscard]] const Details &details() const { return m_details; }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    Details m_details;
};

} // namespace concord
