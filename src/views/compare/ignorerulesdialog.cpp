// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/ignorerulesdialog.h"

#include "compare/ignorefile.h"
#include "compare/ignorerulelist.h"
#include "look/tone.h"
#include "textfile.h"
#include "look/smallbuttons.h"

#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTreeWidget>

using namespace Qt::StringLiterals;

namespace concord {

IgnoreRulesDialog::IgnoreRulesDialog(IgnoreRuleList &rules, const QString &proposed, QWidget *parent)
    : QDialog(parent),
      m_rules(rules),
      m_list(new QTreeWidget),
      m_input(new QLineEdit(proposed)),
      m_words(makePlainLabel({}, this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Ignore rules"));
    m_list->setHeaderLabels({tr("rule"), tr("takes here")});
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    m_list->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_list->setAccessibleName(windowTitle());
    m_list->setItemDelegate(new ToneDelegate(m_list));
    m_input->setPlaceholderText(tr("comments, collation, column_order … or kind=index property=name name=tmp_* schema=audit"));
    m_input->setAccessibleName(tr("Another rule"));
    m_words->setWordWrap(true);
    auto *row = new QHBoxLayout;
    auto *addButton = new QPushButton(tr("&Add"));
    row->addWidget(m_input, 1);
    row->addWidget(addButton);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    const auto action = [&](const QString &text, auto slot) {
        QPushButton *button = buttons->addButton(text, QDialogButtonBox::ActionRole);
        button->setAutoDefault(false);
        connect(button, &QPushButton::clicked, this, slot);
        return button;
    };
    m_remove = action(tr("&Remove"), &IgnoreRulesDialog::removeSelected);
    action(tr("&Load…"), &IgnoreRulesDialog::load);
    action(tr("&Save…"), &IgnoreRulesDialog::save);
    buttons->button(QDialogButtonBox::Close)->setAutoDefault(false);
    addButton->setDefault(true);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_list, 1);
    layout->addLayout(row);
    layout->addWidget(m_words);
    layout->addWidget(buttons);
    connect(addButton, &QPushButton::clicked, this, &IgnoreRulesDialog::add);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(&m_rules, &IgnoreRuleList::changed, this, &IgnoreRulesDialog::refresh);
    connect(m_list, &QTreeWidget::itemSelectionChanged, this, [this] { m_remove->setEnabled(!m_list->selectedItems().isEmpty()); });
    resize(fontMetrics().averageCharWidth() * 90, fontMetrics().height() * 20);
    refresh();
    (proposed.isEmpty() ? static_cast<QWidget *>(m_list) : m_input)->setFocus();
}

void IgnoreRulesDialog::setComparison(std::shared_ptr<const Comparison> comparison)
{
    m_comparison = std::move(comparison);
    refresh();
}

void IgnoreRulesDialog::refresh()
{
    m_list->clear();
    for (const IgnoreRule &rule : m_rules.rules()) {
        const qsizetype place = m_comparison ? m_comparison->ignore.indexOf(rule) : -1;
        const qsizetype taken = place >= 0 ? m_comparison->ignoredByRule.value(place) : 0;
        auto *item = new QTreeWidgetItem(m_list, {ignoreRuleText(rule), taken > 0 ? QString::number(taken) : tr("nothing")});
        item->setData(0, Qt::UserRole, ignoreRuleText(rule));
        if (taken == 0 && !defaultIgnoreRules().contains(rule))
            setTone(*item, 1, Tone::Warning);
    }
    m_list->resizeColumnToContents(0);
    m_remove->setEnabled(false);
    if (m_rules.rules().isEmpty())
        say(tr("No rule yet. A right click on a difference makes one."), false);
}

void IgnoreRulesDialog::say(const QString &text, bool isError)
{
    setTone(*m_words, isError ? Tone::Error : Tone::Plain);
    m_words->setText(isError ? u"✗ "_s + text : text);
}

void IgnoreRulesDialog::add()
{
    const auto rule = parseIgnoreRule(m_input->text());
    if (!rule) {
        say(rule.error().message, true);
        return;
    }
    m_input->clear();
    say({}, false);
    m_rules.add(*rule);
}

void IgnoreRulesDialog::removeSelected()
{
    QStringList texts;
    for (const QTreeWidgetItem *item : m_list->selectedItems())
        texts.append(item->data(0, Qt::UserRole).toString());
    const QList<IgnoreRule> rules = m_rules.rules();
    for (const IgnoreRule &rule : rules) {
        if (texts.contains(ignoreRuleText(rule)))
            m_rules.remove(rule);
    }
}

void IgnoreRulesDialog::load()
{
    askToOpen(this, tr("Load ignore rules"), tr("Ignore rules (*.rules *.txt);;All files (*)"), [this](const Result<QByteArray> &contents) {
        const auto rules = contents ? ignoreRulesFromText(QString::fromUtf8(*contents)) : Result<QList<IgnoreRule>>(std::unexpect, contents.error());
        if (!rules) {
            say(rules.error().message, true);
            return;
        }
        m_rules.add(*rules);
        say(tr("%n rule(s) read", nullptr, static_cast<int>(rules->size())), false);
    });
}

void IgnoreRulesDialog::save()
{
    askToSave(this, tr("Save the ignore rules"), u"rules"_s, tr("Ignore rules (*.rules)"), ignoreRulesToText(m_rules.rules()).toUtf8(),
              [this](const Result<void> &done) { say(done ? tr("Written") : done.error().message, !done); });
}

} // namespace concord
