// SPDX-License-Identifier: GPL-3.0-or-later
#include "docks/jobsmodel.h"

#include "look/wording.h"

#include <QFont>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace concord {

JobsModel::JobsModel(QObject *parent) : QAbstractItemModel(parent) {}

JobsModel::~JobsModel() = default;

void JobsModel::add(Job *job)
{
    beginInsertRows({}, 0, 0);
    m_rows.insert(m_rows.begin(), std::make_unique<Row>(Row{job, job->partCount()}));
    endInsertRows();
    connect(job, &Job::changed, this, [this, job] { update(job); });
    connect(job, &QObject::destroyed, this, &JobsModel::take);
    Q_EMIT jobChanged(job);
    Q_EMIT runningCountChanged(runningCount());
}

void JobsModel::remove(Job *job)
{
    job->disconnect(this);
    take(job);
}

void JobsModel::take(const QObject *job)
{
    const auto found = std::ranges::find_if(m_rows, [job](const auto &row) { return row->job == job; });
    if (found == m_rows.end())
        return;
    const int at = static_cast<int>(found - m_rows.begin());
    beginRemoveRows({}, at, at);
    m_rows.erase(found);
    endRemoveRows();
    Q_EMIT runningCountChanged(runningCount());
}

void JobsModel::update(Job *job)
{
    const QModelIndex at = indexOf(job);
    if (!at.isValid())
        return;
    Row &row = *m_rows[static_cast<std::size_t>(at.row())];
    const int parts = job->partCount();
    if (parts < row.parts) {
        beginRemoveRows(at, parts, row.parts - 1);
        row.parts = parts;
        endRemoveRows();
    } else if (parts > row.parts) {
        beginInsertRows(at, row.parts, parts - 1);
        row.parts = parts;
        endInsertRows();
    }
    Q_EMIT dataChanged(at, at.siblingAtColumn(ColumnCount - 1));
    if (parts > 0)
        Q_EMIT dataChanged(index(0, 0, at), index(parts - 1, ColumnCount - 1, at));
    Q_EMIT jobChanged(job);
    Q_EMIT runningCountChanged(runningCount());
}

void JobsModel::refreshRunning()
{
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        if (m_rows[i]->job->isRunning())
            update(m_rows[i]->job);
    }
}

int JobsModel::runningCount() const
{
    return static_cast<int>(std::ranges::count_if(m_rows, [](const auto &row) { return row->job->isRunning(); }));
}

/// A database's index holds its job's row; a job's own holds nothing.
Job *JobsModel::job(const QModelIndex &index) const
{
    if (!index.isValid())
        return nullptr;
    if (const auto *row = static_cast<const Row *>(index.internalPointer()))
        return row->job;
    return m_rows[static_cast<std::size_t>(index.row())]->job;
}

int JobsModel::part(const QModelIndex &index) const
{
    return index.isValid() && index.internalPointer() ? index.row() : -1;
}

QModelIndex JobsModel::indexOf(const Job *job) const
{
    const auto found = std::ranges::find_if(m_rows, [job](const auto &row) { return row->job == job; });
    return found == m_rows.end() ? QModelIndex() : createIndex(static_cast<int>(found - m_rows.begin()), 0, nullptr);
}

QModelIndex JobsModel::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    return createIndex(row, column, parent.isValid() ? m_rows[static_cast<std::size_t>(parent.row())].get() : nullptr);
}

QModelIndex JobsModel::parent(const QModelIndex &index) const
{
    const auto *row = index.isValid() ? static_cast<const Row *>(index.internalPointer()) : nullptr;
    return row ? indexOf(row->job) : QModelIndex();
}

int JobsModel::rowCount(const QModelIndex &parent) const
{
    if (!parent.isValid())
        return static_cast<int>(m_rows.size());
    if (parent.column() > 0 || parent.internalPointer())
        return 0;
    return m_rows[static_cast<std::size_t>(parent.row())]->parts;
}

int JobsModel::columnCount(const QModelIndex &) const
{
    return ColumnCount;
}

QVariant JobsModel::data(const QModelIndex &index, int role) const
{
    const Job *of = job(index);
    if (!of)
        return {};
    const int which = part(index);
    return which < 0 ? jobData(*of, index.column(), role) : partData(of->part(which), index.column(), role);
}

/// What most wants to be seen in one line: the first error, else what is under way.
static std::pair<QString, bool> loudest(const Job &job)
{
    QString running;
    for (int i = 0; i < job.partCount(); ++i) {
        const Job::Part part = job.part(i);
        if (part.state == Job::State::Failed)
            return {part.name + u": "_s + firstLine(part.problem), true};
        if (part.state == Job::State::Running && running.isEmpty())
            running = part.name + u' ' + part.words;
    }
    return {running, false};
}

QVariant JobsModel::jobData(const Job &job, int column, int role) const
{
    switch (role) {
    case Qt::DisplayRole:
        switch (column) {
        case Name: return job.title();
        case State: return job.summary();
        case Detail: return loudest(job).first;
        case Elapsed: return job.elapsedMs() > 0 ? durationText(job.elapsedMs()) : QString(); // unknown of an earlier program's
        default: return {};
        }
    case Qt::ToolTipRole: return plainToolTip(column == Detail ? loudest(job).first : job.title() + u'\n' + job.summary());
    case Qt::FontRole:
        if (column == Name) {
            QFont font;
            font.setBold(true);
            return font;
        }
        return {};
    case Qt::AccessibleTextRole: return column == Name ? QVariant(job.title() + u", "_s + job.summary()) : QVariant();
    case Qt::TextAlignmentRole: return column == Elapsed ? QVariant(Qt::AlignRight | Qt::AlignVCenter) : QVariant();
    case ProgressRole: return job.progress();
    case RunningRole: return job.isRunning();
    case ProblemRole: return column == Detail && loudest(job).second;
    default: return {};
    }
}

QVariant JobsModel::partData(const Job::Part &part, int column, int role) const
{
    switch (role) {
    case Qt::DisplayRole:
        switch (column) {
        case Name: return part.name;
        case State: return part.words;
        case Detail: return firstLine(part.problem);
        case Elapsed: return part.elapsedMs > 0 ? durationText(part.elapsedMs) : QString();
        default: return {};
        }
    case Qt::ToolTipRole: return plainToolTip(column == Detail ? part.problem : part.name);
    case Qt::AccessibleTextRole: return column == Name ? QVariant(part.name + u", "_s + part.words + u", "_s + part.problem) : QVariant();
    case Qt::TextAlignmentRole: return column == Elapsed ? QVariant(Qt::AlignRight | Qt::AlignVCenter) : QVariant();
    case ProgressRole: return part.progress;
    case RunningRole: return part.state == Job::State::Running;
    case ProblemRole: return column == Detail && part.state == Job::State::Failed;
    case DotRole: return column == Name ? QVariant::fromValue(part.endpoint) : QVariant();
    default: return {};
    }
}

QVariant JobsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Name: return tr("job");
    case Progress: return tr("progress");
    case State: return tr("state");
    case Detail: return tr("details");
    case Elapsed: return tr("time");
    default: return QString();
    }
}

} // namespace concord
