// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/objectpage.h"

#include "connections/catalognodes.h"
#include "drift/timelineview.h"
#include "look/elidedlabel.h"
#include "look/smallbuttons.h"
#include "profilelist.h"
#include "query/sqleditor.h"
#include "query/statementlanguage.h"
#include "schema/cataloglibrary.h"
#include "schema/datapreview.h"
#include "schema/ddltext.h"
#include "schema/junctionrows.h"
#include "schema/objectdetails.h"
#include "schema/objectproperties.h"
#include "schema/objectwords.h"
#include "schema/relationlinks.h"
#include "schema/schemaindex.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QTabWidget>
#include <QTimer>
#include <QTreeView>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace concord {

namespace {
enum DetailTable { Columns, Keys, Relations, Triggers, Rights, Declaration };
} // namespace

ObjectPage::ObjectPage(const Services &services, SchemaIndex *index, const ObjectAddress &address, std::optional<PastCatalog> past, QWidget *parent)
    : QWidget(parent),
      m_services(services),
      m_index(index),
      m_address(address),
      m_past(std::move(past)),
      m_name(makePlainLabel({}, this)),
      m_about(new ElidedLabel(this)),
      m_read(makeLinkButton({}, this)),
      m_gone(makePlainLabel({}, this)),
      m_pages(new QTabWidget(this)),
      m_definition(new SqlEditor(this)),
      m_ddl(new SqlEditor(this)),
      m_data(new DataPreview(services, this))
{
    setAccessibleName(title());
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(makeHeader());
    layout->addWidget(m_gone, 1); // instead of the pages
    m_gone->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    layout->addWidget(m_pages, 1);
    m_gone->setWordWrap(true);
    m_gone->setMargin(fontMetrics().height());
    makePages();
    setFocusProxy(m_pages);
    if (m_services.catalogs && !m_past) {
        connect(m_services.catalogs, &CatalogLibrary::changed, this, [this](const QUuid &profile) {
            if (profile == m_address.profile)
                refresh();
        });
        connect(m_services.catalogs, &CatalogLibrary::stateChanged, this, [this](const QUuid &profile) {
            if (profile == m_address.profile)
                refreshHeader();
        });
    }
    if (m_index) {
        connect(m_index, &SchemaIndex::relationsChanged, this, &ObjectPage::refreshRelations);
        m_index->wantRelations();
    }
    auto *age = new QTimer(this);
    connect(age, &QTimer::timeout, this, &ObjectPage::refreshHeader);
    age->start(30s);
    refresh();
}

QWidget *ObjectPage::makeHeader()
{
    auto *header = new QWidget(this);
    const int pad = fontMetrics().height() / 3;
    auto *layout = new QHBoxLayout(header);
    layout->setContentsMargins(2 * pad, pad, 2 * pad, pad);
    layout->setSpacing(2 * pad);
    if (const auto entry = m_services.profiles->find(m_address.profile))
        layout->addWidget(new EnvironmentDot(entry->endpoint, header));
    QFont bold = font();
    bold.setBold(true);
    bold.setPointSizeF(bold.pointSizeF() * 1.15);
    m_name->setFont(bold);
    m_name->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_about->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    auto *copy = makeLinkButton(tr("Copy DDL"), header);
    auto *select = makeLinkButton(tr("Query"), header);
    copy->setToolTip(tr("Copy the statements that make it (Ctrl+Shift+C)"));
    select->setToolTip(tr("Open a query on it (Ctrl+Enter)"));
    connect(copy, &QToolButton::clicked, this, &ObjectPage::copyDdl);
    connect(select, &QToolButton::clicked, this, &ObjectPage::query);
    connect(m_read, &QToolButton::clicked, this, [this] {
        if (m_past)
            Q_EMIT snapshotsWanted(m_address.profile);
        else
            Q_EMIT refreshWanted(m_address.profile);
    });
    layout->addWidget(m_name);
    layout->addWidget(m_about, 1);
    layout->addWidget(m_read);
    layout->addWidget(copy);
    layout->addWidget(select);
    select->setVisible(isRelation(m_address.kind));
    const auto key = [this](const QKeySequence &sequence, auto slot) {
        auto *action = new QAction(this);
        action->setShortcut(sequence);
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        connect(action, &QAction::triggered, this, slot);
        addAction(action);
    };
    key(Qt::CTRL | Qt::SHIFT | Qt::Key_C, &ObjectPage::copyDdl);
    key(Qt::CTRL | Qt::Key_Return, &ObjectPage::query);
    key(Qt::CTRL | Qt::Key_R, [this] { Q_EMIT refreshWanted(m_address.profile); });
    return header;
}

