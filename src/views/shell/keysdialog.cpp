// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/keysdialog.h"

#include "look/smallbuttons.h"
#include "shell/keybindings.h"

#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeySequenceEdit>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTreeWidget>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace concord {

enum KeyColumn { CommandColumn, PlaceColumn, KeysColumn };

KeysDialog::KeysDialog(KeyBindings &keys, QWidget *parent)
    : QDialog(parent),
      m_keys(keys),
      m_search(new QLineEdit),
      m_list(new QTreeWidget),
      m_key(new QKeySequenceEdit),
      m_message(makePlainLabel({}, this)),
      m_set(new QPushButton(tr("&Set"))),
      m_add(new QPushButton(tr("&Add"))),
      m_clear(new QPushButton(tr("&No key"))),
      m_reset(new QPushButton(tr("&Reset")))
{
    setWindowTitle(tr("Keys"));
    build();
    connect(m_search, &QLineEdit::textChanged, this, &KeysDialog::filter);
    connect(m_list, &QTreeWidget::currentItemChanged, this, &KeysDialog::showChosen);
    connect(m_list, &QTreeWidget::itemActivated, this, [this] { m_key->setFocus(Qt::OtherFocusReason); });
    connect(m_key, &QKeySequenceEdit::keySequenceChanged, this, &KeysDialog::showConflicts);
    connect(m_set, &QPushButton::clicked, this, [this] { give(false); });
    connect(m_add, &QPushButton::clicked, this, [this] { give(true); });
    connect(m_clear, &QPushButton::clicked, this, [this] { m_keys.setKeys(chosen(), {}); });
    connect(m_reset, &QPushButton::clicked, this, [this] { m_keys.reset(chosen()); });
    connect(&keys, &KeyBindings::changed, this, &KeysDialog::fill);
    fill();
    m_list->setCurrentItem(m_list->topLevelItem(0));
}

void KeysDialog::build()
{
    m_search->setPlaceholderText(tr("Search commands and keys"));
    m_search->setAccessibleName(tr("Search commands and keys"));
    m_search->setClearButtonEnabled(true);
    m_list->setAccessibleName(tr("Commands"));
    m_list->setHeaderLabels({tr("command"), tr("where"), tr("keys")});
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    m_list->header()->setSectionResizeMode(CommandColumn, QHeaderView::Stretch);
    m_key->setAccessibleName(tr("Press the new key"));
    m_key->setMaximumSequenceLength(1);
    m_key->setClearButtonEnabled(true);
    m_message->setWordWrap(true);
    m_message->setAccessibleName(tr("Message"));
    QLabel *words = makePlainLabel(tr("Ne&w key"), this);
    words->setBuddy(m_key);
    auto *bottom = new QHBoxLayout;
    bottom->addWidget(words);
    bottom->addWidget(m_key, 1);
    for (QPushButton *button : {m_set, m_add, m_clear, m_reset}) {
        button->setAutoDefault(false); // Enter is a key too
        bottom->addWidget(button);
    }
    m_set->setToolTip(tr("The command has this key only"));
    m_add->setToolTip(tr("The command has this key beside those that it has"));
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    QPushButton *all = buttons->addButton(tr("Reset a&ll"), QDialogButtonBox::ResetRole);
    all->setAutoDefault(false);
    buttons->button(QDialogButtonBox::Close)->setAutoDefault(false);
    connect(all, &QPushButton::clicked, this, [this] { m_keys.resetAll(); });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_search);
    layout->addWidget(m_list, 1);
    layout->addLayout(bottom);
    layout->addWidget(m_message);
    layout->addWidget(buttons);
    resize(fontMetrics().averageCharWidth() * 96, fontMetrics().height() * 32);
}

static QString keysText(const KeyCommand &command)
{
    return QKeySequence::listToString(command.keys, QKeySequence::NativeText);
}

QString KeysDialog::chosen() const
{
    const QTreeWidgetItem *item = m_list->currentItem();
    return item ? item->data(CommandColumn, Qt::UserRole).toString() : QString();
}

void KeysDialog::fill()
{
    const QString before = chosen();
    const QSignalBlocker blocker(m_list);
    m_list->clear();
    for (const KeyCommand &command : m_keys.commands()) {
        auto *item = new QTreeWidgetItem(m_list, {command.text, KeyBindings::placeName(command.id), keysText(command)});
        item->setData(CommandColumn, Qt::UserRole, command.id);
        QFont font = this->font();
        font.setBold(command.keys != command.standard); // what a person changed
        item->setFont(KeysColumn, font);
        if (command.id == before)
            m_list->setCurrentItem(item);
    }
    m_list->resizeColumnToContents(PlaceColumn);
    m_list->setColumnWidth(KeysColumn, fontMetrics().averageCharWidth() * 30);
    filter();
    showConflicts();
}

void KeysDialog::filter()
{
    const QString wanted = m_search->text().trimmed();
    for (int row = 0; row < m_list->topLevelItemCount(); ++row) {
        QTreeWidgetItem *item = m_list->topLevelItem(row);
        item->setHidden(!item->text(CommandColumn).contains(wanted, Qt::CaseInsensitive)
                        && !item->text(KeysColumn).contains(wanted, Qt::CaseInsensitive));
    }
}

void KeysDialog::showChosen()
{
    m_key->clear();
    showConflicts();
}

void KeysDialog::showConflicts()
{
    const bool some = !chosen().isEmpty();
    const QKeySequence key = m_key->keySequence();
    for (QPushButton *button : {m_set, m_add})
        button->setEnabled(some && !key.isEmpty());
    for (QPushButton *button : {m_clear, m_reset})
        button->setEnabled(some);
    QStringList others;
    for (const KeyCommand &other : key.isEmpty() ? QList<KeyCommand>() : m_keys.conflicts(chosen(), key))
        others.append(tr("“%1” (%2)").arg(other.text, KeyBindings::placeName(other.id)));
    m_message->setText(others.isEmpty()
                           ? QString()
                           : tr("⚠ %1 belongs to %2, which would lose it.").arg(key.toString(QKeySequence::NativeText), others.join(u", "_s)));
}

void KeysDialog::give(bool beside)
{
    const QString id = chosen();
    const QKeySequence key = m_key->keySequence();
    QList<QKeySequence> keys;
    for (const KeyCommand &command : m_keys.commands()) {
        if (beside && command.id == id)
            keys = command.keys;
    }
    if (!keys.contains(key))
        keys.append(key);
    m_key->clear();
    m_keys.setKeys(id, keys);
}

} // namespace concord
