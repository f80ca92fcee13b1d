// SPDX-License-Identifier: GPL-3.0-or-later
#include "conformance/casefile.h"
#include "connection/connectionurl.h"
#include "support/onserver.h"
#include "testprogram.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <optional>

using namespace Qt::StringLiterals;
using namespace concord;
using namespace concord::test;

namespace {

/// A cell as the case files write it.
QString written(const QString &cell)
{
    if (cell.isNull())
        return u"NULL"_s;
    if (cell.isEmpty())
        return u"(empty)"_s;
    QString text;
    for (qsizetype i = 0; i < cell.size(); ++i) {
        const QChar c = cell[i];
        const bool atEnd = i == 0 || i + 1 == cell.size();
        if (c == u'\n')
            text += u"\\n"_s;
        else if (c == u'\t')
            text += u"\\t"_s;
        else if (c == u'\\')
            text += u"\\\\"_s;
        else if (c == u'|')
            text += u"\\|"_s;
        else if (c == u' ' && atEnd)
            text += u"\\s"_s;
        else if (c < u' ' || c == QChar(0x7f))
            text += u"\\u%1"_s.arg(uint(c.unicode()), 4, 16, QChar(u'0'));
        else
            text += c;
    }
    return text;
}

QString writtenRow(const QStringList &cells)
{
    QStringList all;
    for (const QString &cell : cells)
        all.append(written(cell));
    return all.join(u" | "_s);
}

Parameter parameterOf(const QString &text)
{
    static const QMap<QString, Tag> tags{{u"null"_s, Tag::Null},       {u"boolean"_s, Tag::Boolean}, {u"integer"_s, Tag::Integer},
                                         {u"decimal"_s, Tag::Decimal}, {u"float"_s, Tag::Float},     {u"text"_s, Tag::Text}};
    const QString type = text.section(u' ', 0, 0);
    return {{}, tags.value(type, Tag::Text), text.section(u' ', 1)};
}

/// "syntax 42601 at 2:8" of an error; the parts that the case leaves open as "*".
QString writtenError(const Error &error, const QString &expected)
{
    const QStringList wanted = expected.split(u' ');
    QStringList parts{wanted[0] == u"*"_s ? u"*"_s : errorKindName(error.kind)};
    if (wanted.size() > 1)
        parts.append(wanted[1] == u"*"_s ? u"*"_s : error.code);
    if (wanted.size() > 3)
        parts += {u"at"_s, wanted[3].contains(u':') ? u"%1:%2"_s.arg(error.line).arg(error.column) : QString::number(error.column)};
    return parts.join(u' ');
}

QStringList writtenColumns(const std::vector<ColumnInfo> &columns, const QStringList &expected)
{
    QStringList all;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        const QStringList wanted = expected.value(static_cast<qsizetype>(i)).split(u' ');
        QString native = columns[i].nativeType;
        native.replace(u' ', u'_');
        all.append(u"%1 %2 %3"_s.arg(columns[i].name, wanted.value(1) == u"*"_s ? u"*"_s : native, logicalName(columns[i].logical)));
    }
    return all;
}

/// What a driver outside of this tree is tried on, by its URL; then nothing else is tried.
QString outsideUrl()
{
    return qEnvironmentVariable("CONCORD_CONFORMANCE_URL");
}

QString casesFolder()
{
    return qEnvironmentVariable("CONCORD_CONFORMANCE_CASES", QStringLiteral(CONCORD_CASES));
}

/// Of engines that need no server: where they are.
QString fixedUrl(const QString &target)
{
    if (!outsideUrl().isEmpty())
        return outsideUrl();
    return target == "memory"_L1 ? u"memory://here/sky"_s : QString();
}

/// Of engines of which no server comes from a package: the variable that names one by its URL.
QString variableOf(const QString &target)
{
    return target == "sqlserver"_L1 || target == "oracle"_L1 ? u"CONCORD_TEST_%1_URL"_s.arg(target.toUpper()) : QString();
}

} // namespace

class TestConformance : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyDriverAnswersAsWritten_data();
    void everyDriverAnswersAsWritten();

private:
    void check(const Case &wanted, const Answer &answer, const QString &where);
};

void TestConformance::everyDriverAnswersAsWritten_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("target");
    QTest::addColumn<QString>("engine");
    QList<std::pair<QString, QString>> targets{{u"sqlite"_s, u"sqlite"_s},
                                               {u"duckdb"_s, u"duckdb"_s},
                                               {u"postgresql17"_s, u"postgresql"_s},
                                               {u"postgresql18"_s, u"postgresql"_s},
                                               {u"mariadb"_s, u"mariadb"_s},
                                               {u"mysql"_s, u"mysql"_s},
                                               {u"firebird"_s, u"firebird"_s},
                                               {u"odbc"_s, u"odbc"_s},
                                               {u"memory"_s, u"memory"_s},
                                               {u"sqlserver"_s, u"sqlserver"_s},
                                               {u"oracle"_s, u"oracle"_s}};
    if (!outsideUrl().isEmpty()) {
        const auto driver = drivers().findByScheme(outsideUrl().section(u':', 0, 0));
        QVERIFY2(driver, "no driver has the scheme of CONCORD_CONFORMANCE_URL: is the plugin's folder in CONCORD_PLUGIN_PATH?");
        targets = {{driver->info().id, driver->info().id}};
    }
    const QDir folder(casesFolder());
    const QStringList names = folder.entryList({u"*.case"_s}, QDir::Files, QDir::Name);
    QVERIFY2(!names.isEmpty(), "no case files");
    bool found = false;
    for (const QString &name : names) {
        const QStringList engines = enginesOf(folder.filePath(name));
        for (const auto &[target, engine] : targets) {
            if (!engines.contains(target) && !engines.contains(engine))
                continue;
            found = true;
            QTest::addRow("%s on %s", qPrintable(name), qPrintable(target)) << folder.filePath(name) << target << engine;
        }
    }
    QVERIFY2(found, "no case file names the engine");
}

