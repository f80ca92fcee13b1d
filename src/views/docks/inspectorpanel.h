// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QScrollArea>

class QFormLayout;
class QLabel;
class QPlainTextEdit;

namespace concord {

/// Properties of what is selected in the tree, the grid's selection in numbers, and the current cell's value.
class InspectorPanel : public QScrollArea
{
    Q_OBJECT

public:
    explicit InspectorPanel(QWidget *parent = nullptr);

    /// An empty value makes its name a heading.
    void showProperties(const QString &title, const QList<std::pair<QString, QString>> &properties);
    void showSelection(const QString &text);
    /// `isValue` false: the text is a word for what the cell is (NULL, missing). An empty column: there is no current cell.
    void showCell(const QString &column, const QString &type, const QString &text, bool isValue);

private:
    QLabel *m_title;
    QFormLayout *m_properties;
    QLabel *m_selection;
    QLabel *m_cellTitle;
    QPlainTextEdit *m_cell;
};

} // namespace concord
