// SPDX-License-Identifier: GPL-3.0-or-later
#include "connection/connectionurl.h"
#include "core/testdrivers.h"
#include "query/targets.h"
#include "workspace/secretstore.h"
#include "workspace/workspace.h"
#include "testprogram.h"

#include <QDirIterator>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace concord;
using namespace Qt::StringLiterals;

namespace {

/// Odd enough that no other text holds it, and with characters that are written differently in a URL, in JSON and in base64.
QByteArray canary()
{
    return QByteArray("Kanari/3n@v0gel?#%");
}

/// The canary as itself and as it would look encoded; base64 in its three alignments, without the ends that neighbours touch.
QList<QByteArray> disguises()
{
    QList<QByteArray> forms{canary(), canary().toPercentEncoding(), canary().toPercentEncoding().toLower(), canary().toHex(), "Kanari", "v0gel"};
    for (int shift = 0; shift < 3; ++shift) {
        const QByteArray encoded = (QByteArray(shift, 'x') + canary()).toBase64(QByteArray::OmitTrailingEquals);
        forms.append(encoded.sliced(4, encoded.size() - 8));
    }
    const QString text = QString::fromUtf8(canary());
    forms.append(QByteArray(reinterpret_cast<const char *>(text.utf16()), text.size() * 2));
    return forms;
}

/// What was found, and where; empty: nothing.
QString search(const QByteArray &content, const QString &where)
{
    for (const QByteArray &form : disguises()) {
        if (content.contains(form))
            return where + u" holds "_s + QString::fromLatin1(form.toPercentEncoding());
    }
    return {};
}

QStringList searchFiles(const QString &folder)
{
    QStringList found;
    QDirIterator files(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        if (!file.open(QIODevice::ReadOnly))
            qFatal("cannot read %s", qPrintable(file.fileName()));
        const QString hit = search(file.readAll(), file.fileName());
        if (!hit.isEmpty())
            found.append(hit);
    }
    return found;
}

QString textOf(const Error &error)
{
    return error.message + u'\n' + error.detail + u'\n' + error.code;
}

/// All that a program could show of an endpoint.
QString textOf(const Endpoint &endpoint)
{
    QString text = QStringList{endpoint.name, endpoint.host, endpoint.user, endpoint.database, endpoint.colour}.join(u'\n');
    for (const auto &[name, value] : endpoint.options.extra.asKeyValueRange())
        text += u'\n' + name + u'=' + value;
    return text + endpoint.options.socket + endpoint.options.applicationName + endpoint.options.searchPath;
}

QStringList *messages = nullptr;

void keepMessage(QtMsgType, const QMessageLogContext &, const QString &text)
{
    if (messages)
        messages->append(text);
}

} // namespace

class TestCanary : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theSearchFindsWhatIsThere_data();
    void theSearchFindsWhatIsThere();
    void passwordLeavesNoTrace_data();
    void passwordLeavesNoTrace();
    void vaultAndHistoryLeaveNoTrace();
};

void TestCanary::theSearchFindsWhatIsThere_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::newRow("itself") << QByteArray("x" + canary() + "y");
    QTest::newRow("percent-encoded") << canary().toPercentEncoding();
    QTest::newRow("base64") << canary().toBase64();
    QTest::newRow("base64 within") << ("ab" + canary() + "cd").toBase64();
    QTest::newRow("a part") << QByteArray("u:Kanari");
    QTest::newRow("UTF-16") << QByteArray(reinterpret_cast<const char *>(QString::fromUtf8(canary()).utf16()), canary().size() * 2);
}

