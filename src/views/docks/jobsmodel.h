// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "docks/job.h"

#include <QAbstractItemModel>

#include <memory>
#include <vector>

namespace concord {

/// Jobs, newest first, and below each its databases.
class JobsModel : public QAbstractItemModel
{
    Q_OBJECT

public:
    enum Column { Name, Progress, State, Detail, Elapsed, Actions, ColumnCount };
    enum Role {
        ProgressRole = Qt::UserRole + 1, ///< double, 0 … 1; -1: not known
        RunningRole,                     ///< bool
        ProblemRole,                     ///< bool: the text tells of an error
        DotRole                          ///< Endpoint of a database; invalid: none
    };

    explicit JobsModel(QObject *parent = nullptr);
    ~JobsModel() override;

    /// Not owned; goes when it is destroyed.
    void add(Job *job);
    void remove(Job *job);
    [[nodiscard]] Job *job(const QModelIndex &index) const;
    /// Which of the job's databases; -1: the job itself.
    [[nodiscard]] int part(const QModelIndex &index) const;
    [[nodiscard]] QModelIndex indexOf(const Job *job) const;
    [[nodiscard]] int runningCount() const;
    /// Times go on while something runs.
    void refreshRunning();

    [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex &index) const override;
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

Q_SIGNALS:
    /// Of a job or its parts; what can be done with it may be another thing now.
    void jobChanged(concord::Job *job);
    void runningCountChanged(int running);

private:
    struct Row
    {
        Job *job = nullptr;
        int parts = 0;
    };
    void update(Job *job);
    void take(const QObject *job);
    [[nodiscard]] QVariant jobData(const Job &job, int column, int role) const;
    [[nodiscard]] QVariant partData(const Job::Part &part, int column, int role) const;

    std::vector<std::unique_ptr<Row>> m_rows;
};

} // namespace concord
