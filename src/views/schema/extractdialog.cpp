// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/extractdialog.h"

#include "look/colours.h"
#include "look/doticon.h"
#include "look/smallbuttons.h"
#include "look/wording.h"
#include "profilelist.h"
#include "schema/cataloglibrary.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QSpinBox>
#include <QStandardItemModel>
#include <QTreeView>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace concord {

static constexpr int ProfileIdRole = Qt::UserRole;
static constexpr auto checkLimit = 30s;

static QStringList patterns(const QString &text)
{
    static const QRegularExpression between(u"[,\\s]+"_s);
    return text.split(between, Qt::SkipEmptyParts);
}

ExtractDialog::ExtractDialog(const Services &services, const QList<QUuid> &chosen, const ExtractionChoices &choices, QWidget *parent)
    : QDialog(parent),
      m_services(services),
      m_session(services.registry, services.secrets),
      m_filter(new QLineEdit),
      m_model(new QStandardItemModel(this)),
      m_list(new QTreeView),
      m_count(makePlainLabel({}, this)),
      m_concurrency(new QSpinBox),
      m_timeout(new QSpinBox),
      m_include(new QLineEdit),
      m_exclude(new QLineEdit),
      m_partial(new QCheckBox(tr("Where rights are missing, read &what can be read"))),
      m_check(new QPushButton(tr("Check &rights"))),
      m_extract(new QPushButton(tr("&Extract")))
{
    setWindowTitle(tr("Extract schemas"));
    m_filter->setPlaceholderText(tr("Find a database or group"));
    m_filter->setAccessibleName(m_filter->placeholderText());
    m_filter->setClearButtonEnabled(true);
    m_list->setModel(m_model);
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    m_list->setAllColumnsShowFocus(true);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setAccessibleName(tr("Databases"));
    auto *all = makeLinkButton(tr("All"), this);
    auto *none = makeLinkButton(tr("None"), this);
    connect(all, &QToolButton::clicked, this, [this] { chooseShown(true); });
    connect(none, &QToolButton::clicked, this, [this] { chooseShown(false); });
    auto *above = new QHBoxLayout;
    above->addWidget(m_filter, 1);
    above->addWidget(all);
    above->addWidget(none);
    above->addWidget(m_count);
    auto *layout = new QVBoxLayout(this);
    layout->addLayout(above);
    layout->addWidget(m_list, 1);
    makeForm(choices);

    fill(chosen);
    connect(m_filter, &QLineEdit::textChanged, this, &ExtractDialog::filter);
    connect(m_model, &QStandardItemModel::itemChanged, this, &ExtractDialog::chosenChanged);
    connect(m_check, &QPushButton::clicked, this, &ExtractDialog::checkRights);
    connect(m_extract, &QPushButton::clicked, this, &QDialog::accept);
    connect(this, &QDialog::accepted, this, [this] { Q_EMIT extractWanted(this->chosen(), this->choices()); });
    resize(fontMetrics().averageCharWidth() * 100, fontMetrics().height() * 36);
    m_filter->setFocus();
}

void ExtractDialog::makeForm(const ExtractionChoices &choices)
{
    m_concurrency->setRange(1, 64);
    m_concurrency->setValue(choices.concurrency);
    m_concurrency->setToolTip(tr("How many databases are read at once; a server's own limit counts too"));
    m_timeout->setRange(0, 24 * 3600);
    m_timeout->setSuffix(tr(" s"));
    m_timeout->setSpecialValueText(tr("no limit"));
    m_timeout->setValue(choices.timeoutSeconds);
    m_include->setText(choices.include.join(u", "_s));
    m_include->setPlaceholderText(tr("everything"));
    m_exclude->setText(choices.exclude.join(u", "_s));
    m_exclude->setPlaceholderText(tr("nothing"));
    for (QLineEdit *edit : {m_include, m_exclude})
        edit->setToolTip(tr("Patterns like sales.* or *_old, with commas between them"));
    m_partial->setChecked(choices.partial);
    auto *form = new QFormLayout;
    form->addRow(tr("At &once:"), m_concurrency);
    form->addRow(tr("&Give up after, per database:"), m_timeout);
    form->addRow(tr("&Only:"), m_include);
    form->addRow(tr("&Leave out:"), m_exclude);
    form->addRow(m_partial);
    auto *buttons = new QDialogButtonBox;
    m_check->setToolTip(tr("Connects to each chosen database and asks what its role may not read"));
    buttons->addButton(m_check, QDialogButtonBox::ActionRole);
    buttons->addButton(m_extract, QDialogButtonBox::AcceptRole);
    buttons->addButton(QDialogButtonBox::Cancel);
    m_extract->setDefault(true);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *box = static_cast<QVBoxLayout *>(layout());
    box->addLayout(form);
    box->addWidget(buttons);
}

