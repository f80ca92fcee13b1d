// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace concord {

/// Whether a word is a pattern (* ? [..]) rather than a name.
[[nodiscard]] bool isNamePattern(const QString &word);
/// The names that a pattern takes, in their own order. Commas separate globs (* ? [abc] [a-z] [!x]); one that begins with !
/// takes away again: "tenant_*,!tenant_test*". Only exclusions: all but those. Spaces around a glob do not count.
[[nodiscard]] QStringList matchPatterns(const QStringList &names, const QString &pattern, Qt::CaseSensitivity cs = Qt::CaseSensitive);

} // namespace concord
