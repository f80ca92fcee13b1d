// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/snapshotsdialog.h"

#include "look/smallbuttons.h"
#include "look/tone.h"
#include "profilelist.h"
#include "schema/objectwords.h"
#include "schema/snapshotmodel.h"
#include "workspace/workspacethread.h"

#include <QDialogButtonBox>
#include <QFileDialog>
#include <QHeaderView>
#include <QLabel>
#include <QMessageBox>
#include <QPushButton>
#include <QTreeView>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace concord {

static constexpr int newestStay = 10;

SnapshotsDialog::SnapshotsDialog(const Services &services, const QUuid &profile, QWidget *parent)
    : QDialog(parent),
      m_services(services),
      m_profile(profile),
      m_model(new SnapshotModel(this)),
      m_view(new QTreeView),
      m_words(makePlainLabel({}, this))
{
    const auto entry = m_services.profiles->find(profile);
    setWindowTitle(tr("Snapshots of %1").arg(entry ? entry->endpoint.name : QString()));
    m_view->setModel(m_model);
    m_view->setRootIsDecorated(false);
    m_view->setUniformRowHeights(true);
    m_view->setAllColumnsShowFocus(true);
    m_view->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_view->setEditTriggers(QAbstractItemView::EditKeyPressed | QAbstractItemView::SelectedClicked);
    m_view->setAccessibleName(windowTitle());
    const int em = fontMetrics().averageCharWidth();
    for (const auto &[column, width] : {std::pair(SnapshotModel::Number, 18), std::pair(SnapshotModel::Taken, 18), std::pair(SnapshotModel::Name, 22),
                                        std::pair(SnapshotModel::Keep, 8), std::pair(SnapshotModel::Change, 12),
                                        std::pair(SnapshotModel::Content, 36), std::pair(SnapshotModel::Patterns, 20)})
        m_view->setColumnWidth(column, em * width);
    m_words->setWordWrap(true);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_view, 1);
    layout->addWidget(m_words);
    makeButtons();
    connect(m_view, &QTreeView::doubleClicked, this, [this](const QModelIndex &index) {
        if (index.column() != SnapshotModel::Name && index.column() != SnapshotModel::Keep)
            openCurrent();
    });
    connect(m_view->selectionModel(), &QItemSelectionModel::selectionChanged, this, &SnapshotsDialog::updateButtons);
    connect(m_model, &SnapshotModel::renamed, this, [this](const QUuid &id, const QString &name) {
        change([id, name](Workspace &workspace) { return workspace.nameSnapshot(id, name).transform([] { return QString(); }); });
    });
    connect(m_model, &SnapshotModel::keepChanged, this, [this](const QUuid &id, bool keep) {
        change([id, keep](Workspace &workspace) { return workspace.keepSnapshot(id, keep).transform([] { return QString(); }); });
    });
    resize(em * 160, fontMetrics().height() * 24);
    reload();
}

void SnapshotsDialog::makeButtons()
{
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    const auto add = [&](const QString &text, const QString &tip, auto slot) {
        QPushButton *button = buttons->addButton(text, QDialogButtonBox::ActionRole);
        button->setToolTip(tip);
        button->setAutoDefault(false);
        connect(button, &QPushButton::clicked, this, slot);
        return button;
    };
    m_open = add(tr("&Open"), tr("Show the schema as it was then"), &SnapshotsDialog::openCurrent);
    m_compare = add(tr("&Compare"), tr("One with what is known now, or several with each other"), &SnapshotsDialog::compareSelected);
    m_baseline = add(tr("Use as &baseline"), tr("Measure the database's drift by it; it is never pruned"), &SnapshotsDialog::useAsBaseline);
    m_export = add(tr("&Export…"), tr("Write the snapshot to a file of its own"), &SnapshotsDialog::exportCurrent);
    add(tr("&Import…"), tr("Take a snapshot from a file"), &SnapshotsDialog::import);
    m_remove = add(tr("&Remove…"), tr("Remove the selected snapshots"), &SnapshotsDialog::removeSelected);
    add(tr("&Prune…"), tr("Remove all but the newest %1, those with a name and those to be kept").arg(newestStay), &SnapshotsDialog::prune);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    layout()->addWidget(buttons);
    updateButtons();
}

void SnapshotsDialog::reload()
{
    using Answer = std::pair<QList<SnapshotInfo>, QUuid>;
    m_services.workspace
        ->post([profile = m_profile, registry = m_services.registry](Workspace &workspace) {
            return workspace.snapshots(profile, *registry).transform([&](const QList<SnapshotInfo> &all) {
                const auto baseline = workspace.baseline(profile);
                return Answer(all, baseline && *baseline ? (*baseline)->snapshot : QUuid());
            });
        })
        .then(this, [this](const Result<Answer> &answer) {
            const auto snapshots = answer.transform([](const Answer &both) { return both.first; });
            if (!snapshots) {
                say(snapshots.error().message, true);
                return;
            }
            const int row = m_view->currentIndex().row();
            m_model->setSnapshots(*snapshots, answer->second);
            m_view->setCurrentIndex(m_model->index(std::clamp(row, 0, std::max(0, m_model->rowCount() - 1)), 0));
            if (snapshots->isEmpty())
                say(tr("No snapshot yet: extract the database (Ctrl+R in the tree), and each extraction leaves one here."), false);
            updateButtons();
        });
}

