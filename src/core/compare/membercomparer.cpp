// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/membercomparer.h"

#include "compare/expressions.h"
#include "compare/inferredfields.h"
#include "compare/membercontent.h"
#include "compare/oneengine.h"
#include "compare/onesidedrules.h"
#include "connection/dialect.h"

#include <QCoreApplication>

#include <algorithm>

namespace concord {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("MemberComparer", text);
}

const View *viewOf(const SchemaObject &object)
{
    const bool isView = object.kind == ObjectKind::View || object.kind == ObjectKind::MaterializedView;
    return isView ? static_cast<const View *>(&object) : nullptr;
}

/// Unnamed or server-named members have no name that two sides could share.
template<class T>
bool hasOwnName(const T &member)
{
    if constexpr (requires { member.nameGenerated; })
        return !member.name.isEmpty() && !member.nameGenerated;
    else
        return !member.name.isEmpty();
}

/// Set, though it may be empty: null is for what is not set.
QString shown(const Property &property)
{
    return property.value.isNull() ? QLatin1String("") : property.value;
}

/// What a side has that does not list the property: of a flag the other word, else null.
QString opposite(const Property &property)
{
    if (property.role != FieldRole::Declared)
        return {};
    return property.value == u"yes" ? QStringLiteral("no") : property.value == u"no" ? QStringLiteral("yes") : QString();
}

QString keyString(std::string_view key)
{
    return QString::fromLatin1(key.data(), static_cast<qsizetype>(key.size()));
}

} // namespace

MemberComparer::MemberComparer(const CompareEnd &left, const CompareEnd &right, const NameTranslation &names, const ObjectComparison &object)
    : m_left(left),
      m_right(right),
      m_names(names),
      m_object(object),
      m_sameEngine(areOfOneEngine(left.catalog->info(), right.catalog->info()))
{
    if (object.left)
        m_leftTable = tableOf(*object.left);
    if (object.right)
        m_rightTable = tableOf(*object.right);
}

std::vector<MemberComparison> MemberComparer::run()
{
    compareColumns();
    if (m_leftTable && m_rightTable)
        compareTable(*m_leftTable, *m_rightTable);
    if (const View *left = viewOf(*m_object.left), *right = viewOf(*m_object.right); left && right) {
        compareIndexes(left->indexes, right->indexes);
        compareTriggers(left->triggers, right->triggers);
    }
    if (m_sameEngine)
        comparePrivileges();
    return std::move(m_members);
}

void MemberComparer::compareColumns()
{
    const std::vector<ColumnPair> &pairs = m_names.columns(m_object.left->ref);
    const bool leftInferred = m_object.left->kind == ObjectKind::Collection;
    const bool rightInferred = m_object.right->kind == ObjectKind::Collection;
    const InferredFields inferred(*m_object.left, *m_object.right);
    if (leftInferred && rightInferred) {
        m_members = inferred.compareCollections(pairs);
        return;
    }
    for (const ColumnPair &pair : pairs) {
        MemberComparison member;
        member.kind = QStringLiteral("column");
        member.confidence = pair.confidence;
        member.reason = pair.reason;
        if (pair.left)
            member.left = pair.left->name;
        if (pair.right)
            member.right = pair.right->name;
        if (pair.left && pair.right) {
            member.differences = compareProperties(member.kind, propertiesOf(*pair.left), propertiesOf(*pair.right), pair.left, pair.right);
            if (pair.left->name != pair.right->name)
                member.differences.insert(member.differences.begin(), judged(member.kind, QStringLiteral("name"), pair.left->name, pair.right->name));
        }
        if (!pair.left || !pair.right)
            member.content = memberContent(pair.left ? *pair.left : *pair.right);
        if (leftInferred || rightInferred) {
            inferred.judgeColumn(member, pair);
            m_members.push_back(std::move(member));
            continue;
        }
        add(std::move(member));
    }
}

