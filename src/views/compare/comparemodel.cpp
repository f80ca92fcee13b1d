// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/comparemodel.h"

#include "compare/comparejson.h"
#include "compare/comparewords.h"
#include "compare/verdictlook.h"
#include "compare/verdictwords.h"
#include "look/colours.h"
#include "look/wording.h"
#include "schema/objectwords.h"

#include <QFont>
#include <QApplication>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace concord {

/// A row. Children are made once and stay where they are, so that rows may point to each other.
struct CompareModel::Node
{
    Node *parent = nullptr;
    int row = 0;
    Verdict verdict = Verdict::Identical;
    bool ignored = false;
    Place place; ///< all null: a verdict's own row, or the root
    std::vector<Node> children;
    std::vector<MemberComparison> members; ///< where the comparison itself keeps none
    bool filled = false;

    [[nodiscard]] bool isGroup() const { return parent && !place.object; }
    /// What F8 stops at.
    [[nodiscard]] bool isDifference() const
    {
        if (ignored || isQuiet(verdict) || !place.object || (place.member && place.difference))
            return false;
        const bool paired = place.object->left && place.object->right;
        if (place.member || place.difference)
            return paired;
        return !paired || verdict == Verdict::CannotTell;
    }
};

namespace {

// In the order in which groups are shown; what rules took out comes last.
constexpr std::array groupOrder{Verdict::OnlyLeft,   Verdict::Different, Verdict::CannotTell,
                                Verdict::Equivalent, Verdict::OnlyRight, Verdict::Identical};

bool contains(const std::optional<QString> &name, const QString &text)
{
    return name && name->contains(text, Qt::CaseInsensitive);
}

bool matches(const ObjectPtr &object, const QString &text)
{
    return object && (fullName(object->ref).contains(text, Qt::CaseInsensitive) || std::ranges::any_of(columnsOf(*object), [&](const Column &column) {
                          return column.name.contains(text, Qt::CaseInsensitive);
                      }));
}

QString sideName(const std::optional<QString> &name, const QString &kind)
{
    if (!name)
        return u"—"_s;
    return kind == "column"_L1 ? *name : u"%1  · %2"_s.arg(*name, propertyWord(kind));
}

} // namespace

CompareModel::CompareModel(QObject *parent) : QAbstractItemModel(parent), m_root(std::make_unique<Node>())
{
    m_root->filled = true;
}

CompareModel::~CompareModel() = default;

void CompareModel::setComparison(std::shared_ptr<const Comparison> comparison)
{
    beginResetModel();
    m_root = std::make_unique<Node>(); // it points into the old one
    m_comparison = std::move(comparison);
    rebuild();
    endResetModel();
}

void CompareModel::setFilter(const CompareFilter &filter)
{
    if (filter == m_filter)
        return;
    beginResetModel();
    m_filter = filter;
    rebuild();
    endResetModel();
}

bool CompareModel::shows(const ObjectComparison &object) const
{
    const bool ignored = object.ignoredBy >= 0;
    if (!m_filter.only.isEmpty() && (ignored || !m_filter.only.contains(object.verdict)))
        return false;
    if (m_filter.hideSame && m_filter.only.isEmpty() && (ignored || object.verdict == Verdict::Identical))
        return false;
    return fits(object);
}

bool CompareModel::fits(const ObjectComparison &object) const
{
    if (m_filter.text.isEmpty())
        return true;
    return matches(object.left, m_filter.text) || matches(object.right, m_filter.text)
           || std::ranges::any_of(object.members, [this](const MemberComparison &member) { return hits(member); });
}

qsizetype CompareModel::hiddenAsSame() const
{
    if (!m_comparison || !m_filter.hideSame || !m_filter.only.isEmpty())
        return 0;
    return std::ranges::count_if(m_comparison->objects, [this](const ObjectComparison &object) { return !shows(object) && fits(object); });
}

bool CompareModel::hits(const MemberComparison &member) const
{
    return !m_filter.text.isEmpty() && (contains(member.left, m_filter.text) || contains(member.right, m_filter.text));
}

bool CompareModel::hitsByName(const ObjectComparison &object) const
{
    const auto is = [this](const ObjectPtr &side) { return side && fullName(side->ref).contains(m_filter.text, Qt::CaseInsensitive); };
    return is(object.left) || is(object.right);
}

QList<QModelIndex> CompareModel::rowsToOpen(int most) const
{
    QList<QModelIndex> rows;
    if (m_filter.text.isEmpty())
        return rows;
    for (Node &group : m_root->children) {
        for (Node &node : group.children) {
            if (rows.size() < most && !hitsByName(*node.place.object))
                rows.append(indexOf(node));
        }
    }
    return rows;
}

