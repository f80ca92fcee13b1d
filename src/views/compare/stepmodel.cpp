// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/stepmodel.h"

#include "look/colours.h"
#include "look/wording.h"
#include "migrate/stepdependencies.h"
#include "schema/objectwords.h"

#include <QApplication>

using namespace Qt::StringLiterals;

namespace concord {

QString hazardText(const ChangeStep &step)
{
    QStringList words;
    for (const Hazard hazard : step.hazards) {
        switch (hazard) {
        case Hazard::DataLoss: words.append(StepModel::tr("✗ loses data")); break;
        case Hazard::MayFail: words.append(StepModel::tr("? may fail on the data")); break;
        case Hazard::Rewrite: words.append(StepModel::tr("↻ writes the whole table anew")); break;
        case Hazard::Lock: words.append(StepModel::tr("◷ locks the table while it runs")); break;
        }
    }
    return words.join(u", "_s);
}

void StepModel::setMigration(const Migration &migration, std::vector<QSet<int>> needs)
{
    beginResetModel();
    m_migration = migration;
    m_needs = std::move(needs);
    m_needs.resize(m_migration.steps.size());
    m_ticked.clear();
    QSet<int> held;
    for (int i = 0; i < static_cast<int>(m_needs.size()); ++i) {
        m_ticked.insert(i);
        if (m_migration.steps[static_cast<size_t>(i)].destructive())
            held.insert(i);
    }
    m_ticked -= withDependents(m_migration, m_needs, held);
    endResetModel();
    Q_EMIT ticksChanged(0);
}

void StepModel::tick(int step)
{
    if (m_ticked.contains(step))
        return;
    m_ticked.insert(step);
    for (const int other : std::as_const(m_needs[static_cast<size_t>(step)]))
        tick(other);
}

void StepModel::untick(int step)
{
    QSet<int> held{step};
    for (int i = 0; i < rowCount(); ++i) {
        if (!m_ticked.contains(i))
            held.insert(i);
    }
    m_ticked -= withDependents(m_migration, m_needs, held);
}

QList<qsizetype> StepModel::ticked() const
{
    QList<qsizetype> steps(m_ticked.cbegin(), m_ticked.cend());
    std::ranges::sort(steps);
    return steps;
}

void StepModel::setTicked(int step, bool on)
{
    if (isTicked(step) == on)
        return;
    const auto before = m_ticked.size();
    if (on)
        tick(step);
    else
        untick(step);
    Q_EMIT dataChanged(index(0, Purpose), index(rowCount() - 1, Purpose), {Qt::CheckStateRole});
    Q_EMIT ticksChanged(static_cast<int>(std::abs(m_ticked.size() - before)) - 1);
}

void StepModel::setAll(bool on)
{
    m_ticked.clear();
    for (int i = 0; on && i < rowCount(); ++i)
        m_ticked.insert(i);
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, Purpose), index(rowCount() - 1, Purpose), {Qt::CheckStateRole});
    Q_EMIT ticksChanged(0);
}

Migration StepModel::chosen() const
{
    Migration made = m_migration;
    made.steps.clear();
    for (const qsizetype step : ticked())
        made.steps.push_back(m_migration.steps[static_cast<size_t>(step)]);
    if (made.steps.empty()) {
        made.preamble.clear();
        made.epilogue.clear();
    }
    return made;
}

int StepModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_migration.steps.size());
}

int StepModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant StepModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const ChangeStep &step = m_migration.steps[static_cast<size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        if (index.column() == Purpose)
            return firstLine(step.purpose);
        return index.column() == Object ? fullName(step.object) : hazardText(step);
    case Qt::CheckStateRole: return index.column() == Purpose ? QVariant(isTicked(index.row()) ? Qt::Checked : Qt::Unchecked) : QVariant();
    case Qt::ForegroundRole:
        return index.column() == Cost && !step.hazards.isEmpty()
                   ? QVariant(step.destructive() ? errorText(QApplication::palette()) : warningText(QApplication::palette()))
                   : QVariant();
    case Qt::ToolTipRole: {
        QString words = step.sql;
        if (!step.check.isEmpty())
            words += u"\n\n"_s + tr("What would make it fail: %1").arg(step.check);
        return plainToolTip(words);
    }
    default: return {};
    }
}

QVariant StepModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Purpose: return tr("what for");
    case Object: return tr("object");
    default: return tr("what it may cost");
    }
}

Qt::ItemFlags StepModel::flags(const QModelIndex &index) const
{
    const Qt::ItemFlags flags = QAbstractTableModel::flags(index);
    return index.column() == Purpose ? flags | Qt::ItemIsUserCheckable : flags;
}

bool StepModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (role != Qt::CheckStateRole || index.column() != Purpose)
        return false;
    setTicked(index.row(), value.toInt() == Qt::Checked);
    return true;
}

} // namespace concord
