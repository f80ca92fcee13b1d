// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "grid/gridmodel.h"
#include "results/jsontree.h"

#include <QAbstractItemModel>
#include <QTreeView>

#include <functional>
#include <memory>
#include <unordered_map>

namespace concord {

/// The rows of a grid as documents that open: a row is a document, in the grid's order. A document is read when it is
/// opened, and rows are told of a thousand at a time.
class DocumentListModel : public QAbstractItemModel
{
    Q_OBJECT

public:
    enum Column { Name, Value, Type, ColumnCount };
    /// A grid's row as JSON.
    using ReadRow = std::function<QString(int row)>;

    DocumentListModel(const GridModel &grid, ReadRow read, QObject *parent = nullptr);

    /// The whole document that holds an index.
    [[nodiscard]] QString documentOf(const QModelIndex &index) const;
    /// As it stands in the document; text without its quotes.
    [[nodiscard]] QString valueOf(const QModelIndex &index) const;
    /// address.city; empty for a document itself.
    [[nodiscard]] QString pathOf(const QModelIndex &index) const;

    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex &child) const override;
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] bool hasChildren(const QModelIndex &parent = {}) const override;
    [[nodiscard]] bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    struct Document;
    /// A value inside an opened document.
    struct Entry
    {
        const JsonNode *node;
        Entry *parent; ///< null: the document itself holds it
        Document *document;
        int row;
        std::vector<std::unique_ptr<Entry>> children;
    };
    struct Document
    {
        int row;
        QString text;
        JsonNode root;
        std::vector<std::unique_ptr<Entry>> children;
    };
    static void fill(std::vector<std::unique_ptr<Entry>> &children, const JsonNode &node, Entry *parent, Document &document);
    [[nodiscard]] static Entry *entry(const QModelIndex &index) { return static_cast<Entry *>(index.internalPointer()); }
    [[nodiscard]] const std::vector<std::unique_ptr<Entry>> *childrenOf(const QModelIndex &index) const;
    [[nodiscard]] QString preview(int row) const;
    void forget();

    const GridModel &m_grid;
    ReadRow m_read;
    int m_shown = 0;         ///< rows that views know of
    bool m_fetching = false; ///< who hears of rows that are about to come may ask for them again
    std::unordered_map<int, std::unique_ptr<Document>> m_open;
    mutable std::unordered_map<int, QString> m_previews;
};

/// All rows of a grid as documents, to look into.
class DocumentList : public QTreeView
{
    Q_OBJECT

public:
    DocumentList(const GridModel &grid, DocumentListModel::ReadRow read, QWidget *parent = nullptr);
    [[nodiscard]] DocumentListModel *documents() const { return m_model; }

private:
    void addCopy(const QString &text, const QKeySequence &keys, QString (DocumentListModel::*what)(const QModelIndex &) const);

    DocumentListModel *m_model;
};

} // namespace concord