void MemberComparer::compareTable(const Table &left, const Table &right)
{
    if (left.primaryKey && right.primaryKey)
        addPair(QStringLiteral("primary_key"), *left.primaryKey, *right.primaryKey);
    else if (left.primaryKey)
        addOneSided(QStringLiteral("primary_key"), *left.primaryKey, true);
    else if (right.primaryKey)
        addOneSided(QStringLiteral("primary_key"), *right.primaryKey, false);
    compareKeys(left, right);
    if (!m_sameEngine)
        takeEnumChecks(left, right);
    const auto expression = [this](const QString &text, bool isLeft) {
        const CompareEnd &end = isLeft ? m_left : m_right;
        const auto form = m_sameEngine ? std::nullopt : expressionForm(text, owner(isLeft));
        if (form)
            return *form;
        const QString own = withoutOwnSchema(text, (isLeft ? m_object.left : m_object.right)->ref.schema);
        return end.dialect ? expressionTokens(own, *end.dialect).join(u' ') : own;
    };
    for (const auto &[own, other] : checksOfOneMatter(left, right)) {
        m_done += {own, other};
        addPair(QStringLiteral("check"), *own, *other);
    }
    compareNamed<Check>(QStringLiteral("check"), left.checks, right.checks,
                        [&](const Check &check, bool isLeft) { return expression(check.expression, isLeft); });
    compareNamed<Exclusion>(QStringLiteral("exclusion"), left.exclusions, right.exclusions,
                            [&](const Exclusion &e, bool isLeft) { return expression(e.definition, isLeft); });
    compareNamed<ForeignKey>(QStringLiteral("foreign_key"), left.foreignKeys, right.foreignKeys, [this](const ForeignKey &key, bool isLeft) {
        const ForeignKey own = isLeft ? translated(key) : key;
        return own.columns.join(u',').toLower() + u'>' + own.target.name.toLower();
    });
    compareIndexes(left.indexes, right.indexes);
    compareTriggers(left.triggers, right.triggers);
    compareNamed<Policy>(QStringLiteral("policy"), left.policies, right.policies, [](const Policy &policy, bool) { return policy.name; });
}

void MemberComparer::compareIndexes(const std::vector<Index> &left, const std::vector<Index> &right)
{
    compareNamed<Index>(QStringLiteral("index"), left, right, [this](const Index &index, bool isLeft) {
        const Index own = isLeft ? translated(index) : index;
        if (const QString form = m_sameEngine ? QString() : partsForm(index, isLeft); !form.isEmpty())
            return form;
        return partsText(own.parts).toLower() + (own.unique ? u'u' : u'-') + own.predicate;
    });
}

void MemberComparer::compareTriggers(const std::vector<Trigger> &left, const std::vector<Trigger> &right)
{
    compareNamed<Trigger>(QStringLiteral("trigger"), left, right, [](const Trigger &trigger, bool) { return trigger.name.toLower(); });
}

void MemberComparer::compareKeys(const Table &left, const Table &right)
{
    if (!m_sameEngine) {
        QSet<const void *> leftUsed;
        QSet<const void *> rightUsed;
        compareUniquesWithIndexes(left, right, leftUsed, rightUsed);
        m_done = leftUsed + rightUsed;
    }
    compareNamed<Key>(QStringLiteral("unique"), left.uniques, right.uniques,
                      [this](const Key &key, bool isLeft) { return (isLeft ? translated(key.columns) : key.columns).join(u',').toLower(); });
}

