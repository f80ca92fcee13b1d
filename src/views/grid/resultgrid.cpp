// SPDX-License-Identifier: GPL-3.0-or-later
#include "grid/resultgrid.h"

#include "connection/driver.h"
#include "connection/dialect.h"
#include "grid/gridfindbar.h"
#include "grid/gridheader.h"
#include "grid/gridmodel.h"
#include "grid/gridorder.h"
#include "grid/gridselection.h"
#include "grid/gridview.h"
#include "grid/recordview.h"
#include "grid/valueviewer.h"
#include "look/colours.h"
#include "look/smallbuttons.h"
#include "look/wording.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QProgressBar>
#include <QSplitter>
#include <QTimer>
#include <QtConcurrentRun>

using namespace Qt::StringLiterals;

namespace concord {

ResultGrid::ResultGrid(std::shared_ptr<ComputeEngine> engine, QWidget *parent)
    : QWidget(parent),
      m_model(new GridModel(this)),
      m_view(new GridView(this)),
      m_order(new GridOrder(std::move(engine), this)),
      m_status(new GridStatus(this)),
      m_empty(makePlainLabel({}, m_view)),
      m_problem(makePlainLabel({}, this)),
      m_busy(new QProgressBar(this)),
      m_statsDelay(new QTimer(this)),
      m_statsQuestion(std::make_shared<std::atomic<int>>(0))
{
    m_view->setGridModel(m_model);
    m_findBar = new GridFindBar(*m_model, *m_view, this);
    m_record = new RecordView(*m_model, *m_view, this);
    m_view->setContextMenuPolicy(Qt::CustomContextMenu);
    m_busy->setRange(0, 0);
    m_busy->setTextVisible(false);
    m_busy->setFixedHeight(fontMetrics().height() / 4);
    m_busy->setAccessibleName(tr("Sorting and filtering"));
    m_busy->hide();
    m_problem->setWordWrap(true);
    m_problem->setMargin(fontMetrics().height() / 3);
    m_problem->hide();
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setWordWrap(true);
    m_empty->setForegroundRole(QPalette::PlaceholderText);
    m_empty->setAttribute(Qt::WA_TransparentForMouseEvents);
    m_statsDelay->setSingleShot(true);
    m_statsDelay->setInterval(80);
    makeNoMatch();
    makePager();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_findBar);
    layout->addWidget(m_busy);
    layout->addWidget(m_problem);
    auto *splitter = new QSplitter(this);
    splitter->setChildrenCollapsible(false);
    splitter->setHandleWidth(1);
    splitter->addWidget(m_view);
    splitter->addWidget(m_record);
    splitter->setStretchFactor(0, 3);
    splitter->setStretchFactor(1, 2);
    layout->addWidget(splitter, 1);
    layout->addWidget(m_pager);
    layout->addWidget(m_status);
    setFocusProxy(m_view);
    makeActions();
    connectParts();
}

ResultGrid::~ResultGrid()
{
    ++*m_statsQuestion;
}

void ResultGrid::connectParts()
{
    connect(m_view, &GridView::sortClicked, this,
            [this](int column, Qt::KeyboardModifiers modifiers) { sortBy(column, modifiers & Qt::ShiftModifier); });
    connect(m_view, &GridView::selectionEdited, m_statsDelay, qOverload<>(&QTimer::start));
    connect(m_view, &GridView::valueWanted, this, &ResultGrid::showValue);
    connect(m_record, &RecordView::valueWanted, this, &ResultGrid::showValue);
    connect(m_view, &QWidget::customContextMenuRequested, this, &ResultGrid::showMenu);
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this, [this] { tellCell(); });
    connect(m_view->gridHeader(), &GridHeader::filtersChanged, this, &ResultGrid::reorder);
    connect(m_view->corner()->filterBox(), &QLineEdit::textChanged, this, &ResultGrid::reorder);
    connect(m_statsDelay, &QTimer::timeout, this, &ResultGrid::recomputeStats);
    connect(m_order, &GridOrder::ordered, this, &ResultGrid::takeOrder);
    connect(m_order, &GridOrder::busyChanged, this, [this](bool busy) {
        m_busy->setVisible(busy);
        updateEmptyText();
        Q_EMIT orderTextChanged();
    });
    connect(m_order, &GridOrder::failed, this, [this](const Error &error) {
        m_problem->setText(u"✗ "_s + error.message);
        m_problem->show();
        Q_EMIT orderTextChanged();
    });
    for (const auto signal : {&QAbstractItemModel::modelReset})
        connect(m_model, signal, this, [this] { updatePager(); });
    connect(m_status, &GridStatus::retryRequested, this, &ResultGrid::retryRequested);
    connect(m_status, &GridStatus::fetchMoreRequested, this, &ResultGrid::fetchMoreRequested);
    connect(m_status, &GridStatus::messageWanted, this, &ResultGrid::messageWanted);
}

