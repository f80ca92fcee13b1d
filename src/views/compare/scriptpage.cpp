// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/scriptpage.h"

#include "compare/freshread.h"
#include "compare/scriptapplier.h"
#include "compare/scriptcheck.h"
#include "compare/steplist.h"
#include "compare/stepmodel.h"
#include "look/elidedlabel.h"
#include "look/smallbuttons.h"
#include "look/wording.h"
#include "migrate/datascript.h"
#include "migrate/stepdependencies.h"
#include "profilelist.h"
#include "query/sqleditor.h"
#include "schema/cataloglibrary.h"
#include "textfile.h"

#include <QButtonGroup>
#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QSplitter>
#include <QtConcurrentRun>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace concord {

namespace {

Error unsupported(const QString &engine)
{
    return {ErrorKind::Unsupported, ScriptPage::tr("Concord does not write migrations for %1 yet.").arg(engine), {}, {}, -1, 0, 0};
}

/// The statements that copy rows, as steps like any others.
Migration dataMigration(const Comparison &comparison, const MigrationEngine &right)
{
    Migration migration;
    migration.database = comparison.right.name;
    const DataPlan plan = planData(comparison, right, comparison.mapping);
    for (const QString &note : plan.notes)
        migration.notes.push_back({{}, note});
    migration.preamble = plan.preamble;
    migration.epilogue = plan.epilogue;
    migration.transactional = plan.transactional;
    for (const DataStep &data : plan.steps) {
        for (const QString &note : data.notes)
            migration.notes.push_back({data.right, u"%1: %2"_s.arg(data.right.name, note)});
        if (data.sql.isEmpty())
            continue;
        ChangeStep step;
        step.sql = data.sql;
        step.object = data.right;
        const QString there = data.left.name == data.right.name ? comparison.right.name : data.right.name;
        step.purpose = ScriptPage::tr("copy the rows of %1 that %2 lacks").arg(data.left.name, there);
        if (!data.check.isEmpty())
            step.hazards = {Hazard::MayFail};
        step.check = data.check;
        migration.steps.push_back(step);
    }
    return migration;
}

struct Planned
{
    Result<Migration> migration;
    std::vector<QSet<int>> needs;
};

Planned planOf(const Comparison &comparison, ScriptPage::Kind kind, const DriverRegistry &registry)
{
    const CompareEnd &end = kind == ScriptPage::Kind::Schema ? comparison.left : comparison.right;
    const QString engine = end.catalog->info().engine;
    const auto driver = registry.find(engine);
    if (!driver || (kind == ScriptPage::Kind::Schema && !driver->schemaChanger()))
        return {fail(unsupported(engine)), {}};
    const auto other = registry.find((kind == ScriptPage::Kind::Schema ? comparison.right : comparison.left).catalog->info().engine);
    const EngineTerms *otherTerms = other && other->schemaChanger() ? &other->schemaChanger()->terms() : nullptr;
    const MigrationEngine changed{driver->schemaChanger(), &driver->schemaWriter(), &driver->types(), &driver->dialect(), otherTerms};
    if (kind == ScriptPage::Kind::Data)
        return {dataMigration(comparison, changed), {}};
    Migration migration = planMigration(comparison, changed);
    std::vector<QSet<int>> needs = stepDependencies(migration, driver->dialect());
    return {std::move(migration), std::move(needs)};
}

QString scriptText(const Migration &migration)
{
    MigrationOptions options;
    options.destructive = true; // those that were ticked are all that there are
    return migrationScript(migration, options);
}

} // namespace

ScriptPage::ScriptPage(const Services &services, QWidget *parent)
    : QWidget(parent),
      m_services(services),
      m_kinds(new QButtonGroup(this)),
      m_about(new ElidedLabel),
      m_model(new StepModel(this)),
      m_steps(new StepList(m_model)),
      m_filter(new QLineEdit),
      m_preview(new SqlEditor),
      m_notes(makePlainLabel({}, this)),
      m_result(new QPlainTextEdit),
      m_applier(new ScriptApplier(services, this)),
      m_checker(new ScriptCheck(this)),
      m_fresh(new FreshRead(services, this))
{
    prepareParts();
    layOut();
    makeStopAction();
    connectParts();
    setFocusProxy(m_steps);
    refresh();
}

