// SPDX-License-Identifier: GPL-3.0-or-later
#include "workspace/demo.h"
#include "workspace/demodatabase.h"
#include "testprogram.h"

#include <QFile>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace concord;

/// The demo's databases hold the scenarios that the documentation tells, with their very figures.
class DemoDatabasesTest : public QObject
{
    Q_OBJECT

    QTemporaryDir m_dir;

    [[nodiscard]] QString path(const QString &name) const { return m_dir.filePath(name + u".db"_s); }

    /// All cells of the answer: columns joined by "|", rows by "; ".
    [[nodiscard]] QString ask(const QString &name, const QString &sql) const
    {
        QString answer;
        {
            QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"test"_s);
            database.setConnectOptions(u"QSQLITE_OPEN_READONLY"_s);
            database.setDatabaseName(path(name));
            if (!database.open())
                return database.lastError().text();
            QSqlQuery query(database);
            if (!query.exec(sql))
                return query.lastError().text();
            QStringList rows;
            while (query.next()) {
                QStringList cells;
                for (int column = 0; query.value(column).isValid(); ++column)
                    cells.append(query.value(column).toString());
                rows.append(cells.join(u'|'));
            }
            answer = rows.join(u"; "_s);
        }
        QSqlDatabase::removeDatabase(u"test"_s);
        return answer;
    }

