// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace concord {

/// The words of a name, in lower case: "UserAccountID" and "user_account-id" → user, account, id. Digits stay with the word before.
[[nodiscard]] QStringList nameWords(const QString &name);

/// What the singular of an English noun may be, itself included, the likeliest first: people → person, people; cases → case, cas,
/// cases. Two names mean the same thing where their forms overlap; that a form is no word does no harm.
[[nodiscard]] QStringList singularForms(const QString &word);

/// id, key, code, no …: what says that a name is a key's.
[[nodiscard]] bool isKeyWord(const QString &word);

/// A column's name as a reference to something: billing_address_id → billing, address and the key word id.
struct ColumnNameParts
{
    QStringList words;
    QStringList stem;  ///< without the key word; "userid" gives user too
    QString keyWord;   ///< id, key, code, no …; empty: none
    QString squeezed;  ///< all words without separators
    bool isBy = false; ///< created_by, created_by_id
};
[[nodiscard]] ColumnNameParts columnNameParts(const QString &name);

} // namespace concord
