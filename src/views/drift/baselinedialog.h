// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services.h"
#include "workspace/drift.h"

#include <QDialog>

class QComboBox;
class QPushButton;
class QRadioButton;

namespace concord {

/// What a database is measured by: one of its snapshots, another database, or nothing.
class BaselineDialog : public QDialog
{
    Q_OBJECT

public:
    BaselineDialog(const Services &services, const QUuid &profile, const std::optional<Baseline> &before, QWidget *parent = nullptr);

Q_SIGNALS:
    void baselineWanted(const concord::Baseline &baseline);

private:
    void fillSnapshots(const std::optional<Baseline> &before);
    void fillDatabases(const std::optional<Baseline> &before);
    [[nodiscard]] Baseline chosen() const;
    void updateOk();

    Services m_services;
    QUuid m_profile;
    bool m_muted;
    QRadioButton *m_bySnapshot;
    QRadioButton *m_byDatabase;
    QRadioButton *m_byNothing;
    QComboBox *m_snapshots;
    QComboBox *m_databases;
    QPushButton *m_ok = nullptr;
};

} // namespace concord