QTreeView *ObjectPage::makeTable(const QString &name, DetailModel *model, const QString &what)
{
    auto *view = new QTreeView(m_pages);
    view->setObjectName(name);
    view->setModel(model);
    view->setRootIsDecorated(false);
    view->setUniformRowHeights(true);
    view->setAllColumnsShowFocus(true);
    view->setFrameShape(QFrame::NoFrame);
    view->setAccessibleName(what);
    view->setSelectionMode(QAbstractItemView::ExtendedSelection);
    view->setExpandsOnDoubleClick(false);
    const auto follow = [this, view] {
        if (const auto object = view->currentIndex().data(DetailModel::AddressRole).value<ObjectAddress>(); !object.isNull())
            Q_EMIT objectWanted(object);
    };
    connect(view, &QTreeView::activated, this, follow);
    auto *open = new QAction(view);
    open->setShortcut(Qt::Key_F4);
    open->setShortcutContext(Qt::WidgetShortcut);
    connect(open, &QAction::triggered, this, follow);
    view->addAction(open);
    m_tables.append({view, model});
    return view;
}

void ObjectPage::makePages()
{
    m_pages->setDocumentMode(true);
    const auto table = [this](const QString &name, const QString &what) { makeTable(name, new DetailModel(this), what); };
    table(u"columns"_s, tr("Columns"));
    table(u"keys"_s, tr("Keys and indexes"));
    table(u"relations"_s, tr("Relations"));
    table(u"triggers"_s, tr("Triggers"));
    table(u"rights"_s, tr("Rights"));
    table(u"declaration"_s, tr("Properties"));
    m_definition->setObjectName(u"definition"_s);
    m_ddl->setObjectName(u"ddl"_s);
    m_data->setObjectName(u"data"_s);
    for (SqlEditor *editor : {m_definition, m_ddl}) {
        editor->setReadOnly(true);
        editor->setCaretLineVisible(false);
    }
    m_definition->setAccessibleName(tr("Definition"));
    m_ddl->setAccessibleName(tr("DDL"));
    m_data->setAccessibleName(tr("Data"));
    for (QWidget *page : std::initializer_list<QWidget *>{m_definition, m_ddl, m_data})
        page->hide(); // until it stands among the pages
    connect(m_data, &DataPreview::cellMessage, this, &ObjectPage::cellMessage);
}

void ObjectPage::makeHistory()
{
    if (m_past || !m_services.workspace)
        return;
    m_history = new TimelineView(m_services, m_address.profile, {std::pair(m_address.kind, m_address.ref), {}, 0}, this);
    m_history->setAccessibleName(tr("History"));
    m_history->hide();
    connect(m_history, &TimelineView::sideBySideWanted, this,
            [this](const SnapshotInfo &from, const SnapshotInfo &to) { Q_EMIT sideBySideWanted(from, to, m_address); });
}