void SnapshotsDialog::change(std::function<Result<QString>(Workspace &)> job)
{
    m_services.workspace->post(std::move(job)).then(this, [this](const Result<QString> &done) {
        say(done ? *done : done.error().message, !done);
        reload();
        Q_EMIT changed();
    });
}

void SnapshotsDialog::say(const QString &text, bool isError)
{
    setTone(*m_words, isError ? Tone::Error : Tone::Plain);
    m_words->setText(isError ? u"✗ "_s + text : text);
}

QList<SnapshotInfo> SnapshotsDialog::selected() const
{
    QList<SnapshotInfo> snapshots;
    for (const QModelIndex &index : m_view->selectionModel()->selectedRows())
        snapshots.append(m_model->snapshot(index.row()));
    return snapshots;
}

void SnapshotsDialog::updateButtons()
{
    const auto count = selected().size();
    m_open->setEnabled(count == 1);
    m_compare->setEnabled(count > 0);
    m_baseline->setEnabled(count == 1);
    m_export->setEnabled(count == 1);
    m_remove->setEnabled(count > 0);
}

void SnapshotsDialog::openCurrent()
{
    if (const auto snapshots = selected(); snapshots.size() == 1)
        Q_EMIT openWanted(snapshots.first());
}

void SnapshotsDialog::useAsBaseline()
{
    const auto snapshots = selected();
    if (snapshots.size() != 1)
        return;
    change([snapshot = snapshots.first(), registry = m_services.registry](Workspace &workspace) {
        return workspace.setBaseline({snapshot.profileId, snapshot.id, {}, {}, false})
            .and_then([&] { return workspace.measureAfterReading(snapshot.profileId, *registry); })
            .transform([&] { return SnapshotsDialog::tr("Drift is measured by @%1 from now on.").arg(snapshot.number); });
    });
}

void SnapshotsDialog::compareSelected()
{
    QList<SnapshotInfo> snapshots = selected();
    std::ranges::sort(snapshots, {}, &SnapshotInfo::taken);
    if (!snapshots.isEmpty())
        Q_EMIT compareWanted(snapshots);
}

void SnapshotsDialog::exportCurrent()
{
    const auto snapshots = selected();
    if (snapshots.size() != 1)
        return;
    const SnapshotInfo &snapshot = snapshots.first();
    auto *dialog = new QFileDialog(this, tr("Export the snapshot"), u"%1-%2.json"_s.arg(snapshot.database, QString::number(snapshot.number)));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    connect(dialog, &QFileDialog::fileSelected, this, [this, id = snapshot.id](const QString &path) {
        change([id, path](Workspace &workspace) {
            return workspace.exportSnapshot(id, path).transform([path] { return SnapshotsDialog::tr("Written to %1").arg(path); });
        });
    });
    dialog->open();
}

void SnapshotsDialog::import()
{
    auto *dialog = new QFileDialog(this, tr("Import a snapshot"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &path) {
        const auto entry = m_services.profiles->find(m_profile);
        change([profile = m_profile, path, name = entry ? entry->endpoint.name : QString()](Workspace &workspace) {
            return workspace.importSnapshot(path, profile, name).transform([](const SnapshotInfo &info) {
                return SnapshotsDialog::tr("Imported as @%1").arg(info.number);
            });
        });
    });
    dialog->open();
}

void SnapshotsDialog::askToRemove(const QString &question, const std::function<void()> &remove)
{
    auto *box = new QMessageBox(QMessageBox::Question, windowTitle(), question, QMessageBox::Cancel, this);
    box->setTextFormat(Qt::PlainText);
    box->setAttribute(Qt::WA_DeleteOnClose);
    QPushButton *yes = box->addButton(tr("Remove"), QMessageBox::DestructiveRole);
    box->setDefaultButton(QMessageBox::Cancel);
    connect(box, &QMessageBox::buttonClicked, this, [box, yes, remove](QAbstractButton *button) {
        box->close();
        if (button == yes)
            remove();
    });
    box->open();
}

void SnapshotsDialog::removeSelected()
{
    QList<QUuid> ids;
    for (const SnapshotInfo &snapshot : selected())
        ids.append(snapshot.id);
    if (ids.isEmpty())
        return;
    askToRemove(tr("Remove %n snapshot(s) for good? What they alone remember of this schema is gone then.", nullptr, static_cast<int>(ids.size())),
                [this, ids] {
                    change([ids](Workspace &workspace) {
                        return workspace.removeSnapshots(ids).transform(
                            [&ids] { return SnapshotsDialog::tr("%n removed", nullptr, static_cast<int>(ids.size())); });
                    });
                });
}

void SnapshotsDialog::prune()
{
    PrunePolicy policy;
    policy.newest = newestStay;
    policy.profileId = m_profile;
    askToRemove(
        tr("Remove all snapshots but the newest %1 of each database for good? Those with a name and those that are kept stay.").arg(newestStay),
        [this, policy] {
            change([policy](Workspace &workspace) {
                return workspace.pruneSnapshots(policy).transform([](int gone) { return SnapshotsDialog::tr("%n removed", nullptr, gone); });
            });
        });
}

} // namespace concord
