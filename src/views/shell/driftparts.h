// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "compare/endchoice.h"
#include "schema/objectaddress.h"
#include "services.h"
#include "workspace/drift.h"

#include <QObject>

class QTabWidget;

namespace concord {

class ConnectionTree;
class DriftBoard;
class DriftPanel;
class ExtractionTimer;
class Extractions;

/// The window's drift wired together: what was found, its dock, timelines as tabs, and the schedule that keeps it fresh.
class DriftParts : public QObject
{
    Q_OBJECT

public:
    /// `tabs` and `extractions` outlive this.
    DriftParts(const Services &services, Extractions &extractions, QTabWidget *tabs, QObject *parent);

    [[nodiscard]] DriftBoard &board() const { return *m_board; }
    [[nodiscard]] ExtractionTimer *timer() const { return m_timer; }
    /// The dock's content; made once.
    [[nodiscard]] DriftPanel *makePanel(QWidget *parent);
    void connectTree(ConnectionTree *tree);

    /// A tab; an open one comes to the front.
    void showTimeline(const QUuid &profile);
    /// The open timelines go to the workspace, from where the next start brings them back.
    void keepTabs();
    void chooseBaseline(const QUuid &profile);
    void editSchedule();

Q_SIGNALS:
    /// `object` null: no particular one.
    void sideBySideWanted(const concord::EndChoice &left, const concord::EndChoice &right, const concord::ObjectAddress &object);
    void failed(const concord::Error &error);
    /// Something for the status bar.
    void said(const QString &text);

private:
    void tell(const DriftFinding &finding);
    void showFinding(const DriftFinding &finding, const ObjectAddress &object);
    void addTimeline(const QUuid &profile, bool current);
    void restoreTabs();

    Services m_services;
    QTabWidget *m_tabs;
    DriftBoard *m_board;
    ExtractionTimer *m_timer = nullptr;
    bool m_restored = false;
};

} // namespace concord
