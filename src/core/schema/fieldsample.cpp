// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/fieldsample.h"

#include <QHash>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace concord {

double missProbability(qint64 sampled, double share)
{
    return std::pow(1 - share, double(sampled));
}

struct FieldSample::Node
{
    QString name;
    std::vector<std::pair<const DocumentType *, qint64>> types;
    qint64 present = 0;
    qint64 lastSerial = 0;
    qint64 objects = 0; ///< how often it was an embedded document
    qint64 arrays = 0;
    std::vector<std::unique_ptr<Node>> children;
    QHash<QByteArray, Node *> byKey;
    std::unique_ptr<Node> elements;

    void count(const DocumentType &type, qint64 serial)
    {
        const auto found = std::ranges::find(types, &type, &std::pair<const DocumentType *, qint64>::first);
        if (found == types.end())
            types.emplace_back(&type, 1);
        else
            ++found->second;
        present += lastSerial == serial ? 0 : 1;
        lastSerial = serial;
    }
};

FieldSample::FieldSample() : FieldSample(Limits{}) {}

FieldSample::FieldSample(const Limits &limits) : m_limits(limits), m_root(std::make_unique<Node>()) {}

FieldSample::~FieldSample() = default;

void FieldSample::beginDocument()
{
    ++m_documents;
    m_levels.clear();
    open(m_root.get(), false);
}

void FieldSample::endDocument()
{
    m_levels.clear();
}

void FieldSample::value(QByteArrayView key, const DocumentType &type)
{
    meet(key, type);
}

void FieldSample::beginObject(QByteArrayView key, const DocumentType &type)
{
    open(meet(key, type), false);
}

void FieldSample::beginArray(QByteArrayView key, const DocumentType &type)
{
    open(meet(key, type), true);
}

void FieldSample::end()
{
    if (!m_levels.empty())
        m_levels.pop_back();
}

/// Counts a value in its place; null where that is not kept.
FieldSample::Node *FieldSample::meet(QByteArrayView key, const DocumentType &type)
{
    if (m_levels.empty() || !m_levels.back().node)
        return nullptr;
    const Level &level = m_levels.back();
    Node *node = level.array ? level.node->elements.get() : level.node->byKey.value(key.toByteArray());
    if (!node) {
        if (m_paths >= m_limits.paths) {
            m_cutShort = true;
            return nullptr;
        }
        ++m_paths;
        auto made = std::make_unique<Node>();
        node = made.get();
        if (level.array) {
            level.node->elements = std::move(made);
        } else {
            made->name = QString::fromUtf8(key);
            level.node->byKey.insert(key.toByteArray(), node);
            level.node->children.push_back(std::move(made));
        }
    }
    node->count(type, level.serial);
    return node;
}

void FieldSample::open(Node *node, bool array)
{
    const bool tooDeep = qsizetype(m_levels.size()) > m_limits.depth;
    m_levels.push_back({tooDeep ? nullptr : node, ++m_serial, array});
    if (!node || tooDeep)
        return;
    ++(array ? node->arrays : node->objects);
}

void FieldSample::collect(const Node &node, const QString &path, std::vector<Field> &fields)
{
    const auto add = [&](const Node &child, const QString &childPath, qint64 parents) {
        Field field;
        field.path = childPath;
        for (const auto &[type, count] : child.types)
            field.types.push_back({type->name, count, type->logical});
        std::ranges::sort(field.types,
                          [](const FieldType &a, const FieldType &b) { return a.count != b.count ? a.count > b.count : a.type < b.type; });
        field.present = child.present;
        field.parents = parents;
        field.required = child.present == parents;
        fields.push_back(std::move(field));
        collect(child, childPath, fields);
    };
    // A sample comes in any order, and two readings of the same documents are to read the same.
    std::vector<const Node *> sorted;
    sorted.reserve(node.children.size());
    for (const std::unique_ptr<Node> &child : node.children)
        sorted.push_back(child.get());
    std::ranges::sort(sorted, {}, [](const Node *child) { return std::pair(child->name != "_id"_L1, child->name); });
    for (const Node *child : sorted)
        add(*child, path.isEmpty() ? child->name : path + u'.' + child->name, node.objects);
    if (node.elements)
        add(*node.elements, path + u"[]"_s, node.arrays);
}

std::vector<Field> FieldSample::fields() const
{
    std::vector<Field> fields;
    collect(*m_root, {}, fields);
    return fields;
}

void FieldSample::describe(Collection &collection, Choice choice) const
{
    collection.sampled = m_documents;
    collection.fields = fields();
    if (choice == Choice::All) {
        collection.sampling = u"all"_s;
        collection.missProbability = u"0"_s;
    } else if (m_documents > 0 && choice == Choice::AtRandom) {
        collection.sampling = u"random"_s;
        collection.missProbability = QString::number(missProbability(m_documents, 0.01), 'g', 2);
    } else if (m_documents > 0) {
        collection.sampling = u"blocks"_s;
    }
}

} // namespace concord
