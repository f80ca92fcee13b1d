// SPDX-License-Identifier: GPL-3.0-or-later
#include "docks/jobspanel.h"

#include "query/querytab.h"

#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QScrollArea>
#include <QTimer>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace concord {

JobsPanel::JobsPanel(QWidget *parent) : QWidget(parent), m_empty(new QLabel(tr("Nothing is running.")))
{
    auto *area = new QScrollArea;
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    auto *inside = new QWidget;
    m_layout = new QVBoxLayout(inside);
    m_layout->setContentsMargins(8, 6, 8, 6);
    m_empty->setForegroundRole(QPalette::PlaceholderText);
    m_layout->addWidget(m_empty);
    m_layout->addStretch();
    area->setWidget(inside);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(area);

    auto *timer = new QTimer(this);
    timer->setInterval(250ms);
    connect(timer, &QTimer::timeout, this, [this] {
        for (auto it = m_rows.cbegin(); it != m_rows.cend(); ++it) {
            if (it.key()->isRunning())
                update(it.key());
        }
    });
    timer->start();
}

void JobsPanel::watch(QueryTab *tab)
{
    connect(tab, &QueryTab::runningChanged, this, [this, tab] { update(tab); });
    connect(tab, &QObject::destroyed, this, [this, tab] {
        delete m_rows.take(tab);
        m_empty->setVisible(m_rows.isEmpty());
    });
}

static QWidget *makeRow(QueryTab *tab, JobsPanel *panel)
{
    auto *row = new QWidget;
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    auto *title = new QPushButton;
    title->setFlat(true);
    title->setObjectName(u"title"_s);
    auto *bar = new QProgressBar;
    bar->setObjectName(u"bar"_s);
    bar->setTextVisible(false);
    bar->setMaximumSize(bar->fontMetrics().averageCharWidth() * 20, bar->fontMetrics().height() / 2);
    auto *words = new QLabel;
    words->setObjectName(u"words"_s);
    words->setTextFormat(Qt::PlainText);
    auto *stop = new QPushButton(JobsPanel::tr("Stop"));
    stop->setObjectName(u"stop"_s);
    layout->addWidget(title);
    layout->addWidget(bar);
    layout->addWidget(words, 1);
    layout->addWidget(stop);
    QObject::connect(stop, &QPushButton::clicked, tab, &QueryTab::stop);
    QObject::connect(title, &QPushButton::clicked, panel, [panel, tab] { Q_EMIT panel->tabWanted(tab); });
    return row;
}

void JobsPanel::update(QueryTab *tab)
{
    QWidget *&row = m_rows[tab];
    if (!row) {
        row = makeRow(tab, this);
        m_layout->insertWidget(0, row);
    }
    m_empty->hide();
    const bool running = tab->isRunning();
    row->findChild<QPushButton *>(u"title"_s)->setText(tab->title());
    auto *bar = row->findChild<QProgressBar *>(u"bar"_s);
    bar->setRange(0, 0); // how much is left is not known: rows arrive until they end
    bar->setVisible(running);
    row->findChild<QLabel *>(u"words"_s)->setText(tab->statusText());
    auto *stop = row->findChild<QPushButton *>(u"stop"_s);
    stop->setVisible(running);
    stop->setAccessibleName(tr("Stop %1").arg(tab->title()));
    int count = 0;
    for (auto it = m_rows.cbegin(); it != m_rows.cend(); ++it)
        count += it.key()->isRunning();
    Q_EMIT runningCountChanged(count);
}

} // namespace concord
