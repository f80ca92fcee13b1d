// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connection/driver.h"

#include <QMap>
#include <QWidget>

#include <memory>

class QComboBox;
class QFormLayout;

namespace concord {

/// The fields of the options that only one engine has (EngineInfo::ownOptions).
class EngineOptionsForm : public QWidget
{
    Q_OBJECT

public:
    explicit EngineOptionsForm(QWidget *parent = nullptr);

    /// Makes the engine's fields, empty; what this computer offers for them is filled in when it is known.
    void setEngine(const std::shared_ptr<const Driver> &driver);
    /// Values by the options' names. values() keeps what no field shows.
    void setValues(const QMap<QString, QString> &values);
    [[nodiscard]] QMap<QString, QString> values() const;

Q_SIGNALS:
    void edited();

private:
    void addField(const std::shared_ptr<const Driver> &driver, const EngineOption &option);

    QFormLayout *m_form;
    QMap<QString, QComboBox *> m_fields;
    QMap<QString, QString> m_values;
    QString m_engine;
};

} // namespace concord
