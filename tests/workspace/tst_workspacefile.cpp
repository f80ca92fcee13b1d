// SPDX-License-Identifier: GPL-3.0-or-later
#include "workspace/workspace.h"
#include "workspace/workspacefile.h"
#include "testprogram.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>
#include <QtEndian>

#ifdef Q_OS_UNIX
#include <grp.h>
#include <unistd.h>
#endif

using namespace concord;
using namespace Qt::StringLiterals;

namespace {

/// All that a folder holds: names, modes and contents.
QMap<QString, QByteArray> contentsOf(const QString &folder)
{
    QMap<QString, QByteArray> contents;
    for (const QFileInfo &info : QDir(folder).entryInfoList(QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot)) {
        QFile file(info.filePath());
        (void)file.open(QIODevice::ReadOnly);
        contents.insert(info.fileName() + u' ' + QString::number(info.permissions().toInt(), 16), file.readAll());
    }
    return contents;
}

QByteArray readAll(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void writeAll(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(bytes), bytes.size());
}

QByteArray withNumber(QByteArray bytes, qsizetype offset, quint32 value)
{
    qToBigEndian(value, bytes.data() + offset);
    return bytes;
}

/// A workspace with some profiles in it, closed again.
QByteArray goodFile(const QString &path)
{
    {
        auto workspace = Workspace::open(path);
        if (!workspace)
            qFatal("%s", qPrintable(workspace.error().message));
        Server server;
        server.engine = u"sqlite"_s;
        for (int i = 0; i < 200; ++i) {
            Profile profile;
            profile.name = u"profile %1"_s.arg(i);
            profile.database = u"/x/%1.db"_s.arg(i);
            if (!(*workspace)->saveConnection(server, profile))
                qFatal("not saved");
        }
    }
    return readAll(path);
}

/// Reads, and then tries to write.
int readAsChild(const QStringList &arguments)
{
    const auto workspace = Workspace::openToRead(arguments.at(2));
    const auto profiles = workspace ? (*workspace)->profiles() : fail(workspace.error());
    if (!profiles) {
        fputs(qPrintable(errorKindName(profiles.error().kind) + u": "_s + profiles.error().message), stdout);
        return 1;
    }
    const auto written = (*workspace)->setSetting(u"mine"_s, "x");
    const QString why = written ? QString() : errorKindName(written.error().kind) + u": "_s + written.error().message;
    printf("%d %s", static_cast<int>(profiles->size()), qPrintable(why));
    return written || (*workspace)->writable() ? 2 : 0;
}

/// What the test program does when it is started as another process.
int actAsChild(const QStringList &arguments)
{
    if (arguments.at(3) == "reads"_L1)
        return readAsChild(arguments);
    while (QDateTime::currentMSecsSinceEpoch() < arguments.value(5).toLongLong()) {
    } // all of them begin in one moment
    const auto workspace = Workspace::open(arguments.at(2));
    if (!workspace) {
        fputs(qPrintable(errorKindName(workspace.error().kind) + u": "_s + workspace.error().message), stdout);
        return 1;
    }
    for (int i = 0; i < arguments.at(3).toInt(); ++i) {
        HistoryEntry entry;
        entry.text = arguments.at(4);
        const auto run = (*workspace)->beginHistory(entry);
        if (!run) {
            fputs(qPrintable(run.error().message), stdout);
            return 2;
        }
        printf("%lld\n", *run);
    }
    return 0;
}

/// Root may write everywhere: be somebody else.
void beNobody(QProcess &process)
{
#ifdef Q_OS_UNIX
    if (geteuid() != 0)
        return;
    process.setChildProcessModifier([] {
        if (setgroups(0, nullptr) != 0 || setgid(65534) != 0 || setuid(65534) != 0)
            _exit(99);
    });
#endif
}

constexpr auto anyoneReads = QFileDevice::ReadOwner | QFileDevice::ReadGroup | QFileDevice::ReadOther;
constexpr auto anyoneEnters = anyoneReads | QFileDevice::ExeOwner | QFileDevice::ExeGroup | QFileDevice::ExeOther;

std::unique_ptr<QProcess> startChild(const QString &path, int runs, const QString &text, const QDateTime &start = QDateTime::fromMSecsSinceEpoch(0))
{
    auto child = std::make_unique<QProcess>();
    child->setProgram(QCoreApplication::applicationFilePath());
    child->setArguments({u"--child"_s, path, QString::number(runs), text, QString::number(start.toMSecsSinceEpoch())});
    return child;
}

} // namespace

