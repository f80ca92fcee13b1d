// SPDX-License-Identifier: GPL-3.0-or-later
// What a person does in the grid beside sorting: copy, find a column, look at a value, page through windows.
#include "connection/dialect.h"
#include "grid/gridfindbar.h"
#include "grid/gridheader.h"
#include "grid/gridmodel.h"
#include "grid/gridselection.h"
#include "grid/gridview.h"
#include "grid/recordview.h"
#include "grid/resultgrid.h"
#include "grid/valueviewer.h"
#include "look/smallbuttons.h"
#include "look/wording.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QtConcurrentRun>

using namespace Qt::StringLiterals;

namespace concord {

void ResultGrid::makeActions()
{
    const auto add = [this](const QString &name, const QString &text, const QKeySequence &key, auto &&function) {
        auto *action = new QAction(text, this);
        action->setObjectName(u"rows."_s + name);
        action->setShortcut(key);
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        connect(action, &QAction::triggered, this, function);
        addAction(action);
        return action;
    };
    add(u"copy"_s, tr("&Copy"), QKeySequence::Copy, [this] {
        if (m_record->isAncestorOf(QApplication::focusWidget()))
            m_record->copy();
        else
            copy(ExportFormat::Tsv, false);
    });
    add(u"copyWithHeaders"_s, tr("Copy with &headers"), Qt::CTRL | Qt::SHIFT | Qt::Key_C, [this] { copy(ExportFormat::Tsv, true); });
}

void ResultGrid::fillCopyMenu(QMenu *menu)
{
    const auto add = [&](const QString &text, ExportFormat format) {
        connect(menu->addAction(text), &QAction::triggered, this, [this, format] { copy(format, true); });
    };
    add(tr("&CSV"), ExportFormat::Csv);
    add(tr("&JSON"), ExportFormat::Json);
    add(tr("JSON, a row per &line"), ExportFormat::NdJson);
    add(tr("&Markdown"), ExportFormat::Markdown);
    add(tr("&INSERT statements"), ExportFormat::Insert);
    add(tr("IN (…) &list"), ExportFormat::InList);
}

void ResultGrid::showMenu(const QPoint &position)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addActions(actions());
    fillCopyMenu(menu->addMenu(tr("Copy &as")));
    menu->addSeparator();
    QAction *show = menu->addAction(tr("&View value"));
    const QModelIndex index = m_view->currentIndex();
    show->setEnabled(index.isValid());
    connect(show, &QAction::triggered, this, [this, index = QPersistentModelIndex(index)] { showValue(index); });
    QAction *record = menu->addAction(tr("&Record view"));
    record->setCheckable(true);
    record->setChecked(m_record->isVisible());
    connect(record, &QAction::triggered, this, &ResultGrid::toggleRecord);
    QAction *filter = menu->addAction(tr("&Filter by this value"));
    filter->setEnabled(index.isValid());
    connect(filter, &QAction::triggered, this, [this, index = QPersistentModelIndex(index)] {
        setFiltersVisible(true);
        const auto state = CellState(index.data(GridModel::StateRole).toInt());
        m_view->gridHeader()->setFilterText(index.column(), state == CellState::Missing ? u"missing"_s
                                                            : state == CellState::Null  ? u"null"_s
                                                                                        : u'=' + index.data(GridModel::FullTextRole).toString());
    });
    menu->addSeparator();
    connect(menu->addAction(tr("&Export …")), &QAction::triggered, this, &ResultGrid::exportRequested);
    menu->popup(m_view->viewport()->mapToGlobal(position));
}

void ResultGrid::copy(ExportFormat format, bool header)
{
    GridSelection selection = selectionOf(*m_model, m_view->selectionModel()->selection());
    if (selection.isEmpty())
        return;
    ExportOptions options;
    options.header = header;
    options.sourceColumn =
        selection.allColumns && m_model->result().sources().size() > 1 && format != ExportFormat::Insert && format != ExportFormat::InList;
    options.insertTable = m_insertTable.isEmpty() ? u"table_name"_s : m_insertTable;
    auto dialect = m_insertDialect ? m_insertDialect : std::make_shared<const Dialect>();
    QtConcurrent::run([selection = std::move(selection), format, options, dialect]() mutable {
        options.dialect = dialect.get();
        return selectionText(selection, format, options, {});
    }).then(this, [this](const Result<QByteArray> &text) {
        if (!text) {
            Q_EMIT problem(text.error().message);
            return;
        }
        QString plain = QString::fromUtf8(*text);
        if (plain.endsWith(u'\n') && plain.count(u'\n') == 1)
            plain.chop(1); // one line is pasted into a line
        QGuiApplication::clipboard()->setText(plain);
        Q_EMIT copied();
    });
}

