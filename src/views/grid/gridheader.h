// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "compute/engine.h"

#include <QHeaderView>
#include <QMap>

class QLineEdit;

namespace concord {

/// The names of the columns, what is to be said of them, how they are sorted, and, when wanted, a box to filter each.
/// Boxes exist only for the columns on screen: results may have 1,600.
class GridHeader : public QHeaderView
{
    Q_OBJECT

public:
    explicit GridHeader(QWidget *parent = nullptr);

    void setSortKeys(const QList<SortKey> &keys);
    void setFiltersVisible(bool visible);
    [[nodiscard]] bool filtersVisible() const { return m_filtersVisible; }
    /// By section; blank ones are not in it.
    [[nodiscard]] QMap<int, QString> filterTexts() const;
    void setFilterText(int section, const QString &text);
    void clearFilters();
    void focusFilter(int section);
    /// The box of a section that is on screen; null for others.
    [[nodiscard]] QLineEdit *filterBox(int section) const { return m_boxes.value(section); }
    /// Puts the boxes where their columns are now; the one that is typed in may be wider than its column.
    void placeBoxes();
    /// Width that shows name and note whole.
    [[nodiscard]] int wantedWidth(int section) const;
    /// Height of the part without boxes.
    [[nodiscard]] int titleHeight() const;

    [[nodiscard]] QSize sizeHint() const override;

Q_SIGNALS:
    void filtersChanged();
    /// A box wants its column to be seen (Tab beyond the edge).
    void sectionWanted(int section);
    /// The cursor leaves the boxes downwards.
    void gridWanted();

protected:
    void paintSection(QPainter *painter, const QRect &rect, int section) const override;
    void updateGeometries() override;
    bool eventFilter(QObject *object, QEvent *event) override;

private:
    void remakeBoxes();
    [[nodiscard]] QString nameOf(int section) const;
    QLineEdit *makeBox(int section);
    [[nodiscard]] QRect boxPlace(int section, bool focused) const;
    [[nodiscard]] QString sortMark(int section) const;

    QList<SortKey> m_keys;
    bool m_filtersVisible = false;
    QHash<QString, QString> m_texts; ///< by column name: columns may come in between
    QHash<int, QLineEdit *> m_boxes;
    bool m_placing = false;
};

} // namespace concord