class TestWorkspaceFile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void aSecondOneInThisProgramLeavesTheFirstItsLocks();
    void newFileIsForItsOwnerAlone();
    void emptyFileBecomesAWorkspace();
    void relativePathAndLinkAreFollowed();
    void looseModeIsTightened();
    void unusableFileIsRefusedAndUntouched_data();
    void unusableFileIsRefusedAndUntouched();
    void folderInPlaceOfTheFileIsRefused();
    void fileInPlaceOfTheFolderIsRefused();
    void readOnlyPlaceIsRefusedAndUntouched_data();
    void readOnlyPlaceIsRefusedAndUntouched();
    void fileThatMayOnlyBeReadIsReadAndUntouched_data();
    void fileThatMayOnlyBeReadIsReadAndUntouched();
    void newerVersionThatIsStillInTheLogIsRefused();
    void olderFileIsRaisedAndACopyKept();
    void historyOfTheFirstVersionIsKept();
    void failedUpgradeLeavesTheFileAsItWas();
    void writerStopsWhenANewerProgramTookOver();
    void manyProcessesWriteAtOnce();
    void manyProcessesMakeTheSameFile();
    void killedWriterLosesNothingThatWasSaid();

private:
    QString path() const { return m_dir->filePath(u"workspace.db"_s); }
    std::unique_ptr<QTemporaryDir> m_dir;
};

void TestWorkspaceFile::init()
{
    m_dir = std::make_unique<QTemporaryDir>();
}

/// Each extraction opens one beside the window's own. A lock lost by that lets another program remove the log that the window writes into.
void TestWorkspaceFile::aSecondOneInThisProgramLeavesTheFirstItsLocks()
{
    const auto first = Workspace::open(path());
    QVERIFY(first);
    QVERIFY((*first)->setSetting(u"mine"_s, "before"));
    QVERIFY((*first)->changedByOthers());
    QVERIFY(Workspace::open(path())); // and gone again
    const auto child = startChild(path(), 1, u"the child's"_s);
    child->start();
    QVERIFY(child->waitForFinished());
    QCOMPARE(child->exitCode(), 0);
    QVERIFY(QFileInfo::exists(path() + u"-wal"_s));
    QCOMPARE((*first)->changedByOthers().value_or(false), true);
    QVERIFY((*first)->setSetting(u"mine"_s, "after"));
    const auto later = Workspace::open(path());
    QVERIFY(later);
    QCOMPARE((*later)->setting(u"mine"_s).value_or(QByteArray()), QByteArray("after"));
}

void TestWorkspaceFile::newFileIsForItsOwnerAlone()
{
    const QString deep = m_dir->filePath(u"a/b/workspace.db"_s);
    const auto workspace = Workspace::open(deep);
    QVERIFY2(workspace, qPrintable(workspace ? QString() : workspace.error().message));
    QVERIFY((*workspace)->setSetting(u"x"_s, "y"));
    const auto others = QFileDevice::ReadGroup | QFileDevice::WriteGroup | QFileDevice::ExeGroup | QFileDevice::ReadOther | QFileDevice::WriteOther
                        | QFileDevice::ExeOther;
    for (const QString &name : {deep, deep + u"-wal"_s, m_dir->filePath(u"a/b"_s)}) {
        QVERIFY2(QFileInfo::exists(name), qPrintable(name));
        QCOMPARE(QFile::permissions(name) & others, QFileDevice::Permissions());
    }
}

void TestWorkspaceFile::emptyFileBecomesAWorkspace()
{
    writeAll(path(), {});
    QVERIFY(Workspace::open(path()));
    const auto again = Workspace::open(path());
    QVERIFY(again);
    QVERIFY((*again)->beginHistory({}));
}

