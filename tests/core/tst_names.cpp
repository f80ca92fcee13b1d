// SPDX-License-Identifier: GPL-3.0-or-later
#include "connection/namepattern.h"
#include "connection/names.h"
#include "testprogram.h"

#include <QTest>

using namespace concord;
using namespace Qt::StringLiterals;

class TestNames : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nameIsChecked_data();
    void nameIsChecked();
    void numbersInNamesAreSortedByValue();
    void nearNamesAreFound_data();
    void nearNamesAreFound();
    void patternTakesNames_data();
    void patternTakesNames();
};

void TestNames::nameIsChecked_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<bool>("allowed");
    for (const QString &name :
         {u"production"_s, u"tenant_1"_s, u"B\u00fccher 2026"_s, u"a.b-c"_s, u"x]"_s, u"!x"_s, u"\U0001F600"_s, QString(200, u'x')})
        QTest::newRow(qPrintable(u"good "_s + name.left(20))) << name << true;
    for (const QString &name : {QString(),
                                u"../x"_s,
                                u".hidden"_s,
                                u"-x"_s,
                                u"a/b"_s,
                                u"a\\b"_s,
                                u"a@b"_s,
                                u"group:a"_s,
                                u"a*"_s,
                                u"a?"_s,
                                u"a[1]"_s,
                                u"a\nb"_s,
                                u"a\tb"_s,
                                u" a"_s,
                                u"a "_s,
                                u" "_s,
                                u"a\u202Eb"_s,
                                u"a\u200Bb"_s,
                                QString(QChar(0xD800)) + u'x',
                                QString(201, u'x'),
                                u"a\0b"_s})
        QTest::newRow(qPrintable(u"bad "_s + QString::fromLatin1(name.left(20).toUtf8().toPercentEncoding()))) << name << false;
}

void TestNames::nameIsChecked()
{
    QFETCH(QString, name);
    QFETCH(bool, allowed);
    const auto checked = checkName(name);
    QCOMPARE(checked.has_value(), allowed);
    if (!checked) {
        QCOMPARE(checked.error().kind, ErrorKind::Usage);
        QVERIFY(!checked.error().message.isEmpty());
    }
}

void TestNames::numbersInNamesAreSortedByValue()
{
    const QStringList sorted{u"Shard"_s,    u"shard_1"_s,  u"shard_01"_s,   u"SHARD_2"_s,     u"shard_2"_s,
                             u"shard_9b"_s, u"shard_10"_s, u"shard_10a1"_s, u"shard_10a12"_s, u"shard_99999999999999999999999"_s,
                             u"shard_a"_s,  u"tenant"_s};
    QStringList names(sorted.crbegin(), sorted.crend());
    std::ranges::sort(names, nameBefore);
    // Names that differ in zeros or case alone have some order, always the same.
    QCOMPARE(names.indexOf(u"shard_10"_s), 6);
    QCOMPARE(names.sliced(6), sorted.sliced(6));
    QCOMPARE(names.first(), u"Shard"_s);
    QVERIFY(nameBefore(u"shard_01"_s, u"shard_2"_s) && nameBefore(u"shard_1"_s, u"shard_2"_s));
    QVERIFY(nameBefore(u"SHARD_2"_s, u"shard_2"_s) && !nameBefore(u"shard_2"_s, u"SHARD_2"_s));
    QVERIFY(!nameBefore(u"a"_s, u"a"_s));
}

void TestNames::nearNamesAreFound_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QStringList>("near");
    QTest::newRow("letter missing") << u"prodction"_s << QStringList{u"production"_s};
    QTest::newRow("letters swapped") << u"prodcution"_s << QStringList{u"production"_s};
    QTest::newRow("case") << u"PRODUCTION"_s << QStringList{u"production"_s};
    QTest::newRow("at most three, best first") << u"tenant_4"_s << QStringList{u"tenant_4x"_s, u"tenant_1"_s, u"tenant_2"_s};
    QTest::newRow("part of a name") << u"stag"_s << QStringList{u"staging"_s};
    QTest::newRow("nothing") << u"warehouse"_s << QStringList();
    QTest::newRow("empty") << u""_s << QStringList();
}

void TestNames::nearNamesAreFound()
{
    QFETCH(QString, name);
    QFETCH(QStringList, near);
    const QStringList known{u"production"_s, u"staging"_s, u"tenant_1"_s, u"tenant_2"_s, u"tenant_3"_s, u"tenant_4x"_s};
    QCOMPARE(nearNames(name, known), near);
}

void TestNames::patternTakesNames_data()
{
    QTest::addColumn<QString>("pattern");
    QTest::addColumn<QStringList>("taken");
    const QStringList all{u"app"_s, u"tenant_1"_s, u"tenant_2"_s, u"tenant_10"_s, u"tenant_test"_s, u"a/b"_s, u"a.b"_s, u"[x"_s};
    QTest::newRow("star") << u"tenant_*"_s << QStringList{u"tenant_1"_s, u"tenant_2"_s, u"tenant_10"_s, u"tenant_test"_s};
    QTest::newRow("question mark") << u"tenant_?"_s << QStringList{u"tenant_1"_s, u"tenant_2"_s};
    QTest::newRow("set") << u"tenant_[13-9]"_s << QStringList{u"tenant_1"_s};
    QTest::newRow("not in a set") << u"tenant_[!1]"_s << QStringList{u"tenant_2"_s};
    QTest::newRow("exclusion") << u"tenant_*, !tenant_test"_s << QStringList{u"tenant_1"_s, u"tenant_2"_s, u"tenant_10"_s};
    QTest::newRow("only exclusions") << u"!tenant_*,!*b"_s << QStringList{u"app"_s, u"[x"_s};
    QTest::newRow("taken again") << u"tenant_*,!*_1*,tenant_10"_s << QStringList{u"tenant_2"_s, u"tenant_10"_s, u"tenant_test"_s};
    QTest::newRow("two names") << u"tenant_2,app"_s << QStringList{u"app"_s, u"tenant_2"_s};
    QTest::newRow("star takes slashes") << u"a*"_s << QStringList{u"app"_s, u"a/b"_s, u"a.b"_s};
    QTest::newRow("dot is a dot") << u"a.b"_s << QStringList{u"a.b"_s};
    QTest::newRow("whole name") << u"tenant"_s << QStringList();
    QTest::newRow("case") << u"TENANT_*"_s << QStringList();
    QTest::newRow("malformed is literal") << u"[x"_s << QStringList{u"[x"_s};
    QTest::newRow("all") << u"*"_s << all;
    QTest::newRow("nothing") << u" , "_s << QStringList();
}

void TestNames::patternTakesNames()
{
    QFETCH(QString, pattern);
    QFETCH(QStringList, taken);
    QCOMPARE(matchPatterns({u"app"_s, u"tenant_1"_s, u"tenant_2"_s, u"tenant_10"_s, u"tenant_test"_s, u"a/b"_s, u"a.b"_s, u"[x"_s}, pattern), taken);
    QCOMPARE(matchPatterns({u"Tenant_1"_s}, u"tenant_*"_s, Qt::CaseInsensitive), QStringList{u"Tenant_1"_s});
}

CONCORD_TEST(TestNames)
#include "tst_names.moc"
