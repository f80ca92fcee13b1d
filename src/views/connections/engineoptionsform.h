// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connection/driver.h"

#include <QMap>
#include <QObject>

#include <memory>

class QComboBox;
class QFormLayout;
class QWidget;

namespace concord {

/// The fields of the options that only one engine has (EngineInfo::ownOptions), as rows of a form among its others.
class EngineOptionsForm : public QObject
{
    Q_OBJECT

public:
    /// The rows come before `next`, a label of `form`, and after it in the order of Tab.
    EngineOptionsForm(QFormLayout &form, QWidget &next, QObject *parent);

    /// Makes the engine's fields, empty; what this computer offers for them is filled in when it is known.
    void setEngine(const std::shared_ptr<const Driver> &driver);
    /// Values by the options' names. values() keeps what no field shows.
    void setValues(const QMap<QString, QString> &values);
    [[nodiscard]] QMap<QString, QString> values() const;

Q_SIGNALS:
    void edited();

private:
    QComboBox *addField(const std::shared_ptr<const Driver> &driver, const EngineOption &option);

    QFormLayout &m_form;
    QWidget &m_next;
    QMap<QString, QComboBox *> m_fields;
    QMap<QString, QString> m_values;
    QString m_engine;
};

} // namespace concord
