// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/matrixview.h"

#include "compare/comparefile.h"
#include "compare/endchooser.h"
#include "compare/frozencolumn.h"
#include "compare/ignorerulelist.h"
#include "compare/matrixchooser.h"
#include "compare/matrixmodel.h"
#include "compare/matrixtree.h"
#include "look/elidedlabel.h"
#include "look/smallbuttons.h"
#include "schema/cataloglibrary.h"

#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QJsonArray>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QTreeView>
#include <QtConcurrentRun>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace concord {

namespace {
// What the baseline's box holds beside indexes of ends.
constexpr int majority = -1;
constexpr int outside = -2;
constexpr int another = -3;
} // namespace

MatrixView::MatrixView(const Services &services, IgnoreRuleList &rules, const QList<EndChoice> &ends, QWidget *parent)
    : QWidget(parent),
      m_services(services),
      m_rules(rules),
      m_baseline(new QComboBox),
      m_differing(new QCheckBox(tr("&Only rows that differ"))),
      m_search(new QLineEdit),
      m_summary(new ElidedLabel),
      m_extract(new QPushButton),
      m_tree(new MatrixTree),
      m_about(makePlainLabel({}, this)),
      m_model(new MatrixModel(this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(makeHeader());
    layout->addWidget(m_summary); // a line of its own: the counts are never cut off
    layout->addWidget(m_tree, 1);
    layout->addWidget(m_about);
    const int pad = fontMetrics().height() / 2;
    m_summary->setContentsMargins(pad, 0, pad, 0);
    m_about->setContentsMargins(pad, pad, pad, pad);
    m_about->setWordWrap(true);
    m_about->setTextInteractionFlags(Qt::TextSelectableByMouse);
    makeTree();
    setFocusProxy(m_tree);
    connect(&m_rules, &IgnoreRuleList::changed, this, &MatrixView::compareNow);
    setEnds(ends);
}

EndSource *MatrixView::addSource(const EndChoice &choice)
{
    auto *source = new EndSource(m_services, choice, this);
    connect(source, &EndSource::changed, this, &MatrixView::compareNow);
    connect(source, &EndSource::stateChanged, this, [this, source] {
        if (!source->isReading()) // a try that failed
            compareNow();
    });
    return source;
}

QList<EndChoice> MatrixView::ends() const
{
    QList<EndChoice> list;
    for (const EndSource *source : m_sources)
        list.append(source->choice());
    return list;
}

void MatrixView::setEnds(const QList<EndChoice> &ends)
{
    qDeleteAll(m_sources);
    m_sources.clear();
    m_chosen = majority;
    for (const EndChoice &choice : ends)
        m_sources.append(addSource(choice));
    fillBaselines();
    Q_EMIT titleChanged();
    Q_EMIT stateChanged();
    compareNow();
}

void MatrixView::setBaseline(const std::optional<EndChoice> &baseline)
{
    delete m_outside;
    m_outside = nullptr;
    m_chosen = baseline ? static_cast<int>(ends().indexOf(*baseline)) : majority;
    if (baseline && m_chosen < 0)
        m_outside = addSource(*baseline);
    fillBaselines();
    Q_EMIT stateChanged();
    compareNow();
}

void MatrixView::fillBaselines()
{
    const QSignalBlocker quiet(m_baseline);
    m_baseline->clear();
    m_baseline->addItem(tr("what most hold"), majority);
    for (int i = 0; i < m_sources.size(); ++i)
        m_baseline->addItem(m_sources[i]->name(), i);
    if (m_outside)
        m_baseline->addItem(m_outside->name(), outside);
    m_baseline->addItem(tr("Another database…"), another);
    m_baseline->setCurrentIndex(m_baseline->findData(m_outside ? outside : m_chosen));
}

void MatrixView::baselineChosen(int index)
{
    const int chosen = m_baseline->itemData(index).toInt();
    if (chosen == another) {
        fillBaselines(); // until one was chosen
        auto *chooser = new EndChooser(m_services, tr("Choose the baseline"), {}, this);
        connect(chooser, &EndChooser::chosen, this, [this](const EndChoice &choice, bool readNow) {
            setBaseline(choice);
            if (readNow)
                Q_EMIT extractWanted({choice.profile});
        });
        chooser->open();
    } else if (chosen >= 0) {
        setBaseline(m_sources[chosen]->choice());
    } else if (chosen == majority) {
        setBaseline(std::nullopt);
    }
}

QWidget *MatrixView::makeHeader()
{
    auto *header = new QWidget;
    auto *row = new QHBoxLayout(header);
    const int pad = fontMetrics().height() / 3;
    row->setContentsMargins(2 * pad, pad, 2 * pad, pad);
    row->setSpacing(2 * pad);
    auto *choose = makeSignButton(tr("Databases…"), tr("Choose the databases and schemas that are compared"), header);
    m_baseline->setAccessibleName(tr("Baseline"));
    m_baseline->setToolTip(tr("What the databases are compared with"));
    m_differing->setChecked(true);
    m_search->setPlaceholderText(tr("Search objects"));
    m_search->setAccessibleName(m_search->placeholderText());
    m_search->setClearButtonEnabled(true);
    m_search->setMinimumWidth(fontMetrics().averageCharWidth() * 16);
    m_search->setMaximumWidth(fontMetrics().averageCharWidth() * 26);
    auto *refresh = makeSignButton(u"⟳"_s, tr("Read all these databases again"), header);
    auto *save = makeSignButton(tr("Export…"), tr("Export the matrix as HTML, Markdown, CSV or JSON"), header);
    auto *against = makePlainLabel(tr("&Baseline:"), header);
    against->setBuddy(m_baseline);
    row->addWidget(choose);
    row->addWidget(against);
    row->addWidget(m_baseline);
    row->addWidget(m_differing);
    row->addWidget(m_search, 1);
    row->addStretch();
    row->addWidget(m_extract);
    row->addWidget(refresh);
    row->addWidget(save);
    connect(choose, &QToolButton::clicked, this, &MatrixView::chooseEnds);
    connect(m_baseline, &QComboBox::currentIndexChanged, this, &MatrixView::baselineChosen);
    connect(m_differing, &QCheckBox::toggled, this, &MatrixView::applyFilter);
    connect(m_differing, &QCheckBox::toggled, this, &MatrixView::stateChanged);
    connect(m_search, &QLineEdit::textChanged, this, &MatrixView::applyFilter);
    connect(refresh, &QToolButton::clicked, this, [this] { Q_EMIT extractWanted(profiles(false)); });
    connect(save, &QToolButton::clicked, this, &MatrixView::askExport);
    connect(m_extract, &QPushButton::clicked, this, [this] { Q_EMIT extractWanted(profiles(true)); });
    return header;
}

void MatrixView::makeTree()
{
    m_tree->setModel(m_model);
    m_tree->setFrameShape(QFrame::NoFrame);
    m_tree->setAccessibleName(tr("Matrix"));
    m_tree->setUniformRowHeights(true);
    m_tree->setSelectionBehavior(QAbstractItemView::SelectItems);
    m_tree->setSelectionMode(QAbstractItemView::SingleSelection);
    m_tree->setExpandsOnDoubleClick(true);
    m_tree->header()->setHighlightSections(false);
    m_tree->header()->setStretchLastSection(false);
    m_tree->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    new FrozenColumn(m_tree);
    auto *show = new QAction(tr("&Side by side"), m_tree);
    show->setShortcuts({Qt::Key_Return, Qt::Key_Enter, Qt::Key_F4});
    show->setShortcutContext(Qt::WidgetShortcut);
    m_tree->addAction(show);
    m_tree->setContextMenuPolicy(Qt::ActionsContextMenu);
    connect(show, &QAction::triggered, this, [this] { open(m_tree->currentIndex()); });
    connect(m_tree, &QTreeView::clicked, this, &MatrixView::open);
    connect(m_tree->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex &current) { m_about->setText(m_model->words(current)); });
}

