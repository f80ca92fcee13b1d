// SPDX-License-Identifier: GPL-3.0-or-later
#include "connections/engineoptionsform.h"

#include <QComboBox>
#include <QFormLayout>
#include <QFuture>
#include <QLabel>
#include <QLineEdit>
#include <QPointer>
#include <QSignalBlocker>
#include <QtConcurrentRun>

namespace concord {

EngineOptionsForm::EngineOptionsForm(QFormLayout &form, QWidget &next, QObject *parent) : QObject(parent), m_form(form), m_next(next) {}

void EngineOptionsForm::setEngine(const std::shared_ptr<const Driver> &driver)
{
    const QString engine = driver ? driver->info().id : QString();
    if (engine == m_engine)
        return;
    m_engine = engine;
    for (QComboBox *field : std::as_const(m_fields))
        m_form.removeRow(field);
    m_fields.clear();
    m_values.clear();
    if (!driver)
        return;
    const QList<EngineOption> options = driver->info().ownOptions;
    QWidget *before = m_next.previousInFocusChain();
    for (const EngineOption &option : options) {
        QComboBox *field = addField(driver, option);
        QWidget::setTabOrder(before, field);
        before = field;
    }
}

QComboBox *EngineOptionsForm::addField(const std::shared_ptr<const Driver> &driver, const EngineOption &option)
{
    QWidget *page = m_form.parentWidget();
    auto *field = new QComboBox(page);
    field->setObjectName(option.name);
    field->setEditable(!option.only);
    field->addItem(option.only ? tr("default") : QString());
    field->addItems(option.choices);
    field->setAccessibleName(option.label);
    field->setToolTip(option.help);
    field->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    auto *label = new QLabel(option.label, page);
    label->setBuddy(field);
    int row = 0;
    QFormLayout::ItemRole role{};
    m_form.getWidgetPosition(&m_next, &row, &role);
    m_form.insertRow(row, label, field);
    m_fields.insert(option.name, field);
    if (field->isEditable()) {
        field->lineEdit()->setPlaceholderText(tr("default"));
        connect(field->lineEdit(), &QLineEdit::textEdited, this, &EngineOptionsForm::edited);
    }
    connect(field, &QComboBox::activated, this, &EngineOptionsForm::edited);
    QtConcurrent::run([driver, name = option.name] {
        return driver->optionChoices(name);
    }).then(this, [shown = QPointer(field)](const QStringList &choices) {
        if (!shown || choices.isEmpty())
            return;
        const QSignalBlocker quiet(shown);
        const QString text = shown->currentText();
        shown->addItems(choices);
        shown->setCurrentIndex(std::max(0, shown->findText(text)));
        if (shown->isEditable())
            shown->setEditText(text);
    });
    return field;
}

void EngineOptionsForm::setValues(const QMap<QString, QString> &values)
{
    m_values = values;
    for (const auto &[name, field] : m_fields.asKeyValueRange()) {
        const QString value = values.value(name);
        if (!value.isEmpty() && field->findText(value) < 0 && !field->isEditable())
            field->addItem(value);
        field->setCurrentIndex(value.isEmpty() ? 0 : std::max(0, field->findText(value)));
        if (field->isEditable())
            field->setEditText(value);
    }
}

QMap<QString, QString> EngineOptionsForm::values() const
{
    QMap<QString, QString> values = m_values;
    for (const auto &[name, field] : m_fields.asKeyValueRange()) {
        const bool chosen = field->isEditable() || field->currentIndex() > 0; // the first is the default
        const QString text = chosen ? field->currentText().trimmed() : QString();
        if (text.isEmpty())
            values.remove(name);
        else
            values.insert(name, text);
    }
    return values;
}

} // namespace concord
