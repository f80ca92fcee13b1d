// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/objectcomparison.h"

#include "compare/differencereasons.h"
#include "compare/membercomparer.h"
#include "compare/oneengine.h"
#include "compare/propertylist.h"
#include "compare/unread.h"

#include <QCoreApplication>

#include <algorithm>

namespace concord {

NameTranslation::NameTranslation(const Pairing &pairing, const Mapping &mapping, bool byLikeness, bool sameEngine)
    : m_schemas(pairing.schemas),
      m_mapping(mapping),
      m_byLikeness(byLikeness),
      m_sameEngine(sameEngine)
{
    for (const ObjectPair &pair : pairing.objects) {
        if (!pair.left || !pair.right)
            continue;
        m_names.insert(pair.left->ref, pair.right->ref);
        if (!concord::columnsOf(*pair.left).empty() || !concord::columnsOf(*pair.right).empty())
            m_objects.insert(pair.left->ref, {pair.left, pair.right});
    }
}

ObjectRef NameTranslation::object(const ObjectRef &left) const
{
    const auto found = m_names.constFind(left);
    return found != m_names.constEnd() ? *found : ObjectRef{schema(left.schema), left.name};
}

const NameTranslation::Columns &NameTranslation::columnsOf(const ObjectRef &left) const
{
    if (const auto known = m_columns.constFind(left); known != m_columns.constEnd())
        return *known;
    Columns columns;
    if (const auto found = m_objects.constFind(left); found != m_objects.constEnd()) {
        columns.pairs = pairColumns(*found->first, *found->second, {m_mapping.find(left), m_byLikeness, m_sameEngine});
        for (const ColumnPair &pair : columns.pairs) {
            if (pair.left && pair.right)
                columns.names.insert(pair.left->name, pair.right->name);
        }
    }
    return *m_columns.insert(left, std::move(columns));
}

const std::vector<ColumnPair> &NameTranslation::columns(const ObjectRef &left) const
{
    return columnsOf(left).pairs;
}

QString NameTranslation::column(const ObjectRef &table, const QString &left) const
{
    return columnsOf(table).names.value(left, left);
}

ObjectComparer::ObjectComparer(const CompareEnd &left, const CompareEnd &right, const NameTranslation &names, const QList<IgnoreRule> &ignore)
    : m_left(left),
      m_right(right),
      m_names(names),
      m_ignore(ignore),
      m_sameEngine(areOfOneEngine(left.catalog->info(), right.catalog->info()))
{}

namespace {

/// Of a side that does not tell whose the object is, nothing is known.
bool otherOwner(const SchemaObject &left, const SchemaObject &right)
{
    return left.owner != right.owner && !left.owner.isEmpty() && !right.owner.isEmpty();
}

/// Names that the server gave by counting, which no fingerprint sees; dumps show them.
bool countedAlike(const SchemaObject &left, const SchemaObject &right)
{
    if (left.kind != ObjectKind::Table || right.kind != ObjectKind::Table)
        return true;
    const auto alike = [](const auto &some, const auto &others) {
        return std::ranges::equal(some, others, [](const auto &a, const auto &b) { return a.name == b.name; });
    };
    const auto &one = static_cast<const Table &>(left);
    const auto &other = static_cast<const Table &>(right);
    return alike(one.foreignKeys, other.foreignKeys) && alike(one.checks, other.checks);
}

/// What a composite type or a domain is made of, as one text each: they are parts of it, not members that have lives of their own.
void addTypeParts(const TypeObject &type, std::vector<Property> &properties)
{
    QStringList attributes;
    for (const Column &attribute : type.attributes)
        attributes.append((attribute.name + u' ' + attribute.nativeType + u' ' + attribute.collation).trimmed());
    QStringList comments;
    for (const Column &attribute : type.attributes) {
        if (!attribute.comment.isEmpty())
            comments.append(attribute.name + QStringLiteral(": ") + attribute.comment);
    }
    QStringList checks;
    for (const Check &check : type.checks) {
        if (!check.comment.isEmpty())
            comments.append((check.nameGenerated ? check.expression : check.name) + QStringLiteral(": ") + check.comment);
    }
    if (!comments.isEmpty()) { // those of its parts are told with its own
        const auto own = std::ranges::find(properties, std::string_view("comment"), &Property::key);
        if (own != properties.end())
            own->value = own->value + u'\n' + comments.join(u'\n');
        else
            properties.push_back({"comment", comments.join(u'\n'), FieldRole::Physical});
    }
    for (const Check &check : type.checks)
        checks.append((check.nameGenerated ? QString() : check.name + QStringLiteral(": ")) + check.expression
                      + (check.validated ? QString() : QStringLiteral(" NOT VALID")));
    if (!attributes.isEmpty())
        properties.push_back({"attributes", attributes.join(QStringLiteral(", ")), FieldRole::Text});
    if (!checks.isEmpty())
        properties.push_back({"checks", checks.join(QStringLiteral(", ")), FieldRole::Text});
}

std::vector<Property> objectProperties(const SchemaObject &object)
{
    auto properties = visitObject(object, [](const auto &typed) { return propertiesOf(typed); });
    if (object.kind == ObjectKind::Type)
        addTypeParts(static_cast<const TypeObject &>(object), properties);
    return properties;
}

/// The right side's column order as the left's columns stand in it; null where both have one order.
std::optional<Difference> columnOrder(const std::vector<ColumnPair> &pairs, const std::vector<Column> &rightColumns)
{
    std::vector<const Column *> inLeftOrder;
    QStringList left;
    for (const ColumnPair &pair : pairs) {
        if (pair.left && pair.right) {
            inLeftOrder.push_back(pair.right);
            left.append(pair.left->name);
        }
    }
    // Columns of one table lie in one vector, so their addresses tell their order.
    if (std::ranges::is_sorted(inLeftOrder))
        return std::nullopt;
    QStringList right;
    for (const Column &column : rightColumns) {
        const auto found = std::ranges::find(pairs, &column, &ColumnPair::right);
        if (found != pairs.end() && found->left)
            right.append(column.name);
    }
    return Difference{
        QStringLiteral("column_order"), left.join(QStringLiteral(", ")), right.join(QStringLiteral(", ")), Verdict::Different, {}, {}, {}, -1};
}

Difference renamed(const ObjectComparison &comparison, bool sameEngine)
{
    Difference difference;
    difference.property = QStringLiteral("name");
    difference.left = comparison.left->ref.name;
    difference.right = comparison.right->ref.name;
    const auto plain = [](const QString &name) { return name.toLower().remove(u'_'); };
    if (!sameEngine && plain(difference.left) == plain(difference.right)) {
        difference.verdict = Verdict::Equivalent;
        difference.rule = QStringLiteral("name.style");
        difference.reason = QCoreApplication::translate("ObjectComparer", "the same words in each side's style");
    } else {
        if (!comparison.reason.isEmpty()) // else one name in two letter cases
            difference.rule = comparison.confidence < 1 ? QStringLiteral("pairing.likeness") : QStringLiteral("pairing.mapping");
        difference.reason =
            comparison.reason.isEmpty() ? reasonOfDifference(difference.property, difference.left, difference.right) : comparison.reason;
    }
    return difference;
}

Difference otherKind(const SchemaObject &left, const SchemaObject &right)
{
    const QString property = QStringLiteral("kind");
    Difference difference{
        property, objectKindName(left.kind), objectKindName(right.kind), Verdict::Different, {}, reasonOfDifference(property, {}, {}), {}, -1};
    const bool documents = (left.kind == ObjectKind::Collection && right.kind == ObjectKind::Table)
                           || (left.kind == ObjectKind::Table && right.kind == ObjectKind::Collection);
    if (documents) {
        difference.verdict = Verdict::Equivalent;
        difference.rule = QStringLiteral("collection.table");
        difference.reason = QCoreApplication::translate("ObjectComparer", "a collection keeps as documents what a table keeps as rows");
    }
    return difference;
}

/// What was not read wholly is never called the same.
void doubtVerdict(ObjectComparison &comparison, const QString &leftReason, const QString &rightReason)
{
    const QString &reason = leftReason.isNull() ? rightReason : leftReason;
    if (reason.isNull() || comparison.verdict == Verdict::Different)
        return;
    comparison.verdict = Verdict::CannotTell;
    comparison.reason = reason;
}

} // namespace

void ObjectComparer::compare(ObjectComparison &comparison) const
{
    if (!comparison.left || !comparison.right) {
        comparison.verdict = comparison.left ? Verdict::OnlyLeft : Verdict::OnlyRight;
        applyIgnore(comparison);
        return;
    }
    const SchemaObject &left = *comparison.left;
    const SchemaObject &right = *comparison.right;
    const bool sameName = left.kind == ObjectKind::Schema || left.ref.name == right.ref.name;
    const bool inferred = left.kind == ObjectKind::Collection || right.kind == ObjectKind::Collection; // no fingerprint sees what documents hold
    const bool givenAway = m_sameEngine && otherOwner(left, right);
    MemberComparer members(m_left, m_right, m_names, comparison);
    if (givenAway)
        comparison.differences.push_back(members.judged(objectKindName(left.kind), QStringLiteral("owner"), left.owner, right.owner));
    const QString leftReason = unreadReason(*m_left.catalog, left.ref);
    const QString rightReason = unreadReason(*m_right.catalog, right.ref);
    if (m_sameEngine && sameName && left.kind == right.kind && left.fingerprint == right.fingerprint && !inferred && countedAlike(left, right)) {
        applyIgnore(comparison);
        doubtVerdict(comparison, leftReason, rightReason);
        return;
    }
    if (left.kind != right.kind) {
        comparison.differences.push_back(otherKind(left, right));
    } else {
        std::ranges::move(members.compareProperties(objectKindName(left.kind), objectProperties(left), objectProperties(right)),
                          std::back_inserter(comparison.differences));
    }
    if (!sameName)
        comparison.differences.insert(comparison.differences.begin(), renamed(comparison, m_sameEngine));
    comparison.members = members.run();
    if (const auto order = inferred ? std::nullopt : columnOrder(m_names.columns(left.ref), columnsOf(right)))
        comparison.differences.push_back(members.judged(objectKindName(left.kind), order->property, order->left, order->right));
    doubtWhatWasNotRead(comparison, leftReason, rightReason);
    applyIgnore(comparison);
    doubtVerdict(comparison, leftReason, rightReason);
}

void ObjectComparer::applyIgnore(ObjectComparison &comparison) const
{
    const SchemaObject &object = comparison.any();
    IgnoreSubject subject{objectKindName(object.kind), object.ref.schema, object.ref.name, {}, {}, {}};
    if (!comparison.left || !comparison.right) {
        comparison.ignoredBy = ignoringRule(m_ignore, subject);
        return;
    }
    comparison.verdict = Verdict::Identical;
    const int whole = wholeObjectRule(m_ignore, subject);
    const auto rule = [&] { return whole >= 0 ? whole : ignoringRule(m_ignore, subject); };
    bool ignoredAny = false;
    const auto judgeAll = [&](std::vector<Difference> &differences, Verdict &verdict) {
        for (Difference &difference : differences) {
            subject.property = difference.property;
            // What is only written otherwise is equivalent, but a script takes it over.
            const bool counts = difference.verdict != Verdict::Equivalent || difference.rule.startsWith(u"written.");
            difference.ignoredBy = counts ? rule() : -1;
            // Whose it is is no part of the schema: without that, it is the very same.
            ignoredAny |= difference.ignoredBy >= 0 && difference.property != u"owner";
            if (difference.ignoredBy < 0 || difference.verdict == Verdict::Equivalent)
                verdict = worse(verdict, difference.verdict);
        }
    };
    judgeAll(comparison.differences, comparison.verdict);
    for (MemberComparison &member : comparison.members) {
        subject.memberKind = member.kind;
        subject.member = member.left ? *member.left : member.right.value_or(QString());
        subject.property.clear();
        if (member.left && member.right) {
            member.verdict = Verdict::Identical;
            judgeAll(member.differences, member.verdict);
            comparison.verdict = worse(comparison.verdict, member.verdict);
        } else if (member.verdict != Verdict::Equivalent) {
            member.ignoredBy = rule();
            ignoredAny |= member.ignoredBy >= 0;
            if (member.ignoredBy < 0)
                comparison.verdict = worse(comparison.verdict, member.verdict);
        } else {
            comparison.verdict = worse(comparison.verdict, Verdict::Equivalent);
        }
    }
    if (ignoredAny && comparison.verdict == Verdict::Identical) {
        comparison.verdict = Verdict::Equivalent;
        comparison.reason = QCoreApplication::translate("ObjectComparer", "but for what is ignored");
    }
}

} // namespace concord
