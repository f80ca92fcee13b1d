// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/parameterstrip.h"

#include "look/colours.h"
#include "look/smallbuttons.h"
#include "look/wording.h"
#include "query/sqltext.h"

#include <QDialog>
#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QTableWidget>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace concord {

namespace {

Result<QList<Parameter>> read(const QMap<QString, QString> &texts, const QStringList &names)
{
    QList<Parameter> all;
    for (const QString &name : names) {
        if (!texts.contains(name) || texts.value(name).isEmpty())
            continue;
        const auto parameter = parseParameter(name + u'=' + texts.value(name));
        if (!parameter)
            return fail(parameter.error());
        all.append(*parameter);
    }
    return all;
}

} // namespace

ParameterStrip::ParameterStrip(QWidget *parent) : QWidget(parent)
{
    setAccessibleName(tr("Parameters"));
    new QHBoxLayout(this);
    layout()->setContentsMargins(fontMetrics().height() / 2, fontMetrics().height() / 4, fontMetrics().height() / 2, fontMetrics().height() / 4);
    hide();
}

void ParameterStrip::setNames(const QStringList &names)
{
    if (names == m_names)
        return;
    m_names = names;
    rebuild();
}

void ParameterStrip::setTargets(const QList<Endpoint> &targets)
{
    m_targets = targets;
}

void ParameterStrip::rebuild()
{
    while (QLayoutItem *item = layout()->takeAt(0)) {
        if (item->widget())
            item->widget()->deleteLater();
        delete item;
    }
    m_boxes.clear();
    auto *row = static_cast<QHBoxLayout *>(layout());
    for (const QString &name : std::as_const(m_names)) {
        QLabel *label = makePlainLabel(u':' + name, this);
        auto *box = new QLineEdit(m_values.value(name), this);
        box->setAccessibleName(tr("Value of :%1").arg(name));
        box->setPlaceholderText(tr("value"));
        box->setToolTip(tr("42 is a number, 1.5 a decimal, true and false boolean, NULL is NULL, 'quoted' and all else text."));
        box->setMaximumWidth(fontMetrics().averageCharWidth() * 28);
        label->setBuddy(box);
        connect(box, &QLineEdit::textChanged, this, [this, name](const QString &text) {
            m_values.insert(name, text);
            Q_EMIT valuesChanged();
        });
        connect(box, &QLineEdit::returnPressed, this, &ParameterStrip::runWanted);
        row->addWidget(label);
        row->addWidget(box);
        m_boxes.insert(name, box);
    }
    row->addStretch();
    QToolButton *own = makeLinkButton(tr("per database …"), this);
    connect(own, &QToolButton::clicked, this, &ParameterStrip::editPerTarget);
    row->addWidget(own);
    setVisible(!m_names.isEmpty());
}

void ParameterStrip::setValue(const QString &name, const QString &text)
{
    m_values.insert(name, text);
    if (QLineEdit *box = m_boxes.value(name))
        box->setText(text);
}

void ParameterStrip::setTargetValue(const QUuid &profile, const QString &name, const QString &text)
{
    if (text.isEmpty())
        m_own[profile].remove(name);
    else
        m_own[profile].insert(name, text);
    Q_EMIT valuesChanged();
}

Result<QList<Parameter>> ParameterStrip::values() const
{
    return read(m_values, m_names);
}

Result<QList<Parameter>> ParameterStrip::valuesFor(const QUuid &profile) const
{
    return read(m_own.value(profile), m_names);
}

QString ParameterStrip::missing() const
{
    for (const QString &name : m_names) {
        if (!m_values.value(name).isEmpty())
            continue;
        const bool allOwn = !m_targets.isEmpty() && std::ranges::all_of(m_targets, [&](const Endpoint &target) {
            return !m_own.value(target.profileId).value(name).isEmpty();
        });
        if (!allOwn)
            return name;
    }
    return {};
}

void ParameterStrip::focusName(const QString &name)
{
    if (QLineEdit *box = m_boxes.value(name))
        box->setFocus(Qt::OtherFocusReason);
}

void ParameterStrip::editPerTarget()
{
    auto *dialog = new QDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Values per database"));
    auto *table = new QTableWidget(int(m_targets.size()), int(m_names.size()), dialog);
    table->setAccessibleName(tr("Values per database"));
    QStringList rows;
    QStringList columns;
    for (const Endpoint &target : std::as_const(m_targets))
        rows.append(target.name);
    for (const QString &name : std::as_const(m_names))
        columns.append(u':' + name);
    table->setVerticalHeaderLabels(rows);
    table->setHorizontalHeaderLabels(columns);
    table->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    for (int row = 0; row < rows.size(); ++row) {
        for (int column = 0; column < columns.size(); ++column)
            table->setItem(row, column, new QTableWidgetItem(m_own.value(m_targets[row].profileId).value(m_names[column])));
    }
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, dialog);
    connect(buttons, &QDialogButtonBox::accepted, dialog, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::reject);
    connect(dialog, &QDialog::accepted, this, [this, table, targets = m_targets, names = m_names] {
        for (int row = 0; row < targets.size(); ++row) {
            for (int column = 0; column < names.size(); ++column)
                setTargetValue(targets[row].profileId, names[column], table->item(row, column)->text());
        }
    });
    auto *column = new QVBoxLayout(dialog);
    column->addWidget(makePlainLabel(tr("An empty cell takes the value that stands beside the editor."), dialog));
    column->addWidget(table, 1);
    column->addWidget(buttons);
    dialog->resize(fontMetrics().averageCharWidth() * 70, fontMetrics().height() * 20);
    dialog->open();
}

} // namespace concord
