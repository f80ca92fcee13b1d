// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/planview.h"

#include "look/colours.h"
#include "look/doticon.h"
#include "look/tone.h"
#include "look/wording.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>

using namespace Qt::StringLiterals;

namespace concord {

namespace {

constexpr int offsetRole = Qt::UserRole;

QTreeWidgetItem *makeItem(QTreeWidgetItem *parent, const QString &text)
{
    auto *item = new QTreeWidgetItem(parent, {text});
    item->setToolTip(0, plainToolTip(text));
    return item;
}

void addSteps(QTreeWidgetItem *parent, const PlanNode &node)
{
    QTreeWidgetItem *item = node.text.isEmpty() ? parent : makeItem(parent, node.text);
    for (const PlanNode &child : node.children)
        addSteps(item, child);
}

void openAll(QTreeWidgetItem &item)
{
    item.setExpanded(true);
    for (int i = 0; i < item.childCount(); ++i)
        openAll(*item.child(i));
}

void appendText(const QTreeWidgetItem &item, int depth, QStringList &lines)
{
    lines.append(QString(depth * 2, u' ') + item.text(0));
    for (int i = 0; i < item.childCount(); ++i)
        appendText(*item.child(i), depth + 1, lines);
}

bool isInSelection(const QTreeWidgetItem *item)
{
    return item && (item->isSelected() || isInSelection(item->parent()));
}

} // namespace

PlanView::PlanView(QWidget *parent) : QTreeWidget(parent)
{
    setColumnCount(1);
    setHeaderHidden(true);
    setFrameShape(QFrame::NoFrame);
    setSelectionMode(ExtendedSelection);
    setUniformRowHeights(true);
    setAccessibleName(tr("Plans"));
    setItemDelegate(new ToneDelegate(this));
    // A step is as long as its server says it.
    header()->setStretchLastSection(false);
    header()->setSectionResizeMode(QHeaderView::ResizeToContents);
    connect(this, &QTreeWidget::itemActivated, this, [this](const QTreeWidgetItem *item) {
        if (item->data(0, offsetRole).isValid())
            Q_EMIT placeWanted(item->data(0, offsetRole).toInt());
    });
    const auto add = [this](const QString &text, const QKeySequence &key, auto &&function) {
        auto *action = new QAction(text, this);
        action->setShortcut(key);
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        connect(action, &QAction::triggered, this, function);
        addAction(action);
    };
    add(tr("&Copy"), QKeySequence::Copy, [this] { copySelected(); });
    add(tr("&Open all"), Qt::CTRL | Qt::Key_Plus, [this] { expandAll(); });
    add(tr("C&lose all"), Qt::CTRL | Qt::Key_Minus, [this] { collapseAll(); });
    setContextMenuPolicy(Qt::ActionsContextMenu);
}

void PlanView::setPlans(const PlanRun *plans)
{
    if (m_plans)
        m_plans->disconnect(this);
    clear();
    m_plans = plans;
    if (!plans)
        return;
    connect(plans, &PlanRun::answered, this, &PlanView::showAnswer);
    connect(plans, &QObject::destroyed, this, [this] { m_plans = nullptr; });
    for (int i = 0; i < plans->targetCount(); ++i) {
        const Endpoint &endpoint = plans->request().targets[i].endpoint;
        auto *top = new QTreeWidgetItem(this, {endpoint.name});
        top->setIcon(0, dotIcon(endpointColour(endpoint, palette()), *this));
        QFont bold = font();
        bold.setBold(true);
        top->setFont(0, bold);
        top->setExpanded(true);
        showAnswer(i);
    }
    if (topLevelItemCount() > 0)
        setCurrentItem(topLevelItem(0), 0, QItemSelectionModel::NoUpdate);
}

void PlanView::showAnswer(int target)
{
    QTreeWidgetItem *top = topLevelItem(target);
    qDeleteAll(top->takeChildren());
    const auto &answer = m_plans->answer(target);
    if (!answer) {
        setTone(*makeItem(top, tr("asking …")), 0, Tone::Dim);
        return;
    }
    if (!*answer) {
        showError(top, answer->error());
        return;
    }
    const QList<StatementPlan> &plans = **answer;
    for (const StatementPlan &plan : plans) {
        QTreeWidgetItem *parent = top;
        if (plans.size() > 1) {
            parent = makeItem(top, firstLine(plan.sql));
            setTone(*parent, 0, Tone::Dim);
        }
        addSteps(parent, plan.plan);
    }
    openAll(*top);
}

void PlanView::showError(QTreeWidgetItem *parent, const Error &error)
{
    const QString place = error.line > 0 ? tr("line %1:%2").arg(error.line).arg(error.column) + u' ' : QString();
    const QString code = error.code.isEmpty() ? QString() : u" ["_s + error.code + u']';
    QTreeWidgetItem *item = makeItem(parent, u"✗ "_s + place + error.message + code);
    setTone(*item, 0, Tone::Error);
    if (error.offset >= 0)
        item->setData(0, offsetRole, error.offset);
    for (const QString &line : error.detail.split(u'\n', Qt::SkipEmptyParts))
        setTone(*makeItem(item, line), 0, Tone::Dim);
    item->setExpanded(true);
}

void PlanView::copySelected()
{
    QStringList lines;
    const bool all = selectedItems().isEmpty();
    for (QTreeWidgetItemIterator it(this); *it; ++it) {
        if (all ? !(*it)->parent() : (*it)->isSelected() && !isInSelection((*it)->parent()))
            appendText(**it, 0, lines);
    }
    QGuiApplication::clipboard()->setText(lines.join(u'\n'));
}

} // namespace concord
