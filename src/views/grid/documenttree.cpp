// SPDX-License-Identifier: GPL-3.0-or-later
#include "grid/documenttree.h"

#include "look/colours.h"
#include "look/wording.h"

#include <QAction>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QHeaderView>
#include <QMenu>

using namespace Qt::StringLiterals;

namespace concord {

static constexpr int opensUpTo = 200; // rows

bool DocumentModel::setText(const QString &text)
{
    beginResetModel();
    m_text = text;
    m_entries.clear();
    auto root = readJsonTree(text);
    const bool isDocument = root && root->isContainer();
    m_root = isDocument ? std::move(*root) : JsonNode();
    if (isDocument) {
        m_entries.push_back({&m_root, -1, 0});
        for (size_t at = 0; at < m_entries.size(); ++at) {
            m_entries[at].firstChild = static_cast<int>(m_entries.size());
            const JsonNode *node = m_entries[at].node;
            for (size_t row = 0; row < node->children.size(); ++row)
                m_entries.push_back({&node->children[row], static_cast<int>(at), static_cast<int>(row)});
        }
    }
    endResetModel();
    return isDocument;
}

const DocumentModel::Entry &DocumentModel::entry(const QModelIndex &index) const
{
    return m_entries[index.isValid() ? static_cast<size_t>(index.internalId()) : 0];
}

QModelIndex DocumentModel::index(int row, int column, const QModelIndex &parent) const
{
    if (m_entries.empty() || row < 0 || row >= rowCount(parent) || column < 0 || column >= ColumnCount)
        return {};
    return createIndex(row, column, static_cast<quintptr>(entry(parent).firstChild + row));
}

QModelIndex DocumentModel::parent(const QModelIndex &child) const
{
    if (!child.isValid())
        return {};
    const int parent = entry(child).parent;
    return parent <= 0 ? QModelIndex() : createIndex(m_entries[static_cast<size_t>(parent)].row, 0, static_cast<quintptr>(parent));
}

int DocumentModel::rowCount(const QModelIndex &parent) const
{
    if (m_entries.empty() || parent.column() > 0)
        return 0;
    return static_cast<int>(entry(parent).node->children.size());
}

int DocumentModel::columnCount(const QModelIndex &) const
{
    return ColumnCount;
}

QString documentValueText(const JsonNode &node)
{
    const int count = static_cast<int>(node.children.size());
    if (node.kind == JsonNode::Kind::Object)
        return DocumentModel::tr("{ %n fields }", nullptr, count);
    if (node.kind == JsonNode::Kind::Array)
        return DocumentModel::tr("[ %n elements ]", nullptr, count);
    if (node.kind == JsonNode::Kind::Text && node.value.isEmpty())
        return u"''"_s;
    return firstLine(node.value, 1000);
}

QVariant DocumentModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const JsonNode &node = *entry(index).node;
    if (role == Qt::ToolTipRole)
        return plainToolTip(pathOf(index) + u'\n' + node.type + u'\n' + node.value.left(2000));
    if (role == Qt::AccessibleTextRole && index.column() == Name)
        return tr("%1, %2, %3").arg(pathOf(index), node.type, documentValueText(node));
    if (role == Qt::ForegroundRole && (index.column() == Type || node.isContainer() || node.kind == JsonNode::Kind::Null))
        return index.column() == Name ? QVariant() : dimText(QGuiApplication::palette());
    if (role != Qt::DisplayRole)
        return {};
    switch (index.column()) {
    case Name: return m_entries[static_cast<size_t>(entry(index).parent)].node->kind == JsonNode::Kind::Array ? u'[' + node.key + u']' : node.key;
    case Value: return node.kind == JsonNode::Kind::Null ? u"null"_s : documentValueText(node);
    default: return node.type;
    }
}

QVariant DocumentModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Name: return tr("field");
    case Value: return tr("value");
    case Type: return tr("type");
    default: return {};
    }
}

QString DocumentModel::valueOf(const QModelIndex &index) const
{
    if (!index.isValid())
        return {};
    const JsonNode &node = *entry(index).node;
    return node.isContainer() ? m_text.mid(node.start, node.length) : node.value;
}

QString DocumentModel::pathOf(const QModelIndex &index) const
{
    if (!index.isValid())
        return {};
    const Entry &own = entry(index);
    return jsonPath(pathOf(parent(index)), *m_entries[static_cast<size_t>(own.parent)].node, own.node->key);
}

DocumentTree::DocumentTree(QWidget *parent) : QTreeView(parent), m_model(new DocumentModel(this))
{
    setModel(m_model);
    setAccessibleName(tr("Document"));
    setFrameShape(QFrame::NoFrame);
    setUniformRowHeights(true);
    setTabKeyNavigation(false);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    header()->setStretchLastSection(false);
    header()->setSectionResizeMode(DocumentModel::Value, QHeaderView::Stretch);
    const int em = fontMetrics().averageCharWidth();
    setColumnWidth(DocumentModel::Name, em * 24);
    setColumnWidth(DocumentModel::Type, em * 12);
    addKey(tr("Copy value"), QKeySequence::Copy, &DocumentTree::copyValue);
    addKey(tr("Copy path"), Qt::CTRL | Qt::SHIFT | Qt::Key_C, &DocumentTree::copyPath);
    addKey(tr("Copy document"), {}, &DocumentTree::copyDocument);
    addKey(tr("Open all"), Qt::CTRL | Qt::Key_Plus, &DocumentTree::expandAll);
    addKey(tr("Close all"), Qt::CTRL | Qt::Key_Minus, &DocumentTree::collapseAll);
}

QAction *DocumentTree::addKey(const QString &text, const QKeySequence &keys, void (DocumentTree::*function)())
{
    auto *action = new QAction(text, this);
    action->setShortcut(keys);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    connect(action, &QAction::triggered, this, function);
    addAction(action);
    return action;
}

bool DocumentTree::setText(const QString &text)
{
    if (text == m_model->text())
        return m_model->rowCount() > 0;
    const QString path = m_model->pathOf(currentIndex());
    const bool isDocument = m_model->setText(text.size() > mostCharacters ? QString() : text);
    if (!isDocument)
        return false;
    if (text.count(u':') + text.count(u',') <= opensUpTo)
        expandAll();
    if (const QModelIndex same = find(path); same.isValid())
        setCurrentIndex(same);
    return true;
}

/// The row of that path among those that are near: of the outermost level.
QModelIndex DocumentTree::find(const QString &path) const
{
    for (int row = 0; row < m_model->rowCount() && !path.isEmpty(); ++row) {
        if (m_model->pathOf(m_model->index(row, 0)) == path)
            return m_model->index(row, 0);
    }
    return {};
}

void DocumentTree::copyValue()
{
    if (currentIndex().isValid())
        QGuiApplication::clipboard()->setText(m_model->valueOf(currentIndex()));
}

void DocumentTree::copyPath()
{
    if (currentIndex().isValid())
        QGuiApplication::clipboard()->setText(m_model->pathOf(currentIndex()));
}

void DocumentTree::copyDocument()
{
    QGuiApplication::clipboard()->setText(m_model->text());
}

void DocumentTree::contextMenuEvent(QContextMenuEvent *event)
{
    QMenu menu(this);
    menu.addActions(actions());
    menu.exec(event->globalPos());
}

} // namespace concord
