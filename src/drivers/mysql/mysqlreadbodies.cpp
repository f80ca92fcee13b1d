// SPDX-License-Identifier: GPL-3.0-or-later
// SHOW CREATE, of many things at a time; and the bodies of triggers and events, which information_schema tells with their strings'
// escapes undone and signs of four bytes lost, as in views.
#include "mysql/mysqldialect.h"
#include "mysql/mysqlschemareader.h"
#include "query/sqllexer.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace concord {
namespace {

/// The next token that is neither blank nor comment.
bool nextCode(SqlLexer &lexer, SqlToken &token)
{
    while (lexer.next(token)) {
        if (token.kind != SqlToken::Kind::Blank && token.kind != SqlToken::Kind::Comment)
            return true;
    }
    return false;
}

bool isWord(const QString &sql, const SqlToken &token, QLatin1StringView word)
{
    return token.kind == SqlToken::Kind::Word && QStringView(sql).sliced(token.offset, token.length).compare(word, Qt::CaseInsensitive) == 0;
}

/// What stands behind the first place where these words follow one another; null: nowhere.
QString behind(const QString &sql, std::initializer_list<QLatin1StringView> words)
{
    SqlLexer lexer(sql, mysqlDialect(), SqlLexer::Scope::Statement);
    SqlToken token;
    const auto *wanted = words.begin();
    while (wanted != words.end() && nextCode(lexer, token))
        wanted = isWord(sql, token, *wanted) ? wanted + 1 : words.begin();
    return wanted != words.end() ? QString() : sql.sliced(token.offset + token.length).trimmed();
}

/// Behind FOR EACH ROW it may be said after or before which other one it comes.
QString triggerBody(const QString &sql)
{
    const QString body = behind(sql, {"FOR"_L1, "EACH"_L1, "ROW"_L1});
    SqlLexer lexer(body, mysqlDialect(), SqlLexer::Scope::Statement);
    SqlToken token;
    const bool ordered = nextCode(lexer, token) && (isWord(body, token, "FOLLOWS"_L1) || isWord(body, token, "PRECEDES"_L1));
    return ordered && nextCode(lexer, token) ? body.sliced(token.offset + token.length).trimmed() : body;
}

/// Nothing in it that information_schema could have changed.
bool isExact(const QString &body)
{
    static constexpr auto changed = u"'\"\\?";
    return std::ranges::none_of(body, [](QChar c) { return QStringView(changed).contains(c); });
}

void takeBody(const QString &exact, QString &body, QString &definition)
{
    if (exact.isEmpty() || !definition.endsWith(body))
        return;
    definition = definition.chopped(body.size()) + exact;
    body = exact;
}

} // namespace

QString withExactStrings(const QString &query, const QString &create)
{
    const QString exact = behind(create, {"AS"_L1});
    SqlLexer lexer(query, mysqlDialect(), SqlLexer::Scope::Statement);
    SqlLexer other(exact, mysqlDialect(), SqlLexer::Scope::Statement);
    SqlToken token;
    SqlToken said;
    QString text;
    while (lexer.next(token)) {
        QStringView part = QStringView(query).sliced(token.offset, token.length);
        if (token.kind == SqlToken::Kind::String) {
            bool any = other.next(said);
            while (any && said.kind != SqlToken::Kind::String)
                any = other.next(said);
            if (!any)
                return query;
            part = QStringView(exact).sliced(said.offset, said.length);
        }
        text += part;
    }
    return text;
}

/// Many in a round trip, which one that may not be seen ends: those behind it are asked in the next. What is `needed` and was not told is
/// asked by itself, for the reason.
Result<void> MysqlSchemaReader::showCreate(const QString &kind, const QStringList &names, const QSet<QString> &needed, const OnCreate &take)
{
    using enum ErrorKind;
    constexpr qsizetype together = 100;
    const auto query = [&](const QString &name) {
        return u"SHOW CREATE %1 %2.%3"_s.arg(kind, mysqlDialect().quoted(m_wanted.schema), mysqlDialect().quoted(name));
    };
    QSet<QString> told;
    for (qsizetype first = 0; first < names.size();) {
        const QStringList some = names.sliced(first, std::min(together, names.size() - first));
        QStringList queries;
        std::ranges::transform(some, std::back_inserter(queries), query);
        qsizetype answered = 0;
        auto read = m_queries.eachOf(queries, [&](qsizetype i, const MysqlRow &row) {
            answered = i + 1;
            told.insert(some[i]);
            take(some[i], row);
        });
        if (!read && (read.error().kind == Lost || read.error().kind == Cancelled || read.error().kind == Timeout))
            return read;
        first += read ? some.size() : answered + 1;
    }
    for (const QString &name : needed) {
        if (told.contains(name))
            continue;
        auto read = m_queries.each(query(name), [&](const MysqlRow &row) { take(name, row); });
        if (auto goOn = tolerate(read, kind.toLower(), name); !goOn)
            return goOn;
    }
    return {};
}

Result<void> MysqlSchemaReader::readTriggerBodies()
{
    QHash<QString, Trigger *> inexact;
    for (const auto &table : std::as_const(m_draft.tables)) {
        for (Trigger &trigger : table->triggers) {
            if (!isExact(trigger.body))
                inexact.insert(trigger.name, &trigger);
        }
    }
    const QStringList names = inexact.keys();
    return showCreate(u"TRIGGER"_s, names, QSet<QString>(names.cbegin(), names.cend()), [&](const QString &name, const MysqlRow &row) {
        Trigger &trigger = *inexact.value(name);
        takeBody(triggerBody(row.text(2)), trigger.body, trigger.definition);
    });
}

Result<void> MysqlSchemaReader::readEventBodies()
{
    QHash<QString, Routine *> inexact;
    for (const auto &object : m_draft.others) {
        if (object->kind != ObjectKind::Routine)
            continue;
        auto &routine = static_cast<Routine &>(*object);
        if (routine.variant == "event"_L1 && !isExact(routine.body))
            inexact.insert(routine.ref.name, &routine);
    }
    const QStringList names = inexact.keys();
    return showCreate(u"EVENT"_s, names, QSet<QString>(names.cbegin(), names.cend()), [&](const QString &name, const MysqlRow &row) {
        Routine &event = *inexact.value(name);
        takeBody(behind(row.text(3), {"DO"_L1}), event.body, event.definition);
    });
}

} // namespace concord
