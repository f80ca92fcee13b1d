// SPDX-License-Identifier: GPL-3.0-or-later
#include "grid/gridheader.h"

#include "grid/gridmodel.h"
#include "look/colours.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QPainter>
#include <QScopedValueRollback>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace concord {

namespace {

QFont boldFont(QFont font)
{
    font.setWeight(QFont::DemiBold);
    return font;
}

int padding(const QFontMetrics &metrics)
{
    return metrics.height() / 2;
}

} // namespace

GridHeader::GridHeader(QWidget *parent) : QHeaderView(Qt::Horizontal, parent)
{
    setSectionsClickable(true);
    setSectionsMovable(false);
    setHighlightSections(false);
    setAccessibleName(tr("Columns"));
    setMinimumSectionSize(fontMetrics().height() * 2);
    connect(this, &QHeaderView::sectionResized, this, [this] { placeBoxes(); });
    connect(this, &QHeaderView::sectionCountChanged, this, [this] { remakeBoxes(); });
}

QString GridHeader::nameOf(int section) const
{
    return model() ? model()->headerData(section, Qt::Horizontal).toString() : QString();
}

QMap<int, QString> GridHeader::filterTexts() const
{
    QMap<int, QString> texts;
    for (int section = 0; section < count() && !m_texts.isEmpty(); ++section) {
        if (const auto it = m_texts.constFind(nameOf(section)); it != m_texts.cend())
            texts.insert(section, *it);
    }
    return texts;
}

void GridHeader::setSortKeys(const QList<SortKey> &keys)
{
    m_keys = keys;
    viewport()->update();
}

QString GridHeader::sortMark(int section) const
{
    for (qsizetype i = 0; i < m_keys.size(); ++i) {
        if (m_keys[i].column != section)
            continue;
        const QString arrow = m_keys[i].descending ? u"↓"_s : u"↑"_s;
        return m_keys.size() > 1 ? arrow + QString::number(i + 1) : arrow;
    }
    return {};
}

int GridHeader::titleHeight() const
{
    return fontMetrics().height() + fontMetrics().height() * 5 / 8;
}

QSize GridHeader::sizeHint() const
{
    QSize size = QHeaderView::sizeHint();
    size.setHeight(titleHeight() + (m_filtersVisible ? QLineEdit().sizeHint().height() + 2 : 0));
    return size;
}

int GridHeader::wantedWidth(int section) const
{
    const QFontMetrics bold(boldFont(font()));
    const QString note = model()->headerData(section, Qt::Horizontal, GridModel::ColumnNoteRole).toString();
    int width = bold.horizontalAdvance(model()->headerData(section, Qt::Horizontal).toString()) + 2 * padding(bold) + bold.horizontalAdvance(u" ↑"_s);
    if (!note.isEmpty())
        width += fontMetrics().horizontalAdvance(u" · "_s + note);
    if (model()->headerData(section, Qt::Horizontal, GridModel::ColumnConflictRole).toBool())
        width += fontMetrics().horizontalAdvance(u" ⚠"_s);
    return width + fontMetrics().averageCharWidth();
}

void GridHeader::paintSection(QPainter *painter, const QRect &rect, int section) const
{
    const QPalette colours = palette();
    const QColor lines = hairline(colours);
    const QRect title(rect.left(), rect.top(), rect.width(), std::min(rect.height(), titleHeight()));
    painter->save();
    painter->fillRect(rect, mixed(colours.color(QPalette::Window), colours.color(QPalette::Base), 0.35));
    painter->setPen(lines);
    painter->drawLine(rect.topRight(), rect.bottomRight());
    painter->drawLine(rect.bottomLeft(), rect.bottomRight());

    const int pad = padding(fontMetrics());
    QRect text = title.adjusted(pad, 0, -pad, 0);
    if (const QString mark = sortMark(section); !mark.isEmpty()) {
        painter->setPen(accent(colours));
        painter->drawText(text, Qt::AlignRight | Qt::AlignVCenter, mark);
        text.setRight(text.right() - fontMetrics().horizontalAdvance(mark) - 2);
    }
    painter->setFont(boldFont(font()));
    painter->setPen(colours.color(QPalette::Text));
    const QString name =
        painter->fontMetrics().elidedText(model()->headerData(section, Qt::Horizontal).toString().simplified(), Qt::ElideRight, text.width());
    painter->drawText(text, Qt::AlignLeft | Qt::AlignVCenter, name);
    text.setLeft(text.left() + painter->fontMetrics().horizontalAdvance(name));
    painter->setFont(font());
    if (model()->headerData(section, Qt::Horizontal, GridModel::ColumnConflictRole).toBool()) {
        painter->setPen(warningText(colours));
        painter->drawText(text, Qt::AlignLeft | Qt::AlignVCenter, u" ⚠"_s);
        text.setLeft(text.left() + fontMetrics().horizontalAdvance(u" ⚠"_s));
    }
    if (const QString note = model()->headerData(section, Qt::Horizontal, GridModel::ColumnNoteRole).toString(); !note.isEmpty()) {
        painter->setPen(dimText(colours));
        painter->drawText(text, Qt::AlignLeft | Qt::AlignVCenter, fontMetrics().elidedText(u" · "_s + note, Qt::ElideRight, text.width()));
    }
    painter->restore();
}

void GridHeader::setFiltersVisible(bool visible)
{
    if (m_filtersVisible == visible)
        return;
    m_filtersVisible = visible;
    updateGeometry();
    updateGeometries();
    Q_EMIT geometriesChanged();
    placeBoxes();
}

