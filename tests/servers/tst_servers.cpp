// SPDX-License-Identifier: GPL-3.0-or-later
#include "servers/testservers.h"
#include "testprogram.h"

#include <QFile>
#include <QTest>

using namespace concord::test;

/// What every other test builds on: each server answers, and gives a database that is gone afterwards.
class ServersTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void givesAScratchDatabase_data()
    {
        QTest::addColumn<QString>("name");
        for (const char *name : {"postgresql17", "postgresql18", "mariadb", "mysql"})
            QTest::newRow(name) << QString::fromLatin1(name);
    }

    void givesAScratchDatabase()
    {
        QFETCH(const QString, name);
        const auto server = testServer(name);
        if (!server)
            QSKIP("this server is not available here");
        QString gone;
        {
            const auto scratch = ScratchDatabase::create(*server);
            QVERIFY2(scratch, qPrintable(scratch ? QString() : scratch.error()));
            QCOMPARE(scratch->execute({QStringLiteral("CREATE TABLE t (a int)"), QStringLiteral("INSERT INTO t VALUES (1)")}), QString());
            QVERIFY(!scratch->execute({QStringLiteral("SELECT nonsense FROM t")}).isEmpty());
            QVERIFY(scratch->url().toString().endsWith(scratch->name()));
            gone = scratch->name();
        }
        const auto next = ScratchDatabase::create(*server);
        QVERIFY(next);
        const QString drop = QStringLiteral("DROP DATABASE ") + gone;
        const QString error = next->execute({drop});
        QVERIFY2(error.contains(gone), qPrintable(error));
    }

    void neverRunsAsRoot()
    {
        CONCORD_NEED_SERVER(server, "postgresql17");
        if (server.pid == 0)
            QSKIP("the server is not ours");
        QFile status(QStringLiteral("/proc/%1/status").arg(server.pid));
        QVERIFY(status.open(QIODevice::ReadOnly));
        QVERIFY(!status.readAll().contains("\nUid:\t0\t"));
    }
};

CONCORD_TEST(ServersTest)
#include "tst_servers.moc"
