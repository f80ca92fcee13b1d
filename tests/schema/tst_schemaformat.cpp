// SPDX-License-Identifier: GPL-3.0-or-later
#include "relate/relationgraph.h"
#include "schema/schemaformat.h"
#include "schema/schematext.h"
#include "testprogram.h"

#include <QDir>
#include <QProcess>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace concord;
using namespace concord::test;

namespace {

const std::array<SchemaFormat, 5> allFormats = {SchemaFormat::Compact, SchemaFormat::Markdown, SchemaFormat::Mermaid, SchemaFormat::Dbml,
                                                SchemaFormat::Dot};

std::shared_ptr<Table> table(const QString &name, const QStringList &columns)
{
    auto made = std::make_shared<Table>();
    made->ref = {u"public"_s, name};
    for (const QString &column : columns) {
        Column &one = made->columns.emplace_back();
        one.name = column;
        one.nativeType = u"integer"_s;
        one.type.family = TypeFamily::Integer;
        one.nullable = false;
    }
    made->primaryKey.emplace().columns = {columns.first()};
    return made;
}

NamedCatalog named(const QString &name, std::vector<std::shared_ptr<SchemaObject>> objects)
{
    CatalogInfo info;
    info.engine = u"postgresql"_s;
    info.product = u"PostgreSQL"_s;
    info.serverVersion = u"17.5"_s;
    info.database = name;
    info.defaultSchema = u"public"_s;
    info.readAt = QDateTime(QDate(2026, 11, 21), QTime(9, 0), QTimeZone::UTC);
    return {QUuid::createUuidV5(QUuid(), name), name, Environment::None, Catalog::make(info, std::move(objects))};
}

/// Something of everything that the forms tell.
NamedCatalog shop()
{
    auto mood = std::make_shared<TypeObject>();
    mood->ref = {u"public"_s, u"mood"_s};
    mood->variant = u"enum"_s;
    mood->values = {u"sad"_s, u"it's \"ok\""_s};
    auto teams = table(u"teams"_s, {u"id"_s, u"country"_s});
    teams->primaryKey->columns = {u"id"_s, u"country"_s};
    auto users = table(u"users"_s, {u"id"_s, u"team"_s, u"country"_s, u"email"_s, u"mood"_s, u"referrer_id"_s});
    users->comment = u"People who sign in.\nNever deleted | 100 %"_s;
    users->columns[0].identity = Identity::ByDefault;
    users->columns[2].nullable = true;
    users->columns[3].nativeType = u"character varying(200)"_s;
    users->columns[3].defaultExpression = u"'a`b'::text"_s;
    users->columns[3].comment = u"lower case <b>"_s;
    users->columns[4].nativeType = u"mood"_s;
    users->columns[5].nullable = true;
    users->uniques.emplace_back().columns = {u"email"_s};
    users->checks.emplace_back().expression = u"id > 0"_s;
    ForeignKey &key = users->foreignKeys.emplace_back();
    key.name = u"users_team"_s;
    key.columns = {u"team"_s, u"country"_s};
    key.target = teams->ref;
    key.targetColumns = {u"id"_s, u"country"_s};
    key.onDelete = ReferentialAction::SetNull;
    Index &index = users->indexes.emplace_back();
    index.name = u"users_lower"_s;
    index.method = u"btree"_s;
    index.parts.resize(2);
    index.parts[0].expression = u"lower(email)"_s;
    index.parts[1].column = u"team"_s;
    index.predicate = u"team IS NOT NULL"_s;
    auto view = std::make_shared<View>();
    view->ref = {u"reports"_s, u"active"_s};
    view->columns = {users->columns[0], users->columns[3]};
    return named(u"shop"_s, {mood, teams, users, view});
}

/// Names that must come through every form.
NamedCatalog strange()
{
    auto format = table(u"%s"_s, {u"%d"_s, u"a b"_s, u"pk"_s, u"1st"_s, u"%2 %1"_s});
    auto html = table(u"<b>x</b>"_s, {u"id"_s, u"%s_id"_s, u"a\"b'c`d\\e|f"_s, u"😀"_s});
    html->columns[2].comment = u"%%{init: {}}%% ''' \"; }"_s;
    ForeignKey &key = html->foreignKeys.emplace_back();
    key.columns = {u"%s_id"_s};
    key.target = format->ref;
    key.targetColumns = {u"%d"_s};
    auto users = table(u"users"_s, {u"id"_s});
    auto upper = table(u"Users"_s, {u"id"_s});
    auto word = table(u"select"_s, {u"from"_s, u"line\nbreak"_s});
    auto quotes = table(u"it's \"quoted\""_s, {u"id"_s});
    auto dotted = table(u"a.b"_s, {u"id"_s});
    auto empty = std::make_shared<Table>();
    empty->ref = {u"public"_s, u"no columns 😀"_s};
    return named(u"strange"_s, {format, html, users, upper, word, quotes, dotted, empty});
}

/// SQLite takes tables and columns without a name, other engines labels of enums.
NamedCatalog nameless()
{
    auto mood = std::make_shared<TypeObject>();
    mood->ref = {u"public"_s, u"mood"_s};
    mood->variant = u"enum"_s;
    mood->values = {u"ok"_s, QString()};
    auto table_ = table(QString(), {QString(), u"a"_s});
    ForeignKey &key = table_->foreignKeys.emplace_back();
    key.columns = {u"a"_s};
    key.target = table_->ref;
    key.targetColumns = {QString()};
    return named(u"nameless"_s, {mood, table_});
}

/// Two databases with a relation of every origin, within and across.
std::vector<NamedCatalog> several()
{
    return {
        namedCatalog(u"main_app"_s, u"users: id int pk auto; profile_id int uq null > profiles.id\nprofiles: id int pk auto; user_id int"_s, true),
        namedCatalog(u"analytics"_s, u"user_metrics: id int pk auto; user_id int; visits int"_s)};
}

QString goldenPath(const QString &name, SchemaFormat format)
{
    static const QHash<SchemaFormat, QString> endings = {{SchemaFormat::Compact, u"txt"_s},
                                                         {SchemaFormat::Markdown, u"md"_s},
                                                         {SchemaFormat::Mermaid, u"mmd"_s},
                                                         {SchemaFormat::Dbml, u"dbml"_s},
                                                         {SchemaFormat::Dot, u"dot"_s}};
    return QFINDTESTDATA("golden") + u"/%1.%2"_s.arg(name, endings.value(format));
}

/// CONCORD_UPDATE_GOLDEN=1 writes the files anew: look at what changed before committing it.
void compareWithGolden(const QString &text, const QString &path)
{
    QFile file(path);
    if (qEnvironmentVariableIntValue("CONCORD_UPDATE_GOLDEN") != 0) {
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text.toUtf8());
        return;
    }
    QVERIFY2(file.open(QIODevice::ReadOnly), qPrintable(path));
    QCOMPARE(text, QString::fromUtf8(file.readAll()));
}

} // namespace

