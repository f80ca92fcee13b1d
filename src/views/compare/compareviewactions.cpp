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
#include "schema/objectwords.h"

#include <QAction>
#include <QFileDialog>
#include <QLabel>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>
#include <QRegularExpression>
#include <QToolButton>
#include <QTreeView>
#include <QtConcurrentRun>

using namespace Qt::StringLiterals;

namespace concord {

void CompareView::showMenu(const QPoint &position)
{
    QMenu menu(this);
    const CompareModel::Place place = m_model->place(m_tree->indexAt(position));
    const QList<const ObjectComparison *> chosen = chosenObjects();
    if (chosen.size() > 1) {
        addRuleActions(menu, chosen);
    } else {
        addRuleActions(menu, place);
        addPairActions(menu, place);
    }
    if (!chosen.isEmpty())
        menu.addAction(tr("Script for &what is selected"), this, [this] { scriptOfChosen(); });
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

QList<const ObjectComparison *> CompareView::chosenObjects() const
{
    QList<const ObjectComparison *> chosen;
    QSet<const ObjectComparison *> seen;
    const QModelIndexList rows = m_tree->selectionModel()->selectedRows();
    for (const QModelIndex &row : rows) {
        const ObjectComparison *object = m_model->place(row).object;
        if (!object || seen.contains(object))
            continue;
        seen.insert(object);
        chosen.append(object);
    }
    return chosen;
}

void CompareView::addRuleActions(QMenu &menu, const QList<const ObjectComparison *> &objects)
{
    QList<IgnoreRule> rules;
    for (const ObjectComparison *object : objects) {
        const QList<IgnoreChoice> choices = ignoreChoices({object, nullptr, nullptr});
        if (!choices.isEmpty())
            rules.append(choices.first().rule);
    }
    if (rules.isEmpty())
        return;
    menu.addAction(tr("Ignore the %n selected object(s)", nullptr, static_cast<int>(rules.size())), &m_rules, [this, rules] { m_rules.add(rules); });
    menu.addSeparator();
}

void CompareView::scriptOfChosen()
{
    QSet<ObjectRef> left;
    QSet<QString> right;
    for (const ObjectComparison *object : chosenObjects()) {
        if (object->left)
            left.insert(object->left->ref);
        if (object->right && (!object->left || object->left->ref.name != object->right->ref.name)) // is made, or takes this name
            right.insert(object->right->ref.name);
    }
    showScript(true);
    m_scriptPage->tickOnly(left, right);
}

/// An empty tree says why it is empty.
void CompareView::tellWhatIsHidden()
{
    m_nothing->setVisible(m_model->comparison() && m_model->rowCount() == 0);
    if (m_nothing->isHidden())
        return;
    const QString &text = m_model->filter().text;
    const auto hidden = static_cast<int>(m_model->hiddenAsSame());
    if (!m_model->filter().only.isEmpty()) {
        m_nothing->setText(tr("Nothing of what the buttons above choose is here."));
        return;
    }
    QString words = text.isEmpty() ? tr("Nothing differs.")
                    : hidden > 0   ? tr("Nothing that differs matches “%1”.").arg(text)
                                   : tr("Nothing matches “%1”.").arg(text);
    if (hidden > 0)
        words += u'\n' + tr("%n object(s) that are the same or ignored are hidden: see “Hide same”.", nullptr, hidden);
    m_nothing->setText(words);
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

void CompareView::pairByHand(const CompareModel::Place &place)
{
    const auto shown = m_model->comparison();
    if (!shown)
        return;
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
        pairTables(all.leftObjects.at(static_cast<size_t>(leftRow)), all.rightObjects.at(static_cast<size_t>(rightRow)));
    });
    dialog->open();
}

/// What was decided about either before, with its columns, would go: that is asked first.
void CompareView::pairTables(const ObjectRef &leftTable, const ObjectRef &rightTable)
{
    Mapping before = m_mappings.mapping(left().profile, right().profile);
    Mapping mapping = before;
    confirmTables(mapping, leftTable, rightTable);
    std::erase_if(before.tables, [&](const TableMapping &table) {
        const auto isSame = [&](const TableMapping &kept) { return kept.left == table.left && kept.right == table.right; };
        return table.left.name.isEmpty() || table.right.name.isEmpty() || std::ranges::any_of(mapping.tables, isSame);
    });
    if (before.tables.empty()) {
        setMapping(mapping);
        return;
    }
    QStringList lost;
    for (const TableMapping &table : before.tables)
        lost.append(tr("• %1 is %2, with %n decided column(s)", nullptr, static_cast<int>(table.columns.size()))
                        .arg(fullName(table.left), fullName(table.right)));
    auto *box = new QMessageBox(QMessageBox::Question, tr("Pair two tables"), tr("They are paired otherwise, which would be forgotten:"),
                                QMessageBox::Cancel, this);
    box->setTextFormat(Qt::PlainText);
    box->setInformativeText(lost.join(u'\n'));
    box->setAttribute(Qt::WA_DeleteOnClose);
    const QPushButton *pair = box->addButton(tr("&Pair these two"), QMessageBox::DestructiveRole);
    box->setDefaultButton(QMessageBox::Cancel);
    connect(box, &QMessageBox::buttonClicked, this, [this, box, pair, mapping](const QAbstractButton *button) {
        if (button == pair)
            setMapping(mapping);
        box->close();
    });
    box->open();
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
    static const QRegularExpression odd(u"[^\\w.-]+"_s, QRegularExpression::UseUnicodePropertiesOption);
    dialog->selectFile(u"%1-%2"_s.arg(m_left->name(), m_right->name()).replace(odd, u"_"_s)); // the suffix goes by the format
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
