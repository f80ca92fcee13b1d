// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connection/connection.h"

#include <QMap>
#include <QUuid>
#include <QWidget>

class QGridLayout;
class QLineEdit;

namespace concord {

/// A box for each `:name` of the text, under the editor; remembers what was typed. Values may differ per target.
class ParameterStrip : public QWidget
{
    Q_OBJECT

public:
    explicit ParameterStrip(QWidget *parent = nullptr);

    /// Names in the text now; boxes of names that went away keep their value for when they come back.
    void setNames(const QStringList &names);
    void setTargets(const QList<Endpoint> &targets);
    [[nodiscard]] QStringList names() const { return m_names; }
    void setValue(const QString &name, const QString &text);
    /// Values that were given, for all targets. Text as parseParameter() reads it. An empty box gives none.
    [[nodiscard]] Result<QList<Parameter>> values() const;
    /// Only what differs for this target.
    [[nodiscard]] Result<QList<Parameter>> valuesFor(const QUuid &profile) const;
    /// The first name without a value for some target; empty: all have one.
    [[nodiscard]] QString missing() const;
    void focusName(const QString &name);
    [[nodiscard]] QLineEdit *box(const QString &name) const { return m_boxes.value(name); }
    /// The table of values per target.
    void editPerTarget();
    void setTargetValue(const QUuid &profile, const QString &name, const QString &text);

Q_SIGNALS:
    void valuesChanged();
    void runWanted();

private:
    void rebuild();

    QStringList m_names;
    QList<Endpoint> m_targets;
    QMap<QString, QString> m_values;
    QMap<QUuid, QMap<QString, QString>> m_own;
    QHash<QString, QLineEdit *> m_boxes;
};

} // namespace concord
