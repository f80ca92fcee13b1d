// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "results/jsontree.h"

#include <QAbstractItemModel>
#include <QTreeView>

namespace concord {

/// A value for one line: text and numbers as they are, an object or array by its size.
[[nodiscard]] QString documentValueText(const JsonNode &node);

/// A JSON text as rows that open: name, value, type. Values are as they are written.
class DocumentModel : public QAbstractItemModel
{
    Q_OBJECT

public:
    enum Column { Name, Value, Type, ColumnCount };
    using QAbstractItemModel::QAbstractItemModel;

    /// False, and empty, where the text is no JSON object or array.
    bool setText(const QString &text);
    [[nodiscard]] const QString &text() const { return m_text; }
    /// What copying the row gives: text without its quotes, everything else as it stands.
    [[nodiscard]] QString valueOf(const QModelIndex &index) const;
    /// address.city, items[0].sku
    [[nodiscard]] QString pathOf(const QModelIndex &index) const;

    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex &child) const override;
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    struct Entry
    {
        const JsonNode *node;
        int parent;
        int row;
        int firstChild = 0;
    };
    [[nodiscard]] const Entry &entry(const QModelIndex &index) const;

    QString m_text;
    JsonNode m_root;
    std::vector<Entry> m_entries; ///< level by level: an entry's children lie side by side
};

/// A document to look into: opens and closes, and gives a value, its path or the whole document to the clipboard.
class DocumentTree : public QTreeView
{
    Q_OBJECT

public:
    explicit DocumentTree(QWidget *parent = nullptr);

    /// Shows the document, small ones opened; false where it is none. Keeps the row with the same path current.
    bool setText(const QString &text);
    [[nodiscard]] DocumentModel *documentModel() const { return m_model; }
    void copyValue();
    void copyPath();
    void copyDocument();
    /// Larger texts are not shown as a tree.
    static constexpr qsizetype mostCharacters = 4 << 20;

protected:
    void contextMenuEvent(QContextMenuEvent *event) override;

private:
    QAction *addKey(const QString &text, const QKeySequence &keys, void (DocumentTree::*function)());
    [[nodiscard]] QModelIndex find(const QString &path) const;

    DocumentModel *m_model;
};

} // namespace concord
