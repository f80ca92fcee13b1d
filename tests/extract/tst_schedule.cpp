// SPDX-License-Identifier: GPL-3.0-or-later
#include "extract/schedule.h"
#include "testprogram.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace concord;

/// When schemas are read by themselves.
class TestSchedule : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void beginsWhenItsTimeHasCome_data();
    void beginsWhenItsTimeHasCome();
    void comesBackFromItsText();
};

void TestSchedule::beginsWhenItsTimeHasCome_data()
{
    using enum ExtractionSchedule::Unit;
    QTest::addColumn<ExtractionSchedule>("schedule");
    QTest::addColumn<QDateTime>("next");
    const auto at = [](int day, int hour, int minute) { return QDateTime(QDate(2026, 11, day), QTime(hour, minute)); };
    const auto every = [](ExtractionSchedule::Unit unit, int count, const QDateTime &last) {
        return ExtractionSchedule{true, unit, count, QTime(3, 0), {}, last};
    };
    QTest::newRow("off") << ExtractionSchedule{} << QDateTime();
    QTest::newRow("never yet") << every(Minutes, 15, {}) << at(21, 12, 0);
    QTest::newRow("minutes") << every(Minutes, 15, at(21, 11, 50)) << at(21, 12, 5);
    QTest::newRow("hours") << every(Hours, 2, at(21, 11, 0)) << at(21, 13, 0);
    QTest::newRow("missed while closed") << every(Hours, 2, at(20, 11, 0)) << at(21, 12, 0);
    QTest::newRow("daily, done today") << every(Daily, 1, at(21, 3, 0)) << at(22, 3, 0);
    QTest::newRow("daily, missed") << every(Daily, 1, at(20, 3, 0)) << at(21, 12, 0);
    QTest::newRow("daily, first") << every(Daily, 1, {}) << at(22, 3, 0);
    ExtractionSchedule evening = every(Daily, 1, at(20, 18, 0));
    evening.at = QTime(18, 0);
    QTest::newRow("daily, later today") << evening << at(21, 18, 0);
}

void TestSchedule::beginsWhenItsTimeHasCome()
{
    QFETCH(const ExtractionSchedule, schedule);
    QFETCH(const QDateTime, next);
    QCOMPARE(nextRun(schedule, QDateTime(QDate(2026, 11, 21), QTime(12, 0))), next);
}

void TestSchedule::comesBackFromItsText()
{
    ExtractionSchedule schedule{true,     ExtractionSchedule::Unit::Daily, 3,
                                {18, 30}, {QUuid::createUuid()},           QDateTime(QDate(2026, 11, 20), QTime(18, 30), QTimeZone::UTC)};
    const ExtractionSchedule back = scheduleFromJson(scheduleToJson(schedule));
    QCOMPARE(back.enabled, true);
    QCOMPARE(back.unit, schedule.unit);
    QCOMPARE(back.every, 3);
    QCOMPARE(back.at, schedule.at);
    QCOMPARE(back.profiles, schedule.profiles);
    QCOMPARE(back.last, schedule.last);
    QVERIFY(!scheduleFromJson("nonsense").enabled);
}

CONCORD_TEST(TestSchedule)
#include "tst_schedule.moc"