/// A page of the past has no links to draw: they are for what is.
void ObjectPage::makeLinks()
{
    if (!m_index || m_past || !m_services.workspace || !m_services.catalogs)
        return;
    const auto &[view, model] = m_tables[Relations];
    const auto current = [this, view, model]() -> std::optional<Relation> {
        const int row = view->currentIndex().row();
        const int position = row < 0 ? -1 : model->details().rows.at(row).position;
        return position < 0 ? std::nullopt : std::optional(m_relations[static_cast<std::size_t>(position)]);
    };
    m_links = new RelationLinks(m_services, *m_index, {m_address.profile, m_address.ref}, current, view);
    connect(m_links, &RelationLinks::failed, this, &ObjectPage::failed);
}

QString ObjectPage::title() const
{
    return m_past ? tr("%1 @%2").arg(m_address.ref.name, QString::number(m_past->info.number)) : m_address.ref.name;
}

QList<std::pair<QString, QString>> ObjectPage::properties() const
{
    if (!m_past)
        return objectProperties(m_services, m_address);
    const SnapshotInfo &snapshot = m_past->info;
    QList<std::pair<QString, QString>> rows{{tr("snapshot"), u"%1@%2"_s.arg(snapshot.database, QString::number(snapshot.number))},
                                            {tr("read"), ageText(snapshot.taken)}};
    if (!m_address.ref.schema.isEmpty())
        rows.append({tr("schema"), m_address.ref.schema});
    if (m_object)
        rows.append({tr("kind"), kindWord(*m_object)});
    return rows;
}

Environment ObjectPage::environment() const
{
    const auto entry = m_services.profiles->find(m_address.profile);
    return entry ? entry->endpoint.environment : Environment::None;
}

CatalogPtr ObjectPage::catalog() const
{
    if (m_past)
        return m_past->catalog;
    return m_services.catalogs ? m_services.catalogs->catalog(m_address.profile) : nullptr;
}

static void setText(SqlEditor *editor, const QString &text)
{
    if (editor->contents() == text)
        return;
    editor->setReadOnly(false);
    editor->setContents(text);
    editor->setReadOnly(true);
}

/// A list of names that was shown before the schema was read may say neither the schema nor the exact kind.
void ObjectPage::findObject(const Catalog &known)
{
    m_object = known.find(m_address.kind, m_address.ref);
    if (m_object || !isRelation(m_address.kind))
        return;
    const ObjectPtr meant = known.findRelation(m_address.ref);
    m_object = meant || !m_address.ref.schema.isEmpty() ? meant : known.findRelation({known.info().defaultSchema, m_address.ref.name});
    if (!m_object)
        return;
    m_address.kind = m_object->kind;
    m_address.ref = m_object->ref;
    delete m_history; // of the other address, as the links are
    delete m_links;
}

void ObjectPage::refresh()
{
    const CatalogPtr known = catalog();
    m_object.reset();
    if (known)
        findObject(*known);
    refreshHeader();
    m_gone->setVisible(!m_object);
    m_pages->setVisible(m_object != nullptr);
    if (!m_object) {
        m_gone->setText(
            known ? tr("%1 is no longer in the schema as it was read %2.").arg(fullName(m_address.ref), ageText(known->info().readAt))
                  : tr("The schema of this database was not read yet. Extract it (Ctrl+R in the tree) to see its columns, keys and relations."));
        return;
    }
    if (!m_history)
        makeHistory();
    if (!m_links)
        makeLinks();
    const auto entry = m_services.profiles->find(m_address.profile);
    const auto driver = entry ? m_services.registry->find(entry->endpoint.engine) : nullptr;
    const Details details[] = {columnDetails(*m_object),  keyDetails(*m_object),   {},
                               triggerDetails(*m_object), rightDetails(*m_object), declarationDetails(*m_object)};
    for (const DetailTable each : {Columns, Keys, Triggers, Rights, Declaration})
        setTable(m_tables[each].first, m_tables[each].second, details[each]);
    const QString definition = definitionOf(*m_object);
    if (driver) {
        m_definition->setDialect(driver->dialect());
        m_ddl->setDialect(driver->dialect());
        setText(m_ddl, ddlText(*m_object, *driver));
    }
    setText(m_definition, definition);
    const bool relation = isRelation(m_object->kind);
    showIf(m_tables[Columns].first, tr("Columns"), relation);
    showIf(m_tables[Keys].first, tr("Keys and indexes"), relation && m_object->kind != ObjectKind::View);
    showIf(m_tables[Relations].first, tr("Relations"), relation);
    showIf(m_tables[Triggers].first, tr("Triggers"), !details[Triggers].rows.isEmpty());
    showIf(m_tables[Rights].first, tr("Rights"), !details[Rights].rows.isEmpty());
    showIf(m_tables[Declaration].first, tr("Properties"), !relation);
    showIf(m_definition, tr("Definition"), !definition.isEmpty());
    showIf(m_ddl, tr("DDL"), driver != nullptr);
    showIf(m_data, tr("Data"), relation && driver && !m_past);
    if (m_history)
        showIf(m_history, tr("History"), true);
    if (relation && driver && !m_past)
        m_data->setTable(entry->endpoint, readAllOf(m_address.ref.schema, m_address.ref.name, driver->dialectFor(entry->endpoint)));
    refreshRelations();
}

