// SPDX-License-Identifier: GPL-3.0-or-later
// Which statements of a script run: what a person ticks, what comes with it, and what is asked first.
#include "compare/scriptpage.h"

#include "compare/steplist.h"
#include "compare/stepmodel.h"
#include "look/smallbuttons.h"
#include "look/wording.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QMessageBox>
#include <QPushButton>
#include <QToolButton>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace concord {

/// Of what the filter shows.
void ScriptPage::addTickers(QHBoxLayout *row)
{
    m_filter->setPlaceholderText(tr("Filter statements"));
    m_filter->setAccessibleName(tr("Filter statements by object, purpose or text"));
    m_filter->setClearButtonEnabled(true);
    m_filter->setMaximumWidth(fontMetrics().averageCharWidth() * 28);
    row->addWidget(m_filter);
    auto *all = makeLinkButton(tr("Tick &all"), this);
    auto *none = makeLinkButton(tr("Tick &none"), this);
    all->setToolTip(tr("All that are shown; of those that lose data it asks first"));
    none->setToolTip(tr("None of those that are shown"));
    row->addWidget(all);
    row->addWidget(none);
    connect(all, &QToolButton::clicked, this, [this] { m_steps->tickShown(true); });
    connect(none, &QToolButton::clicked, this, [this] { m_steps->tickShown(false); });
    connect(m_filter, &QLineEdit::textChanged, m_steps, &StepList::setFilter);
}

void ScriptPage::tickOnly(const QSet<ObjectRef> &left, const QSet<QString> &made)
{
    setKind(Kind::Schema);
    m_afterPlan = [this, left, made] {
        QList<int> steps;
        for (int step = 0; step < m_model->rowCount(); ++step) {
            const ObjectRef &object = m_model->migration().steps[static_cast<size_t>(step)].object;
            if (left.contains(object) || made.contains(object.name))
                steps.append(step);
        }
        m_steps->tickOnly(steps);
    };
    if (m_isPlanned)
        std::exchange(m_afterPlan, nullptr)();
}

/// "drop table old (✗ loses data)"
QString ScriptPage::stepText(int step) const
{
    const ChangeStep &each = m_model->migration().steps[static_cast<size_t>(step)];
    return each.destructive() ? u"%1 (%2)"_s.arg(firstLine(each.purpose), hazardText(each)) : firstLine(each.purpose);
}

void ScriptPage::tellFollowers(const QList<int> &also)
{
    if (also.isEmpty()) {
        showNotes({});
        return;
    }
    constexpr qsizetype mostNamed = 5;
    QStringList names;
    for (const int step : also.first(std::min(mostNamed, also.size())))
        names.append(stepText(step));
    if (also.size() > mostNamed)
        names.append(u"…"_s);
    const auto count = static_cast<int>(also.size());
    showNotes({(m_model->isTicked(also.first()) ? tr("✓ %n other(s) got a tick with it, because it needs them: %1", nullptr, count)
                                                : tr("☐ %n other(s) lost their ticks with it, because they need it: %1", nullptr, count))
                   .arg(names.join(u", "_s))});
}

/// What loses data is never ticked by the way.
void ScriptPage::askToTick(const QList<int> &steps, const QList<int> &also)
{
    constexpr qsizetype mostNamed = 12;
    const bool one = steps.size() == 1;
    QStringList names;
    for (const int step : one ? also : steps + also) {
        if (one || m_model->migration().steps[static_cast<size_t>(step)].destructive())
            names.append(u"• "_s + stepText(step));
    }
    if (names.size() > mostNamed)
        names = names.first(mostNamed) << tr("… and %1 more").arg(names.size() - mostNamed);
    auto *box =
        new QMessageBox(QMessageBox::Warning, tr("Tick what loses data?"),
                        one ? tr("“%1” needs what loses data.").arg(firstLine(m_model->migration().steps[static_cast<size_t>(steps.first())].purpose))
                            : tr("Some of these statements lose data."),
                        QMessageBox::Cancel, this);
    box->setTextFormat(Qt::PlainText);
    box->setInformativeText(tr("These would be ticked with it:\n%1").arg(names.join(u'\n')));
    box->setAttribute(Qt::WA_DeleteOnClose);
    const QPushButton *all = box->addButton(tr("&Tick all of them"), QMessageBox::DestructiveRole);
    box->setDefaultButton(QMessageBox::Cancel);
    connect(box, &QMessageBox::buttonClicked, this, [this, box, all, steps, question = m_question](const QAbstractButton *button) {
        if (button == all && question == m_question) // of this very script
            m_model->setTicked(steps, true);
        box->close();
    });
    box->open();
}

} // namespace concord