QModelIndex CompareModel::firstHit() const
{
    if (m_root->children.empty() || m_root->children.front().children.empty())
        return {};
    Node &object = m_root->children.front().children.front();
    if (m_filter.text.isEmpty() || hitsByName(*object.place.object))
        return indexOf(object);
    fill(object);
    const auto hit = std::ranges::find_if(
        object.children, [this](const Node &node) { return node.place.member && !node.place.difference && hits(*node.place.member); });
    return indexOf(hit == object.children.end() ? object : *hit);
}

void CompareModel::rebuild()
{
    m_root = std::make_unique<Node>();
    m_root->filled = true;
    if (!m_comparison)
        return;
    std::array<std::vector<const ObjectComparison *>, groupOrder.size() + 1> groups;
    for (const ObjectComparison &object : m_comparison->objects) {
        if (!shows(object))
            continue;
        const auto place = std::ranges::find(groupOrder, object.verdict) - groupOrder.begin();
        groups[object.ignoredBy >= 0 ? groupOrder.size() : static_cast<size_t>(place)].push_back(&object);
    }
    m_root->children.reserve(groups.size());
    for (size_t i = 0; i < groups.size(); ++i) {
        if (groups[i].empty())
            continue;
        Node &group = m_root->children.emplace_back();
        group.parent = m_root.get();
        group.row = static_cast<int>(m_root->children.size()) - 1;
        group.ignored = i == groupOrder.size();
        group.verdict = group.ignored ? Verdict::Identical : groupOrder[i];
        group.filled = true;
        group.children.resize(groups[i].size());
        for (size_t row = 0; row < groups[i].size(); ++row) {
            Node &node = group.children[row];
            node.parent = &group;
            node.row = static_cast<int>(row);
            node.place.object = groups[i][row];
            node.verdict = node.place.object->verdict;
            node.ignored = group.ignored;
        }
    }
}

void CompareModel::fill(Node &node) const
{
    if (node.filled)
        return;
    node.filled = true;
    const auto add = [&node](Verdict verdict, bool ignored, Place place) {
        Node child;
        child.parent = &node;
        child.row = static_cast<int>(node.children.size());
        child.verdict = verdict;
        child.ignored = ignored;
        child.place = place;
        node.children.push_back(std::move(child));
    };
    const ObjectComparison *object = node.place.object;
    const auto addDifferences = [&](const std::vector<Difference> &differences) {
        for (const Difference &difference : differences)
            add(difference.verdict, difference.ignoredBy >= 0, {object, node.place.member, &difference});
    };
    if (node.place.difference)
        return;
    if (node.place.member) {
        addDifferences(node.place.member->differences);
        return;
    }
    addDifferences(object->differences);
    if (object->members.empty())
        node.members = membersOf(*object);
    const bool hideSame = m_filter.hideSame && object->verdict != Verdict::Identical;
    for (const MemberComparison &member : object->members.empty() ? node.members : object->members) {
        if (!hideSame || member.verdict != Verdict::Identical || hits(member)) // what was searched for is shown
            add(member.verdict, member.ignoredBy >= 0, {object, &member, nullptr});
    }
}

CompareModel::Node &CompareModel::nodeOf(const QModelIndex &index) const
{
    return index.isValid() ? *static_cast<Node *>(index.internalPointer()) : *m_root;
}

QModelIndex CompareModel::indexOf(const Node &node) const
{
    return node.parent ? createIndex(node.row, 0, &node) : QModelIndex();
}

CompareModel::Place CompareModel::place(const QModelIndex &index) const
{
    return nodeOf(index).place;
}

QString CompareModel::key(const QModelIndex &index) const
{
    if (!index.isValid())
        return {};
    const Node &node = nodeOf(index);
    const auto &[object, member, difference] = node.place;
    if (!object)
        return u"%1 %2"_s.arg(static_cast<int>(node.verdict)).arg(node.ignored);
    const SchemaObject &any = object->any();
    QStringList parts{QString::number(static_cast<int>(any.kind)), any.ref.schema, any.ref.name};
    if (member)
        parts << member->kind << member->left.value_or(member->right.value_or(QString()));
    if (difference)
        parts << QString() << difference->property;
    return parts.join(QChar(0));
}

QModelIndex CompareModel::find(ObjectKind kind, const ObjectRef &ref) const
{
    const auto is = [&](const ObjectPtr &object) { return object && object->kind == kind && object->ref == ref; };
    for (const Node &group : m_root->children) {
        for (const Node &node : group.children) {
            if (is(node.place.object->left) || is(node.place.object->right))
                return indexOf(node);
        }
    }
    return {};
}

/// Below an object of one side, and one that is quiet, nothing is a difference of its own.
bool CompareModel::mayHoldDifferences(Node &node) const
{
    const auto &[object, member, difference] = node.place;
    if (member || difference || (object && (node.ignored || isQuiet(node.verdict) || !object->left || !object->right)))
        return false;
    fill(node);
    return !node.children.empty();
}

