// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connection/driver.h"
#include "connection/profile.h"

#include <QStringList>

namespace concord {

/// A stretch of a text that is meant for some databases only. A line "-- @on mongodb, legacy_*" (or with // for --) begins
/// one, and it ends where the next begins. Named are kinds of databases ("postgresql", "mongodb"; "sql": all that speak SQL)
/// or databases (globs too). What stands before the first such line is for all that no part names.
struct TextPart
{
    QStringList names; ///< empty: the beginning of the text, for those that no part names
    int markOffset = 0; ///< where its line begins; for the beginning 0
    int offset = 0;     ///< where its own text begins
    int length = 0;
};
/// In the order of the text, the beginning always first; a text without such lines is one part. Any thread, linear time.
[[nodiscard]] QList<TextPart> textParts(const QString &text);
[[nodiscard]] bool hasTextParts(const QString &text);

/// Which parts a database is given: those that name it, else those that name its kind, else of MariaDB those for MySQL, else "sql", else the
/// beginning.
[[nodiscard]] QList<TextPart> partsFor(const QList<TextPart> &parts, const Endpoint &endpoint, const Dialect &dialect);
/// The text as a database is given it: what is not for it is blank, so that places stay what they are.
[[nodiscard]] QString textFor(const QString &text, const Endpoint &endpoint, const Dialect &dialect);
/// Whether what stands at `offset` is for this database.
[[nodiscard]] bool isFor(const QString &text, int offset, const Endpoint &endpoint, const Dialect &dialect);

/// Names that are neither an engine nor one of these databases: most likely mistyped, and their part would reach nobody.
[[nodiscard]] QStringList unknownPartNames(const QString &text, const QList<Endpoint> &endpoints, const DriverRegistry &registry);
/// Of each part that none of these databases is given, the first name.
[[nodiscard]] QStringList unaskedPartNames(const QString &text, const QList<Endpoint> &endpoints, const DriverRegistry &registry);

/// The word by which a part names all databases of this kind: "sql", or the engine's where it has a language of its own.
[[nodiscard]] QString kindWord(const Dialect &dialect);
/// The line that begins a part for this kind: "// @on mongodb".
[[nodiscard]] QString partLine(const Dialect &dialect);

} // namespace concord
