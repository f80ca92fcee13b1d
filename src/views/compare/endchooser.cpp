// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/endchooser.h"

#include "look/colours.h"
#include "look/doticon.h"
#include "look/smallbuttons.h"
#include "look/wording.h"
#include "profilelist.h"
#include "schema/cataloglibrary.h"
#include "workspace/workspacethread.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace concord {

namespace {

enum ItemRole { ProfileRole = Qt::UserRole + 1, SnapshotRole, NumberRole, ReadNowRole };

/// "prod@2/sales" in its parts.
struct Typed
{
    QString name;
    QString moment;
    QString schema;
};

Typed partsOf(const QString &text)
{
    Typed typed;
    QString *part = &typed.name;
    for (const QChar c : text.trimmed()) {
        if (c == u'@')
            part = &typed.moment;
        else if (c == u'/')
            part = &typed.schema;
        else
            *part += c;
    }
    return typed;
}

} // namespace

EndChooser::EndChooser(const Services &services, const QString &title, const EndChoice &current, QWidget *parent)
    : QDialog(parent),
      m_services(services),
      m_wanted(current),
      m_input(new QLineEdit),
      m_databases(new QListWidget),
      m_moments(new QListWidget),
      m_schemas(new QComboBox),
      m_words(makePlainLabel(tr("Type part of a name, @ and a snapshot's number, / and a schema: prod@2/sales"), this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(title);
    m_input->setPlaceholderText(tr("Find a database"));
    m_input->setAccessibleName(m_input->placeholderText());
    m_input->setClearButtonEnabled(true);
    m_input->installEventFilter(this);
    m_databases->setAccessibleName(tr("Databases"));
    m_databases->setUniformItemSizes(true);
    m_moments->setAccessibleName(tr("As of when"));
    m_moments->setUniformItemSizes(true);
    m_schemas->setAccessibleName(tr("Which schema"));
    m_words->setForegroundRole(QPalette::PlaceholderText);
    auto *lists = new QHBoxLayout;
    lists->addWidget(m_databases, 3);
    lists->addWidget(m_moments, 2);
    auto *schema = new QHBoxLayout;
    auto *schemaWord = makePlainLabel(tr("&Schema"), this);
    schemaWord->setBuddy(m_schemas);
    schema->addWidget(schemaWord);
    schema->addWidget(m_schemas, 1);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel);
    buttons->button(QDialogButtonBox::Ok)->setText(tr("&Choose"));
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_input);
    layout->addLayout(lists, 1);
    layout->addLayout(schema);
    layout->addWidget(m_words);
    layout->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &EndChooser::choose);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_input, &QLineEdit::textChanged, this, &EndChooser::applyInput);
    connect(m_databases, &QListWidget::currentRowChanged, this, &EndChooser::databaseChanged);
    connect(m_databases, &QListWidget::itemActivated, this, &EndChooser::choose);
    connect(m_moments, &QListWidget::itemActivated, this, &EndChooser::choose);
    resize(fontMetrics().averageCharWidth() * 90, fontMetrics().height() * 26);
    fillDatabases();
    m_input->setFocus();
}

void EndChooser::fillDatabases()
{
    for (const ProfileEntry &entry : m_services.profiles->entries()) {
        const Endpoint &end = entry.endpoint;
        const KnownCatalog known = m_services.catalogs->known(end.profileId);
        const auto driver = m_services.registry->find(end.engine);
        QStringList words{end.name, driver ? driver->info().displayName : end.engine};
        if (end.environment != Environment::None)
            words.append(environmentName(end.environment));
        words.append(known.catalog ? tr("read %1").arg(ageText(known.readAt)) : tr("never read"));
        auto *item = new QListWidgetItem(dotIcon(endpointColour(end, palette()), *this), words.join(u" · "_s), m_databases);
        item->setData(ProfileRole, end.profileId);
        if (end.profileId == m_wanted.profile)
            m_databases->setCurrentItem(item);
    }
    if (!m_databases->currentItem())
        m_databases->setCurrentRow(0);
}

QUuid EndChooser::profile() const
{
    const QListWidgetItem *item = m_databases->currentItem();
    return item && !item->isHidden() ? item->data(ProfileRole).toUuid() : QUuid();
}

void EndChooser::databaseChanged()
{
    const QUuid id = profile();
    if (id == m_listed)
        return;
    m_listed = id;
    const int question = ++m_question;
    fillMoments({});
    fillSchemas(id);
    if (id.isNull() || !m_services.workspace)
        return;
    m_services.workspace->post([id, registry = m_services.registry](Workspace &workspace) { return workspace.snapshots(id, *registry); })
        .then(this, [this, question](const Result<QList<SnapshotInfo>> &snapshots) {
            if (question == m_question)
                fillMoments(snapshots.value_or(QList<SnapshotInfo>()));
        });
}

