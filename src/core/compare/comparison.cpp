// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/comparison.h"

#include "compare/membercomparer.h"
#include "compare/numberingrules.h"
#include "compare/objectcomparison.h"
#include "compare/oneengine.h"
#include "compare/onesidedrules.h"
#include "compare/pairing.h"
#include "compare/unread.h"
#include "schema/catalogfilter.h"

#include <QCoreApplication>
#include <QSet>

#include <algorithm>

namespace concord {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Comparison", text);
}

/// What a side could not read: an object that lacks there may well be there.
class UnreadParts
{
public:
    explicit UnreadParts(const Catalog &catalog)
        : m_catalog(catalog),
          m_filter({catalog.info().scope, catalog.info().include, catalog.info().exclude},
                   catalog.info().nameRule == u"exact" ? Qt::CaseSensitive : Qt::CaseInsensitive)
    {}
    /// Null: it was read.
    [[nodiscard]] QString reasonFor(const ObjectRef &ref) const
    {
        return m_filter.accepts(ref.schema, ref.name) ? unreadReason(m_catalog, ref) : tr("it was left out when this side was read");
    }

private:
    const Catalog &m_catalog;
    CatalogFilter m_filter;
};

bool isWanted(const ObjectPair &pair, const QStringList &tables)
{
    const SchemaObject &object = pair.left ? *pair.left : *pair.right;
    if (!object.extension.isEmpty() && object.kind != ObjectKind::Extension)
        return false;
    if (tables.isEmpty())
        return true;
    const auto named = [&](const ObjectPtr &side) {
        return side
               && (tables.contains(side->ref.name, Qt::CaseInsensitive)
                   || tables.contains(side->ref.schema + u'.' + side->ref.name, Qt::CaseInsensitive));
    };
    return named(pair.left) || named(pair.right);
}

/// An engine that has no schemas lacks none.
bool isLoneSchema(const ObjectPair &pair, bool schemasOnBoth)
{
    return !schemasOnBoth && (pair.left ? *pair.left : *pair.right).kind == ObjectKind::Schema;
}

/// `otherEngine`: of the side that lacks the object; null: both are of one engine.
void cannotTellWhereUnread(ObjectComparison &object, const UnreadParts &leftUnread, const UnreadParts &rightUnread, const NameTranslation &names,
                           const QString *otherEngine)
{
    QString reason;
    if (object.left && !object.right)
        reason = rightUnread.reasonFor(names.object(object.left->ref));
    else if (object.right && !object.left)
        reason = leftUnread.reasonFor(object.right->ref);
    if (reason.isNull() && otherEngine && !(object.left && object.right)) {
        const auto unasked = judgeUnasked(*otherEngine, objectKindName(object.any().kind));
        reason = unasked ? unasked->reason : QString();
    }
    if (reason.isNull())
        return;
    object.verdict = Verdict::CannotTell;
    object.reason = reason;
}

/// A sequence that does nothing but number a table's rows is that table's, where the other engine numbers them in its own way.
void judgeLoneSequence(ObjectComparison &object, const QSet<QString> &numbering)
{
    const bool lone = object.verdict == Verdict::OnlyLeft || object.verdict == Verdict::OnlyRight;
    if (!lone || object.any().kind != ObjectKind::Sequence || !numbering.contains(object.any().ref.name.toLower()))
        return;
    object.verdict = Verdict::Equivalent;
    object.reason = tr("it only numbers a table's rows, which the other engine does without it");
}

void count(Comparison &comparison)
{
    comparison.ignoredByRule.fill(0, comparison.ignore.size());
    const auto ignored = [&](int rule) {
        if (rule >= 0) {
            ++comparison.ignoredByRule[rule];
            ++comparison.summary.ignored;
        }
    };
    for (const ObjectComparison &object : comparison.objects) {
        ignored(object.ignoredBy);
        for (const Difference &difference : object.differences)
            ignored(difference.ignoredBy);
        for (const MemberComparison &member : object.members) {
            ignored(member.ignoredBy);
            for (const Difference &difference : member.differences)
                ignored(difference.ignoredBy);
        }
        if (object.ignoredBy >= 0)
            continue;
        switch (object.verdict) {
        case Verdict::Identical: ++comparison.summary.identical; break;
        case Verdict::Equivalent: ++comparison.summary.equivalent; break;
        case Verdict::Different: ++comparison.summary.different; break;
        case Verdict::CannotTell: ++comparison.summary.cannotTell; break;
        case Verdict::OnlyLeft: ++comparison.summary.onlyLeft; break;
        case Verdict::OnlyRight: ++comparison.summary.onlyRight; break;
        }
    }
}

