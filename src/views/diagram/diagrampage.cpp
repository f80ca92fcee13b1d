// SPDX-License-Identifier: GPL-3.0-or-later
#include "diagram/diagrampage.h"

#include "diagram/diagramexport.h"
#include "diagram/diagramitems.h"
#include "diagram/diagramscene.h"
#include "diagram/diagramsource.h"
#include "diagram/diagramview.h"
#include "look/smallbuttons.h"
#include "schema/readwords.h"
#include "textfile.h"
#include "workspace/workspacethread.h"

#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QFileDialog>
#include <QGuiApplication>
#include <QLabel>
#include <QMenu>
#include <QToolButton>
#include <QVBoxLayout>
#include <QtConcurrent>

using namespace Qt::StringLiterals;

namespace concord {

static constexpr size_t mostTablesWithColumns = 60;

DiagramPage::DiagramPage(QWidget *parent) : QWidget(parent), m_scene(new DiagramScene(this)), m_view(new DiagramView(m_scene, this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    makeToolBar();
    column->addWidget(m_view, 1);
    m_status = makePlainLabel({}, this);
    m_status->setContentsMargins(8, 3, 8, 3);
    column->addWidget(m_status);
    setFocusProxy(m_view);
    connect(m_scene, &DiagramScene::laidOut, this, &DiagramPage::laidOut);
    connect(m_scene, &DiagramScene::opened, this, &DiagramPage::openRequested);
}

void DiagramPage::makeToolBar()
{
    auto *row = new QHBoxLayout;
    row->setContentsMargins(8, 4, 8, 4);
    row->setSpacing(8);
    auto *label = makePlainLabel(tr("&Columns:"), this);
    m_columns = new QComboBox(this);
    m_columns->addItem(tr("all"), int(ShownColumns::All));
    m_columns->addItem(tr("keys"), int(ShownColumns::Keys));
    m_columns->addItem(tr("none"), int(ShownColumns::None));
    m_columns->setCurrentIndex(1);
    m_columns->setAccessibleName(tr("Columns shown"));
    label->setBuddy(m_columns);
    connect(m_columns, &QComboBox::currentIndexChanged, this, &DiagramPage::draw);
    m_inferred = new QCheckBox(tr("&Inferred relations"), this);
    m_inferred->setChecked(true);
    m_inferred->setToolTip(tr("Dashed: guessed from names, types and keys"));
    connect(m_inferred, &QCheckBox::toggled, this, &DiagramPage::findRelations);
    row->addWidget(label);
    row->addWidget(m_columns);
    row->addWidget(m_inferred);
    row->addStretch();
    const auto sign = [&](const QString &text, const QString &meaning, auto run) {
        QToolButton *button = makeSignButton(text, meaning, this);
        connect(button, &QToolButton::clicked, this, run);
        row->addWidget(button);
    };
    sign(u"−"_s, tr("Smaller (Ctrl+−)"), [this] { m_view->zoomBy(1 / 1.2); });
    m_zoom = makePlainLabel(tr("%1 %").arg(100), this);
    row->addWidget(m_zoom);
    sign(u"+"_s, tr("Larger (Ctrl++)"), [this] { m_view->zoomBy(1.2); });
    sign(u"⛶"_s, tr("Show all"), [this] { m_view->showAll(); });
    sign(u"⟳"_s, tr("Arrange anew"), [this] { m_scene->arrange(); });
    connect(m_view, &DiagramView::zoomChanged, this, [this](qreal zoom) { m_zoom->setText(tr("%1 %").arg(qRound(zoom * 100))); });
    auto *out = makeLinkButton(tr("Export"), this);
    auto *menu = new QMenu(out);
    menu->addAction(tr("Save as &SVG…"), this, [this] { exportTo(u"svg"_s); });
    menu->addAction(tr("Save as &PNG…"), this, [this] { exportTo(u"png"_s); });
    menu->addSeparator();
    const auto copy = [this](SchemaFormat format) { return [this, format] { QGuiApplication::clipboard()->setText(m_scene->text(format)); }; };
    menu->addAction(tr("Copy as &Mermaid"), this, copy(SchemaFormat::Mermaid));
    menu->addAction(tr("Copy as &DBML"), this, copy(SchemaFormat::Dbml));
    menu->addAction(tr("Copy as D&OT"), this, copy(SchemaFormat::Dot));
    out->setMenu(menu);
    out->setPopupMode(QToolButton::InstantPopup);
    out->setAccessibleName(tr("Export"));
    row->addWidget(out);
    static_cast<QVBoxLayout *>(layout())->addLayout(row);
}

void DiagramPage::display(std::vector<NamedCatalog> catalogs, std::vector<TableRef> tables, std::vector<UserLink> links)
{
    m_catalogs = std::move(catalogs);
    m_tables = std::move(tables);
    m_links = std::move(links);
    qsizetype count = std::ssize(m_tables);
    for (const NamedCatalog &catalog : m_catalogs)
        count += m_tables.empty() ? catalog.catalog->count(ObjectKind::Table) : 0;
    const QSignalBlocker quiet(m_columns);
    if (count > static_cast<qsizetype>(mostTablesWithColumns))
        m_columns->setCurrentIndex(2);
    findRelations();
}

void DiagramPage::displayLatest(WorkspaceThread &workspace, const std::shared_ptr<const DriverRegistry> &registry, const QList<QUuid> &profiles,
                                std::vector<TableRef> tables)
{
    m_status->setText(tr("Reading snapshots…"));
    m_profiles = profiles;
    m_tables = tables;
    const int asked = ++m_asked;
    workspace.post([profiles, registry](Workspace &open) { return readDiagramSource(open, profiles, *registry); })
        .then(this, [this, asked, tables = std::move(tables)](const Result<DiagramSource> &source) {
            if (asked != m_asked)
                return;
            if (!source) {
                m_status->setText(source.error().message);
                return;
            }
            m_neverRead = source->neverRead;
            display(source->catalogs, tables, source->links);
        });
}

void DiagramPage::findRelations()
{
    m_status->setText(tr("Finding relations…"));
    const int asked = ++m_asked;
    RelateOptions options;
    options.inferred = m_inferred->isChecked();
    QtConcurrent::run([catalogs = m_catalogs, links = m_links, options] {
        return RelationGraph::make(catalogs, links, options);
    }).then(this, [this, asked](const RelationGraphPtr &graph) {
        if (asked != m_asked)
            return;
        m_graph = graph;
        draw();
    });
}

void DiagramPage::draw()
{
    if (!m_graph)
        return;
    m_scene->display(m_graph, m_tables, static_cast<ShownColumns>(m_columns->currentData().toInt()));
    m_status->setText(tr("Arranging…"));
    m_scene->arrange();
}

/// What is drawn, by kind: a view is no table.
QString DiagramPage::countText() const
{
    int tables = 0;
    int views = 0;
    int collections = 0;
    for (const TableItem *item : m_scene->tables()) {
        const auto catalog = std::ranges::find(m_catalogs, item->ref().database, &NamedCatalog::id);
        const ObjectPtr object = catalog == m_catalogs.end() ? nullptr : catalog->catalog->findRelation(item->ref().table);
        const ObjectKind kind = object ? object->kind : ObjectKind::Table;
        ++(kind == ObjectKind::Collection ? collections : kind == ObjectKind::Table ? tables : views);
    }
    QStringList words;
    if (tables > 0 || (views == 0 && collections == 0))
        words.append(tr("%n table(s)", nullptr, tables));
    if (collections > 0)
        words.append(tr("%n collection(s)", nullptr, collections));
    if (views > 0)
        words.append(tr("%n view(s)", nullptr, views));
    return words.join(u" · "_s);
}

void DiagramPage::laidOut(const QString &note)
{
    const auto inferred =
        std::ranges::count_if(m_scene->relations(), [](const RelationItem *item) { return item->relation().origin == RelationOrigin::Inferred; });
    QString text = countText() + u" · "_s + tr("%n relation(s)", nullptr, static_cast<int>(m_scene->relations().size()));
    if (inferred > 0)
        text += u" · "_s + tr("%n inferred (dashed)", nullptr, static_cast<int>(inferred));
    if (!m_catalogs.empty())
        text += u" · "_s + readText(m_catalogs);
    if (!m_neverRead.isEmpty())
        text += u" · "_s + tr("never read: %1 (extract first)").arg(m_neverRead.join(u", "_s));
    m_status->setText(note.isEmpty() ? text : text + u" · "_s + note);
    m_view->showAll();
    Q_EMIT ready();
}

QString DiagramPage::status() const
{
    return m_status->text();
}

QString DiagramPage::title() const
{
    QStringList names;
    for (const NamedCatalog &catalog : m_catalogs)
        names.append(catalog.name);
    return names.join(u", "_s);
}

void DiagramPage::exportTo(const QString &format)
{
    auto *dialog = new QFileDialog(this, tr("Save the diagram"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(format);
    dialog->setNameFilter(format == "svg"_L1 ? tr("SVG pictures (*.svg)") : tr("PNG pictures (*.png)"));
    connect(dialog, &QFileDialog::fileSelected, this,
            [this, format](const QString &path) { write(path, format == "svg"_L1 ? diagramSvg(*m_scene, title()) : diagramPng(*m_scene)); });
    dialog->open();
}

void DiagramPage::write(const QString &path, const QByteArray &content)
{
    QtConcurrent::run([path, content] { return writeWhole(path, content); }).then(this, [this, path](const Result<void> &written) {
        m_status->setText(written ? tr("Saved %1").arg(path) : written.error().message);
    });
}

} // namespace concord
