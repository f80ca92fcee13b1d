// SPDX-License-Identifier: GPL-3.0-or-later
#include "connection/connectionurl.h"
#include "registry/drivers.h"
#include "support/opened.h"
#include "testprogram.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace concord;
using namespace concord::test;

/// The door for drivers that someone else wrote: found, loaded when asked, refused by name.
class TestPlugins : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anEngineIsKnownFromItsDescription();
    void aPluginAnswersAsABuiltInDriver();
    void whatWasBuiltForAnotherInterfaceIsRefusedByName();
    void whatIsNoPluginIsPassedOver();

private:
    static std::shared_ptr<DriverRegistry> registry(const QString &folder)
    {
        qputenv("CONCORD_PLUGIN_PATH", folder.toUtf8());
        auto made = std::make_shared<DriverRegistry>();
        registerDrivers(*made);
        return made;
    }
};

void TestPlugins::anEngineIsKnownFromItsDescription()
{
    const auto drivers = registry(QStringLiteral(CONCORD_TEMPLATE_PLUGIN));
    const auto driver = drivers->findByScheme(u"memory"_s);
    QVERIFY(driver);
    QCOMPARE(driver->info().displayName, u"Memory"_s);
    QCOMPARE(driver->info().readOnlyNote, u"Nothing can be written."_s);
}

void TestPlugins::aPluginAnswersAsABuiltInDriver()
{
    const auto drivers = registry(QStringLiteral(CONCORD_TEMPLATE_PLUGIN));
    const auto url = parseUrl(u"memory://here/sky"_s, *drivers);
    QVERIFY2(url, url ? "" : qPrintable(url.error().message));
    const Endpoint endpoint = adHocEndpoint(*url, *drivers);
    const auto driver = drivers->find(u"memory"_s);
    auto opened = driver->open(endpoint, {}, noDeadline);
    QVERIFY2(opened, opened ? "" : qPrintable(opened.error().message));
    const Answer answer = run(**opened, u"table PLANETS"_s);
    QVERIFY(!answer.error);
    QCOMPARE(answer.results.size(), 1);
    const QList<QStringList> rows{{u"Mercury"_s, QString(), u"0"_s}, {u"Earth"_s, QString(), u"1"_s}, {u"Saturn"_s, u"A to G"_s, u"274"_s}};
    QCOMPARE(answer.results.first().rows(), rows);
    QCOMPARE(driver->dialect().displayName, u"Memory"_s);
}

void TestPlugins::whatWasBuiltForAnotherInterfaceIsRefusedByName()
{
    const auto drivers = registry(QStringLiteral(CONCORD_OLD_PLUGIN));
    const auto driver = drivers->find(u"memory"_s);
    QVERIFY(driver); // its profiles are still listed
    const auto opened = driver->open({}, {}, noDeadline);
    QVERIFY(!opened);
    QCOMPARE(opened.error().kind, ErrorKind::Unsupported);
    const QString said = opened.error().message;
    for (const QString &part : {u"Memory"_s, u"interface 0"_s, u"has 3"_s, QStringLiteral(CONCORD_OLD_PLUGIN)})
        QVERIFY2(said.contains(part), qPrintable(said));
}

void TestPlugins::whatIsNoPluginIsPassedOver()
{
    QTemporaryDir folder;
    QFile file(folder.filePath(u"libnothing.so"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("this is no library");
    file.close();
    QVERIFY(!registry(folder.path())->find(u"memory"_s));
    QVERIFY(!registry(folder.filePath(u"nowhere"_s))->find(u"memory"_s));
    QVERIFY(registry(folder.path())->find(u"sqlite"_s));
}

CONCORD_TEST(TestPlugins)
#include "tst_plugins.moc"
