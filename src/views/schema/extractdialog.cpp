// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/extractdialog.h"

#include "look/tone.h"
#include "textfile.h"
#include "connection/names.h"
#include "connection/samedatabase.h"
#include "extract/jobtargets.h"
#include "look/colours.h"
#include "look/doticon.h"
#include "look/smallbuttons.h"
#include "look/wording.h"
#include "profilelist.h"
#include "schema/cataloglibrary.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QDir>
#include <QFileDialog>
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
#include <QtConcurrentRun>

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
      m_session(std::in_place, services.registry, services.secrets),
      m_places(choices.concurrency),
      m_filter(new QLineEdit),
      m_model(new QStandardItemModel(this)),
      m_list(new QTreeView),
      m_count(makePlainLabel({}, this)),
      m_concurrency(new QSpinBox),
      m_timeout(new QSpinBox),
      m_include(new QLineEdit),
      m_exclude(new QLineEdit),
      m_partial(new QCheckBox(tr("Where rights are missing, read &what can be read"))),
      m_output(new QLineEdit),
      m_note(makePlainLabel({}, this)),
      m_check(new QPushButton(tr("Check &rights"))),
      m_extract(new QPushButton(tr("&Extract")))
{
    setWindowTitle(tr("Extract schemas"));
    m_checkAgain.setSingleShot(true);
    m_checkAgain.setInterval(100);
    connect(&m_checkAgain, &QTimer::timeout, this, &ExtractDialog::checkNext);
    m_filter->setPlaceholderText(tr("Find a database or group"));
    m_filter->setAccessibleName(m_filter->placeholderText());
    m_filter->setClearButtonEnabled(true);
    m_list->setModel(m_model);
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    m_list->setAllColumnsShowFocus(true);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setAccessibleName(tr("Databases"));
    m_list->setItemDelegate(new ToneDelegate(m_list));
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
    connect(this, &QDialog::accepted, this, [this] { Q_EMIT extractWanted(order(), this->choices()); });
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
    m_output->setText(choices.output);
    auto *form = new QFormLayout;
    form->addRow(tr("At &once:"), m_concurrency);
    form->addRow(tr("&Give up after, per database:"), m_timeout);
    form->addRow(tr("&Only:"), m_include);
    form->addRow(tr("&Leave out:"), m_exclude);
    form->addRow(m_partial);
    form->addRow(tr("&Write to folder:"), makeOutputRow());
    m_note->setWordWrap(true);
    m_note->hide();
    auto *box = static_cast<QVBoxLayout *>(layout());
    box->addLayout(form);
    box->addWidget(m_note);
    makeButtons();
}

QWidget *ExtractDialog::makeOutputRow()
{
    auto *row = new QWidget;
    auto *line = new QHBoxLayout(row);
    line->setContentsMargins(0, 0, 0, 0);
    m_output->setPlaceholderText(tr("nowhere else"));
    m_output->setAccessibleName(tr("Write to folder"));
    m_output->setToolTip(tr("Also writes what was read there: a file of JSON lines (NDJSON) per database and kind of entity, with counts"));
    auto *choose = new QPushButton(tr("Choose…"));
    choose->setAccessibleName(tr("Choose the folder to write to"));
    connect(choose, &QPushButton::clicked, this, [this] {
        auto *dialog = new QFileDialog(this, tr("Write to folder"), m_output->text());
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->setFileMode(QFileDialog::Directory);
        connect(dialog, &QFileDialog::fileSelected, m_output, &QLineEdit::setText);
        dialog->open();
    });
    line->addWidget(m_output, 1);
    line->addWidget(choose);
    row->setFocusProxy(m_output);
    return row;
}