/// Engines that have no unique constraints but in name keep them as indexes: one side's constraint is the other's index.
void MemberComparer::compareUniquesWithIndexes(const Table &left, const Table &right, QSet<const void *> &leftUsed, QSet<const void *> &rightUsed)
{
    const auto columnsOfIndex = [](const Index &index) {
        QStringList columns;
        for (const IndexPart &part : index.parts)
            columns.append(part.column);
        return columns;
    };
    const auto addBoth = [&](const QString &leftName, const QString &rightName) {
        MemberComparison member;
        member.kind = QStringLiteral("unique");
        member.left = leftName;
        member.right = rightName;
        Difference difference{QStringLiteral("kind"),
                              tr("unique constraint or index"),
                              tr("unique index or constraint"),
                              Verdict::Equivalent,
                              QStringLiteral("unique.index"),
                              {},
                              {},
                              -1};
        difference.reason = tr("a unique constraint is kept by a unique index");
        member.differences.push_back(difference);
        add(std::move(member));
    };
    for (const Key &key : left.uniques) {
        const auto same = std::ranges::find_if(right.uniques, [&](const Key &other) { return other.columns == translated(key.columns); });
        const auto index = std::ranges::find_if(right.indexes, [&](const Index &other) {
            return other.unique && other.predicate.isEmpty() && !rightUsed.contains(&other) && columnsOfIndex(other) == translated(key.columns);
        });
        if (same == right.uniques.end() && index != right.indexes.end()) {
            addBoth(memberLabel(key), memberLabel(*index));
            leftUsed.insert(&key);
            rightUsed.insert(&*index);
        }
    }
    for (const Key &key : right.uniques) {
        const auto same = std::ranges::find_if(left.uniques, [&](const Key &other) { return translated(other.columns) == key.columns; });
        const auto index = std::ranges::find_if(left.indexes, [&](const Index &other) {
            return other.unique && other.predicate.isEmpty() && !leftUsed.contains(&other) && translated(columnsOfIndex(other)) == key.columns;
        });
        if (same == left.uniques.end() && index != left.indexes.end()) {
            addBoth(memberLabel(*index), memberLabel(key));
            leftUsed.insert(&*index);
            rightUsed.insert(&key);
        }
    }
}

/// A check that makes a text column what is an enum on the other side is a part of the column's type, not a member of its own.
void MemberComparer::takeEnumChecks(const Table &left, const Table &right)
{
    const auto take = [&](const Column *list, const Column *text, const Table &table, bool isLeft) {
        const Check *check = list && text ? checkOfEnum(*list, *text, table) : nullptr;
        if (!check || m_done.contains(check))
            return;
        m_done.insert(check);
        Difference difference;
        difference.property = QStringLiteral("kind");
        difference.verdict = Verdict::Equivalent;
        difference.rule = QStringLiteral("type.enum.check");
        difference.reason = tr("the other side's enum %1 allows the very values").arg(list->name);
        addJudged(QStringLiteral("check"), memberLabel(*check), isLeft, std::move(difference));
    };
    for (const ColumnPair &pair : m_names.columns(m_object.left->ref)) {
        take(pair.right, pair.left, left, true);
        take(pair.left, pair.right, right, false);
    }
}

/// One that lacks on a side, with what a rule says of that.
void MemberComparer::addJudged(const QString &kind, const QString &label, bool isLeft, Difference &&difference)
{
    MemberComparison member;
    member.kind = kind;
    (isLeft ? member.left : member.right) = label;
    (isLeft ? difference.left : difference.right) = label;
    member.verdict = difference.verdict;
    member.reason = difference.reason;
    member.differences.push_back(std::move(difference));
    m_members.push_back(std::move(member));
}

