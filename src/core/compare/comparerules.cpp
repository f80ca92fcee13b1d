// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/comparerules.h"

#include "compare/affinityrules.h"
#include "compare/differencereasons.h"
#include "compare/expressionrules.h"
#include "compare/expressions.h"
#include "compare/joinrules.h"
#include "compare/limitrules.h"
#include "compare/numberingrules.h"
#include "compare/writtenrules.h"
#include "connection/dialect.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <QSet>

#include <algorithm>
#include <array>

namespace concord {

bool RuleInput::sameEngine() const
{
    return leftEngine == rightEngine && !twoProducts;
}

namespace {

using Answer = std::optional<RuleAnswer>;

QString tr(const char *text)
{
    return QCoreApplication::translate("CompareRule", text);
}

// --- types ---------------------------------------------------------------------------------------------------------

/// Digits of a second that nobody asked for: each engine has a default of its own.
bool saysNoFraction(const Column &column)
{
    return !column.nativeType.contains(u'(');
}

Answer sameLogicalType(const RuleInput &in)
{
    if (!in.leftColumn || in.sameEngine())
        return std::nullopt;
    LogicalType left = in.leftColumn->type;
    LogicalType right = in.rightColumn->type;
    if (left.family == TypeFamily::Unknown)
        return std::nullopt;
    if (saysNoFraction(*in.leftColumn) && saysNoFraction(*in.rightColumn))
        left.fractionDigits = right.fractionDigits = -1;
    return left == right ? equivalent(tr("both are %1").arg(describeType(left))) : std::nullopt;
}

bool isTinyBoolean(const Column &column)
{
    return column.nativeType.startsWith(u"tinyint(1)", Qt::CaseInsensitive);
}

Answer tinyintBoolean(const RuleInput &in)
{
    if (!in.leftColumn)
        return std::nullopt;
    const auto fits = [](const Column &tiny, const Column &boolean) {
        return isTinyBoolean(tiny) && (boolean.type.family == TypeFamily::Boolean || boolean.nativeType.compare(u"bit", Qt::CaseInsensitive) == 0);
    };
    return fits(*in.leftColumn, *in.rightColumn) || fits(*in.rightColumn, *in.leftColumn) ? equivalent(tr("MySQL writes BOOLEAN as TINYINT(1)"))
                                                                                          : std::nullopt;
}

Answer booleanAsBit(const RuleInput &in)
{
    if (!in.leftColumn || in.sameEngine())
        return std::nullopt;
    const auto fits = [](const Column &number, const Column &boolean) {
        const bool oneDigit = number.type.family == TypeFamily::Decimal && number.type.precision == 1 && number.type.scale == 0;
        const bool oneBit = number.type.family == TypeFamily::Bits && number.type.length == 1;
        return boolean.type.family == TypeFamily::Boolean && (oneDigit || oneBit);
    };
    return fits(*in.leftColumn, *in.rightColumn) || fits(*in.rightColumn, *in.leftColumn)
               ? equivalent(tr("one bit or digit stands for a boolean where there is none"))
               : std::nullopt;
}

/// money and decimal(19,4) hold the same numbers; only how they are shown differs.
Answer moneyDecimal(const RuleInput &in)
{
    if (!in.leftColumn || in.sameEngine())
        return std::nullopt;
    LogicalType left = in.leftColumn->type;
    LogicalType right = in.rightColumn->type;
    if (left.family != TypeFamily::Decimal || left.precision < 0 || left.detail == right.detail)
        return std::nullopt;
    left.detail = right.detail = QString();
    return left == right ? equivalent(tr("the same digits before and after the point")) : std::nullopt;
}

/// NUMBER(10) is how Oracle writes INTEGER: a whole number of as many digits as the integer has.
Answer numberInteger(const RuleInput &in)
{
    if (!in.leftColumn)
        return std::nullopt;
    const auto fits = [](const Column &number, const Column &integer) {
        const LogicalType &n = number.type;
        const bool whole = n.family == TypeFamily::Decimal && n.scale == 0 && number.nativeType.startsWith(u"NUMBER", Qt::CaseInsensitive);
        if (!whole || integer.type.family != TypeFamily::Integer)
            return false;
        constexpr int wholeNumber = 38; // INTEGER itself
        if (n.precision < 0 || n.precision == wholeNumber)
            return true;
        const int bits = n.precision <= 3 ? 8 : n.precision <= 5 ? 16 : n.precision <= 10 ? 32 : n.precision <= 19 ? 64 : 128;
        return integer.type.bits < 0 || bits == integer.type.bits || (integer.type.bits == 64 && bits <= 64);
    };
    return fits(*in.leftColumn, *in.rightColumn) || fits(*in.rightColumn, *in.leftColumn)
               ? equivalent(tr("NUMBER of that many whole digits is Oracle's integer"))
               : std::nullopt;
}

/// Neither side holds what the other one does not.
Answer sameValues(const RuleInput &in)
{
    if (!in.leftColumn || in.sameEngine() || in.leftColumn->type.family == TypeFamily::Unknown)
        return std::nullopt;
    const bool same = convertType(in.leftColumn->type, in.rightColumn->type).verdict == TypeVerdict::Same
                      && convertType(in.rightColumn->type, in.leftColumn->type).verdict == TypeVerdict::Same;
    return same ? equivalent(tr("the same values fit in both")) : std::nullopt;
}

/// A view's columns take it from what the view shows: one engine tells so, another does not.
Answer viewNullable(const RuleInput &in)
{
    const bool view = in.leftColumn && !in.leftTable && !in.rightTable && !in.sameEngine();
    return view ? equivalent(tr("a view's column may be empty where what it shows may be; not every engine says so")) : std::nullopt;
}

Answer varcharBytes(const RuleInput &in)
{
    if (!in.leftColumn || in.sameEngine())
        return std::nullopt;
    LogicalType left = in.leftColumn->type;
    LogicalType right = in.rightColumn->type;
    if (left.family != TypeFamily::Text || left.lengthUnit == right.lengthUnit)
        return std::nullopt;
    left.lengthUnit = right.lengthUnit = LogicalType::Unit::Characters;
    return left == right
               ? equivalent(tr("the same length, one in bytes, the other in characters: they part only where characters take several bytes"))
               : std::nullopt;
}

Answer oracleDate(const RuleInput &in)
{
    if (!in.leftColumn || in.sameEngine())
        return std::nullopt;
    const auto fits = [](bool oracle, const Column &date, const Column &timestamp) {
        return oracle && date.nativeType.compare(u"DATE", Qt::CaseInsensitive) == 0 && timestamp.type.family == TypeFamily::Timestamp
               && !timestamp.type.withZone;
    };
    return fits(in.leftNamed, *in.leftColumn, *in.rightColumn) || fits(in.rightNamed, *in.rightColumn, *in.leftColumn)
               ? equivalent(tr("Oracle's DATE has a time of day, to the second"))
               : std::nullopt;
}

/// The values that a check lists for the column; nothing: it says something else.
QSet<QString> listedValues(const Check &check, const QString &column)
{
    static const QRegularExpression quoted(QStringLiteral("'((?:[^']|'')*)'"));
    const bool names = check.columns.isEmpty() ? check.expression.contains(column, Qt::CaseInsensitive) : check.columns == QStringList{column};
    const bool list = check.expression.contains(QStringLiteral(" IN"), Qt::CaseInsensitive)
                      || check.expression.contains(QStringLiteral("ANY"), Qt::CaseInsensitive);
    if (!names || !list)
        return {};
    QSet<QString> values;
    auto matches = quoted.globalMatch(check.expression);
    while (matches.hasNext())
        values.insert(matches.next().captured(1).replace(QStringLiteral("''"), QStringLiteral("'")));
    return values;
}

Answer enumCheck(const RuleInput &in)
{
    if (!in.leftColumn || in.sameEngine())
        return std::nullopt;
    const auto fits = [](const Column &list, const Column &text, const Table *table) { return table && checkOfEnum(list, text, *table) != nullptr; };
    return fits(*in.leftColumn, *in.rightColumn, in.rightTable) || fits(*in.rightColumn, *in.leftColumn, in.leftTable)
               ? equivalent(tr("a check allows the very values of the enum"))
               : std::nullopt;
}

Answer typeByConversion(const RuleInput &in)
{
    if (!in.leftColumn)
        return std::nullopt;
    const TypeConversion conversion = convertType(in.leftColumn->type, in.rightColumn->type);
    const bool known = in.leftColumn->type.family != TypeFamily::Unknown && in.rightColumn->type.family != TypeFamily::Unknown;
    if (!known && !in.sameEngine())
        return RuleAnswer{Verdict::CannotTell, tr("one of the types is not known to Concord"), {}};
    const QString reason = conversion.reason.isEmpty() ? tr("two types, though the same values fit in both") : conversion.reason;
    return RuleAnswer{Verdict::Different, reason, typeVerdictName(conversion.verdict)};
}

// --- defaults ------------------------------------------------------------------------------------------------------

Answer nullDefault(const RuleInput &in)
{
    const auto none = [](const QString &text) {
        return text.isNull() || text.compare(u"NULL", Qt::CaseInsensitive) == 0 || text.startsWith(u"NULL::", Qt::CaseInsensitive);
    };
    return none(in.left) && none(in.right) ? equivalent(tr("DEFAULT NULL is no default")) : std::nullopt;
}

bool isNumeric(const Column *column)
{
    return column
           && (column->type.family == TypeFamily::Integer || column->type.family == TypeFamily::Decimal || column->type.family == TypeFamily::Float);
}

Answer literalDefault(const RuleInput &in)
{
    if (in.left.isNull() || in.right.isNull())
        return std::nullopt;
    const auto left = literalOf(in.left, in.leftDialect);
    const auto right = literalOf(in.right, in.rightDialect);
    if (!left || !right)
        return std::nullopt;
    const bool boolean = in.leftColumn
                         && (in.leftColumn->type.family == TypeFamily::Boolean || in.rightColumn->type.family == TypeFamily::Boolean
                             || isTinyBoolean(*in.leftColumn) || isTinyBoolean(*in.rightColumn));
    if (boolean && booleanOf(left->text) && booleanOf(left->text) == booleanOf(right->text))
        return equivalent(tr("the same boolean"));
    if (isNumeric(in.leftColumn) && isNumeric(in.rightColumn)) {
        const auto a = canonicalNumber(left->text);
        const auto b = canonicalNumber(right->text);
        if (a && b && *a == *b)
            return equivalent(tr("the same number"));
    }
    if (left->text == right->text && left->quoted == right->quoted)
        return equivalent(tr("the same value; only the cast is spelled out on one side"));
    return RuleAnswer{Verdict::Different, tr("two values"), {}};
}

/// PostgreSQL and SQLite keep a default as its author wrote it, and the script takes that over.
Answer writtenDefault(const RuleInput &in)
{
    Answer answer = in.sameEngine() ? nullDefault(in) : std::nullopt;
    if (!answer && in.sameEngine())
        answer = literalDefault(in);
    return answer && answer->verdict == Verdict::Equivalent ? answer : std::nullopt;
}

Answer wellKnownDefault(const RuleInput &in)
{
    const QString left = wellKnownFunction(in.left);
    return !left.isEmpty() && left == wellKnownFunction(in.right) && !in.sameEngine() ? equivalent(tr("two engines' words for the same function"))
                                                                                      : std::nullopt;
}

/// '' as a default is none where '' is NULL.
Answer emptyDefault(const RuleInput &in)
{
    const auto none = [](const QString &text) { return text.isNull() || text.compare(u"NULL", Qt::CaseInsensitive) == 0; };
    const auto empty = [](const QString &text, const Dialect *dialect) {
        const auto literal = literalOf(text, dialect);
        return literal && literal->quoted && literal->text.isEmpty();
    };
    return (none(in.left) && empty(in.right, in.rightDialect)) || (empty(in.left, in.leftDialect) && none(in.right))
               ? equivalent(tr("Oracle takes '' for NULL"))
               : std::nullopt;
}

// --- keys, indexes, names ------------------------------------------------------------------------------------------

Answer restrictAction(const RuleInput &in)
{
    const auto strict = [](const QString &action) { return action.isNull() || action == u"NO ACTION" || action == u"RESTRICT"; };
    return strict(in.left) && strict(in.right) ? equivalent(tr("InnoDB treats NO ACTION and RESTRICT alike")) : std::nullopt;
}

Answer memberName(const RuleInput &in)
{
    if (in.sameEngine() || in.kind == u"column" || in.kind == u"table" || in.kind == u"view")
        return std::nullopt;
    return equivalent(tr("names of keys, checks and indexes follow each engine's habits"));
}

Answer nameStyle(const RuleInput &in)
{
    if (in.sameEngine())
        return std::nullopt;
    const auto plain = [](const QString &name) { return name.toLower().remove(u'_'); };
    return plain(in.left) == plain(in.right) ? equivalent(tr("the same words in each side's style")) : std::nullopt;
}

Answer indexMethod(const RuleInput &in)
{
    const auto usual = [](const QString &method) { return method.isNull() || method == u"btree"; };
    return usual(in.left) && usual(in.right) ? equivalent(tr("a B-tree is the usual index")) : std::nullopt;
}

Answer engineOwn(const RuleInput &in)
{
    return in.sameEngine() ? std::nullopt : equivalent(tr("an option that only one of the engines has"));
}

Answer collationAcross(const RuleInput &in)
{
    if (in.sameEngine())
        return std::nullopt;
    return RuleAnswer{Verdict::CannotTell, tr("each engine has collations of its own: order and equality of text may part"), {}};
}

Answer charsetAcross(const RuleInput &in)
{
    const auto unicode = [](const QString &charset) { return charset.isNull() || charset.startsWith(u"utf", Qt::CaseInsensitive); };
    if (in.sameEngine() || !unicode(in.left) || !unicode(in.right))
        return std::nullopt;
    return equivalent(tr("both hold Unicode"));
}

Answer keyNullable(const RuleInput &in)
{
    const auto inKey = [](const Table *table, const Column *column) {
        return table && column && table->primaryKey && table->primaryKey->columns.contains(column->name);
    };
    // SQLite's may hold NULL, but for what stands for the rowid: that is read as NOT NULL.
    const bool holds = in.leftEngine == u"sqlite" && in.rightEngine == u"sqlite";
    const bool both = inKey(in.leftTable, in.leftColumn) && inKey(in.rightTable, in.rightColumn);
    return both && !holds ? equivalent(tr("a primary key's column holds no NULL")) : std::nullopt;
}

Answer movableColumns(const RuleInput &in)
{
    return in.sameEngine() ? Answer(RuleAnswer{Verdict::Different, reasonOfDifference(in.property, in.left, in.right), {}}) : std::nullopt;
}

/// No ALTER moves a column there, and a name finds it wherever it stands.
Answer columnOrder(const RuleInput &)
{
    return equivalent(tr("only SELECT * and INSERT without column names see the order of columns"));
}

/// No ALTER takes back, or adds, a child's own declaration of a column or check that its parent hands down. An index goes with its parent's.
Answer handedDown(const RuleInput &in)
{
    if (in.kind == u"index")
        return std::nullopt;
    return equivalent(tr("the parent hands it down on both sides, one child also declares it itself"));
}

/// PostgreSQL says that of every database's own schema.
Answer publicComment(const RuleInput &in)
{
    const auto usual = [](const QString &comment) { return comment.isNull() || comment == u"standard public schema"; };
    return in.kind == u"schema" && usual(in.left) && usual(in.right) ? equivalent(tr("the comment that PostgreSQL gives its public schema"))
                                                                     : std::nullopt;
}

/// What the source's catalog functions have no answer for is not there only as far as it was asked.
Answer unasked(const RuleInput &in)
{
    const bool asked = in.property == u"native_type" || in.property == u"default" || in.property == u"name" || in.property == u"nullable";
    const bool silent = (in.leftNamed && in.left.isNull()) || (in.rightNamed && in.right.isNull());
    return !in.sameEngine() && !asked && silent ? Answer(RuleAnswer{Verdict::CannotTell, tr("one side cannot be asked for it"), {}}) : std::nullopt;
}

constexpr std::array rules = {
    CompareRule{"type.same", "native_type", "", "architecture: one logical type system; each engine's page on data types", sameLogicalType},
    CompareRule{"sqlite.rowid.alias", "native_type", "sqlite", "SQLite: CREATE TABLE, ROWIDs and the INTEGER PRIMARY KEY", rowidAlias},
    CompareRule{"sqlite.type.spelling", "native_type", "sqlite", "SQLite: Datatypes In SQLite, 3.1 Determination Of Column Affinity", sqliteSpelling},
    CompareRule{"sqlite.type.affinity", "native_type", "sqlite", "SQLite: Datatypes In SQLite, 3.1 Determination Of Column Affinity", sameAffinity},
    CompareRule{"sqlite.type.declared", "native_type", "sqlite", "SQLite: Datatypes In SQLite, 3 Type Affinity", declaredOtherwise},
    CompareRule{"written.width", "native_type", "mysql mariadb", "MySQL: Numeric Type Attributes, display width", writtenWidth},
    CompareRule{"mysql.tinyint1.boolean", "native_type", "mysql mariadb", "MySQL: Numeric Data Type Syntax, BOOL", tinyintBoolean},
    CompareRule{"type.boolean.bit", "native_type", "", "Oracle: NUMBER; SQL Server: bit; MySQL: BIT", booleanAsBit},
    CompareRule{"type.money.decimal", "native_type", "", "SQL Server: money and smallmoney", moneyDecimal},
    CompareRule{"oracle.number.integer", "native_type", "", "Oracle: SQL Language Reference, ANSI types INTEGER = NUMBER(38), NUMBER(p)",
                numberInteger},
    CompareRule{"sqlite.integer", "native_type", "sqlite", "SQLite: Datatypes In SQLite, 2 Storage Classes", sqliteInteger},
    CompareRule{"oracle.varchar2.bytes", "native_type", "", "Oracle: VARCHAR2, BYTE and CHAR length semantics", varcharBytes},
    CompareRule{"oracle.date.timestamp", "native_type", "oracle", "Oracle: DATE Data Type", oracleDate},
    CompareRule{"type.enum.check", "native_type", "", "MySQL: The ENUM Type; PostgreSQL: Check Constraints", enumCheck},
    CompareRule{"sqlite.float", "native_type", "sqlite", "SQLite: Datatypes In SQLite, 2 Storage Classes", sqliteFloat},
    CompareRule{"sqlite.moment", "native_type", "sqlite", "SQLite: Datatypes In SQLite, 2.2 Date and Time Datatype", sqliteMoment},
    CompareRule{"duckdb.length", "native_type", "duckdb", "DuckDB: Text Types, the length of VARCHAR(n) has no effect", duckdbLength},
    CompareRule{"duckdb.time", "native_type", "duckdb", "DuckDB: Time Types, TIME has microseconds", duckdbTime},
    CompareRule{"type.unlimited", "native_type", "", "MySQL: LONGTEXT and LONGBLOB; PostgreSQL: Appendix K, field size", practicallyUnlimited},
    CompareRule{"type.uuid.text", "native_type", "", "MySQL: UUID(), a string of 36 characters, UUID_TO_BIN(); Oracle: SYS_GUID", uuidAsText},
    CompareRule{"type.values", "native_type", "", "src/core/schema/typeconversion.cpp", sameValues},
    CompareRule{"type.conversion", "native_type", "", "src/core/schema/typeconversion.cpp", typeByConversion},
    CompareRule{"default.identity", "default", "", "PostgreSQL: Identity Columns; MySQL: Using AUTO_INCREMENT", identityDefault},
    CompareRule{"oracle.empty.null", "default", "oracle", "Oracle: Nulls, a character value with a length of zero", emptyDefault},
    CompareRule{"oracle.sequence.default", "default", "oracle", "Oracle: CREATE TABLE, DEFAULT with a sequence; CREATE TRIGGER", oracleSequence},
    CompareRule{"sequence.default", "default", "duckdb postgresql", "DuckDB: CREATE SEQUENCE; PostgreSQL: Serial Types", sequenceNumbers},
    CompareRule{"written.default", "default", "postgresql sqlite", "PostgreSQL and SQLite: CREATE TABLE, DEFAULT; PRAGMA table_info", writtenDefault},
    CompareRule{"written.name", "generated_name", "mysql mariadb postgresql",
                "PostgreSQL: CREATE TABLE, CONSTRAINT; MySQL: FOREIGN KEY Constraints, Identifiers", writtenName},
    CompareRule{"written.storage", "options", "postgresql", "PostgreSQL: CREATE TABLE, Storage Parameters", writtenStorage},
    CompareRule{"postgresql.handed_down", "options", "postgresql", "PostgreSQL: ALTER TABLE, INHERIT; pg_attribute.attislocal", handedDownOptions},
    CompareRule{"default.null", "default", "", "SQL:2016, default clause: the default of a default is NULL", nullDefault},
    CompareRule{"default.function", "default", "", "each engine's page on date and time functions", wellKnownDefault},
    CompareRule{"default.literal", "default", "", "PostgreSQL: Constants of Other Types; MySQL: Data Type Default Values", literalDefault},
    CompareRule{"identity.kind", "identity", "", "PostgreSQL: Identity Columns; MySQL: AUTO_INCREMENT", identityKinds},
    CompareRule{"sqlite.rowid", "identity", "sqlite", "SQLite: ROWIDs and the INTEGER PRIMARY KEY", rowidIdentity},
    CompareRule{"oracle.sequence.identity", "identity", "oracle", "Oracle: CREATE TABLE, DEFAULT with a sequence; CREATE TRIGGER", oracleSequence},
    CompareRule{"sequence.identity", "identity", "duckdb postgresql", "DuckDB: CREATE SEQUENCE; PostgreSQL: Serial Types", sequenceNumbers},
    CompareRule{"identity.sequence", "sequence", "", "PostgreSQL: CREATE SEQUENCE", identitySequence},
    CompareRule{"key.nullable", "nullable", "", "SQL:2016, primary keys; SQLite: NOT NULL constraints, the exception for primary keys", keyNullable},
    CompareRule{"view.nullable", "nullable", "", "PostgreSQL: CREATE VIEW; pg_attribute.attnotnull is of tables", viewNullable},
    CompareRule{"postgresql.inherited", "inherited", "postgresql", "PostgreSQL: ALTER TABLE, INHERIT; pg_attribute.attislocal", handedDown},
    CompareRule{"expression.tokens", "", "", "the dialect's lexical rules (core/query/sqllexer)", sameTokens},
    CompareRule{"postgresql.list.cast", "", "postgresql", "PostgreSQL: Array Constructors; Type Casts, which are handed down to the elements",
                castOfList},
    CompareRule{"mysql.join.list", "definition", "mysql mariadb", "MySQL: JOIN Clause, the comma operator; SHOW CREATE VIEW", listedJoin},
    CompareRule{"expression.meaning", "", "", "each engine's pages on operators and functions (compare/expressionform)", sameMeaning},
    CompareRule{"generated.kind", "generated", "", "PostgreSQL: Generated Columns; MySQL: CREATE TABLE and Generated Columns", generatedKind},
    CompareRule{"on_update.function", "on_update", "mysql mariadb", "MySQL: Automatic Initialization and Updating for TIMESTAMP and DATETIME",
                wellKnownDefault},
    CompareRule{"mysql.restrict.on_update", "on_update", "mysql mariadb", "MySQL: FOREIGN KEY Constraints, Referential Actions", restrictAction},
    CompareRule{"mysql.restrict.on_delete", "on_delete", "mysql mariadb", "MySQL: FOREIGN KEY Constraints, Referential Actions", restrictAction},
    CompareRule{"index.btree", "method", "", "each engine's CREATE INDEX: the default method", indexMethod},
    CompareRule{"name.style", "name", "", "the names' words (compare/namesimilarity)", nameStyle},
    CompareRule{"name.constraint", "name", "", "names that no statement on data uses", memberName},
    CompareRule{"name.constraint", "constraint_name", "", "names that no statement on data uses", memberName},
    CompareRule{"charset.unicode", "charset", "", "MySQL: Unicode Support", charsetAcross},
    CompareRule{"written.collation", "collation", "mysql mariadb", "MySQL: Column Character Set and Collation", writtenCollation},
    CompareRule{"written.method", "options", "mysql mariadb", "MySQL: CREATE INDEX, USING; SHOW CREATE TABLE", writtenMethod},
    CompareRule{"collation.across", "collation", "", "each engine's page on collations", collationAcross},
    CompareRule{"column.order.movable", "column_order", "mysql mariadb sqlite",
                "MySQL: ALTER TABLE, FIRST and AFTER; SQLite: Making Other Kinds Of Table Schema Changes", movableColumns},
    CompareRule{"column.order", "column_order", "", "PostgreSQL: ALTER TABLE; wiki: Alter column position", columnOrder},
    CompareRule{"postgresql.public.comment", "comment", "postgresql", "PostgreSQL: initdb's comment on schema public", publicComment},
    CompareRule{"sqlite.comment", "comment", "sqlite", "SQLite: CREATE TABLE, which has no comments", noComments},
    CompareRule{"sqlite.rowid.not_null", "options", "sqlite", "SQLite: ROWIDs and the INTEGER PRIMARY KEY", rowidNotNull},
    CompareRule{"options.own", "options", "", "each engine's CREATE TABLE", engineOwn},
    CompareRule{"odbc.unasked", "", "odbc", "ODBC: Catalog Functions; SQLColumns tells type, NULL and default alone", unasked},
};

} // namespace

bool isAbout(const char *engines, const QString &engine)
{
    const QString list = QLatin1StringView(engines);
    return list.isEmpty() || list.split(u' ').contains(engine);
}

std::span<const CompareRule> compareRules()
{
    return rules;
}

const Check *checkOfEnum(const Column &list, const Column &text, const Table &table)
{
    if (list.type.family != TypeFamily::Enum || text.type.family != TypeFamily::Text)
        return nullptr;
    const QSet<QString> values(list.type.values.cbegin(), list.type.values.cend());
    const auto check = std::ranges::find_if(table.checks, [&](const Check &one) { return listedValues(one, text.name) == values; });
    return check == table.checks.end() ? nullptr : &*check;
}

Difference judge(const RuleInput &input)
{
    Difference difference;
    difference.property = input.property;
    difference.left = input.left;
    difference.right = input.right;
    RuleInput shown = input;
    for (const CompareRule &rule : rules) {
        const QLatin1StringView property(rule.property);
        if (!property.isEmpty() && property != input.property)
            continue;
        shown.leftNamed = isAbout(rule.engines, input.leftEngine);
        shown.rightNamed = isAbout(rule.engines, input.rightEngine);
        if (!shown.leftNamed && !shown.rightNamed)
            continue;
        if (const Answer answer = rule.apply(shown)) {
            difference.verdict = answer->verdict;
            difference.reason = answer->reason;
            difference.risk = answer->risk;
            difference.rule = QLatin1StringView(rule.id);
            return difference;
        }
    }
    if (!input.sameEngine() && isEngineText(input.property) && !input.left.isNull() && !input.right.isNull()) {
        difference.verdict = Verdict::CannotTell;
        difference.rule = QStringLiteral("expression.across");
        difference.reason = tr("only its own engine can read this text");
        return difference;
    }
    difference.reason = reasonOfDifference(input.property, input.left, input.right);
    return difference;
}

} // namespace concord
