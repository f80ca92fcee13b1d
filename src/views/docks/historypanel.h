// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services.h"

#include <QList>
#include <QUuid>
#include <QWidget>

class QComboBox;
class QLineEdit;
class QTimer;
class QTreeView;

namespace concord {

class HistoryModel;

/// Runs of this workspace, from the window and from the command line, with a search box and a choice of work
/// session. A double click opens the
/// statement again on the same databases; it does not run it.
class HistoryPanel : public QWidget
{
    Q_OBJECT

public:
    explicit HistoryPanel(const Services &services, QWidget *parent = nullptr);

    void reload();

Q_SIGNALS:
    void reopenWanted(const QList<QUuid> &profiles, const QString &text);

private:
    void read();
    void fillSessions();
    [[nodiscard]] QString session() const;

    Services m_services;
    HistoryModel *m_model;
    QLineEdit *m_search;
    QComboBox *m_sessions;
    QTreeView *m_view;
    QTimer *m_later;
};

} // namespace concord
