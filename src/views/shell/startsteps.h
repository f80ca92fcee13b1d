// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connection/driver.h"
#include "schema/namedcatalog.h"

#include <QStringList>

namespace concord {

/// One step of the start page: a statement, or a comparison, and the databases it is for.
struct StartStep
{
    QString title;
    QString why;
    QString statement;
    QStringList profiles; ///< names
    QString object = {};  ///< without a statement: the schemas are compared, and this table is shown
};

/// The walk through the demo.
[[nodiscard]] QList<StartStep> demoSteps();
/// Questions to a person's own databases, from what was read of them: a table that most of them have, and two that are alike. At most three.
[[nodiscard]] QList<StartStep> ownSteps(const std::vector<NamedCatalog> &catalogs, const DriverRegistry &registry);

} // namespace concord
