// SPDX-License-Identifier: GPL-3.0-or-later
// What scripts say, of catalogs that are made by hand: no server is needed to tell.
#include "compare/catalogs.h"
#include "connection/driver.h"
#include "migrate/datascript.h"
#include "migrate/migration.h"
#include "migrate/selfcheckreport.h"
#include "registry/drivers.h"
#include "testprogram.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace concord;
using namespace concord::test;

class TestScripts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { registerDrivers(m_registry); }
    void aViewGoesOnlyWhereWhatItStandsOnChanges();
    void aNameThatIsNotGivenUpIsNotTaken();
    void whatGoesWithAColumnIsHeldWithIt();
    void aDefaultOfNullFillsNothing();
    void moreDigitsWriteNoTableAnew();
    void aCheckThatStandsForAnEnumStays();
    void anIndexThatTheOtherServerMakesByItselfIsNotMade();
    void rowsGoIntoTheirOwnSchema();
    void aCopyWithinReachIsTaken();
    void filesAreAttachedUnderTheirNames();
    void whatOnlySetsUpTheSessionChangesNothing();

private:
    [[nodiscard]] CompareEnd endOf(const QString &engine, const QString &name, std::vector<std::shared_ptr<SchemaObject>> objects,
                                   const QString &database = {}) const;
    [[nodiscard]] MigrationEngine engine(const QString &id) const;
    [[nodiscard]] Migration plan(const CompareEnd &left, const CompareEnd &right) const;

    DriverRegistry m_registry;
};

CompareEnd TestScripts::endOf(const QString &engine, const QString &name, std::vector<std::shared_ptr<SchemaObject>> objects,
                              const QString &database) const
{
    CatalogInfo info;
    info.engine = engine;
    info.database = database;
    info.defaultSchema = engine == u"postgresql" ? u"public"_s : QString();
    CompareEnd end;
    end.catalog = Catalog::make(info, std::move(objects));
    end.dialect = &m_registry.find(engine)->dialect();
    end.name = name;
    return end;
}

MigrationEngine TestScripts::engine(const QString &id) const
{
    const auto driver = m_registry.find(id);
    return {driver->schemaChanger(), &driver->schemaWriter(), &driver->types(), &driver->dialect()};
}

Migration TestScripts::plan(const CompareEnd &left, const CompareEnd &right) const
{
    return planMigration(compareCatalogs(left, right), engine(left.catalog->info().engine));
}

static std::shared_ptr<View> viewOn(const std::shared_ptr<Table> &table)
{
    auto view = std::make_shared<View>();
    view->ref = {u"public"_s, u"big"_s};
    view->definition = u"SELECT a FROM public.t"_s;
    view->columns = {column(u"a"_s, u"integer"_s, logical(TypeFamily::Integer, 32))};
    view->dependsOn = {table->ref};
    return view;
}

void TestScripts::aViewGoesOnlyWhereWhatItStandsOnChanges()
{
    const Column a = column(u"a"_s, u"integer"_s, logical(TypeFamily::Integer, 32));
    const Column b = column(u"b"_s, u"text"_s, logical(TypeFamily::Text));
    const auto planned = [&](const QString &definition, const std::vector<Column> &columns, bool destructive) {
        const auto before = table(u"public"_s, u"t"_s, {a, b});
        const auto after = table(u"public"_s, u"t"_s, columns);
        const auto left = viewOn(before);
        const auto right = viewOn(after);
        left->definition = right->definition = definition;
        const Migration migration = plan(endOf(u"postgresql"_s, u"left"_s, {before, left}), endOf(u"postgresql"_s, u"right"_s, {after, right}));
        return migrationStatements(migration, {destructive});
    };
    const Column wide = column(u"a"_s, u"bigint"_s, logical(TypeFamily::Integer, 64));
    const QString simple = u"SELECT a FROM public.t"_s;
    QCOMPARE(planned(simple, {a}, true).filter(u"VIEW"_s).size(), 0); // it does not use what goes
    QVERIFY(planned(simple, {wide, b}, true).filter(u"VIEW"_s).size() >= 2); // goes and comes back
    // A * may stand for what goes; and then it stays with what is held.
    const QString hidden = u"SELECT a FROM (SELECT t.* FROM public.t) x"_s;
    QVERIFY(planned(hidden, {a}, true).filter(u"VIEW"_s).size() >= 2);
    QVERIFY(planned(hidden, {a}, false).isEmpty());
}

