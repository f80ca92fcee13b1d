// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/compareview.h"

#include "compare/comparedetail.h"
#include "compare/comparereport.h"
#include "compare/endlabel.h"
#include "compare/ignorerulelist.h"
#include "compare/pairdecision.h"
#include "compare/pairmappings.h"
#include "compare/pairsdialog.h"
#include "compare/ignorerulesdialog.h"
#include "compare/scriptpage.h"
#include "compare/verdictchips.h"
#include "look/elidedlabel.h"
#include "look/smallbuttons.h"

#include <QAction>
#include <QCheckBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>
#include <QToolButton>
#include <QTreeView>
#include <QtConcurrentRun>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace concord {

static constexpr int emptyPage = 0;
static constexpr int resultPage = 1;
static constexpr int scriptPage = 2;

CompareView::CompareView(const Services &services, IgnoreRuleList &rules, PairMappings &mappings, const EndChoice &left, const EndChoice &right,
                         QWidget *parent)
    : QWidget(parent),
      m_services(services),
      m_rules(rules),
      m_mappings(mappings),
      m_left(new EndSource(services, left, this)),
      m_right(new EndSource(services, right, this)),
      m_leftLabel(new EndLabel(tr("left side"))),
      m_rightLabel(new EndLabel(tr("right side"))),
      m_chips(new VerdictChips),
      m_hideSame(new QCheckBox(tr("&Hide same"))),
      m_search(new QLineEdit),
      m_pairs(new QToolButton),
      m_ignored(new QToolButton),
      m_summary(new ElidedLabel),
      m_stack(new QStackedWidget),
      m_words(makePlainLabel({}, this)),
      m_extract(new QPushButton(tr("&Extract"))),
      m_tree(new QTreeView),
      m_nothing(makePlainLabel({}, this)),
      m_model(new CompareModel(this)),
      m_detail(new CompareDetail(services)),
      m_scriptPage(new ScriptPage(services))
{
    makeActions();
    makeTree();
    auto *splitter = new QSplitter(Qt::Vertical);
    splitter->addWidget(m_tree);
    splitter->addWidget(m_detail);
    splitter->setStretchFactor(0, 1);
    splitter->setStretchFactor(1, 1);
    splitter->setChildrenCollapsible(false);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(makeHeader());
    m_tools = makeTools();
    layout->addWidget(m_tools);
    const int room = fontMetrics().height() * 2 / 3;
    auto *sum = new QHBoxLayout; // a line of its own: the counts are not cut off
    sum->setContentsMargins(room, 0, room, 0);
    m_summary->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    sum->setSpacing(room / 2);
    sum->addWidget(m_summary, 1);
    sum->addWidget(m_pairs);
    sum->addWidget(m_ignored);
    layout->addLayout(sum);
    m_stack->addWidget(makeEmptyPage());
    m_stack->addWidget(splitter);
    m_stack->addWidget(m_scriptPage);
    layout->addWidget(m_stack, 1);
    setFocusProxy(m_tree);
    connect(&m_rules, &IgnoreRuleList::changed, this, &CompareView::compareNow);
    connect(&m_mappings, &PairMappings::changed, this, &CompareView::compareNow);
    connect(m_detail, &CompareDetail::decided, this, [this](const Mapping &mapping) { setMapping(mapping); });
    connectEnds();
    connectScript();
    compareNow();
}

void CompareView::connectEnds()
{
    for (auto [source, label] : {std::pair(m_left, m_leftLabel), std::pair(m_right, m_rightLabel)}) {
        connect(source, &EndSource::changed, this, &CompareView::compareNow);
        connect(source, &EndSource::stateChanged, this, &CompareView::refreshEnds);
        connect(label, &EndLabel::chooseWanted, this, [this, label] { chooseEnd(label == m_leftLabel); });
        connect(label, &EndLabel::readWanted, this, [this, label] {
            EndChoice newest = label == m_leftLabel ? left() : right();
            newest.snapshot = {};
            newest.number = 0;
            setEnd(label == m_leftLabel, newest, true);
        });
    }
}

