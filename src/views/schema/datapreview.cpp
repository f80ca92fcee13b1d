// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/datapreview.h"

#include "grid/resultgrid.h"
#include "look/smallbuttons.h"
#include "look/wording.h"
#include "query/runstatus.h"

#include <QLabel>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace concord {

static constexpr int readLimitMs = 30'000;
static constexpr qint64 moreRows = 1000;

DataPreview::DataPreview(const Services &services, QWidget *parent)
    : QWidget(parent),
      m_services(services),
      m_stack(new QStackedWidget),
      m_show(new QPushButton(tr("Show the first %1 rows").arg(rows))),
      m_words(makePlainLabel({}, this)),
      m_grid(new ResultGrid(services.compute)),
      m_footer(makePlainLabel({}, this))
{
    m_grid->setSourceVisible(false);
    m_grid->setDocumentText(documentTextBy(services.registry));
    auto *ask = new QWidget;
    auto *askLayout = new QVBoxLayout(ask);
    m_words->setAlignment(Qt::AlignCenter);
    m_words->setWordWrap(true);
    askLayout->addStretch();
    askLayout->addWidget(m_words);
    askLayout->addWidget(m_show, 0, Qt::AlignCenter);
    askLayout->addStretch(2);
    m_stack->addWidget(ask);
    auto *shown = new QWidget;
    auto *shownLayout = new QVBoxLayout(shown);
    shownLayout->setContentsMargins(0, 0, 0, 0);
    m_footer->setWordWrap(true);
    m_footer->setContentsMargins(6, 0, 6, 3);
    shownLayout->addWidget(m_grid, 1);
    shownLayout->addWidget(m_footer);
    m_stack->addWidget(shown);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_stack);
    connect(m_show, &QPushButton::clicked, this, &DataPreview::load);
    connect(m_grid, &ResultGrid::orderTextChanged, this, &DataPreview::refreshFooter);
    connect(m_grid, &ResultGrid::cellMessage, this, &DataPreview::cellMessage);
    connect(m_grid, &ResultGrid::retryRequested, this, &DataPreview::load);
    connect(m_grid, &ResultGrid::fetchMoreRequested, this, [this](int target) {
        if (m_run)
            m_run->fetchMore(target, moreRows);
    });
}

DataPreview::~DataPreview()
{
    m_run.reset();
}

void DataPreview::setTable(const Endpoint &endpoint, const QString &statement)
{
    if (endpoint == m_endpoint && statement == m_statement)
        return;
    m_run.reset();
    m_session.reset();
    m_endpoint = endpoint;
    m_endpoint.readOnly = true;
    m_statement = statement;
    m_words->setText(tr("Rows are read only when you ask for them: this connects to %1.").arg(endpoint.name));
    m_show->setText(tr("Show the first %1 rows").arg(rows));
    m_show->setEnabled(true);
    m_stack->setCurrentIndex(0);
}

void DataPreview::load()
{
    m_run.reset();
    if (!m_session)
        m_session = std::make_unique<Session>(m_services.registry, m_services.secrets);
    RunRequest request;
    request.text = m_statement;
    request.targets = {{m_endpoint, {}}};
    request.rowCap = rows;
    request.holdCapped = true;
    request.timeoutMs = readLimitMs;
    m_grid->begin({m_endpoint});
    m_show->setEnabled(false);
    m_words->setText(tr("Reading…"));
    m_run = std::make_unique<Run>(request, *m_session);
    connect(m_run.get(), &Run::outcomeChanged, this, &DataPreview::refresh);
    connect(m_run.get(), &Run::finished, this, &DataPreview::refresh);
    m_run->start();
}

void DataPreview::refresh()
{
    const Outcome outcome = m_run->outcome(0);
    if (outcome.error && outcome.rows == 0) {
        m_words->setText(u"✗ "_s + outcome.error->message);
        m_show->setText(tr("Try again"));
        m_show->setEnabled(true);
        m_stack->setCurrentIndex(0);
        return;
    }
    if (m_run->resultCount() == 0)
        return;
    m_grid->setResult(m_run->combined(), m_run->isFinished(), outcome.truncated);
    m_grid->setStatus(statusLines(*m_run));
    m_stack->setCurrentIndex(1);
    refreshFooter();
}

QString DataPreview::footer() const
{
    return m_footer->text();
}

void DataPreview::refreshFooter()
{
    const bool capped = m_run && m_run->outcome(0).truncated;
    const QString order = m_grid->orderText();
    m_footer->setText(capped ? tr("%1 · sorting and filters see only these rows").arg(order) : order);
    m_footer->setVisible(!order.isEmpty());
}

} // namespace concord
