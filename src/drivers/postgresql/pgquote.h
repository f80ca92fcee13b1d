// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/catalog.h"

namespace concord {

/// A name as SQL, quoted where it must be.
[[nodiscard]] QString pgName(const QString &name);
/// "schema.name" as SQL; the name alone where it has no schema.
[[nodiscard]] QString pgName(const ObjectRef &ref);
/// A list of names as SQL: a, "B".
[[nodiscard]] QString pgNames(const QStringList &names);
/// A text literal, whatever the session's standard_conforming_strings is.
[[nodiscard]] QString pgLiteral(const QString &text);
/// The qualified name that stands at the beginning of `sql`, unquoted; an empty name where there is none.
[[nodiscard]] ObjectRef pgParseName(QStringView sql);

/// Options as the catalogs keep them, "key=value", as DDL: (key 'value', …). Empty for none.
[[nodiscard]] QString pgOptionList(const QStringList &options);
/// What turns one such list into another, for ALTER … OPTIONS: (DROP a, SET b 'x', ADD c 'y'). Empty: they are equal.
[[nodiscard]] QString pgOptionChange(const QString &before, const QString &after);
/// Storage parameters likewise: (key='value', …).
[[nodiscard]] QString pgStorageList(const QStringList &options);

} // namespace concord
