// SPDX-License-Identifier: GPL-3.0-or-later
// What a person may do with a row of a comparison, or with the whole of it: rules, pairs, other ends, files, scripts.
#include "compare/compareview.h"

#include "compare/comparefile.h"
#include "compare/comparereport.h"
#include "compare/endchooser.h"
#include "compare/ignorechoices.h"
#include "compare/ignorerulelist.h"
#include "compare/ignorerulesdialog.h"
#include "compare/mappingedit.h"
#include "compare/pairdecision.h"
#include "compare/pairdialog.h"
#include "compare/pairmappings.h"
#include "compare/pairsdialog.h"
#include "compare/scriptpage.h"
#include "compare/comparejson.h"
#include "look/wording.h"

#include <QAction>
#include <QFileDialog>
#include <QMenu>
#include <QToolButton>
#include <QTreeView>
#include <QtConcurrentRun>

using namespace Qt::StringLiterals;

namespace concord {

void CompareView::showMenu(const QPoint &position)
{
    QMenu menu(this);
    const CompareModel::Place place = m_model->place(m_tree->indexAt(position));
    addRuleActions(menu, place);
    addPairActions(menu, place);
    menu.addActions({m_next, m_previous, m_swap, m_refresh, m_export, m_script});
    menu.exec(m_tree->viewport()->mapToGlobal(position));
}

void CompareView::addRuleActions(QMenu &menu, const CompareModel::Place &place)
{
    const auto choices = ignoreChoices(place);
    for (const IgnoreChoice &choice : choices)
        menu.addAction(withoutMnemonic(choice.text), &m_rules, [this, rule = choice.rule] { m_rules.add(rule); });
    if (choices.isEmpty())
        return;
    const QString proposed = ignoreRuleText(choices.first().rule);
    menu.addAction(tr("Ignore by a name pattern…"), this, [this, proposed] { showRules(proposed); });
    menu.addSeparator();
}

void CompareView::addPairActions(QMenu &menu, const CompareModel::Place &place)
{
    const auto &shown = m_model->comparison();
    if (!shown)
        return;
    for (const PairAction action : pairActions(shown->mapping, place)) {
        const Mapping mapping = decided(shown->mapping, place, action);
        menu.addAction(withoutMnemonic(pairActionText(place, action)), this, [this, mapping] { setMapping(mapping); });
    }
    menu.addAction(m_pair);
    menu.addSeparator();
}

void CompareView::setMapping(const Mapping &mapping)
{
    m_mappings.setMapping(left().profile, right().profile, mapping);
}

PairsDialog *CompareView::showPairs()
{
    if (!m_pairsDialog) {
        m_pairsDialog = new PairsDialog(this);
        connect(m_pairsDialog, &PairsDialog::mappingWanted, this, &CompareView::setMapping);
        connect(m_pairsDialog, &PairsDialog::pairWanted, this, &CompareView::pairByHand);
        connect(m_pairsDialog, &PairsDialog::failed, this, &CompareView::failed);
    }
    m_pairsDialog->setComparison(m_model->comparison());
    m_pairsDialog->show();
    m_pairsDialog->raise();
    m_pairsDialog->activateWindow();
    return m_pairsDialog;
}

IgnoreRulesDialog *CompareView::showRules(const QString &proposed)
{
    delete m_rulesDialog;
    m_rulesDialog = new IgnoreRulesDialog(m_rules, proposed, this);
    m_rulesDialog->setComparison(m_model->comparison());
    m_rulesDialog->show();
    return m_rulesDialog;
}

void CompareView::fillRuleMenu()
{
    QMenu *menu = m_ignored->menu();
    menu->clear();
    const auto &shown = m_model->comparison();
    for (const IgnoreRule &rule : m_rules.rules()) {
        const qsizetype place = shown ? shown->ignore.indexOf(rule) : -1;
        const qsizetype taken = place >= 0 ? shown->ignoredByRule.value(place) : 0;
        if (taken == 0 && defaultIgnoreRules().contains(rule))
            continue; // “All rules” has it
        const QString text = taken > 0 ? tr("Remove the rule “%1”, which takes %2").arg(ignoreRuleText(rule)).arg(taken)
                                       : tr("Remove the rule “%1”, which takes nothing").arg(ignoreRuleText(rule));
        menu->addAction(withoutMnemonic(text), &m_rules, [this, rule] { m_rules.remove(rule); });
    }
    menu->addSeparator();
    menu->addAction(tr("&All rules…"), this, [this] { showRules(); });
}

namespace {

/// The objects or columns that a pair may be made of, on both sides.
struct Candidates
{
    PairSide left;
    PairSide right;
    std::vector<ObjectRef> leftObjects;
    std::vector<ObjectRef> rightObjects;
};

void addObjects(const CompareEnd &end, const ObjectPtr &chosen, PairSide &side, std::vector<ObjectRef> &refs)
{
    side.title = end.name;
    for (const ObjectPtr &object : end.catalog->objects()) {
        if (columnsOf(*object).empty() && object->kind != ObjectKind::Table && object->kind != ObjectKind::Collection)
            continue;
        if (object == chosen)
            side.chosen = static_cast<int>(refs.size());
        side.names.append(qualifiedName(*object, end));
        refs.push_back(object->ref);
    }
}

PairSide columnSide(const SchemaObject &object, const CompareEnd &end, const std::optional<QString> &chosen)
{
    PairSide side{qualifiedName(object, end), {}, -1};
    for (const Column &column : columnsOf(object)) {
        if (chosen && column.name == *chosen)
            side.chosen = static_cast<int>(side.names.size());
        side.names.append(column.name);
    }
    return side;
}

} // namespace

void CompareView::pairByHand()
{
    const auto shown = m_model->comparison();
    if (!shown)
        return;
    const CompareModel::Place place = m_model->place(m_tree->currentIndex());
    if (place.member && place.object->left && place.object->right) {
        const TablePair tables{place.object->left->ref, place.object->right->ref};
        const PairSide left = columnSide(*place.object->left, shown->left, place.member->left);
        const PairSide right = columnSide(*place.object->right, shown->right, place.member->right);
        auto *dialog = new PairDialog(tr("Pair two columns"), left, right, this);
        connect(dialog, &PairDialog::paired, this, [this, tables, left, right](int leftRow, int rightRow) {
            Mapping mapping = m_mappings.mapping(this->left().profile, this->right().profile);
            confirmColumns(mapping, tables, left.names.at(leftRow), right.names.at(rightRow));
            setMapping(mapping);
        });
        dialog->open();
        return;
    }
    Candidates all;
    addObjects(shown->left, place.object ? place.object->left : nullptr, all.left, all.leftObjects);
    addObjects(shown->right, place.object ? place.object->right : nullptr, all.right, all.rightObjects);
    auto *dialog = new PairDialog(tr("Pair two tables"), all.left, all.right, this);
    connect(dialog, &PairDialog::paired, this, [this, all](int leftRow, int rightRow) {
        Mapping mapping = m_mappings.mapping(left().profile, right().profile);
        confirmTables(mapping, all.leftObjects.at(static_cast<size_t>(leftRow)), all.rightObjects.at(static_cast<size_t>(rightRow)));
        setMapping(mapping);
    });
    dialog->open();
}

void CompareView::chooseEnd(bool left)
{
    const EndSource &source = left ? *m_left : *m_right;
    auto *chooser = new EndChooser(m_services, left ? tr("Choose the left side") : tr("Choose the right side"), source.choice(), this);
    connect(chooser, &EndChooser::chosen, this, [this, left](const EndChoice &choice, bool readNow) { setEnd(left, choice, readNow); });
    chooser->open();
}

void CompareView::askExport()
{
    auto *dialog = new QFileDialog(this, tr("Export comparison"), {}, tr("HTML (*.html);;Markdown (*.md);;JSON (*.json)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(u"html"_s);
    connect(dialog, &QFileDialog::filterSelected, dialog,
            [dialog](const QString &filter) { dialog->setDefaultSuffix(filter.section(u"*."_s, 1).chopped(1)); });
    connect(dialog, &QFileDialog::fileSelected, this, &CompareView::exportTo);
    dialog->open();
}

void CompareView::exportTo(const QString &path)
{
    if (!m_model->comparison())
        return; // an end changed while the name was asked for
    QtConcurrent::run([comparison = m_model->comparison(), registry = m_services.registry, path] {
        return writeComparison(*comparison, *registry, path);
    }).then(this, [this, path](const Result<void> &done) {
        if (done)
            Q_EMIT exported(path);
        else
            Q_EMIT failed(done.error());
    });
}

void CompareView::connectScript()
{
    connect(m_scriptPage, &ScriptPage::backWanted, this, [this] { showScript(false); });
    connect(m_scriptPage, &ScriptPage::editorWanted, this, &CompareView::scriptWanted);
    connect(m_scriptPage, &ScriptPage::extractWanted, this, &CompareView::extractWanted);
    connect(m_scriptPage, &ScriptPage::jobStarted, this, &CompareView::jobStarted);
    connect(m_scriptPage, &ScriptPage::failed, this, &CompareView::failed);
}

void CompareView::showScript(bool shows)
{
    if (m_showsScript == shows)
        return;
    m_showsScript = shows;
    m_tools->setVisible(!shows);
    m_pairs->setVisible(!shows);
    m_ignored->setVisible(!shows && !m_rules.rules().isEmpty());
    if (shows)
        m_scriptPage->setComparison(m_model->comparison(), left(), right());
    refreshEnds();
    setFocusProxy(shows ? static_cast<QWidget *>(m_scriptPage) : m_tree);
    setFocus();
    Q_EMIT stateChanged();
}

} // namespace concord