void TestConformance::everyDriverAnswersAsWritten()
{
    QFETCH(QString, path);
    QFETCH(QString, target);
    QFETCH(QString, engine);
    const CaseFile file = readCaseFile(path, target, engine);
    QVERIFY2(file.problem.isEmpty(), qPrintable(file.problem));
    QVERIFY(!file.cases.isEmpty());

    const bool readOnly = file.profile == u"read-only"_s;
    QTemporaryDir folder;
    std::optional<ScratchDatabase> scratch;
    Endpoint endpoint;
    Secret secret;
    if (target == u"sqlite"_s) {
        const QString database = folder.filePath(u"conformance.db"_s);
        QVERIFY(QFile(database).open(QIODevice::WriteOnly));
        endpoint = sqliteEndpoint(database, readOnly);
    } else if (target == u"duckdb"_s) {
        const QString database = folder.filePath(u"conformance.duckdb"_s);
        QCOMPARE(makeDuckdb(database), QString());
        endpoint = duckdbEndpoint(database, readOnly);
    } else if (const QString variable = variableOf(target), fixed = fixedUrl(target); !variable.isEmpty() || !fixed.isEmpty()) {
        const QString url = fixed.isEmpty() ? qEnvironmentVariable(variable.toLatin1().constData()) : fixed;
        if (url.isEmpty())
            QSKIP(qPrintable(u"needs a server of the reader's own: set %1"_s.arg(variable)));
        const auto parsed = parseUrl(url, drivers());
        QVERIFY2(parsed, parsed ? "" : qPrintable(parsed.error().message));
        endpoint = adHocEndpoint(*parsed, drivers());
        endpoint.readOnly = readOnly;
        secret = parsed->secret;
    } else {
        const bool overOdbc = target == u"odbc"_s; // psqlodbc, which the generic engine is tried with
        const auto server = testServer(overOdbc ? u"postgresql17"_s : target);
        if (!server)
            QSKIP(qPrintable(u"needs the test server %1, which is not available here"_s.arg(target)));
        auto made = ScratchDatabase::create(*server);
        QVERIFY2(made, made ? "" : qPrintable(made.error()));
        scratch.emplace(std::move(*made));
        endpoint = serverEndpoint(*server, scratch->name(), readOnly);
        if (overOdbc) {
            endpoint.engine = u"odbc"_s;
            endpoint.options.extra.insert(u"driver"_s, u"PostgreSQL Unicode"_s);
        }
        secret = serverSecret(*server);
    }
    Result<std::unique_ptr<Connection>> opened = open(endpoint, secret);
    QVERIFY2(opened, opened ? "" : qPrintable(opened.error().message));

    const auto server = (*opened)->serverInfo(Clock::now() + std::chrono::seconds(10));
    QVERIFY2(server, server ? "" : qPrintable(server.error().message));
    const int version = server->version.section(u'.', 0, 0).toInt();
    for (const Case &wanted : file.cases) {
        if (wanted.since > version)
            continue;
        QList<Parameter> parameters;
        for (const QString &text : wanted.parameters)
            parameters.append(parameterOf(text));
        const Answer answer = run(**opened, wanted.sql, parameters);
        check(wanted, answer, u"%1:%2 on %3"_s.arg(QFileInfo(path).fileName()).arg(wanted.line).arg(target));
        if (QTest::currentTestFailed())
            return;
    }
}

void TestConformance::check(const Case &wanted, const Answer &answer, const QString &where)
{
    const QByteArray place = (where + u'\n' + wanted.sql).toUtf8();
    const auto same = [&](const QString &got, const QString &expected) {
        QVERIFY2(got == expected, (place + "\n  got:      " + got.toUtf8() + "\n  expected: " + expected.toUtf8()).constData());
    };
    if (wanted.fails) {
        QVERIFY2(answer.error, (place + "\n  went well, but " + wanted.error.toUtf8() + " was expected").constData());
        same(writtenError(*answer.error, wanted.error), wanted.error);
    } else {
        QVERIFY2(!answer.error,
                 (place + "\n  failed: " + (answer.error ? answer.error->message + u' ' + answer.error->code : QString()).toUtf8()).constData());
    }
    if (QTest::currentTestFailed())
        return;
    const RecordedResult result = answer.results.isEmpty() ? RecordedResult{} : answer.results.first();
    if (wanted.hasColumns)
        same(writtenColumns(result.columns, wanted.columns).join(u" | "_s), wanted.columns.join(u" | "_s));
    if (wanted.hasRows) {
        QStringList got;
        QStringList expected;
        for (const QStringList &row : result.rows())
            got.append(writtenRow(row));
        for (const QStringList &row : wanted.rows)
            expected.append(row.join(u" | "_s));
        same(got.join(u'\n'), expected.join(u'\n'));
    }
    if (!wanted.affected.isEmpty())
        same(QString::number(result.end.affectedRows), wanted.affected);
    if (wanted.hasNotices) {
        QStringList got;
        for (const Notice &notice : answer.notices)
            got.append(u"%1 %2 %3"_s.arg(notice.severity, notice.code, notice.message));
        same(got.join(u'\n'), wanted.notices.join(u'\n'));
    }
}

CONCORD_TEST(TestConformance)
#include "tst_conformance.moc"
