// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "compare/comparison.h"

#include <QSet>
#include <QWidget>

class QToolButton;

namespace concord {

/// A chip per verdict with how many objects have it; those that are pressed are shown, none pressed: all.
class VerdictChips : public QWidget
{
    Q_OBJECT

public:
    explicit VerdictChips(QWidget *parent = nullptr);

    void setSummary(const CompareSummary &summary);
    [[nodiscard]] QSet<Verdict> chosen() const;
    [[nodiscard]] QToolButton *chip(Verdict verdict) const;

Q_SIGNALS:
    void chosenChanged();

private:
    QList<std::pair<Verdict, QToolButton *>> m_chips;
};

} // namespace concord
