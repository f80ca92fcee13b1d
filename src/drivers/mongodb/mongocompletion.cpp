// SPDX-License-Identifier: GPL-3.0-or-later
#include "mongodb/mongocompletion.h"

#include "mongodb/operation.h"
#include "mongodb/shelllexer.h"

#include <vector>

using namespace Qt::StringLiterals;

namespace concord {

namespace {

const QStringList &stages()
{
    static const QStringList all{u"$addFields"_s,   u"$bucket"_s,      u"$bucketAuto"_s, u"$collStats"_s, u"$count"_s,           u"$densify"_s,
                                 u"$documents"_s,   u"$facet"_s,       u"$fill"_s,       u"$geoNear"_s,   u"$graphLookup"_s,     u"$group"_s,
                                 u"$indexStats"_s,  u"$limit"_s,       u"$lookup"_s,     u"$match"_s,     u"$project"_s,         u"$redact"_s,
                                 u"$replaceRoot"_s, u"$replaceWith"_s, u"$sample"_s,     u"$set"_s,       u"$setWindowFields"_s, u"$skip"_s,
                                 u"$sort"_s,        u"$sortByCount"_s, u"$unionWith"_s,  u"$unset"_s,     u"$unwind"_s};
    return all;
}

const QStringList &queryOperators()
{
    static const QStringList all{u"$all"_s,       u"$and"_s,       u"$bitsAllClear"_s, u"$bitsAllSet"_s, u"$bitsAnyClear"_s, u"$bitsAnySet"_s,
                                 u"$comment"_s,   u"$elemMatch"_s, u"$eq"_s,           u"$exists"_s,     u"$expr"_s,         u"$geoIntersects"_s,
                                 u"$geoWithin"_s, u"$gt"_s,        u"$gte"_s,          u"$in"_s,         u"$jsonSchema"_s,   u"$lt"_s,
                                 u"$lte"_s,       u"$mod"_s,       u"$ne"_s,           u"$near"_s,       u"$nearSphere"_s,   u"$nin"_s,
                                 u"$nor"_s,       u"$not"_s,       u"$or"_s,           u"$regex"_s,      u"$size"_s,         u"$text"_s,
                                 u"$type"_s};
    return all;
}

const QStringList &updateOperators()
{
    static const QStringList all{u"$addToSet"_s, u"$bit"_s, u"$currentDate"_s, u"$each"_s,  u"$inc"_s,     u"$max"_s,
                                 u"$min"_s,      u"$mul"_s, u"$pop"_s,         u"$pull"_s,  u"$pullAll"_s, u"$push"_s,
                                 u"$rename"_s,   u"$set"_s, u"$setOnInsert"_s, u"$slice"_s, u"$sort"_s,    u"$unset"_s};
    return all;
}

const QStringList &expressions()
{
    static const QStringList all{u"$abs"_s,
                                 u"$add"_s,
                                 u"$addToSet"_s,
                                 u"$allElementsTrue"_s,
                                 u"$and"_s,
                                 u"$anyElementTrue"_s,
                                 u"$arrayElemAt"_s,
                                 u"$arrayToObject"_s,
                                 u"$avg"_s,
                                 u"$ceil"_s,
                                 u"$cmp"_s,
                                 u"$concat"_s,
                                 u"$concatArrays"_s,
                                 u"$cond"_s,
                                 u"$convert"_s,
                                 u"$count"_s,
                                 u"$dateAdd"_s,
                                 u"$dateDiff"_s,
                                 u"$dateFromString"_s,
                                 u"$dateToString"_s,
                                 u"$dateTrunc"_s,
                                 u"$dayOfMonth"_s,
                                 u"$dayOfWeek"_s,
                                 u"$divide"_s,
                                 u"$eq"_s,
                                 u"$filter"_s,
                                 u"$first"_s,
                                 u"$floor"_s,
                                 u"$getField"_s,
                                 u"$gt"_s,
                                 u"$gte"_s,
                                 u"$hour"_s,
                                 u"$ifNull"_s,
                                 u"$in"_s,
                                 u"$indexOfArray"_s,
                                 u"$isArray"_s,
                                 u"$isNumber"_s,
                                 u"$last"_s,
                                 u"$let"_s,
                                 u"$literal"_s,
                                 u"$lt"_s,
                                 u"$lte"_s,
                                 u"$ltrim"_s,
                                 u"$map"_s,
                                 u"$max"_s,
                                 u"$mergeObjects"_s,
                                 u"$min"_s,
                                 u"$mod"_s,
                                 u"$month"_s,
                                 u"$multiply"_s,
                                 u"$ne"_s,
                                 u"$not"_s,
                                 u"$objectToArray"_s,
                                 u"$or"_s,
                                 u"$pow"_s,
                                 u"$push"_s,
                                 u"$reduce"_s,
                                 u"$regexFind"_s,
                                 u"$regexMatch"_s,
                                 u"$replaceAll"_s,
                                 u"$reverseArray"_s,
                                 u"$round"_s,
                                 u"$rtrim"_s,
                                 u"$setUnion"_s,
                                 u"$size"_s,
                                 u"$slice"_s,
                                 u"$sortArray"_s,
                                 u"$split"_s,
                                 u"$sqrt"_s,
                                 u"$stdDevPop"_s,
                                 u"$stdDevSamp"_s,
                                 u"$strLenCP"_s,
                                 u"$substrCP"_s,
                                 u"$subtract"_s,
                                 u"$sum"_s,
                                 u"$switch"_s,
                                 u"$toBool"_s,
                                 u"$toDate"_s,
                                 u"$toDecimal"_s,
                                 u"$toDouble"_s,
                                 u"$toInt"_s,
                                 u"$toLong"_s,
                                 u"$toLower"_s,
                                 u"$toObjectId"_s,
                                 u"$toString"_s,
                                 u"$toUpper"_s,
                                 u"$top"_s,
                                 u"$trim"_s,
                                 u"$trunc"_s,
                                 u"$type"_s,
                                 u"$week"_s,
                                 u"$year"_s,
                                 u"$zip"_s};
    return all;
}

const QStringList &cursorMethods()
{
    static const QStringList all{u"batchSize"_s, u"collation"_s, u"comment"_s, u"count"_s, u"explain"_s, u"hint"_s,
                                 u"limit"_s,     u"maxTimeMS"_s, u"skip"_s,    u"sort"_s,  u"toArray"_s};
    return all;
}

const QStringList &statementKeys()
{
    static const QStringList all{u"collection"_s, u"operation"_s, u"filter"_s, u"projection"_s, u"sort"_s,   u"limit"_s,    u"skip"_s,
                                 u"pipeline"_s,   u"field"_s,     u"hint"_s,   u"collation"_s,  u"update"_s, u"document"_s, u"documents"_s};
    return all;
}

/// Where the cursor stands, from what is before it.
class Place
{
public:
    Place(const QString &text, int cursor);
    [[nodiscard]] LanguageCompletion answer() const;

private:
    struct Bracket
    {
        QChar sign;
        QString name;  ///< "(": the method; "{" and "[": the key whose value it is
        bool value = false; ///< in an object: after the colon
        QString key{};      ///< in an object: the key read last
        int commas = 0;     ///< so far
    };
    struct Word
    {
        QString text;
        bool punctuation = false;
    };
    void take(const ShellToken &token, const QString &text);
    void takePathBefore(const QString &text, QList<ShellToken> &tokens);
    void takePunctuation(QChar sign);
    [[nodiscard]] bool follows(std::initializer_list<QLatin1StringView> signs) const;
    [[nodiscard]] QString method() const;
    [[nodiscard]] QString stage() const;
    void answerInside(LanguageCompletion &answer) const;
    void answerValue(LanguageCompletion &answer) const;
    void answerKey(LanguageCompletion &answer) const;

