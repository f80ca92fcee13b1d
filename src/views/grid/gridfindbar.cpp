// SPDX-License-Identifier: GPL-3.0-or-later
#include "grid/gridfindbar.h"

#include "grid/gridview.h"
#include "look/smallbuttons.h"
#include "look/wording.h"

#include <QAction>
#include <QComboBox>
#include <QCompleter>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>

using namespace Qt::StringLiterals;

namespace concord {

GridFindBar::GridFindBar(GridModel &model, GridView &view, QWidget *parent)
    : QWidget(parent),
      m_model(model),
      m_view(view),
      m_finder(new GridFinder(this)),
      m_where(new QComboBox(this)),
      m_text(new QLineEdit(this)),
      m_count(makePlainLabel({}, this)),
      m_back(makeSignButton(u"↑"_s, tr("Previous hit"), this)),
      m_forward(makeSignButton(u"↓"_s, tr("Next hit"), this))
{
    build();
    connect(m_where, &QComboBox::currentIndexChanged, this, &GridFindBar::edited);
    connect(m_text, &QLineEdit::textEdited, this, &GridFindBar::edited);
    connect(m_back, &QToolButton::clicked, this, [this] { step(-1); });
    connect(m_forward, &QToolButton::clicked, this, [this] { step(1); });
    connect(m_finder, &GridFinder::found, this, &GridFindBar::goTo);
    connect(m_finder, &GridFinder::counted, this,
            [this](quint64 cells) { m_count->setText(cells == 0 ? tr("no hits") : tr("%1 cells").arg(grouped(qint64(cells)))); });
    hide();
}

void GridFindBar::build()
{
    setAccessibleName(tr("Find in the rows"));
    m_where->setAccessibleName(tr("Where to find"));
    m_where->addItem(tr("in cells"));
    m_where->addItem(tr("in column names"));
    m_text->setAccessibleName(tr("Find"));
    m_text->setClearButtonEnabled(true);
    m_text->installEventFilter(this);
    m_count->setMinimumWidth(fontMetrics().averageCharWidth() * 16);
    m_count->setForegroundRole(QPalette::PlaceholderText);
    QToolButton *close = makeSignButton(u"✕"_s, tr("Close"), this);
    connect(close, &QToolButton::clicked, this, &GridFindBar::close);
    auto *layout = new QHBoxLayout(this);
    const int pad = fontMetrics().height() / 4;
    layout->setContentsMargins(pad, pad, pad, pad);
    layout->addWidget(m_text, 2);
    layout->addWidget(m_where);
    layout->addWidget(m_back);
    layout->addWidget(m_forward);
    layout->addWidget(m_count, 1);
    layout->addWidget(close);
    auto *escape = new QAction(this);
    escape->setShortcut(Qt::Key_Escape);
    escape->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    addAction(escape);
    connect(escape, &QAction::triggered, this, &GridFindBar::close);
}

GridFindBar::Where GridFindBar::where() const
{
    return Where(m_where->currentIndex());
}

void GridFindBar::open(Where where)
{
    m_start = current();
    show();
    m_where->setCurrentIndex(int(where));
    edited();
    m_text->setFocus(Qt::ShortcutFocusReason);
    m_text->selectAll();
}

void GridFindBar::close()
{
    hide();
    m_view.setFocus(Qt::OtherFocusReason);
}

void GridFindBar::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_finder->forget();
    m_view.setSearchText({});
}

QString GridFindBar::countText() const
{
    return m_count->text();
}

GridPlace GridFindBar::current() const
{
    const QModelIndex index = m_view.currentIndex();
    return index.isValid() ? GridPlace{m_model.windowStart() + std::uint64_t(index.row()), index.column()} : GridPlace{};
}

void GridFindBar::fillNames()
{
    QStringList names;
    for (int column = 0; column < m_model.columnCount(); ++column)
        names.append(m_model.headerData(column, Qt::Horizontal).toString());
    auto *completer = new QCompleter(names, m_text);
    completer->setCaseSensitivity(Qt::CaseInsensitive);
    completer->setFilterMode(Qt::MatchContains);
    connect(completer, qOverload<const QString &>(&QCompleter::activated), this, &GridFindBar::goToColumn);
    delete m_text->completer();
    m_text->setCompleter(completer);
}

void GridFindBar::edited()
{
    const bool cells = where() == Where::Cells;
    m_text->setPlaceholderText(cells ? tr("Find in the rows that were fetched") : tr("Find a column"));
    m_back->setVisible(cells);
    m_forward->setVisible(cells);
    m_count->clear();
    if (!cells) {
        m_finder->forget();
        m_view.setSearchText({});
        if (!m_text->completer())
            fillNames();
        goToColumn(m_text->text());
        return;
    }
    delete m_text->completer();
    m_view.setSearchText(m_text->text());
    if (m_text->text().isEmpty()) {
        m_finder->forget();
        return;
    }
    search(0);
    rowsChanged();
}

void GridFindBar::rowsChanged()
{
    if (!isVisible() || where() != Where::Cells || m_text->text().isEmpty())
        return;
    m_count->setText(tr("counting …"));
    m_finder->count(m_model, m_text->text());
}

void GridFindBar::search(int by)
{
    GridPlace from = by == 0 ? m_start : current();
    if (from.row >= m_model.totalRows() || from.column >= m_model.columnCount())
        from = {};
    m_finder->find(m_model, m_text->text(), from, by);
}

void GridFindBar::step(int by)
{
    if (!isVisible() || m_text->text().isEmpty() || where() != Where::Cells) {
        open(Where::Cells);
        return;
    }
    search(by);
}

void GridFindBar::goTo(const GridPlace &place)
{
    if (place.row >= m_model.totalRows() || place.column >= m_model.columnCount())
        return; // sorted or filtered meanwhile
    const auto window = std::uint64_t(m_model.windowRows());
    if (place.row < m_model.windowStart() || place.row >= m_model.windowStart() + std::uint64_t(m_model.rowCount()))
        m_model.setWindowStart(place.row / window * window);
    const QModelIndex index = m_model.index(int(place.row - m_model.windowStart()), place.column);
    m_view.setCurrentIndex(index);
    m_view.scrollTo(index, QAbstractItemView::EnsureVisible);
}

void GridFindBar::goToColumn(const QString &name)
{
    int best = -1;
    for (int column = 0; column < m_model.columnCount() && !name.isEmpty(); ++column) {
        const QString own = m_model.headerData(column, Qt::Horizontal).toString();
        if (own.compare(name, Qt::CaseInsensitive) == 0) {
            best = column;
            break;
        }
        if (best < 0 && own.contains(name, Qt::CaseInsensitive))
            best = column;
    }
    m_count->setText(best < 0 && !name.isEmpty() ? tr("no such column") : QString());
    if (best < 0 || m_model.rowCount() == 0)
        return;
    const QModelIndex index = m_model.index(std::max(0, m_view.rowAt(1)), best);
    m_view.setCurrentIndex(index);
    m_view.scrollTo(index, QAbstractItemView::EnsureVisible);
}

bool GridFindBar::eventFilter(QObject *object, QEvent *event)
{
    if (event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(object, event);
    const auto *key = static_cast<QKeyEvent *>(event);
    if ((key->key() != Qt::Key_Return && key->key() != Qt::Key_Enter) || (key->modifiers() & ~(Qt::ShiftModifier | Qt::KeypadModifier)))
        return QWidget::eventFilter(object, event);
    if (where() == Where::Cells) {
        step(key->modifiers() & Qt::ShiftModifier ? -1 : 1);
    } else {
        goToColumn(m_text->text());
        close();
    }
    return true;
}

} // namespace concord