void TestWorkspaceFile::relativePathAndLinkAreFollowed()
{
    goodFile(path());
    const QString link = m_dir->filePath(u"link.db"_s);
    QVERIFY(QFile::link(path(), link));
    const auto workspace = Workspace::open(QDir::current().relativeFilePath(link));
    QVERIFY2(workspace, qPrintable(workspace ? QString() : workspace.error().message));
    QCOMPARE((*workspace)->path(), link);
    QCOMPARE((*workspace)->profiles()->size(), 200);
}

void TestWorkspaceFile::looseModeIsTightened()
{
    goodFile(path());
    QVERIFY(QFile::setPermissions(path(), QFile::permissions(path()) | QFileDevice::ReadGroup | QFileDevice::ReadOther));
    QVERIFY(Workspace::open(path()));
    QVERIFY(!(QFile::permissions(path()) & (QFileDevice::ReadGroup | QFileDevice::ReadOther)));
}

void TestWorkspaceFile::unusableFileIsRefusedAndUntouched_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("part");
    QTemporaryDir dir;
    const QByteArray good = goodFile(dir.filePath(u"w.db"_s));
    QVERIFY(good.size() > 40'000);
    QTest::newRow("text") << QByteArray("This is no database at all.\n").repeated(100) << u"not a SQLite file"_s;
    QTest::newRow("short") << QByteArray("SQLite format 3") << u"not a SQLite file"_s;
    QTest::newRow("zeros") << QByteArray(8192, '\0') << u"not a SQLite file"_s;
    QTest::newRow("only the magic") << QByteArray("SQLite format 3\0", 16).append(QByteArray(84, '\0')) << u"not a workspace"_s;
    QTest::newRow("another program's") << withNumber(good, 68, 0) << u"not a workspace"_s;
    QTest::newRow("newer version") << withNumber(good, 60, 1000) << u"newer version"_s;
    QTest::newRow("cut to half") << good.first(good.size() / 2) << u"cut off"_s;
    QTest::newRow("last byte missing") << good.chopped(1) << u"cut off"_s;
    QTest::newRow("header alone") << good.first(100) << u"cut off"_s;
    QByteArray garbled = good;
    garbled.replace(4096, 8192, QByteArray(8192, '\xa5'));
    QTest::newRow("garbled pages") << garbled << u""_s;
    garbled = good;
    garbled.replace(good.size() - 4096, 4096, QByteArray(4096, '\x5a'));
    QTest::newRow("garbled end") << garbled << u""_s;
    garbled = good;
    garbled.replace(100, 3996, QByteArray(3996, '\xff'));
    QTest::newRow("garbled schema") << garbled << u""_s;
}

void TestWorkspaceFile::unusableFileIsRefusedAndUntouched()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, part);
    writeAll(path(), bytes);
    const auto before = contentsOf(m_dir->path());
    const auto workspace = Workspace::open(path());
    QVERIFY(!workspace);
    QCOMPARE(workspace.error().kind, ErrorKind::Damaged);
    QVERIFY2(workspace.error().message.contains(path()), qPrintable(workspace.error().message));
    QVERIFY2(workspace.error().message.contains(part), qPrintable(workspace.error().message));
    QCOMPARE(Workspace::openToRead(path()).error(), workspace.error());
    QVERIFY(contentsOf(m_dir->path()) == before); // nothing left beside it either
}

void TestWorkspaceFile::folderInPlaceOfTheFileIsRefused()
{
    const auto workspace = Workspace::open(m_dir->path());
    QVERIFY(!workspace);
    QCOMPARE(workspace.error().kind, ErrorKind::Io);
    QVERIFY(workspace.error().message.contains(u"folder"_s));
}

void TestWorkspaceFile::fileInPlaceOfTheFolderIsRefused()
{
    writeAll(m_dir->filePath(u"file"_s), "x");
    const auto workspace = Workspace::open(m_dir->filePath(u"file/workspace.db"_s));
    QVERIFY(!workspace);
    QCOMPARE(workspace.error().kind, ErrorKind::Io);
}

