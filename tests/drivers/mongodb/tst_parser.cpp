// SPDX-License-Identifier: GPL-3.0-or-later
#include "mongodb/extendedjson.h"
#include "mongodb/mongolanguage.h"
#include "mongodb/statement.h"
#include "query/format.h"
#include "query/statementlanguage.h"
#include "testprogram.h"

#include <QFile>
#include <QTest>

using namespace concord;
using namespace Qt::StringLiterals;

/// What the two notations of MongoDB's statements mean, without a server.
class TestMongodbParser : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsTheManualsStatements_data();
    void readsTheManualsStatements();
    void readsLiterals_data();
    void readsLiterals();
    void saysWhereItIsWrong_data();
    void saysWhereItIsWrong();
    void classifies_data();
    void classifies();
    void refusesWhatMayWrite_data();
    void refusesWhatMayWrite();
    void splitsScripts_data();
    void splitsScripts();
    void findsTheStatementAtTheCursor();
    void bindsParametersAsValues();
    void namesWhatAStatementReads_data();
    void namesWhatAStatementReads();
    void boundsWhatIsNestedOrHuge();
    void commentsByTwoSlashes();
};

static QString commandOf(const QString &text)
{
    const auto parsed = parseMongoStatement(text, {});
    if (!parsed)
        return u"error at %1:%2: %3"_s.arg(parsed.error().line).arg(parsed.error().column).arg(parsed.error().message);
    std::string json;
    appendExtendedJson(parsed->command, false, JsonStyle::Relaxed, json);
    return QString::fromStdString(json);
}

/// tests/drivers/mongodb/manual.txt: a statement up to an empty line, then "=> " and its command as relaxed Extended JSON.
void TestMongodbParser::readsTheManualsStatements_data()
{
    QTest::addColumn<QString>("statement");
    QTest::addColumn<QString>("command");
    QFile file(QStringLiteral(CONCORD_MANUAL_CASES));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QString statement;
    int line = 0;
    while (!file.atEnd()) {
        const QString text = QString::fromUtf8(file.readLine());
        ++line;
        if (text.startsWith(u"=> ")) {
            QTest::newRow(qPrintable(QString::number(line))) << statement.trimmed() << text.sliced(3).trimmed();
            statement.clear();
        } else if (!text.startsWith(u"# ")) {
            statement += text;
        }
    }
}

void TestMongodbParser::readsTheManualsStatements()
{
    QFETCH(QString, statement);
    QFETCH(QString, command);
    QCOMPARE(commandOf(statement), command);
}