ScriptPage::~ScriptPage() = default;

void ScriptPage::prepareParts()
{
    m_preview->setReadOnly(true);
    m_preview->setAccessibleName(tr("The script"));
    m_notes->setWordWrap(true);
    const int pad = fontMetrics().height() / 3;
    m_notes->setContentsMargins(2 * pad, pad, 2 * pad, 0);
    m_notes->setMaximumHeight(fontMetrics().lineSpacing() * 6);
    m_result->setReadOnly(true);
    m_result->setTabChangesFocus(true);
    m_result->setAccessibleName(tr("What came of it"));
    m_result->hide();
}

void ScriptPage::layOut()
{
    auto *left = new QSplitter(Qt::Vertical);
    left->addWidget(m_steps);
    left->addWidget(m_result);
    left->setStretchFactor(0, 3);
    left->setStretchFactor(1, 2);
    left->setChildrenCollapsible(false);
    auto *splitter = new QSplitter;
    splitter->addWidget(left);
    splitter->addWidget(m_preview);
    splitter->setChildrenCollapsible(false);
    const int em = fontMetrics().averageCharWidth();
    splitter->setSizes({em * 90, em * 80});
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(makeHeader());
    layout->addWidget(splitter, 1);
    layout->addWidget(m_notes);
    layout->addWidget(makeButtons());
}

void ScriptPage::connectParts()
{
    connect(m_model, &StepModel::ticksChanged, this, [this](const QList<int> &also) {
        refresh();
        tellFollowers(also);
    });
    connect(m_model, &StepModel::destructiveWanted, this, &ScriptPage::askToTick);
    connectRuns();
    connect(m_fresh, &FreshRead::runningChanged, this, &ScriptPage::refresh);
    connect(m_fresh, &FreshRead::answered, this, &ScriptPage::goOn);
    connect(m_fresh, &FreshRead::failed, this, [this](const Error &error) {
        if (!std::exchange(m_next, nullptr)) // what it was read for was dropped, and that was said
            return;
        showResult({tr("✗ Nothing was sent: %1 could not be read again: %2").arg(endName(m_services, changed()), error.message)}, false);
    });
}

QWidget *ScriptPage::makeHeader()
{
    auto *header = new QWidget;
    auto *lines = new QVBoxLayout(header);
    auto *row = new QHBoxLayout;
    auto *below = new QHBoxLayout; // a line of its own: which database is changed is never cut off
    const int pad = fontMetrics().height() / 3;
    lines->setContentsMargins(2 * pad, pad, 2 * pad, pad);
    lines->setSpacing(pad / 2);
    lines->addLayout(row);
    lines->addLayout(below);
    row->setSpacing(2 * pad);
    auto *back = makeLinkButton(tr("← Comparison"), header);
    connect(back, &QToolButton::clicked, this, &ScriptPage::backWanted);
    auto *schema = new QRadioButton(tr("&Schema: left like right"));
    auto *rows = new QRadioButton(tr("&Data: rows left → right"));
    schema->setToolTip(tr("The statements that make the left side like the right one"));
    rows->setToolTip(tr("Copies the rows of mapped tables from the left side to the right one"));
    schema->setChecked(true);
    m_kinds->addButton(schema, static_cast<int>(Kind::Schema));
    m_kinds->addButton(rows, static_cast<int>(Kind::Data));
    m_about->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    row->addWidget(back);
    row->addWidget(schema);
    row->addWidget(rows);
    row->addStretch();
    below->addWidget(m_about, 1);
    addTickers(below);
    connect(m_kinds, &QButtonGroup::idToggled, this, [this](int id, bool on) {
        if (on)
            setKind(static_cast<Kind>(id));
    });
    return header;
}

