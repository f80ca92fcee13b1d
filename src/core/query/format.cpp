// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/format.h"

#include "query/formatlayout.h"
#include "query/sqlsplit.h"
#include "query/statementlanguage.h"

#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace concord {

/// The tokens that a server sees, and comments.
static QList<std::pair<SqlToken::Kind, QString>> meaningOf(const QString &text, const Dialect &dialect)
{
    QList<std::pair<SqlToken::Kind, QString>> meaning;
    for (const SqlToken &token : tokenize(text, dialect)) {
        if (token.kind != SqlToken::Kind::Blank)
            meaning.append({token.kind, text.sliced(token.offset, token.length)});
    }
    return meaning;
}

/// What lies between two statements, with a line break at its end unless one is there.
static QString gapBetween(QStringView gap)
{
    QString text = gap.toString();
    if (text.contains(u'\n'))
        return text;
    while (!text.isEmpty() && text.back().isSpace())
        text.chop(1);
    return text + u'\n';
}

QString formatSql(const QString &script, const Dialect &dialect)
{
    if (dialect.language)
        return dialect.language->format(script);
    const auto statements = splitScript(script, dialect);
    if (!statements || statements->isEmpty())
        return script;
    QString formatted;
    qsizetype end = 0;
    for (const ScriptStatement &statement : *statements) {
        const QStringView gap = QStringView(script).sliced(end, statement.offset - end);
        formatted += end == 0 ? gap.toString() : gapBetween(gap);
        formatted += layOut(statement.text, dialect);
        end = statement.offset + statement.text.size();
    }
    formatted += QStringView(script).sliced(end);
    // Nothing but blanks may have changed, whatever odd text this was.
    return meaningOf(formatted, dialect) == meaningOf(script, dialect) ? formatted : script;
}

/// Where a line's comment mark begins and what it takes with its blank; length 0: the line is no comment.
static std::pair<qsizetype, qsizetype> commentMark(QStringView line, const Dialect &dialect)
{
    qsizetype at = 0;
    while (at < line.size() && line[at].isSpace())
        ++at;
    const QStringView rest = line.sliced(at);
    if (dialect.language) {
        const QString mark = dialect.language->lineComment();
        if (!rest.startsWith(mark))
            return {at, 0};
        return {at, mark.size() + (rest.sliced(mark.size()).startsWith(u' ') ? 1 : 0)};
    }
    if (dialect.hashComments && rest.startsWith(u'#'))
        return {at, rest.startsWith(u"# ") ? 2 : 1};
    if (!rest.startsWith(u"--"))
        return {at, 0};
    if (rest.startsWith(u"-- "))
        return {at, 3};
    const bool comment = !dialect.dashDashNeedsSpace || rest.size() == 2 || rest[2].isSpace();
    return {at, comment ? 2 : 0};
}

CommentToggle toggleComment(const QString &text, int selectionStart, int selectionEnd, const Dialect &dialect)
{
    const int size = static_cast<int>(text.size());
    const int start = std::clamp(std::min(selectionStart, selectionEnd), 0, size);
    int end = std::clamp(std::max(selectionStart, selectionEnd), 0, size);
    if (end > start && text[end - 1] == u'\n')
        --end; // a selection to the beginning of a line does not touch it
    const qsizetype first = start == 0 ? 0 : text.lastIndexOf(u'\n', start - 1) + 1;
    const qsizetype next = text.indexOf(u'\n', end);
    const qsizetype last = next < 0 ? size : next;

    const auto lines = QStringView(text).sliced(first, last - first).split(u'\n');
    const QString mark = (dialect.language ? dialect.language->lineComment() : u"--"_s) + u' ';
    bool allComments = true;
    qsizetype indent = size;
    for (const QStringView line : lines) {
        const auto [at, length] = commentMark(line, dialect);
        if (line.trimmed().isEmpty())
            continue;
        allComments = allComments && length > 0;
        indent = std::min(indent, at);
    }
    CommentToggle result{text.first(first), selectionStart, selectionEnd};
    const auto moved = [&](qsizetype place, int change) { // a place in the given text, in which `change` came or went
        for (auto [given, changed] : {std::pair(selectionStart, &result.selectionStart), std::pair(selectionEnd, &result.selectionEnd)}) {
            if (given >= place + std::max(0, -change))
                *changed += change;
            else if (given > place)
                *changed -= given - static_cast<int>(place);
        }
    };
    qsizetype offset = first;
    for (qsizetype i = 0; i < lines.size(); ++i) {
        const QStringView line = lines[i];
        if (i > 0)
            result.text += u'\n';
        const auto [at, length] = commentMark(line, dialect);
        if (line.trimmed().isEmpty()) {
            result.text += line;
        } else if (allComments) {
            result.text += line.first(at);
            result.text += line.sliced(at + length);
            moved(offset + at, -static_cast<int>(length));
        } else {
            result.text += line.first(indent);
            result.text += mark;
            result.text += line.sliced(indent);
            moved(offset + indent, static_cast<int>(mark.size()));
        }
        offset += line.size() + 1;
    }
    result.text += QStringView(text).sliced(last);
    return result;
}

} // namespace concord