/// Nothing is called the same that was not read: a database with such a kind may differ in it.
void countUnreadKinds(Comparison &comparison)
{
    const CatalogInfo &left = comparison.left.catalog->info();
    const CatalogInfo &right = comparison.right.catalog->info();
    if (!areOfOneEngine(left, right) || !comparison.tables.isEmpty())
        return;
    const QStringList lefts = unreadKinds(left, right);
    const QStringList rights = unreadKinds(right, left);
    comparison.summary.cannotTell += std::max(lefts.size(), rights.size());
    if (!lefts.isEmpty() || !rights.isEmpty())
        comparison.notes.append(tr("Cannot tell whether these differ: %1 of %2; %3 of %4.")
                                    .arg(lefts.isEmpty() ? tr("nothing") : lefts.join(QStringLiteral(", ")), comparison.left.name,
                                         rights.isEmpty() ? tr("nothing") : rights.join(QStringLiteral(", ")), comparison.right.name));
}

} // namespace

QString idleRuleNote(const IgnoreRule &rule)
{
    return tr("The rule “%1” takes nothing.").arg(ignoreRuleText(rule));
}

namespace {

void note(Comparison &comparison)
{
    for (qsizetype i = 0; i < comparison.ignore.size(); ++i) {
        if (comparison.ignoredByRule[i] == 0 && !defaultIgnoreRules().contains(comparison.ignore[i]))
            comparison.notes.append(idleRuleNote(comparison.ignore[i]));
    }
    for (const CompareEnd *end : {&comparison.left, &comparison.right}) {
        for (const Unread &unread : end->catalog->info().unread)
            comparison.notes.append(tr("%1: %2 could not be read: %3").arg(end->name, unread.what, unread.reason));
    }
}

template<class T>
void addAll(std::vector<MemberComparison> &members, const QString &kind, const std::vector<T> *left, const std::vector<T> *right)
{
    const std::vector<T> &list = left ? *left : *right;
    for (size_t i = 0; i < list.size(); ++i) {
        MemberComparison &member = members.emplace_back();
        member.kind = kind;
        if (left)
            member.left = memberLabel((*left)[i]);
        // Identical objects hold their members in one order.
        if (right)
            member.right = memberLabel((*right)[i]);
        member.verdict = !right ? Verdict::OnlyLeft : !left ? Verdict::OnlyRight : Verdict::Identical;
    }
}

} // namespace

QStringList unreadKinds(const CatalogInfo &one, const CatalogInfo &other)
{
    QStringList apart;
    for (const Unread &unread : one.unread) {
        const bool wholeKind = unread.object.name.isEmpty() && unread.object.schema.isEmpty();
        const auto same = [&](const Unread &o) { return o.object == unread.object && o.what == unread.what && o.reason == unread.reason; };
        if (wholeKind && areOfOneEngine(one, other) && std::ranges::none_of(other.unread, same))
            apart.append(unread.what);
    }
    return apart;
}

QStringList tablesUnderBothNames(const Comparison &comparison)
{
    QStringList names = comparison.tables;
    for (const ObjectComparison &object : comparison.objects) {
        for (const ObjectPtr &side : {object.left, object.right}) {
            if (!comparison.tables.isEmpty() && side)
                names.append(side->ref.name);
        }
    }
    names.removeDuplicates();
    return names;
}

QStringList namesOfNothing(const QStringList &tables, const std::vector<CatalogPtr> &catalogs)
{
    QStringList unknown;
    for (const QString &name : tables) {
        const auto named = [&](const ObjectPtr &object) {
            return name.compare(object->ref.name, Qt::CaseInsensitive) == 0
                   || name.compare(object->ref.schema + u'.' + object->ref.name, Qt::CaseInsensitive) == 0;
        };
        if (std::ranges::none_of(catalogs, [&](const CatalogPtr &catalog) { return catalog && std::ranges::any_of(catalog->objects(), named); }))
            unknown.append(name);
    }
    return unknown;
}

