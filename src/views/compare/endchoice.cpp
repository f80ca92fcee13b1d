// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/endchoice.h"

#include "profilelist.h"

using namespace Qt::StringLiterals;

namespace concord {

EndChoice pastEnd(const SnapshotInfo &snapshot)
{
    return {snapshot.profileId, {}, snapshot.id, snapshot.number};
}

QString endName(const Services &services, const EndChoice &choice)
{
    QString name = endpointOf(services, choice.profile).name;
    if (!choice.schema.isEmpty())
        name += u'/' + choice.schema;
    if (choice.isPast())
        name += u'@' + QString::number(choice.number);
    return name;
}

Endpoint endpointOf(const Services &services, const QUuid &profile)
{
    const auto entry = services.profiles->find(profile);
    return entry ? entry->endpoint : Endpoint();
}

QJsonObject endToJson(const EndChoice &choice)
{
    QJsonObject json{{u"profile"_s, choice.profile.toString(QUuid::WithoutBraces)}};
    if (!choice.schema.isEmpty())
        json.insert(u"schema"_s, choice.schema);
    if (choice.isPast()) {
        json.insert(u"snapshot"_s, choice.snapshot.toString(QUuid::WithoutBraces));
        json.insert(u"number"_s, choice.number);
    }
    return json;
}

EndChoice endFromJson(const QJsonObject &json)
{
    return {QUuid::fromString(json.value("profile"_L1).toString()), json.value("schema"_L1).toString(),
            QUuid::fromString(json.value("snapshot"_L1).toString()), json.value("number"_L1).toInt()};
}

} // namespace concord
