// SPDX-License-Identifier: GPL-3.0-or-later
#include "connections/connectiondialog.h"

#include "connections/connectiontester.h"
#include "connections/databasefiles.h"
#include "connections/engineoptionsform.h"
#include "look/tone.h"
#include "profilelist.h"
#include "ui_connectiondialog.h"
#include "workspace/secretstore.h"
#include "workspace/workspacethread.h"

#include <QFileDialog>
#include <QPushButton>
#include <QScreen>
#include <QScrollArea>
#include <QSignalBlocker>
#include <QtConcurrentRun>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace concord {

static QStringList splitGroups(const QString &text)
{
    QStringList groups;
    for (const QString &part : text.split(u',', Qt::SkipEmptyParts)) {
        if (const QString group = part.trimmed(); !group.isEmpty() && !groups.contains(group, Qt::CaseInsensitive))
            groups.append(group);
    }
    return groups;
}

ConnectionDialog::ConnectionDialog(const Services &services, SecretStore *secrets, QWidget *parent)
    : QDialog(parent),
      m_services(services),
      m_secrets(secrets),
      m_ui(std::make_unique<Ui::ConnectionDialog>())
{
    m_ui->setupUi(this);
    m_test = m_ui->buttons->addButton(tr("&Test"), QDialogButtonBox::ActionRole);
    makeScrollable();
    m_engineOptions = new EngineOptionsForm(*m_ui->generalForm, *m_ui->environmentLabel, this);
    for (const auto &driver : services.registry->all())
        m_ui->engine->addItem(driver->info().displayName, driver->info().id);
    for (const auto environment : {Environment::None, Environment::Development, Environment::Test, Environment::Staging, Environment::Production}) {
        const QString name = environmentName(environment);
        m_ui->environment->addItem(name.isEmpty() ? tr("not said") : name, name);
    }
    for (const auto mode : {TlsMode::Default, TlsMode::Disable, TlsMode::Prefer, TlsMode::Require, TlsMode::VerifyCa, TlsMode::VerifyFull}) {
        const QString name = tlsModeName(mode);
        m_ui->tls->addItem(name.isEmpty() ? tr("the library's default") : name, name);
    }
    for (QLineEdit *edit : findChildren<QLineEdit *>()) {
        if (edit == m_ui->url)
            connect(edit, &QLineEdit::textEdited, this, &ConnectionDialog::urlChanged);
        else
            connect(edit, &QLineEdit::textEdited, this, &ConnectionDialog::fieldsChanged);
    }
    connect(m_ui->name, &QLineEdit::textEdited, this, &ConnectionDialog::takeUrlFromName);
    connect(m_ui->url, &QLineEdit::editingFinished, this, &ConnectionDialog::suggestName);
    for (QSpinBox *box : findChildren<QSpinBox *>())
        connect(box, &QSpinBox::valueChanged, this, &ConnectionDialog::fieldsChanged);
    connect(m_ui->tls, &QComboBox::currentIndexChanged, this, &ConnectionDialog::fieldsChanged);
    connect(m_engineOptions, &EngineOptionsForm::edited, this, &ConnectionDialog::fieldsChanged);
    connect(m_ui->engine, &QComboBox::currentIndexChanged, this, &ConnectionDialog::engineChanged);
    connect(m_ui->readOnly, &QCheckBox::toggled, this, &ConnectionDialog::explainReadOnly);
    connect(m_ui->browse, &QPushButton::clicked, this, &ConnectionDialog::browseFile);
    connect(m_ui->browseFolder, &QPushButton::clicked, this, &ConnectionDialog::browseFolder);
    connect(m_ui->allDatabases, &QPushButton::clicked, this, [this] { addAllMatching(); });
    connect(m_test, &QPushButton::clicked, this, [this] { test(); });
    disconnect(m_ui->buttons, nullptr, this, nullptr);
    connect(m_ui->buttons, &QDialogButtonBox::accepted, this, [this] { save(); });
    connect(m_ui->buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    engineChanged();
    m_ui->name->setFocus();
    resize(fontMetrics().averageCharWidth() * 84, sizeHint().height());
    QMetaObject::invokeMethod(this, &ConnectionDialog::fitHeight, Qt::QueuedConnection); // when it is laid out
}

/// An engine may have more fields than a screen has room for.
void ConnectionDialog::makeScrollable()
{
    for (int i = 0; i < m_ui->tabs->count(); ++i) {
        QWidget *page = m_ui->tabs->widget(i);
        const QString title = m_ui->tabs->tabText(i);
        auto *area = new QScrollArea(m_ui->tabs);
        area->setFrameShape(QFrame::NoFrame);
        area->setWidgetResizable(true);
        area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
        m_ui->tabs->removeTab(i);
        area->setWidget(page);
        page->setAutoFillBackground(false);
        m_ui->tabs->insertTab(i, area, title);
    }
    m_ui->tabs->setCurrentIndex(0);
}

/// As high as all fields want, where the screen has room.
void ConnectionDialog::fitHeight()
{
    layout()->activate();
    const QWidget *shown = m_ui->generalTab->parentWidget(); // the scroll area's viewport
    const int wanted = height() + m_ui->generalTab->layout()->totalSizeHint().height() - shown->height();
    const QRect room = screen()->availableGeometry();
    resize(std::min(width(), room.width()),
           std::clamp(wanted, minimumSizeHint().height(), std::max(minimumSizeHint().height(), room.height() * 9 / 10)));
    const int frame = frameGeometry().height() - geometry().height();
    if (const int beyond = y() + height() + frame - room.bottom(); beyond > 0) // its buttons stay on the screen
        move(x(), std::max(room.top(), y() - beyond));
}

ConnectionDialog::~ConnectionDialog()
{
    hide(); // a field that loses the focus by it finds its dialog whole
}

void ConnectionDialog::setConnection(const Server &server, const Profile &profile)
{
    m_serverId = server.id;
    m_profileId = profile.id;
    m_colour = profile.colour;
    setWindowTitle(tr("Edit %1").arg(profile.name));
    fill(server, profile);
    fieldsChanged();
}

void ConnectionDialog::prefill(const QString &url)
{
    m_ui->url->setText(url);
    urlChanged();
    suggestName();
}

void ConnectionDialog::suggestName()
{
    if (m_ui->name->text().isEmpty())
        m_ui->name->setText(QFileInfo(m_ui->database->text()).completeBaseName());
}

/// A name never holds "://", so that what does is a URL that went into the first field it saw.
void ConnectionDialog::takeUrlFromName(const QString &text)
{
    if (!text.contains("://"_L1))
        return;
    m_ui->name->clear();
    m_ui->url->setText(text.trimmed());
    m_ui->url->setFocus(Qt::OtherFocusReason); // what is typed on belongs to the URL
    urlChanged();
}

void ConnectionDialog::fill(const Server &server, const Profile &profile)
{
    m_filling = true;
    m_ui->engine->setCurrentIndex(std::max(0, m_ui->engine->findData(server.engine)));
    m_ui->host->setText(server.host);
    m_ui->port->setValue(server.port);
    m_ui->user->setText(server.user);
    m_ui->database->setText(profile.database);
    m_ui->maxConnections->setValue(server.maxConnections);
    if (!profile.name.isEmpty()) {
        m_ui->name->setText(profile.name);
        m_ui->groups->setText(profile.groups.join(u", "_s));
        m_ui->environment->setCurrentIndex(std::max(0, m_ui->environment->findData(environmentName(profile.environment))));
        m_ui->readOnly->setChecked(profile.readOnly);
    }
    const ConnectOptions &o = server.options;
    m_ui->tls->setCurrentIndex(std::max(0, m_ui->tls->findData(tlsModeName(o.tls))));
    m_ui->tlsCa->setText(o.tlsCa);
    m_ui->tlsCert->setText(o.tlsCert);
    m_ui->tlsKey->setText(o.tlsKey);
    m_ui->socket->setText(o.socket);
    m_ui->connectTimeout->setValue(std::max(1, o.connectTimeoutMs / 1000));
    m_ui->statementTimeout->setValue(o.statementTimeoutMs / 1000);
    m_ui->applicationName->setText(o.applicationName);
    m_ui->searchPath->setText(o.searchPath);
    m_ui->charset->setText(o.charset);
    engineChanged();
    m_engineOptions->setValues(o.extra);
    m_filling = false; // last: the URL being typed must not be written anew at each key
}

Server ConnectionDialog::server() const
{
    Server server;
    server.id = m_serverId;
    server.engine = m_ui->engine->currentData().toString();
    const auto driver = m_services.registry->find(server.engine);
    if (driver && !driver->info().isFile) {
        server.host = m_ui->host->text().trimmed();
        server.port = m_ui->port->value();
        server.user = m_ui->user->text();
    }
    server.maxConnections = m_ui->maxConnections->value();
    ConnectOptions &o = server.options;
    (void)tlsModeFromName(m_ui->tls->currentData().toString(), o.tls);
    o.tlsCa = m_ui->tlsCa->text();
    o.tlsCert = m_ui->tlsCert->text();
    o.tlsKey = m_ui->tlsKey->text();
    o.socket = m_ui->socket->text();
    o.connectTimeoutMs = m_ui->connectTimeout->value() * 1000;
    o.statementTimeoutMs = m_ui->statementTimeout->value() * 1000;
    o.applicationName = m_ui->applicationName->text();
    o.searchPath = m_ui->searchPath->text();
    o.charset = m_ui->charset->text();
    o.extra = m_engineOptions->values();
    return server;
}

Profile ConnectionDialog::profile() const
{
    Profile profile;
    profile.id = m_profileId;
    profile.serverId = m_serverId;
    profile.name = m_ui->name->text().trimmed();
    profile.database = m_ui->database->text();
    profile.groups = splitGroups(m_ui->groups->text());
    profile.environment = environmentFromName(m_ui->environment->currentData().toString());
    profile.colour = m_colour;
    profile.readOnly = m_ui->readOnly->isChecked();
    return profile;
}

void ConnectionDialog::fieldsChanged()
{
    if (m_filling)
        return;
    m_ui->url->setText(formatUrl(server(), profile(), *m_services.registry));
    showMessage({}, false);
}

void ConnectionDialog::urlChanged()
{
    const Result<ParsedUrl> parsed = parseUrl(m_ui->url->text(), *m_services.registry);
    if (!parsed) {
        showMessage(parsed.error().message, true);
        return;
    }
    showMessage({}, false);
    if (!parsed->secret.isNull()) {
        // Out of the visible text at once; the cursor keeps its place at the end.
        m_ui->password->setText(QString::fromUtf8(parsed->secret.reveal()));
        m_ui->url->setText(formatUrl(parsed->server, parsed->profile, *m_services.registry));
    }
    fill(parsed->server, parsed->profile);
}

void ConnectionDialog::engineChanged()
{
    const auto driver = m_services.registry->find(m_ui->engine->currentData().toString());
    if (!driver)
        return;
    m_engineOptions->setEngine(driver);
    tellWhatIsInstalled(driver);
    const EngineInfo &info = driver->info();
    const auto show = [](QWidget *label, QWidget *field, bool on) {
        label->setVisible(on);
        field->setVisible(on);
    };
    show(m_ui->hostLabel, m_ui->host, !info.isFile);
    show(m_ui->portLabel, m_ui->port, !info.isFile);
    show(m_ui->userLabel, m_ui->user, info.hasUser && !info.isFile);
    show(m_ui->passwordLabel, m_ui->password, info.hasUser && !info.isFile);
    m_ui->databaseLabel->setText(info.isFile ? tr("&File") : tr("&Database"));
    m_ui->browse->setVisible(info.isFile);
    m_ui->browseFolder->setVisible(info.opensFolders);
    m_ui->allDatabases->setVisible(!info.isFile);
    m_ui->port->setSpecialValueText(info.defaultPort == 0 ? tr("default") : tr("default (%1)").arg(info.defaultPort));
    explainReadOnly();
    const auto has = [&info](QLatin1StringView option) { return info.options.contains(QString(option)); };
    show(m_ui->tlsLabel, m_ui->tls, has("tls"_L1));
    show(m_ui->tlsCaLabel, m_ui->tlsCa, has("tls"_L1));
    show(m_ui->tlsCertLabel, m_ui->tlsCert, has("tls"_L1));
    show(m_ui->tlsKeyLabel, m_ui->tlsKey, has("tls"_L1));
    show(m_ui->socketLabel, m_ui->socket, has("socket"_L1));
    show(m_ui->applicationNameLabel, m_ui->applicationName, has("application_name"_L1));
    show(m_ui->searchPathLabel, m_ui->searchPath, has("search_path"_L1));
    show(m_ui->charsetLabel, m_ui->charset, has("charset"_L1));
    if (isVisible())
        QMetaObject::invokeMethod(this, &ConnectionDialog::fitHeight, Qt::QueuedConnection); // when the new rows are laid out
    if (!m_filling)
        fieldsChanged();
}

/// Before anything is tested: by what the engine is reached here, or what to install.
void ConnectionDialog::tellWhatIsInstalled(const std::shared_ptr<const Driver> &driver)
{
    m_installed = {};
    showMessage({}, false);
    QtConcurrent::run([driver] { return driver->installed(); }).then(this, [this, driver](const Result<QString> &found) {
        if (m_ui->engine->currentData().toString() != driver->info().id)
            return;
        const bool free = m_ui->message->text().isEmpty();
        m_installed.isError = !found;
        m_installed.text = !found ? found.error().message : found->isEmpty() ? QString() : tr("Found on this computer: %1.").arg(*found);
        if (free)
            showMessage({}, false);
    });
}

/// What holds read-only on this engine. The dialog grows where the words need it.
void ConnectionDialog::explainReadOnly()
{
    const auto driver = m_services.registry->find(m_ui->engine->currentData().toString());
    QLabel *note = m_ui->readOnlyNote;
    note->setText(m_ui->readOnly->isChecked() && driver ? driver->info().readOnlyNote : tr("Statements may write."));
    note->setMinimumHeight(note->heightForWidth(note->isVisible() ? note->width() : fontMetrics().averageCharWidth() * 45));
    layout()->activate();
    if (const int wanted = sizeHint().height(); isVisible() && wanted > height())
        resize(width(), wanted);
}

/// Where there is nothing to say of what was typed, what is installed stands there.
void ConnectionDialog::showMessage(const QString &text, bool isError)
{
    const Message message = text.isEmpty() ? m_installed : Message{text, isError};
    setTone(*m_ui->message, message.isError ? Tone::Error : Tone::Good);
    m_ui->message->setText(message.text);
    const auto growForWords = [this] {
        if (isVisible() && m_ui->generalTab->height() > m_ui->generalTab->parentWidget()->height())
            fitHeight();
    };
    QMetaObject::invokeMethod(this, growForWords, Qt::QueuedConnection);
}

/// `then` gets what was typed where nothing speaks against it; else the dialog says what does. The files that are named are looked at on
/// a pool thread: they may be on a server that is away.
void ConnectionDialog::withEndpoint(std::function<void(const Endpoint &)> then)
{
    Endpoint endpoint = makeEndpoint(server(), profile());
    const auto driver = m_services.registry->find(endpoint.engine);
    if (!driver) {
        showMessage(tr("There is no driver for “%1”.").arg(endpoint.engine), true);
        return;
    }
    if (endpoint.profileId.isNull())
        endpoint.profileId = QUuid::createUuid();
    setBusy(true);
    QtConcurrent::run([driver, endpoint] {
        return driver->check(endpoint);
    }).then(this, [this, endpoint, then = std::move(then)](const Result<void> &good) {
        setBusy(false);
        if (good)
            then(endpoint);
        else
            showMessage(good.error().message, true);
    });
}

SecretProvider ConnectionDialog::secretForTest() const
{
    const QString typed = m_ui->password->text();
    if (!typed.isEmpty())
        return [secret = Secret(typed.toUtf8())](const Endpoint &, Deadline) -> Result<Secret> { return secret; };
    return m_services.secrets;
}

void ConnectionDialog::setBusy(bool busy)
{
    m_test->setEnabled(!busy);
    m_ui->buttons->button(QDialogButtonBox::Save)->setEnabled(!busy);
    m_ui->allDatabases->setEnabled(!busy);
}

void ConnectionDialog::test()
{
    withEndpoint([this](const Endpoint &target) { test(target); });
}

void ConnectionDialog::test(const Endpoint &target)
{
    setBusy(true);
    showMessage(tr("Connecting…"), false);
    m_session = std::make_unique<Session>(m_services.registry, secretForTest());
    const auto start = Clock::now();
    m_session->connection(target)
        ->post([](Connection &connection) { return connection.serverInfo(Clock::now() + testLimit); }, start + testLimit)
        .then(this, [this, start, target](const Result<ServerInfo> &info) {
            setBusy(false);
            const auto asked = m_session->connection(target)->askedTime();
            const auto ms = std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - start - asked).count();
            const TestAnswer answer = testAnswer(info, ms);
            showMessage(answer.text, !answer.good);
        });
}

void ConnectionDialog::browseFile()
{
    const auto driver = m_services.registry->find(m_ui->engine->currentData().toString());
    if (!driver)
        return;
    const EngineInfo &engine = driver->info();
    const QString path = QFileDialog::getOpenFileName(this, tr("%1 file").arg(engine.displayName), m_ui->database->text(),
                                                      tr("%1 (%2);;All files (*)").arg(engine.displayName, filePatterns(engine)));
    takePath(path);
}

void ConnectionDialog::browseFolder()
{
    takePath(QFileDialog::getExistingDirectory(this, tr("Folder of data files"), m_ui->database->text()));
}

void ConnectionDialog::takePath(const QString &path)
{
    if (path.isEmpty())
        return;
    m_ui->database->setText(path);
    suggestName();
    fieldsChanged();
}

} // namespace concord
