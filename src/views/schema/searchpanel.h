// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/catalogquery.h"
#include "schema/objectaddress.h"
#include "services.h"

#include <QWidget>

class QCheckBox;
class QLineEdit;
class QTreeView;

namespace concord {

class ElidedLabel;
class SearchHitModel;

/// "Where does X live": names and comments of tables, columns, keys and the rest in all databases, as one types.
class SearchPanel : public QWidget
{
    Q_OBJECT

public:
    SearchPanel(const Services &services, SchemaIndex &index, QWidget *parent = nullptr);

    void focusInput();
    void ask(const QString &text);
    [[nodiscard]] QLineEdit *input() const { return m_input; }
    [[nodiscard]] QTreeView *view() const { return m_view; }

Q_SIGNALS:
    /// `member`: the column, key … of it that was found; empty: the object.
    void objectWanted(const concord::ObjectAddress &object, const QString &member);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void show(const SearchResult &result);
    void updateOptions();
    void open(const QModelIndex &index);

    Services m_services;
    CatalogQuery m_query;
    QLineEdit *m_input;
    QCheckBox *m_comments;
    QCheckBox *m_members;
    ElidedLabel *m_words;
    QTreeView *m_view;
    SearchHitModel *m_model;
};

} // namespace concord
