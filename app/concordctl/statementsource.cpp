// SPDX-License-Identifier: GPL-3.0-or-later
#include "concordctl/statementsource.h"

#include "base/decodetext.h"
#include "concordctl/commandline.h"
#include "concordctl/context.h"
#include "concordctl/databases.h"
#include "concordctl/translate.h"
#include "query/textparts.h"

#include <QFile>

#include <cstdio>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace concord::ctl {

const QList<Option> &statementOptions()
{
    using enum Option::Takes;
    static const QList<Option> list{
        {u"execute"_s, Ctl::tr("the statement, or several; may be given again"), Value, u"STATEMENT"_s, u'e'},
        {u"on"_s,
         Ctl::tr("a statement for one kind of database (mongodb, mysql, sql …; mysql is for MariaDB too where there is no mariadb) or one database "
                 "alone; may be given again"),
         Value,
         u"KIND=STATEMENT"_s,
         {}},
        {u"file"_s, Ctl::tr("a file with the statements (UTF-8); - is standard input"), Value, u"FILE"_s, u'f'},
    };
    return list;
}

static Result<QString> readStdin()
{
    QFile in;
    if (!in.open(stdin, QIODevice::ReadOnly))
        return fail(ErrorKind::Io, Ctl::tr("Standard input cannot be read."));
    return decodeText(in.readAll(), Ctl::tr("Standard input"));
}

static Result<QString> readStatementFile(const QString &path)
{
    if (path == "-"_L1)
        return readStdin();
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorKind::NotFound, Ctl::tr("The file %1 cannot be read: %2").arg(path, file.errorString()));
    const QByteArray bytes = file.readAll();
    if (file.error() != QFileDevice::NoError)
        return fail(ErrorKind::Io, Ctl::tr("The file %1 cannot be read: %2").arg(path, file.errorString()));
    return decodeText(bytes, path);
}

/// `exec prod "SELECT …"`: blanks or a semicolon, and no database of that name.
static bool readsAsStatement(Context &context, const QString &word)
{
    const QString text = word.trimmed();
    const bool looksLikeOne = text.contains(u' ') || text.contains(u'\n') || text.endsWith(u';') || text.startsWith(u'{');
    return looksLikeOne && !namesDatabase(context, word);
}

static Result<StatementSource> findCommonStatement(Context &context, const Arguments &arguments)
{
    StatementSource source{{}, arguments.words()};
    const bool inLine = arguments.has(u"execute"_s);
    const bool inFile = arguments.has(u"file"_s);
    if (inLine && inFile)
        return fail(ErrorKind::Usage, Ctl::tr("-e and -f exclude each other."));
    if (inLine) {
        source.text = arguments.values(u"execute"_s).join(u";\n"_s);
        return source;
    }
    Result<QString> text;
    if (inFile) {
        text = readStatementFile(arguments.value(u"file"_s));
    } else if (!source.databases.isEmpty() && readsAsStatement(context, source.databases.last())) {
        text = source.databases.takeLast();
    } else if (isatty(STDIN_FILENO)) {
        return fail(ErrorKind::Usage, Ctl::tr("There is no statement: give one by -e, a file by -f, or standard input."));
    } else if (arguments.has(u"password-stdin"_s)) {
        return fail(ErrorKind::Usage, Ctl::tr("Standard input holds the password; give the statement by -e or -f."));
    } else {
        text = readStdin();
    }
    if (!text)
        return fail(text.error());
    source.text = *text;
    return source;
}

/// What --on gives, as parts of a text (query/textparts.h).
static Result<QString> partsOf(const QStringList &given)
{
    QString parts;
    for (const QString &one : given) {
        const qsizetype equals = one.indexOf(u'=');
        if (equals <= 0 || one.sliced(equals + 1).trimmed().isEmpty())
            return fail(ErrorKind::Usage, Ctl::tr("--on takes KIND=STATEMENT, as in --on 'mongodb=db.users.find({})', not “%1”.").arg(one));
        parts += u"\n-- @on "_s + one.first(equals).trimmed() + u'\n' + one.sliced(equals + 1);
    }
    return parts;
}

Result<StatementSource> findStatement(Context &context, const Arguments &arguments)
{
    const Result<QString> parts = partsOf(arguments.values(u"on"_s));
    if (!parts)
        return fail(parts.error());
    const QStringList words = arguments.words();
    const bool alone = !parts->isEmpty() && !arguments.has(u"execute"_s) && !arguments.has(u"file"_s)
                       && (words.isEmpty() || !readsAsStatement(context, words.last()));
    auto source = alone ? Result<StatementSource>(StatementSource{{}, words}) : findCommonStatement(context, arguments);
    if (source)
        source->text += *parts;
    return source;
}

void warnOfUnasked(Context &context, const QString &text, const QList<Endpoint> &endpoints)
{
    for (const QString &name : unaskedPartNames(text, endpoints, *context.registry()))
        context.out().warning(Ctl::tr("What is for %1 alone was given to none of these databases.").arg(name));
}

} // namespace concord::ctl