void ResultGrid::tellCell()
{
    const QModelIndex index = m_view->currentIndex();
    if (!index.isValid()) {
        Q_EMIT cellMessage({}, {}, {}, false);
        return;
    }
    const CombinedColumn &column = m_model->result().columns()[std::size_t(m_model->resultColumn(index.column()))];
    const auto state = CellState(index.data(GridModel::StateRole).toInt());
    const QString text =
        state == CellState::Value ? m_model->shortCell(index.row(), index.column()).text : index.data(Qt::AccessibleTextRole).toString();
    Q_EMIT cellMessage(column.info.name, column.info.nativeType, text, state == CellState::Value);
}

void ResultGrid::showValue(const QModelIndex &index)
{
    if (!index.isValid())
        return;
    const auto state = CellState(index.data(GridModel::StateRole).toInt());
    const auto tag = Tag(index.data(GridModel::TagRole).toInt());
    const QString title =
        m_model->headerData(index.row(), Qt::Vertical).toString() + u" · "_s + m_model->headerData(index.column(), Qt::Horizontal).toString();
    ValueViewer::showInWindow(this, title,
                              state == CellState::Missing ? ValueViewer::State::Missing
                              : state == CellState::Null  ? ValueViewer::State::Null
                                                          : ValueViewer::State::Value,
                              index.data(GridModel::FullTextRole).toString(), tag == Tag::Bytes);
}

void ResultGrid::setFiltersVisible(bool visible)
{
    if (visible == filtersVisible())
        return;
    const bool had = !filters().empty();
    m_view->setFiltersVisible(visible);
    if (had || !filters().empty())
        reorder();
}

bool ResultGrid::filtersVisible() const
{
    return m_view->gridHeader()->filtersVisible();
}

void ResultGrid::toggleFilters()
{
    setFiltersVisible(!filtersVisible());
    if (filtersVisible())
        m_view->gridHeader()->focusFilter(m_view->currentIndex().isValid() ? m_view->currentIndex().column() : std::max(0, m_view->columnAt(0)));
    else
        m_view->setFocus(Qt::ShortcutFocusReason);
}

void ResultGrid::clearFilters()
{
    m_view->corner()->filterBox()->clear();
    m_view->gridHeader()->clearFilters();
}

void ResultGrid::makeNoMatch()
{
    m_noMatch = new QWidget(m_view);
    auto *layout = new QHBoxLayout(m_noMatch);
    QLabel *words = makePlainLabel(tr("No row matches this filter."), m_noMatch);
    words->setForegroundRole(QPalette::PlaceholderText);
    QToolButton *clear = makeLinkButton(tr("Clear"), m_noMatch);
    clear->setAccessibleName(tr("Clear the filters"));
    connect(clear, &QToolButton::clicked, this, [this] {
        clearFilters();
        m_view->setFocus(Qt::OtherFocusReason);
    });
    layout->addStretch();
    layout->addWidget(words);
    layout->addWidget(clear);
    layout->addStretch();
    m_noMatch->hide();
}

void ResultGrid::findColumn()
{
    m_findBar->open(GridFindBar::Where::Columns);
}

void ResultGrid::findText()
{
    m_findBar->open(GridFindBar::Where::Cells);
}

void ResultGrid::findNext(int by)
{
    m_findBar->step(by);
}

void ResultGrid::toggleRecord()
{
    if (m_record->isVisible())
        m_record->close();
    else if (m_model->columnCount() > 0)
        m_record->open();
}

void ResultGrid::makePager()
{
    m_pager = new QWidget(this);
    auto *layout = new QHBoxLayout(m_pager);
    const int pad = fontMetrics().height() / 4;
    layout->setContentsMargins(2 * pad, pad, 2 * pad, pad);
    QToolButton *back = makeSignButton(u"◀"_s, tr("Earlier rows"), m_pager);
    QToolButton *forward = makeSignButton(u"▶"_s, tr("Later rows"), m_pager);
    m_pagerText = makePlainLabel({}, m_pager);
    layout->addWidget(back);
    layout->addWidget(m_pagerText);
    layout->addWidget(forward);
    layout->addStretch();
    m_pager->hide();
    connect(back, &QToolButton::clicked, this, [this] {
        const auto step = std::uint64_t(m_model->windowRows());
        m_model->setWindowStart(m_model->windowStart() - std::min(m_model->windowStart(), step));
        m_view->scrollToTop();
        updatePager();
    });
    connect(forward, &QToolButton::clicked, this, [this] {
        const std::uint64_t next = m_model->windowStart() + std::uint64_t(m_model->windowRows());
        if (next >= m_model->totalRows())
            return;
        m_model->setWindowStart(next);
        m_view->scrollToTop();
        updatePager();
    });
}

} // namespace concord
