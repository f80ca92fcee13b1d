// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services.h"
#include "workspace/workspace.h"

#include <QDialog>

class QLabel;
class QLineEdit;
class QListWidget;
class QPushButton;

namespace concord {

/// The work sessions: new, rename, delete, and which databases belong to each. What is changed is kept at once; a delete can
/// be undone while the dialog is open.
class SessionDialog : public QDialog
{
    Q_OBJECT

public:
    /// `services.sessions` is not null.
    explicit SessionDialog(const Services &services, QWidget *parent = nullptr);
    ~SessionDialog() override;

private:
    void addNew();
    void build();
    void fill();
    void showChosen();
    void rename();
    void toggleDatabases();
    void removeChosen();
    void fillDatabases();
    void filterDatabases(const QString &text);
    void keep(const WorkSession &session);
    [[nodiscard]] std::optional<WorkSession> chosen() const;

    Services m_services;
    QListWidget *m_list;
    QLineEdit *m_name;
    QLineEdit *m_filter;
    QListWidget *m_databases;
    QLabel *m_message;
    QPushButton *m_remove;
    QPushButton *m_undo;
    WorkSession m_removed;
    QUuid m_wanted;         ///< to be selected when the list is filled again
    bool m_filling = false;
};

} // namespace concord
