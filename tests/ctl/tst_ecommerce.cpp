// SPDX-License-Identifier: GPL-3.0-or-later
// An e-commerce company's data over four databases of four kinds, from connecting to the combined answer: the core application on MariaDB, the
// warehouse on PostgreSQL, sessions on MongoDB, the legacy inventory behind ODBC. A kind that this build or machine has not is left out and said.
#include "connection/connectionurl.h"
#include "connection/session.h"
#include "ctlprocess.h"
#include "query/run.h"
#include "registry/drivers.h"
#include "servers/testservers.h"
#include "testprogram.h"

#include <QCoreApplication>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace concord;
using namespace concord::test;

namespace {

/// One of the company's databases.
struct Source
{
    QString name;
    QString url;
    QStringList fill;    ///< statements that make its tables and rows, in its own language
    QStringList tables;  ///< what it then has
    QString question;    ///< "what is there of which product", in its own language
    QStringList answers; ///< product_id=quantity
};

const QStringList fillProd{
    u"CREATE TABLE users (id INT PRIMARY KEY AUTO_INCREMENT, email VARCHAR(100) NOT NULL UNIQUE)"_s,
    u"CREATE TABLE products (id INT PRIMARY KEY, name VARCHAR(100) NOT NULL, price DECIMAL(10,2) NOT NULL)"_s,
    u"CREATE TABLE orders (id INT PRIMARY KEY, user_id INT NOT NULL, status VARCHAR(20), FOREIGN KEY (user_id) REFERENCES users(id))"_s,
    u"CREATE TABLE order_items (order_id INT, product_id INT, quantity INT, FOREIGN KEY (order_id) REFERENCES orders(id))"_s,
    u"INSERT INTO users (email) VALUES ('ann@example.org'), ('bo@example.org')"_s,
    u"INSERT INTO products VALUES (1, 'lamp', 12.50), (2, 'desk', 199.00)"_s,
    u"INSERT INTO orders VALUES (10, 1, 'paid'), (11, 2, 'open')"_s,
    u"INSERT INTO order_items VALUES (10, 1, 2), (10, 2, 1), (11, 1, 3)"_s};

const QStringList fillAnalytics{u"CREATE TABLE daily_sales (day date, product_id integer, quantity integer)"_s,
                                u"CREATE TABLE user_segments (user_id integer, segment text)"_s,
                                u"INSERT INTO daily_sales VALUES ('2026-11-20', 1, 5), ('2026-11-20', 2, 1), ('2026-11-21', 1, 1)"_s};

const QStringList fillSessions{
    u"db.active_sessions.insertMany([{ user_id: 1, product_id: 1, quantity: 4 }, { user_id: 2, product_id: 2, quantity: 7, device: { os: 'linux' } }])"_s,
    u"db.session_history.insertMany([{ user_id: 1, pages: ['/', '/lamp'] }, { user_id: 1, pages: [] }])"_s};

const QStringList fillInventory{u"CREATE TABLE stock (product_id integer PRIMARY KEY, quantity_available integer NOT NULL)"_s,
                                u"CREATE TABLE warehouses (id integer PRIMARY KEY, city text)"_s, u"INSERT INTO stock VALUES (1, 40), (2, 3)"_s};

} // namespace

class EcommerceTest : public QObject
{
    Q_OBJECT

    Ctl m_ctl;
    std::shared_ptr<DriverRegistry> m_registry = std::make_shared<DriverRegistry>();
    std::vector<ScratchDatabase> m_scratch;
    QList<Source> m_sources;

