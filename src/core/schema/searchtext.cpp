// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/searchtext.h"

#include <QHash>

using namespace Qt::StringLiterals;

namespace concord {

namespace {

bool isSeparator(char32_t c)
{
    return c == U'_' || c == U' ' || c == U'-' || c == U'.';
}

/// Letters that have no decomposition but that people type without their stroke.
QString plainLetters(char32_t c)
{
    static const QHash<char32_t, QString> letters = {{U'ß', u"ss"_s}, {U'ẞ', u"ss"_s}, {U'ø', u"o"_s}, {U'Ø', u"o"_s},  {U'ł', u"l"_s},
                                                     {U'Ł', u"l"_s},  {U'đ', u"d"_s},  {U'Đ', u"d"_s}, {U'æ', u"ae"_s}, {U'Æ', u"ae"_s},
                                                     {U'œ', u"oe"_s}, {U'Œ', u"oe"_s}, {U'ı', u"i"_s}};
    return letters.value(c);
}

/// The character without case and marks; nothing of a mark alone. Line breaks become blanks: they part the names of an index.
void appendFolded(QByteArray &text, char32_t c)
{
    if (c < 0x80) {
        const char ascii = static_cast<char>(c);
        text.append(ascii >= 'A' && ascii <= 'Z' ? static_cast<char>(ascii + 32) : (static_cast<uchar>(ascii) < 0x20 ? ' ' : ascii));
        return;
    }
    QString plain = plainLetters(c);
    if (plain.isEmpty()) {
        for (const QChar part : QString::fromUcs4(&c, 1).normalized(QString::NormalizationForm_KD)) {
            if (!part.isMark())
                plain.append(part);
        }
    }
    text.append(plain.toCaseFolded().toUtf8());
}

/// Calls `each(position, character)`; half a surrogate pair is a character of its own.
void forEachCharacter(const QString &text, auto &&each)
{
    for (qsizetype at = 0; at < text.size(); ++at) {
        if (text[at].isHighSurrogate() && at + 1 < text.size() && text[at + 1].isLowSurrogate()) {
            each(at, QChar::surrogateToUcs4(text[at], text[at + 1]));
            ++at;
        } else {
            each(at, text[at].isSurrogate() ? U'\uFFFD' : char32_t(text[at].unicode()));
        }
    }
}

void noteOrigins(std::vector<qsizetype> *origins, qsizetype size, qsizetype position)
{
    if (origins)
        origins->resize(static_cast<size_t>(size), position);
}

/// The first letter, the first after anything that is none, the B of aB and of HTTPBody.
bool beginsWord(const QString &name, qsizetype at, char32_t before, char32_t c)
{
    if (!QChar::isLetterOrNumber(c) || !QChar::isLetterOrNumber(before))
        return true;
    if (!QChar::isUpper(c))
        return false;
    const qsizetype next = at + (QChar::requiresSurrogates(c) ? 2 : 1);
    return !QChar::isUpper(before) || (next < name.size() && name[next].isLower());
}

} // namespace

FoldedName foldName(const QString &name, std::vector<qsizetype> *origins)
{
    FoldedName folded;
    bool gap = false;
    char32_t before = U' ';
    forEachCharacter(name, [&](qsizetype at, char32_t c) {
        if (isSeparator(c)) {
            gap = !folded.text.isEmpty();
            before = c;
            return;
        }
        const qsizetype position = folded.text.size();
        appendFolded(folded.text, c);
        noteOrigins(origins, folded.text.size(), at);
        if (folded.text.size() == position)
            return; // a mark
        const quint64 bit = position < 64 ? quint64(1) << position : 0;
        if (beginsWord(name, at, before, c))
            folded.words |= bit;
        if (gap)
            folded.gaps |= bit;
        gap = false;
        before = c;
    });
    if (folded.text.isEmpty() && !name.isEmpty()) { // a name like "__"
        folded.text = foldText(name, origins);
        folded.words = 1;
    }
    return folded;
}

QByteArray foldText(const QString &text, std::vector<qsizetype> *origins)
{
    QByteArray folded;
    forEachCharacter(text, [&](qsizetype at, char32_t c) {
        appendFolded(folded, c);
        noteOrigins(origins, folded.size(), at);
    });
    return folded;
}

} // namespace concord
