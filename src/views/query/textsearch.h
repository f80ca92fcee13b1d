// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QRegularExpression>
#include <QString>

namespace concord {

struct SearchTerms
{
    QString text;
    bool regex = false;
    bool matchCase = false;
    bool wholeWords = false;
};

/// A place in a text: UTF-16 positions, and the same in bytes of UTF-8.
struct TextHit
{
    int offset = 0;
    int length = 0;
    long startByte = 0;
    long endByte = 0;
};

struct TextHits
{
    QList<TextHit> hits; ///< in order; at most mostHits
    bool more = false;     ///< there are more than that
    QString error;         ///< what is wrong with the expression; empty: nothing
};
inline constexpr int mostHits = 100'000;

/// Empty text finds nothing, and so do matches of no length. `^` and `$` stand for the ends of lines.
[[nodiscard]] TextHits findAll(const QString &text, const SearchTerms &terms);
/// What stands for a hit: of an expression with $1, $0, \n and \t filled in; else the replacement as it is.
[[nodiscard]] QString replacementOf(const QString &text, const TextHit &hit, const SearchTerms &terms, const QString &replacement);
/// The text with every hit replaced (also those beyond mostHits), and how many they were.
[[nodiscard]] std::pair<QString, int> replaceAll(const QString &text, const SearchTerms &terms, const QString &replacement);

} // namespace concord