QString MatrixView::title() const
{
    return tr("%1 databases: matrix").arg(m_sources.size());
}

QJsonObject MatrixView::state() const
{
    QJsonArray list;
    for (const EndChoice &choice : ends())
        list.append(endToJson(choice));
    QJsonObject json{{u"ends"_s, list}, {u"onlyDiffering"_s, m_differing->isChecked()}};
    if (m_outside || m_chosen >= 0)
        json.insert(u"baseline"_s, endToJson(m_outside ? m_outside->choice() : m_sources[m_chosen]->choice()));
    return json;
}

void MatrixView::restore(const QJsonObject &state)
{
    m_differing->setChecked(state.value("onlyDiffering"_L1).toBool(true));
    if (const QJsonValue baseline = state.value("baseline"_L1); baseline.isObject())
        setBaseline(endFromJson(baseline.toObject()));
}

void MatrixView::chooseEnds()
{
    auto *chooser = new MatrixChooser(m_services, ends(), this);
    connect(chooser, &MatrixChooser::chosen, this, [this](const QList<EndChoice> &ends) {
        setEnds(ends);
        readUnread();
    });
    chooser->open();
}

const EndSource &MatrixView::sourceOf(int column) const
{
    return column < m_sources.size() ? *m_sources[column] : *m_outside;
}