void TestScripts::aNameThatIsNotGivenUpIsNotTaken()
{
    const auto old = table(u"public"_s, u"x"_s, {column(u"a"_s, u"integer"_s, logical(TypeFamily::Integer, 32))});
    const auto other = table(u"public"_s, u"y"_s, {column(u"a"_s, u"integer"_s, logical(TypeFamily::Integer, 32))});
    auto sequence = std::make_shared<Sequence>();
    sequence->ref = old->ref;
    auto view = viewOn(other);
    view->ref = old->ref;
    for (const std::shared_ptr<SchemaObject> &taker : {std::shared_ptr<SchemaObject>(sequence), std::shared_ptr<SchemaObject>(view)}) {
        const Migration migration = plan(endOf(u"postgresql"_s, u"left"_s, {old, other}), endOf(u"postgresql"_s, u"right"_s, {taker, other}));
        QVERIFY2(migrationStatements(migration).isEmpty(), qPrintable(migrationStatements(migration).join(u'\n')));
        const QStringList all = migrationStatements(migration, {true});
        QVERIFY2(all.size() == 2 && all.front().startsWith(u"DROP TABLE"), qPrintable(all.join(u'\n')));
    }
}

void TestScripts::whatGoesWithAColumnIsHeldWithIt()
{
    const Column a = column(u"a"_s, u"integer"_s, logical(TypeFamily::Integer, 32));
    const auto holding = [&](const Column &b, const QList<Column> &more) {
        auto made = table(u"public"_s, u"t"_s, {a, b});
        std::ranges::copy(more, std::back_inserter(made->columns));
        Check &check = made->checks.emplace_back();
        check.name = u"c"_s;
        check.expression = u"(b > 0)"_s;
        check.columns = {u"b"_s};
        Index &index = made->indexes.emplace_back();
        index.name = u"i"_s;
        index.parts.emplace_back().column = u"b"_s;
        Policy &policy = made->policies.emplace_back();
        policy.name = u"p"_s;
        policy.usingExpression = u"(b > 0)"_s;
        return made;
    };
    Column b = a;
    b.name = u"b"_s;
    Column computed = b;
    computed.generated = Generated::Stored;
    computed.generationExpression = u"(a * 2)"_s;
    Column z = a;
    z.name = u"z"_s;
    const Migration migration =
        plan(endOf(u"postgresql"_s, u"left"_s, {holding(b, {})}), endOf(u"postgresql"_s, u"right"_s, {holding(computed, {z})}));
    QCOMPARE(migrationStatements(migration), QStringList{u"ALTER TABLE public.t ADD COLUMN z integer"_s});
    const QStringList all = migrationStatements(migration, {true});
    QVERIFY2(all.filter(u"DROP "_s).size() == 4, qPrintable(all.join(u'\n'))); // the column, and what stands on it
}

void TestScripts::aDefaultOfNullFillsNothing()
{
    const Column a = column(u"a"_s, u"integer"_s, logical(TypeFamily::Integer, 32));
    Column b = column(u"b"_s, u"integer"_s, logical(TypeFamily::Integer, 32), false);
    b.defaultExpression = u"NULL"_s;
    const Migration migration = plan(endOf(u"postgresql"_s, u"left"_s, {table(u"public"_s, u"t"_s, {a})}),
                                     endOf(u"postgresql"_s, u"right"_s, {table(u"public"_s, u"t"_s, {a, b})}));
    QVERIFY(!migration.steps.empty());
    QVERIFY(migration.steps.front().hazards.contains(Hazard::MayFail));
}

void TestScripts::moreDigitsWriteNoTableAnew()
{
    const auto priced = [](int precision, int scale) {
        LogicalType type = logical(TypeFamily::Decimal, precision);
        type.scale = scale;
        return table(u"public"_s, u"t"_s, {column(u"price"_s, u"numeric(%1,%2)"_s.arg(precision).arg(scale), type)});
    };
    const auto writes = [&](const std::shared_ptr<Table> &from, const std::shared_ptr<Table> &to) {
        const Migration migration = plan(endOf(u"postgresql"_s, u"left"_s, {from}), endOf(u"postgresql"_s, u"right"_s, {to}));
        return std::ranges::any_of(migration.steps, [](const ChangeStep &step) { return step.hazards.contains(Hazard::Rewrite); });
    };
    QVERIFY(!writes(priced(10, 2), priced(12, 2)));
    QVERIFY(writes(priced(10, 2), priced(12, 4)));
}

