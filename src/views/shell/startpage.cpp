// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/startpage.h"

#include "look/tone.h"
#include "profilelist.h"
#include "schema/cataloglibrary.h"
#include "workspace/demodatabase.h"

#include <QEvent>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>
#include <QtConcurrentRun>

using namespace Qt::StringLiterals;

namespace concord {

StartPage::StartPage(const Services &services, bool offersDemoWorkspace, QWidget *parent)
    : QScrollArea(parent),
      m_services(services),
      m_offersDemoWorkspace(offersDemoWorkspace)
{
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff); // its words wrap
    setBackgroundRole(QPalette::Base);
    setAccessibleName(tr("Start here"));
    connect(services.profiles, &ProfileList::changed, this, &StartPage::findSteps);
    if (services.catalogs) {
        connect(services.catalogs, &CatalogLibrary::loaded, this, &StartPage::findSteps);
        connect(services.catalogs, &CatalogLibrary::changed, this, &StartPage::findSteps);
    }
    build();
    findSteps();
}

/// A style sheet takes the palette's colours once.
void StartPage::changeEvent(QEvent *event)
{
    QScrollArea::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && widget())
        QMetaObject::invokeMethod(this, &StartPage::build, Qt::QueuedConnection);
}

/// A person's own tenant_1 is not the demo's: the file tells.
static StartPage::Steps stepsOf(const QList<ProfileEntry> &entries, std::vector<NamedCatalog> catalogs, const DriverRegistry &registry)
{
    StartPage::Steps steps;
    for (const ProfileEntry &entry : entries) {
        if (entry.endpoint.engine == "sqlite"_L1 && isDemoDatabase(entry.endpoint.database))
            steps.demo.insert(entry.endpoint.profileId);
    }
    std::erase_if(catalogs, [&](const NamedCatalog &one) { return steps.demo.contains(one.id); });
    steps.own = ownSteps(catalogs, registry);
    return steps;
}

/// Looks into files and at many tables: on a pool thread.
void StartPage::findSteps()
{
    const int question = ++m_question;
    QtConcurrent::run([entries = m_services.profiles->entries(),
                       catalogs = m_services.catalogs ? m_services.catalogs->all() : std::vector<NamedCatalog>(), registry = m_services.registry] {
        return stepsOf(entries, catalogs, *registry);
    }).then(this, [this, question](const Steps &steps) {
        if (question != m_question)
            return;
        m_steps = steps;
        build();
    });
}

QList<QUuid> StartPage::profilesOf(const StartStep &step) const
{
    QList<QUuid> ids;
    for (const QString &name : step.profiles) {
        for (const ProfileEntry &entry : m_services.profiles->entries()) {
            if (entry.endpoint.name == name)
                ids.append(entry.endpoint.profileId);
        }
    }
    return ids;
}

void StartPage::setProblem(const QString &problem)
{
    m_problem = problem;
    build();
}

static QLabel *words(const QString &text, qreal scale, bool bold, QPalette::ColorRole role = QPalette::WindowText)
{
    auto *label = new QLabel(text);
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    QFont font = label->font();
    font.setPointSizeF(font.pointSizeF() * scale);
    font.setBold(bold);
    label->setFont(font);
    label->setForegroundRole(role);
    return label;
}

QWidget *StartPage::stepWidget(int number, const StartStep &step, const QList<QUuid> &profiles)
{
    auto *box = new QWidget;
    auto *layout = new QVBoxLayout(box);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    auto *open = new QPushButton(u"%1.  %2"_s.arg(QString::number(number), step.title));
    open->setFlat(true);
    open->setMinimumWidth(1); // the longest title does not say how narrow the page may be
    open->setCursor(Qt::PointingHandCursor);
    open->setStyleSheet(
        u"QPushButton { text-align: left; padding: 2px 0; border: none; color: palette(link); } QPushButton:focus { text-decoration: underline; }"_s);
    QFont font = open->font();
    font.setBold(true);
    open->setFont(font);
    connect(open, &QPushButton::clicked, this, [this, step, profiles] {
        if (step.statement.isEmpty())
            Q_EMIT compareWanted(step.profiles, step.object);
        else
            Q_EMIT stepWanted(step.title, step.statement, profiles);
    });
    layout->addWidget(open);
    layout->addWidget(words(step.why, 1.0, false, QPalette::PlaceholderText));
    return box;
}

