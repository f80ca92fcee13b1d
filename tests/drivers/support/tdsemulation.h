// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connection/connection.h"
#include "support/tdsserver.h"

namespace concord::test {

/// One cell as SQL Server answers it.
[[nodiscard]] QByteArray oneCell(const QVariant &value, tds::Type type);
/// A plan as SHOWPLAN_XML gives it.
[[nodiscard]] QString shownPlan();

/// A database called "Emulated" of a server on the wire: what is asked about the server is answered here, and all else by a SQLite file, whose
/// tables stand in dbo too; the tables of the file `views` are the system views.
class TdsEmulation
{
public:
    TdsEmulation(const QString &main, const QString &views);
    [[nodiscard]] QByteArray answer(const QString &sql);

private:
    std::shared_ptr<Connection> m_database;
    bool m_planning = false;
};

} // namespace concord::test
