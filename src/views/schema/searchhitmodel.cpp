// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/searchhitmodel.h"

#include "look/wording.h"
#include "profilelist.h"
#include "schema/objectwords.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace concord {

SearchHitModel::SearchHitModel(const ProfileList &profiles, Shape shape, QObject *parent)
    : QAbstractItemModel(parent),
      m_profiles(profiles),
      m_shape(shape)
{}

void SearchHitModel::setResult(SearchResult result)
{
    beginResetModel();
    m_result = std::move(result);
    m_groups.clear();
    for (size_t i = 0; m_shape == Shape::ByDatabase && i < m_result.hits.size(); ++i) {
        const SearchHit &hit = m_result.hits[i];
        auto group = std::ranges::find(m_groups, hit.database, &Group::database);
        if (group == m_groups.end())
            group = m_groups.insert(m_groups.end(), {hit.database, hit.databaseName, {}});
        group->hits.push_back(i);
    }
    endResetModel();
}

/// A hit below a database holds the number of that database's row and one; all others hold 0.
QModelIndex SearchHitModel::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    return createIndex(row, column, parent.isValid() ? static_cast<quintptr>(parent.row()) + 1 : quintptr(0));
}

QModelIndex SearchHitModel::parent(const QModelIndex &index) const
{
    return !index.isValid() || index.internalId() == 0 ? QModelIndex() : createIndex(static_cast<int>(index.internalId()) - 1, 0, quintptr(0));
}

int SearchHitModel::rowCount(const QModelIndex &parent) const
{
    if (m_shape == Shape::Flat)
        return parent.isValid() ? 0 : static_cast<int>(m_result.hits.size());
    if (!parent.isValid())
        return static_cast<int>(m_groups.size());
    return parent.internalId() == 0 ? static_cast<int>(m_groups[static_cast<size_t>(parent.row())].hits.size()) : 0;
}

int SearchHitModel::columnCount(const QModelIndex &) const
{
    return 1;
}

const SearchHit *SearchHitModel::hitOf(const QModelIndex &index) const
{
    if (m_shape == Shape::Flat)
        return &m_result.hits[static_cast<size_t>(index.row())];
    if (index.internalId() == 0)
        return nullptr;
    return &m_result.hits[m_groups[index.internalId() - 1].hits[static_cast<size_t>(index.row())]];
}

QVariant SearchHitModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const SearchHit *hit = hitOf(index);
    return hit ? hitData(*hit, role) : groupData(m_groups[static_cast<size_t>(index.row())], role);
}

QVariant SearchHitModel::groupData(const Group &group, int role) const
{
    const auto entry = m_profiles.find(group.database);
    switch (role) {
    case Qt::DisplayRole: return group.name;
    case PlaceRole: return grouped(static_cast<qint64>(group.hits.size()));
    case EndpointRole: return entry ? QVariant::fromValue(entry->endpoint) : QVariant();
    case MatchStartRole: return -1;
    case Qt::AccessibleTextRole: return tr("%1, %n hits", nullptr, static_cast<int>(group.hits.size())).arg(group.name);
    default: return {};
    }
}

static QString memberWord(MemberKind kind)
{
    switch (kind) {
    case MemberKind::Column: return SearchHitModel::tr("column");
    case MemberKind::Key: return SearchHitModel::tr("key");
    case MemberKind::Check: return SearchHitModel::tr("check");
    case MemberKind::ForeignKey: return SearchHitModel::tr("foreign key");
    case MemberKind::Index: return SearchHitModel::tr("index");
    case MemberKind::Trigger: return SearchHitModel::tr("trigger");
    case MemberKind::Policy: return SearchHitModel::tr("policy");
    case MemberKind::EnumValue: return SearchHitModel::tr("enum value");
    case MemberKind::Field: return SearchHitModel::tr("field");
    case MemberKind::None: break;
    }
    return {};
}

QVariant SearchHitModel::hitData(const SearchHit &hit, int role) const
{
    const QString name = hit.member.isEmpty() ? hit.object.name : hit.member;
    const bool inComment = hit.match == MatchKind::Comment;
    const auto place = [&] {
        QStringList parts{hit.member.isEmpty() ? kindWord(hit.kind) : tr("%1 of %2").arg(memberWord(hit.memberKind), fullName(hit.object))};
        if (hit.member.isEmpty() && !hit.object.schema.isEmpty())
            parts.append(hit.object.schema);
        if (m_shape == Shape::Flat) {
            parts.append(hit.databaseName);
            if (const auto entry = m_profiles.find(hit.database); entry && entry->endpoint.environment != Environment::None)
                parts.append(environmentName(entry->endpoint.environment));
        }
        if (!hit.alsoIn.empty())
            parts.append(tr("and %n more", nullptr, static_cast<int>(hit.alsoIn.size())));
        return parts.join(u" · "_s);
    };
    switch (role) {
    case Qt::DisplayRole: return inComment ? QString(name + u"  — "_s + firstLine(hit.text, 120)) : name;
    case PlaceRole: return place();
    case Qt::ToolTipRole:
        return plainToolTip(fullName(hit.object) + (hit.member.isEmpty() ? QString() : u'.' + hit.member) + u'\n' + place()
                            + (inComment ? u'\n' + hit.text : QString()));
    case Qt::AccessibleTextRole: return QString(name + u", "_s + place());
    case AddressRole: return QVariant::fromValue(ObjectAddress{hit.database, hit.kind, hit.object});
    case MemberRole: return hit.member;
    case EndpointRole: {
        const auto entry = m_profiles.find(hit.database);
        return entry ? QVariant::fromValue(entry->endpoint) : QVariant();
    }
    case MatchStartRole: return hit.length > 0 && !inComment ? static_cast<int>(hit.start) : -1;
    case MatchLengthRole: return static_cast<int>(hit.length);
    default: return {};
    }
}

} // namespace concord
