// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/objectaddress.h"
#include "services.h"
#include "workspace/drift.h"

#include <QWidget>

class QStackedWidget;
class QToolButton;
class QTreeWidget;
class QTreeWidgetItem;

namespace concord {

class DriftBoard;

/// Databases that have a baseline, each with how it differs from it and what that means. Side by side, accept, mute, choose another
/// baseline, timeline.
class DriftPanel : public QWidget
{
    Q_OBJECT

public:
    /// `board` outlives this.
    DriftPanel(const Services &services, DriftBoard &board, QWidget *parent = nullptr);

    [[nodiscard]] QTreeWidget *view() const { return m_view; }
    /// This database's row to the front.
    void showProfile(const QUuid &profile);

Q_SIGNALS:
    /// Baseline left, newest right; `object` null: no particular one.
    void sideBySideWanted(const concord::DriftFinding &finding, const concord::ObjectAddress &object);
    void timelineWanted(const QUuid &profile);
    void baselineWanted(const QUuid &profile);

private:
    void makeButtons();
    void refill();
    void addFinding(const DriftFinding &finding);
    void openCurrent();
    void updateButtons();
    [[nodiscard]] std::optional<DriftFinding> current() const;
    [[nodiscard]] QString nameOf(const QUuid &profile) const;

    Services m_services;
    DriftBoard &m_board;
    QStackedWidget *m_stack;
    QTreeWidget *m_view;
    QToolButton *m_compare = nullptr;
    QToolButton *m_accept = nullptr;
    QToolButton *m_mute = nullptr;
    QToolButton *m_baseline = nullptr;
    QToolButton *m_timeline = nullptr;
};

} // namespace concord
