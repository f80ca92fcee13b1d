// SPDX-License-Identifier: GPL-3.0-or-later
#include "mongodb/mongolanguage.h"

#include "mongodb/mongocompletion.h"
#include "mongodb/shelllexer.h"
#include "mongodb/shellsplit.h"
#include "mongodb/statement.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace concord {

namespace {

class MongoLanguage final : public StatementLanguage
{
public:
    Result<QList<ScriptStatement>> split(const QString &script) const override { return splitShellScript(script); }

    std::optional<ScriptStatement> statementAt(const QString &script, int cursor) const override
    {
        std::optional<ScriptStatement> found;
        for (const ScriptStatement &statement : shellPieces(script)) {
            if (statement.offset <= cursor || !found)
                found = statement;
        }
        return found;
    }

    StatementClass classify(const QString &statement) const override
    {
        const auto parsed = parseMongoStatement(statement, {}, true);
        if (parsed)
            return parsed->what;
        StatementClass what;
        const QList<ScriptStatement> pieces = shellPieces(statement);
        if (pieces.isEmpty())
            what.kind = StatementKind::Empty;
        else
            what.verb = pieces.first().text.section(u'(', 0, 0).left(40).simplified();
        return what;
    }

    Result<void> checkReadOnly(const QString &statement) const override
    {
        const auto parsed = parseMongoStatement(statement, {}, true);
        if (!parsed)
            return fail(parsed.error());
        if (parsed->refusal.message.isEmpty())
            return {};
        Error refusal = parsed->refusal;
        locate(refusal, statement);
        return fail(std::move(refusal));
    }

    QStringList parameterNames(const QString &statement) const override
    {
        QStringList names;
        ShellLexer lexer(statement);
        for (ShellToken token; lexer.next(token);) {
            const QString name = statement.sliced(token.offset, token.length).sliced(1);
            if (token.kind == ShellToken::Kind::Parameter && !names.contains(name))
                names.append(name);
        }
        return names;
    }

    Result<Statement> bind(const QString &statement, const QList<Parameter> &values) const override
    {
        Statement bound{statement, {}};
        ShellLexer lexer(statement);
        for (ShellToken token; lexer.next(token);) {
            if (token.kind != ShellToken::Kind::Parameter)
                continue;
            const QString name = statement.sliced(token.offset + 1, token.length - 1);
            const auto it = std::ranges::find(values, name, &Parameter::name);
            if (it == values.end()) {
                Error error{ErrorKind::Usage,
                            QCoreApplication::translate("MongoStatement", "The parameter :%1 has no value.").arg(name),
                            {},
                            {},
                            token.offset,
                            0,
                            0};
                locate(error, statement);
                return fail(std::move(error));
            }
            if (std::ranges::find(bound.parameters, name, &Parameter::name) == bound.parameters.end())
                bound.parameters.append(*it);
        }
        return bound;
    }

    QString lineComment() const override { return u"//"_s; }

    QList<NamedTable> objects(const QString &statement) const override
    {
        const auto parsed = parseMongoStatement(statement, {}, true);
        if (parsed)
            return parsed->collection.isEmpty() ? QList<NamedTable>() : QList<NamedTable>{{parsed->database, parsed->collection, {}}};
        return namedInUnfinished(statement);
    }

    QString qualifierAt(const QString &text, int cursor) const override
    {
        // "db.us|" and "db.users.f|": what stands before the last dot.
        QList<ShellToken> tokens;
        ShellLexer lexer(QStringView(text).first(std::clamp<qsizetype>(cursor, 0, text.size())));
        for (ShellToken token; lexer.next(token);)
            tokens.append(token);
        if (!tokens.isEmpty() && tokens.last().kind == ShellToken::Kind::Word)
            tokens.removeLast();
        if (tokens.size() < 2 || text[tokens.last().offset] != u'.' || tokens[tokens.size() - 2].kind != ShellToken::Kind::Word)
            return {};
        const ShellToken &before = tokens[tokens.size() - 2];
        return text.sliced(before.offset, before.length);
    }

    LanguageCompletion completionAt(const QString &text, int cursor) const override { return mongoCompletion(text, cursor); }
    QString readAll(const QString &, const QString &name) const override
    {
        static const QStringList methods{u"getCollection"_s, u"getSiblingDB"_s, u"runCommand"_s, u"stats"_s, u"aggregate"_s, u"version"_s};
        const bool plain = isShellName(name) && !methods.contains(name);
        if (plain)
            return u"db."_s + name + u".find({})"_s;
        QString escaped = name;
        escaped.replace(u'\\', u"\\\\"_s).replace(u'"', u"\\\""_s);
        return u"db.getCollection(\""_s + escaped + u"\").find({})"_s;
    }

private:
    /// "db.users.find({" and `{"collection": "users", …`: for completion.
    static QList<NamedTable> namedInUnfinished(const QString &statement)
    {
        QList<ShellToken> tokens;
        ShellLexer lexer(statement);
        for (ShellToken token; lexer.next(token);) {
            if (token.kind != ShellToken::Kind::Blank && token.kind != ShellToken::Kind::Comment)
                tokens.append(token);
        }
        const auto textAt = [&](qsizetype i) { return i < tokens.size() ? statement.sliced(tokens[i].offset, tokens[i].length) : QString(); };
        const auto inner = [&](qsizetype i) { return textAt(i).size() > 2 ? textAt(i).sliced(1, textAt(i).size() - 2) : QString(); };
        if (textAt(0) == "db"_L1 && textAt(2) == "getCollection"_L1)
            return {{{}, inner(4), {}}};
        if (textAt(0) == "db"_L1 && textAt(1) == "."_L1 && textAt(3) == "."_L1)
            return {{{}, textAt(2), {}}};
        for (qsizetype i = 0; textAt(0) == "{"_L1 && i + 2 < tokens.size(); ++i) {
            if (textAt(i).remove(u'"').remove(u'\'') == "collection"_L1 && textAt(i + 1) == ":"_L1)
                return {{{}, inner(i + 2), {}}};
        }
        return {};
    }
};

} // namespace

const StatementLanguage &mongoLanguage()
{
    static const MongoLanguage language;
    return language;
}

const Dialect &mongoDialect()
{
    static const Dialect dialect = [] {
        Dialect made;
        made.engine = u"mongodb"_s;
        made.displayName = u"MongoDB"_s;
        made.language = &mongoLanguage();
        made.highlighting = u"JavaScript"_s;
        return made;
    }();
    return dialect;
}

} // namespace concord