    [[nodiscard]] QStringList names() const
    {
        QStringList all;
        for (const Source &source : m_sources)
            all.append(source.name);
        return all;
    }
    [[nodiscard]] bool has(const QString &scheme) const { return m_registry->findByScheme(scheme) != nullptr; }
    /// A database of our own; empty where the server is not there.
    QUrl scratch(const QString &server)
    {
        const auto found = testServer(server);
        if (!found)
            return {};
        auto made = ScratchDatabase::create(*found);
        if (!made)
            return {};
        m_scratch.push_back(std::move(*made));
        return m_scratch.back().url();
    }
    void addSources();
    [[nodiscard]] CombinedResult answersOf(Session &session, std::vector<std::unique_ptr<Run>> &runs) const;

private Q_SLOTS:
    void initTestCase();
    void connectsEachByItsUrl();
    void fillsEachInItsOwnLanguage();
    void listsThemWithTotals();
    void extractsAll();
    void tellsHowTheDataIsDistributed();
    void oneQuestionEachInItsOwnLanguage();
    void theAnswersCombineByName();
    void oneRunAsksAll();
    void cleanupTestCase();
};

void EcommerceTest::addSources()
{
    const QString sql = u"SELECT product_id, sum(quantity) AS quantity FROM %1 GROUP BY product_id ORDER BY product_id"_s;
    if (const QUrl url = scratch(u"mariadb"_s); url.isValid() && !url.isEmpty())
        m_sources.append({u"prod"_s,
                          url.toString(QUrl::FullyEncoded),
                          fillProd,
                          {u"order_items"_s, u"orders"_s, u"products"_s, u"users"_s},
                          sql.arg(u"order_items"_s),
                          {u"1=5"_s, u"2=1"_s}});
    if (const QUrl url = scratch(u"postgresql18"_s); url.isValid() && !url.isEmpty())
        m_sources.append({u"analytics"_s,
                          url.toString(QUrl::FullyEncoded),
                          fillAnalytics,
                          {u"daily_sales"_s, u"user_segments"_s},
                          sql.arg(u"daily_sales"_s),
                          {u"1=6"_s, u"2=1"_s}});
    const auto mongodb = testServer(u"mongodb"_s);
    if (mongodb && has(u"mongodb"_s)) {
        const QString database = u"concord_sessions_%1"_s.arg(QCoreApplication::applicationPid());
        m_sources.append({u"sessions"_s,
                          mongodb->url(database).toString(QUrl::FullyEncoded),
                          fillSessions,
                          {u"active_sessions"_s, u"session_history"_s},
                          u"db.active_sessions.aggregate([{ $group: { _id: '$product_id', quantity: { $sum: '$quantity' } } }, "
                          "{ $project: { _id: 0, product_id: '$_id', quantity: 1 } }, { $sort: { product_id: 1 } }])"_s,
                          {u"1=4"_s, u"2=7"_s}});
    }
    if (QUrl url = has(u"odbc"_s) ? scratch(u"postgresql17"_s) : QUrl(); url.isValid() && !url.isEmpty()) {
        url.setScheme(u"odbc"_s);
        url.setQuery(u"driver=PostgreSQL Unicode"_s);
        m_sources.append({u"inventory"_s,
                          url.toString(QUrl::FullyEncoded),
                          fillInventory,
                          {u"stock"_s, u"warehouses"_s},
                          u"SELECT product_id, quantity_available AS quantity FROM stock ORDER BY product_id"_s,
                          {u"1=40"_s, u"2=3"_s}});
    }
}

void EcommerceTest::initTestCase()
{
    registerDrivers(*m_registry);
    addSources();
    if (m_sources.size() < 2)
        QSKIP("needs at least two of the test servers mariadb, postgresql18, mongodb and postgresql17 over ODBC");
    for (const QString &name : {u"prod"_s, u"analytics"_s, u"sessions"_s, u"inventory"_s}) {
        if (!names().contains(name))
            qWarning("%s is left out: its server or driver is not available here", qPrintable(name));
    }
}

void EcommerceTest::connectsEachByItsUrl()
{
    for (const Source &source : std::as_const(m_sources)) {
        // There is no keyring in a test: what the URL brings is not kept.
        if (const QString password = QUrl(source.url).password(); !password.isEmpty())
            m_ctl.setEnvironment(u"CONCORD_PASSWORD_"_s + source.name.toUpper(), password);
        VERIFY_CODE(m_ctl.run({u"connect"_s, source.name, source.url, u"--read-write"_s, u"--group"_s, u"shop"_s}), 0);
    }
}