CompareModel::Node *CompareModel::after(Node *node) const
{
    if (mayHoldDifferences(*node))
        return &node->children.front();
    for (; node->parent; node = node->parent) {
        if (const size_t row = static_cast<size_t>(node->row) + 1; row < node->parent->children.size())
            return &node->parent->children[row];
    }
    return nullptr;
}

CompareModel::Node *CompareModel::before(Node *node) const
{
    if (node->parent && node->row == 0)
        return node->parent->parent ? node->parent : nullptr;
    if (node->parent)
        node = &node->parent->children[static_cast<size_t>(node->row) - 1];
    while (mayHoldDifferences(*node))
        node = &node->children.back();
    return node->parent ? node : nullptr;
}

QModelIndex CompareModel::nextDifference(const QModelIndex &from, bool forward) const
{
    Node *node = &nodeOf(from);
    do
        node = forward ? after(node) : before(node);
    while (node && !node->isDifference());
    return node ? indexOf(*node) : QModelIndex();
}

QModelIndex CompareModel::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    return createIndex(row, column, &nodeOf(parent).children[static_cast<size_t>(row)]);
}

QModelIndex CompareModel::parent(const QModelIndex &index) const
{
    return index.isValid() ? indexOf(*nodeOf(index).parent) : QModelIndex();
}

int CompareModel::rowCount(const QModelIndex &parent) const
{
    if (parent.column() > 0)
        return 0;
    Node &node = nodeOf(parent);
    fill(node);
    return static_cast<int>(node.children.size());
}

int CompareModel::columnCount(const QModelIndex &) const
{
    return ColumnCount;
}

bool CompareModel::hasChildren(const QModelIndex &parent) const
{
    return rowCount(parent) > 0;
}

QString CompareModel::text(const Node &node, int column) const
{
    const auto &[object, member, difference] = node.place;
    if (!object) {
        const QString words = node.ignored ? tr("ignored") : verdictText(node.verdict);
        return column == Left ? u"%1 · %2"_s.arg(words, grouped(static_cast<qint64>(node.children.size()))) : QString();
    }
    if (column == VerdictColumn) {
        const double confidence = difference ? 1 : member ? member->confidence : object->confidence;
        const QString words = node.ignored ? tr("%1, ignored").arg(verdictText(node.verdict)) : verdictText(node.verdict);
        return confidence < 1 ? tr("%1, a pair by %2 %").arg(words).arg(qRound(confidence * 100)) : words;
    }
    if (difference) {
        if (column == Differs)
            return ruleText(*difference);
        return u"%1: %2"_s.arg(propertyWord(difference->property), valueText(column == Left ? difference->left : difference->right));
    }
    if (member) {
        if (column == Differs)
            return memberDiffers(*member);
        return sideName(column == Left ? member->left : member->right, member->kind);
    }
    if (column == Differs)
        return objectDiffers(*object);
    const ObjectPtr &side = column == Left ? object->left : object->right;
    if (!side)
        return u"—"_s;
    const QString name = qualifiedName(*side, column == Left ? m_comparison->left : m_comparison->right);
    return side->kind == ObjectKind::Table || side->kind == ObjectKind::Other ? name : u"%1  · %2"_s.arg(name, kindWord(*side));
}

QVariant CompareModel::look(const Node &node, int column, int role) const
{
    const QPalette palette = QApplication::palette();
    if (role == Qt::FontRole) {
        QFont font;
        font.setBold(true);
        return !node.place.member && !node.place.difference && column != Differs ? QVariant(font) : QVariant();
    }
    if (role == Qt::BackgroundRole) {
        const QColor tint = node.isGroup() || node.ignored ? QColor() : verdictTint(node.verdict, palette);
        return tint.isValid() ? QVariant(tint) : QVariant();
    }
    if (node.ignored || (isQuiet(node.verdict) && !node.isGroup()))
        return dimText(palette);
    return column == VerdictColumn ? QVariant(verdictColour(node.verdict, palette)) : QVariant();
}

QVariant CompareModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const Node &node = nodeOf(index);
    switch (role) {
    case Qt::DisplayRole: return firstLine(text(node, index.column()));
    case Qt::ToolTipRole:
        if (node.place.difference && index.column() != VerdictColumn && index.column() != Differs)
            return plainToolTip(text(node, index.column()));
        if (node.place.difference)
            return plainToolTip(ruleText(*node.place.difference));
        return plainToolTip(node.place.object ? text(node, Differs) : QString());
    case Qt::FontRole:
    case Qt::BackgroundRole:
    case Qt::ForegroundRole: return look(node, index.column(), role);
    case VerdictRole: return static_cast<int>(node.verdict);
    case GroupRole: return node.isGroup();
    default: return {};
    }
}

QVariant CompareModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Left: return m_comparison ? m_comparison->left.name : tr("left");
    case VerdictColumn: return tr("verdict");
    case Right: return m_comparison ? m_comparison->right.name : tr("right");
    default: return tr("what differs");
    }
}

} // namespace concord
