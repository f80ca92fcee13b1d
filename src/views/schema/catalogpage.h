// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/objectpage.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QSortFilterProxyModel;
class QTreeView;

namespace concord {

class DetailModel;
class ElidedLabel;

/// All objects of a database in one list that can be sorted and filtered; as they are, or as a snapshot of the past has them.
class CatalogPage : public QWidget
{
    Q_OBJECT

public:
    CatalogPage(const Services &services, const QUuid &profile, std::optional<PastCatalog> past = {}, QWidget *parent = nullptr);

    [[nodiscard]] const QUuid &profile() const { return m_profile; }
    [[nodiscard]] const std::optional<PastCatalog> &past() const { return m_past; }
    [[nodiscard]] QString title() const;
    [[nodiscard]] QTreeView *view() const { return m_view; }

Q_SIGNALS:
    /// Of the past where the page shows that.
    void objectWanted(const concord::ObjectAddress &object);

private:
    void refresh();

    Services m_services;
    QUuid m_profile;
    std::optional<PastCatalog> m_past;
    QLabel *m_name;
    ElidedLabel *m_about;
    QLineEdit *m_filter;
    QTreeView *m_view;
    DetailModel *m_model;
    QSortFilterProxyModel *m_proxy;
};

} // namespace concord