void EcommerceTest::fillsEachInItsOwnLanguage()
{
    for (const Source &source : std::as_const(m_sources)) {
        for (const QString &statement : source.fill)
            VERIFY_CODE(m_ctl.run({u"exec"_s, source.name, u"--yes"_s, u"-e"_s, statement}), 0);
    }
}

void EcommerceTest::extractsAll()
{
    const Answer answer = m_ctl.run({u"extract"_s, u"--all"_s, u"--format"_s, u"json"_s});
    VERIFY_CODE(answer, 0);
    const Json json = answer.json();
    QCOMPARE(json["databases"].size(), size_t(m_sources.size()));
    for (const Json &database : json["databases"]) {
        QCOMPARE(database["status"], "succeeded");
        QVERIFY(database["counts"].value(database["engine"] == "mongodb" ? "fields" : "columns", 0) > 0);
    }
    const Json again = m_ctl.run({u"extract"_s, u"--all"_s, u"--format"_s, u"json"_s}).json();
    for (const Json &database : again["databases"])
        QCOMPARE(database["changed"], false); // what is sampled anew is no change
}

void EcommerceTest::listsThemWithTotals()
{
    extractsAll();
    const Answer answer = m_ctl.run({u"list"_s, u"--format"_s, u"json"_s});
    VERIFY_CODE(answer, 0);
    const Json json = answer.json();
    qsizetype tables = 0;
    for (const Source &source : std::as_const(m_sources))
        tables += source.tables.size();
    QCOMPARE(json["total"], m_sources.size());
    QCOMPARE(json["total_tables"], tables);
    QVERIFY(!json.contains("without_connection")); // each is its connection's, none is told twice
    for (const Json &connection : json["connections"]) {
        const auto source = std::ranges::find(m_sources, QString::fromStdString(connection["name"]), &Source::name);
        QVERIFY(source != m_sources.end());
        QCOMPARE(connection["tables"], source->tables.size());
    }
}

/// Tables by database, collections with the fields that were found.
void EcommerceTest::tellsHowTheDataIsDistributed()
{
    for (const Source &source : std::as_const(m_sources)) {
        const Answer answer = m_ctl.run({u"schema"_s, source.name, u"--format"_s, u"json"_s});
        VERIFY_CODE(answer, 0);
        const Json json = answer.json();
        QStringList tables;
        for (const Json &schema : json["schemas"]) {
            for (const char *kind : {"tables", "collections"}) {
                for (const Json &table : schema.value(kind, Json::array()))
                    tables.append(QString::fromStdString(table["name"]));
            }
        }
        tables.sort();
        QCOMPARE(tables, source.tables);
        const Answer compact = m_ctl.run({u"schema"_s, source.name, u"--format"_s, u"compact"_s});
        VERIFY_CODE(compact, 0);
        for (const QString &table : source.tables)
            QVERIFY2(compact.out.contains(table.toUtf8()), said(compact).constData());
    }
    if (!names().contains(u"sessions"_s))
        return;
    const Answer sessions = m_ctl.run({u"schema"_s, u"sessions"_s, u"--format"_s, u"compact"_s});
    QVERIFY2(sessions.out.contains("\"device.os\" string optional"), said(sessions).constData());
    const Answer found = m_ctl.run({u"search"_s, u"device"_s});
    QVERIFY2(found.out.contains("sessions"), said(found).constData());
}

void EcommerceTest::oneQuestionEachInItsOwnLanguage()
{
    for (const Source &source : std::as_const(m_sources)) {
        const Answer answer = m_ctl.run({u"exec"_s, source.name, u"-e"_s, source.question, u"--format"_s, u"json"_s});
        VERIFY_CODE(answer, 0);
        QStringList rows;
        const Json json = answer.json();
        for (const Json &row : json["database_results"][0]["results"]) {
            const auto text = [](const Json &value) {
                return value.is_string() ? QString::fromStdString(value.get<std::string>()) : QString::fromStdString(value.dump());
            };
            rows.append(text(row["product_id"]) + u'=' + text(row["quantity"]));
        }
        QCOMPARE(rows, source.answers);
    }
}

