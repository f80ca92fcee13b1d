// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "look/popupdialog.h"
#include "schema/catalogquery.h"
#include "schema/objectaddress.h"
#include "services.h"

class QLabel;
class QLineEdit;
class QListView;

namespace concord {

class SearchHitModel;

/// "Go to object": tables, views, routines … of all databases by some letters of their names; Enter opens the page.
class ObjectFinder : public PopupDialog
{
    Q_OBJECT

public:
    ObjectFinder(const Services &services, SchemaIndex &index, QWidget *parent);

    [[nodiscard]] QLineEdit *input() const { return m_input; }
    [[nodiscard]] SearchHitModel *model() const { return m_model; }

Q_SIGNALS:
    void chosen(const concord::ObjectAddress &object);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void show(const SearchResult &result);
    void choose();
    void step(int by);

    Services m_services;
    CatalogQuery m_query;
    QLineEdit *m_input;
    QListView *m_list;
    SearchHitModel *m_model;
    QLabel *m_words;
};

} // namespace concord
