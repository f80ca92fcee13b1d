// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/scriptpage.h"

#include "compare/freshread.h"
#include "compare/scriptapplier.h"
#include "compare/scriptcheck.h"
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
#include <QHeaderView>
#include <QEvent>
#include <QLabel>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QSplitter>
#include <QTreeView>
#include <QtConcurrentRun>

#include <algorithm>

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
    for (const DataStep &data : plan.steps) {
        for (const QString &note : data.notes)
            migration.notes.push_back({data.right, note});
        if (data.sql.isEmpty())
            continue;
        ChangeStep step;
        step.sql = data.sql;
        step.object = data.right;
        step.purpose = ScriptPage::tr("copy the rows of %1 that %2 lacks").arg(data.left.name, data.right.name);
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
      m_steps(new QTreeView),
      m_model(new StepModel(this)),
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
    m_steps->setModel(m_model);
    m_steps->setRootIsDecorated(false);
    m_steps->setUniformRowHeights(true);
    m_steps->setAllColumnsShowFocus(true);
    m_steps->setFrameShape(QFrame::NoFrame);
    m_steps->setAccessibleName(tr("Statements of the script"));
    const int em = fontMetrics().averageCharWidth();
    m_steps->header()->setStretchLastSection(false);
    m_steps->header()->setSectionResizeMode(StepModel::Purpose, QHeaderView::Stretch);
    m_steps->viewport()->installEventFilter(this);
    m_steps->header()->setMinimumSectionSize(em * 6);
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

/// What a statement is for has half of the room, however little there is.
bool ScriptPage::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Resize && watched == m_steps->viewport()) {
        const int em = fontMetrics().averageCharWidth();
        const int room = m_steps->viewport()->width();
        m_steps->setColumnWidth(StepModel::Object, std::clamp(room * 2 / 11, em * 8, em * 16));
        m_steps->setColumnWidth(StepModel::Cost, std::clamp(room * 3 / 10, em * 10, em * 28));
    }
    return QWidget::eventFilter(watched, event);
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
    auto *all = makeLinkButton(tr("Tick &all"), header);
    auto *none = makeLinkButton(tr("Tick &none"), header);
    all->setToolTip(tr("Those that lose data, too"));
    below->addWidget(all);
    below->addWidget(none);
    connect(all, &QToolButton::clicked, this, [this] { m_model->setAll(true); });
    connect(none, &QToolButton::clicked, this, [this] { m_model->setAll(false); });
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
        showResult({u"✗ "_s + migration.error().message}, false);
        return;
    }
    const bool samePlan = migrationStatements(*migration, {true}) == migrationStatements(m_model->migration(), {true});
    m_model->setMigration(*migration, std::move(needs));
    // What was tried or run was another script.
    if (!std::exchange(m_keepsResult, false) && !samePlan && !m_applied)
        forgetResult();
    QStringList notes;
    for (const ChangeNote &note : migration->notes)
        notes.append(u"• "_s + note.text);
    m_planNotes = notes;
    showNotes({});
    if (std::exchange(m_applied, false)) {
        m_read->hide();
        m_result->appendPlainText(migration->steps.empty()
                                      ? tr("✓ Read again: nothing is left to do.")
                                      : tr("≠ Read again: %n statement(s) are left.", nullptr, static_cast<int>(migration->steps.size())));
    }
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

/// "drop table old (✗ loses data)"
QString ScriptPage::stepText(int step) const
{
    const ChangeStep &each = m_model->migration().steps[static_cast<size_t>(step)];
    return each.destructive() ? u"%1 (%2)"_s.arg(firstLine(each.purpose), hazardText(each)) : firstLine(each.purpose);
}

void ScriptPage::tellFollowers(const QList<int> &also)
{
    if (also.isEmpty()) {
        showNotes({});
        return;
    }
    constexpr qsizetype mostNamed = 5;
    QStringList names;
    for (const int step : also.first(std::min(mostNamed, also.size())))
        names.append(stepText(step));
    if (also.size() > mostNamed)
        names.append(u"…"_s);
    const auto count = static_cast<int>(also.size());
    showNotes({(m_model->isTicked(also.first()) ? tr("✓ %n other(s) got a tick with it, because it needs them: %1", nullptr, count)
                                                : tr("☐ %n other(s) lost their ticks with it, because they need it: %1", nullptr, count))
                   .arg(names.join(u", "_s))});
}

/// What loses data is never ticked by the way.
void ScriptPage::askToTick(int step, const QList<int> &needs)
{
    QStringList names;
    for (const int other : needs)
        names.append(u"• "_s + stepText(other));
    auto *box = new QMessageBox(QMessageBox::Warning, tr("Tick what loses data?"),
                                tr("“%1” needs what loses data.").arg(firstLine(m_model->migration().steps[static_cast<size_t>(step)].purpose)),
                                QMessageBox::Cancel, this);
    box->setTextFormat(Qt::PlainText);
    box->setInformativeText(tr("These would be ticked with it:\n%1").arg(names.join(u'\n')));
    box->setAttribute(Qt::WA_DeleteOnClose);
    const QPushButton *all = box->addButton(tr("&Tick all of them"), QMessageBox::DestructiveRole);
    box->setDefaultButton(QMessageBox::Cancel);
    connect(box, &QMessageBox::buttonClicked, this, [this, box, all, step, question = m_question](const QAbstractButton *button) {
        if (button == all && question == m_question) // of this very script
            m_model->setTicked(step, true);
        box->close();
    });
    box->open();
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
                         : tr("Changes %1 · %2 of %3 statements ticked").arg(name, QString::number(ticked), QString::number(m_model->rowCount())));
    m_preview->setReadOnly(false);
    m_preview->setContents(m_comparison ? text() : QString());
    m_preview->setReadOnly(true);
    const QString reason = whyNot();
    m_apply->setEnabled(ticked > 0 && !busy && reason.isEmpty());
    m_apply->setToolTip(reason.isEmpty() ? tr("Run what is ticked on %1, after your approval").arg(name) : reason);
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