QWidget *ScriptPage::makeButtons()
{
    auto *box = new QWidget;
    auto *row = new QHBoxLayout(box);
    const int pad = fontMetrics().height() / 3;
    row->setContentsMargins(2 * pad, pad, 2 * pad, pad);
    const auto add = [&](const QString &text, const QString &tip, auto slot) {
        auto *button = new QPushButton(text);
        button->setToolTip(tip);
        row->addWidget(button);
        connect(button, &QPushButton::clicked, this, slot);
        return button;
    };
    row->addStretch();
    m_read = add(tr("&Read again"), tr("The comparison follows, and this page shows what is left to do"),
                 [this] { Q_EMIT extractWanted({changed().profile}); });
    m_read->hide();
    add(tr("C&opy"), tr("The script to the clipboard"), [this] { QGuiApplication::clipboard()->setText(text()); });
    add(tr("Sa&ve…"), tr("The script to a file"), &ScriptPage::save);
    add(tr("Open in &editor"), tr("To read, change and run it there"), [this] { Q_EMIT editorWanted(changed().profile, title(), text()); });
    m_stop = add({}, tr("Stops it on the server; what has run and can be taken back is taken back"), &ScriptPage::stop);
    m_stop->hide();
    m_check = add(tr("&Check on a copy"), {}, [this] {
        if (m_checker->isRunning())
            m_checker->cancel();
        else
            freshen(&ScriptPage::check);
    });
    m_apply = add(tr("A&pply…"), {}, [this] { freshen(&ScriptPage::apply); });
    return box;
}

const EndChoice &ScriptPage::changed() const
{
    return m_kind == Kind::Schema ? m_left : m_right;
}

QString ScriptPage::title() const
{
    const QString left = endName(m_services, m_left);
    const QString right = endName(m_services, m_right);
    return m_kind == Kind::Schema ? tr("%1 like %2").arg(left, right) : tr("rows of %1 to %2").arg(left, right);
}

QString ScriptPage::text() const
{
    return scriptText(m_model->chosen());
}

QString ScriptPage::resultText() const
{
    return m_result->toPlainText();
}

void ScriptPage::setKind(Kind kind)
{
    m_kinds->button(static_cast<int>(kind))->setChecked(true);
    if (m_kind == kind)
        return;
    forgetResult();
    dropNext();
    m_afterPlan = nullptr;
    m_appliedTo.reset();
    m_kind = kind;
    plan();
}

void ScriptPage::forgetResult()
{
    m_result->clear();
    m_result->hide();
    m_read->hide();
}

void ScriptPage::setComparison(std::shared_ptr<const Comparison> comparison, const EndChoice &left, const EndChoice &right)
{
    if (!comparison || !(left == m_left && right == m_right)) // the same two, compared again: what is read decides
        dropNext();
    if (!(left == m_left && right == m_right)) {
        m_model->forgetChoices();
        m_appliedTo.reset();
    }
    m_afterPlan = nullptr;
    m_comparison = std::move(comparison);
    m_left = left;
    m_right = right;
    plan();
}

void ScriptPage::plan()
{
    const int question = ++m_question;
    m_isPlanned = false;
    if (!m_comparison) {
        m_model->setMigration({}, {});
        return;
    }
    refresh();
    QtConcurrent::run([comparison = m_comparison, kind = m_kind, registry = m_services.registry] {
        return std::make_shared<Planned>(planOf(*comparison, kind, *registry));
    }).then(this, [this, question](const std::shared_ptr<Planned> &planned) {
        if (question == m_question)
            take(planned->migration, std::move(planned->needs));
    });
}