void CompareView::makeActions()
{
    const auto make = [this](const QString &name, const QString &text, const QKeySequence &key, auto slot) {
        auto *action = new QAction(text, this);
        action->setObjectName(u"compare."_s + name);
        action->setShortcut(key);
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        connect(action, &QAction::triggered, this, slot);
        addAction(action);
        return action;
    };
    m_next = make(u"next"_s, tr("&Next difference"), Qt::Key_F8, [this] { goToDifference(true); });
    m_previous = make(u"previous"_s, tr("&Previous difference"), Qt::SHIFT | Qt::Key_F8, [this] { goToDifference(false); });
    m_swap = make(u"swap"_s, tr("S&wap sides"), Qt::CTRL | Qt::SHIFT | Qt::Key_X, [this] { swap(); });
    m_refresh = make(u"refresh"_s, tr("&Read both again"), Qt::CTRL | Qt::Key_R, [this] { refresh(); });
    m_script = make(u"script"_s, tr("&Migration script"), {}, [this] { showScript(!m_showsScript); });
    m_export = make(u"export"_s, tr("E&xport comparison…"), {}, [this] { askExport(); });
    m_pair = make(u"pair"_s, tr("&Pair by hand…"), Qt::CTRL | Qt::SHIFT | Qt::Key_M, [this] { pairByHand(m_model->place(m_tree->currentIndex())); });
    make(u"pairs"_s, tr("Pairs of &tables and columns…"), {}, [this] { showPairs(); });
    make(u"rules"_s, tr("&Ignore rules…"), {}, [this] { showRules(); });
    make(u"hideSame"_s, tr("&Hide what is the same"), {}, [this] { m_hideSame->toggle(); });
    make(u"chooseLeft"_s, tr("Choose the &left side…"), Qt::ALT | Qt::SHIFT | Qt::Key_L, [this] { chooseEnd(true); });
    make(u"chooseRight"_s, tr("Choose the &right side…"), Qt::ALT | Qt::SHIFT | Qt::Key_R, [this] { chooseEnd(false); });
    make(u"search"_s, tr("&Search the comparison"), QKeySequence::Find, [this] {
        m_search->setFocus(Qt::ShortcutFocusReason);
        m_search->selectAll();
    });
}

static QToolButton *buttonOf(QAction *action, const QString &text, const QString &words)
{
    auto *button = new QToolButton;
    button->setText(text);
    button->setAccessibleName(words);
    button->setFocusPolicy(Qt::TabFocus);
    explainKey(*button, action, words);
    QObject::connect(button, &QToolButton::clicked, action, &QAction::trigger);
    QObject::connect(action, &QAction::enabledChanged, button, &QToolButton::setEnabled);
    button->setEnabled(action->isEnabled());
    return button;
}

QWidget *CompareView::makeHeader()
{
    auto *header = new QWidget;
    auto *row = new QHBoxLayout(header);
    const int pad = fontMetrics().height() / 3;
    row->setContentsMargins(2 * pad, pad, 2 * pad, 0);
    row->setSpacing(2 * pad);
    row->addWidget(m_leftLabel, 1);
    row->addWidget(buttonOf(m_swap, u"⇄"_s, tr("Swap sides")));
    row->addWidget(m_rightLabel, 1);
    row->addWidget(buttonOf(m_refresh, tr("⟳ both"), tr("Read both databases again")));
    row->addWidget(buttonOf(m_export, tr("Export…"), tr("Export the comparison as HTML, Markdown or JSON")));
    auto *script = new ColouredButton(ColouredButton::Look::Primary, header);
    script->setText(tr("Script…"));
    script->setAccessibleName(tr("The script that makes the left side like the right one"));
    script->setToolTip(script->accessibleName());
    connect(script, &QToolButton::clicked, m_script, &QAction::trigger);
    connect(m_script, &QAction::enabledChanged, script, &QToolButton::setEnabled);
    row->addWidget(script);
    return header;
}