void TestWorkspaceFile::readOnlyPlaceIsRefusedAndUntouched_data()
{
    QTest::addColumn<bool>("exists");
    QTest::addColumn<bool>("folderIsWritable");
    QTest::newRow("folder without a file") << false << false;
    QTest::newRow("folder with a file") << true << false;
    QTest::newRow("file") << true << true;
}

void TestWorkspaceFile::readOnlyPlaceIsRefusedAndUntouched()
{
#ifdef Q_OS_UNIX
    QFETCH(bool, exists);
    QFETCH(bool, folderIsWritable);
    if (exists) {
        goodFile(path());
        QVERIFY(
            QFile::setPermissions(path(), QFileDevice::ReadOwner | QFileDevice::ReadGroup | QFileDevice::ReadOther
                                              | (folderIsWritable ? QFileDevice::Permissions() : QFileDevice::WriteOwner | QFileDevice::WriteOther)));
    }
    auto folderMode = QFileDevice::ReadOwner | QFileDevice::ExeOwner | QFileDevice::ReadOther | QFileDevice::ExeOther;
    if (folderIsWritable)
        folderMode |= QFileDevice::WriteOwner | QFileDevice::WriteOther;
    QVERIFY(QFile::setPermissions(m_dir->path(), folderMode));
    const auto before = contentsOf(m_dir->path());
    const auto child = startChild(path(), 1, u"x"_s);
    beNobody(*child);
    child->start();
    QVERIFY(child->waitForFinished());
    const QString output = QString::fromUtf8(child->readAllStandardOutput());
    QCOMPARE(child->exitCode(), 1);
    QVERIFY2(output.startsWith(u"io: "_s) && output.contains(path()), qPrintable(output));
    QVERIFY(contentsOf(m_dir->path()) == before);
    QVERIFY(QFile::setPermissions(m_dir->path(), folderMode | QFileDevice::WriteOwner));
#else
    QSKIP("modes are Unix's");
#endif
}

void TestWorkspaceFile::fileThatMayOnlyBeReadIsReadAndUntouched_data()
{
    QTest::addColumn<bool>("folderIsWritable");
    QTest::addColumn<bool>("inUse");
    QTest::addColumn<bool>("older");
    QTest::newRow("file") << true << false << false;
    QTest::newRow("file and folder") << false << false << false;
    QTest::newRow("another program writes to it") << false << true << false;
    QTest::newRow("older version") << false << false << true;
}

void TestWorkspaceFile::fileThatMayOnlyBeReadIsReadAndUntouched()
{
#ifdef Q_OS_UNIX
    QFETCH(bool, folderIsWritable);
    QFETCH(bool, inUse);
    QFETCH(bool, older);
    if (older)
        QVERIFY(WorkspaceFile::open(path(), {workspaceSteps().first()}));
    else
        goodFile(path());
    const auto writer = inUse ? Workspace::open(path()).value_or(nullptr) : nullptr;
    if (writer)
        QVERIFY(writer->removeProfiles({writer->profiles()->first().id}));
    for (const QFileInfo &file : QDir(m_dir->path()).entryInfoList(QDir::Files))
        QVERIFY(QFile::setPermissions(file.filePath(), anyoneReads));
    QVERIFY(QFile::setPermissions(m_dir->path(), folderIsWritable ? anyoneEnters | QFileDevice::WriteOwner | QFileDevice::WriteOther : anyoneEnters));
    const auto before = contentsOf(m_dir->path());
    const auto child = startChild(path(), 1, u"x"_s);
    child->setArguments({u"--child"_s, path(), u"reads"_s});
    beNobody(*child);
    child->start();
    QVERIFY(child->waitForFinished());
    const QString output = QString::fromUtf8(child->readAllStandardOutput());
    QVERIFY(contentsOf(m_dir->path()) == before);
    QVERIFY(QFile::setPermissions(m_dir->path(), anyoneEnters | QFileDevice::WriteOwner));
    QVERIFY2(child->exitCode() == (older ? 1 : 0), qPrintable(output));
    const QString start = older ? u"io: "_s : inUse ? u"199 io: "_s : u"200 io: "_s;
    QVERIFY2(output.startsWith(start) && output.contains(path()) && output.contains(u"read-only"_s), qPrintable(output));
    QCOMPARE(output.contains(u"older version"_s), older);
#else
    QSKIP("modes are Unix's");
#endif
}