void TestMongodbParser::readsLiterals_data()
{
    QTest::addColumn<QString>("literal");
    QTest::addColumn<QString>("canonical");
    const auto row = [](const char *literal, const char *canonical) {
        QTest::newRow(literal) << QString::fromUtf8(literal) << QString::fromUtf8(canonical);
    };
    row("1", R"({"$numberInt":"1"})");
    row("-7", R"({"$numberInt":"-7"})");
    row("2147483648", R"({"$numberLong":"2147483648"})");
    row("9223372036854775808", R"({"$numberDecimal":"9223372036854775808"})");
    row("1.0", R"({"$numberDouble":"1.0"})");
    row(".5", R"({"$numberDouble":"0.5"})");
    row("1e3", R"({"$numberDouble":"1000.0"})");
    row("0x1F", R"({"$numberInt":"31"})");
    row("1_000", R"({"$numberInt":"1000"})");
    row("Infinity", R"({"$numberDouble":"Infinity"})");
    row("-Infinity", R"({"$numberDouble":"-Infinity"})");
    row("NaN", R"({"$numberDouble":"NaN"})");
    row("NumberInt(5)", R"({"$numberInt":"5"})");
    row("NumberLong(\"9007199254740993\")", R"({"$numberLong":"9007199254740993"})");
    row("NumberLong(9007199254740993)", R"({"$numberLong":"9007199254740993"})");
    row("NumberLong(1e3)", R"({"$numberLong":"1000"})");
    row("NumberInt(5.0)", R"({"$numberInt":"5"})");
    row("NumberDecimal(9223372036854775808)", R"({"$numberDecimal":"9223372036854775808"})");
    row("new Date(70, 0)", R"({"$date":{"$numberLong":"0"}})");
    row("Timestamp(4294967295, 1)", R"({"$timestamp":{"t":4294967295,"i":1}})");
    row("Long(5)", R"({"$numberLong":"5"})");
    row("NumberDecimal(\"1.50\")", R"({"$numberDecimal":"1.50"})");
    row("Double(5)", R"({"$numberDouble":"5.0"})");
    row("ObjectId(\"65f0c1d2e3a4b5c6d7e8f901\")", R"({"$oid":"65f0c1d2e3a4b5c6d7e8f901"})");
    row("ISODate(\"2026-11-21T09:30:00Z\")", R"({"$date":{"$numberLong":"1795253400000"}})");
    row("ISODate('2026-11-21')", R"({"$date":{"$numberLong":"1795219200000"}})");
    row("new Date(\"2026-11-21T11:30:00.250+02:00\")", R"({"$date":{"$numberLong":"1795253400250"}})");
    row("new Date(0)", R"({"$date":{"$numberLong":"0"}})");
    row("new Date(1970, 1, 2)", R"({"$date":{"$numberLong":"2764800000"}})");
    row("UUID(\"3b241101-e2bb-4255-8caf-4136c566a962\")", R"({"$binary":{"base64":"OyQRAeK7QlWMr0E2xWapYg==","subType":"04"}})");
    row("BinData(0, \"AQID\")", R"({"$binary":{"base64":"AQID","subType":"00"}})");
    row("HexData(5, \"ff00\")", R"({"$binary":{"base64":"/wA=","subType":"05"}})");
    row("Timestamp(1700000000, 3)", R"({"$timestamp":{"t":1700000000,"i":3}})");
    row("Timestamp({t: 5, i: 6})", R"({"$timestamp":{"t":5,"i":6}})");
    row("MinKey", R"({"$minKey":1})");
    row("MaxKey()", R"({"$maxKey":1})");
    row("/^a\\/b[/]c$/im", R"({"$regularExpression":{"pattern":"^a\\/b[/]c$","options":"im"}})");
    row("RegExp(\"^x\", \"i\")", R"({"$regularExpression":{"pattern":"^x","options":"i"}})");
    row("Code(\"return 1\")", R"({"$code":"return 1"})");
    row("undefined", R"({"$undefined":true})");
    row("null", "null");
    row("'it\\'s \\u00e9 \\x41 \\u{1F600}'", "\"it's é A 😀\"");
    row("\"tab\\tand\\nline\"", R"("tab\tand\nline")");
    row("{$oid: \"65f0c1d2e3a4b5c6d7e8f901\"}", R"({"$oid":"65f0c1d2e3a4b5c6d7e8f901"})");
    row("{\"$numberLong\": \"5\"}", R"({"$numberLong":"5"})");
    row("{\"$date\": \"2026-11-21T09:30:00Z\"}", R"({"$date":{"$numberLong":"1795253400000"}})");
    row("{\"$binary\": {\"base64\": \"AQID\", \"subType\": \"80\"}}", R"({"$binary":{"base64":"AQID","subType":"80"}})");
    row("{$regex: 'a', $options: 'i'}", R"({"$regex":"a","$options":"i"})");
    row("{a: 1, 'b-c': [1, 2,], \"d\": {}, 5: true,}", R"({"a":{"$numberInt":"1"},"b-c":[{"$numberInt":"1"},{"$numberInt":"2"}],"d":{},"5":true})");
    row("{a: 1, a: 2}", R"({"a":{"$numberInt":"1"},"a":{"$numberInt":"2"}})");
    row("[ /* one */ 1, // two\n 2 ]", R"([{"$numberInt":"1"},{"$numberInt":"2"}])");
}

