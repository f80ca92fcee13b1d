// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "extract/schedule.h"
#include "services.h"

#include <QDialog>

class QCheckBox;
class QComboBox;
class QLabel;
class QListWidget;
class QSpinBox;
class QTimeEdit;
class QToolButton;

namespace concord {

/// When which databases are read by themselves while the window is open.
class ScheduleDialog : public QDialog
{
    Q_OBJECT

public:
    ScheduleDialog(const Services &services, const ExtractionSchedule &schedule, QWidget *parent = nullptr);

    /// As it is filled in.
    [[nodiscard]] ExtractionSchedule schedule() const;

Q_SIGNALS:
    void scheduleWanted(const concord::ExtractionSchedule &schedule);

private:
    void fillDatabases();
    QWidget *makeTickButtons();
    void update();

    Services m_services;
    ExtractionSchedule m_before;
    QCheckBox *m_enabled;
    QComboBox *m_unit;
    QSpinBox *m_every;
    QTimeEdit *m_at;
    QListWidget *m_databases;
    QList<QToolButton *> m_ticks;
    QLabel *m_next;
};

} // namespace concord
