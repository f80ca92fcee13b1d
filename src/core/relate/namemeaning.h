// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

/// What the words of names mean to whoever guesses relations by them. All words in lower case.
namespace concord {

/// id, fk and uid say the same; code and no do not.
[[nodiscard]] QString keyFamily(const QString &keyWord);
/// An id of another system, of which this database keeps no table.
[[nodiscard]] bool meansOutside(const QString &word);
/// So common that another database's table of that name is hardly meant.
[[nodiscard]] bool saysLittle(const QString &stem);
/// What may stand for a row of any table, where a column beside it says of which.
[[nodiscard]] bool isPolymorphic(const QString &stem);
[[nodiscard]] bool isCount(const QString &word);
/// Names that say nothing of what they name.
[[nodiscard]] bool isPlain(const QString &name);
[[nodiscard]] bool isPersonRole(const QString &word);
[[nodiscard]] bool isBoss(const QString &word);

} // namespace concord