void TestMongodbParser::readsLiterals()
{
    QFETCH(QString, literal);
    QFETCH(QString, canonical);
    const auto parsed = parseMongoStatement(u"db.c.find({v: "_s + literal + u"})"_s, {});
    QVERIFY2(parsed, parsed ? "" : qPrintable(parsed.error().message));
    bson_iter_t filter;
    bson_iter_t value;
    QVERIFY(findKey(parsed->command, "filter", filter));
    QVERIFY(findKey(nestedBson(filter), "v", value));
    std::string json;
    appendExtendedJson(value, JsonStyle::Canonical, json);
    QCOMPARE(QString::fromStdString(json), canonical);
}

void TestMongodbParser::saysWhereItIsWrong_data()
{
    QTest::addColumn<QString>("statement");
    QTest::addColumn<int>("line");
    QTest::addColumn<int>("column");
    QTest::addColumn<QString>("says");
    const auto row = [](const char *statement, int line, int column, const char *says) {
        QTest::newRow(statement) << QString::fromUtf8(statement) << line << column << QString::fromUtf8(says);
    };
    row("SELECT 1", 1, 1, "Expected db.collection");
    row("db.users.find({a: })", 1, 19, "a value");
    row("db.users.find({a: 1)", 1, 20, "“,” or “}”");
    row("db.users.find({\n  a: 1\n  b: 2})", 3, 3, "“,” or “}”");
    row("db.users.find({a: 'x})", 1, 19, "no end");
    row("db.users.find({a: /x})", 1, 19, "no end");
    row("db.users.find({é: \"😀\", b: function() { return 1 }})", 1, 27, "not evaluated");
    row("db.users.find({a: 2 * 3})", 1, 21, "Arithmetic");
    row("db.users.find({a: x => 1})", 1, 19, "not evaluated");
    row("db.users.find({a: x})", 1, 19, "text stands in quotes");
    row("db.users.find().map((x) => x.a)", 1, 21, "not evaluated");
    row("db.users.find().limit('x')", 1, 10, "whole number");
    row("db.users.find().limit(0.5)", 1, 10, "whole number");
    row("db.users.find().limit(NaN)", 1, 10, "whole number");
    row("db.users.find().limit(1e300)", 1, 10, "whole number");
    row("db.users.find({a: foo()})", 1, 19, "not known");
    row("db.users.find({a: ObjectId('12')})", 1, 19, "24 hexadecimal");
    row("db.users.find({a: NumberInt(2147483648)})", 1, 19, "32 bits");
    row("db.users.find({a: NumberLong(1e300)})", 1, 19, "64 bits");
    row("db.users.find({a: NumberLong(0.5)})", 1, 19, "64 bits");
    row("db.users.find({a: BinData(256, 'AQID')})", 1, 19, "from 0 to 255");
    row("db.users.find({a: Timestamp(-1, 1)})", 1, 19, "from 0 to 4294967295");
    row("db.users.find({a: new Date(2024, 1e300)})", 1, 19, "A date is made of");
    row("db.users.find({a: ISODate('yesterday')})", 1, 19, "not a date");
    row("db.users.find({a: `x${1}`})", 1, 21, "Template");
    row("db.users.finde({})", 1, 10, "find");
    row("db.users.find({}).sorted({})", 1, 19, "sort");
    row("db.users.find({}).forEach(1)", 1, 19, "JavaScript");
    row("db.users.find({}) extra", 1, 19, "end of the statement");
    row("db.users.deleteMany()", 1, 10, "filter");
    row("db.users.updateOne({_id: 1}, {name: 'x'})", 1, 10, "takes operators");
    row("db.users.updateMany({}, {})", 1, 10, "takes operators");
    row("db.users.findOneAndUpdate({_id: 1}, {name: 'x'})", 1, 10, "findOneAndReplace");
    row("db.users.replaceOne({_id: 1}, {$set: {a: 1}})", 1, 10, "without operators");
    row("db.users.findOneAndReplace({_id: 1}, [{$set: {a: 1}}])", 1, 10, "without operators");
    row("db.users.findOneAndReplace({_id: 1})", 1, 10, "replacement");
    row("db.users.findOneAndDelete()", 1, 10, "filter");
    row("db.users.dropIndex()", 1, 10, "index");
    row("{\"collection\": \"c\"}", 1, 1, "operation");
    row("{\"collection\": \"c\", \"operation\": \"fnd\"}", 1, 34, "find");
    row("{\"operation\": \"find\", \"filter\": {}}", 1, 15, "collection");
    row("{\"collection\": \"c\", \"operation\": \"find\", \"fitler\": {}}", 1, 42, "find has no “fitler”. Did you mean “filter”");
    row("{\"collection\": \"c\", \"operation\": \"aggregate\",\n \"pipline\": []}", 2, 2, "pipeline");
    row("use shop", 1, 1, "getSiblingDB");
}

