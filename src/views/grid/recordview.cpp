// SPDX-License-Identifier: GPL-3.0-or-later
#include "grid/recordview.h"

#include "grid/documenttree.h"
#include "grid/gridview.h"
#include "look/colours.h"
#include "look/smallbuttons.h"
#include "look/wording.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLabel>
#include <QScopedValueRollback>
#include <QStackedWidget>
#include <QTabBar>
#include <QTableView>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace concord {

RecordModel::RecordModel(GridModel &grid, QObject *parent) : QAbstractTableModel(parent), m_grid(grid)
{
    const auto anew = [this] {
        beginResetModel();
        m_row = m_row < m_grid.rowCount() ? m_row : -1;
        endResetModel();
    };
    connect(&grid, &QAbstractItemModel::modelReset, this, anew);
    connect(&grid, &QAbstractItemModel::columnsInserted, this, anew);
    connect(&grid, &QAbstractItemModel::columnsRemoved, this, anew);
    connect(&grid, &QAbstractItemModel::columnsMoved, this, anew);
    connect(&grid, &QAbstractItemModel::rowsRemoved, this, anew);
}

void RecordModel::setRow(int row)
{
    if (row == m_row)
        return;
    const bool other = (row < 0) != (m_row < 0);
    if (other)
        beginResetModel();
    m_row = row;
    if (other)
        endResetModel();
    else
        Q_EMIT dataChanged(index(0, Value), index(rowCount() - 1, Value));
}

int RecordModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() || m_row < 0 ? 0 : m_grid.columnCount();
}

int RecordModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

QVariant RecordModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount() || m_row >= m_grid.rowCount())
        return {};
    if (index.column() == Value)
        return role == Qt::TextAlignmentRole ? QVariant(Qt::AlignLeft | Qt::AlignVCenter) : m_grid.index(m_row, index.row()).data(role);
    if (index.column() == Name)
        return role == Qt::DisplayRole || role == Qt::ToolTipRole ? m_grid.headerData(index.row(), Qt::Horizontal, role) : QVariant();
    if (role == Qt::DisplayRole) {
        const ColumnInfo &info = m_grid.result().columns()[std::size_t(m_grid.resultColumn(index.row()))].info;
        return info.nativeType.isEmpty() ? logicalName(info.logical) : info.nativeType;
    }
    return {};
}

QVariant RecordModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Name: return tr("column");
    case Value: return tr("value");
    case Type: return tr("type");
    default: return {};
    }
}

static QString quotedJson(const QString &text)
{
    const QByteArray list = QJsonDocument(QJsonArray{text}).toJson(QJsonDocument::Compact);
    return QString::fromUtf8(list.sliced(1, list.size() - 2));
}

QString rowDocument(const GridModel &model, int row)
{
    QStringList fields;
    for (int column = 0; column < model.columnCount(); ++column) {
        const QModelIndex cell = model.index(row, column);
        const auto state = static_cast<CellState>(cell.data(GridModel::StateRole).toInt());
        if (state == CellState::Missing)
            continue;
        const QString text = cell.data(GridModel::FullTextRole).toString();
        const auto tree = state == CellState::Null ? Result<JsonNode>(std::unexpected(Error())) : readJsonTree(text);
        const auto tag = static_cast<Tag>(cell.data(GridModel::TagRole).toInt());
        const Logical logical = model.result().columns()[static_cast<size_t>(model.resultColumn(column))].info.logical;
        const bool plain = tag == Tag::Boolean || tag == Tag::Integer || tag == Tag::Decimal || tag == Tag::Float;
        const bool asIs = tree && (plain || logical == Logical::Json || (tree->isContainer() && tag == Tag::Other));
        const QString value = state == CellState::Null ? u"null"_s : asIs ? text : quotedJson(text);
        fields.append(quotedJson(model.headerData(column, Qt::Horizontal).toString()) + u": "_s + value);
    }
    return u'{' + fields.join(u", "_s) + u'}';
}

RecordView::RecordView(GridModel &model, GridView &view, QWidget *parent)
    : QWidget(parent),
      m_model(model),
      m_view(view),
      m_record(new RecordModel(model, this)),
      m_table(new QTableView(this)),
      m_document(new DocumentTree(this)),
      m_forms(new QTabBar(this)),
      m_pages(new QStackedWidget(this)),
      m_title(makePlainLabel({}, this)),
      m_back(makeSignButton(u"◀"_s, tr("Previous row (Alt+Up)"), this)),
      m_forward(makeSignButton(u"▶"_s, tr("Next row (Alt+Down)"), this))
{
    build();
    connect(m_view.selectionModel(), &QItemSelectionModel::currentChanged, this, &RecordView::follow);
    connect(&model, &QAbstractItemModel::modelReset, this, &RecordView::follow);
    connect(&model, &QAbstractItemModel::rowsInserted, this, &RecordView::follow);
    connect(&model, &QAbstractItemModel::rowsRemoved, this, &RecordView::follow);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex &line) {
        if (line.isValid() && !m_following && m_record->cell(line.row()).isValid())
            m_view.setCurrentIndex(m_record->cell(line.row()));
    });
    connect(m_table, &QAbstractItemView::activated, this, [this](const QModelIndex &line) { Q_EMIT valueWanted(m_record->cell(line.row())); });
    hide();
}

