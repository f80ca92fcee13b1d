// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"

#include <QList>
#include <QSet>
#include <QStringList>

#include <functional>

namespace concord {

/// Sequences count outside of transactions: what a read-only transaction does not hold. These are the views, tables with computed columns and
/// routines that may move one, directly or through others, or whose doing cannot be told (dynamic SQL, code outside of the database).
class FirebirdSequenceUsers
{
public:
    using Query = std::function<Result<QList<QStringList>>(const QByteArray &sql)>;

    [[nodiscard]] static Result<FirebirdSequenceUsers> read(const Query &query);
    /// Error ReadOnly where a statement names one of them.
    [[nodiscard]] Result<void> check(const QString &statement) const;

private:
    QSet<QString> m_names;
};

} // namespace concord
