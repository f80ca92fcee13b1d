// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "query/sqltables.h"
#include "query/sqltext.h"

namespace concord {

/// What may stand at a place of a statement.
struct LanguageCompletion
{
    QStringList words;      ///< the language's own
    bool objects = false;   ///< names of collections
    bool fields = false;    ///< paths of fields of `object`
    QString object;         ///< which collection; empty: not known, or of any
    QString fieldPrefix;    ///< stands before a path there: "$"
    QString nameQuote;      ///< goes around a name there that is no plain word: an outer quote that is not typed yet; empty: none
    int typed = 0;          ///< how many characters before the cursor are the beginning of what is to stand there
    bool onlyThese = false; ///< nothing else can
};

/// The language of an engine that does not speak SQL. A dialect that names one (Dialect::language) is split, classified,
/// bound and laid out by it; the functions of sqltext.h, sqltables.h and format.h ask it, so that their callers need not.
/// Stateless, lives as long as the program; all functions from any thread, in linear time, for any text.
class StatementLanguage
{
public:
    virtual ~StatementLanguage() = default;

    /// As splitScript().
    [[nodiscard]] virtual Result<QList<ScriptStatement>> split(const QString &script) const = 0;
    /// As concord::statementAt().
    [[nodiscard]] virtual std::optional<ScriptStatement> statementAt(const QString &script, int cursor) const = 0;
    /// As concord::classify(): by what was parsed. What does not parse is Unknown.
    [[nodiscard]] virtual StatementClass classify(const QString &statement) const = 0;
    /// As concord::checkReadOnly().
    [[nodiscard]] virtual Result<void> checkReadOnly(const QString &statement) const = 0;
    /// As concord::parameterNames().
    [[nodiscard]] virtual QStringList parameterNames(const QString &statement) const = 0;
    /// As concord::bindParameters(); the text may stay as it is where the driver finds parameters by their names.
    [[nodiscard]] virtual Result<Statement> bind(const QString &statement, const QList<Parameter> &values) const = 0;
    /// As concord::formatSql().
    [[nodiscard]] virtual QString format(const QString &script) const { return script; }
    /// What begins a comment to the end of the line: "//".
    [[nodiscard]] virtual QString lineComment() const = 0;
    /// What a statement reads from or writes to, in the order of the text.
    [[nodiscard]] virtual QList<NamedTable> objects(const QString &statement) const = 0;
    /// As concord::qualifierAt().
    [[nodiscard]] virtual QString qualifierAt(const QString &text, int cursor) const = 0;
    /// What an editor may offer. Also for text that does not parse yet.
    [[nodiscard]] virtual LanguageCompletion completionAt(const QString & /*text*/, int /*cursor*/) const { return {}; }
    /// The statement that reads all of an object, without a delimiter.
    [[nodiscard]] virtual QString readAll(const QString &schema, const QString &name) const = 0;
};

/// What reads all of an object: SELECT * FROM "schema"."name", or what the dialect's own language says. No delimiter.
[[nodiscard]] QString readAllOf(const QString &schema, const QString &name, const Dialect &dialect);

} // namespace concord
