// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/namesimilarity.h"
#include "compare/pairing.h"
#include "testprogram.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace concord;

class TestNames : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tableNamesThatMeanTheSame_data();
    void tableNamesThatMeanTheSame();
    void columnNamesThatMeanTheSame_data();
    void columnNamesThatMeanTheSame();
};

void TestNames::tableNamesThatMeanTheSame_data()
{
    QTest::addColumn<QString>("left");
    QTest::addColumn<QString>("right");
    QTest::addColumn<double>("least");
    QTest::addColumn<double>("most");
    QTest::newRow("dimension") << u"users"_s << u"dim_users"_s << 0.85 << 0.99;
    QTest::newRow("fact") << u"orders"_s << u"fact_orders"_s << 0.85 << 0.99;
    QTest::newRow("singular") << u"user"_s << u"Users"_s << 0.95 << 1.0;
    QTest::newRow("style") << u"OrderItems"_s << u"order_items"_s << 1.0 << 1.0;
    QTest::newRow("prefix") << u"tblCustomer"_s << u"customers"_s << 0.85 << 0.99;
    QTest::newRow("a part of it") << u"orders"_s << u"order_items"_s << 0.0 << 0.6;
    QTest::newRow("nothing") << u"sessions"_s << u"products"_s << 0.0 << 0.0;
}

void TestNames::tableNamesThatMeanTheSame()
{
    QFETCH(const QString, left);
    QFETCH(const QString, right);
    QFETCH(const double, least);
    QFETCH(const double, most);
    const NameSimilarity there = compareTableNames(left, right);
    QVERIFY2(there.score >= least && there.score <= most, qPrintable(QString::number(there.score)));
    QCOMPARE(there.reason.isEmpty(), there.score == 0);
    QCOMPARE(compareTableNames(right, left).score, there.score);
}

void TestNames::columnNamesThatMeanTheSame_data()
{
    QTest::addColumn<QString>("left");
    QTest::addColumn<QString>("right");
    QTest::addColumn<bool>("offered");
    const auto row = [](const char *left, const char *right, bool offered) {
        QTest::addRow("%s %s", left, right) << QString::fromLatin1(left) << QString::fromLatin1(right) << offered;
    };
    row("CUST_ID", "customer_id", true);
    row("CUST_NAME", "full_name", true);
    row("EMAIL_ADDR", "email", true);
    row("PHONE_NO", "phone", true);
    row("CREATED", "created_at", true);
    row("customer_id", "id", true);
    row("qty", "quantity", true);
    row("CUST_CATEGORY", "created_at", false);
    row("CUST_CATEGORY", "customer_id", false);
    row("CREDIT_LIMIT", "deleted_at", false);
    row("EMAIL_ADDR", "email_verified", false);
    row("CREATED", "updated_at", false);
}

void TestNames::columnNamesThatMeanTheSame()
{
    QFETCH(const QString, left);
    QFETCH(const QString, right);
    QFETCH(const bool, offered);
    const NameSimilarity there = compareColumnNames(left, right, u"customers"_s, u"customers"_s);
    QVERIFY2((there.score >= leastLikeness) == offered, qPrintable(QString::number(there.score)));
}

CONCORD_TEST(TestNames)
#include "tst_names.moc"
