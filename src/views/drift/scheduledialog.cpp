// SPDX-License-Identifier: GPL-3.0-or-later
#include "drift/scheduledialog.h"

#include "look/colours.h"
#include "look/doticon.h"
#include "look/smallbuttons.h"
#include "profilelist.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QLocale>
#include <QSpinBox>
#include <QTimeEdit>

using namespace Qt::StringLiterals;

namespace concord {

ScheduleDialog::ScheduleDialog(const Services &services, const ExtractionSchedule &schedule, QWidget *parent)
    : QDialog(parent),
      m_services(services),
      m_before(schedule),
      m_enabled(new QCheckBox(tr("&Read schemas by themselves while the window is open"))),
      m_unit(new QComboBox),
      m_every(new QSpinBox),
      m_at(new QTimeEdit(schedule.at)),
      m_databases(new QListWidget),
      m_next(makePlainLabel({}, this))
{
    setWindowTitle(tr("Schedule of extractions"));
    m_enabled->setObjectName(u"enabled"_s);
    m_enabled->setChecked(schedule.enabled);
    m_unit->addItems({tr("minutes"), tr("hours"), tr("daily at")});
    m_unit->setCurrentIndex(static_cast<int>(schedule.unit));
    m_unit->setAccessibleName(tr("Unit"));
    m_every->setRange(1, 10'000);
    m_every->setValue(schedule.every);
    m_every->setPrefix(tr("every "));
    m_every->setAccessibleName(tr("How often"));
    m_at->setDisplayFormat(u"HH:mm"_s);
    m_at->setAccessibleName(tr("Time of day"));
    m_databases->setAccessibleName(tr("Databases"));
    fillDatabases();
    auto *often = new QHBoxLayout;
    often->addWidget(m_every);
    often->addWidget(m_unit);
    often->addWidget(m_at);
    often->addStretch();
    auto *form = new QFormLayout(this);
    form->addRow(m_enabled);
    form->addRow(tr("How often:"), often);
    form->addRow(tr("&Databases:"), m_databases);
    form->addRow(makeTickButtons());
    form->addRow(tr("Next:"), m_next);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel);
    form->addRow(buttons);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(buttons, &QDialogButtonBox::accepted, this, [this] {
        Q_EMIT scheduleWanted(this->schedule());
        accept();
    });
    connect(m_enabled, &QCheckBox::toggled, this, &ScheduleDialog::update);
    connect(m_unit, &QComboBox::currentIndexChanged, this, &ScheduleDialog::update);
    connect(m_every, &QSpinBox::valueChanged, this, &ScheduleDialog::update);
    connect(m_at, &QTimeEdit::timeChanged, this, &ScheduleDialog::update);
    connect(m_databases, &QListWidget::itemChanged, this, &ScheduleDialog::update);
    update();
}

void ScheduleDialog::fillDatabases()
{
    for (const ProfileEntry &entry : m_services.profiles->entries()) {
        auto *item = new QListWidgetItem(dotIcon(endpointColour(entry.endpoint, palette()), *this), entry.endpoint.name, m_databases);
        item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
        item->setData(Qt::UserRole, entry.endpoint.profileId);
        const bool chosen = m_before.profiles.isEmpty() || m_before.profiles.contains(entry.endpoint.profileId);
        item->setCheckState(chosen ? Qt::Checked : Qt::Unchecked);
    }
}

QWidget *ScheduleDialog::makeTickButtons()
{
    auto *buttons = new QWidget;
    auto *row = new QHBoxLayout(buttons);
    row->setContentsMargins(0, 0, 0, 0);
    row->addStretch();
    const auto add = [&](const QString &text, Qt::CheckState state) {
        auto *button = makeLinkButton(text, buttons);
        row->addWidget(button);
        connect(button, &QToolButton::clicked, this, [this, state] {
            for (int i = 0; i < m_databases->count(); ++i)
                m_databases->item(i)->setCheckState(state);
        });
        m_ticks.append(button);
    };
    add(tr("Tick &all"), Qt::Checked);
    add(tr("Tick &none"), Qt::Unchecked);
    return buttons;
}

ExtractionSchedule ScheduleDialog::schedule() const
{
    ExtractionSchedule schedule = m_before;
    schedule.enabled = m_enabled->isChecked();
    schedule.unit = static_cast<ExtractionSchedule::Unit>(m_unit->currentIndex());
    schedule.every = m_every->value();
    schedule.at = m_at->time();
    schedule.profiles.clear();
    for (int i = 0; i < m_databases->count(); ++i) {
        if (m_databases->item(i)->checkState() == Qt::Checked)
            schedule.profiles.append(m_databases->item(i)->data(Qt::UserRole).toUuid());
    }
    if (schedule.profiles.isEmpty())
        schedule.enabled = false;
    else if (schedule.profiles.size() == m_databases->count())
        schedule.profiles.clear(); // all, and those that come later
    return schedule;
}

void ScheduleDialog::update()
{
    const bool daily = m_unit->currentIndex() == static_cast<int>(ExtractionSchedule::Unit::Daily);
    m_every->setVisible(!daily);
    m_at->setVisible(daily);
    for (QWidget *widget :
         {static_cast<QWidget *>(m_every), static_cast<QWidget *>(m_unit), static_cast<QWidget *>(m_at), static_cast<QWidget *>(m_databases)})
        widget->setEnabled(m_enabled->isChecked());
    for (QToolButton *button : std::as_const(m_ticks))
        button->setEnabled(m_enabled->isChecked());
    const QDateTime next = nextRun(schedule(), QDateTime::currentDateTime());
    m_next->setText(!next.isValid()                        ? tr("never")
                    : next <= QDateTime::currentDateTime() ? tr("at once")
                                                           : QLocale().toString(next, QLocale::ShortFormat));
}

} // namespace concord
