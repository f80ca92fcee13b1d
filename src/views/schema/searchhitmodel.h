// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/objectaddress.h"
#include "schema/search.h"

#include <QAbstractItemModel>

namespace concord {

class ProfileList;

/// What a search found: flat with the best first, or grouped by database.
class SearchHitModel : public QAbstractItemModel
{
    Q_OBJECT

public:
    enum class Shape { Flat, ByDatabase };
    enum Role {
        AddressRole = Qt::UserRole + 1, ///< ObjectAddress; null: a database's own row
        MemberRole,                     ///< name of the column, key … within it
        PlaceRole,                      ///< dim text: where it is
        EndpointRole,                   ///< Endpoint of the database, for its dot
        MatchStartRole,                 ///< int, of the match in the text; -1: no one piece
        MatchLengthRole
    };

    SearchHitModel(const ProfileList &profiles, Shape shape, QObject *parent = nullptr);

    void setResult(SearchResult result);
    [[nodiscard]] const SearchResult &result() const { return m_result; }

    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex &index) const override;
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

private:
    struct Group
    {
        QUuid database;
        QString name;
        std::vector<size_t> hits;
    };
    [[nodiscard]] const SearchHit *hitOf(const QModelIndex &index) const;
    [[nodiscard]] QVariant groupData(const Group &group, int role) const;
    [[nodiscard]] QVariant hitData(const SearchHit &hit, int role) const;

    const ProfileList &m_profiles;
    Shape m_shape;
    SearchResult m_result;
    std::vector<Group> m_groups;
};

} // namespace concord
