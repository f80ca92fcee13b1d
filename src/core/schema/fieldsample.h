// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/catalog.h"

#include <QByteArray>

#include <cstdint>
#include <memory>

namespace concord {

/// How likely it is that a random sample of that many documents holds none of those `share` (0 … 1) of all that have a field: (1−share)ⁿ.
[[nodiscard]] double missProbability(qint64 sampled, double share);

/// A type of value that documents hold: the engine's name for it, and what it means. Known by its address, so it must outlive the sample.
struct DocumentType
{
    QString name;
    LogicalType logical;
};

/// Counts what is where in documents: for each path the types, and how many of those that could have it do. A driver tells it a document
/// value by value. Not from several threads at once.
class FieldSample
{
public:
    struct Limits
    {
        int depth = 100;         ///< what lies deeper is counted as a value, but not looked into
        qsizetype paths = 2000;  ///< documents keyed by data have endless ones
    };
    FieldSample();
    explicit FieldSample(const Limits &limits);
    ~FieldSample();

    void beginDocument();
    void endDocument();
    /// A field of the document, embedded document or array begun last; in an array `key` counts for nothing.
    void value(QByteArrayView key, const DocumentType &type);
    /// Likewise; everything up to end() is inside.
    void beginObject(QByteArrayView key, const DocumentType &type);
    void beginArray(QByteArrayView key, const DocumentType &type);
    void end();

    [[nodiscard]] qint64 documents() const { return m_documents; }
    /// More paths were met than the limit: what is listed is not all.
    [[nodiscard]] bool isCutShort() const { return m_cutShort; }
    /// By name, _id first, what is inside of a field after it; the types of each by frequency, then name. Field::reference is left empty.
    [[nodiscard]] std::vector<Field> fields() const;
    /// How the documents came to be looked at.
    enum class Choice : std::uint8_t {
        All,      ///< there are no others
        AtRandom, ///< each with the same chance, whatever the others
        InBlocks, ///< as they are stored, neighbours together: nothing is known of how likely a field is missed
    };
    /// Gives the collection its fields and says how they were found.
    void describe(Collection &collection, Choice choice) const;

private:
    struct Node;
    Node *meet(QByteArrayView key, const DocumentType &type);
    void open(Node *node, bool array);
    static void collect(const Node &node, const QString &path, std::vector<Field> &fields);

    struct Level
    {
        Node *node = nullptr; ///< null: not looked into
        qint64 serial = 0;    ///< of this very document or array, so that a key given twice counts once
        bool array = false;
    };
    Limits m_limits;
    std::unique_ptr<Node> m_root;
    std::vector<Level> m_levels;
    qsizetype m_paths = 0;
    qint64 m_documents = 0;
    qint64 m_serial = 0;
    bool m_cutShort = false;
};

} // namespace concord
