// SPDX-License-Identifier: GPL-3.0-or-later
#include "connection/driver.h"
#include "registry/drivers.h"
#include "testprogram.h"

#include <QFile>
#include <QProcess>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QTest>

#include <cstdio>

#include <fcntl.h>

using namespace Qt::StringLiterals;
using namespace concord;

/// What other processes see of the locks on a file that SQLite has open here.
class TestSqliteFileLocks : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void outliveWhoeverElseClosesTheFile_data();
    void outliveWhoeverElseClosesTheFile();
    void endWithTheirTransaction();
    void yieldToOtherProcesses();

private:
    static QString run(QSqlDatabase &database, const QString &sql);
    /// A second connection of this process.
    static QSqlDatabase second(const QString &path);
    /// 1: another process finds it locked, 0: it does not; else it could not look.
    [[nodiscard]] static int locked(const QString &path);

    QTemporaryDir m_folder;
    QString m_path;
    int m_number = 0;
};

namespace {

struct flock wholeFile()
{
    struct flock lock = {};
    lock.l_type = F_WRLCK;
    lock.l_whence = SEEK_SET;
    return lock;
}

/// 1: another process holds a lock on the file, 0: none does.
int probe(int file)
{
    struct flock lock = wholeFile();
    return fcntl(file, F_GETLK, &lock) != 0 ? 2 : lock.l_type == F_UNLCK ? 0 : 1;
}

/// Keeps the whole file for itself until its input ends.
int hold(int file)
{
    struct flock lock = wholeFile();
    if (fcntl(file, F_SETLK, &lock) != 0)
        return 1;
    std::puts("held");
    std::fflush(stdout);
    return std::getchar() == EOF ? 0 : 1;
}

int actOnFile(const QStringList &arguments)
{
    const int file = ::open(QFile::encodeName(arguments.last()).constData(), O_RDWR);
    return arguments.contains(u"hold"_s) ? hold(file) : probe(file);
}

} // namespace

void TestSqliteFileLocks::initTestCase()
{
#ifndef F_OFD_SETLK
    QSKIP("this system has no locks of open file descriptions");
#endif
    DriverRegistry registry;
    registerDrivers(registry);
}

void TestSqliteFileLocks::init()
{
    m_path = m_folder.filePath(u"%1.db"_s.arg(++m_number));
    QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"first"_s);
    database.setDatabaseName(m_path);
    database.setConnectOptions(u"QSQLITE_BUSY_TIMEOUT=0"_s);
    QVERIFY(database.open());
    QCOMPARE(run(database, u"CREATE TABLE t (a)"_s), QString());
}

void TestSqliteFileLocks::cleanup()
{
    for (const QString &name : QSqlDatabase::connectionNames()) {
        QSqlDatabase::database(name, false).close();
        QSqlDatabase::removeDatabase(name);
    }
    QCOMPARE(locked(m_path), 0);
}

QString TestSqliteFileLocks::run(QSqlDatabase &database, const QString &sql)
{
    QSqlQuery query(database);
    return query.exec(sql) ? QString() : query.lastError().text();
}

QSqlDatabase TestSqliteFileLocks::second(const QString &path)
{
    QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"second"_s);
    database.setDatabaseName(path);
    database.setConnectOptions(u"QSQLITE_BUSY_TIMEOUT=0"_s);
    (void)database.open();
    return database;
}

int TestSqliteFileLocks::locked(const QString &path)
{
    QProcess child;
    child.start(QCoreApplication::applicationFilePath(), {u"--file-lock"_s, u"probe"_s, path});
    return child.waitForFinished() ? child.exitCode() : -1;
}

void TestSqliteFileLocks::outliveWhoeverElseClosesTheFile_data()
{
    QTest::addColumn<QString>("begin");
    QTest::addColumn<QString>("suffix");
    QTest::newRow("the database") << u"PRAGMA journal_mode = WAL"_s << QString();
    QTest::newRow("its shared memory") << u"PRAGMA journal_mode = WAL"_s << u"-shm"_s;
    QTest::newRow("a transaction") << u"BEGIN EXCLUSIVE"_s << QString();
}

/// As a file dialog does that looks what kind of file it is.
void TestSqliteFileLocks::outliveWhoeverElseClosesTheFile()
{
    QFETCH(const QString, begin);
    QFETCH(const QString, suffix);
    QSqlDatabase database = QSqlDatabase::database(u"first"_s);
    QCOMPARE(run(database, begin), QString());
    QCOMPARE(run(database, u"INSERT INTO t VALUES (1)"_s), QString());
    QCOMPARE(locked(m_path + suffix), 1);
    QFile file(m_path + suffix);
    QVERIFY(file.open(QIODevice::ReadWrite));
    (void)file.read(100);
    file.close();
    QCOMPARE(locked(m_path + suffix), 1);
}

void TestSqliteFileLocks::endWithTheirTransaction()
{
    QSqlDatabase first = QSqlDatabase::database(u"first"_s);
    QSqlDatabase other = second(m_path);
    for (int i = 0; i < 3; ++i) { // each connection takes over what the other one let go of
        QSqlQuery reads(first);
        QCOMPARE(run(first, u"INSERT INTO t VALUES (1), (2)"_s), QString());
        QVERIFY(reads.exec(u"SELECT a FROM t"_s) && reads.next()); // and holds its lock
        QCOMPARE(locked(m_path), 1);
        {
            QSqlQuery alongside(other);
            QVERIFY(alongside.exec(u"SELECT a FROM t"_s) && alongside.next());
            reads.finish();
            QCOMPARE(locked(m_path), 1);
        }
        QCOMPARE(locked(m_path), 0);
        QCOMPARE(run(other, u"INSERT INTO t VALUES (3)"_s), QString());
        QCOMPARE(locked(m_path), 0);
    }
}

void TestSqliteFileLocks::yieldToOtherProcesses()
{
    QSqlDatabase database = QSqlDatabase::database(u"first"_s);
    QProcess child;
    child.start(QCoreApplication::applicationFilePath(), {u"--file-lock"_s, u"hold"_s, m_path});
    QVERIFY(child.waitForReadyRead());
    QVERIFY(run(database, u"INSERT INTO t VALUES (1)"_s).contains(u"locked"));
    child.closeWriteChannel();
    QVERIFY(child.waitForFinished());
    QCOMPARE(run(database, u"INSERT INTO t VALUES (1)"_s), QString());
}

CONCORD_TEST(TestSqliteFileLocks)
CONCORD_TEST_ROLE("--file-lock", actOnFile)
#include "tst_sqlitefilelocks.moc"
