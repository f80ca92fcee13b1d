// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <vector>

namespace concord {

/// A name without case, accents and separators, in UTF-8, and where its words begin: user_id, userId and USER ID are all "userid".
struct FoldedName
{
    QByteArray text;
    quint64 words = 0; ///< bit i: a word begins at byte i; only the first 64 bytes are told
    quint64 gaps = 0;  ///< bit i: a separator was left out before byte i

    friend auto operator<=>(const FoldedName &, const FoldedName &) = default;
};
/// `origins`: for each byte of the text, the UTF-16 position in `name` that it came from.
[[nodiscard]] FoldedName foldName(const QString &name, std::vector<qsizetype> *origins = nullptr);
/// Text in which words stay apart: a comment.
[[nodiscard]] QByteArray foldText(const QString &text, std::vector<qsizetype> *origins = nullptr);

} // namespace concord
