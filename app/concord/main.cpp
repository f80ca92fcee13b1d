// SPDX-License-Identifier: GPL-3.0-or-later
// The desktop program: makes the parts and wires them together.
#include "concord/screenshots.h"

#include "compute/engine.h"
#include "connection/connectionthread.h"
#include "connection/driver.h"
#include "connections/secretasker.h"
#include "look/theme.h"
#include "profilelist.h"
#include "registry/drivers.h"
#include "shell/mainwindow.h"
#include "workspace/demo.h"
#include "workspace/secretstore.h"
#include "workspace/workspacethread.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QDir>
#include <QFileInfo>
#include <QIcon>
#include <QLibraryInfo>
#include <QStandardPaths>
#include <QScopeGuard>
#include <QTranslator>
#include <QtConcurrentRun>

#include <chrono>
#include <cstdio>
#include <optional>

#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace concord;

static QString demoFolder()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + u"/concord/demo"_s;
}

struct Options
{
    QString workspace;
    QString screenshots;
    QStringList files;
    bool demo = false;
};

static Options parse(const QApplication &app)
{
    const auto tr = [](const char *text) { return QCoreApplication::translate("main", text); };
    QCommandLineParser parser;
    parser.setApplicationDescription(tr("Many databases seen as one"));
    parser.addHelpOption();
    parser.addVersionOption();
    const QCommandLineOption workspace(u"workspace"_s, tr("The workspace file (also CONCORD_WORKSPACE)."), tr("file"));
    const QCommandLineOption demo(u"demo"_s, tr("Open the demo workspace; its databases are made if they are not there."));
    const QCommandLineOption screenshots(u"screenshots"_s, tr("Show the demo's main job, write pictures of it there, and quit."), tr("folder"));
    parser.addOptions({workspace, demo, screenshots});
    parser.addPositionalArgument(u"files"_s, tr("SQLite or SQL files to open."), u"[files…]"_s);
    parser.process(app);
    Options options{parser.value(workspace), parser.value(screenshots), parser.positionalArguments(), parser.isSet(demo)};
    if (!options.screenshots.isEmpty())
        options.demo = true;
    if (options.workspace.isEmpty())
        options.workspace = options.demo ? demoFolder() + u"/workspace.db"_s : Workspace::defaultPath();
    return options;
}

static void installTranslation(QApplication &app)
{
    auto *translator = new QTranslator(&app);
    // Without a language of one's own English has its plural forms all the same.
    if (translator->load(QLocale(), u"concord"_s, u"_"_s, u":/i18n"_s) || translator->load(u":/i18n/concord_en"_s))
        QApplication::installTranslator(translator);
    auto *qtTranslator = new QTranslator(&app);
    if (qtTranslator->load(QLocale(), u"qtbase"_s, u"_"_s, QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        QApplication::installTranslator(qtTranslator);
}

/// By the environment's passphrase, as concordctl does; off this thread, for it takes a second.
static QFuture<void> openVault(SecretStore &secrets)
{
    const Secret passphrase(qgetenv("CONCORD_VAULT_PASSPHRASE"));
    if (passphrase.reveal().isEmpty())
        return QtFuture::makeReadyVoidFuture();
    return QtConcurrent::run([&secrets, passphrase] {
        if (const auto opened = secrets.openVault(passphrase); !opened)
            qWarning().noquote() << QCoreApplication::translate("main", "The vault stays closed: %1").arg(opened.error().message);
    });
}

/// `goOn`: set to what the window wants to be opened anew with, if anything.
static int runWindow(QApplication &app, const Options &options, std::optional<Options> &goOn)
{
    auto registry = std::make_shared<DriverRegistry>();
    registerDrivers(*registry);
    WorkspaceThread workspace(options.workspace);
    const QString folder = options.demo ? QFileInfo(options.workspace).absolutePath() : demoFolder();
    if (options.demo)
        (void)workspace.post([folder](Workspace &opened) { return writeDemo(folder, opened); });
    SecretStore secrets(options.workspace + u".vault"_s); // concordctl's too
    const auto vaultOpened = qScopeGuard([vault = openVault(secrets)]() mutable { vault.waitForFinished(); });
    ProfileList profiles(&workspace, registry);

    Services services;
    services.registry = registry;
    services.compute = std::make_shared<ComputeEngine>();
    services.workspace = &workspace;
    services.profiles = &profiles;
    services.secrets = secrets.provider();

    MainWindow window(services, &secrets, folder);
    secrets.setAsk(makeSecretAsker(&window));
    secrets.setAskPassphrase(makePassphraseAsker(&window));
    const QString demo = demoFolder() + u"/workspace.db"_s;
    if (options.demo)
        window.setWindowTitle(QCoreApplication::translate("main", "Concord – demo workspace"));
    else if (QFileInfo::exists(demo) && QFileInfo(demo) != QFileInfo(options.workspace))
        window.offerDemoWorkspace();
    QObject::connect(&window, &MainWindow::demoWorkspaceWanted, &window, [&] {
        goOn = Options{demo, {}, {}, true};
        window.close();
    });
    QObject::connect(&window, &MainWindow::restored, &window, [&] { window.openFiles(options.files); }, Qt::SingleShotConnection);
    if (options.screenshots.isEmpty()) {
        window.show();
        window.restore();
        return QApplication::exec();
    }
    Screenshots screenshots(window, services, options.screenshots);
    QObject::connect(&screenshots, &Screenshots::finished, &app, [](int code) { QCoreApplication::exit(code); }, Qt::QueuedConnection);
    screenshots.start();
    return QApplication::exec();
}

int main(int argc, char **argv)
{
    QApplication app(argc, argv);
    QApplication::setApplicationName(u"Concord"_s);
    QApplication::setOrganizationDomain(u"concord.org"_s);
    QApplication::setDesktopFileName(u"org.concord.Concord"_s);
    QApplication::setApplicationVersion(QStringLiteral(CONCORD_VERSION));
    QApplication::setWindowIcon(QIcon(u":/concord/icons/org.concord.Concord.svg"_s));
    wearStyle();
    installTranslation(app);
    std::optional<Options> options = parse(app);
    int code = 0;
    while (options) {
        std::optional<Options> goOn;
        code = runWindow(app, *options, goOn);
        options = goOn;
    }
    // Everything is saved by now; a server that does not answer keeps nobody's window process alive.
    if (!LastingPool::waitForEnds(std::chrono::seconds(2)))
        ::_exit(code);
    return code;
}