QList<QUuid> MatrixView::profiles(bool unreadOnly) const
{
    QList<QUuid> list;
    for (int i = 0; i < m_sources.size() + (m_outside ? 1 : 0); ++i) {
        const EndSource &source = sourceOf(i);
        const bool wanted = unreadOnly ? source.wantsReading() : !source.choice().isPast() && !source.endpoint().profileId.isNull();
        if (wanted && !list.contains(source.choice().profile))
            list.append(source.choice().profile);
    }
    return list;
}

void MatrixView::readUnread()
{
    QList<QUuid> unread = profiles(true);
    unread.removeIf([this](const QUuid &profile) { return m_services.catalogs->known(profile).error.has_value(); });
    if (!unread.isEmpty())
        Q_EMIT extractWanted(unread);
}

void MatrixView::applyFilter()
{
    const Place place = this->place();
    m_model->setFilter({!m_differing->isChecked(), m_search->text().trimmed()});
    restore(place);
}

MatrixView::Place MatrixView::place() const
{
    Place place;
    for (int row = 0; row < m_model->rowCount(); ++row) {
        if (const QModelIndex index = m_model->index(row, 0); m_tree->isExpanded(index))
            place.open.insert(m_model->key(index));
    }
    const QModelIndex current = m_tree->currentIndex();
    place.current = m_model->key(current);
    place.column = current.column();
    place.down = m_tree->verticalScrollBar()->value();
    place.across = m_tree->horizontalScrollBar()->value();
    return place;
}

void MatrixView::restore(const Place &place)
{
    QModelIndex current;
    const auto look = [&](const QModelIndex &index) {
        if (m_model->key(index) == place.current)
            current = index.siblingAtColumn(std::clamp(place.column, 0, m_model->columnCount() - 1));
    };
    for (int row = 0; row < m_model->rowCount(); ++row) {
        const QModelIndex index = m_model->index(row, 0);
        look(index);
        if (!place.open.contains(m_model->key(index)))
            continue;
        m_tree->expand(index);
        for (int member = 0; member < m_model->rowCount(index); ++member)
            look(m_model->index(member, 0, index));
    }
    m_tree->doItemsLayout(); // or there is nothing to scroll yet
    if (current.isValid())
        m_tree->setCurrentIndex(current);
    m_tree->verticalScrollBar()->setValue(place.down);
    m_tree->horizontalScrollBar()->setValue(place.across);
}

void MatrixView::compareNow()
{
    std::vector<MatrixColumn> columns;
    for (int i = 0; i < m_sources.size() + (m_outside ? 1 : 0); ++i)
        columns.push_back(sourceOf(i).column());
    int baseline = m_outside ? static_cast<int>(m_sources.size()) : m_chosen;
    if (baseline >= 0 && !columns[static_cast<size_t>(baseline)].end.catalog)
        baseline = majority; // it cannot be one before it was read
    const int question = ++m_question;
    const auto missing = profiles(true).size();
    m_extract->setText(tr("&Extract %1").arg(missing));
    m_extract->setToolTip(tr("Read those that were never read"));
    m_extract->setAccessibleName(tr("Extract %1 that were never read").arg(missing));
    m_extract->setVisible(missing > 0);
    CompareOptions options;
    options.ignore = m_rules.rules();
    QtConcurrent::run([columns, baseline, options, registry = m_services.registry] {
        return std::make_shared<const Matrix>(makeMatrix(columns, baseline, options));
    }).then(this, [this, question, beside = m_outside != nullptr](const std::shared_ptr<const Matrix> &matrix) {
        if (question == m_question)
            setMatrix(matrix, beside);
    });
}

