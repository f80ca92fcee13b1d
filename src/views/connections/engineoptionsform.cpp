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

EngineOptionsForm::EngineOptionsForm(QWidget *parent) : QWidget(parent), m_form(new QFormLayout(this))
{
    m_form->setContentsMargins({});
}

void EngineOptionsForm::setEngine(const std::shared_ptr<const Driver> &driver)
{
    const QString engine = driver ? driver->info().id : QString();
    if (engine == m_engine)
        return;
    m_engine = engine;
    while (m_form->rowCount() > 0)
        m_form->removeRow(0);
    m_fields.clear();
    m_values.clear();
    if (!driver)
        return;
    const QList<EngineOption> options = driver->info().ownOptions;
    for (const EngineOption &option : options)
        addField(driver, option);
    setVisible(!options.isEmpty());
}

void EngineOptionsForm::addField(const std::shared_ptr<const Driver> &driver, const EngineOption &option)
{
    auto *field = new QComboBox(this);
    field->setObjectName(option.name);
    field->setEditable(!option.only);
    field->addItem(QString());
    field->addItems(option.choices);
    field->setAccessibleName(option.label);
    field->setToolTip(option.help);
    field->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    auto *label = new QLabel(option.label, this);
    label->setBuddy(field);
    m_form->addRow(label, field);
    m_fields.insert(option.name, field);
    if (field->isEditable())
        connect(field->lineEdit(), &QLineEdit::textEdited, this, &EngineOptionsForm::edited);
    connect(field, &QComboBox::activated, this, &EngineOptionsForm::edited);
    QtConcurrent::run([driver, name = option.name] { return driver->optionChoices(name); })
        .then(this, [shown = QPointer(field)](const QStringList &choices) {
            if (!shown || choices.isEmpty())
                return;
            const QSignalBlocker quiet(shown);
            const QString text = shown->currentText();
            shown->addItems(choices);
            shown->setCurrentIndex(std::max(0, shown->findText(text)));
            if (shown->isEditable())
                shown->setEditText(text);
        });
}

void EngineOptionsForm::setValues(const QMap<QString, QString> &values)
{
    m_values = values;
    for (const auto &[name, field] : m_fields.asKeyValueRange()) {
        const QString value = values.value(name);
        if (field->findText(value) < 0 && !field->isEditable())
            field->addItem(value);
        field->setCurrentIndex(std::max(0, field->findText(value)));
        if (field->isEditable())
            field->setEditText(value);
    }
}

QMap<QString, QString> EngineOptionsForm::values() const
{
    QMap<QString, QString> values = m_values;
    for (const auto &[name, field] : m_fields.asKeyValueRange()) {
        const QString text = field->currentText().trimmed();
        if (text.isEmpty())
            values.remove(name);
        else
            values.insert(name, text);
    }
    return values;
}

} // namespace concord
