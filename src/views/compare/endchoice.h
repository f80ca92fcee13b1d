// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connection/profile.h"
#include "extract/snapshot.h"
#include "services.h"

#include <QJsonObject>

namespace concord {

/// What a person chose to compare: a database, how much of it, and as of when.
struct EndChoice
{
    QUuid profile;
    QString schema = {};  ///< only this one; empty: all
    QUuid snapshot = {};  ///< as it was then; null: the newest that is known
    int number = 0;       ///< the snapshot's, for its name

    [[nodiscard]] bool isPast() const { return !snapshot.isNull(); }
    friend bool operator==(const EndChoice &, const EndChoice &) = default;
};

[[nodiscard]] EndChoice pastEnd(const SnapshotInfo &snapshot);
/// As the command line writes it: production, production/sales, production@2, production/sales@2.
[[nodiscard]] QString endName(const Services &services, const EndChoice &choice);
/// The profile's endpoint; empty where it is gone.
[[nodiscard]] Endpoint endpointOf(const Services &services, const QUuid &profile);

[[nodiscard]] QJsonObject endToJson(const EndChoice &choice);
[[nodiscard]] EndChoice endFromJson(const QJsonObject &json);

} // namespace concord

Q_DECLARE_METATYPE(concord::EndChoice)
