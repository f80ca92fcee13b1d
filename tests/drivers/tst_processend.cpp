// SPDX-License-Identifier: GPL-3.0-or-later
#include "connection/driver.h"
#include "registry/drivers.h"
#include "testprogram.h"

#include <openssl/rand.h>

#include <QProcess>
#include <QTest>

#include <array>
#include <cstdlib>

#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace concord;

/// What threads that were left behind find while the process ends.
class TestProcessEnd : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void opensslIsThereToTheEnd();
};

static bool opensslWorks()
{
    std::array<unsigned char, 8> bytes{};
    return RAND_bytes(bytes.data(), static_cast<int>(bytes.size())) == 1;
}

/// Uses OpenSSL once more when all that OpenSSL asks for at the end was called: what is asked for first comes last.
static int endWithOpenSsl(const QStringList &)
{
    std::atexit([] { ::_exit(opensslWorks() ? 0 : 1); });
    DriverRegistry registry;
    registerDrivers(registry);
    std::exit(opensslWorks() ? 2 : 3); // the function above has the last word
}

void TestProcessEnd::opensslIsThereToTheEnd()
{
    QProcess child;
    child.start(QCoreApplication::applicationFilePath(), {u"--end-with-openssl"_s});
    QVERIFY(child.waitForFinished());
    QCOMPARE(child.exitStatus(), QProcess::NormalExit);
    QCOMPARE(child.exitCode(), 0);
}

CONCORD_TEST(TestProcessEnd)
CONCORD_TEST_ROLE("--end-with-openssl", endWithOpenSsl)
#include "tst_processend.moc"
