// SPDX-License-Identifier: GPL-3.0-or-later
#include "grid/documentlist.h"

#include "grid/documenttree.h"
#include "look/colours.h"
#include "look/wording.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>

using namespace Qt::StringLiterals;

namespace concord {

static constexpr int atOnce = 1000;            // rows told of
static constexpr std::size_t mostPreviews = 4000;
static constexpr int previewLength = 300;

DocumentListModel::DocumentListModel(const GridModel &grid, ReadRow read, QObject *parent)
    : QAbstractItemModel(parent),
      m_grid(grid),
      m_read(std::move(read))
{
    connect(&grid, &QAbstractItemModel::modelReset, this, &DocumentListModel::forget);
    connect(&grid, &QAbstractItemModel::layoutChanged, this, &DocumentListModel::forget);
    connect(&grid, &QAbstractItemModel::rowsRemoved, this, &DocumentListModel::forget);
    connect(&grid, &QAbstractItemModel::rowsInserted, this, [this](const QModelIndex &, int first, int) {
        if (first < m_shown)
            forget(); // among those that are shown
        else if (m_shown < atOnce)
            fetchMore({}); // what comes behind a thousand is fetched when it is scrolled to
    });
}

/// Other rows: what was opened is closed.
void DocumentListModel::forget()
{
    beginResetModel();
    m_open.clear();
    m_previews.clear();
    m_shown = 0;
    endResetModel();
}

void DocumentListModel::fill(std::vector<std::unique_ptr<Entry>> &children, const JsonNode &node, Entry *parent, Document &document)
{
    children.reserve(node.children.size());
    for (std::size_t i = 0; i < node.children.size(); ++i) {
        children.push_back(std::make_unique<Entry>(Entry{&node.children[i], parent, &document, static_cast<int>(i), {}}));
        fill(children.back()->children, node.children[i], children.back().get(), document);
    }
}

const std::vector<std::unique_ptr<DocumentListModel::Entry>> *DocumentListModel::childrenOf(const QModelIndex &index) const
{
    if (const Entry *own = entry(index))
        return &own->children;
    const auto open = m_open.find(index.row());
    return open == m_open.end() ? nullptr : &open->second->children;
}

QModelIndex DocumentListModel::index(int row, int column, const QModelIndex &parent) const
{
    if (row < 0 || row >= rowCount(parent) || column < 0 || column >= ColumnCount)
        return {};
    return parent.isValid() ? createIndex(row, column, (*childrenOf(parent))[static_cast<std::size_t>(row)].get()) : createIndex(row, column);
}

QModelIndex DocumentListModel::parent(const QModelIndex &child) const
{
    const Entry *own = child.isValid() ? entry(child) : nullptr;
    if (!own)
        return {};
    return own->parent ? createIndex(own->parent->row, 0, own->parent) : createIndex(own->document->row, 0);
}

int DocumentListModel::rowCount(const QModelIndex &parent) const
{
    if (!parent.isValid())
        return m_shown;
    const auto *children = parent.column() == 0 ? childrenOf(parent) : nullptr;
    return children ? static_cast<int>(children->size()) : 0;
}

int DocumentListModel::columnCount(const QModelIndex &) const
{
    return ColumnCount;
}

bool DocumentListModel::hasChildren(const QModelIndex &parent) const
{
    if (!parent.isValid())
        return m_grid.rowCount() > 0;
    return parent.column() == 0 && (!entry(parent) || !entry(parent)->children.empty());
}

bool DocumentListModel::canFetchMore(const QModelIndex &parent) const
{
    if (m_fetching)
        return false;
    if (!parent.isValid())
        return m_shown < m_grid.rowCount();
    return !entry(parent) && parent.column() == 0 && !m_open.contains(parent.row());
}

void DocumentListModel::fetchMore(const QModelIndex &parent)
{
    if (!canFetchMore(parent))
        return;
    m_fetching = true;
    if (!parent.isValid()) {
        const int more = std::min(atOnce, m_grid.rowCount() - m_shown);
        beginInsertRows({}, m_shown, m_shown + more - 1);
        m_shown += more;
        m_fetching = false;
        endInsertRows();
        return;
    }
    auto document = std::make_unique<Document>();
    document->row = parent.row();
    document->text = m_read(parent.row());
    const bool fits = document->text.size() <= DocumentTree::mostCharacters;
    if (auto root = fits ? readJsonTree(document->text) : fail(ErrorKind::Unsupported, {}))
        document->root = std::move(*root);
    const int count = static_cast<int>(document->root.children.size());
    if (count > 0)
        beginInsertRows(parent, 0, count - 1);
    fill(document->children, document->root, nullptr, *document);
    m_open.emplace(parent.row(), std::move(document));
    m_fetching = false;
    if (count > 0)
        endInsertRows();
}

QString DocumentListModel::preview(int row) const
{
    if (const auto known = m_previews.find(row); known != m_previews.end())
        return known->second;
    if (m_previews.size() >= mostPreviews)
        m_previews.clear();
    return m_previews.emplace(row, firstLine(m_read(row), previewLength)).first->second;
}

QVariant DocumentListModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const Entry *own = entry(index);
    if (!own) {
        if (role == Qt::DisplayRole && index.column() == Name)
            return tr("%1 · %2").arg(m_grid.headerData(index.row(), Qt::Vertical).toString(), grouped(index.row() + 1));
        if (role == Qt::DisplayRole && index.column() == Value)
            return preview(index.row());
        if (role == Qt::ForegroundRole && index.column() == Value)
            return dimText(QGuiApplication::palette());
        return {};
    }
    const JsonNode &node = *own->node;
    if (role == Qt::ToolTipRole)
        return plainToolTip(pathOf(index) + u'\n' + node.type + u'\n' + node.value.left(2000));
    if (role == Qt::ForegroundRole && index.column() != Name && (index.column() == Type || node.isContainer() || node.kind == JsonNode::Kind::Null))
        return dimText(QGuiApplication::palette());
    if (role != Qt::DisplayRole)
        return {};
    const JsonNode &holder = own->parent ? *own->parent->node : own->document->root;
    switch (index.column()) {
    case Name: return holder.kind == JsonNode::Kind::Array ? u'[' + node.key + u']' : node.key;
    case Value: return documentValueText(node);
    default: return node.type;
    }
}

