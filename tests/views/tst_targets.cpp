// SPDX-License-Identifier: GPL-3.0-or-later
#include "profilelist.h"
#include "query/approvaldialog.h"
#include "query/targetbar.h"
#include "query/targetchip.h"
#include "query/targetpopup.h"
#include "testprogram.h"

#include <QApplication>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>
#include <QTreeView>

using namespace concord;
using namespace Qt::StringLiterals;

namespace {

ProfileEntry entry(const QString &name, Environment environment = Environment::None, const QStringList &groups = {})
{
    Endpoint endpoint;
    endpoint.profileId = QUuid::createUuid();
    endpoint.name = name;
    endpoint.engine = u"sqlite"_s;
    endpoint.environment = environment;
    return {endpoint, groups};
}

QList<ProfileEntry> tenants(int count)
{
    QList<ProfileEntry> all{entry(u"shop"_s, Environment::Production), entry(u"shop_staging"_s, Environment::Staging)};
    for (int i = 1; i <= count; ++i)
        all.append(entry(u"tenant_%1"_s.arg(i), Environment::Production, {u"Tenants"_s}));
    return all;
}

QStringList names(const TargetBar &bar)
{
    QStringList all;
    for (const Endpoint &endpoint : bar.endpoints())
        all.append(endpoint.name);
    return all;
}

int visibleChips(const TargetBar &bar)
{
    int count = 0;
    for (const TargetChip *chip : bar.findChildren<TargetChip *>())
        count += chip->isVisible() ? 1 : 0;
    return count;
}

} // namespace

class TestTargets : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void choosesByKeyboard();
    void groupsAndSavedSetsAreRows();
    void chipsGoByDelete();
    void manyTargetsCollapse();
    void anUnknownProfileIsShown();
    void approvalWantsTheVeryWord();
    void approvalListsEveryTarget();
};

void TestTargets::choosesByKeyboard()
{
    ProfileList profiles(nullptr);
    profiles.setEntries(tenants(3));
    TargetBar bar(profiles);
    bar.resize(800, 40);
    bar.show();
    bar.openPopup();
    auto *popup = bar.findChild<TargetPopup *>();
    QVERIFY(popup);
    QTest::keyClicks(popup->searchBox(), u"tenant_2"_s);
    QTest::keyClick(popup->searchBox(), Qt::Key_Return);
    QCOMPARE(names(bar), QStringList{u"tenant_2"_s});
    popup->searchBox()->setText(u"shop"_s);
    QTest::keyClick(popup->searchBox(), Qt::Key_Down);
    QTest::keyClick(popup->searchBox(), Qt::Key_Return);
    QCOMPARE(names(bar), (QStringList{u"tenant_2"_s, u"shop_staging"_s}));
    QTest::keyClick(popup->searchBox(), Qt::Key_Return);
    QCOMPARE(names(bar), QStringList{u"tenant_2"_s});
    QTest::keyClick(popup, Qt::Key_Escape);
    QTRY_VERIFY(!bar.findChild<TargetPopup *>());
}

void TestTargets::groupsAndSavedSetsAreRows()
{
    ProfileList profiles(nullptr);
    profiles.setEntries(tenants(4));
    TargetBar bar(profiles);
    bar.resize(900, 40);
    bar.show();
    bar.openPopup();
    auto *popup = bar.findChild<TargetPopup *>();
    QTest::keyClicks(popup->searchBox(), u"Tenants"_s);
    QTest::keyClick(popup->searchBox(), Qt::Key_Return); // the group is the first row that can be ticked
    QCOMPARE(names(bar).size(), 4);
    QLineEdit *setName = nullptr;
    for (QLineEdit *box : popup->findChildren<QLineEdit *>())
        setName = box == popup->searchBox() ? setName : box;
    QVERIFY(setName);
    QTest::keyClicks(setName, u"all tenants"_s);
    QTest::keyClick(setName, Qt::Key_Return);
    QCOMPARE(profiles.savedTargets().size(), 1);
    QCOMPARE(profiles.savedTargets().first().name, u"all tenants"_s);
    QCOMPARE(profiles.savedTargets().first().profiles.size(), 4);
    bar.setTargets({});
    popup->close();
    bar.openPopup();
    popup = nullptr;
    for (TargetPopup *each : bar.findChildren<TargetPopup *>())
        popup = each->isVisible() ? each : popup;
    QVERIFY(popup);
    QTest::keyClicks(popup->searchBox(), u"all ten"_s);
    QTest::keyClick(popup->searchBox(), Qt::Key_Return);
    QCOMPARE(names(bar).size(), 4);
}

