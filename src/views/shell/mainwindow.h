// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services.h"
#include "workspace/workspace.h"

#include <QFutureSynchronizer>
#include <QMainWindow>
#include <QPointer>
#include <QTimer>

#include <functional>
#include <memory>

class QDockWidget;
class QLabel;
class QMessageBox;
class QStackedWidget;
class QTabWidget;

namespace concord {

class CompareParts;
class DriftParts;
struct EndChoice;
struct ObjectAddress;
class ConnectionTree;
class EditorKeeper;
class HistoryPanel;
class InspectorPanel;
class JobsPanel;
class KeyBindings;
class ObjectBrowser;
class QueryTab;
class SchemaParts;
class SearchPanel;
class SecretStore;
class SessionButton;
class StartPage;

/// The window: tree, tabs and docks wired together. Decides nothing about data.
class MainWindow : public QMainWindow
{
    Q_OBJECT

public:
    /// `secrets` may be null (tests). `demoFolder`: where the demo databases are written when they are asked for.
    MainWindow(Services services, SecretStore *secrets, QString demoFolder);
    ~MainWindow() override;

    /// Reads profiles, layout and open editors; the window may be shown before that.
    void restore();
    QueryTab *newQuery(const QList<QUuid> &targets = {}, const QString &text = {});
    [[nodiscard]] QueryTab *currentQuery() const;
    /// Database files open as profiles that are filled in, SQL files as editors. Nothing connects or runs by itself.
    void openFiles(const QStringList &paths);
    void showStartPage();
    [[nodiscard]] ConnectionTree *tree() const { return m_tree; }
    [[nodiscard]] CompareParts *comparisons() const { return m_compare; }
    [[nodiscard]] SchemaParts *schema() const { return m_schema; }
    [[nodiscard]] DriftParts *drift() const { return m_drift; }
    [[nodiscard]] JobsPanel *jobs() const { return m_jobs; }
    /// The search over all schemas, with this text if there is one.
    void searchSchemas(const QString &text = {});
    /// There is a demo workspace beside this one: the start page offers to open it. Before restore().
    void offerDemoWorkspace() { m_offersDemoWorkspace = true; }

Q_SIGNALS:
    /// Profiles, layout and editors are back.
    void restored();
    /// The window is to go on in the demo workspace.
    void demoWorkspaceWanted();

protected:
    bool event(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;
    void changeEvent(QEvent *event) override;
    void closeEvent(QCloseEvent *event) override;

private:
    [[nodiscard]] QString nextTitle();
    void makeDocks();
    void makeMenus();
    void makeFileMenu();
    void makeEditMenu();
    void makeViewMenu();
    void makeThemeMenu(QMenu *view);
    void makeConnectionMenu();
    void makeQueryMenu();
    void makeWindowMenu();
    void makeHelpMenu();
    void makeToolBar();
    void makeStatusBar();
    void makeSessions();
    void takeSession(const QList<QUuid> &profiles, const QList<QUuid> &before);
    [[nodiscard]] QList<QUuid> targetsOfNew() const;
    void connectTree();
    void connectSchema();
    void showJobs();
    void connectComparisons();
    void makeCompareMenu();
    void makeDriftDock();
    void connectDrift();
    void makeDriftMenu();
    void showSideBySide(const EndChoice &left, const EndChoice &right, const ObjectAddress &object);
    [[nodiscard]] QAction *makeCompareButton();
    void addTab(QueryTab *tab, bool current);
    /// Asks first where something is lost on a server.
    void closeTab(int index);
    void closePage(QWidget *page);
    void askToClose(const QStringList &lost, const std::function<void()> &close);
    void keepAll();
    void reopenClosed();
    void tabChanged();
    void connectInspector();
    /// The inspector tells of the page that has come to the front.
    void inspectFront();
    void updateTabTitle(QueryTab *tab);
    void updateStatus();
    void openFile();
    bool showFile(const QString &path);
    void openSql(const QString &path);
    void saveFile(bool askName);
    void markFile(QueryTab *tab);
    /// Asks before it replaces what is not as it was at `mark` (QueryTab::fileMark()).
    void writeFile(const QPointer<QueryTab> &tab, const QString &path, const QByteArray &mark);
    void askToOverwrite(const QPointer<QueryTab> &tab, const QString &path, const QString &why);
    void addConnection(const QString &url = {});
    void editConnection(const QUuid &profile);
    void removeConnections(const QList<QUuid> &profiles);
    void removeNow(const QList<QUuid> &profiles);
    void makeActive(const QUuid &profile);
    void addDemo();
    void runStep(const QString &title, const QString &statement, const QList<QUuid> &profiles);
    void findAnything();
    /// Shows what other programs write into the workspace.
    void watchWorkspace();
    void keepPlaceOf(QDockWidget *dock);
    void restorePlace(const QByteArray &geometry);
    void saveLayoutSoon();
    void saveLayout();
    void keepStartPage(bool open);
    void setTheme(const QString &name);
    void report(const Error &error);
    void showKeys();
    void showAbout();
    QAction *command(QMenu *menu, const QString &name, const QString &text, const QKeySequence &key, std::function<void()> run);
    /// A command of the query in front; \a action is one of QueryTab::Actions.
    template<typename Action>
    void mirror(QMenu *menu, const QString &text, Action action, const QString &name);

    Services m_services;
    SecretStore *m_secrets;
    QString m_demoFolder;
    ObjectBrowser *m_browser;
    EditorKeeper *m_keeper;
    KeyBindings *m_keys;
    QTabWidget *m_tabs;
    SchemaParts *m_schema;
    CompareParts *m_compare;
    DriftParts *m_drift;
    QStackedWidget *m_runBars;
    ConnectionTree *m_tree = nullptr;
    InspectorPanel *m_inspector = nullptr;
    HistoryPanel *m_history = nullptr;
    JobsPanel *m_jobs = nullptr;
    SearchPanel *m_search = nullptr;
    SessionButton *m_session = nullptr;
    QLabel *m_statusLeft = nullptr;
    QLabel *m_statusRight = nullptr;
    QLabel *m_statusSelection = nullptr;
    QLabel *m_statusPosition = nullptr;
    QList<QAction *> m_commands; ///< all that Ctrl+P finds
    QString m_theme;
    QFutureSynchronizer<Result<void>> m_forgetting; ///< passwords: the window waits for them, their store goes after it
    QHash<QUuid, QString> m_saves; ///< tabs whose file is being written; where it is wanted next, if it is
    int m_untitled = 0; ///< the last number given to a new query
    bool m_offersDemoWorkspace = false;
    bool m_isRestored = false;
    bool m_closesAnyway = false;
    QPointer<QMessageBox> m_asksToClose;
    QTimer m_layoutTimer;
    bool m_inspectsPage = false; ///< the inspector tells of the page in front, not of the tree's row
};

} // namespace concord
