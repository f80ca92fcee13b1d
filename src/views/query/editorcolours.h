// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <KSyntaxHighlighting/AbstractHighlighter>
#include <KSyntaxHighlighting/Format>
#include <KSyntaxHighlighting/State>

#include <map>
#include <vector>

class QsciScintilla;

namespace concord {

/// Colours a QScintilla editor by KSyntaxHighlighting's definitions: line by line, only as far as Scintilla asks for, with
/// the state of each line kept so that an edit costs the lines below it that are on screen.
class EditorColours : public KSyntaxHighlighting::AbstractHighlighter
{
public:
    explicit EditorColours(QsciScintilla &editor);

    /// "SQL (PostgreSQL)"; an unknown name colours nothing.
    void setLanguage(const QString &definition);
    /// Takes theme and colours from the editor's palette; call again when it changes.
    void applyPalette();
    /// Scintilla's SCN_STYLENEEDED.
    void styleTo(int position);
    /// A change in this line makes what is known about later ones doubtful.
    void forgetFrom(int line);
    /// Keywords, functions and types of the language, for completion.
    [[nodiscard]] QStringList words() const;

    /// Texts beyond this many bytes stay plain: colouring them would hold up typing.
    static constexpr int sizeLimit = 1'500'000;
    static constexpr int lineLimit = 20'000;

protected:
    void applyFormat(int offset, int length, const KSyntaxHighlighting::Format &format) override;

private:
    [[nodiscard]] int styleOf(const KSyntaxHighlighting::Format &format);
    void defineStyle(int style, const KSyntaxHighlighting::Format &format);
    void styleLine(int line);

    QsciScintilla &m_editor;
    std::vector<KSyntaxHighlighting::State> m_states; ///< at the beginning of each line that is known
    struct Style
    {
        int number = 0;
        KSyntaxHighlighting::Format format;
    };
    std::map<int, Style> m_styles; ///< format id (of the whole repository) → style of this editor
    QString m_line;
    QByteArray m_lineStyles; ///< style per byte of the line being coloured
    bool m_isAscii = true;
};

} // namespace concord
