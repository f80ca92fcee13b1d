// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/catalog.h"

#include <QMetaType>
#include <QUuid>

namespace concord {

/// An object of a database, as the window's parts tell each other which one is meant.
struct ObjectAddress
{
    QUuid profile;
    ObjectKind kind = ObjectKind::Table;
    ObjectRef ref;

    [[nodiscard]] bool isNull() const { return profile.isNull(); }
    friend bool operator==(const ObjectAddress &, const ObjectAddress &) = default;
};

} // namespace concord

Q_DECLARE_METATYPE(concord::ObjectAddress)
