// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "extract/snapshot.h"
#include "relate/relation.h"
#include "schema/objectaddress.h"
#include "services.h"

#include <QPointer>
#include <QWidget>

#include <optional>

class QLabel;
class QTabWidget;
class QToolButton;
class QTreeView;

namespace concord {

class DataPreview;
class DetailModel;
class ElidedLabel;
class EnvironmentDot;
class SchemaIndex;
class SqlEditor;
class RelationLinks;
class TimelineView;
struct Details;

/// A past catalog that a page shows instead of the newest one.
struct PastCatalog
{
    SnapshotInfo info;
    CatalogPtr catalog;
};

/// All that is known of one object: columns, keys, relations, triggers, rights, definition, DDL, and its first rows. Follows the
/// library's newest catalog, unless it shows a snapshot of the past. Works without any server but for the rows.
class ObjectPage : public QWidget
{
    Q_OBJECT

public:
    /// `index` may be null: then there are only declared relations.
    ObjectPage(const Services &services, SchemaIndex *index, const ObjectAddress &address, std::optional<PastCatalog> past = {},
               QWidget *parent = nullptr);

    [[nodiscard]] const ObjectAddress &address() const { return m_address; }
    [[nodiscard]] bool isPast() const { return m_past.has_value(); }
    [[nodiscard]] QString title() const;
    [[nodiscard]] Environment environment() const;
    /// For the inspector: of a page of the past what is known of it and its snapshot.
    [[nodiscard]] QList<std::pair<QString, QString>> properties() const;
    /// The page of this name ("columns", "keys", "relations", "triggers", "rights", "declaration", "definition", "ddl", "data", "history") to the
    /// front.
    void showPage(const QString &name);
    /// The row of this column, key, index … to the front; an unknown or empty name: nothing.
    void showMember(const QString &name);
    [[nodiscard]] QTabWidget *pages() const { return m_pages; }
    [[nodiscard]] SqlEditor *ddl() const { return m_ddl; }
    [[nodiscard]] DataPreview *data() const { return m_data; }

Q_SIGNALS:
    void objectWanted(const concord::ObjectAddress &object);
    void refreshWanted(const QUuid &profile);
    void queryWanted(const QList<QUuid> &profiles, const QString &text);
    void snapshotsWanted(const QUuid &profile);
    /// Two moments of it side by side.
    void sideBySideWanted(const concord::SnapshotInfo &from, const concord::SnapshotInfo &to, const concord::ObjectAddress &object);
    void failed(const concord::Error &error);
    /// Of the rows under Data: the current cell.
    void cellMessage(const QString &column, const QString &type, const QString &text, bool isValue);

private:
    QWidget *makeHeader();
    void makePages();
    void makeHistory();
    void makeLinks();
    QTreeView *makeTable(const QString &name, DetailModel *model, const QString &what);
    void findObject(const Catalog &known);
    void refresh();
    void refreshHeader();
    void refreshRelations();
    void setTable(QTreeView *view, DetailModel *model, const Details &details);
    void showIf(QWidget *page, const QString &text, bool shown);
    [[nodiscard]] CatalogPtr catalog() const;
    [[nodiscard]] QString nameOf(const QUuid &database, const ObjectRef &ref) const;
    void copyDdl();
    void query();

    Services m_services;
    SchemaIndex *m_index;
    ObjectAddress m_address;
    std::optional<PastCatalog> m_past;
    std::vector<Relation> m_relations; ///< that the list of relations tells
    ObjectPtr m_object; ///< null: it is not (or no longer) there
    QLabel *m_name;
    ElidedLabel *m_about;
    QToolButton *m_read;
    QLabel *m_gone;
    QTabWidget *m_pages;
    QList<std::pair<QTreeView *, DetailModel *>> m_tables; ///< columns, keys, relations, triggers, rights, declaration
    SqlEditor *m_definition;
    SqlEditor *m_ddl;
    DataPreview *m_data;
    QPointer<TimelineView> m_history; ///< made when the object is known, as the links are
    QPointer<RelationLinks> m_links;
};

} // namespace concord