QWidget *CompareView::makeTools()
{
    auto *tools = new QWidget;
    auto *row = new QHBoxLayout(tools);
    const int pad = fontMetrics().height() / 3;
    row->setContentsMargins(2 * pad, pad, 2 * pad, pad);
    row->setSpacing(2 * pad);
    m_hideSame->setChecked(true);
    m_search->setPlaceholderText(tr("Search objects and members"));
    m_search->setAccessibleName(m_search->placeholderText());
    m_search->setClearButtonEnabled(true);
    m_search->setMinimumWidth(fontMetrics().averageCharWidth() * 18);
    m_search->setMaximumWidth(fontMetrics().averageCharWidth() * 34);
    m_pairs->setFocusPolicy(Qt::TabFocus);
    m_ignored->setPopupMode(QToolButton::InstantPopup);
    m_ignored->setFocusPolicy(Qt::TabFocus);
    m_ignored->setMenu(new QMenu(m_ignored));
    row->addWidget(m_chips);
    row->addWidget(m_hideSame);
    row->addWidget(m_search, 2);
    row->addWidget(buttonOf(m_previous, u"▲"_s, tr("Previous difference")));
    row->addWidget(buttonOf(m_next, u"▼"_s, tr("Next difference")));
    row->addStretch(1);
    connect(m_chips, &VerdictChips::chosenChanged, this, &CompareView::applyFilter);
    connect(m_hideSame, &QCheckBox::toggled, this, &CompareView::applyFilter);
    connect(m_hideSame, &QCheckBox::toggled, this, &CompareView::stateChanged);
    connect(m_search, &QLineEdit::textChanged, this, &CompareView::applyFilter);
    connect(m_search, &QLineEdit::returnPressed, this, [this] { // to the first hit
        if (const QModelIndex first = m_model->firstHit(); first.isValid()) {
            select(first);
            m_tree->setFocus();
        }
    });
    connect(m_pairs, &QToolButton::clicked, this, &CompareView::showPairs);
    connect(m_ignored->menu(), &QMenu::aboutToShow, this, &CompareView::fillRuleMenu);
    return tools;
}

QWidget *CompareView::makeEmptyPage()
{
    auto *page = new QWidget;
    auto *layout = new QVBoxLayout(page);
    layout->addStretch();
    m_words->setAlignment(Qt::AlignCenter);
    m_words->setWordWrap(true);
    m_extract->setObjectName(u"extract"_s);
    layout->addWidget(m_words);
    layout->addWidget(m_extract, 0, Qt::AlignCenter);
    layout->addStretch();
    connect(m_extract, &QPushButton::clicked, this, [this] {
        QList<QUuid> unread;
        for (const EndSource *source : {m_left, m_right}) {
            if (source->wantsReading())
                unread.append(source->choice().profile);
        }
        Q_EMIT extractWanted(unread);
    });
    return page;
}

void CompareView::makeTree()
{
    m_tree->setModel(m_model);
    m_tree->setUniformRowHeights(true);
    m_tree->setAllColumnsShowFocus(true);
    m_tree->setFrameShape(QFrame::NoFrame);
    m_tree->setContextMenuPolicy(Qt::CustomContextMenu);
    m_tree->setAccessibleName(tr("Comparison"));
    const int em = fontMetrics().averageCharWidth();
    m_tree->setColumnWidth(CompareModel::Left, em * 42);
    m_tree->setColumnWidth(CompareModel::VerdictColumn, em * 26);
    m_tree->setColumnWidth(CompareModel::Right, em * 36);
    connect(m_tree, &QTreeView::customContextMenuRequested, this, &CompareView::showMenu);
    connect(m_tree->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex &current) { m_detail->setPlace(m_model->comparison().get(), m_model->place(current)); });
    m_tree->setSelectionMode(QAbstractItemView::ExtendedSelection);
    auto *over = new QVBoxLayout(m_tree->viewport());
    m_nothing->setAlignment(Qt::AlignCenter);
    m_nothing->setWordWrap(true);
    over->addWidget(m_nothing);
    m_nothing->hide();
}

QString CompareView::title() const
{
    return u"%1 ⇄ %2"_s.arg(m_left->name(), m_right->name());
}

QJsonObject CompareView::state() const
{
    return {{u"left"_s, endToJson(left())}, {u"right"_s, endToJson(right())}, {u"hideSame"_s, m_hideSame->isChecked()}, {u"script"_s, m_showsScript}};
}