void ResultGrid::begin(const QList<Endpoint> &endpoints)
{
    m_order->cancel();
    m_latest = {};
    m_sort.clear();
    m_view->setSortKeys({});
    m_problem->hide();
    m_model->clear();
    m_model->setEndpoints(endpoints);
    m_complete = false;
    m_capped = false;
    m_lastOrder.invalidate();
    updateEmptyText();
    tellCell();
    Q_EMIT selectionMessage({});
    Q_EMIT orderTextChanged();
}

void ResultGrid::setResult(const CombinedResult &result, bool complete, bool capped)
{
    m_latest = result;
    m_complete = complete;
    m_capped = capped;
    const bool ordered = !m_sort.isEmpty() || !filters().empty();
    if (!ordered)
        m_model->setResult(result);
    else if (complete || (!m_order->isBusy() && (!m_lastOrder.isValid() || m_lastOrder.elapsed() > 3000)))
        reorder();
    updatePager();
    updateEmptyText();
    if (!ordered && complete)
        m_findBar->rowsChanged();
    Q_EMIT orderTextChanged();
}

void ResultGrid::setStatus(const QList<GridStatusLine> &lines)
{
    m_status->setLines(lines);
}

void ResultGrid::setSourceVisible(bool visible)
{
    m_sourceVisible = visible;
    updateEmptyText();
}

void ResultGrid::setEmptyText(const QString &text)
{
    m_empty->setText(text);
    updateEmptyText();
}

void ResultGrid::updateEmptyText()
{
    const bool empty = m_model->columnCount() == 0;
    m_empty->setVisible(empty);
    m_view->horizontalHeader()->setVisible(!empty);
    m_view->setSourceVisible(m_sourceVisible && !empty);
    const bool noMatch = !empty && m_model->totalRows() == 0 && m_latest.rowCount() > 0 && !m_order->isBusy() && !filters().empty();
    m_noMatch->setVisible(noMatch);
    placeWords();
}

/// What stands in the middle, where rows would be.
void ResultGrid::placeWords()
{
    m_empty->setGeometry(m_view->rect());
    m_noMatch->setGeometry(m_view->viewport()->geometry());
}

void ResultGrid::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    placeWords();
}

bool ResultGrid::event(QEvent *event)
{
    if (event->type() == QEvent::LayoutRequest)
        placeWords();
    return QWidget::event(event);
}

void ResultGrid::setDocumentText(DocumentText read)
{
    m_documentText = std::move(read);
    m_record->setReadDocument([this](int row) { return ownDocument(row); });
}

/// As the row's engine sent it; empty where it has no documents.
QString ResultGrid::ownDocument(int row) const
{
    const int source = m_model->sourceOf(row);
    const std::string_view document = m_model->result().document(m_model->resultRow(row));
    const bool known = m_documentText && !document.empty() && source < m_model->endpoints().size();
    return known ? m_documentText(m_model->endpoints()[source], document) : QString();
}

QString ResultGrid::documentOf(int row) const
{
    const QString own = ownDocument(row);
    return own.isEmpty() ? rowDocument(*m_model, row) : own;
}

bool ResultGrid::hasDocuments() const
{
    const CombinedResult &result = m_model->result();
    for (int source = 0; source < static_cast<int>(result.sources().size()); ++source) {
        const std::uint64_t first = result.firstRow(source);
        const std::uint64_t end = source + 1 < static_cast<int>(result.sources().size()) ? result.firstRow(source + 1) : result.rowCount();
        if (first < end && !result.document(first).empty())
            return true;
    }
    return false;
}

ResultGrid::DocumentText documentTextBy(std::shared_ptr<const DriverRegistry> registry)
{
    return [registry = std::move(registry)](const Endpoint &endpoint, std::string_view document) {
        const auto driver = registry ? registry->find(endpoint.engine) : nullptr;
        return driver ? driver->documentText(document) : QString();
    };
}

void ResultGrid::setInsertTarget(const QString &table, const Dialect *dialect)
{
    m_insertTable = table;
    m_insertDialect = dialect ? std::make_shared<const Dialect>(*dialect) : nullptr;
}

QList<SortKey> ResultGrid::sectionKeys() const
{
    QList<SortKey> keys;
    for (const SortBy &sort : m_sort) {
        int section = sort.isSource ? -1 : -2;
        for (int column = 0; section == -2 && column < m_model->columnCount(); ++column)
            section = m_model->headerData(column, Qt::Horizontal).toString() == sort.column ? column : -2;
        if (section > -2)
            keys.append({section, sort.descending});
    }
    return keys;
}