void MatrixView::setMatrix(std::shared_ptr<const Matrix> matrix, bool beside)
{
    const int before = m_model->columnCount();
    const Place place = this->place();
    m_model->setMatrix(std::move(matrix), beside);
    const int em = fontMetrics().averageCharWidth();
    if (m_model->columnCount() != before) {
        m_tree->setColumnWidth(MatrixModel::Object, em * 32);
        int room = m_tree->viewport()->width() - em * 32;
        for (int column = MatrixModel::FirstDatabase; column < m_model->columnCount(); ++column) {
            m_tree->setColumnWidth(column, std::max(em * 6, m_tree->header()->sectionSizeHint(column) + em));
            room -= m_tree->columnWidth(column);
        }
        m_tree->setColumnWidth(MatrixModel::Summary, std::clamp(room, em * 42, em * 100)); // few databases leave room for words
    }
    showSummary();
    restore(place);
    if (m_tree->currentIndex().isValid())
        m_about->setText(m_model->words(m_tree->currentIndex()));
    Q_EMIT compared();
}

void MatrixView::showSummary()
{
    const Matrix &shown = *m_model->matrix();
    const auto differing = std::ranges::count_if(shown.rows, &MatrixRow::differs);
    const auto unreadable = std::ranges::count_if(shown.columns, [](const MatrixColumn &column) { return !column.end.catalog; });
    QString words = tr("%n object(s) alike", nullptr, static_cast<int>(std::ssize(shown.rows) - differing)) + u", "_s
                    + tr("%n differ(s)", nullptr, static_cast<int>(differing));
    if (unreadable > 0)
        words += u", "_s + tr("%n database(s) cannot be told", nullptr, static_cast<int>(unreadable));
    m_summary->setText(words);
    QStringList lines;
    for (const MatrixColumn &column : shown.columns) {
        if (!column.end.catalog)
            lines.append(u"? %1: %2"_s.arg(column.end.name, column.error.message));
    }
    if (shown.rows.empty())
        lines.prepend(shown.columns.empty() ? tr("Choose the databases that are to be compared.")
                                            : tr("Nothing was read yet that could be compared."));
    else if (differing == 0)
        lines.prepend(tr("What was read is alike in all of them."));
    else
        lines.prepend(tr("Choose a cell to see what differs; Return or a click opens it side by side."));
    m_about->setText(lines.join(u'\n'));
}

void MatrixView::open(const QModelIndex &index)
{
    if (!index.isValid() || index.column() < MatrixModel::FirstDatabase)
        return;
    const Matrix &matrix = *m_model->matrix();
    const MatrixRow &row = m_model->row(index);
    const int database = index.column() - MatrixModel::FirstDatabase;
    if (row.variants.empty() || !matrix.columns[static_cast<size_t>(database)].end.catalog)
        return;
    const int base = matrix.baseline >= 0 ? matrix.baseline : row.variants.front().columns.front();
    const QList<int> &alike = row.variants.front().columns;
    int looked = database;
    if (base == database) // of the baseline's own cell: another that holds it alike, or else any other
        looked = alike.size() > 1 ? alike[alike.front() == database ? 1 : 0] : database == 0 ? 1 : 0;
    const ObjectComparison &first = row.variants.front().comparison;
    // A script makes the left side like the right one: the baseline is what the others are to become.
    Q_EMIT pairWanted(sourceOf(looked).choice(), sourceOf(base).choice(), row.kind, first.any().ref);
}

void MatrixView::askExport()
{
    auto *dialog = new QFileDialog(this, tr("Export the matrix"), {}, tr("HTML (*.html);;Markdown (*.md);;CSV (*.csv);;JSON (*.json)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(u"html"_s);
    connect(dialog, &QFileDialog::filterSelected, dialog,
            [dialog](const QString &filter) { dialog->setDefaultSuffix(filter.section(u"*."_s, 1).chopped(1)); });
    connect(dialog, &QFileDialog::fileSelected, this, &MatrixView::exportTo);
    dialog->open();
}

void MatrixView::exportTo(const QString &path)
{
    if (!m_model->matrix())
        return;
    QtConcurrent::run([matrix = m_model->matrix(), all = m_model->filter().all, path] {
        return writeMatrix(*matrix, all, path);
    }).then(this, [this, path](const Result<void> &done) {
        if (done)
            Q_EMIT exported(path);
        else
            Q_EMIT failed(done.error());
    });
}

} // namespace concord