template<class T>
void MemberComparer::compareNamed(const QString &kind, const std::vector<T> &left, const std::vector<T> &right, const Content<T> &content)
{
    QSet<const void *> used = m_done;
    QHash<QString, std::vector<const T *>> byName;
    QHash<QString, std::vector<const T *>> byContent;
    for (const T &member : right) {
        if (used.contains(&member))
            continue;
        if (hasOwnName(member))
            byName[m_sameEngine ? member.name : member.name.toLower()].push_back(&member);
        byContent[content(member, false)].push_back(&member);
    }
    const auto take = [&](const std::vector<const T *> &candidates) -> const T * {
        const auto free = std::ranges::find_if(candidates, [&](const T *member) { return !used.contains(member); });
        return free == candidates.end() ? nullptr : *free;
    };
    std::vector<const T *> pairs(left.size(), nullptr);
    // In one engine the name says what is meant; between two, what it holds does.
    for (const bool names : {m_sameEngine, !m_sameEngine}) {
        for (size_t i = 0; i < left.size(); ++i) {
            if (pairs[i] || used.contains(&left[i]) || (names && !hasOwnName(left[i])))
                continue;
            const T *match =
                names ? take(byName.value(m_sameEngine ? left[i].name : left[i].name.toLower())) : take(byContent.value(content(left[i], true)));
            if (match) {
                pairs[i] = match;
                used.insert(match);
            }
        }
    }
    // What is left of one engine and has one name is one thing that changed, though the server gave it that name.
    for (size_t i = 0; m_sameEngine && i < left.size(); ++i) {
        if (pairs[i] || used.contains(&left[i]) || left[i].name.isEmpty())
            continue;
        const auto match = std::ranges::find_if(right, [&](const T &member) { return member.name == left[i].name && !used.contains(&member); });
        if (match != right.end()) {
            pairs[i] = &*match;
            used.insert(&*match);
        }
    }
    for (size_t i = 0; i < left.size(); ++i) {
        if (pairs[i])
            addPair(kind, left[i], *pairs[i]);
        else if (!used.contains(&left[i]))
            addOneSided(kind, left[i], true);
    }
    for (const T &member : right) {
        if (!used.contains(&member))
            addOneSided(kind, member, false);
    }
}

template<class T>
void MemberComparer::addPair(const QString &kind, const T &left, const T &right)
{
    MemberComparison member;
    member.kind = kind;
    member.left = memberLabel(left);
    member.right = memberLabel(right);
    member.differences = compareProperties(kind, propertiesOf(translated(left)), propertiesOf(right));
    if constexpr (std::same_as<T, Index>) {
        if (auto spelled = spelledParts(left, right)) {
            const auto parts = std::ranges::find(member.differences, QStringLiteral("parts"), &Difference::property);
            if (parts != member.differences.end())
                *parts = std::move(*spelled);
        }
    }
    if (left.name != right.name && (hasOwnName(left) || hasOwnName(right))) {
        const bool constraint = kind != u"index" && kind != u"trigger" && kind != u"policy";
        member.differences.push_back(judged(kind, constraint ? QStringLiteral("constraint_name") : QStringLiteral("name"), left.name, right.name));
    } else if (left.name != right.name && m_sameEngine) { // both are the server's: told of where a rule says that the dumps show it
        if (Difference names = judged(kind, QStringLiteral("generated_name"), left.name, right.name); !names.rule.isEmpty())
            member.differences.push_back(std::move(names));
    }
    add(std::move(member));
}

template<class T>
void MemberComparer::addOneSided(const QString &kind, const T &one, bool isLeft)
{
    if (!m_sameEngine) {
        const CompareEnd &own = isLeft ? m_left : m_right;
        const CompareEnd &other = isLeft ? m_right : m_left;
        auto known = judgeUnasked(other.catalog->info().engine, kind);
        if constexpr (std::same_as<T, Index>) {
            const Table *table = isLeft ? m_leftTable : m_rightTable;
            if (!known && table)
                known = judgeLoneIndex(own.catalog->info().engine, *table, one);
        }
        if (known) {
            addJudged(kind, memberLabel(one), isLeft, std::move(*known));
            return;
        }
    }
    MemberComparison member;
    member.kind = kind;
    (isLeft ? member.left : member.right) = memberLabel(one);
    member.verdict = isLeft ? Verdict::OnlyLeft : Verdict::OnlyRight;
    member.content = memberContent(one);
    m_members.push_back(std::move(member));
}

void MemberComparer::comparePrivileges()
{
    const auto &left = m_object.left->privileges;
    const auto &right = m_object.right->privileges;
    QHash<QString, const Privilege *> byLabel;
    for (const Privilege &privilege : right)
        byLabel.insert(memberLabel(privilege), &privilege);
    for (const Privilege &privilege : left) {
        MemberComparison member;
        member.kind = QStringLiteral("privilege");
        member.left = memberLabel(privilege);
        if (const Privilege *other = byLabel.take(*member.left)) {
            member.right = member.left;
            if (other->grantable != privilege.grantable)
                member.differences.push_back(judged(member.kind, QStringLiteral("grantable"), privilege.grantable ? tr("yes") : tr("no"),
                                                    other->grantable ? tr("yes") : tr("no")));
        }
        add(std::move(member));
    }
    for (const Privilege &privilege : right) {
        if (!byLabel.contains(memberLabel(privilege)))
            continue;
        MemberComparison member;
        member.kind = QStringLiteral("privilege");
        member.right = memberLabel(privilege);
        add(std::move(member));
    }
}