void TestMongodbParser::saysWhereItIsWrong()
{
    QFETCH(QString, statement);
    QFETCH(int, line);
    QFETCH(int, column);
    QFETCH(QString, says);
    const auto parsed = parseMongoStatement(statement, {});
    QVERIFY(!parsed);
    QVERIFY2(parsed.error().message.contains(says), qPrintable(parsed.error().message));
    QCOMPARE(parsed.error().kind, ErrorKind::Syntax);
    QCOMPARE(parsed.error().line, line);
    QCOMPARE(parsed.error().column, column);
}

void TestMongodbParser::classifies_data()
{
    QTest::addColumn<QString>("statement");
    QTest::addColumn<StatementKind>("kind");
    QTest::addColumn<bool>("dangerous");
    const auto row = [](const char *statement, StatementKind kind, bool dangerous) {
        QTest::newRow(statement) << QString::fromUtf8(statement) << kind << dangerous;
    };
    row("db.c.find()", StatementKind::Read, false);
    row("db.c.aggregate([{$match: {a: 1}}])", StatementKind::Read, false);
    row("db.c.aggregate([{$match: {}}, {$out: 'd'}])", StatementKind::Write, true);
    row("db.c.aggregate([{$merge: {into: 'd'}}])", StatementKind::Write, false);
    row("db.c.insertOne({a: 1})", StatementKind::Write, false);
    row("db.c.deleteMany({})", StatementKind::Write, true);
    row("db.c.deleteMany({a: 1})", StatementKind::Write, false);
    row("db.c.updateMany({}, {$set: {a: 1}})", StatementKind::Write, true);
    row("db.c.updateOne({}, {$set: {a: 1}})", StatementKind::Write, false);
    row("db.c.remove({})", StatementKind::Write, true);
    row("db.runCommand({delete: 'c', deletes: [{q: {}, limit: 0}]})", StatementKind::Write, true);
    row("db.c.drop()", StatementKind::Ddl, true);
    row("db.dropDatabase()", StatementKind::Ddl, true);
    row("db.c.createIndex({a: 1})", StatementKind::Ddl, false);
    row("db.runCommand({ping: 1})", StatementKind::Read, false);
    row("db.adminCommand({shutdown: 1})", StatementKind::Unknown, false);
    row("db.c.find({$where: 'this.a'})", StatementKind::Unknown, false);
    row("show collections", StatementKind::Read, false);
    row("// nothing", StatementKind::Empty, false);
    row("SELECT 1", StatementKind::Unknown, false);
}

void TestMongodbParser::classifies()
{
    QFETCH(QString, statement);
    QFETCH(StatementKind, kind);
    QFETCH(bool, dangerous);
    const StatementClass what = classify(statement, mongoDialect());
    QCOMPARE(what.kind, kind);
    QCOMPARE(what.dangerous(), dangerous);
}

