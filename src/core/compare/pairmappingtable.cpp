// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/pairmappingtable.h"

#include "compare/mappingedit.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace concord {

PairMappingTable pairMappingsFromJson(const QByteArray &json)
{
    PairMappingTable table;
    const QJsonArray list = QJsonDocument::fromJson(json).array();
    for (const QJsonValue &value : list) {
        const QJsonObject entry = value.toObject();
        const auto mapping = mappingFromJson(QJsonDocument(entry.value("mapping"_L1).toObject()).toJson());
        if (mapping)
            table.insert({QUuid::fromString(entry.value("left"_L1).toString()), QUuid::fromString(entry.value("right"_L1).toString())}, *mapping);
    }
    return table;
}

QByteArray pairMappingsToJson(const PairMappingTable &table)
{
    QJsonArray list;
    for (auto it = table.cbegin(); it != table.cend(); ++it) {
        if (it->isEmpty())
            continue;
        list.append(QJsonObject{{u"left"_s, it.key().first.toString(QUuid::WithoutBraces)},
                                {u"right"_s, it.key().second.toString(QUuid::WithoutBraces)},
                                {u"mapping"_s, QJsonDocument::fromJson(mappingToJson(*it)).object()}});
    }
    return QJsonDocument(list).toJson(QJsonDocument::Compact);
}

Mapping mappingOf(const PairMappingTable &table, const QUuid &left, const QUuid &right)
{
    if (const auto same = table.constFind({left, right}); same != table.cend())
        return *same;
    return inverted(table.value({right, left}));
}

} // namespace concord