static std::shared_ptr<Table> moods(const QString &schema, bool asEnum)
{
    Column mood = column(u"mood"_s, u"text"_s, logical(TypeFamily::Text));
    if (asEnum) {
        mood.nativeType = u"enum('a','b')"_s;
        mood.type = logical(TypeFamily::Enum);
        mood.type.values = {u"a"_s, u"b"_s};
    }
    auto made = table(schema, u"t"_s, {mood});
    if (!asEnum) {
        Check &check = made->checks.emplace_back();
        check.name = u"t_mood_check"_s;
        check.expression = u"(mood = ANY (ARRAY['a'::text, 'b'::text]))"_s;
        check.columns = {u"mood"_s};
    }
    return made;
}

void TestScripts::aCheckThatStandsForAnEnumStays()
{
    const CompareEnd checked = endOf(u"postgresql"_s, u"pg"_s, {moods(u"public"_s, false)});
    const CompareEnd listed = endOf(u"mariadb"_s, u"my"_s, {moods(u"shop"_s, true)}, u"shop"_s);
    for (const auto &[left, right] : {std::pair(checked, listed), std::pair(listed, checked)}) {
        const Comparison comparison = compareCatalogs(left, right);
        const ObjectComparison *object = find(comparison, u"t"_s);
        QVERIFY(object);
        const auto check = std::ranges::find(object->members, u"check"_s, &MemberComparison::kind);
        QVERIFY(check != object->members.end());
        QCOMPARE(check->verdict, Verdict::Equivalent);
        QVERIFY(!comparison.summary.differs());
        QVERIFY(planMigration(comparison, engine(left.catalog->info().engine)).steps.empty());
    }
}

void TestScripts::anIndexThatTheOtherServerMakesByItselfIsNotMade()
{
    const Column id = column(u"id"_s, u"integer"_s, logical(TypeFamily::Integer, 32));
    const auto child = [&](const QString &schema, const Column &column, bool indexed) {
        auto made = table(schema, u"child"_s, {column});
        ForeignKey key;
        key.name = u"fk"_s;
        key.columns = {u"id"_s};
        key.target = {schema, u"parent"_s};
        key.targetColumns = {u"id"_s};
        made->foreignKeys.push_back(key);
        if (indexed) {
            Index &index = made->indexes.emplace_back();
            index.name = u"fk"_s;
            index.parts.emplace_back().column = u"id"_s;
        }
        return made;
    };
    const auto parent = [&](const QString &schema) {
        auto made = table(schema, u"parent"_s, {id});
        Key &key = made->primaryKey.emplace();
        key.name = u"parent_pkey"_s;
        key.columns = {u"id"_s};
        return made;
    };
    // Something else differs, so that the table is looked at.
    Column other = id;
    other.comment = u"whose"_s;
    const Migration migration = plan(endOf(u"postgresql"_s, u"pg"_s, {parent(u"public"_s), child(u"public"_s, id, false)}),
                                     endOf(u"mysql"_s, u"my"_s, {parent(u"shop"_s), child(u"shop"_s, other, true)}, u"shop"_s));
    const QString script = migrationScript(migration, {true});
    QVERIFY2(script.contains(u"whose"_s) && !script.contains(u"CREATE INDEX"_s), qPrintable(script));
}