/// Its verdict follows from what it holds.
void MemberComparer::add(MemberComparison &&member)
{
    member.verdict = !member.right ? Verdict::OnlyLeft : !member.left ? Verdict::OnlyRight : Verdict::Identical;
    if (member.left && member.right) {
        for (const Difference &difference : member.differences)
            member.verdict = worse(member.verdict, difference.verdict);
    }
    m_members.push_back(std::move(member));
}

std::vector<Difference> MemberComparer::compareProperties(const QString &kind, const std::vector<Property> &left, const std::vector<Property> &right,
                                                          const Column *leftColumn, const Column *rightColumn) const
{
    std::vector<Difference> differences;
    const auto find = [](const std::vector<Property> &properties, std::string_view key) -> const Property * {
        const auto found = std::ranges::find(properties, key, &Property::key);
        return found == properties.end() ? nullptr : &*found;
    };
    const auto consider = [&](std::string_view key, const Property *a, const Property *b) {
        const FieldRole role = a ? a->role : b->role;
        const QString leftText = a ? shown(*a) : opposite(*b);
        const QString rightText = b ? shown(*b) : opposite(*a);
        const bool sameText = a && b
                              && (role == FieldRole::Text ? withoutOwnSchema(leftText, m_object.left->ref.schema)
                                                                == withoutOwnSchema(rightText, m_object.right->ref.schema)
                                                          : leftText == rightText);
        if (!sameText)
            differences.push_back(judged(kind, keyString(key), leftText, rightText, role, leftColumn, rightColumn));
    };
    for (const Property &property : left)
        consider(property.key, &property, find(right, property.key));
    for (const Property &property : right) {
        if (!find(left, property.key))
            consider(property.key, nullptr, &property);
    }
    // A type may be spelled alike in two engines and mean two things.
    const bool sameSpelling = leftColumn && leftColumn->nativeType == rightColumn->nativeType;
    if (!m_sameEngine && sameSpelling && !(leftColumn->type == rightColumn->type)) {
        Difference type = judged(kind, QStringLiteral("native_type"), leftColumn->nativeType, rightColumn->nativeType, FieldRole::Declared,
                                 leftColumn, rightColumn);
        type.property = QStringLiteral("type");
        differences.insert(differences.begin(), type);
    }
    return differences;
}

Difference MemberComparer::judged(const QString &kind, const QString &property, const QString &left, const QString &right, FieldRole role,
                                  const Column *leftColumn, const Column *rightColumn) const
{
    RuleInput input;
    input.leftEngine = m_left.catalog->info().engine;
    input.rightEngine = m_right.catalog->info().engine;
    input.twoProducts = !m_sameEngine && input.leftEngine == input.rightEngine;
    input.leftDialect = m_left.dialect;
    input.rightDialect = m_right.dialect;
    input.kind = kind;
    input.property = property;
    const bool text = role == FieldRole::Text;
    input.left = text && !left.isNull() ? withoutOwnSchema(left, m_object.left->ref.schema) : left;
    input.right = text && !right.isNull() ? withoutOwnSchema(right, m_object.right->ref.schema) : right;
    input.leftColumn = leftColumn;
    input.rightColumn = rightColumn;
    input.leftTable = m_leftTable;
    input.rightTable = m_rightTable;
    if (!m_sameEngine)
        input.rightNames = owner(true).names;
    Difference difference = judge(input);
    difference.left = left;
    difference.right = right;
    if (difference.property == u"native_type")
        difference.property = QStringLiteral("type");
    return difference;
}

} // namespace concord
