// SPDX-License-Identifier: GPL-3.0-or-later
#include "drift/baselinedialog.h"

#include "profilelist.h"
#include "workspace/workspacethread.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QGridLayout>
#include <QPushButton>
#include <QRadioButton>

using namespace Qt::StringLiterals;

namespace concord {

BaselineDialog::BaselineDialog(const Services &services, const QUuid &profile, const std::optional<Baseline> &before, QWidget *parent)
    : QDialog(parent),
      m_services(services),
      m_profile(profile),
      m_muted(before && before->muted),
      m_bySnapshot(new QRadioButton(tr("By a &snapshot of its own:"))),
      m_byDatabase(new QRadioButton(tr("By another &database, which it follows:"))),
      m_byNothing(new QRadioButton(tr("By &nothing"))),
      m_snapshots(new QComboBox),
      m_databases(new QComboBox)
{
    const auto entry = m_services.profiles->find(profile);
    setWindowTitle(tr("What %1 is measured by").arg(entry ? entry->endpoint.name : QString()));
    m_snapshots->setAccessibleName(tr("Snapshot"));
    m_databases->setAccessibleName(tr("Database that it follows"));
    auto *grid = new QGridLayout(this);
    grid->addWidget(m_bySnapshot, 0, 0);
    grid->addWidget(m_snapshots, 0, 1);
    grid->addWidget(m_byDatabase, 1, 0);
    grid->addWidget(m_databases, 1, 1);
    grid->addWidget(m_byNothing, 2, 0);
    grid->setColumnStretch(1, 1);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel);
    grid->addWidget(buttons, 3, 0, 1, 2);
    const bool follows = before && !before->follows.isNull();
    (follows ? m_byDatabase : m_bySnapshot)->setChecked(true);
    m_ok = buttons->button(QDialogButtonBox::Ok);
    fillSnapshots(before); // which may answer at once
    fillDatabases(before);
    for (QRadioButton *button : {m_bySnapshot, m_byDatabase, m_byNothing})
        connect(button, &QRadioButton::toggled, this, &BaselineDialog::updateOk);
    for (QComboBox *box : {m_snapshots, m_databases})
        connect(box, &QComboBox::currentIndexChanged, this, &BaselineDialog::updateOk);
    updateOk();
    connect(m_bySnapshot, &QRadioButton::toggled, m_snapshots, &QWidget::setEnabled);
    connect(m_byDatabase, &QRadioButton::toggled, m_databases, &QWidget::setEnabled);
    m_snapshots->setEnabled(!follows);
    m_databases->setEnabled(follows);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(buttons, &QDialogButtonBox::accepted, this, [this] {
        Q_EMIT baselineWanted(chosen());
        accept();
    });
    resize(fontMetrics().averageCharWidth() * 90, sizeHint().height());
}

void BaselineDialog::fillSnapshots(const std::optional<Baseline> &before)
{
    if (!m_services.workspace)
        return;
    m_services.workspace
        ->post([profile = m_profile, registry = m_services.registry](Workspace &workspace) { return workspace.snapshots(profile, *registry); })
        .then(this, [this, before](const Result<QList<SnapshotInfo>> &snapshots) {
            for (const SnapshotInfo &one : snapshots.value_or(QList<SnapshotInfo>())) {
                const QString name = one.name.isEmpty() ? QString() : u" · "_s + one.name;
                const QString from = one.elsewhere ? u" · "_s + tr("another database") : QString();
                m_snapshots->addItem(u"@%1%2 · %3%4"_s.arg(one.number).arg(name, ageText(one.taken), from), one.id);
                if (before && before->snapshot == one.id)
                    m_snapshots->setCurrentIndex(m_snapshots->count() - 1);
            }
            // One that is gone is not replaced unasked.
            if (before && !before->snapshot.isNull() && m_snapshots->findData(before->snapshot) < 0) {
                m_snapshots->setPlaceholderText(tr("%1 is gone: choose another one").arg(before->title));
                m_snapshots->setCurrentIndex(-1);
            }
            m_bySnapshot->setEnabled(m_snapshots->count() > 0);
            updateOk();
            if (m_snapshots->count() == 0)
                m_snapshots->setPlaceholderText(tr("never read: extract it first (Ctrl+R)"));
        });
}

void BaselineDialog::fillDatabases(const std::optional<Baseline> &before)
{
    for (const ProfileEntry &entry : m_services.profiles->entries()) {
        if (entry.endpoint.profileId == m_profile)
            continue;
        m_databases->addItem(entry.endpoint.name, entry.endpoint.profileId);
        if (before && before->follows == entry.endpoint.profileId)
            m_databases->setCurrentIndex(m_databases->count() - 1);
    }
    if (before && !before->follows.isNull() && m_databases->findData(before->follows) < 0) {
        m_databases->setPlaceholderText(tr("the database that it followed is gone: choose another one"));
        m_databases->setCurrentIndex(-1);
    }
    m_byDatabase->setEnabled(m_databases->count() > 0);
}

void BaselineDialog::updateOk()
{
    const bool chosen = m_byNothing->isChecked() || (m_bySnapshot->isChecked() ? m_snapshots : m_databases)->currentIndex() >= 0;
    m_ok->setEnabled(chosen);
}

Baseline BaselineDialog::chosen() const
{
    Baseline baseline{m_profile, {}, {}, {}, m_muted};
    if (m_bySnapshot->isChecked())
        baseline.snapshot = m_snapshots->currentData().toUuid();
    else if (m_byDatabase->isChecked())
        baseline.follows = m_databases->currentData().toUuid();
    return baseline;
}

} // namespace concord
