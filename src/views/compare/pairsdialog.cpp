// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/pairsdialog.h"

#include "compare/pairdecision.h"
#include "textfile.h"
#include "look/smallbuttons.h"
#include "schema/objectwords.h"

#include <QDialogButtonBox>
#include <QFileDialog>
#include <QHeaderView>
#include <QLabel>
#include <QMessageBox>
#include <QPushButton>
#include <QTreeWidget>
#include <QTreeWidgetItemIterator>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace concord {

static constexpr int placeRole = Qt::UserRole + 1;
static constexpr int lostRole = Qt::UserRole + 2;

PairsDialog::PairsDialog(QWidget *parent) : QDialog(parent), m_list(new QTreeWidget), m_words(makePlainLabel({}, this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Pairs"));
    m_list->setHeaderLabels({tr("left"), tr("right"), tr("likeness"), tr("why")});
    m_list->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_list->setUniformRowHeights(true);
    m_list->setAllColumnsShowFocus(true);
    m_list->setAccessibleName(tr("Pairs"));
    m_words->setWordWrap(true);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    const auto add = [&](const QString &text, const QString &tip, auto slot) {
        QPushButton *button = buttons->addButton(text, QDialogButtonBox::ActionRole);
        button->setToolTip(tip);
        button->setAutoDefault(false);
        connect(button, &QPushButton::clicked, this, slot);
        return button;
    };
    m_confirm = add(tr("&Confirm"), tr("They are a pair: scripts keep the rows and values"), [this] { decide(PairAction::Confirm); });
    m_separate = add(tr("&No pair"), tr("They are two things"), [this] { decide(PairAction::Separate); });
    m_forget = add(tr("&Forget"), tr("Take back what was decided"), [this] { decide(PairAction::Forget); });
    add(tr("&Pair by hand…"), tr("Choose any two; of a column that is selected, its counterpart"),
        [this] { Q_EMIT pairWanted(selected().value(0)); });
    add(tr("&Load…"), tr("Take the pairs from a mapping file, as concordctl --mapping reads it"), &PairsDialog::load);
    add(tr("&Save…"), tr("Write the decisions to a mapping file"), &PairsDialog::save);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_words);
    layout->addWidget(m_list, 1);
    layout->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_list, &QTreeWidget::itemSelectionChanged, this, &PairsDialog::updateButtons);
    resize(fontMetrics().averageCharWidth() * 130, fontMetrics().height() * 28);
    updateButtons();
}

void PairsDialog::setComparison(std::shared_ptr<const Comparison> comparison)
{
    m_list->clear();
    m_places.clear();
    m_comparison = std::move(comparison);
    if (!m_comparison)
        return;
    m_list->setHeaderLabels({m_comparison->left.name, m_comparison->right.name, tr("likeness"), tr("why")});
    using Rows = std::vector<std::pair<CompareModel::Place, QString>>;
    Rows offered;
    Rows made;
    for (const ObjectComparison &object : m_comparison->objects) {
        const auto sort = [&](const CompareModel::Place &place, const QString &reason) {
            if (isOffered(place))
                offered.push_back({place, reason});
            else if (pairActions(m_comparison->mapping, place).contains(PairAction::Forget))
                made.push_back({place, reason});
        };
        sort({&object, nullptr, nullptr}, object.reason);
        for (const MemberComparison &member : object.members)
            sort({&object, &member, nullptr}, member.reason);
    }
    addGroup(tr("offered: yes or no?"), offered);
    addGroup(tr("decided"), made);
    m_lost = lostNames(m_comparison->mapping, *m_comparison->left.catalog, *m_comparison->right.catalog);
    addLost();
    for (int column = 0; column < 3; ++column)
        m_list->resizeColumnToContents(column);
    QStringList gone;
    for (const QString &note : m_comparison->notes) {
        if (!std::ranges::contains(m_lost, note, &LostName::why)) // those are listed
            gone.append(note);
    }
    m_words->setText(m_places.empty() && m_lost.empty()
                         ? tr("Every pair has the same name on both sides. Any two can be paired by hand.")
                         : tr("What is offered counts as a pair here, but no script assumes it before it is confirmed."));
    if (!gone.isEmpty())
        m_words->setText(m_words->text() + u'\n' + gone.join(u'\n'));
    updateButtons();
}

void PairsDialog::addGroup(const QString &title, const std::vector<std::pair<CompareModel::Place, QString>> &rows)
{
    if (rows.empty())
        return;
    auto *group = new QTreeWidgetItem(m_list, {u"%1 · %2"_s.arg(title, QString::number(rows.size()))});
    group->setFirstColumnSpanned(true);
    group->setToolTip(0, tr("Stands for all below it"));
    group->setExpanded(true);
    for (const auto &[place, reason] : rows) {
        const ObjectComparison &object = *place.object;
        const auto name = [&](const ObjectPtr &table, const std::optional<QString> *column) {
            if (!table || (column && !*column))
                return u"—"_s;
            return column ? table->ref.name + u'.' + **column : table->ref.name;
        };
        const bool alone = place.member ? !place.member->left || !place.member->right : !object.left || !object.right;
        const double confidence = place.member ? place.member->confidence : object.confidence;
        auto *item = new QTreeWidgetItem(group, {name(object.left, place.member ? &place.member->left : nullptr),
                                                 name(object.right, place.member ? &place.member->right : nullptr),
                                                 confidence < 1 ? u"%1 %"_s.arg(qRound(confidence * 100)) : QString(),
                                                 reason.isEmpty() && alone ? tr("no counterpart, as was decided") : reason});
        item->setData(0, placeRole, static_cast<int>(m_places.size()));
        m_places.push_back(place);
    }
}