void EndChooser::fillMoments(const QList<SnapshotInfo> &snapshots)
{
    m_moments->clear();
    const KnownCatalog known = m_services.catalogs->known(m_listed);
    new QListWidgetItem(known.catalog ? tr("Newest · read %1").arg(ageText(known.readAt)) : tr("Newest · never read"), m_moments);
    auto *now = new QListWidgetItem(tr("Read now from the database"), m_moments);
    now->setData(ReadNowRole, true);
    for (const SnapshotInfo &info : snapshots) {
        QStringList words{u"@%1"_s.arg(info.number), ageText(info.taken)};
        if (!info.name.isEmpty())
            words.append(info.name);
        if (!info.changed)
            words.append(tr("unchanged"));
        if (info.elsewhere)
            words.append(tr("another database"));
        auto *item = new QListWidgetItem(words.join(u" · "_s), m_moments);
        item->setData(SnapshotRole, info.id);
        item->setData(NumberRole, info.number);
        const QString from = info.elsewhere ? u'\n' + tr("read from another database: %1").arg(info.url) : QString();
        item->setToolTip(plainToolTip(info.taken.toLocalTime().toString(u"yyyy-MM-dd HH:mm:ss"_s) + from));
        if (m_wanted.isPast() && info.id == m_wanted.snapshot)
            m_moments->setCurrentItem(item);
    }
    if (!m_moments->currentItem())
        m_moments->setCurrentRow(known.catalog ? 0 : 1);
    applyInput();
}

void EndChooser::fillSchemas(const QUuid &id)
{
    m_schemas->clear();
    m_schemas->addItem(tr("All of it"), QString());
    if (const CatalogPtr catalog = m_services.catalogs->catalog(id)) {
        for (const QString &schema : catalog->schemas())
            m_schemas->addItem(schema, schema);
    }
    m_schemas->setEnabled(m_schemas->count() > 1);
    if (id == m_wanted.profile)
        m_schemas->setCurrentIndex(std::max(0, m_schemas->findData(m_wanted.schema)));
}

void EndChooser::applyInput()
{
    const Typed typed = partsOf(m_input->text());
    QListWidgetItem *first = nullptr;
    for (int row = 0; row < m_databases->count(); ++row) {
        QListWidgetItem *item = m_databases->item(row);
        item->setHidden(!item->text().contains(typed.name, Qt::CaseInsensitive));
        if (!first && !item->isHidden())
            first = item;
    }
    if (QListWidgetItem *current = m_databases->currentItem(); !current || current->isHidden())
        m_databases->setCurrentItem(first);
    databaseChanged();
    for (int row = 0; row < m_moments->count() && !typed.moment.isEmpty(); ++row) {
        if (m_moments->item(row)->text().section(u' ', 0, 0) == u'@' + typed.moment)
            m_moments->setCurrentRow(row);
    }
    if (!typed.schema.isEmpty()) {
        const int found = m_schemas->findText(typed.schema, Qt::MatchStartsWith);
        m_schemas->setCurrentIndex(std::max(0, found));
    }
}

EndChoice EndChooser::choice() const
{
    EndChoice made;
    made.profile = profile();
    made.schema = m_schemas->currentData().toString();
    if (const QListWidgetItem *moment = m_moments->currentItem()) {
        made.snapshot = moment->data(SnapshotRole).toUuid();
        made.number = moment->data(NumberRole).toInt();
    }
    return made;
}

void EndChooser::choose()
{
    const EndChoice made = choice();
    if (made.profile.isNull())
        return;
    const QListWidgetItem *moment = m_moments->currentItem();
    const bool readNow = moment && moment->data(ReadNowRole).toBool();
    accept();
    Q_EMIT chosen(made, readNow);
}

bool EndChooser::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_input || event->type() != QEvent::KeyPress)
        return QDialog::eventFilter(watched, event);
    const int key = static_cast<QKeyEvent *>(event)->key();
    if (key != Qt::Key_Down && key != Qt::Key_Up)
        return QDialog::eventFilter(watched, event);
    for (int row = m_databases->currentRow(); row >= 0 && row < m_databases->count();) {
        row += key == Qt::Key_Down ? 1 : -1;
        if (QListWidgetItem *item = m_databases->item(row); item && !item->isHidden()) {
            m_databases->setCurrentItem(item);
            break;
        }
    }
    return true;
}

} // namespace concord