void CompareView::restore(const QJsonObject &state)
{
    m_hideSame->setChecked(state.value("hideSame"_L1).toBool(true));
    showScript(state.value("script"_L1).toBool());
}

void CompareView::setHidesSame(bool hides)
{
    m_hideSame->setChecked(hides);
}

void CompareView::swap()
{
    const EndChoice before = left();
    m_left->setChoice(right());
    m_right->setChoice(before);
    Q_EMIT titleChanged();
    Q_EMIT stateChanged();
}

void CompareView::setEnd(bool left, const EndChoice &choice, bool readNow)
{
    (left ? m_left : m_right)->setChoice(choice);
    Q_EMIT titleChanged();
    Q_EMIT stateChanged();
    if (readNow)
        Q_EMIT extractWanted({choice.profile});
}

void CompareView::refresh()
{
    QList<QUuid> profiles;
    for (const EndChoice &choice : {left(), right()}) {
        if (!choice.isPast() && !profiles.contains(choice.profile))
            profiles.append(choice.profile);
    }
    lookAtSnapshots();
    if (profiles.isEmpty())
        Q_EMIT said(tr("Both sides are snapshots of the past, which do not change: choose the newest of one to read it."));
    else
        Q_EMIT extractWanted(profiles);
}

void CompareView::lookAtSnapshots()
{
    m_left->lookAtSnapshot();
    m_right->lookAtSnapshot();
}

void CompareView::refreshEnds()
{
    const Comparison *shown = m_model->comparison().get();
    QStringList lacking;
    bool reading = false;
    bool wants = false;
    for (auto [source, label, end] :
         {std::tuple(m_left, m_leftLabel, shown ? &shown->left : nullptr), std::tuple(m_right, m_rightLabel, shown ? &shown->right : nullptr)}) {
        label->setEnd(*source, end); // what is shown, not what is known since
        reading |= source->isReading();
        wants |= source->wantsReading();
        if (!source->hasCatalog())
            lacking.append(u"%1: %2"_s.arg(source->name(), source->state()));
    }
    m_stack->setCurrentIndex(!shown ? emptyPage : m_showsScript ? scriptPage : resultPage);
    m_words->setText(lacking.isEmpty() ? tr("Comparing…")
                     : wants           ? tr("To be compared, a schema must be read once.\n%1").arg(lacking.join(u'\n'))
                                       : lacking.join(u'\n'));
    m_extract->setVisible(wants);
    m_extract->setEnabled(!reading);
    for (QAction *action : {m_next, m_previous, m_script, m_export, m_pair})
        action->setEnabled(shown);
}

void CompareView::compareNow()
{
    const CompareEnd left = m_left->column().end;
    const CompareEnd right = m_right->column().end;
    const int question = ++m_question;
    if (!left.catalog || !right.catalog) {
        setComparison(nullptr);
        return;
    }
    if (const auto &shown = m_model->comparison(); !shown || shown->left.name != left.name || shown->right.name != right.name)
        setComparison(nullptr);
    CompareOptions options;
    options.ignore = m_rules.rules();
    options.mapping = m_mappings.mapping(m_left->choice().profile, m_right->choice().profile);
    QtConcurrent::run([left, right, options, registry = m_services.registry] {
        return std::make_shared<const Comparison>(compareCatalogs(left, right, options));
    }).then(this, [this, question](const std::shared_ptr<const Comparison> &comparison) {
        if (question == m_question)
            setComparison(comparison);
    });
}

void CompareView::setComparison(std::shared_ptr<const Comparison> comparison)
{
    const TreePlace place(*m_tree, *m_model);
    m_detail->setPlace(nullptr, {}); // it points into the old one
    m_model->setComparison(comparison);
    m_chips->setSummary(comparison ? comparison->summary : CompareSummary());
    showSummary();
    if (m_pairsDialog)
        m_pairsDialog->setComparison(comparison);
    if (m_rulesDialog)
        m_rulesDialog->setComparison(comparison);
    if (m_showsScript)
        m_scriptPage->setComparison(comparison, left(), right());
    spanGroups();
    refreshEnds();
    if (!comparison)
        return;
    place.restoreOpen(*m_tree, *m_model);
    place.restoreSelection(*m_tree, *m_model);
    tellWhatIsHidden();
    if (m_wanted)
        showObject(m_wanted->first, m_wanted->second);
    Q_EMIT compared();
}