private Q_SLOTS:
    void initTestCase()
    {
        const auto written = writeDemoDatabases(m_dir.path());
        QVERIFY2(written, written ? "" : qPrintable(written.error().message));
    }

    void everyDatabaseIsThereAndSound()
    {
        QCOMPARE(demoNames(),
                 (QStringList{u"old_database"_s, u"new_database"_s, u"tenant_1"_s, u"tenant_2"_s, u"tenant_3"_s, u"tenant_4"_s, u"development"_s,
                              u"production"_s, u"warehouse"_s, u"us"_s, u"eu"_s, u"apac"_s, u"legacy"_s, u"modern"_s}));
        for (const QString &name : demoNames()) {
            QVERIFY2(isDemoDatabase(path(name)), qPrintable(name));
            QCOMPARE(ask(name, u"PRAGMA integrity_check"_s), u"ok"_s);
            QCOMPARE(ask(name, u"PRAGMA foreign_key_check"_s), QString());
        }
        QCOMPARE(QDir(m_dir.path()).entryList(QDir::Files).size(), demoNames().size());
    }

    void figures_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("sql");
        QTest::addColumn<QString>("answer");
        QTest::newRow("old customers") << u"old_database"_s << u"SELECT count(*) FROM customers"_s << u"15432"_s;
        QTest::newRow("new customers") << u"new_database"_s << u"SELECT count(*) FROM customers"_s << u"15432"_s;
        const QString active = u"SELECT count(*), count(*) < (SELECT count(*) FROM orders) FROM orders WHERE status = 'active'"_s;
        QTest::newRow("tenant_1 active") << u"tenant_1"_s << active << u"1250|1"_s;
        QTest::newRow("tenant_2 active") << u"tenant_2"_s << active << u"2100|1"_s;
        QTest::newRow("tenant_3 active") << u"tenant_3"_s << active << u"980|1"_s;
        QTest::newRow("tenant_4 active") << u"tenant_4"_s << active << u"640|1"_s;
        const QString users = u"SELECT count(*) FROM users"_s;
        QTest::newRow("development users") << u"development"_s << users << u"50"_s;
        QTest::newRow("production users") << u"production"_s << users << u"15430"_s;
        QTest::newRow("production orders") << u"production"_s << u"SELECT count(*) FROM orders"_s << u"15420"_s;
        QTest::newRow("warehouse orders") << u"warehouse"_s << u"SELECT count(*) FROM fact_orders"_s << u"15420"_s;
        QTest::newRow("warehouse users") << u"warehouse"_s << u"SELECT count(*) FROM dim_users"_s << u"15430"_s;
        // Every amount is exact in cents, so that neither order nor engine changes the sum.
        const QString sales = u"SELECT CAST(sum(amount * 100) AS INTEGER), sum(amount * 100 <> round(amount * 100)), count(*) > 3000 FROM orders"_s;
        QTest::newRow("us sales") << u"us"_s << sales << u"125000000|0|1"_s;
        QTest::newRow("eu sales") << u"eu"_s << sales << u"89000000|0|1"_s;
        QTest::newRow("apac sales") << u"apac"_s << sales << u"75000000|0|1"_s;
        QTest::newRow("eu sales view") << u"eu"_s << u"SELECT region, sum(amount) = 890000 FROM sales GROUP BY region"_s << u"EU|1"_s;
        const QString tables = u"SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name"_s;
        QTest::newRow("production tables") << u"production"_s << tables << u"orders; password_resets; products; sessions; user_tokens; users"_s;
        QTest::newRow("warehouse tables") << u"warehouse"_s << tables
                                          << u"daily_sales_summary; dim_products; dim_users; fact_orders; product_performance; user_segments"_s;
        QTest::newRow("tenant tables") << u"tenant_2"_s << tables << u"feature_usage; features; orders; products; users"_s;
        const QString columns = u"SELECT group_concat(name, ' ') FROM pragma_table_info('customers')"_s;
        QTest::newRow("legacy columns") << u"legacy"_s << columns << u"CUST_ID CUST_NAME EMAIL_ADDR PHONE_NO CREATED CUST_CATEGORY CREDIT_LIMIT"_s;
        QTest::newRow("modern columns") << u"modern"_s << columns
                                        << u"customer_id full_name email phone created_at email_verified updated_at deleted_at"_s;
        const QString verified = u"SELECT count(*) FROM pragma_table_info('users') WHERE name = 'email_verified'"_s;
        QTest::newRow("tenant_3 knows email_verified") << u"tenant_3"_s << verified << u"1"_s;
        QTest::newRow("tenant_4 lacks email_verified") << u"tenant_4"_s << verified << u"0"_s;
        QTest::newRow("words stay out") << u"us"_s << u"SELECT count(*) FROM sqlite_schema WHERE name IN ('dice', 'first_name')"_s << u"0"_s;
    }
    void figures()
    {
        QFETCH(QString, name);
        QFETCH(QString, sql);
        QTEST(ask(name, sql), "answer");
    }

    void theMovedCustomersAreTheSamePeople()
    {
        const QString sql = u"SELECT count(*), sum(length(name) * id), sum(balance), sum(phone IS NULL), sum(phone = '') FROM customers"_s;
        QCOMPARE(ask(u"old_database"_s, sql), ask(u"new_database"_s, sql));
    }

    void aSecondRunKeepsFilesAndRenewRestoresThem()
    {
        {
            QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"writer"_s);
            database.setDatabaseName(path(u"tenant_3"_s));
            QVERIFY(database.open());
            QVERIFY(
                QSqlQuery(database).exec(u"UPDATE orders SET status = 'shipped' WHERE id = (SELECT min(id) FROM orders WHERE status = 'active')"_s));
        }
        QSqlDatabase::removeDatabase(u"writer"_s);
        const QString sql = u"SELECT count(*) FROM orders WHERE status = 'active'"_s;
        QVERIFY(writeDemoDatabases(m_dir.path()));
        QCOMPARE(ask(u"tenant_3"_s, sql), u"979"_s);
        QVERIFY(writeDemoDatabases(m_dir.path(), DemoFiles::Renew));
        QCOMPARE(ask(u"tenant_3"_s, sql), u"980"_s);
    }

    void aStrangersFileIsLeftAlone()
    {
        const QTemporaryDir dir;
        QFile file(dir.filePath(u"warehouse.db"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("mine");
        file.close();
        const auto written = writeDemoDatabases(dir.path(), DemoFiles::Renew);
        QVERIFY(!written);
        QVERIFY(written.error().message.contains(file.fileName()));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), "mine"_ba);
        QCOMPARE(QDir(dir.path()).entryList(QDir::Files), QStringList{u"warehouse.db"_s});
    }

    void aFolderThatCannotBeIsAnError()
    {
        const auto written = writeDemoDatabases(path(u"us"_s) + u"/below"_s);
        QVERIFY(!written);
        QCOMPARE(written.error().kind, ErrorKind::Io);
    }
};

CONCORD_TEST(DemoDatabasesTest)
#include "tst_demodatabases.moc"