void TestWorkspaceFile::newerVersionThatIsStillInTheLogIsRefused()
{
    auto steps = workspaceSteps();
    goodFile(path());
    steps.append(QStringList{u"CREATE TABLE later (x)"_s});
    // A newer program has it open, with a reader that keeps its log from being written back.
    const auto newer = WorkspaceFile::open(path(), steps);
    QVERIFY(newer);
    QVERIFY((*newer)->run(u"PRAGMA user_version=1000"_s));
    QVERIFY(QFileInfo(path() + u"-wal"_s).size() > 0);
    const QByteArray file = readAll(path());
    const QByteArray log = readAll(path() + u"-wal"_s);
    const auto workspace = Workspace::open(path());
    QVERIFY(!workspace);
    QCOMPARE(workspace.error().kind, ErrorKind::Damaged);
    QVERIFY(workspace.error().message.contains(u"newer version"_s));
    QCOMPARE(readAll(path()), file);
    QCOMPARE(readAll(path() + u"-wal"_s), log);
}

void TestWorkspaceFile::olderFileIsRaisedAndACopyKept()
{
    goodFile(path());
    auto steps = workspaceSteps();
    const int version = static_cast<int>(steps.size());
    steps.append(QStringList{u"ALTER TABLE profile ADD COLUMN note TEXT NOT NULL DEFAULT 'none'"_s, u"CREATE TABLE later (x)"_s});
    {
        const auto raised = WorkspaceFile::open(path(), steps);
        QVERIFY2(raised, qPrintable(raised ? QString() : raised.error().message));
        auto rows = (*raised)->run(u"SELECT count(*) FROM profile WHERE note = 'none'"_s);
        QVERIFY(rows && rows->next());
        QCOMPARE(rows->value(0).toInt(), 200);
    }
    const QString copy = u"%1.v%2.bak"_s.arg(path()).arg(version);
    QCOMPARE(QFile::permissions(copy) & (QFileDevice::ReadGroup | QFileDevice::ReadOther), QFileDevice::Permissions());
    QCOMPARE(Workspace::open(path()).error().kind, ErrorKind::Damaged); // to this version it is a newer one now
    const auto kept = Workspace::open(copy); // and the copy is the workspace as it was
    QVERIFY2(kept, qPrintable(kept ? QString() : kept.error().message));
    QCOMPARE((*kept)->profiles()->size(), 200);
}

void TestWorkspaceFile::historyOfTheFirstVersionIsKept()
{
    {
        const auto first = WorkspaceFile::open(path(), {workspaceSteps().first()});
        QVERIFY2(first, qPrintable(first ? QString() : first.error().message));
        QVERIFY((*first)->run(u"INSERT INTO run VALUES (7, '2026-11-21T09:00:00.000Z', 'select 1;', 'window', 's', 12.5, 1)"_s));
        int position = 0;
        for (const QString &sql : {u"select 1;"_s, u"select 1"_s, u""_s, u"select 1"_s}) {
            QVERIFY((*first)->run(u"INSERT INTO run_target VALUES (7, ?, '', 'a', 'sqlite', ?, 'done', 3, -1, 1.5, '', '', 'none')"_s,
                                  {position++, sql}));
        }
    }
    const auto workspace = Workspace::open(path());
    QVERIFY2(workspace, qPrintable(workspace ? QString() : workspace.error().message));
    const auto history = (*workspace)->history(10);
    QCOMPARE(history->size(), 1);
    QCOMPARE(history->first().text, u"select 1;"_s);
    QStringList texts;
    for (const HistoryTarget &target : history->first().targets)
        texts.append(target.sql);
    QCOMPARE(texts, (QStringList{u"select 1;"_s, u"select 1"_s, u""_s, u"select 1"_s}));
    QCOMPARE(history->first().targets.last().rows, 3);
    QCOMPARE(history->first().targets.last().errorMessage, u"none"_s);
    QVERIFY(QFileInfo::exists(path() + u".v1.bak"_s));
    QCOMPARE(*(*workspace)->beginHistory({}), 8);
}