void TestCanary::theSearchFindsWhatIsThere()
{
    QFETCH(QByteArray, content);
    QVERIFY(!search(content, u"it"_s).isEmpty());
    QTemporaryDir dir;
    QFile file(dir.filePath(u".hidden"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(content);
    file.close();
    QCOMPARE(searchFiles(dir.path()).size(), 1);
    QVERIFY(search(QByteArray("Kanal, vogel, postgresql://u:•••@h/d"), u"it"_s).isEmpty());
}

void TestCanary::passwordLeavesNoTrace_data()
{
    QTest::addColumn<QString>("url");
    const QString raw = QString::fromUtf8(canary());
    const QString encoded = QString::fromUtf8(canary().toPercentEncoding());
    QTest::newRow("well-formed") << u"postgresql://u:%1@h/d"_s.arg(encoded);
    QTest::newRow("in the query") << u"postgresql://u@h/d?password=%1"_s.arg(encoded);
    QTest::newRow("not encoded") << u"postgresql://u:%1@h/d"_s.arg(raw);
    QTest::newRow("not encoded in the query") << u"postgresql://u@h/d?password=%1"_s.arg(raw);
    QTest::newRow("bad port") << u"postgresql://u:%1@h:port/d"_s.arg(encoded);
    QTest::newRow("no host") << u"postgresql://u:%1"_s.arg(encoded);
    QTest::newRow("no scheme") << u"u:%1@h/d"_s.arg(encoded);
    QTest::newRow("unknown scheme") << u"postgers://u:%1@h/d"_s.arg(encoded);
    QTest::newRow("later engine") << u"mongodb://u:%1@h/d"_s.arg(encoded);
    QTest::newRow("bad option") << u"mysql://u:%1@h/d?sslmode=x"_s.arg(encoded);
    QTest::newRow("key's password") << u"mysql://u@h/d?sslpassword=%1"_s.arg(encoded);
}

void TestCanary::passwordLeavesNoTrace()
{
    QFETCH(QString, url);
    QStringList texts;
    messages = &texts;
    const auto before = qInstallMessageHandler(keepMessage);
    QTemporaryDir dir;
    const DriverRegistry registry = testRegistry();
    texts.append(withoutSecret(url));
    // Within a statement only what looks like a URL can be told from the text around it.
    const QString statement =
        url.contains("://"_L1) && !url.contains(QString::fromUtf8(canary())) ? u"select dblink('%1')"_s.arg(url) : u"select 1"_s;
    texts.append(statementWithoutSecrets(statement));
    const auto parsed = parseUrl(url, registry);
    const auto targets = resolveTargets({url}, {}, registry);
    QCOMPARE(parsed.has_value(), targets.has_value());
    {
        auto workspace = Workspace::open(dir.filePath(u"workspace.db"_s));
        QVERIFY(workspace);
        Profile profile;
        profile.name = u"p"_s;
        Server server;
        server.engine = u"postgresql"_s;
        if (parsed) {
            QCOMPARE(parsed->secret.reveal(), canary());
            texts.append(formatUrl(parsed->server, parsed->profile, registry));
            texts.append(textOf(targets->first().endpoint));
            server = parsed->server;
            profile.database = parsed->profile.database;
        } else {
            texts.append(textOf(parsed.error()));
            texts.append(textOf(targets.error()));
        }
        const auto saved = (*workspace)->saveConnection(server, profile);
        QVERIFY(saved);
        texts.append(textOf(*saved));
        HistoryEntry entry; // as exec keeps it that was given the URL, and a server that repeats it
        entry.text = statement;
        entry.targets = {{saved->profileId, url, u"postgresql"_s, statement, u"failed"_s, 0, -1, 0, u"connection"_s, {}, withoutSecret(url)}};
        const auto run = (*workspace)->beginHistory(entry);
        QVERIFY(run);
        entry.run = *run;
        QVERIFY((*workspace)->finishHistory(entry));
    }
    qInstallMessageHandler(before);
    messages = nullptr;
    for (const QString &text : texts) {
        const QString hit = search(text.toUtf8(), text);
        QVERIFY2(hit.isEmpty(), qPrintable(hit));
    }
    const QStringList hits = searchFiles(dir.path());
    QVERIFY2(hits.isEmpty(), qPrintable(hits.join(u'\n')));
}

void TestCanary::vaultAndHistoryLeaveNoTrace()
{
    for (const char *variable : {"DBUS_SESSION_BUS_ADDRESS", "XDG_RUNTIME_DIR", "CONCORD_PASSWORD"})
        qunsetenv(variable);
    QTemporaryDir dir;
    qputenv("HOME", dir.path().toUtf8());
    QStringList texts;
    {
        SecretStore store(dir.filePath(u"workspace.db.vault"_s));
        const QUuid id = QUuid::createUuid();
        texts.append(textOf(store.save(id, Secret(canary())).error()));
        QVERIFY(store.openVault(Secret(canary())));
        QVERIFY(store.save(id, Secret(canary())));
        Endpoint endpoint;
        endpoint.serverId = id;
        endpoint.host = u"h"_s;
        QCOMPARE(store.find(endpoint, noDeadline)->reveal(), canary()); // it is in there
        SecretStore other(dir.filePath(u"workspace.db.vault"_s));
        texts.append(textOf(other.openVault(Secret(canary() + "x")).error()));
        auto workspace = Workspace::open(dir.filePath(u"workspace.db"_s));
        QVERIFY(workspace);
        for (const QString &sql : {u"create user x identified by '%1'"_s, u"alter role x password '%1'"_s, u"set password = '%1'"_s}) {
            HistoryEntry entry;
            entry.text = sql.arg(QString::fromUtf8(canary()));
            QVERIFY((*workspace)->beginHistory(entry));
        }
        Server server;
        server.engine = u"mysql"_s;
        server.name = u"mysql://u:%1@h"_s.arg(QString::fromUtf8(canary()));
        server.options.extra.insert(u"sslpassword"_s, QString::fromUtf8(canary()));
        server.options.extra.insert(u"options"_s, u"password="_s + QString::fromUtf8(canary().toPercentEncoding()));
        Profile profile;
        profile.name = u"p"_s;
        profile.database = u"postgresql://u:%1@h/d"_s.arg(QString::fromUtf8(canary()));
        QVERIFY((*workspace)->saveConnection(server, profile));
        QCOMPARE(searchFiles(dir.path()), QStringList()); // while it is open: the log beside it too
    }
    QCOMPARE(searchFiles(dir.path()), QStringList());
    for (const QString &text : texts)
        QCOMPARE(search(text.toUtf8(), text), QString());
}

CONCORD_TEST(TestCanary)
#include "tst_canary.moc"
