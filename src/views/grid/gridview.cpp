// SPDX-License-Identifier: GPL-3.0-or-later
#include "grid/gridview.h"

#include "grid/griddelegate.h"
#include "grid/gridheader.h"
#include "grid/gridmodel.h"
#include "grid/sourceheader.h"
#include "look/colours.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace concord {

SourceCorner::SourceCorner(QWidget *parent) : QWidget(parent), m_box(new QLineEdit(this))
{
    setAccessibleName(tr("Source column"));
    setToolTip(tr("The database that a row came from. Click to sort by it."));
    m_box->setPlaceholderText(tr("filter"));
    m_box->setClearButtonEnabled(true);
    m_box->setAccessibleName(tr("Filter of the source column"));
    m_box->hide();
}

void SourceCorner::setSortKeys(const QList<SortKey> &keys)
{
    const auto it = std::ranges::find(keys, -1, &SortKey::column);
    m_mark = it == keys.end() ? QString() : it->descending ? u"↓"_s : u"↑"_s;
    update();
}

void SourceCorner::setFilterVisible(bool visible, int titleHeight)
{
    m_titleHeight = titleHeight;
    m_box->setVisible(visible);
    resizeEvent(nullptr);
}

void SourceCorner::resizeEvent(QResizeEvent *)
{
    m_box->setGeometry(1, m_titleHeight, width() - 2, std::max(0, height() - m_titleHeight - 1));
}

void SourceCorner::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const QPalette colours = palette();
    painter.fillRect(rect(), mixed(colours.color(QPalette::Window), colours.color(QPalette::Base), 0.35));
    painter.setPen(hairline(colours));
    painter.drawLine(rect().topRight(), rect().bottomRight());
    painter.drawLine(rect().bottomLeft(), rect().bottomRight());
    const int pad = GridDelegate::padding(fontMetrics());
    const QRect title = QRect(0, 0, width(), m_box->isVisible() ? m_titleHeight : height()).adjusted(pad, 0, -pad, 0);
    painter.setPen(accent(colours));
    painter.drawText(title, Qt::AlignRight | Qt::AlignVCenter, m_mark);
    QFont bold = font();
    bold.setWeight(QFont::DemiBold);
    painter.setFont(bold);
    painter.setPen(colours.color(QPalette::Text));
    painter.drawText(title, Qt::AlignLeft | Qt::AlignVCenter, tr("source"));
}

void SourceCorner::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton && rect().contains(event->position().toPoint()))
        Q_EMIT clicked(event->modifiers());
}

GridView::GridView(QWidget *parent)
    : QTableView(parent),
      m_delegate(new GridDelegate(this)),
      m_header(new GridHeader(this)),
      m_sources(new SourceHeader(this)),
      m_corner(new SourceCorner(this))
{
    setAccessibleName(tr("Rows"));
    setHorizontalHeader(m_header);
    setVerticalHeader(m_sources);
    setCornerButtonEnabled(false);
    setShowGrid(false);
    setWordWrap(false);
    setFrameShape(QFrame::NoFrame);
    setTabKeyNavigation(false); // Tab leaves the grid; arrows move in it
    setHorizontalScrollMode(ScrollPerPixel);
    setVerticalScrollMode(ScrollPerPixel);
    setSelectionMode(ExtendedSelection);
    setEditTriggers(NoEditTriggers);
    setItemDelegate(m_delegate);
    applyLook();
    connect(m_header, &QHeaderView::sectionClicked, this, [this](int column) { Q_EMIT sortClicked(column, QGuiApplication::keyboardModifiers()); });
    connect(m_header, &QHeaderView::sectionResized, this, [this](int section, int, int width) {
        if (!m_fitting && m_model && section < m_model->columnCount())
            m_resized.insert(m_model->headerData(section, Qt::Horizontal).toString(), width);
    });
    connect(m_header, &GridHeader::sectionWanted, this, &GridView::bringIntoView);
    connect(horizontalScrollBar(), &QScrollBar::valueChanged, m_header, &GridHeader::placeBoxes); // after the header has moved
    connect(m_header, &GridHeader::gridWanted, this, [this] { setFocus(Qt::OtherFocusReason); });
    connect(m_corner, &SourceCorner::clicked, this, [this](Qt::KeyboardModifiers modifiers) { Q_EMIT sortClicked(-1, modifiers); });
    connect(m_sources, &QHeaderView::geometriesChanged, this, [this] { updateGeometries(); });
    connect(this, &QAbstractItemView::activated, this, &GridView::valueWanted);
}

