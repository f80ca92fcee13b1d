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
#include <QPushButton>
#include <QTreeWidget>
#include <QTreeWidgetItemIterator>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace concord {

static constexpr int placeRole = Qt::UserRole + 1;

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
    add(tr("&Pair by hand…"), tr("Choose any two"), &PairsDialog::pairWanted);
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
    for (int column = 0; column < 3; ++column)
        m_list->resizeColumnToContents(column);
    QStringList gone;
    for (const QString &note : m_comparison->notes)
        gone.append(note);
    m_words->setText(m_places.empty() ? tr("Every pair has the same name on both sides. Any two can be paired by hand.")
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
            const QString own = table ? table->ref.name : u"—"_s;
            return column ? own + u'.' + column->value_or(u"—"_s) : own;
        };
        const double confidence = place.member ? place.member->confidence : object.confidence;
        auto *item = new QTreeWidgetItem(group, {name(object.left, place.member ? &place.member->left : nullptr),
                                                 name(object.right, place.member ? &place.member->right : nullptr),
                                                 confidence < 1 ? u"%1 %"_s.arg(qRound(confidence * 100)) : QString(), reason});
        item->setData(0, placeRole, static_cast<int>(m_places.size()));
        m_places.push_back(place);
    }
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
    Q_EMIT mappingWanted(mapping);
}

void PairsDialog::updateButtons()
{
    const auto places = selected();
    for (const auto &[button, action] :
         {std::pair(m_confirm, PairAction::Confirm), std::pair(m_separate, PairAction::Separate), std::pair(m_forget, PairAction::Forget)})
        button->setEnabled(std::ranges::any_of(
            places, [&](const CompareModel::Place &place) { return pairActions(m_comparison->mapping, place).contains(action); }));
}

void PairsDialog::load()
{
    askToOpen(this, tr("Load a mapping"), tr("Mapping (*.json);;All files (*)"), [this](const Result<QByteArray> &contents) {
        const auto mapping = contents ? mappingFromJson(*contents) : Result<Mapping>(std::unexpect, contents.error());
        if (mapping) {
            Q_EMIT mappingWanted(*mapping);
            return;
        }
        m_words->setText(u"✗ "_s + mapping.error().message);
        Q_EMIT failed(mapping.error());
    });
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
