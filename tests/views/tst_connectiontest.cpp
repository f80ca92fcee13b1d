// SPDX-License-Identifier: GPL-3.0-or-later
// What a test of a connection says.
#include "connections/connectiontester.h"
#include "testprogram.h"

#include <QTest>

using namespace concord;
using namespace Qt::StringLiterals;

class TestConnectionTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatToDoAboutAnErrorIsSaidToo();
};

void TestConnectionTest::whatToDoAboutAnErrorIsSaidToo()
{
    Error error;
    error.kind = ErrorKind::Connection;
    error.message = u"No suitable servers found"_s;
    error.code = u"08001"_s;
    QCOMPARE(testAnswer(fail(error), 5).text, u"No suitable servers found [08001]"_s);
    error.detail = u"replicaSet=rs0 is wanted."_s;
    const TestAnswer answer = testAnswer(fail(error), 5);
    QVERIFY(!answer.good);
    QCOMPARE(answer.text, u"No suitable servers found [08001]\nreplicaSet=rs0 is wanted."_s);
    QVERIFY(!answer.shortText.contains(u'\n'));
}

CONCORD_TEST(TestConnectionTest)
#include "tst_connectiontest.moc"
