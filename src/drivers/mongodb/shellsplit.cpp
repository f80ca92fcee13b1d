// SPDX-License-Identifier: GPL-3.0-or-later
#include "mongodb/shellsplit.h"

#include "mongodb/shelllexer.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace concord {

namespace {

using Kind = ShellToken::Kind;

/// Cuts a script into statements, token by token.
class Splitter
{
public:
    explicit Splitter(const QString &script) : m_script(script), m_lexer(script) {}

    void run()
    {
        for (ShellToken token; m_lexer.next(token);) {
            if (token.kind == Kind::Blank || token.kind == Kind::Comment)
                m_lineBreak = m_lineBreak || token.lineBreak;
            else
                take(token);
        }
        end();
    }

    QList<ScriptStatement> pieces;
    int unterminated = -1; ///< where what has no end begins
    int mismatched = -1;   ///< where a bracket closes that is not the one that is open
    QChar expected;        ///< what should stand there
    int unclosed = -1;     ///< where a bracket opens that is not closed

private:
    void take(const ShellToken &token)
    {
        const QChar c = m_script[token.offset];
        const bool isSign = token.kind == Kind::Punctuation;
        if (isSign && c == u';' && m_open.isEmpty()) {
            end();
            return;
        }
        const bool goesOn = isSign && (c == u'.' || c == u'(' || c == u')' || c == u']' || c == u'}' || c == u',' || c == u':');
        if (m_lineBreak && m_whole && m_open.isEmpty() && !goesOn)
            end();
        m_lineBreak = false;
        if (m_start < 0)
            m_start = token.offset;
        m_end = token.offset + token.length;
        if (token.kind == Kind::Unterminated && unterminated < 0)
            unterminated = token.offset;
        if (isSign && (c == u'(' || c == u'[' || c == u'{'))
            m_open.append(token.offset);
        else if (isSign && (c == u')' || c == u']' || c == u'}') && !m_open.isEmpty())
            close(token.offset, c);
        // After a dot or a comma something must still come.
        m_whole = !isSign || c == u')' || c == u']' || c == u'}';
    }

    void close(int offset, QChar c)
    {
        const QChar open = m_script[m_open.last()];
        const QChar fits = open == u'(' ? u')' : open == u'[' ? u']' : u'}';
        if (c != fits && mismatched < 0) {
            mismatched = offset;
            expected = fits;
        }
        m_open.removeLast();
    }

    void end()
    {
        if (m_start >= 0) {
            m_line += static_cast<int>(QStringView(m_script).sliced(m_counted, m_start - m_counted).count(u'\n'));
            m_counted = m_start;
            pieces.append({m_script.sliced(m_start, m_end - m_start), m_start, m_line});
        }
        if (!m_open.isEmpty() && unclosed < 0)
            unclosed = m_open.first();
        m_open.clear();
        m_start = -1;
        m_whole = false;
    }

    const QString &m_script;
    ShellLexer m_lexer;
    QList<int> m_open; ///< offsets of the brackets around
    int m_start = -1;
    int m_end = 0;
    int m_line = 1;
    int m_counted = 0;
    bool m_whole = false;
    bool m_lineBreak = false;
};

} // namespace

QList<ScriptStatement> shellPieces(const QString &script)
{
    Splitter splitter(script);
    splitter.run();
    return splitter.pieces;
}

Result<QList<ScriptStatement>> splitShellScript(const QString &script)
{
    Splitter splitter(script);
    splitter.run();
    const bool wrongEnd = splitter.unterminated < 0 && splitter.mismatched >= 0;
    const int place = splitter.unterminated >= 0 ? splitter.unterminated : wrongEnd ? splitter.mismatched : splitter.unclosed;
    if (place < 0)
        return splitter.pieces;
    const QString message =
        splitter.unterminated >= 0 ? QCoreApplication::translate("MongoStatement", "This string, comment or regular expression has no end.")
        : wrongEnd
            ? QCoreApplication::translate("MongoStatement", "Expected “%1”, found “%2”.").arg(QString(splitter.expected), QString(script[place]))
            : QCoreApplication::translate("MongoStatement", "This “%1” is not closed.").arg(script[place]);
    Error error{ErrorKind::Syntax, message, {}, {}, place, 0, 0};
    locate(error, script);
    return fail(std::move(error));
}

} // namespace concord
