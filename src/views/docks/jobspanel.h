// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QWidget>

class QLabel;
class QVBoxLayout;

namespace concord {

class QueryTab;

/// What is under way: a row per running query with its own words and a Stop button. Rows stay until the next run of the
/// same tab, so that a result is not missed.
class JobsPanel : public QWidget
{
    Q_OBJECT

public:
    explicit JobsPanel(QWidget *parent = nullptr);

    void watch(QueryTab *tab);

Q_SIGNALS:
    void runningCountChanged(int running);
    void tabWanted(concord::QueryTab *tab);

private:
    void update(QueryTab *tab);

    QVBoxLayout *m_layout;
    QLabel *m_empty;
    QHash<QueryTab *, QWidget *> m_rows;
};

} // namespace concord
