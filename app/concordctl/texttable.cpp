// SPDX-License-Identifier: GPL-3.0-or-later
#include "concordctl/texttable.h"

#include <algorithm>
#include <cwchar>

using namespace Qt::StringLiterals;

namespace concord::ctl {

int displayWidth(const QString &text)
{
    const auto ascii = [](QChar c) { return c.unicode() < 0x80; };
    if (std::ranges::all_of(text, ascii))
        return static_cast<int>(text.size());
    int width = 0;
    for (const char32_t c : text.toUcs4())
        width += std::max(0, c < 0x80 ? 1 : ::wcwidth(static_cast<wchar_t>(c)));
    return width;
}

static QString padded(const QString &text, const QString &shown, int width, bool right, bool last)
{
    const QString blanks(std::max(0, width - displayWidth(text)), u' ');
    if (right)
        return blanks + shown;
    return last ? shown : shown + blanks;
}

void TextTable::writeText(Output &output) const
{
    QList<int> widths;
    for (const TextColumn &column : columns)
        widths.append(displayWidth(visible(column.title)));
    for (std::uint64_t r = 0; r < rowCount; ++r) {
        const QList<TextCell> cells = row(r);
        for (qsizetype c = 0; c < cells.size(); ++c)
            widths[c] = std::max(widths[c], displayWidth(visible(cells[c].text)));
    }
    QStringList head;
    QStringList rule;
    for (qsizetype c = 0; c < columns.size(); ++c) {
        const QString title = visible(columns[c].title);
        const bool last = c + 1 == columns.size();
        head.append(padded(title, output.styled(title, "1"), widths[c], columns[c].right, last));
        rule.append(QString(widths[c], output.isTerminal() ? u'─' : u'-'));
    }
    output.line(head.join(u"  "_s));
    output.line(output.styled(rule.join(u"  "_s), "2"));
    for (std::uint64_t r = 0; r < rowCount; ++r) {
        const QList<TextCell> cells = row(r);
        QStringList texts;
        for (qsizetype c = 0; c < cells.size(); ++c) {
            const QString text = visible(cells[c].text);
            texts.append(padded(text, cells[c].dim ? output.styled(text, "2") : text, widths[c], columns[c].right, c + 1 == cells.size()));
        }
        output.line(texts.join(u"  "_s));
    }
}

static QString markdownText(const QString &text)
{
    QString escaped = text;
    escaped.replace(u'\\', u"\\\\"_s).replace(u'|', u"\\|"_s).replace(u'<', u"&lt;"_s).replace(u'\n', u"<br>"_s);
    return visible(escaped);
}

void TextTable::writeMarkdown(Output &output) const
{
    QStringList head;
    QStringList rule;
    for (const TextColumn &column : columns) {
        head.append(markdownText(column.title));
        rule.append(column.right ? u"--:"_s : u"---"_s);
    }
    output.line(u"| "_s + head.join(u" | "_s) + u" |"_s);
    output.line(u"| "_s + rule.join(u" | "_s) + u" |"_s);
    for (std::uint64_t r = 0; r < rowCount; ++r) {
        QStringList texts;
        for (const TextCell &cell : row(r))
            texts.append(markdownText(cell.text));
        output.line(u"| "_s + texts.join(u" | "_s) + u" |"_s);
    }
}

} // namespace concord::ctl