/// Pages stand in the order in which they are shown the first time: that of the calls.
void ObjectPage::showIf(QWidget *page, const QString &text, bool shown)
{
    const int at = m_pages->indexOf(page);
    if (shown && at < 0) {
        m_pages->addTab(page, text);
    } else if (!shown && at >= 0) {
        m_pages->removeTab(at);
    }
    if (!shown)
        page->hide();
}

void ObjectPage::setTable(QTreeView *view, DetailModel *model, const Details &details)
{
    const bool first = model->columnCount() == 0;
    // The page is filled anew whenever something was read: what a person looks at stays selected.
    const int row = view->currentIndex().row();
    const QStringList looked = row < 0 ? QStringList() : model->details().rows.at(row).cells;
    model->setDetails(details);
    for (int i = 0; !looked.isEmpty() && i < model->rowCount(); ++i) {
        if (model->details().rows.at(i).cells == looked)
            view->setCurrentIndex(model->index(i, 0));
    }
    const int most = fontMetrics().averageCharWidth() * 60;
    for (int column = 0; first && column + 1 < model->columnCount(); ++column) {
        view->resizeColumnToContents(column);
        view->setColumnWidth(column, std::min(view->columnWidth(column) + fontMetrics().averageCharWidth() * 2, most));
    }
}

QString ObjectPage::nameOf(const QUuid &database, const ObjectRef &ref) const
{
    if (database == m_address.profile)
        return ref.schema == m_address.ref.schema ? ref.name : fullName(ref);
    const auto entry = m_services.profiles->find(database);
    return (entry ? entry->endpoint.name : tr("another database")) + u" · "_s + fullName(ref);
}

void ObjectPage::refreshRelations()
{
    const CatalogPtr known = catalog();
    if (!m_object || !known)
        return;
    const TableRef table{m_address.profile, m_address.ref};
    std::vector<Relation> relations; // not m_relations: the list still tells those
    if (const RelationGraphPtr graph = m_index && !m_past ? m_index->relations() : nullptr) {
        for (const size_t position : graph->relationsOf(table))
            relations.push_back(graph->relations()[position]);
    } else {
        const auto entry = m_services.profiles->find(m_address.profile);
        relations = declaredRelations({m_address.profile, entry ? entry->endpoint.name : QString(), environment(), known});
        std::erase_if(relations, [&](const Relation &relation) { return relation.from.table != table && relation.to.table != table; });
    }
    const auto kindOf = [this](const TableRef &ref) {
        const CatalogPtr there = m_services.catalogs ? m_services.catalogs->catalog(ref.database) : nullptr;
        const ObjectPtr object = there ? there->findRelation(ref.table) : nullptr;
        return object ? object->kind : ObjectKind::Table;
    };
    const auto name = [this](const TableRef &ref) { return nameOf(ref.database, ref.table); };
    Details details = relationDetails(relations, table, name, kindOf);
    if (const RelationGraphPtr graph = m_index && !m_past ? m_index->relations() : nullptr)
        details.rows += junctionRows(*graph, table, name, kindOf);
    m_relations = std::move(relations);
    setTable(m_tables[Relations].first, m_tables[Relations].second, details);
    const int at = m_pages->indexOf(m_tables[Relations].first);
    if (at >= 0)
        m_pages->setTabText(at, details.rows.isEmpty() ? tr("Relations") : tr("Relations  %1").arg(details.rows.size()));
}