QVariant DocumentListModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Name: return tr("document, field");
    case Value: return tr("value");
    case Type: return tr("type");
    default: return {};
    }
}

QString DocumentListModel::documentOf(const QModelIndex &index) const
{
    if (!index.isValid())
        return {};
    return entry(index) ? entry(index)->document->text : m_read(index.row());
}

QString DocumentListModel::valueOf(const QModelIndex &index) const
{
    const Entry *own = index.isValid() ? entry(index) : nullptr;
    if (!own)
        return documentOf(index);
    return own->node->isContainer() ? own->document->text.mid(own->node->start, own->node->length) : own->node->value;
}

QString DocumentListModel::pathOf(const QModelIndex &index) const
{
    const Entry *own = index.isValid() ? entry(index) : nullptr;
    if (!own)
        return {};
    return jsonPath(pathOf(parent(index)), own->parent ? *own->parent->node : own->document->root, own->node->key);
}

DocumentList::DocumentList(const GridModel &grid, DocumentListModel::ReadRow read, QWidget *parent)
    : QTreeView(parent),
      m_model(new DocumentListModel(grid, std::move(read), this))
{
    setModel(m_model);
    setAccessibleName(tr("Documents"));
    setFrameShape(QFrame::NoFrame);
    setUniformRowHeights(true);
    setTabKeyNavigation(false);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    header()->setStretchLastSection(false);
    header()->setSectionResizeMode(DocumentListModel::Value, QHeaderView::Stretch);
    const int em = fontMetrics().averageCharWidth();
    setColumnWidth(DocumentListModel::Name, em * 34);
    setColumnWidth(DocumentListModel::Type, em * 12);
    addCopy(tr("Copy value"), QKeySequence::Copy, &DocumentListModel::valueOf);
    addCopy(tr("Copy path"), Qt::CTRL | Qt::SHIFT | Qt::Key_C, &DocumentListModel::pathOf);
    addCopy(tr("Copy document"), {}, &DocumentListModel::documentOf);
    auto *open = new QAction(tr("Open all of it"), this);
    open->setShortcut(Qt::CTRL | Qt::Key_Plus);
    open->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    connect(open, &QAction::triggered, this, [this] { expandRecursively(currentIndex()); });
    addAction(open);
    setContextMenuPolicy(Qt::ActionsContextMenu);
}

void DocumentList::addCopy(const QString &text, const QKeySequence &keys, QString (DocumentListModel::*what)(const QModelIndex &) const)
{
    auto *action = new QAction(text, this);
    action->setShortcut(keys);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    connect(action, &QAction::triggered, this, [this, what] { QGuiApplication::clipboard()->setText((m_model->*what)(currentIndex())); });
    addAction(action);
}

} // namespace concord
