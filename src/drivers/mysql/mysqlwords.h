// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace concord {

/// user@host as `user`@`host`, a role (MariaDB) as `role`, for DEFINER= and GRANT … TO.
[[nodiscard]] QString quotedAccount(const QString &account);
/// Whether the statement's words, blanks and DEFINER=… aside, begin with these.
[[nodiscard]] bool beginsWithWords(const QString &sql, const QStringList &words);
/// A CREATE FUNCTION, PROCEDURE, EVENT, PACKAGE … with the name of its object written as `name`.
[[nodiscard]] QString withName(const QString &create, const QString &name);

} // namespace concord
