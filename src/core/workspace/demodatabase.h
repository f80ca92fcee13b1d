// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"
#include "connection/profile.h"

#include <QString>
#include <QStringList>

namespace concord {

/// One database of the demo: its profile, and the SQL files that make it, in their order.
struct DemoEntry
{
    QString name;
    QStringList scripts;
    QString group;
    Environment environment = Environment::None;
    bool readOnly = true;
};

/// All of the demo, in the order in which a list shows it.
[[nodiscard]] const QList<DemoEntry> &demoEntries();
/// The absolute path of an entry's file in a folder.
[[nodiscard]] QString demoFile(const DemoEntry &entry, const QString &dir);

/// Whether this file is a database that Concord's demo made, told by the application id in its header. Opens nothing.
[[nodiscard]] bool isDemoDatabase(const QString &file);

/// Makes one SQLite file from :/concord/demo/<script>.sql, run in their order in one transaction. The file appears whole or
/// not at all. One that the same scripts made is kept, unless `renew`. Blocking; from any thread.
[[nodiscard]] Result<void> writeDemoDatabase(const QString &file, const QStringList &scripts, bool renew);

} // namespace concord