void StartPage::build()
{
    auto *page = new QWidget;
    page->setMaximumWidth(fontMetrics().averageCharWidth() * 100);
    auto *layout = new QVBoxLayout(page);
    const int em = fontMetrics().height();
    layout->setContentsMargins(em * 2, em * 2, em * 2, em * 2);
    layout->setSpacing(em);
    if (m_problem.isEmpty())
        addSteps(*layout);
    else
        addProblem(*layout);
    layout->addStretch();
    setWidget(page);
}

void StartPage::addProblem(QVBoxLayout &layout)
{
    layout.addWidget(words(tr("The workspace cannot be read"), 1.7, true));
    QLabel *why = words(m_problem, 1.0, false);
    why->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    setTone(*why, Tone::Error);
    layout.addWidget(why);
    layout.addWidget(words(tr("Until it can be read, no connection is shown and nothing is kept. Another file is chosen with "
                              "concord --workspace FILE."),
                           1.0, false));
}

void StartPage::addSteps(QVBoxLayout &layout)
{
    layout.addWidget(words(tr("Many databases, seen as one"), 1.7, true));
    layout.addWidget(words(tr("Type one statement, pick the databases beside Run, press Ctrl+Enter. Each database shows its own state; the rows of "
                              "all arrive in one grid."),
                           1.0, false));
    int number = 0;
    for (const StartStep &step : demoSteps()) {
        const QList<QUuid> profiles = profilesOf(step);
        if (profiles.size() == step.profiles.size() && m_steps.demo.contains(QSet<QUuid>(profiles.begin(), profiles.end())))
            layout.addWidget(stepWidget(++number, step, profiles));
    }
    const bool hasDemo = number > 0;
    for (const StartStep &step : std::as_const(m_steps.own))
        layout.addWidget(stepWidget(++number, step, profilesOf(step)));
    layout.addSpacing(fontMetrics().height() / 2);
    layout.addLayout(makeButtons(hasDemo));
    layout.addWidget(words(tr("SQLite, DuckDB, Parquet, CSV and JSON files can be dropped on the connections at the left. Ctrl+P finds any "
                              "connection, table or command."),
                           1.0, false, QPalette::PlaceholderText));
}

QLayout *StartPage::makeButtons(bool hasDemo)
{
    auto *buttons = new QHBoxLayout;
    auto *add = new QPushButton(tr("&Add a connection…"));
    connect(add, &QPushButton::clicked, this, &StartPage::addWanted);
    buttons->addWidget(add);
    if (!hasDemo && m_offersDemoWorkspace) {
        auto *open = new QPushButton(tr("&Open the demo workspace"));
        open->setToolTip(tr("The workspace of concord --demo, with its own connections and queries"));
        connect(open, &QPushButton::clicked, this, &StartPage::demoWorkspaceWanted);
        buttons->addWidget(open);
    }
    if (!hasDemo) {
        auto *demo = new QPushButton(tr("Add the &demo databases"));
        connect(demo, &QPushButton::clicked, this, &StartPage::demoWanted);
        buttons->addWidget(demo);
    }
    if (m_services.catalogs && !m_services.profiles->entries().isEmpty()) {
        const bool nothingRead = m_services.catalogs->isEmpty();
        auto *schemas = new QPushButton(nothingRead ? tr("&Extract schemas…") : tr("&Search all schemas"));
        schemas->setToolTip(nothingRead ? tr("Read the schemas of your databases to browse, search and document them, offline too")
                                        : tr("Where does a table, a column, a word live?"));
        connect(schemas, &QPushButton::clicked, this, nothingRead ? &StartPage::extractWanted : &StartPage::searchWanted);
        buttons->addWidget(schemas);
    }
    buttons->addStretch();
    return buttons;
}

} // namespace concord