void TestTargets::chipsGoByDelete()
{
    ProfileList profiles(nullptr);
    profiles.setEntries(tenants(0));
    TargetBar bar(profiles);
    bar.setTargets({profiles.entries()[0].endpoint.profileId, profiles.entries()[1].endpoint.profileId});
    bar.resize(900, 40);
    bar.show();
    QSignalSpy changed(&bar, &TargetBar::targetsChanged);
    auto chips = bar.findChildren<TargetChip *>();
    QCOMPARE(chips.size(), 2);
    QVERIFY(chips[0]->accessibleName().contains(u"production"_s));
    QTest::keyClick(chips[0], Qt::Key_Delete);
    QCOMPARE(names(bar), QStringList{u"shop_staging"_s});
    QCOMPARE(changed.size(), 1);
    QTRY_COMPARE(bar.findChildren<TargetChip *>().size(), 1);
    TargetChip *last = bar.findChild<TargetChip *>();
    QTest::mouseClick(last, Qt::LeftButton, {}, QPoint(last->width() - last->height() / 2, last->height() / 2));
    QVERIFY(bar.targets().isEmpty());
}

void TestTargets::manyTargetsCollapse()
{
    ProfileList profiles(nullptr);
    profiles.setEntries(tenants(20));
    QList<QUuid> all;
    for (const ProfileEntry &each : profiles.entries())
        all.append(each.endpoint.profileId);
    TargetBar bar(profiles);
    bar.setTargets(all);
    bar.resize(500, 40);
    bar.show();
    auto *more = bar.findChild<QToolButton *>(u"moreTargets"_s);
    QVERIFY(more->isVisible());
    const int shown = visibleChips(bar);
    QVERIFY(shown >= 1 && shown < 22);
    QVERIFY2(more->text().contains(QString::number(22 - shown)), qPrintable(more->text()));
    QVERIFY(bar.findChild<QToolButton *>(u"chooseTargets"_s)->geometry().right() < bar.width());
    bar.resize(6000, 40);
    QCOMPARE(visibleChips(bar), 22);
    QVERIFY(!more->isVisible());
}

void TestTargets::anUnknownProfileIsShown()
{
    ProfileList profiles(nullptr);
    TargetBar bar(profiles);
    bar.setTargets({QUuid::createUuid()});
    QCOMPARE(bar.targets().size(), 1);
    QVERIFY(bar.endpoints().isEmpty());
    QVERIFY(!bar.findChild<TargetChip *>()->text().isEmpty());
}

void TestTargets::approvalWantsTheVeryWord()
{
    RunRequest request;
    request.text = u"delete from users -- <b>bold</b>"_s;
    request.targets = {{entry(u"shop"_s).endpoint, {}}, {entry(u"tenant_1"_s).endpoint, {}}};
    RunCheck check;
    check.needsApproval = true;
    check.reasons = {u"DELETE without WHERE"_s};
    check.writeTargets = {u"shop"_s, u"tenant_1"_s};
    check.approvalWord = u"2"_s;
    ApprovalDialog dialog(request, check);
    dialog.show();
    QVERIFY(!dialog.runButton()->isEnabled());
    QTest::keyClicks(dialog.wordBox(), u"22"_s);
    QVERIFY(!dialog.runButton()->isEnabled());
    QTest::keyClick(dialog.wordBox(), Qt::Key_Return);
    QVERIFY(dialog.isVisible());
    QTest::keyClick(dialog.wordBox(), Qt::Key_Backspace);
    QVERIFY(dialog.runButton()->isEnabled());
    QTest::keyClick(dialog.wordBox(), Qt::Key_Return);
    QCOMPARE(dialog.result(), int(QDialog::Accepted));
}

void TestTargets::approvalListsEveryTarget()
{
    RunRequest request;
    request.text = u"drop table users"_s;
    RunCheck check;
    for (int i = 0; i < 30; ++i) {
        request.targets.append({entry(u"tenant_%1"_s.arg(i)).endpoint, {}});
        check.writeTargets.append(u"tenant_%1"_s.arg(i));
    }
    check.approvalWord = u"30"_s;
    ApprovalDialog dialog(request, check);
    QStringList listed;
    const auto *list = dialog.findChild<QAbstractItemView *>();
    for (int row = 0; row < list->model()->rowCount(); ++row)
        listed.append(list->model()->index(row, 0).data().toString());
    QCOMPARE(listed, check.writeTargets);
}

CONCORD_TEST(TestTargets)
#include "tst_targets.moc"