void GridView::setGridModel(GridModel *model)
{
    m_model = model;
    setModel(model);
    m_model->setPalette(palette());
    connect(model, &QAbstractItemModel::modelReset, this, [this] {
        m_fittedRows = 0;
        fitColumns();
    });
    connect(model, &QAbstractItemModel::columnsInserted, this, [this] {
        m_fittedRows = 0;
        fitColumns();
    });
}

void GridView::applyLook()
{
    QFont figures = font();
    figures.setFeature(QFont::Tag("tnum"), 1);
    if (figures != font())
        setFont(figures);
    const int height = fontMetrics().height() + fontMetrics().height() * 3 / 8;
    m_sources->setMinimumSectionSize(height);
    m_sources->setDefaultSectionSize(height);
    if (m_model)
        m_model->setPalette(palette());
}

void GridView::changeEvent(QEvent *event)
{
    QTableView::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        applyLook();
}

void GridView::setSourceVisible(bool visible)
{
    m_sourceVisible = visible;
    m_sources->setVisible(visible);
    m_corner->setVisible(visible);
    updateGeometries();
}

void GridView::setFiltersVisible(bool visible)
{
    m_header->setFiltersVisible(visible);
    m_corner->setFilterVisible(visible, m_header->titleHeight());
    updateGeometries();
}

void GridView::setSortKeys(const QList<SortKey> &keys)
{
    m_header->setSortKeys(keys);
    m_corner->setSortKeys(keys);
}

void GridView::setSearchText(const QString &text)
{
    m_delegate->setSearchText(text);
    viewport()->update();
}

/// Also where there are no rows to scroll to.
void GridView::bringIntoView(int section)
{
    const int left = columnViewportPosition(section);
    const int beyond = left + columnWidth(section) - viewport()->width();
    QScrollBar *bar = horizontalScrollBar();
    if (left < 0)
        bar->setValue(bar->value() + left);
    else if (beyond > 0)
        bar->setValue(bar->value() + std::min(left, beyond));
}

void GridView::updateGeometries()
{
    QTableView::updateGeometries();
    if (!m_corner)
        return;
    m_corner->setGeometry(frameWidth(), frameWidth(), m_sources->width(), m_header->height());
    m_corner->setVisible(m_sourceVisible && m_model && m_model->columnCount() > 0);
    m_corner->raise();
}

int GridView::fittedWidth(int column, int rows) const
{
    // Measuring glyphs is slow; the longest text is nearly always the widest.
    QString widest;
    for (int row = 0; row < rows; ++row) {
        const Cell cell = m_model->shortCell(row, column);
        const QString text = cell.state == CellState::Null ? u"NULL"_s : cell.text.left(200);
        if (text.size() > widest.size())
            widest = text;
    }
    const int most = fontMetrics().averageCharWidth() * 48;
    const int text = fontMetrics().horizontalAdvance(widest) + 2 * GridDelegate::padding(fontMetrics()) + fontMetrics().averageCharWidth();
    return std::clamp(std::max(text, m_header->wantedWidth(column)), fontMetrics().averageCharWidth() * 6, most);
}

void GridView::fitColumns()
{
    if (!m_model)
        return;
    QStringList names;
    for (const CombinedSource &source : m_model->result().sources())
        names.append(source.name);
    m_sources->fit(names);
    const int columns = m_model->columnCount();
    const int rows = std::min({m_model->rowCount(), 200, columns > 0 ? std::max(5, 40'000 / columns) : 0});
    if (m_fittedRows > 0 && rows <= m_fittedRows)
        return;
    m_fittedRows = rows;
    m_fitting = true;
    for (int column = 0; column < columns; ++column) {
        const QString name = m_model->headerData(column, Qt::Horizontal).toString();
        const int width = m_resized.contains(name) ? m_resized.value(name) : fittedWidth(column, rows);
        if (columnWidth(column) != width)
            setColumnWidth(column, width);
    }
    m_fitting = false;
}

void GridView::rowsInserted(const QModelIndex &parent, int start, int end)
{
    const int top = rowAt(0);
    const int before = verticalScrollBar()->value();
    QTableView::rowsInserted(parent, start, end);
    if (m_fittedRows < 200)
        fitColumns();
    if (top < 0 || before == 0 || start > top)
        return;
    updateGeometries();
    verticalScrollBar()->setValue(before + (end - start + 1) * m_sources->defaultSectionSize());
}

void GridView::selectionChanged(const QItemSelection &selected, const QItemSelection &deselected)
{
    QTableView::selectionChanged(selected, deselected);
    Q_EMIT selectionEdited();
}

void GridView::keyPressEvent(QKeyEvent *event)
{
    if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter || event->key() == Qt::Key_Space) && event->modifiers() == Qt::NoModifier
        && currentIndex().isValid()) {
        Q_EMIT valueWanted(currentIndex());
        return;
    }
    QTableView::keyPressEvent(event);
}

} // namespace concord
