// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace concord {

/// Text that came from a server, for setToolTip(): shown as it is, never read as rich text.
[[nodiscard]] QString plainToolTip(const QString &text);
/// A name as the text of an action, a tab or a button: its & is no mnemonic.
[[nodiscard]] QString withoutMnemonic(QString text);
/// Up to the first line break, and not longer than `characters`; "…" where something was left out.
[[nodiscard]] QString firstLine(const QString &text, int characters = 200);
/// 15432 → "15 432", with a narrow space that does not break.
[[nodiscard]] QString grouped(qint64 number);
/// "1 row", "1,250 rows".
[[nodiscard]] QString rowCountText(qint64 rows);
/// "1 row changed", "3 rows changed".
[[nodiscard]] QString changedRowsText(qint64 rows);
/// 41 → "41 ms", 2100 → "2.1 s", 185000 → "3 min 05 s".
[[nodiscard]] QString durationText(double milliseconds);

} // namespace concord