CombinedResult EcommerceTest::answersOf(Session &session, std::vector<std::unique_ptr<Run>> &runs) const
{
    std::vector<CombinedSource> parts;
    for (const Source &source : m_sources) {
        const auto url = parseUrl(source.url, *m_registry);
        RunRequest request;
        request.text = source.question;
        Target target;
        target.endpoint = adHocEndpoint(*url, *m_registry);
        target.endpoint.name = source.name;
        request.targets = {target};
        Run &run = *runs.emplace_back(std::make_unique<Run>(request, session));
        QSignalSpy finished(&run, &Run::finished);
        run.start();
        if (!run.isFinished())
            finished.wait(30'000);
        const Outcome outcome = run.outcome(0);
        if (outcome.error)
            qWarning("%s: %s", qPrintable(source.name), qPrintable(outcome.error->message));
        parts.push_back({source.name, outcome.results.isEmpty() ? nullptr : outcome.results.front().table, true});
    }
    return CombinedResult(parts);
}

void EcommerceTest::theAnswersCombineByName()
{
    Session session(m_registry, [this](const Endpoint &endpoint, Deadline) -> Result<Secret> {
        const auto source = std::ranges::find(m_sources, endpoint.name, &Source::name);
        auto url = parseUrl(source->url, *m_registry);
        return url ? std::move(url->secret) : Secret();
    });
    std::vector<std::unique_ptr<Run>> runs;
    const CombinedResult combined = answersOf(session, runs);
    QCOMPARE(combined.columns().size(), 2U); // whichever order and type each engine gave them
    const bool swapped = combined.columns()[0].info.name == "quantity"_L1;
    QStringList rows;
    QStringList expected;
    for (std::uint64_t row = 0; row < combined.rowCount(); ++row)
        rows.append(combined.cell(row, swapped ? 1 : 0).text + u'=' + combined.cell(row, swapped ? 0 : 1).text);
    for (const Source &source : std::as_const(m_sources))
        expected += source.answers;
    QCOMPARE(rows, expected);
}

/// The same question in one run: a part of the text for each.
void EcommerceTest::oneRunAsksAll()
{
    QStringList arguments{u"exec"_s};
    QStringList expected;
    for (const Source &source : std::as_const(m_sources)) {
        arguments.append({source.name, u"--on"_s, source.name + u'=' + source.question});
        for (const QString &answer : source.answers)
            expected.append(source.name + u',' + QString(answer).replace(u'=', u','));
    }
    Answer answer = m_ctl.run(arguments + QStringList{u"--format"_s, u"json"_s});
    VERIFY_CODE(answer, 0);
    const Json json = answer.json();
    QCOMPARE(json["succeeded"], m_sources.size());
    for (const Json &result : json["database_results"])
        QCOMPARE(result["row_count"], 2);
    answer = m_ctl.run(arguments + QStringList{u"--format"_s, u"csv"_s});
    VERIFY_CODE(answer, 0);
    QStringList rows;
    for (const QString &line : QString::fromUtf8(answer.out).split(u'\n', Qt::SkipEmptyParts).sliced(1)) {
        const QStringList cells = line.trimmed().split(u',');
        QCOMPARE(cells.size(), 3); // merged by name: no column of one engine's own
        rows.append(cells.join(u','));
    }
    QCOMPARE(rows, expected);
    const Json plans = m_ctl.run(QStringList{u"explain"_s} + arguments.sliced(1) + QStringList{u"--format"_s, u"json"_s}).json();
    QCOMPARE(plans["database_results"].size(), size_t(m_sources.size()));
}

void EcommerceTest::cleanupTestCase()
{
    if (names().contains(u"sessions"_s))
        VERIFY_CODE(m_ctl.run({u"exec"_s, u"sessions"_s, u"--yes"_s, u"-e"_s, u"db.dropDatabase()"_s}), 0);
}

CONCORD_TEST(EcommerceTest)
#include "tst_ecommerce.moc"
