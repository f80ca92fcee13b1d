// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"
#include "compare/endchoice.h"
#include "extract/snapshot.h"
#include "schema/namedcatalog.h"
#include "schema/objectaddress.h"
#include "services.h"

#include <QObject>

#include <functional>
#include <vector>

class QJsonObject;
class QTabWidget;

namespace concord {

class CatalogLibrary;
class ConnectionTree;
class DiagramPage;
class Extractions;
class JobsPanel;
class ObjectPage;
class SchemaIndex;
class SearchPanel;
struct PaletteEntry;
struct TableRef;

/// The window's schema parts wired together: what was read, the reading of it, pages of objects, search and snapshots.
class SchemaParts : public QObject
{
    Q_OBJECT

public:
    /// Puts the library into `services`. Pages go into `tabs`; both outlive this.
    SchemaParts(Services &services, QTabWidget *tabs, QObject *parent);

    void connectTree(ConnectionTree *tree);
    void connectJobs(JobsPanel *jobs);
    /// The dock's content; made once.
    [[nodiscard]] SearchPanel *makeSearchPanel(QWidget *parent);

    [[nodiscard]] CatalogLibrary &library() const { return *m_library; }
    [[nodiscard]] SchemaIndex &index() const { return *m_index; }
    [[nodiscard]] Extractions &extractions() const { return *m_extractions; }

    /// `ask`: how, in a dialog first.
    void extract(const QList<QUuid> &profiles, bool ask);
    /// Its page to the front, made where there is none. `page`: see ObjectPage::showPage(); empty: the first.
    ObjectPage *openObject(const ObjectAddress &object, const QString &page = {});
    /// The object of this name, as a person typed it ("orders", "public.orders"), in the first of these databases that has it.
    void openNamed(const QString &name, const QList<QUuid> &profiles);
    void goToObject();
    void showSnapshots(const QUuid &profile);
    /// A diagram of these databases; of these objects of them alone where there are tables among them.
    void showDiagram(const QList<QUuid> &profiles, const QList<ObjectAddress> &objects);
    /// Tables and the like for Ctrl+P: looked for on a pool thread, answered on the GUI's; at once where there is nothing to look in.
    void palette(const QString &text, const std::function<void(const QList<PaletteEntry> &)> &answer);
    /// Remembers which pages are open: after one was opened or closed.
    void keepPages();
    /// Another theme.
    void paletteChanged();

Q_SIGNALS:
    void queryWanted(const QList<QUuid> &profiles, const QString &text);
    void compareWanted(const QList<concord::EndChoice> &ends);
    /// An object at two moments of its database.
    void momentsWanted(const concord::SnapshotInfo &from, const concord::SnapshotInfo &to, const concord::ObjectAddress &object);
    /// Snapshots came, went, or are measured by.
    void snapshotsChanged();
    void failed(const concord::Error &error);
    /// The current cell of the rows of the page in front.
    void cellMessage(const QString &column, const QString &type, const QString &text, bool isValue);
    /// Something for the status bar.
    void said(const QString &text);
    /// An extraction began: its dock should be seen.
    void jobStarted();

private:
    void copyDdl(const QList<ObjectAddress> &objects);
    void copySchemaDdl(const QList<QUuid> &profiles);
    /// All that these databases hold as one file, in the format that its name says.
    void document(const QList<QUuid> &profiles);
    void writeDocument(std::vector<NamedCatalog> catalogs, const QString &path);
    void titlePages();
    [[nodiscard]] QString nameOf(const QUuid &profile) const;
    void openPast(const QUuid &profile, const SnapshotInfo &snapshot);
    void addPage(ObjectPage *page);
    /// Pages that were open when the program ended come back, once.
    void restorePages();
    void restoreDiagram(const QJsonObject &json);
    DiagramPage *addDiagram(const QList<QUuid> &profiles, std::vector<TableRef> tables);
    [[nodiscard]] QList<ObjectPage *> pages() const;
    [[nodiscard]] QWidget *window() const;

    Services m_services;
    QTabWidget *m_tabs;
    CatalogLibrary *m_library;
    SchemaIndex *m_index;
    Extractions *m_extractions;
    bool m_restored = false;
};

} // namespace concord
