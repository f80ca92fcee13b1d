// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

class QKeySequenceEdit;
class QLabel;
class QLineEdit;
class QPushButton;
class QTreeWidget;

namespace concord {

class KeyBindings;

/// All commands with their keys, to be searched and changed. What is changed counts at once.
class KeysDialog : public QDialog
{
    Q_OBJECT

public:
    explicit KeysDialog(KeyBindings &keys, QWidget *parent = nullptr);

private:
    void build();
    void fill();
    void filter();
    void showChosen();
    void showConflicts();
    void give(bool beside);
    [[nodiscard]] QString chosen() const;

    KeyBindings &m_keys;
    QLineEdit *m_search;
    QTreeWidget *m_list;
    QKeySequenceEdit *m_key;
    QLabel *m_message;
    QPushButton *m_set;
    QPushButton *m_add;
    QPushButton *m_clear;
    QPushButton *m_reset;
};

} // namespace concord
