// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/approvaldialog.h"

#include "look/colours.h"
#include "look/doticon.h"
#include "look/smallbuttons.h"
#include "look/tone.h"
#include "look/wording.h"

#include <QDialogButtonBox>
#include <QFontDatabase>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace concord {

namespace {

QListWidget *targetList(const RunRequest &request, const RunCheck &check, QWidget *parent)
{
    auto *list = new QListWidget(parent);
    list->setAccessibleName(ApprovalDialog::tr("Databases that will be written to"));
    list->setSelectionMode(QAbstractItemView::NoSelection);
    for (const Target &target : request.targets) {
        const bool writes = check.writeTargets.isEmpty() || check.writeTargets.contains(target.endpoint.name);
        if (!writes)
            continue;
        const QString environment = environmentName(target.endpoint.environment);
        list->addItem(new QListWidgetItem(dotIcon(endpointColour(target.endpoint, parent->palette()), *parent),
                                          environment.isEmpty() ? target.endpoint.name : target.endpoint.name + u"  ·  "_s + environment));
    }
    const int rows = std::clamp(list->count(), 1, 8);
    list->setMaximumHeight(rows * (list->sizeHintForRow(0) + 1) + 2 * list->frameWidth() + 4);
    return list;
}

} // namespace

ApprovalDialog::ApprovalDialog(const RunRequest &request, const RunCheck &check, QWidget *parent)
    : QDialog(parent),
      m_word(new QLineEdit(this)),
      m_run(nullptr)
{
    setWindowTitle(tr("Approve a write"));
    const qsizetype count = check.writeTargets.isEmpty() ? request.targets.size() : check.writeTargets.size();
    QLabel *heading = makePlainLabel(count == 1 ? tr("This will write to one database:") : tr("This will write to %1 databases:").arg(count), this);
    QFont bold = heading->font();
    bold.setWeight(QFont::DemiBold);
    heading->setFont(bold);
    QStringList reasons;
    for (const QString &reason : check.reasons)
        reasons.append(u"⚠ "_s + reason);
    QLabel *why = makePlainLabel(reasons.join(u'\n'), this);
    why->setWordWrap(true);
    setTone(*why, Tone::Warning);

    auto *text = new QPlainTextEdit(this);
    text->setReadOnly(true);
    text->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    text->setPlainText(request.text);
    text->setAccessibleName(tr("The statement"));
    text->setTabChangesFocus(true);

    QLabel *ask = makePlainLabel(tr("Type %1 to approve this very text on these databases, once:").arg(check.approvalWord), this);
    ask->setBuddy(m_word);
    m_word->setAccessibleName(tr("Type %1 to approve").arg(check.approvalWord));
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_run = buttons->addButton(tr("Run the write"), QDialogButtonBox::AcceptRole);
    m_run->setEnabled(false);
    m_run->setDefault(true);
    connect(m_word, &QLineEdit::textChanged, this,
            [this, word = check.approvalWord](const QString &typed) { m_run->setEnabled(!word.isEmpty() && typed == word); });
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);

    auto *layout = new QVBoxLayout(this);
    layout->addWidget(heading);
    layout->addWidget(targetList(request, check, this));
    layout->addWidget(why);
    layout->addWidget(text, 1);
    layout->addWidget(ask);
    layout->addWidget(m_word);
    layout->addWidget(buttons);
    m_word->setFocus();
    resize(fontMetrics().averageCharWidth() * 80, fontMetrics().height() * 28);
}

} // namespace concord
