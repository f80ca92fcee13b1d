// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

class QListWidgetItem;
class QStandardItem;
class QTreeWidgetItem;

namespace concord {

/// What words are about. Colours follow the theme, also one that is chosen while the words stand there.
enum class Tone { Plain, Dim, Good, Warning, Error };

[[nodiscard]] QColor toneColour(Tone tone, const QPalette &palette);

/// The words of a label or an editor.
void setTone(QWidget &widget, Tone tone);
/// The words of an item in a view that has a ToneDelegate.
void setTone(QTreeWidgetItem &item, int column, Tone tone);
void setTone(QListWidgetItem &item, Tone tone);
void setTone(QStandardItem &item, Tone tone);

/// Paints each item in its tone.
class ToneDelegate final : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override;
};

} // namespace concord