void GridHeader::setFilterText(int section, const QString &text)
{
    const QString name = nameOf(section);
    const QString before = m_texts.value(name);
    if (text.trimmed().isEmpty())
        m_texts.remove(name);
    else
        m_texts.insert(name, text);
    if (QLineEdit *box = m_boxes.value(section); box && box->text() != text)
        box->setText(text);
    if (m_texts.value(name) != before)
        Q_EMIT filtersChanged();
}

void GridHeader::clearFilters()
{
    const bool had = !m_texts.isEmpty();
    m_texts.clear();
    const auto boxes = m_boxes; // clearing one places the others anew
    for (QLineEdit *box : boxes)
        box->clear();
    if (had)
        Q_EMIT filtersChanged();
}

void GridHeader::focusFilter(int section)
{
    if (section < 0 || section >= count())
        return;
    Q_EMIT sectionWanted(section);
    placeBoxes();
    if (QLineEdit *box = m_boxes.value(section)) {
        box->setFocus(Qt::ShortcutFocusReason);
        box->selectAll();
    }
}

QLineEdit *GridHeader::makeBox(int section)
{
    auto *box = new QLineEdit(this);
    box->setPlaceholderText(tr("filter"));
    box->setClearButtonEnabled(true);
    box->setText(m_texts.value(nameOf(section)));
    box->setAccessibleName(tr("Filter of column %1").arg(nameOf(section)));
    box->setToolTip(tr("abc contains · =x · !=x · <5 · >=2 · ~regex · null · !null · missing"));
    box->installEventFilter(this);
    box->setProperty("section", section);
    box->setProperty("column", nameOf(section));
    connect(box, &QLineEdit::textChanged, this, [this, section](const QString &text) {
        setFilterText(section, text);
        placeBoxes();
    });
    return box;
}

/// Other columns than before: each box is made again for the column that now stands there.
void GridHeader::remakeBoxes()
{
    QString focused;
    const QHash<int, QLineEdit *> old = std::exchange(m_boxes, {});
    {
        const QScopedValueRollback placing(m_placing, true);
        for (QLineEdit *box : old) {
            if (box->hasFocus())
                focused = box->property("column").toString();
            box->hide();
            box->deleteLater();
        }
    }
    placeBoxes();
    for (QLineEdit *box : std::as_const(m_boxes)) {
        if (!focused.isEmpty() && box->property("column").toString() == focused)
            box->setFocus();
    }
}

QRect GridHeader::boxPlace(int section, bool focused) const
{
    const int left = sectionViewportPosition(section);
    int width = sectionSize(section) - 2;
    int x = left + 1;
    if (focused) { // over its neighbours, so that what is typed is seen whole
        const QString text = m_texts.value(nameOf(section));
        const int wanted = std::max(fontMetrics().averageCharWidth() * 22, fontMetrics().horizontalAdvance(text) + 3 * fontMetrics().height());
        width = std::min(std::max(width, wanted), viewport()->width());
        x = std::clamp(x, std::min(left + 1, 0), std::max(0, viewport()->width() - width));
    }
    return {x, titleHeight(), std::max(0, width), QLineEdit().sizeHint().height()};
}

void GridHeader::placeBoxes()
{
    // Hiding a box moves the focus, which may ask for the boxes to be placed again: not while they are.
    if (m_placing)
        return;
    const QScopedValueRollback placing(m_placing, true);
    const int top = titleHeight();
    QHash<int, QLineEdit *> kept;
    const int first = std::max(0, visualIndexAt(0));
    for (int section = first; m_filtersVisible && section < count(); ++section) {
        const int x = sectionViewportPosition(section);
        if (x > viewport()->width())
            break;
        QLineEdit *box = m_boxes.take(section);
        if (!box)
            box = makeBox(section);
        box->setGeometry(boxPlace(section, box->hasFocus()));
        box->show();
        if (box->hasFocus())
            box->raise();
        kept.insert(section, box);
    }
    QList<QLineEdit *> gone;
    for (auto it = m_boxes.cbegin(); it != m_boxes.cend(); ++it) {
        if (it.value()->hasFocus() && m_filtersVisible && it.key() < count()) { // what a person types in stays, out of sight
            it.value()->move(-it.value()->width() - 10, top);
            kept.insert(it.key(), it.value());
        } else {
            gone.append(it.value());
        }
    }
    m_boxes = kept;
    for (QLineEdit *box : std::as_const(gone)) {
        box->deleteLater();
        box->hide();
    }
}

void GridHeader::updateGeometries()
{
    QHeaderView::updateGeometries();
    placeBoxes();
}

bool GridHeader::eventFilter(QObject *object, QEvent *event)
{
    if (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut) // its width, when it has got or lost it
        QMetaObject::invokeMethod(this, &GridHeader::placeBoxes, Qt::QueuedConnection);
    if (event->type() != QEvent::KeyPress)
        return QHeaderView::eventFilter(object, event);
    const auto *key = static_cast<QKeyEvent *>(event);
    const int section = object->property("section").toInt();
    if (key->key() == Qt::Key_Tab && section + 1 < count()) {
        focusFilter(section + 1);
        return true;
    }
    if (key->key() == Qt::Key_Backtab && section > 0) {
        focusFilter(section - 1);
        return true;
    }
    if (key->key() == Qt::Key_Down || key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter || key->key() == Qt::Key_Escape) {
        Q_EMIT gridWanted();
        return true;
    }
    return QHeaderView::eventFilter(object, event);
}

} // namespace concord
