// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "compare/endchoice.h"

#include <QDialog>

class QLineEdit;
class QPushButton;
class QTreeWidget;
class QTreeWidgetItem;

namespace concord {

/// Ticks the databases, or single schemas of them, that a matrix is made of.
class MatrixChooser : public QDialog
{
    Q_OBJECT

public:
    MatrixChooser(const Services &services, const QList<EndChoice> &ticked, QWidget *parent);

    [[nodiscard]] QTreeWidget *list() const { return m_list; }
    [[nodiscard]] QLineEdit *search() const { return m_search; }

Q_SIGNALS:
    void chosen(const QList<concord::EndChoice> &ends);

private:
    void fill(const QList<EndChoice> &ticked);
    void filter(const QString &text);
    void setAll(bool on);
    void refresh();
    [[nodiscard]] QList<EndChoice> ends() const;

    Services m_services;
    QLineEdit *m_search;
    QTreeWidget *m_list;
    QPushButton *m_compare;
};

} // namespace concord
