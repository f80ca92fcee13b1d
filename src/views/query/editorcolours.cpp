// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/editorcolours.h"

#include "look/colours.h"
#include "query/scintilla.h"

#include <KSyntaxHighlighting/Definition>
#include <KSyntaxHighlighting/Repository>
#include <KSyntaxHighlighting/Theme>

#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace concord {

namespace {

using Sci = QsciScintillaBase;

/// Reading the definitions' index costs some 10 ms: once for all editors.
KSyntaxHighlighting::Repository &repository()
{
    static KSyntaxHighlighting::Repository instance;
    return instance;
}

KSyntaxHighlighting::Theme themeFor(const QPalette &palette)
{
    const auto theme = repository().theme(isDark(palette) ? u"Atom One Dark"_s : u"Atom One Light"_s);
    return theme.isValid() ? theme : repository().themeForPalette(palette);
}

/// Styles 32–39 are Scintilla's own; 0 is plain text.
constexpr int firstStyle = 40;
constexpr int lastStyle = 127;

long rgb(const QColor &colour)
{
    return colour.red() | (colour.green() << 8) | (colour.blue() << 16);
}

/// Words that the definitions take from the standard's list of keywords, and that people call their columns and aliases.
bool isUsuallyAName(QStringView word)
{
    static const QSet<QString> names{u"a"_s,      u"c"_s,      u"g"_s,      u"k"_s,      u"m"_s,        u"p"_s,        u"t"_s,      u"code"_s,
                                     u"data"_s,   u"depth"_s,  u"id"_s,     u"length"_s, u"level"_s,    u"location"_s, u"name"_s,   u"names"_s,
                                     u"number"_s, u"object"_s, u"path"_s,   u"place"_s,  u"position"_s, u"rank"_s,     u"result"_s, u"size"_s,
                                     u"source"_s, u"state"_s,  u"status"_s, u"style"_s,  u"title"_s,    u"total"_s,    u"value"_s,  u"version"_s};
    return word.size() <= 8 && names.contains(word.toString().toLower());
}

int utf8Length(QStringView text)
{
    int length = 0;
    for (const QChar c : text)
        length += c.unicode() < 0x80 ? 1 : c.unicode() < 0x800 || c.isSurrogate() ? 2 : 3;
    return length;
}

} // namespace

EditorColours::EditorColours(QsciScintilla &editor) : m_editor(editor)
{
    m_states.resize(1);
    applyPalette();
}

void EditorColours::setLanguage(const QString &name)
{
    const auto found = repository().definitionForName(name);
    if (found == definition() && found.isValid())
        return;
    setDefinition(found);
    m_styles.clear();
    forgetFrom(0);
    m_editor.SendScintilla(Sci::SCI_SETLEXER, found.isValid() ? Sci::SCLEX_CONTAINER : Sci::SCLEX_NULL);
    m_editor.SendScintilla(Sci::SCI_STARTSTYLING, 0UL, 0L);
    m_editor.SendScintilla(Sci::SCI_COLOURISE, 0UL, 0L);
    m_editor.viewport()->update();
}

void EditorColours::applyPalette()
{
    setTheme(themeFor(m_editor.palette()));
    for (const auto &[id, style] : m_styles)
        defineStyle(style.number, style.format);
}

QStringList EditorColours::words() const
{
    QStringList all;
    if (!definition().isValid())
        return all;
    const QStringList lists = definition().keywordLists();
    for (const QString &list : lists)
        all += definition().keywordList(list);
    return all;
}

void EditorColours::forgetFrom(int line)
{
    if (std::size_t(line) + 1 < m_states.size())
        m_states.resize(std::size_t(line) + 1);
}