    QString m_prefix;    ///< what is typed of the word at the cursor
    bool m_quoted = false;
    QString m_collection;
    std::vector<Bracket> m_brackets;
    std::vector<Word> m_words; ///< outside of brackets: db . users . find ( ) .
};

/// The beginning of the word at the cursor: in a string all of it.
Place::Place(const QString &text, int cursor)
{
    const QString before = text.first(std::clamp<qsizetype>(cursor, 0, text.size()));
    ShellLexer lexer(before);
    ShellToken token;
    QList<ShellToken> tokens;
    while (lexer.next(token)) {
        if (token.kind != ShellToken::Kind::Blank && token.kind != ShellToken::Kind::Comment)
            tokens.append(token);
    }
    if (!tokens.isEmpty()) {
        const ShellToken &last = tokens.last();
        const bool ends = last.offset + last.length == before.size();
        if (ends && (last.kind == ShellToken::Kind::Word || last.kind == ShellToken::Kind::Unterminated)) {
            m_quoted = last.kind == ShellToken::Kind::Unterminated;
            m_prefix = before.sliced(last.offset + (m_quoted ? 1 : 0));
            tokens.removeLast();
            takePathBefore(before, tokens);
        }
    }
    for (const ShellToken &one : std::as_const(tokens))
        take(one, before.sliced(one.offset, one.length));
}

/// In a document "address.ci" is the beginning of one name, which has yet to be quoted.
void Place::takePathBefore(const QString &text, QList<ShellToken> &tokens)
{
    const auto open = std::ranges::count_if(tokens, [&](const ShellToken &token) { return text[token.offset] == u'{'; });
    while (open > 0 && !m_quoted && tokens.size() > 2 && text[tokens.last().offset] == u'.'
           && tokens[tokens.size() - 2].kind == ShellToken::Kind::Word) {
        m_prefix.prepend(text.sliced(tokens[tokens.size() - 2].offset, tokens.last().offset + 1 - tokens[tokens.size() - 2].offset));
        tokens.remove(tokens.size() - 2, 2);
    }
}

void Place::take(const ShellToken &token, const QString &text)
{
    if (token.kind == ShellToken::Kind::Punctuation)
        return takePunctuation(text.front());
    const QString word = token.kind == ShellToken::Kind::String && text.size() >= 2 ? text.sliced(1, text.size() - 2) : text;
    if (m_brackets.empty()) {
        const bool named = m_words.size() == 2 && m_words[0].text == "db"_L1 && m_words[1].text == "."_L1;
        if (named)
            m_collection = word;
        m_words.push_back({word, false});
        return;
    }
    Bracket &inside = m_brackets.back();
    if (inside.sign == u'{' && !inside.value)
        inside.key = word;
    else if (inside.sign == u'{' && m_brackets.size() == 1 && inside.key == "collection"_L1)
        m_collection = word;
    else if (inside.sign == u'(' && inside.name == "getCollection"_L1)
        m_collection = word;
}

void Place::takePunctuation(QChar sign)
{
    if (sign == u';' && m_brackets.empty()) {
        m_words.clear();
        m_collection.clear();
    } else if (sign == u'(' || sign == u'{' || sign == u'[') {
        const bool called = sign == u'(' && m_brackets.empty() && !m_words.empty();
        const QString name = called ? m_words.back().text : m_brackets.empty() ? QString() : m_brackets.back().key;
        m_brackets.push_back({sign, name});
    } else if (sign == u')' || sign == u'}' || sign == u']') {
        if (!m_brackets.empty())
            m_brackets.pop_back();
        if (m_brackets.empty() && sign == u')')
            m_words.push_back({u")"_s, true});
    } else if (m_brackets.empty()) {
        m_words.push_back({sign, true});
    } else if (sign == u':') {
        m_brackets.back().value = true;
    } else if (sign == u',') {
        m_brackets.back().value = false;
        ++m_brackets.back().commas;
    }
}

bool Place::follows(std::initializer_list<QLatin1StringView> signs) const
{
    if (m_words.size() < signs.size())
        return false;
    auto word = m_words.end() - static_cast<std::ptrdiff_t>(signs.size());
    for (const QLatin1StringView sign : signs) {
        if (!sign.isEmpty() && word->text != sign)
            return false;
        ++word;
    }
    return true;
}

QString Place::method() const
{
    return !m_brackets.empty() && m_brackets.front().sign == u'(' ? m_brackets.front().name : QString();
}

/// The stage of a pipeline that the cursor is in: the key of the object right inside of the pipeline's array.
QString Place::stage() const
{
    for (size_t i = 1; i < m_brackets.size(); ++i) {
        if (m_brackets[i - 1].sign == u'[' && m_brackets[i].sign == u'{' && stages().contains(m_brackets[i].key))
            return m_brackets[i].key;
    }
    return {};
}

LanguageCompletion Place::answer() const
{
    LanguageCompletion answer;
    answer.object = m_collection;
    answer.typed = static_cast<int>(m_prefix.size());
    answer.onlyThese = true;
    if (!m_brackets.empty()) {
        answerInside(answer);
    } else if (m_words.size() == 2 && follows({"db"_L1, "."_L1})) {
        answer.objects = true;
        answer.words = QStringList{u"getCollection"_s, u"runCommand"_s, u"stats"_s, u"aggregate"_s};
    } else if (follows({")"_L1, "."_L1}) && m_words.size() > 5) {
        answer.words = cursorMethods();
    } else if (follows({"."_L1})) {
        answer.words = knownOperations();
    } else {
        answer.words = QStringList{u"db"_s};
    }
    return answer;
}

void Place::answerInside(LanguageCompletion &answer) const
{
    const Bracket &inside = m_brackets.back();
    if (inside.sign == u'(') {
        answer.objects = inside.name == "getCollection"_L1;
        answer.fields = inside.name == "distinct"_L1;
        answer.onlyThese = answer.objects;
    } else if (inside.sign == u'{' && !inside.value) {
        answerKey(answer);
    } else {
        answerValue(answer);
    }
}

void Place::answerKey(LanguageCompletion &answer) const
{
    const size_t depth = m_brackets.size();
    const bool inArray = depth > 1 && m_brackets[depth - 2].sign == u'[';
    const QString holder = inArray ? m_brackets[depth - 2].name : QString();
    const bool ofPipeline = inArray && ((method() == "aggregate"_L1 && depth == 3) || holder == "pipeline"_L1 || stage() == "$facet"_L1);
    if (ofPipeline) {
        answer.words = stages();
        return;
    }
    if (method().isEmpty() && depth == 1) {
        answer.words = statementKeys();
        return;
    }
    answer.fields = true;
    answer.nameQuote = m_quoted ? QString() : u"\""_s;
    const QString where = stage();
    const bool updates = method().startsWith("update"_L1) || method() == "findOneAndUpdate"_L1;
    const bool isQuery = where.isEmpty() ? !updates || m_brackets.front().commas == 0 : where == "$match"_L1;
    answer.words = isQuery ? queryOperators() : where.isEmpty() ? updateOperators() : expressions();
    if (where == "$lookup"_L1 && m_brackets.back().name == where)
        answer.words = QStringList{u"from"_s, u"localField"_s, u"foreignField"_s, u"as"_s, u"let"_s, u"pipeline"_s};
}

void Place::answerValue(LanguageCompletion &answer) const
{
    const Bracket &inside = m_brackets.back();
    const bool outermost = method().isEmpty() && m_brackets.size() == 1;
    if ((outermost && inside.key == "collection"_L1) || inside.key == "from"_L1 || inside.key == "coll"_L1) {
        answer.objects = true;
    } else if (outermost && inside.key == "operation"_L1) {
        answer.words = knownOperations();
    } else if (inside.key == "localField"_L1 || inside.key == "foreignField"_L1 || (outermost && inside.key == "field"_L1)) {
        answer.fields = true;
        answer.object = inside.key == "foreignField"_L1 ? QString() : m_collection;
    } else if (m_quoted) {
        answer.fields = true; // "$total" reads a field in a pipeline
        answer.fieldPrefix = u"$"_s;
    } else {
        answer.words = QStringList{u"true"_s, u"false"_s, u"null"_s, u"ObjectId"_s, u"ISODate"_s, u"NumberDecimal"_s, u"NumberLong"_s, u"UUID"_s};
        answer.onlyThese = false;
    }
}

} // namespace

LanguageCompletion mongoCompletion(const QString &text, int cursor)
{
    return Place(text, cursor).answer();
}

} // namespace concord
