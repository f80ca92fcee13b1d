// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/sqlanalysis.h"

#include <QSet>

using namespace Qt::StringLiterals;

namespace concord {

std::optional<SqlAnalysis> analyseClientCommand(const QString &statement, const Dialect &dialect)
{
    SqlLexer lexer(statement, dialect, SqlLexer::Scope::Script);
    SqlToken token;
    while (lexer.next(token) && (token.kind == SqlToken::Kind::Blank || token.kind == SqlToken::Kind::Comment)) {
    }
    if (!lexer.wasClientCommand())
        return std::nullopt;
    static const QSet<QString> harmless{u"PROMPT"_s, u"REM"_s, u"REMARK"_s, u"SET"_s, u"SHOW"_s, u"DESC"_s, u"DESCRIBE"_s, u"COLUMN"_s, u"DEFINE"_s};
    const QString word = upperAscii(QStringView(statement).sliced(token.offset, token.length)).section(u' ', 0, 0).section(u'\t', 0, 0);
    SqlAnalysis result;
    result.what.kind = harmless.contains(word) ? StatementKind::Session : StatementKind::Unknown;
    result.what.verb = word;
    result.offset = token.offset;
    result.word = word;
    return result;
}

} // namespace concord
