// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "relate/relation.h"

#include <QDialog>

class QComboBox;
class QDialogButtonBox;
class QLabel;
class QLineEdit;
class QVBoxLayout;

namespace concord {

/// Asks which table's columns some columns of a table refer to, in this or another database. Nothing is changed in a database: the link is
/// for the workspace.
class LinkDialog : public QDialog
{
    Q_OBJECT

public:
    /// `catalogs` has the table of `from`.
    LinkDialog(std::vector<NamedCatalog> catalogs, const TableRef &from, QWidget *parent = nullptr);

    /// What was chosen; whole once the dialog was accepted.
    [[nodiscard]] UserLink link() const;

private:
    void fillTables();
    void fillColumns();
    void addPair();
    void check();
    [[nodiscard]] const NamedCatalog *target() const;
    [[nodiscard]] ObjectPtr targetTable() const;

    std::vector<NamedCatalog> m_catalogs;
    TableRef m_from;
    QStringList m_columns; ///< of the table that refers
    QComboBox *m_database;
    QComboBox *m_table;
    QVBoxLayout *m_pairRows;
    QList<std::pair<QComboBox *, QComboBox *>> m_pairs;
    QLineEdit *m_note;
    QLabel *m_problem;
    QDialogButtonBox *m_buttons;
};

} // namespace concord