Comparison compareCatalogs(const CompareEnd &left, const CompareEnd &right, const CompareOptions &options)
{
    Comparison comparison;
    comparison.left = left;
    comparison.right = right;
    comparison.ignore = options.ignore;
    comparison.mapping = options.mapping;
    comparison.tables = options.tables;
    const bool sameEngine = areOfOneEngine(left.catalog->info(), right.catalog->info());
    Pairing pairing = pairObjects(*left.catalog, *right.catalog, options.mapping, options.byLikeness);
    comparison.notes = pairing.notes;
    const NameTranslation names(pairing, options.mapping, options.byLikeness, sameEngine);
    const ObjectComparer comparer(comparison.left, comparison.right, names, comparison.ignore);
    const UnreadParts leftUnread(*left.catalog);
    const UnreadParts rightUnread(*right.catalog);
    comparison.objects.reserve(pairing.objects.size());
    const QSet<QString> leftNumbering = sameEngine ? QSet<QString>() : numberingSequences(*left.catalog);
    const QSet<QString> rightNumbering = sameEngine ? QSet<QString>() : numberingSequences(*right.catalog);
    const bool schemasOnBoth = left.catalog->count(ObjectKind::Schema) > 0 && right.catalog->count(ObjectKind::Schema) > 0;
    for (ObjectPair &pair : pairing.objects) {
        if (!isWanted(pair, options.tables) || isLoneSchema(pair, schemasOnBoth))
            continue;
        ObjectComparison &object = comparison.objects.emplace_back();
        object.left = std::move(pair.left);
        object.right = std::move(pair.right);
        object.confidence = pair.confidence;
        object.reason = std::move(pair.reason);
        comparer.compare(object);
        const QString &otherEngine = (object.left ? right : left).catalog->info().engine;
        cannotTellWhereUnread(object, leftUnread, rightUnread, names, sameEngine ? nullptr : &otherEngine);
        judgeLoneSequence(object, object.left ? leftNumbering : rightNumbering);
    }
    std::ranges::stable_sort(comparison.objects, [](const ObjectComparison &a, const ObjectComparison &b) {
        return std::tie(a.any().kind, a.any().ref.schema, a.any().ref.name) < std::tie(b.any().kind, b.any().ref.schema, b.any().ref.name);
    });
    count(comparison);
    countUnreadKinds(comparison);
    note(comparison);
    return comparison;
}

std::vector<MemberComparison> membersOf(const ObjectComparison &object)
{
    if (!object.members.empty())
        return object.members;
    std::vector<MemberComparison> members;
    const SchemaObject *left = object.left.get();
    const SchemaObject *right = object.right.get();
    const auto columns = [](const SchemaObject *side) { return side ? &columnsOf(*side) : nullptr; };
    addAll(members, QStringLiteral("column"), columns(left), columns(right));
    const Table *leftTable = left ? tableOf(*left) : nullptr;
    const Table *rightTable = right ? tableOf(*right) : nullptr;
    if (leftTable || rightTable) {
        const auto both = [&](const QString &kind, auto member) {
            addAll(members, kind, leftTable ? &(leftTable->*member) : nullptr, rightTable ? &(rightTable->*member) : nullptr);
        };
        const auto key = [](const Table *table) { return table && table->primaryKey ? std::vector<Key>{*table->primaryKey} : std::vector<Key>(); };
        const std::vector<Key> leftKey = key(leftTable);
        const std::vector<Key> rightKey = key(rightTable);
        addAll(members, QStringLiteral("primary_key"), leftTable ? &leftKey : nullptr, rightTable ? &rightKey : nullptr);
        both(QStringLiteral("unique"), &Table::uniques);
        both(QStringLiteral("check"), &Table::checks);
        both(QStringLiteral("exclusion"), &Table::exclusions);
        both(QStringLiteral("foreign_key"), &Table::foreignKeys);
        both(QStringLiteral("index"), &Table::indexes);
        both(QStringLiteral("trigger"), &Table::triggers);
        both(QStringLiteral("policy"), &Table::policies);
    }
    const auto viewOf = [](const SchemaObject *side) {
        const bool isView = side && (side->kind == ObjectKind::View || side->kind == ObjectKind::MaterializedView);
        return isView ? static_cast<const View *>(side) : nullptr;
    };
    const View *leftView = viewOf(left);
    const View *rightView = viewOf(right);
    if (leftView || rightView) {
        addAll(members, QStringLiteral("index"), leftView ? &leftView->indexes : nullptr, rightView ? &rightView->indexes : nullptr);
        addAll(members, QStringLiteral("trigger"), leftView ? &leftView->triggers : nullptr, rightView ? &rightView->triggers : nullptr);
    }
    addAll(members, QStringLiteral("privilege"), left ? &left->privileges : nullptr, right ? &right->privileges : nullptr);
    return members;
}

} // namespace concord