void PairsDialog::addLost()
{
    if (m_lost.empty())
        return;
    auto *group = new QTreeWidgetItem(m_list, {tr("name what is not there · %1").arg(m_lost.size())});
    group->setFirstColumnSpanned(true);
    group->setToolTip(0, tr("Stands for all below it"));
    group->setExpanded(true);
    const auto name = [](const ObjectRef &table, const QString &column, bool ofColumn) {
        if (table.name.isEmpty() || (ofColumn && column.isEmpty()))
            return u"—"_s;
        return ofColumn ? table.name + u'.' + column : table.name;
    };
    for (size_t i = 0; i < m_lost.size(); ++i) {
        const LostName &lost = m_lost[i];
        const ColumnMapping column = lost.column.value_or(ColumnMapping());
        auto *item = new QTreeWidgetItem(group, {name(lost.left, column.left, lost.column.has_value()),
                                                 name(lost.right, column.right, lost.column.has_value()), QString(), lost.why});
        item->setData(0, lostRole, static_cast<int>(i));
    }
}

QList<LostName> PairsDialog::selectedLost() const
{
    QList<LostName> lost;
    for (QTreeWidgetItemIterator item(m_list); *item; ++item) {
        const QVariant number = (*item)->data(0, lostRole);
        if (number.isValid() && ((*item)->isSelected() || (*item)->parent()->isSelected()))
            lost.append(m_lost.at(number.toUInt()));
    }
    return lost;
}

QList<CompareModel::Place> PairsDialog::selected() const
{
    QList<CompareModel::Place> places;
    for (QTreeWidgetItemIterator item(m_list); *item; ++item) {
        const QVariant number = (*item)->data(0, placeRole);
        if (number.isValid() && ((*item)->isSelected() || (*item)->parent()->isSelected()))
            places.append(m_places.at(number.toUInt()));
    }
    return places;
}

void PairsDialog::decide(PairAction action)
{
    Mapping mapping = m_comparison->mapping;
    for (const CompareModel::Place &place : selected()) {
        if (pairActions(mapping, place).contains(action))
            mapping = decided(std::move(mapping), place, action);
    }
    if (action == PairAction::Forget) {
        for (const LostName &lost : selectedLost())
            mapping = without(std::move(mapping), lost);
    }
    Q_EMIT mappingWanted(mapping);
}

void PairsDialog::updateButtons()
{
    const auto places = selected();
    for (const auto &[button, action] :
         {std::pair(m_confirm, PairAction::Confirm), std::pair(m_separate, PairAction::Separate), std::pair(m_forget, PairAction::Forget)})
        button->setEnabled(std::ranges::any_of(
            places, [&](const CompareModel::Place &place) { return pairActions(m_comparison->mapping, place).contains(action); }));
    if (!selectedLost().isEmpty())
        m_forget->setEnabled(true);
}

void PairsDialog::load()
{
    askToOpen(this, tr("Load a mapping"), tr("Mapping (*.json);;All files (*)"), [this](const Result<QByteArray> &contents) {
        const auto mapping = contents ? mappingFromJson(*contents) : Result<Mapping>(std::unexpect, contents.error());
        if (mapping) {
            take(*mapping);
            return;
        }
        m_words->setText(u"✗ "_s + mapping.error().message);
        Q_EMIT failed(mapping.error());
    });
}

void PairsDialog::take(const Mapping &loaded)
{
    if (!m_comparison)
        return;
    const Mapping named = qualified(loaded, *m_comparison->left.catalog, *m_comparison->right.catalog);
    const Mapping &known = m_comparison->mapping;
    if (known.isEmpty() || known == named)
        Q_EMIT mappingWanted(named);
    else
        askHow(named);
}

/// What was decided by hand is not thrown away by a file without a question.
void PairsDialog::askHow(const Mapping &loaded)
{
    const auto count = static_cast<int>(m_comparison->mapping.tables.size());
    auto *box = new QMessageBox(QMessageBox::Question, tr("Load a mapping"), tr("%n table(s) are decided here already.", nullptr, count),
                                QMessageBox::Cancel, this);
    box->setTextFormat(Qt::PlainText);
    box->setInformativeText(tr("Add: what the file says of a table counts, the other decisions stay.\nReplace: only the file's decisions are left."));
    box->setAttribute(Qt::WA_DeleteOnClose);
    const QPushButton *add = box->addButton(tr("&Add"), QMessageBox::AcceptRole);
    const QPushButton *replace = box->addButton(tr("&Replace"), QMessageBox::DestructiveRole);
    box->setDefaultButton(QMessageBox::Cancel);
    connect(box, &QMessageBox::buttonClicked, this, [this, box, add, replace, loaded](const QAbstractButton *button) {
        if (m_comparison && button == add)
            Q_EMIT mappingWanted(merged(m_comparison->mapping, loaded));
        else if (button == replace)
            Q_EMIT mappingWanted(loaded);
        box->close();
    });
    box->open();
}

void PairsDialog::save()
{
    if (!m_comparison)
        return;
    askToSave(this, tr("Save the mapping"), u"json"_s, tr("Mapping (*.json)"), mappingToJson(m_comparison->mapping),
              [this](const Result<void> &done) {
                  if (!done)
                      Q_EMIT failed(done.error());
              });
}

} // namespace concord