void TestMongodbParser::refusesWhatMayWrite_data()
{
    QTest::addColumn<QString>("statement");
    QTest::addColumn<QString>("word");
    QTest::addColumn<int>("offset");
    const auto row = [](const char *statement, const char *word, int offset) {
        QTest::newRow(statement) << QString::fromUtf8(statement) << QString::fromUtf8(word) << offset;
    };
    row("db.c.find({$where: 'sleep(1)'})", "$where", 11);
    row("db.c.find({a: {$not: {\"\\u0024where\": '1'}}})", "$where", 22);
    row("db.c.aggregate([{$match: {}}, {$out: 'x'}])", "$out", 31);
    row("db.c.aggregate([{$lookup: {from: 'd', pipeline: [{$merge: 'e'}], as: 'f'}}])", "$merge", 50);
    row("db.c.aggregate([{$group: {_id: 1, n: {$accumulator: {}}}}])", "$accumulator", 38);
    row("db.c.aggregate([{$project: {a: {$function: {}}}}])", "$function", 32);
    row("db.c.aggregate([{$brandNew: {}}])", "$brandNew", 17);
    row("db.runCommand({mapReduce: 'c', map: 'x', reduce: 'y', out: 'z'})", "mapReduce", 0);
    row("db.runCommand('dropDatabase')", "dropDatabase", 0);
    row("db.c.findOneAndUpdate({}, {$set: {a: 1}})", "findOneAndUpdate", 0);
    row("db.runCommand({explain: {delete: 'c', deletes: []}})", "delete", 0);
    row("{\"operation\": \"runCommand\", \"command\": {\"collMod\": \"c\"}}", "collMod", 0);
    row("db.adminCommand({setParameter: 1})", "setParameter", 0);
}

void TestMongodbParser::refusesWhatMayWrite()
{
    QFETCH(QString, statement);
    QFETCH(QString, word);
    QFETCH(int, offset);
    const auto checked = checkReadOnly(statement, mongoDialect());
    QVERIFY(!checked);
    QCOMPARE(checked.error().kind, ErrorKind::ReadOnly);
    QVERIFY2(checked.error().message.contains(word), qPrintable(checked.error().message));
    QCOMPARE(checked.error().offset, offset);
}

void TestMongodbParser::splitsScripts_data()
{
    QTest::addColumn<QString>("script");
    QTest::addColumn<QStringList>("statements");
    QTest::newRow("semicolons") << u"db.a.find(); db.b.find({x: ';'});"_s << QStringList{u"db.a.find()"_s, u"db.b.find({x: ';'})"_s};
    QTest::newRow("lines") << u"db.a.find()\ndb.b.find()\n"_s << QStringList{u"db.a.find()"_s, u"db.b.find()"_s};
    QTest::newRow("a chain goes on") << u"db.a.find()\n  .sort({x: 1})\n  .limit(2)\ndb.b.find()"_s
                                     << QStringList{u"db.a.find()\n  .sort({x: 1})\n  .limit(2)"_s, u"db.b.find()"_s};
    QTest::newRow("json") << u"{\"collection\": \"a\"}\n{\"collection\": \"b\"}"_s
                          << QStringList{u"{\"collection\": \"a\"}"_s, u"{\"collection\": \"b\"}"_s};
    QTest::newRow("comments") << u"// one\ndb.a.find() // two\n/* three */ db.b.find()"_s << QStringList{u"db.a.find()"_s, u"db.b.find()"_s};
    QTest::newRow("a dot at the end") << u"db.a.\n  find()\nshow dbs"_s << QStringList{u"db.a.\n  find()"_s, u"show dbs"_s};
    QTest::newRow("nothing") << u" // x\n;;"_s << QStringList{};
}

void TestMongodbParser::splitsScripts()
{
    QFETCH(QString, script);
    QFETCH(QStringList, statements);
    const auto split = splitScript(script, mongoDialect());
    QVERIFY(split);
    QStringList texts;
    for (const ScriptStatement &statement : *split) {
        texts.append(statement.text);
        QCOMPARE(script.sliced(statement.offset, statement.text.size()), statement.text);
        QCOMPARE(statement.line, script.first(statement.offset).count(u'\n') + 1);
    }
    QCOMPARE(texts, statements);
}

void TestMongodbParser::findsTheStatementAtTheCursor()
{
    const QString script = u"db.a.find()\n\ndb.b.find({\n  x: 1\n})\ndb.c.find()"_s;
    QCOMPARE(statementAt(script, 3, mongoDialect())->text, u"db.a.find()"_s);
    QCOMPARE(statementAt(script, int(script.indexOf(u'x')), mongoDialect())->offset, 13);
    QCOMPARE(statementAt(script, int(script.size()), mongoDialect())->text, u"db.c.find()"_s);
    QCOMPARE(statementAt(u"db.a.find({x: '"_s, 15, mongoDialect())->text, u"db.a.find({x: '"_s);
}