void RecordView::build()
{
    setAccessibleName(tr("Record"));
    m_table->setModel(m_record);
    m_table->setAccessibleName(tr("Columns of the record"));
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setTabKeyNavigation(false);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + fontMetrics().height() * 3 / 8);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_table->horizontalHeader()->setSectionResizeMode(RecordModel::Value, QHeaderView::Stretch);
    const int em = fontMetrics().averageCharWidth();
    m_table->setColumnWidth(RecordModel::Name, em * 20);
    m_table->setColumnWidth(RecordModel::Type, em * 14);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    makeBar(layout);
    m_pages->addWidget(m_table);
    m_pages->addWidget(m_document);
    layout->addWidget(m_pages, 1);
    const auto key = [this](const QKeySequence &keys, auto &&function) {
        auto *action = new QAction(this);
        action->setShortcut(keys);
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        connect(action, &QAction::triggered, this, function);
        addAction(action);
    };
    key(Qt::Key_Escape, [this] { this->close(); });
    key(Qt::ALT | Qt::Key_Up, [this] { step(-1); });
    key(Qt::ALT | Qt::Key_Down, [this] { step(1); });
}

void RecordView::makeBar(QLayout *layout)
{
    QToolButton *close = makeSignButton(u"✕"_s, tr("Close the record"), this);
    connect(close, &QToolButton::clicked, this, &RecordView::close);
    connect(m_back, &QToolButton::clicked, this, [this] { step(-1); });
    connect(m_forward, &QToolButton::clicked, this, [this] { step(1); });
    m_title->setMinimumWidth(1);
    m_forms->setAccessibleName(tr("Form of the record"));
    m_forms->setDrawBase(false);
    m_forms->addTab(tr("Columns"));
    m_forms->addTab(tr("Document"));
    connect(m_forms, &QTabBar::currentChanged, this, [this](int form) {
        m_pages->setCurrentIndex(form);
        follow();
    });
    auto *top = new QHBoxLayout;
    const int pad = fontMetrics().height() / 4;
    top->setContentsMargins(pad, 0, pad, 0);
    top->addWidget(m_back);
    top->addWidget(m_forward);
    top->addWidget(m_title, 1);
    top->addWidget(m_forms);
    top->addWidget(close);
    static_cast<QVBoxLayout *>(layout)->addLayout(top);
}

void RecordView::showForm(Form form)
{
    m_forms->setCurrentIndex(form);
}

RecordView::Form RecordView::form() const
{
    return static_cast<Form>(m_forms->currentIndex());
}

void RecordView::open()
{
    show();
    if (!m_view.currentIndex().isValid() && m_model.rowCount() > 0 && m_model.columnCount() > 0)
        m_view.setCurrentIndex(m_model.index(std::max(0, m_view.rowAt(1)), 0));
    follow();
    m_pages->currentWidget()->setFocus(Qt::ShortcutFocusReason);
}

void RecordView::close()
{
    hide();
    m_view.setFocus(Qt::OtherFocusReason);
}

QString RecordView::title() const
{
    return m_title->text();
}

void RecordView::follow()
{
    if (!isVisible())
        return;
    const QScopedValueRollback following(m_following, true);
    const QModelIndex current = m_view.currentIndex();
    m_record->setRow(current.isValid() ? current.row() : -1);
    m_back->setEnabled(current.isValid() && current.row() > 0);
    m_forward->setEnabled(current.isValid() && current.row() + 1 < m_model.rowCount());
    if (!current.isValid()) {
        m_document->setText({});
        m_title->setText(tr("no row"));
        return;
    }
    m_table->setCurrentIndex(m_record->index(current.column(), RecordModel::Value));
    followDocument(current);
    const QString source = m_model.headerData(current.row(), Qt::Vertical).toString();
    m_title->setText(
        tr("row %1 of %2 · %3").arg(grouped(qint64(m_model.windowStart()) + current.row() + 1), grouped(qint64(m_model.totalRows())), source));
}

/// The row's own document; else the cell's, where it is one; else the row.
void RecordView::followDocument(const QModelIndex &current)
{
    if (form() != Document)
        return;
    QString text = m_readDocument ? m_readDocument(current.row()) : QString();
    if (text.isEmpty())
        text = current.data(GridModel::FullTextRole).toString().trimmed();
    if (!(text.startsWith(u'{') || text.startsWith(u'[')) || !m_document->setText(text))
        m_document->setText(rowDocument(m_model, current.row()));
}

void RecordView::step(int by)
{
    const QModelIndex current = m_view.currentIndex();
    const QModelIndex next = current.isValid() ? m_model.index(current.row() + by, current.column()) : QModelIndex();
    if (next.isValid())
        m_view.setCurrentIndex(next);
}

void RecordView::copy()
{
    if (form() == Document)
        return m_document->copyValue();
    const QModelIndex cell = m_record->cell(m_table->currentIndex().row());
    const QVariant text = cell.data(GridModel::FullTextRole);
    if (text.isValid())
        QGuiApplication::clipboard()->setText(text.toString());
}

} // namespace concord