std::vector<ColumnFilter> ResultGrid::filters() const
{
    std::vector<ColumnFilter> all;
    if (!filtersVisible())
        return all;
    const auto &columns = m_latest.columns();
    const auto texts = m_view->gridHeader()->filterTexts();
    for (const auto &[section, text] : texts.asKeyValueRange()) {
        const QString name = m_model->headerData(section, Qt::Horizontal).toString();
        const auto it = std::ranges::find(columns, name, [](const CombinedColumn &column) { return column.info.name; });
        if (it == columns.end())
            continue;
        if (const auto filter = parseColumnFilter(int(it - columns.begin()), text))
            all.push_back(*filter);
    }
    if (const auto filter = parseColumnFilter(-1, m_view->corner()->filterBox()->text()))
        all.push_back(*filter);
    return all;
}

void ResultGrid::sortBy(int column, bool addKey)
{
    const QString name = column < 0 ? QString() : m_model->headerData(column, Qt::Horizontal).toString();
    const auto it = std::ranges::find_if(m_sort, [&](const SortBy &sort) { return sort.isSource == (column < 0) && sort.column == name; });
    const bool known = it != m_sort.end();
    if (known && it->descending) {
        m_sort.erase(it);
    } else if (known) {
        it->descending = true;
    } else {
        if (!addKey)
            m_sort.clear();
        m_sort.append({name, column < 0, false});
    }
    m_view->setSortKeys(sectionKeys());
    reorder();
}

void ResultGrid::reorder()
{
    m_problem->hide();
    std::vector<SortKey> keys;
    const auto &columns = m_latest.columns();
    for (const SortBy &sort : std::as_const(m_sort)) {
        const auto it = std::ranges::find(columns, sort.column, [](const CombinedColumn &column) { return column.info.name; });
        if (sort.isSource)
            keys.push_back({-1, sort.descending});
        else if (it != columns.end())
            keys.push_back({int(it - columns.begin()), sort.descending});
    }
    m_order->compute(m_latest, keys, filters());
}

void ResultGrid::takeOrder(const CombinedResult &result, const RowOrder &order)
{
    m_lastOrder.start();
    m_model->setOrdered(result, order);
    m_view->setSortKeys(sectionKeys());
    m_view->scrollToTop();
    updatePager();
    updateEmptyText();
    m_findBar->rowsChanged();
    Q_EMIT orderTextChanged();
    m_statsDelay->start();
}

bool ResultGrid::isBusy() const
{
    return m_order->isBusy();
}

QString ResultGrid::orderText() const
{
    if (m_model->columnCount() == 0)
        return {};
    QStringList parts;
    QStringList names;
    for (const SortBy &sort : m_sort)
        names.append((sort.isSource ? tr("source") : sort.column) + (sort.descending ? u" ↓"_s : u" ↑"_s));
    if (m_order->isBusy())
        parts.append(names.isEmpty() ? tr("filtering …") : tr("sorting by %1 …").arg(names.join(u", "_s)));
    else
        parts.append(names.isEmpty() ? tr("by target") : tr("sorted by %1").arg(names.join(u", "_s)));
    const qint64 all = qint64(m_latest.rowCount());
    const qint64 shown = qint64(m_model->totalRows());
    QString rows = shown == all ? (m_complete && !m_capped && all > 1 ? tr("all %1 rows").arg(grouped(all)) : rowCountText(all))
                                : tr("%1 of %2 rows").arg(grouped(shown), grouped(all));
    if (!m_complete)
        rows += u' ' + tr("so far");
    else if (m_capped)
        rows += u' ' + tr("fetched, not all");
    parts.append(rows);
    return parts.join(u" · "_s);
}

void ResultGrid::recomputeStats()
{
    const int question = ++*m_statsQuestion;
    GridSelection selection = selectionOf(*m_model, m_view->selectionModel()->selection());
    if (selection.cells() < 2) {
        Q_EMIT selectionMessage({});
        return;
    }
    const auto stop = [asked = m_statsQuestion, question] { return asked->load() != question; };
    QtConcurrent::run([selection = std::move(selection), stop] {
        return computeStats(selection, stop);
    }).then(this, [this, stop](const SelectionStats &stats) {
        if (!stop())
            Q_EMIT selectionMessage(statsText(stats));
    });
}

void ResultGrid::updatePager()
{
    const std::uint64_t total = m_model->totalRows();
    const std::uint64_t first = m_model->windowStart();
    const auto shown = std::uint64_t(m_model->rowCount());
    m_pager->setVisible(total > std::uint64_t(m_model->windowRows()));
    m_pagerText->setText(tr("rows %1 – %2 of %3").arg(grouped(qint64(first + 1)), grouped(qint64(first + shown)), grouped(qint64(total))));
}

} // namespace concord
