// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "compare/comparison.h"
#include "connection/profile.h"

#include <QWidget>

class QHBoxLayout;

namespace concord {

class ElidedLabel;
class EnvironmentDot;

/// One end of a comparison, always named: environment's dot, name, engine, when it was read.
class EndLabel : public QWidget
{
    Q_OBJECT

public:
    explicit EndLabel(QWidget *parent = nullptr);

    /// `state` stands behind the title: "reading…"; empty: nothing.
    void setEnd(const CompareEnd &end, const Endpoint &endpoint, const QString &state = {});
    [[nodiscard]] QString text() const;

private:
    QHBoxLayout *m_layout;
    EnvironmentDot *m_dot = nullptr;
    ElidedLabel *m_title;
};

} // namespace concord