void ObjectPage::refreshHeader()
{
    const auto entry = m_services.profiles->find(m_address.profile);
    const KnownCatalog known = m_services.catalogs ? m_services.catalogs->known(m_address.profile) : KnownCatalog();
    m_name->setText(fullName(m_address.ref));
    QStringList about{m_object ? kindWord(*m_object) : kindWord(m_address.kind)};
    if (entry) {
        about.append(entry->endpoint.name);
        if (entry->endpoint.environment != Environment::None)
            about.append(environmentName(entry->endpoint.environment));
    }
    if (m_object) {
        const Statistics numbers = statisticsOf(*m_object);
        if (numbers.rows >= 0)
            about.append(tr("about %1 rows").arg(approximate(numbers.rows)));
        if (numbers.bytes >= 0)
            about.append(sizeText(numbers.bytes));
        if (!m_object->comment.isEmpty())
            about.append(m_object->comment);
    }
    m_about->setText(about.join(u" · "_s));
    m_about->setTone(Tone::Dim);
    if (m_past) {
        m_read->setText(tr("snapshot of %1").arg(QLocale().toString(m_past->info.taken.toLocalTime(), QLocale::ShortFormat)));
        m_read->setToolTip(tr("This is the past. Click for the other snapshots."));
    } else if (known.isReading) {
        m_read->setText(tr("reading…"));
    } else if (known.catalog) {
        const QString age = ageText(known.readAt);
        m_read->setText(known.error     ? tr("offline, read %1 ⟳").arg(age)
                        : known.readNow ? tr("read %1 ⟳").arg(age)
                                        : tr("snapshot, read %1 ⟳").arg(age));
        m_read->setToolTip(known.error ? tr("The last try failed. Click to try again (Ctrl+R).") : tr("Click to read the schema again (Ctrl+R)."));
    } else {
        m_read->setText(tr("read now ⟳"));
    }
    m_read->setEnabled(!known.isReading || m_past);
    m_read->setAccessibleName(m_read->text());
}

void ObjectPage::showPage(const QString &name)
{
    for (int i = 0; i < m_pages->count(); ++i) {
        if (m_pages->widget(i)->objectName() == name)
            m_pages->setCurrentIndex(i);
    }
}

void ObjectPage::showMember(const QString &name)
{
    for (const auto &[view, model] : std::as_const(m_tables)) {
        for (int row = 0; !name.isEmpty() && row < model->rowCount(); ++row) {
            const int nameColumn = view->objectName() == "keys"_L1 ? 1 : 0;
            if (model->details().rows.at(row).cells.value(nameColumn) != name || m_pages->indexOf(view) < 0)
                continue;
            m_pages->setCurrentWidget(view);
            view->setCurrentIndex(model->index(row, 0));
            return;
        }
    }
}

void ObjectPage::copyDdl()
{
    if (m_object)
        QGuiApplication::clipboard()->setText(m_ddl->contents());
}

void ObjectPage::query()
{
    const auto entry = m_services.profiles->find(m_address.profile);
    const auto driver = entry ? m_services.registry->find(entry->endpoint.engine) : nullptr;
    if (driver && isRelation(m_address.kind))
        Q_EMIT queryWanted({m_address.profile}, readAllOf(m_address.ref.schema, m_address.ref.name, driver->dialectFor(entry->endpoint)) + u";\n"_s);
}

} // namespace concord
