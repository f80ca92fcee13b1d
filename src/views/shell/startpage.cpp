// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/startpage.h"

#include "profilelist.h"
#include "schema/cataloglibrary.h"

#include <QEvent>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace concord {

QList<DemoStep> demoSteps()
{
    const auto tr = [](const char *text) { return StartPage::tr(text); };
    return {
        {tr("Did the migration keep every customer?"),
         tr("One statement, two databases, one grid: each row says which database it came from."),
         u"SELECT count(*) AS customers FROM customers"_s,
         {u"old_database"_s, u"new_database"_s}},
        {tr("Which tenant has the most active orders?"),
         tr("Four tenants at once. Sort the grid by a click on its header."),
         u"SELECT count(*) AS active_orders FROM orders WHERE status = 'active'"_s,
         {u"tenant_1"_s, u"tenant_2"_s, u"tenant_3"_s, u"tenant_4"_s}},
        {tr("What does a column that one tenant lacks look like?"),
         tr("tenant_4 has drifted: what it does not have is hatched, which is neither NULL nor empty."),
         u"SELECT * FROM users ORDER BY id LIMIT 5"_s,
         {u"tenant_1"_s, u"tenant_2"_s, u"tenant_3"_s, u"tenant_4"_s}},
        {tr("How do development and production compare?"),
         tr("The dot beside a name is the environment's; production asks before it is written to."),
         u"SELECT count(*) AS users FROM users"_s,
         {u"development"_s, u"production"_s}},
        {tr("What did each region sell?"),
         tr("Sums are exact: nothing passes through floating point on its way to the grid."),
         u"SELECT region, count(*) AS orders, sum(amount) AS sales FROM orders GROUP BY region"_s,
         {u"us"_s, u"eu"_s, u"apac"_s}},
        {tr("And if a database cannot answer?"),
         tr("Only the databases with that table answer; the others say why, and the grid says how many did."),
         u"SELECT count(*) AS sessions FROM sessions"_s,
         {u"production"_s, u"warehouse"_s, u"development"_s}},
        {tr("Which tables in production are replicated to the warehouse?"),
         tr("Side by side, renamed ones too (users is dim_users, orders is fact_orders), each with how sure that is and why."),
         {},
         {u"production"_s, u"warehouse"_s}},
        {tr("What is the schema difference between legacy and modern customers?"),
         tr("Column by column, each verdict with its reason: what is new, what is missing, what only changed its name."),
         {},
         {u"legacy"_s, u"modern"_s},
         u"customers"_s},
    };
}

StartPage::StartPage(const Services &services, bool offersDemoWorkspace, QWidget *parent)
    : QScrollArea(parent),
      m_services(services),
      m_offersDemoWorkspace(offersDemoWorkspace)
{
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setBackgroundRole(QPalette::Base);
    setAccessibleName(tr("Start here"));
    connect(services.profiles, &ProfileList::changed, this, &StartPage::build);
    if (services.catalogs)
        connect(services.catalogs, &CatalogLibrary::loaded, this, &StartPage::build);
    build();
}

/// A style sheet takes the palette's colours once.
void StartPage::changeEvent(QEvent *event)
{
    QScrollArea::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && widget())
        QMetaObject::invokeMethod(this, &StartPage::build, Qt::QueuedConnection);
}

QList<QUuid> StartPage::profilesOf(const DemoStep &step) const
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

QWidget *StartPage::stepWidget(int number, const DemoStep &step, const QList<QUuid> &profiles)
{
    auto *box = new QWidget;
    auto *layout = new QVBoxLayout(box);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    auto *open = new QPushButton(u"%1.  %2"_s.arg(QString::number(number), step.title));
    open->setFlat(true);
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
    layout->addWidget(words(tr("Many databases, seen as one"), 1.7, true));
    layout->addWidget(words(tr("Type one statement, pick the databases beside Run, press Ctrl+Enter. Each database shows its own state; the rows of "
                               "all arrive in one grid."),
                            1.0, false));
    int number = 0;
    for (const DemoStep &step : demoSteps()) {
        const QList<QUuid> profiles = profilesOf(step);
        if (profiles.size() == step.profiles.size())
            layout->addWidget(stepWidget(++number, step, profiles));
    }
    auto *buttons = new QHBoxLayout;
    auto *add = new QPushButton(tr("Add a &connection…"));
    connect(add, &QPushButton::clicked, this, &StartPage::addWanted);
    buttons->addWidget(add);
    if (number == 0 && m_offersDemoWorkspace) {
        auto *open = new QPushButton(tr("&Open the demo workspace"));
        open->setToolTip(tr("The workspace of concord --demo, with its own connections and queries"));
        connect(open, &QPushButton::clicked, this, &StartPage::demoWorkspaceWanted);
        buttons->addWidget(open);
    }
    if (number == 0) {
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
    layout->addSpacing(em / 2);
    layout->addLayout(buttons);
    layout->addWidget(words(tr("SQLite, DuckDB, Parquet, CSV and JSON files can be dropped on the connections at the left. Ctrl+P finds any "
                               "connection, table or command."),
                            1.0, false, QPalette::PlaceholderText));
    layout->addStretch();
    setWidget(page);
}

} // namespace concord