void TestScripts::rowsGoIntoTheirOwnSchema()
{
    const auto users = [](const QString &schema) {
        return table(schema, u"users"_s, {column(u"id"_s, u"integer"_s, logical(TypeFamily::Integer, 32), false)});
    };
    const auto objects = [&] { return std::vector<std::shared_ptr<SchemaObject>>{users(u"hr"_s), users(u"sales"_s), users(u"public"_s)}; };
    const Comparison comparison = compareCatalogs(endOf(u"postgresql"_s, u"old"_s, objects(), u"ds1"_s),
                                                  endOf(u"postgresql"_s, u"postgresql://u@h/ds2"_s, objects(), u"ds2"_s));
    const QString script = dataScript(comparison, planData(comparison, engine(u"postgresql"_s)));
    for (const char *line : {"INSERT INTO hr.users", "INSERT INTO sales.users", "INSERT INTO public.users", "FROM old_hr.users",
                             "FROM old_sales.users", "FROM old.users"})
        QVERIFY2(script.contains(QString::fromLatin1(line)), qPrintable(script));
    QVERIFY2(!script.contains(u"postgresql://u@h/ds2\"."_s), qPrintable(script));
    QVERIFY2(script.contains(u"The tables of “hr” in “old” must be within reach of this connection as the schema old_hr"_s), qPrintable(script));
}

void TestScripts::aCopyWithinReachIsTaken()
{
    const auto users = [](const QString &schema) {
        return table(schema, u"users"_s, {column(u"id"_s, u"integer"_s, logical(TypeFamily::Integer, 32), false)});
    };
    const auto script = [&](std::vector<std::shared_ptr<SchemaObject>> right) {
        const Comparison comparison = compareCatalogs(endOf(u"postgresql"_s, u"old"_s, {users(u"public"_s)}, u"old"_s),
                                                      endOf(u"postgresql"_s, u"new"_s, std::move(right), u"new"_s));
        return dataScript(comparison, planData(comparison, engine(u"postgresql"_s)));
    };
    QVERIFY2(script({users(u"public"_s), users(u"old"_s)}).contains(u"FROM old.users"_s), "what was asked for is there");
    // A schema of that name which holds other things is not meant.
    const auto other = table(u"old"_s, u"orders"_s, {column(u"id"_s, u"integer"_s, logical(TypeFamily::Integer, 32), false)});
    QVERIFY(script({users(u"public"_s), other}).contains(u"FROM old_left.users"_s));
    const QString whole = script({users(u"public"_s)});
    QVERIFY2(whole.indexOf(u"BEGIN;"_s) < whole.indexOf(u"INSERT"_s) && whole.indexOf(u"COMMIT;"_s) > whole.indexOf(u"INSERT"_s), qPrintable(whole));
}

void TestScripts::filesAreAttachedUnderTheirNames()
{
    const auto users = [](bool nullable) {
        return table({}, u"users"_s, {column(u"id"_s, u"integer"_s, logical(TypeFamily::Integer, 64), nullable)});
    };
    const Comparison comparison = compareCatalogs(endOf(u"sqlite"_s, u"old"_s, {users(true)}, u"/data/it's.db"_s),
                                                  endOf(u"sqlite"_s, u"/data/new.db"_s, {users(false)}, u"/data/new.db"_s));
    const DataPlan plan = planData(comparison, engine(u"sqlite"_s));
    QCOMPARE(plan.preamble, QStringList({u"ATTACH DATABASE '/data/it''s.db' AS old"_s, u"ATTACH DATABASE '/data/new.db' AS new"_s}));
    QCOMPARE(plan.epilogue.size(), 2);
    const QString script = dataScript(comparison, plan);
    QVERIFY2(script.contains(u"INSERT INTO new.users"_s) && script.contains(u"FROM old.users"_s), qPrintable(script));
    QVERIFY2(script.contains(u"rows without a value there are refused"_s), qPrintable(script));
}

void TestScripts::whatOnlySetsUpTheSessionChangesNothing()
{
    AppliedScript applied;
    applied.statements = {u"SET @old = @@foreign_key_checks"_s, u"ALTER TABLE t ADD COLUMN a INT"_s, u"ALTER TABLE u ADD COLUMN a INT"_s};
    applied.ofSession = {0};
    applied.stopped = 1;
    applied.error = Error{ErrorKind::Server, u"no"_s, {}, {}, -1, 0, 0};
    QVERIFY(applied.nothingChanged());
    QVERIFY2(!appliedToText(applied).contains(u"ran and stay"_s), qPrintable(appliedToText(applied)));
    applied.stopped = 2;
    QVERIFY(!applied.nothingChanged());
    QCOMPARE(applied.stayed(), QList<qsizetype>{1});
}

CONCORD_TEST(TestScripts)
#include "tst_scripts.moc"
