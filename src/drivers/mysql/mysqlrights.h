// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"
#include "schema/readcatalog.h"

#include <QList>
#include <QSet>

namespace concord {

class MysqlQueries;

/// What the role may do, from SHOW GRANTS with its active roles. information_schema leaves out without a word what a role
/// has no right to see.
class MysqlRights
{
public:
    [[nodiscard]] static Result<MysqlRights> read(const MysqlQueries &queries);
    /// One line of SHOW GRANTS.
    void add(const QString &grant);

    /// On everything, on the database (patterns like tenant\_% count), or by ALL PRIVILEGES.
    [[nodiscard]] bool has(const QString &privilege, const QString &database) const;
    [[nodiscard]] bool hasEverywhere(const QString &privilege) const;
    /// What reading all of this database needs and the role lacks.
    [[nodiscard]] QList<MissingRight> missing(const QString &database, bool mariaDb) const;

private:
    QSet<QString> m_everywhere;
    QList<QPair<QString, QSet<QString>>> m_onDatabases; ///< LIKE pattern → privileges
};

} // namespace concord