void ExtractDialog::fill(const QList<QUuid> &chosen)
{
    m_model->setHorizontalHeaderLabels({tr("database"), tr("read"), tr("rights")});
    const QList<ProfileEntry> all = m_services.profiles->entries() + m_services.profiles->unsaved();
    for (const ProfileEntry &entry : all) {
        const Endpoint &endpoint = entry.endpoint;
        auto *name = new QStandardItem(dotIcon(endpointColour(endpoint, palette()), *this), endpoint.name);
        name->setData(endpoint.profileId, ProfileIdRole);
        name->setCheckable(true);
        name->setCheckState(chosen.contains(endpoint.profileId) ? Qt::Checked : Qt::Unchecked);
        name->setToolTip(plainToolTip(entry.groups.join(u", "_s)));
        const KnownCatalog known = m_services.catalogs ? m_services.catalogs->known(endpoint.profileId) : KnownCatalog();
        auto *read = new QStandardItem(known.catalog ? ageText(known.readAt) : tr("never"));
        auto *rights = new QStandardItem;
        for (QStandardItem *item : {read, rights})
            item->setForeground(dimText(palette()));
        m_model->appendRow({name, read, rights});
    }
    const int em = fontMetrics().averageCharWidth();
    m_list->setColumnWidth(Name, em * 34);
    m_list->setColumnWidth(Known, em * 18);
    m_list->header()->setStretchLastSection(true);
    chosenChanged();
}

QList<QUuid> ExtractDialog::chosen() const
{
    QList<QUuid> profiles;
    for (int row = 0; row < m_model->rowCount(); ++row) {
        if (m_model->item(row, Name)->checkState() == Qt::Checked)
            profiles.append(m_model->item(row, Name)->data(ProfileIdRole).toUuid());
    }
    return profiles;
}

ExtractionChoices ExtractDialog::choices() const
{
    return {m_concurrency->value(), m_timeout->value(), patterns(m_include->text()), patterns(m_exclude->text()), m_partial->isChecked()};
}

void ExtractDialog::filter(const QString &text)
{
    for (int row = 0; row < m_model->rowCount(); ++row) {
        const auto entry = m_services.profiles->find(m_model->item(row, Name)->data(ProfileIdRole).toUuid());
        const bool shown =
            entry
            && (entry->endpoint.name.contains(text, Qt::CaseInsensitive) || entry->groups.join(u'\n').contains(text, Qt::CaseInsensitive)
                || environmentName(entry->endpoint.environment).contains(text, Qt::CaseInsensitive));
        m_list->setRowHidden(row, {}, !shown);
    }
}

void ExtractDialog::chooseShown(bool on)
{
    for (int row = 0; row < m_model->rowCount(); ++row) {
        if (!m_list->isRowHidden(row, {}))
            m_model->item(row, Name)->setCheckState(on ? Qt::Checked : Qt::Unchecked);
    }
}

void ExtractDialog::chosenChanged()
{
    const int count = static_cast<int>(chosen().size());
    m_count->setText(tr("%1 of %2 chosen").arg(count).arg(m_model->rowCount()));
    m_extract->setText(count == 1 ? tr("&Extract 1 database") : tr("&Extract %n databases", nullptr, count));
    m_extract->setEnabled(count > 0);
    m_check->setEnabled(count > 0);
}

void ExtractDialog::checkRights()
{
    CatalogRequest request;
    request.include = patterns(m_include->text());
    request.exclude = patterns(m_exclude->text());
    for (const QUuid &profile : chosen()) {
        const auto entry = m_services.profiles->find(profile);
        if (!entry)
            continue;
        rightsItem(profile)->setText(tr("asking…"));
        const auto job = [request](Connection &connection) { return connection.missingRights(request, Clock::now() + checkLimit); };
        m_session.connection(entry->endpoint)
            ->post(job, Clock::now() + checkLimit)
            .then(this, [this, profile](const Result<QList<MissingRight>> &missing) { showRights(profile, missing); });
    }
}

QStandardItem *ExtractDialog::rightsItem(const QUuid &profile) const
{
    for (int row = 0; row < m_model->rowCount(); ++row) {
        if (m_model->item(row, Name)->data(ProfileIdRole).toUuid() == profile)
            return m_model->item(row, Rights);
    }
    return nullptr;
}

void ExtractDialog::showRights(const QUuid &profile, const Result<QList<MissingRight>> &missing)
{
    QStandardItem *item = rightsItem(profile);
    if (!item)
        return;
    QStringList lines;
    QColor colour = goodText(palette());
    if (!missing && missing.error().kind == ErrorKind::Unsupported) {
        lines.append(tr("this engine cannot tell beforehand"));
        colour = dimText(palette());
    } else if (!missing) {
        lines.append(u"✗ "_s + missing.error().message);
        colour = errorText(palette());
    } else if (missing->isEmpty()) {
        lines.append(tr("✓ may read everything"));
    } else {
        colour = warningText(palette());
        for (const MissingRight &right : *missing)
            lines.append(tr("%1: %2 is missing; %3").arg(right.object, right.needs, right.effect));
    }
    item->setText(missing && missing->size() > 1 ? tr("! %n rights missing: %1", nullptr, static_cast<int>(missing->size())).arg(lines.first())
                                                 : firstLine(lines.first()));
    item->setToolTip(plainToolTip(lines.join(u'\n')));
    item->setForeground(colour);
}

} // namespace concord