class TestSchemaFormat : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isAsExpected_data();
    void isAsExpected();
    void dotIsAcceptedByGraphviz_data();
    void dotIsAcceptedByGraphviz();
    void mermaidNeverLeavesItsGrammar();
    void dbmlNeverLeavesItsGrammar();
    void onlyChosenTables();
    void onlyKeysOrNoColumns();
    void aFilesTitleIsItsName();
    void emptyCatalogIsNoError();
    void formatsHaveNames();
};

void TestSchemaFormat::isAsExpected_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<int>("format");
    for (const QString &name : {u"shop"_s, u"strange"_s, u"several"_s}) {
        for (const SchemaFormat format : allFormats)
            QTest::addRow("%s %s", qPrintable(name), qPrintable(schemaFormatName(format))) << name << int(format);
    }
}

void TestSchemaFormat::isAsExpected()
{
    QFETCH(const QString, name);
    QFETCH(const int, format);
    QString text;
    SchemaFormatOptions options;
    if (name == "several"_L1) {
        options.relations = RelationGraph::make(several())->relations();
        text = formatCatalogs(several(), SchemaFormat(format), {}, options);
    } else {
        const NamedCatalog catalog = name == "shop"_L1 ? shop() : strange();
        text = formatCatalog(*catalog.catalog, SchemaFormat(format));
    }
    QVERIFY(text.endsWith(u'\n'));
    compareWithGolden(text, goldenPath(name, SchemaFormat(format)));
}