void ExtractDialog::makeButtons()
{
    auto *buttons = new QDialogButtonBox;
    auto *open = new QPushButton(tr("Open &job…"));
    auto *save = new QPushButton(tr("&Save job…"));
    open->setToolTip(tr("Takes the databases and choices of a job file"));
    save->setToolTip(tr("Keeps what is chosen here as a file: concordctl extract --file runs it"));
    m_check->setToolTip(tr("Connects to each chosen database and asks what its role may not read"));
    buttons->addButton(open, QDialogButtonBox::ActionRole);
    buttons->addButton(save, QDialogButtonBox::ActionRole);
    buttons->addButton(m_check, QDialogButtonBox::ActionRole);
    buttons->addButton(m_extract, QDialogButtonBox::AcceptRole);
    buttons->addButton(QDialogButtonBox::Cancel);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    const auto ask = [this](QFileDialog::AcceptMode mode, const QString &title, auto slot) {
        auto *dialog = new QFileDialog(this, title, {}, tr("Job files (*.json);;All files (*)"));
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->setAcceptMode(mode);
        dialog->setFileMode(mode == QFileDialog::AcceptOpen ? QFileDialog::ExistingFile : QFileDialog::AnyFile);
        dialog->setDefaultSuffix(u"json"_s);
        connect(dialog, &QFileDialog::fileSelected, this, slot);
        dialog->open();
    };
    connect(open, &QPushButton::clicked, this, [ask] { ask(QFileDialog::AcceptOpen, tr("Open a job"), &ExtractDialog::openJob); });
    connect(save, &QPushButton::clicked, this, [ask] { ask(QFileDialog::AcceptSave, tr("Save the job"), &ExtractDialog::saveJob); });
    layout()->addWidget(buttons);
    for (QPushButton *button : findChildren<QPushButton *>())
        button->setAutoDefault(button == m_extract); // nothing else is started by Enter while there is nothing to extract
    m_extract->setDefault(true);
}

void ExtractDialog::fill(const QList<QUuid> &chosen)
{
    m_model->clear();
    m_targets.clear();
    m_model->setHorizontalHeaderLabels({tr("database"), tr("read"), tr("rights")});
    const QList<ProfileEntry> all = m_services.profiles->entries() + m_services.profiles->unsaved();
    for (const ProfileEntry &entry : all) {
        const KnownCatalog known = m_services.catalogs ? m_services.catalogs->known(entry.endpoint.profileId) : KnownCatalog();
        addRow({entry.endpoint, {}}, chosen.contains(entry.endpoint.profileId), known.catalog ? ageText(known.readAt) : tr("never"));
    }
    const int em = fontMetrics().averageCharWidth();
    m_list->setColumnWidth(Name, em * 34);
    m_list->setColumnWidth(Known, em * 18);
    m_list->header()->setStretchLastSection(true);
    chosenChanged();
}

