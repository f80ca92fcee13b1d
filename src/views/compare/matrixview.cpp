// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/matrixview.h"

#include "compare/ignorerulelist.h"
#include "compare/knownends.h"
#include "compare/matrixmodel.h"
#include "look/elidedlabel.h"
#include "look/smallbuttons.h"
#include "schema/cataloglibrary.h"

#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QPushButton>
#include <QTableView>
#include <QtConcurrentRun>

using namespace Qt::StringLiterals;

namespace concord {

MatrixView::MatrixView(const Services &services, IgnoreRuleList &rules, const QList<QUuid> &profiles, QWidget *parent)
    : QWidget(parent),
      m_services(services),
      m_rules(rules),
      m_profiles(profiles),
      m_baseline(new QComboBox),
      m_differing(new QCheckBox(tr("&Only rows that differ"))),
      m_summary(new ElidedLabel),
      m_extract(new QPushButton),
      m_table(new QTableView),
      m_model(new MatrixModel(this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(makeHeader());
    layout->addWidget(m_table, 1);
    makeTable();
    setFocusProxy(m_table);
    connect(&m_rules, &IgnoreRuleList::changed, this, &MatrixView::compareNow);
    const auto concerns = [this](const QUuid &profile) {
        if (m_profiles.contains(profile))
            compareNow();
    };
    connect(m_services.catalogs, &CatalogLibrary::changed, this, concerns);
    connect(m_services.catalogs, &CatalogLibrary::stateChanged, this, [this, concerns](const QUuid &profile) {
        if (!m_services.catalogs->known(profile).isReading) // a try that failed
            concerns(profile);
    });
    compareNow();
}

QWidget *MatrixView::makeHeader()
{
    auto *header = new QWidget;
    auto *row = new QHBoxLayout(header);
    const int pad = fontMetrics().height() / 3;
    row->setContentsMargins(2 * pad, pad, 2 * pad, pad);
    row->setSpacing(2 * pad);
    m_baseline->setAccessibleName(tr("Baseline"));
    m_baseline->setToolTip(tr("What the databases are compared with"));
    m_baseline->addItem(tr("Baseline: what most hold"), -1);
    for (int i = 0; i < m_profiles.size(); ++i)
        m_baseline->addItem(tr("Baseline: %1").arg(endpointOf(m_services, m_profiles[i]).name), i);
    m_differing->setChecked(true);
    m_summary->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    auto *refresh = makeSignButton(u"⟳"_s, tr("Read all these databases again"), header);
    row->addWidget(m_baseline);
    row->addWidget(m_differing);
    row->addWidget(m_summary, 1);
    row->addWidget(m_extract);
    row->addWidget(refresh);
    connect(m_baseline, &QComboBox::currentIndexChanged, this, &MatrixView::compareNow);
    connect(m_differing, &QCheckBox::toggled, this, [this](bool on) { m_model->setShowsAll(!on); });
    connect(refresh, &QToolButton::clicked, this, [this] { Q_EMIT extractWanted(m_profiles); });
    connect(m_extract, &QPushButton::clicked, this, [this] { Q_EMIT extractWanted(unread()); });
    return header;
}

void MatrixView::makeTable()
{
    m_table->setModel(m_model);
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setAccessibleName(tr("Matrix"));
    m_table->setWordWrap(false);
    m_table->setTabKeyNavigation(false);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->verticalHeader()->setDefaultSectionSize(fontMetrics().height() * 3 / 2);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    auto *show = new QAction(tr("&Side by side"), m_table);
    show->setShortcuts({Qt::Key_Return, Qt::Key_Enter, Qt::Key_F4});
    show->setShortcutContext(Qt::WidgetShortcut);
    m_table->addAction(show);
    m_table->setContextMenuPolicy(Qt::ActionsContextMenu);
    connect(show, &QAction::triggered, this, [this] { open(m_table->currentIndex()); });
    connect(m_table, &QTableView::clicked, this, &MatrixView::open);
}

QString MatrixView::title() const
{
    return tr("%1 databases: matrix").arg(m_profiles.size());
}

QList<QUuid> MatrixView::unread() const
{
    QList<QUuid> list;
    for (const QUuid &profile : m_profiles) {
        if (!m_services.catalogs->catalog(profile))
            list.append(profile);
    }
    return list;
}

void MatrixView::compareNow()
{
    std::vector<MatrixColumn> columns;
    for (const QUuid &profile : std::as_const(m_profiles))
        columns.push_back(knownEnd(m_services, profile));
    int baseline = m_baseline->currentData().toInt();
    if (baseline >= 0 && !columns[static_cast<size_t>(baseline)].end.catalog)
        baseline = -1; // it cannot be one before it was read
    const int question = ++m_question;
    const auto missing = unread().size();
    m_extract->setText(tr("&Extract %1 that were never read").arg(missing));
    m_extract->setAccessibleName(m_extract->text().remove(u'&'));
    m_extract->setVisible(missing > 0);
    CompareOptions options;
    options.ignore = m_rules.rules();
    QtConcurrent::run([columns, baseline, options, registry = m_services.registry] {
        return std::make_shared<const Matrix>(makeMatrix(columns, baseline, options));
    }).then(this, [this, question](const std::shared_ptr<const Matrix> &matrix) {
        if (question == m_question)
            setMatrix(matrix);
    });
}

void MatrixView::setMatrix(std::shared_ptr<const Matrix> matrix)
{
    const int before = m_model->columnCount();
    m_model->setMatrix(std::move(matrix));
    const int em = fontMetrics().averageCharWidth();
    if (m_model->columnCount() != before) {
        m_table->setColumnWidth(MatrixModel::Object, em * 30);
        m_table->setColumnWidth(MatrixModel::Summary, em * 42);
        for (int column = MatrixModel::FirstDatabase; column < m_model->columnCount(); ++column)
            m_table->setColumnWidth(column, std::max(em * 6, m_table->horizontalHeader()->sectionSizeHint(column) + em));
    }
    const Matrix &shown = *m_model->matrix();
    const auto differing = std::ranges::count_if(shown.rows, &MatrixRow::differs);
    const auto unreadable = std::ranges::count_if(shown.columns, [](const MatrixColumn &column) { return !column.end.catalog; });
    QString words = tr("%1 objects alike, %2 differ").arg(static_cast<qint64>(shown.rows.size()) - differing).arg(differing);
    if (unreadable > 0)
        words += tr(", %1 databases cannot be told").arg(unreadable);
    m_summary->setText(words);
    Q_EMIT compared();
}

void MatrixView::open(const QModelIndex &index)
{
    if (!index.isValid() || index.column() < MatrixModel::FirstDatabase)
        return;
    const Matrix &matrix = *m_model->matrix();
    const MatrixRow &row = m_model->row(index.row());
    const int database = index.column() - MatrixModel::FirstDatabase;
    if (row.variants.empty() || !matrix.columns[static_cast<size_t>(database)].end.catalog)
        return;
    int base = matrix.baseline >= 0 ? matrix.baseline : row.variants.front().columns.front();
    const QList<int> &alike = row.variants.front().columns;
    if (base == database) // of the baseline's own cell: another that holds it alike, or else any other
        base = alike.size() > 1 ? alike[alike.front() == database ? 1 : 0] : database == 0 ? 1 : 0;
    const ObjectComparison &first = row.variants.front().comparison;
    Q_EMIT pairWanted(m_profiles[base], m_profiles[database], row.kind, first.any().ref);
}

} // namespace concord
