// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QWidget>

class QStackedWidget;
class QTreeView;

namespace concord {

class Job;
class JobButtons;
class JobsModel;
class QueryTab;

/// What is under way and what has just ended: a row a job, which opens to its databases, each with its state, progress, time and the
/// server's own words where it failed. Cancel and retry, of the whole and of each.
class JobsPanel : public QWidget
{
    Q_OBJECT

public:
    explicit JobsPanel(QWidget *parent = nullptr);

    /// Its runs become a job when the first begins.
    void watch(QueryTab *tab);
    /// Takes the job: it goes when it is removed from the list. `opened`: its databases are shown.
    void add(Job *job, bool opened);
    [[nodiscard]] JobsModel *model() const { return m_model; }
    [[nodiscard]] QTreeView *view() const { return m_view; }

Q_SIGNALS:
    void runningCountChanged(int running);
    void tabWanted(concord::QueryTab *tab);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void arrangeColumns();
    void makeButtons(const QModelIndex &index);
    void refreshButtons(Job *job);
    void dismiss(Job *job);
    void showEmptyState();

    JobsModel *m_model;
    QTreeView *m_view;
    QStackedWidget *m_stack;
    QHash<QueryTab *, Job *> m_queries;
};

} // namespace concord