void ScriptPage::take(const Result<Migration> &migration, std::vector<QSet<int>> needs)
{
    const auto &end = m_kind == Kind::Schema ? m_comparison->left : m_comparison->right;
    m_preview->setDialect(end.dialect ? *end.dialect : Dialect());
    m_isPlanned = true;
    if (!migration) {
        m_model->setMigration({}, {});
        m_afterPlan = nullptr;
        showResult({u"✗ "_s + migration.error().message}, false);
        return;
    }
    const bool samePlan = migrationStatements(*migration, {true}) == migrationStatements(m_model->migration(), {true});
    m_model->setMigration(*migration, std::move(needs));
    // What was tried or run was another script.
    if (!std::exchange(m_keepsResult, false) && !samePlan && !m_appliedTo)
        forgetResult();
    QStringList notes;
    for (const ChangeNote &note : migration->notes)
        notes.append(u"• "_s + note.text);
    m_planNotes = notes;
    showNotes({});
    if (m_appliedTo && m_appliedTo != end.catalog) { // not for a rule alone
        m_appliedTo.reset();
        m_read->hide();
        m_result->appendPlainText(migration->steps.empty()
                                      ? tr("✓ Read again: nothing is left to do.")
                                      : tr("≠ Read again: %n statement(s) are left.", nullptr, static_cast<int>(migration->steps.size())));
    }
    if (const auto next = std::exchange(m_afterPlan, nullptr))
        next();
    Q_EMIT planned();
}

/// `first`: what a person did just now, before what was said of the script.
void ScriptPage::showNotes(const QStringList &first)
{
    QStringList notes = first + m_planNotes;
    m_notes->setToolTip(notes.size() > 4 ? plainToolTip(notes.join(u'\n')) : QString());
    if (notes.size() > 4)
        notes = notes.first(4) << tr("… and %1 more").arg(notes.size() - 4);
    m_notes->setText(notes.join(u'\n'));
    m_notes->setVisible(!notes.isEmpty());
}

QString ScriptPage::whyNot() const
{
    const Endpoint endpoint = endpointOf(m_services, changed().profile);
    if (changed().isPast())
        return tr("A snapshot of the past cannot be changed: compare the newest.");
    if (endpoint.profileId.isNull())
        return tr("This connection is no longer in the workspace.");
    if (endpoint.readOnly)
        return tr("%1 is read-only: allow writes in its connection first.").arg(endpoint.name);
    return {};
}

void ScriptPage::refresh()
{
    refreshStop();
    const bool busy = !m_isPlanned || m_applier->isRunning() || m_checker->isRunning() || m_fresh->isRunning();
    const auto ticked = m_model->ticked().size();
    const QString name = endName(m_services, changed());
    m_about->setText(m_model->rowCount() == 0
                         ? tr("Nothing to do: %1 needs no statement").arg(name)
                         : tr("Changes %1 · %2 of %3 statements ticked").arg(name, QString::number(ticked), QString::number(m_model->rowCount()))
                               + (m_model->losing() > 0 ? u" · "_s + tr("%n of them lose(s) data", nullptr, m_model->losing()) : QString()));
    m_preview->setReadOnly(false);
    m_preview->setContents(m_comparison ? text() : QString());
    m_preview->setReadOnly(true);
    const QString reason = whyNot();
    m_apply->setEnabled(ticked > 0 && !busy && reason.isEmpty());
    const bool asks = m_model->losing() > 0 || endpointOf(m_services, changed().profile).environment == Environment::Production;
    m_apply->setToolTip(!reason.isEmpty() ? reason
                        : asks            ? tr("Run what is ticked on %1, after your approval").arg(name)
                                          : tr("Run what is ticked on %1").arg(name));
    m_apply->setText(asks ? tr("A&pply…") : tr("A&pply"));
    m_check->setText(m_checker->isRunning() ? tr("&Stop the check") : m_fresh->isRunning() ? tr("Reading %1…").arg(name) : tr("&Check on a copy"));
    m_check->setEnabled(m_checker->isRunning() || (m_kind == Kind::Schema && ticked > 0 && !busy));
    m_check->setToolTip(tr("Runs what is ticked on an empty copy of the schema, never on a production server, and shows what would be left"));
    hideStop();
}

void ScriptPage::showResult(const QStringList &lines, bool good)
{
    m_result->setPlainText(lines.join(u'\n'));
    m_result->setAccessibleDescription(good ? tr("It went well") : tr("It did not go well"));
    m_result->show();
}

void ScriptPage::save()
{
    askToSave(this, tr("Save the script"), u"sql"_s, tr("SQL (*.sql)"), text().toUtf8(), [this](const Result<void> &done) {
        if (!done)
            Q_EMIT failed(done.error());
    });
}

} // namespace concord