void ExtractDialog::addRow(const ExtractTarget &target, bool chosen, const QString &read)
{
    const Endpoint &endpoint = target.endpoint;
    const auto entry = m_services.profiles->find(endpoint.profileId);
    auto *name = new QStandardItem(dotIcon(endpointColour(endpoint, palette()), *this), endpoint.name);
    name->setData(endpoint.profileId, ProfileIdRole);
    name->setCheckable(true);
    name->setCheckState(chosen ? Qt::Checked : Qt::Unchecked);
    name->setToolTip(plainToolTip(entry ? entry->groups.join(u", "_s) : QString()));
    auto *known = new QStandardItem(read);
    auto *rights = new QStandardItem;
    for (QStandardItem *item : {known, rights})
        setTone(*item, Tone::Dim);
    m_targets.append(target);
    m_model->appendRow({name, known, rights});
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

ExtractionOrder ExtractDialog::order() const
{
    ExtractionOrder order{.targets = {}, .secrets = m_secrets};
    for (int row = 0; row < m_model->rowCount(); ++row) {
        if (m_model->item(row, Name)->checkState() == Qt::Checked)
            order.targets.append(m_targets[row]);
    }
    return order;
}

ExtractionChoices ExtractDialog::choices() const
{
    return {m_concurrency->value(),      m_timeout->value(),     patterns(m_include->text()),
            patterns(m_exclude->text()), m_partial->isChecked(), m_output->text().trimmed()};
}

QString ExtractDialog::note() const
{
    return m_note->text();
}

void ExtractDialog::say(const QString &text, bool isProblem)
{
    setTone(*m_note, isProblem ? Tone::Error : Tone::Plain);
    m_note->setText(text);
    m_note->setVisible(!text.isEmpty());
}

void ExtractDialog::openJob(const QString &path)
{
    QtConcurrent::run(readWhole, path).then(this, [this, path](const Result<QByteArray> &text) { takeJob(path, text); });
}

void ExtractDialog::takeJob(const QString &path, const Result<QByteArray> &text)
{
    QList<KnownProfile> known;
    QList<Endpoint> saved;
    for (const ProfileEntry &entry : m_services.profiles->entries()) {
        known.append({entry.endpoint, entry.groups});
        saved.append(entry.endpoint);
    }
    for (const ProfileEntry &entry : m_services.profiles->unsaved())
        known.append({entry.endpoint, {}});
    const auto job = text.and_then(parseJobFile);
    JobFile own = job.value_or(JobFile()); // its patterns for all stand in the form
    own.include.clear();
    own.exclude.clear();
    const auto targets = job.and_then([&](const JobFile &) { return jobTargets(own, known, saved, *m_services.registry); });
    if (!targets) {
        say(targets.error().message, true);
        Q_EMIT jobTaken(false);
        return;
    }
    m_toCheck.clear();
    m_checking = 0;
    ++m_checkRound;
    fill({});
    m_secrets.clear();
    for (const JobTarget &one : *targets) {
        const auto same = [&](const ExtractTarget &row) { return row.endpoint.profileId == one.target.endpoint.profileId; };
        const auto row = std::ranges::find_if(m_targets, same);
        if (!one.secret.isNull())
            m_secrets.insert(one.target.endpoint.profileId, one.secret);
        if (row == m_targets.end()) {
            addRow(one.target, true, tr("of the job file"));
            continue;
        }
        *row = one.target;
        m_model->item(static_cast<int>(row - m_targets.begin()), Name)->setCheckState(Qt::Checked);
    }
    m_session.emplace(m_services.registry, withGiven(m_services.secrets, m_secrets));
    showJob(*job, path);
    filter(m_filter->text());
    chosenChanged();
    Q_EMIT jobTaken(true);
}

void ExtractDialog::showJob(const JobFile &job, const QString &path)
{
    m_concurrency->setValue(job.concurrency.value_or(m_concurrency->value()));
    m_timeout->setValue(job.timeoutMs ? std::max(1, *job.timeoutMs / 1000) : 0);
    m_include->setText(job.include.join(u", "_s));
    m_exclude->setText(job.exclude.join(u", "_s));
    m_partial->setChecked(job.partial);
    m_output->setText(job.output.isEmpty() ? QString() : QFileInfo(QFileInfo(path).absoluteDir(), job.output).absoluteFilePath());
    say(tr("From %1.").arg(QDir::toNativeSeparators(path)), false);
}

JobFile ExtractDialog::job() const
{
    const ExtractionChoices how = choices();
    JobFile job{.databases = {},
                .concurrency = how.concurrency,
                .timeoutMs = how.timeoutSeconds > 0 ? std::optional(how.timeoutSeconds * 1000) : std::nullopt,
                .include = how.include,
                .exclude = how.exclude,
                .partial = how.partial,
                .output = how.output};
    const ExtractionOrder chosen = order();
    for (const ExtractTarget &target : chosen.targets) {
        // A scope is called NAME/SCHEMA; the file says both apart.
        const QString &schema = target.endpoint.schema;
        const QString name = schema.isEmpty() ? target.endpoint.name : target.endpoint.name.section(u'/', 0, 0);
        const bool isName = checkName(name).has_value(); // a URL that nobody named is called by itself
        job.databases.append(
            {isName ? name : QString(), urlOf(target.endpoint, *m_services.registry), schema, target.request.include, target.request.exclude});
    }
    return job;
}

void ExtractDialog::saveJob(const QString &path)
{
    QtConcurrent::run(writeWhole, path, jobFileText(job())).then(this, [this, path](const Result<void> &done) {
        say(done ? tr("Saved to %1, without passwords.").arg(QDir::toNativeSeparators(path)) : done.error().message, !done);
        Q_EMIT jobSaved(done.has_value());
    });
}

void ExtractDialog::filter(const QString &text)
{
    for (int row = 0; row < m_model->rowCount(); ++row) {
        const Endpoint &endpoint = m_targets[row].endpoint;
        const auto entry = m_services.profiles->find(endpoint.profileId);
        const bool shown = endpoint.name.contains(text, Qt::CaseInsensitive)
                           || environmentName(endpoint.environment).contains(text, Qt::CaseInsensitive)
                           || (entry && entry->groups.join(u'\n').contains(text, Qt::CaseInsensitive));
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
    m_check->setEnabled(count > 0 && m_checking == 0);
}

/// As many at once as would be read, each on a link that is closed with the answer.
void ExtractDialog::checkRights()
{
    m_places = ServerPlaces(m_concurrency->value());
    m_toCheck = order().targets;
    ++m_checkRound;
    m_checking = 0;
    for (const ExtractTarget &target : std::as_const(m_toCheck))
        rightsItem(target.endpoint.profileId)->setText(tr("waiting…"));
    checkNext();
}

void ExtractDialog::checkNext()
{
    for (qsizetype i = 0; i < m_toCheck.size();) {
        if (m_places.isFree(m_toCheck[i].endpoint))
            askRights(m_toCheck.takeAt(i));
        else
            ++i;
    }
    chosenChanged();
    if (!m_toCheck.isEmpty())
        m_checkAgain.start();
}

void ExtractDialog::askRights(const ExtractTarget &target)
{
    CatalogRequest request = target.request;
    request.include += patterns(m_include->text());
    request.exclude += patterns(m_exclude->text());
    const Endpoint endpoint = target.endpoint;
    rightsItem(endpoint.profileId)->setText(tr("asking…"));
    m_places.take(endpoint);
    ++m_checking;
    const auto job = [request](Connection &connection) { return connection.missingRights(request, Clock::now() + checkLimit); };
    const auto take = [this, endpoint, round = m_checkRound](const Result<QList<MissingRight>> &missing) {
        if (round != m_checkRound)
            return;
        m_session->abandon(endpoint);
        m_places.giveBack(endpoint);
        --m_checking;
        showRights(endpoint.profileId, missing);
        checkNext();
    };
    m_session->connection(endpoint)->post(job, Clock::now() + checkLimit).then(this, take);
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
    Tone tone = Tone::Good;
    if (!missing && missing.error().kind == ErrorKind::Unsupported) {
        lines.append(tr("this engine cannot tell beforehand"));
        tone = Tone::Dim;
    } else if (!missing) {
        lines.append(u"✗ "_s + missing.error().message);
        tone = Tone::Error;
    } else if (missing->isEmpty()) {
        lines.append(tr("✓ may read everything"));
    } else {
        tone = Tone::Warning;
        for (const MissingRight &right : *missing)
            lines.append(tr("%1: %2 is missing; %3").arg(right.object, right.needs, right.effect));
    }
    item->setText(missing && missing->size() > 1 ? tr("! %n rights missing: %1", nullptr, static_cast<int>(missing->size())).arg(lines.first())
                                                 : firstLine(lines.first()));
    item->setToolTip(plainToolTip(lines.join(u'\n')));
    setTone(*item, tone);
}

} // namespace concord
