// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"

namespace concord {

/// The text of a file that people write: UTF-8, or UTF-16 and UTF-32 where a byte order mark says so; the mark is no part of it.
/// Error Usage, which names `from`: nothing is guessed, since what was read wrongly would be sent or saved so.
[[nodiscard]] Result<QString> decodeText(const QByteArray &bytes, const QString &from);
/// The bytes for a file whose former contents these were: with their byte order mark and in its encoding, else UTF-8 without one.
[[nodiscard]] QByteArray encodeText(const QString &text, const QByteArray &former);

} // namespace concord
