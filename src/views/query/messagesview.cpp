// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/messagesview.h"

#include "look/tone.h"
#include "look/wording.h"
#include "query/outcomestrip.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>

using namespace Qt::StringLiterals;

namespace concord {

namespace {

constexpr int offsetRole = Qt::UserRole;
/// A script that warns a million times says so, and is not shown a million times.
constexpr qsizetype messagesShown = 1000;

QString place(int statement, const Error &error)
{
    QStringList parts;
    if (statement > 0)
        parts.append(MessagesView::tr("statement %1").arg(statement + 1));
    if (error.line > 0)
        parts.append(MessagesView::tr("line %1:%2").arg(error.line).arg(error.column));
    return parts.join(u", "_s);
}

} // namespace

MessagesView::MessagesView(QWidget *parent) : QTreeWidget(parent)
{
    setColumnCount(2);
    setHeaderHidden(true);
    setFrameShape(QFrame::NoFrame);
    setWordWrap(true);
    setSelectionMode(ExtendedSelection);
    setAccessibleName(tr("Messages"));
    setItemDelegate(new ToneDelegate(this));
    header()->setStretchLastSection(true);
    header()->setSectionResizeMode(0, QHeaderView::ResizeToContents);
    connect(this, &QTreeWidget::itemActivated, this, [this](const QTreeWidgetItem *item) {
        if (item->data(0, offsetRole).isValid())
            Q_EMIT placeWanted(item->data(0, offsetRole).toInt());
    });
    auto *copy = new QAction(tr("&Copy"), this);
    copy->setShortcut(QKeySequence::Copy);
    copy->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    connect(copy, &QAction::triggered, this, &MessagesView::copySelected);
    addAction(copy);
    setContextMenuPolicy(Qt::ActionsContextMenu);
}

void MessagesView::copySelected()
{
    QStringList lines;
    for (const QTreeWidgetItem *item : selectedItems())
        lines.append((item->text(0) + u' ' + item->text(1)).trimmed());
    QGuiApplication::clipboard()->setText(lines.join(u'\n'));
}

void MessagesView::setRefusals(const QList<Error> &refusals)
{
    clear();
    m_targets.clear();
    m_problems = int(refusals.size());
    auto *heading = new QTreeWidgetItem(this, {tr("Not run"), tr("Nothing was sent to any database.")});
    setTone(*heading, 1, Tone::Dim);
    for (const Error &error : refusals)
        addError(heading, error, 0);
    heading->setExpanded(true);
}

void MessagesView::addError(QTreeWidgetItem *parent, const Error &error, int statement)
{
    const QString code = error.code.isEmpty() ? QString() : u" ["_s + error.code + u']';
    auto *item = new QTreeWidgetItem(parent, {u"✗ "_s + place(statement, error), error.message + code});
    setTone(*item, 0, Tone::Error);
    setTone(*item, 1, Tone::Error);
    if (error.offset >= 0)
        item->setData(0, offsetRole, error.offset);
    if (!error.detail.isEmpty()) {
        for (const QString &line : error.detail.split(u'\n', Qt::SkipEmptyParts)) {
            auto *detail = new QTreeWidgetItem(item, {QString(), line});
            setTone(*detail, 1, Tone::Dim);
        }
        item->setExpanded(true);
    }
}

QTreeWidgetItem *MessagesView::addTarget(int target, const Endpoint &endpoint, const Outcome &outcome)
{
    auto *top = new QTreeWidgetItem(this, {OutcomeStrip::sign(outcome) + u' ' + endpoint.name, OutcomeStrip::describe(outcome, outcome.elapsedMs)});
    setTone(*top, 1, Tone::Dim);
    m_targets.insert(target, top);
    if (outcome.error) {
        addError(top, *outcome.error, outcome.statement);
        ++m_problems;
    }
    for (qsizetype i = 0; i < outcome.messages.size(); ++i) {
        if (i == messagesShown) {
            new QTreeWidgetItem(top, {QString(), tr("… %1 messages more").arg(grouped(outcome.messages.size() - i))});
            break;
        }
        const Notice &notice = outcome.messages[i].notice;
        auto *item = new QTreeWidgetItem(top, {notice.severity, notice.message + (notice.code.isEmpty() ? QString() : u" ["_s + notice.code + u']')});
        const bool warning = notice.severity.startsWith(u"warn"_s, Qt::CaseInsensitive);
        m_problems += warning ? 1 : 0;
        setTone(*item, 0, warning ? Tone::Warning : Tone::Dim);
    }
    for (const StatementResult &result : outcome.results) {
        if (result.table && !result.truncated)
            continue;
        const bool stopped = outcome.state == TargetState::Cancelled || outcome.state == TargetState::Failed;
        const QString what = result.table && stopped ? tr("%1 came before").arg(rowCountText(qint64(result.table->rowCount())))
                             : result.table          ? tr("result cut at %1: the server has more").arg(rowCountText(qint64(result.table->rowCount())))
                             : result.affectedRows >= 0 ? changedRowsText(result.affectedRows)
                                                        : tr("done");
        new QTreeWidgetItem(top, {outcome.results.size() > 1 ? tr("statement %1").arg(result.statement + 1) : QString(),
                                  result.command.isEmpty() ? what : result.command + u" · "_s + what});
    }
    top->setExpanded(true);
    return top;
}

void MessagesView::setRun(const Run &run)
{
    clear();
    m_targets.clear();
    m_problems = 0;
    // Those with something to say first: among a hundred tenants the one that failed is what is looked for.
    QList<int> quiet;
    for (int i = 0; i < run.targetCount(); ++i) {
        const Outcome outcome = run.outcome(i);
        if (outcome.error || !outcome.messages.isEmpty())
            addTarget(i, run.request().targets[i].endpoint, outcome);
        else
            quiet.append(i);
    }
    for (const int i : std::as_const(quiet))
        addTarget(i, run.request().targets[i].endpoint, run.outcome(i));
}

void MessagesView::showTarget(int target)
{
    if (QTreeWidgetItem *item = m_targets.value(target)) {
        setCurrentItem(item);
        scrollToItem(item, PositionAtTop);
    }
}

} // namespace concord
