// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "migrate/migration.h"

#include <QAbstractTableModel>
#include <QSet>

namespace concord {

/// The statements of a script with ticks: what each is for, on which object, and what it may cost. A tick brings what it needs; without it what
/// needs it goes too. GUI thread.
class StepModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Purpose, Object, Cost, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    /// Those that lose data, and what cannot do without them, begin without a tick; of statements that were there before, what a person said
    /// of them holds, but for a tick that loses data in a script that is another one now. `needs`: see stepDependencies().
    void setMigration(const Migration &migration, std::vector<QSet<int>> needs);
    /// What a person said of statements so far is of no concern any more.
    void forgetChoices() { m_choices.clear(); }
    [[nodiscard]] const Migration &migration() const { return m_migration; }
    [[nodiscard]] bool isTicked(int step) const { return m_ticked.contains(step); }
    [[nodiscard]] QList<qsizetype> ticked() const; ///< in the order in which they run
    void setTicked(const QList<int> &steps, bool on);
    /// As a person ticks: what loses data only where that very statement was `meant` (its own box), else destructiveWanted() asks first.
    /// False: it asks.
    bool wishTicked(const QList<int> &steps, bool on, bool meant = false);
    /// Steps that get a tick, or lose it, with these.
    [[nodiscard]] QList<int> followers(const QList<int> &steps, bool on) const;
    /// Ticked ones that lose data.
    [[nodiscard]] int losing() const;
    /// What a step without a tick waits for: those that it needs and that have none.
    [[nodiscard]] QList<int> waitsFor(int step) const;
    void setAll(bool on);
    /// The migration of what is ticked.
    [[nodiscard]] Migration chosen() const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;

Q_SIGNALS:
    /// `also`: the others that followed a tick that a person set or took.
    void ticksChanged(const QList<int> &also);
    /// A person ticked `steps`, and `also` would get a tick with them; some of all these lose data: setTicked() where that is wanted.
    void destructiveWanted(const QList<int> &steps, const QList<int> &also);

private:
    [[nodiscard]] QSet<int> tickedWith(const QList<int> &steps) const;
    [[nodiscard]] QSet<int> tickedWithout(const QList<int> &steps) const;
    [[nodiscard]] bool loses(int step) const { return m_migration.steps[static_cast<size_t>(step)].destructive(); }
    void take(const QSet<int> &ticked, const QList<int> &also);
    [[nodiscard]] QString costText(int step) const;

    Migration m_migration;
    std::vector<QSet<int>> m_needs;
    QSet<int> m_ticked;
    QHash<QString, bool> m_choices; ///< statement → tick, where a person said so
};

/// "loses data, locks the table while it runs"; empty: nothing that a person must know.
[[nodiscard]] QString hazardText(const ChangeStep &step);

} // namespace concord