void TestMongodbParser::bindsParametersAsValues()
{
    const QString text = u"db.a.find({x: :low, y: {$lt::high}, z: ':not'})"_s;
    QCOMPARE(parameterNames(text, mongoDialect()), QStringList({u"low"_s, u"high"_s}));
    const auto missing = bindParameters(text, {{u"low"_s, Tag::Integer, u"1"_s}}, mongoDialect());
    QVERIFY(!missing);
    QCOMPARE(missing.error().offset, text.indexOf(u":high"_s));
    // A value cannot become an operator.
    const QList<Parameter> values{{u"low"_s, Tag::Integer, u"1"_s}, {u"high"_s, Tag::Text, u"{$where: 1}"_s}};
    const auto bound = bindParameters(text, values, mongoDialect());
    QVERIFY(bound);
    const auto parsed = parseMongoStatement(bound->text, bound->parameters);
    QVERIFY(parsed);
    QVERIFY(parsed->refusal.message.isEmpty());
    std::string json;
    appendExtendedJson(parsed->command, false, JsonStyle::Relaxed, json);
    QCOMPARE(QString::fromStdString(json), uR"({"find":"a","filter":{"x":1,"y":{"$lt":"{$where: 1}"},"z":":not"}})"_s);
}

void TestMongodbParser::namesWhatAStatementReads_data()
{
    QTest::addColumn<QString>("statement");
    QTest::addColumn<QString>("collection");
    QTest::newRow("shell") << u"db.users.find({})"_s << u"users"_s;
    QTest::newRow("dots") << u"db.system.profile.find({})"_s << u"system.profile"_s;
    QTest::newRow("brackets") << u"db['odd name'].find({})"_s << u"odd name"_s;
    QTest::newRow("getCollection") << u"db.getCollection(\"a-b\").find()"_s << u"a-b"_s;
    QTest::newRow("json") << u"{\"collection\": \"users\", \"operation\": \"find\"}"_s << u"users"_s;
    QTest::newRow("unfinished") << u"db.users.find({a"_s << u"users"_s;
    QTest::newRow("unfinished json") << u"{\"collection\": \"users\", \"filt"_s << u"users"_s;
}

void TestMongodbParser::namesWhatAStatementReads()
{
    QFETCH(QString, statement);
    QFETCH(QString, collection);
    QCOMPARE(firstTable(statement, mongoDialect()), collection);
    // What reads all of it names it again, whatever the name.
    QCOMPARE(firstTable(readAllOf({}, collection, mongoDialect()), mongoDialect()), collection);
}

void TestMongodbParser::boundsWhatIsNestedOrHuge()
{
    const auto nested = [](int levels) { return u"db.c.find({a: "_s + QString(levels, u'[') + QString(levels, u']') + u"})"_s; };
    QVERIFY(parseMongoStatement(nested(200), {}));
    const auto tooDeep = parseMongoStatement(nested(100'000), {});
    QVERIFY(!tooDeep);
    QVERIFY2(tooDeep.error().message.contains(u"250"_s), qPrintable(tooDeep.error().message));
    // A regular expression is never run here, however wild, and a text of a million signs is split in one pass: were it not, the test would be stopped.
    QVERIFY(parseMongoStatement(u"db.c.find({a: /(a+)+$/, b: '"_s + QString(1'000'000, u'a') + u"'})"_s, {}));
    QVERIFY(splitScript(u"db.c.find({});"_s.repeated(50'000), mongoDialect()));
    (void)splitScript(QString(1'000'000, u'('), mongoDialect());
    (void)classify(u"db.c.find("_s + QString(1'000'000, u'['), mongoDialect());
}

void TestMongodbParser::commentsByTwoSlashes()
{
    const CommentToggle toggled = toggleComment(u"db.a.find()\ndb.b.find()"_s, 0, 23, mongoDialect());
    QCOMPARE(toggled.text, u"// db.a.find()\n// db.b.find()"_s);
    QCOMPARE(toggleComment(toggled.text, 0, int(toggled.text.size()), mongoDialect()).text, u"db.a.find()\ndb.b.find()"_s);
}

CONCORD_TEST(TestMongodbParser)
#include "tst_parser.moc"