void TestSchemaFormat::dotIsAcceptedByGraphviz_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("shop") << formatCatalogs({shop()}, SchemaFormat::Dot);
    QTest::newRow("strange names") << formatCatalogs({strange()}, SchemaFormat::Dot);
    QTest::newRow("several") << formatCatalogs(
        several(), SchemaFormat::Dot, {}, {.columns = ShownColumns::All, .views = true, .relations = RelationGraph::make(several())->relations()});
}

void TestSchemaFormat::dotIsAcceptedByGraphviz()
{
    const QString program = QStandardPaths::findExecutable(u"dot"_s);
    if (program.isEmpty())
        QSKIP("Graphviz is not installed");
    QFETCH(const QString, text);
    QProcess dot;
    dot.start(program, {u"-Tjson"_s});
    dot.write(text.toUtf8());
    dot.closeWriteChannel();
    QVERIFY(dot.waitForFinished());
    QCOMPARE(QString::fromUtf8(dot.readAllStandardError()), QString());
    QCOMPARE(dot.exitCode(), 0);
}

/// Every line is one of those that Mermaid's lexer knows: quoted names without its forbidden characters, plain words for attributes.
void TestSchemaFormat::mermaidNeverLeavesItsGrammar()
{
    static const QRegularExpression allowed(
        uR"re(^(erDiagram|    "[^"%\\]+"( \{)?|    \}|        [A-Za-z_\x{C0}-\x{FFFF}][\w\-\[\]()\x{C0}-\x{FFFF}]* [A-Za-z_\x{C0}-\x{FFFF}][\w\-\[\]()\x{C0}-\x{FFFF}]*( (PK|FK|UK)(, (FK|UK))*)?( "[^"%]*")?|    "[^"%\\]+" [}|]o(--|\.\.)(\|\||o\||o\{) "[^"%\\]+" : "[^"%]+")$)re"_s);
    for (const NamedCatalog &catalog : {shop(), strange(), nameless()}) {
        const QString text = formatCatalogs({catalog}, SchemaFormat::Mermaid);
        for (const QString &line : text.split(u'\n', Qt::SkipEmptyParts))
            QVERIFY2(allowed.match(line).hasMatch(), qPrintable(line));
    }
}

/// The same for DBML: strings and names are closed where they should be.
void TestSchemaFormat::dbmlNeverLeavesItsGrammar()
{
    const QString name = uR"re("(?:[^"\\\n]|\\.)+")re"_s;
    const QString string = uR"re('(?:[^'\\\n]|\\.)*'|'''(?:[^'\\]|\\.)*''')re"_s;
    const QString setting =
        uR"re((?:pk|unique|not null|increment|default: `[^`]*`|note: (?:%1)|name: (?:%1)|type: (?:btree|hash)|delete: [a-z ]+|update: [a-z ]+))re"_s
            .arg(string);
    const QString settings = uR"re((?: \[%1(?:, %1)*\])?)re"_s.arg(setting);
    const QString column = uR"re(  %1 (?:[A-Za-z_]\w*(?:\([0-9, ]+\))?|%1)%2\n)re"_s.arg(name, settings);
    const QString part = uR"re((?:%1|`[^`]*`))re"_s.arg(name);
    const QString indexes = uR"re((?:\n  indexes \{\n(?:    \(%1(?:, %1)*\)%2\n)+  \}\n)?)re"_s.arg(part, settings);
    const QString path = uR"re(%1(?:\.%1)?)re"_s.arg(name);
    const QString table = uR"re(Table %1 \{\n(?:%2)+%3(?:\n  Note: (?:%4)\n)?\}\n)re"_s.arg(path, column, indexes, string);
    const QString enumeration = uR"re(Enum %1 \{\n(?:  %2\n)+\}\n)re"_s.arg(path, name);
    const QString ref = uR"re(Ref: %1\.(?:%2|\(%2(?:, %2)*\)) (?:>|-|<>) %1\.(?:%2|\(%2(?:, %2)*\))%3(?: //[^\n]*)?\n)re"_s.arg(path, name, settings);
    const QRegularExpression whole(uR"re(^(?:(?:%1|%2|%3)\n?)*$)re"_s.arg(table, enumeration, ref));
    QVERIFY2(whole.isValid(), qPrintable(whole.errorString()));
    for (const NamedCatalog &catalog : {shop(), strange(), nameless()})
        QVERIFY2(whole.match(formatCatalogs({catalog}, SchemaFormat::Dbml)).hasMatch(), qPrintable(catalog.name));
}

void TestSchemaFormat::onlyChosenTables()
{
    const NamedCatalog catalog = shop();
    QCOMPARE(formatCatalog(*catalog.catalog, SchemaFormat::Mermaid, {{u"public"_s, u"teams"_s}}).count(u"\""_s), 2);
    QVERIFY(formatCatalog(*catalog.catalog, SchemaFormat::Compact, {{u"public"_s, u"users"_s}}).contains(u"→ teams(id, country)"_s));
    QVERIFY(
        !formatCatalogs({catalog}, SchemaFormat::Compact, {}, {.columns = ShownColumns::All, .views = false, .relations = {}}).contains(u"view"_s));
}

void TestSchemaFormat::onlyKeysOrNoColumns()
{
    const NamedCatalog catalog = shop();
    const auto told = [&](ShownColumns columns, SchemaFormat format) {
        return formatCatalogs({catalog}, format, {}, {.columns = columns, .views = false, .relations = {}});
    };
    QVERIFY(told(ShownColumns::Keys, SchemaFormat::Mermaid).contains(u"integer team"_s));
    QVERIFY(!told(ShownColumns::Keys, SchemaFormat::Mermaid).contains(u"email"_s));
    QVERIFY(!told(ShownColumns::None, SchemaFormat::Mermaid).contains(u"integer"_s));
    QVERIFY(!told(ShownColumns::None, SchemaFormat::Dot).contains(u"email"_s));
    QVERIFY(told(ShownColumns::None, SchemaFormat::Dot).contains(u"t1 -> t0 ["_s));
    QVERIFY(told(ShownColumns::Keys, SchemaFormat::Dot).contains(u"t1:r2 -> t0:l1 ["_s)); // the last of two columns
}

void TestSchemaFormat::aFilesTitleIsItsName()
{
    CatalogInfo info;
    info.engine = u"sqlite"_s;
    info.database = u"/home/me/my shop.db"_s;
    const CatalogPtr catalog = Catalog::make(info, {});
    QCOMPARE(formatCatalog(*catalog, SchemaFormat::Markdown), u"# my shop.db\n"_s);
    QCOMPARE(formatCatalogs({{QUuid(), u"shop"_s, Environment::None, catalog}}, SchemaFormat::Markdown), u"# shop\n"_s);
}

void TestSchemaFormat::emptyCatalogIsNoError()
{
    const NamedCatalog catalog = named(u"empty"_s, {});
    for (const SchemaFormat format : allFormats)
        QVERIFY(!formatCatalog(*catalog.catalog, format).contains(u"users"_s));
    QCOMPARE(formatCatalog(*catalog.catalog, SchemaFormat::Mermaid), u"erDiagram\n"_s);
}

void TestSchemaFormat::formatsHaveNames()
{
    for (const SchemaFormat format : allFormats) {
        SchemaFormat found{};
        QVERIFY(schemaFormatFromName(schemaFormatName(format), found));
        QCOMPARE(found, format);
    }
    SchemaFormat found{};
    QVERIFY(!schemaFormatFromName(u"yaml"_s, found));
}

CONCORD_TEST(TestSchemaFormat)
#include "tst_schemaformat.moc"