void TestWorkspaceFile::failedUpgradeLeavesTheFileAsItWas()
{
    const QByteArray before = goodFile(path());
    auto steps = workspaceSteps();
    steps.append(QStringList{u"CREATE TABLE later (x)"_s, u"CREATE TABLE profile (x)"_s});
    QVERIFY(!WorkspaceFile::open(path(), steps));
    QCOMPARE(readAll(path()), before);
    const auto workspace = Workspace::open(path());
    QVERIFY(workspace);
    QCOMPARE((*workspace)->profiles()->size(), 200);
}

void TestWorkspaceFile::writerStopsWhenANewerProgramTookOver()
{
    goodFile(path());
    const auto older = Workspace::open(path());
    QVERIFY(older);
    auto steps = workspaceSteps();
    steps.append(QStringList{u"CREATE TABLE later (x)"_s});
    QVERIFY(WorkspaceFile::open(path(), steps));
    const auto written = (*older)->beginHistory({});
    QVERIFY(!written);
    QCOMPARE(written.error().kind, ErrorKind::Damaged);
    QVERIFY(written.error().message.contains(u"newer version"_s));
}

void TestWorkspaceFile::manyProcessesWriteAtOnce()
{
    QVERIFY(Workspace::open(path()));
    constexpr int processes = 6;
    constexpr int runs = 60;
    std::vector<std::unique_ptr<QProcess>> children;
    for (int i = 0; i < processes; ++i) {
        children.push_back(startChild(path(), runs, u"child %1"_s.arg(i)));
        children.back()->start();
    }
    QSet<qint64> numbers;
    for (const auto &child : children) {
        QVERIFY(child->waitForFinished());
        const QByteArray output = child->readAllStandardOutput();
        QVERIFY2(child->exitCode() == 0, output.constData());
        qint64 last = 0;
        for (const QByteArray &line : output.trimmed().split('\n')) {
            QVERIFY(line.toLongLong() > last);
            last = line.toLongLong();
            numbers.insert(last);
        }
    }
    QCOMPARE(numbers.size(), processes * runs);
    const auto workspace = Workspace::open(path());
    QVERIFY(workspace);
    QCOMPARE((*workspace)->history(10'000)->size(), processes * runs);
}

void TestWorkspaceFile::manyProcessesMakeTheSameFile()
{
    for (int round = 0; round < 8; ++round) {
        const QString file = m_dir->filePath(u"%1/workspace.db"_s.arg(round));
        const QDateTime start = QDateTime::currentDateTime().addMSecs(150);
        std::vector<std::unique_ptr<QProcess>> children;
        for (int i = 0; i < 6; ++i) {
            children.push_back(startChild(file, 2, u"x"_s, start));
            children.back()->start();
        }
        for (const auto &child : children) {
            QVERIFY(child->waitForFinished());
            QVERIFY2(child->exitCode() == 0, child->readAllStandardOutput().constData());
        }
        const auto workspace = Workspace::open(file);
        QVERIFY(workspace);
        QCOMPARE((*workspace)->history(100)->size(), 12);
    }
}

void TestWorkspaceFile::killedWriterLosesNothingThatWasSaid()
{
    QVERIFY(Workspace::open(path()));
    const auto child = startChild(path(), 100'000, u"x"_s);
    child->setProcessChannelMode(QProcess::SeparateChannels);
    child->start();
    QByteArray said;
    while (said.count('\n') < 200) {
        QVERIFY(child->waitForReadyRead());
        said += child->readAllStandardOutput();
    }
    child->kill();
    QVERIFY(child->waitForFinished());
    said += child->readAllStandardOutput();
    const qint64 last = said.first(said.lastIndexOf('\n')).split('\n').last().toLongLong();
    const auto workspace = Workspace::open(path());
    QVERIFY2(workspace, qPrintable(workspace ? QString() : workspace.error().message));
    QVERIFY((*workspace)->history(1)->first().run >= last);
}

CONCORD_TEST(TestWorkspaceFile)
CONCORD_TEST_ROLE("--child", actAsChild)

#include "tst_workspacefile.moc"