void EditorColours::styleTo(int position)
{
    const auto length = m_editor.SendScintilla(Sci::SCI_GETLENGTH);
    const auto styled = m_editor.SendScintilla(Sci::SCI_GETENDSTYLED);
    if (!definition().isValid() || length > sizeLimit) {
        // One stroke to the end, so that Scintilla asks no more.
        m_editor.SendScintilla(Sci::SCI_STARTSTYLING, static_cast<unsigned long>(styled), 0L);
        m_editor.SendScintilla(Sci::SCI_SETSTYLING, static_cast<unsigned long>(length - styled), 0L);
        return;
    }
    const int known = int(m_states.size()) - 1;
    const int first = std::min(int(m_editor.SendScintilla(Sci::SCI_LINEFROMPOSITION, styled)), known);
    const int last = int(m_editor.SendScintilla(Sci::SCI_LINEFROMPOSITION, position));
    forgetFrom(first);
    for (int line = first; line <= last; ++line)
        styleLine(line);
}

void EditorColours::styleLine(int line)
{
    const auto start = m_editor.SendScintilla(Sci::SCI_POSITIONFROMLINE, line);
    const auto bytes = m_editor.SendScintilla(Sci::SCI_LINELENGTH, line);
    m_lineStyles.fill('\0', bytes);
    KSyntaxHighlighting::State next = m_states.back();
    if (bytes < lineLimit) {
        QByteArray raw(bytes + 1, '\0');
        m_editor.SendScintilla(Sci::SCI_GETLINE, static_cast<unsigned long>(line), raw.data());
        raw.truncate(bytes);
        while (raw.endsWith('\n') || raw.endsWith('\r'))
            raw.chop(1);
        m_line = QString::fromUtf8(raw);
        m_isAscii = m_line.size() == raw.size();
        next = highlightLine(m_line, m_states.back());
    }
    m_states.push_back(next);
    m_editor.SendScintilla(Sci::SCI_STARTSTYLING, static_cast<unsigned long>(start), 0L);
    if (bytes > 0)
        m_editor.SendScintilla(Sci::SCI_SETSTYLINGEX, static_cast<unsigned long>(bytes), m_lineStyles.constData());
}

void EditorColours::applyFormat(int offset, int length, const KSyntaxHighlighting::Format &format)
{
    if (length <= 0)
        return;
    const QStringView line(m_line);
    if (format.name() == "Keyword"_L1 && isUsuallyAName(line.mid(offset, length)))
        return; // plain, as the line is to begin with
    const int start = m_isAscii ? offset : utf8Length(line.left(offset));
    const int bytes = m_isAscii ? length : utf8Length(line.mid(offset, length));
    const auto style = static_cast<char>(styleOf(format));
    const auto end = std::min<qsizetype>(start + bytes, m_lineStyles.size());
    std::fill(m_lineStyles.begin() + start, m_lineStyles.begin() + std::max<qsizetype>(end, start), style);
}

int EditorColours::styleOf(const KSyntaxHighlighting::Format &format)
{
    if (const auto it = m_styles.find(format.id()); it != m_styles.end())
        return it->second.number;
    const int style = std::min(firstStyle + int(m_styles.size()), lastStyle);
    m_styles.emplace(format.id(), Style{style, format});
    defineStyle(style, format);
    return style;
}

void EditorColours::defineStyle(int style, const KSyntaxHighlighting::Format &format)
{
    const QPalette palette = m_editor.palette();
    const QColor plain = palette.color(QPalette::Text);
    const auto id = static_cast<unsigned long>(style);
    const bool coloured = format.isValid() && format.hasTextColor(theme());
    m_editor.SendScintilla(Sci::SCI_STYLESETFORE, id, rgb(coloured ? readable(format.textColor(theme()), palette) : plain));
    m_editor.SendScintilla(Sci::SCI_STYLESETBACK, id, rgb(palette.color(QPalette::Base)));
    m_editor.SendScintilla(Sci::SCI_STYLESETBOLD, id, format.isValid() && format.isBold(theme()) ? 1L : 0L);
    m_editor.SendScintilla(Sci::SCI_STYLESETITALIC, id, format.isValid() && format.isItalic(theme()) ? 1L : 0L);
}

} // namespace concord
