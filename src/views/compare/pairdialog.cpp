// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/pairdialog.h"

#include "look/smallbuttons.h"

#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>

namespace concord {

PairDialog::PairDialog(const QString &title, const PairSide &left, const PairSide &right, QWidget *parent)
    : QDialog(parent),
      m_words(makePlainLabel({}, this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(title);
    auto *layout = new QVBoxLayout(this);
    auto *sides = new QHBoxLayout;
    layout->addLayout(sides, 1);
    for (auto [made, side] : {std::pair(&m_left, &left), std::pair(&m_right, &right)}) {
        *made = makeSide(*side);
        auto *column = new QVBoxLayout;
        auto *heading = makePlainLabel(side->title, this);
        heading->setBuddy(made->search);
        column->addWidget(heading);
        column->addWidget(made->search);
        column->addWidget(made->list, 1);
        sides->addLayout(column);
    }
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    m_pair = buttons->addButton(tr("&Pair"), QDialogButtonBox::AcceptRole);
    layout->addWidget(m_words);
    layout->addWidget(buttons);
    m_pair->setDefault(true); // only a button that is in the dialog already stays the default
    connect(buttons, &QDialogButtonBox::accepted, this, &PairDialog::pairThem);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    resize(fontMetrics().averageCharWidth() * 90, fontMetrics().height() * 26);
    refresh();
    (left.chosen < 0 ? m_left.search : m_right.search)->setFocus();
}

PairDialog::Side PairDialog::makeSide(const PairSide &side)
{
    Side made{new QLineEdit, new QListWidget};
    made.search->setPlaceholderText(tr("Search %1").arg(side.title));
    made.search->setAccessibleName(made.search->placeholderText());
    made.search->setClearButtonEnabled(true);
    made.list->setAccessibleName(side.title);
    made.list->setUniformItemSizes(true);
    made.list->addItems(side.names);
    made.list->setCurrentRow(side.chosen);
    connect(made.list, &QListWidget::currentRowChanged, this, &PairDialog::refresh);
    connect(made.list, &QListWidget::itemActivated, this, &PairDialog::pairThem);
    connect(made.search, &QLineEdit::textChanged, this, [list = made.list](const QString &text) {
        QListWidgetItem *first = nullptr;
        for (int row = 0; row < list->count(); ++row) {
            QListWidgetItem *item = list->item(row);
            item->setHidden(!item->text().contains(text.trimmed(), Qt::CaseInsensitive));
            if (!first && !item->isHidden())
                first = item;
        }
        if (const QListWidgetItem *current = list->currentItem(); !current || current->isHidden())
            list->setCurrentItem(first);
    });
    return made;
}

int PairDialog::chosen(const Side &side)
{
    const QListWidgetItem *item = side.list ? side.list->currentItem() : nullptr;
    return item && !item->isHidden() ? side.list->row(item) : -1;
}

void PairDialog::refresh()
{
    if (!m_right.list || !m_pair)
        return;
    const int left = chosen(m_left);
    const int right = chosen(m_right);
    m_pair->setEnabled(left >= 0 && right >= 0);
    m_words->setText(left >= 0 && right >= 0 ? tr("%1 is %2").arg(m_left.list->item(left)->text(), m_right.list->item(right)->text())
                                             : tr("Choose one on each side."));
}

void PairDialog::pairThem()
{
    const int left = chosen(m_left);
    const int right = chosen(m_right);
    if (left < 0 || right < 0)
        return;
    accept();
    Q_EMIT paired(left, right);
}

} // namespace concord
