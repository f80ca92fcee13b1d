// SPDX-License-Identifier: GPL-3.0-or-later
// tds-stand-in FOLDER TSQL SQLITE: a stand-in for SQL Server on a free port of 127.0.0.1, which it prints. Its schema is what the script TSQL would
// make, its rows what the script SQLITE makes. It ends when its standard input does.
#include "query/sqltext.h"
#include "schema/systemviews.h"
#include "support/opened.h"
#include "support/tdsemulation.h"

#include <QCoreApplication>
#include <QFile>
#include <QTextStream>

using namespace Qt::StringLiterals;
using namespace concord;
using namespace concord::test;

static QString textOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

static QString fill(const QString &main, const QString &views, const QString &tsql, const QString &sqlite)
{
    if (!touch(main) || !touch(views))
        return u"the folder cannot be written to"_s;
    const auto database = concord::test::open(sqliteEndpoint(main));
    if (!database)
        return database.error().message;
    const auto statements = splitScript(sqlite, drivers().find(u"sqlite"_s)->dialect());
    if (!statements)
        return statements.error().message;
    run(**database, u"BEGIN"_s);
    for (const ScriptStatement &statement : *statements) {
        if (const Answer answer = run(**database, statement.text); answer.error)
            return answer.error->message + u": "_s + statement.text.left(200);
    }
    run(**database, u"COMMIT"_s);
    run(**database, u"ATTACH '%1' AS sys"_s.arg(views));
    SystemViews system;
    if (const QString problem = system.create(**database); !problem.isEmpty())
        return problem;
    return system.load(tsql.first(qMax<qsizetype>(0, tsql.indexOf("INSERT INTO"_L1))));
}

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const QStringList arguments = application.arguments();
    if (arguments.size() != 4)
        return 64;
    const QString main = arguments[1] + u"/main.db"_s;
    const QString views = arguments[1] + u"/sys.db"_s;
    if (const QString problem = fill(main, views, textOf(arguments[2]), textOf(arguments[3])); !problem.isEmpty()) {
        QTextStream(stderr) << problem << Qt::endl;
        return 1;
    }
    const TdsServer server([&]() -> TdsServer::Answerer {
        return [emulation = std::make_shared<TdsEmulation>(main, views)](const QString &sql) { return emulation->answer(sql); };
    });
    QTextStream(stdout) << server.port() << Qt::endl;
    QFile input;
    if (input.open(stdin, QIODevice::ReadOnly))
        input.readAll();
    return 0;
}