void CompareView::showSummary()
{
    const auto &comparison = m_model->comparison();
    QStringList words = comparison ? QStringList(summaryText(*comparison)) + comparison->notes : QStringList();
    for (const IgnoreRule &rule : m_rules.rules()) // they are for all comparisons; the menu says what each takes here
        words.removeAll(idleRuleNote(rule));
    m_summary->setText(words.join(u" · "_s));
    const auto rules = static_cast<int>(m_rules.rules().size());
    // As the summary below counts: the rules that took something.
    const QList<qsizetype> taken = comparison ? comparison->ignoredByRule : QList<qsizetype>();
    const auto active = static_cast<int>(std::ranges::count_if(taken, [](qsizetype count) { return count > 0; }));
    m_ignored->setText(active > 0 ? tr("%1 ignored by %n rule(s)", nullptr, active).arg(comparison->summary.ignored) : tr("0 ignored"));
    m_ignored->setToolTip(tr("%n rule(s) say what is not compared", nullptr, rules));
    m_ignored->setAccessibleName(m_ignored->text());
    m_ignored->setVisible(rules > 0 && !m_showsScript);
    const PairCounts pairs = comparison ? countPairs(*comparison) : PairCounts();
    m_pairs->setText(pairs.offered > 0 ? tr("%n pair(s) offered", nullptr, pairs.offered) : tr("Pairs…"));
    m_pairs->setAccessibleName(tr("%1: confirm, refuse or make pairs").arg(m_pairs->text()));
    m_pairs->setToolTip(tr("Confirm, refuse or make pairs; %n decided", nullptr, pairs.decided));
    m_pairs->setEnabled(comparison != nullptr);
}

void CompareView::applyFilter()
{
    CompareFilter filter;
    filter.hideSame = m_hideSame->isChecked();
    filter.only = m_chips->chosen();
    filter.text = m_search->text().trimmed();
    if (filter == m_model->filter())
        return;
    const auto isWhole = [](const CompareFilter &each) { return each.only.isEmpty() && each.text.isEmpty(); };
    const TreePlace place(*m_tree, *m_model);
    if (isWhole(m_model->filter()))
        m_wholePlace = place;
    m_detail->setPlace(nullptr, {});
    m_model->setFilter(filter);
    spanGroups();
    (isWhole(filter) && m_wholePlace ? *m_wholePlace : place).restoreOpen(*m_tree, *m_model); // what a filter opened closes with it
    place.restoreSelection(*m_tree, *m_model);
    constexpr int mostOpened = 60;
    for (const QModelIndex &index : m_model->rowsToOpen(mostOpened)) // what was found lies in them
        m_tree->expand(index);
    tellWhatIsHidden();
}

void CompareView::spanGroups()
{
    for (int row = 0; row < m_model->rowCount(); ++row)
        m_tree->setFirstColumnSpanned(row, {}, true);
}

void CompareView::select(const QModelIndex &index)
{
    if (!index.isValid()) {
        m_detail->setPlace(nullptr, {});
        return;
    }
    m_tree->setCurrentIndex(index);
    m_tree->scrollTo(index);
}

void CompareView::goToDifference(bool forward)
{
    const QModelIndex current = m_tree->currentIndex().siblingAtColumn(0);
    QModelIndex next = m_model->nextDifference(current, forward);
    if (!next.isValid())
        next = m_model->nextDifference({}, forward); // once around
    if (next.isValid())
        select(next);
}

void CompareView::showObject(ObjectKind kind, const ObjectRef &ref)
{
    if (!m_model->comparison()) {
        m_wanted = std::pair(kind, ref);
        return;
    }
    m_wanted.reset();
    if (!m_model->find(kind, ref).isValid())
        m_hideSame->setChecked(false);
    const QModelIndex index = m_model->find(kind, ref);
    select(index);
    m_tree->expand(index);
}

} // namespace concord
