// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connection/dialect.h"
#include "query/querytab.h"
#include "query/run.h"
#include "services.h"

#include <QElapsedTimer>
#include <QWidget>

class QBoxLayout;
class QComboBox;
class QLabel;
class QStackedWidget;
class QTabBar;
class QTimer;
class QToolButton;

namespace concord {

class ChartView;
class ElidedLabel;
class DocumentList;
class MergedView;
class MessagesView;
class PlanRun;
class PlanView;
class ResultGrid;
class SideBySideView;
class SourceView;

/// What a run answered: Combined, By source, Side by side, Merged (of several databases), Documents (where there are some), Chart, Plan (where one was asked for), Messages, and beside the tabs what is shown, in which order, how many of the
/// databases answered, and the way to a file. Takes news of the run at most five times a second.
class ResultArea : public QWidget
{
    Q_OBJECT

public:
    enum Page { Combined, BySource, SideBySide, Merged, Documents, Chart, Plan, Messages };

    explicit ResultArea(const Services &services, QWidget *parent = nullptr);

    /// Follows this run; null: empty. Not owned; it must outlive the next call or say destroyed().
    void setRun(Run *run);
    /// Shows how the databases would run a statement; null: that page is empty. Not owned.
    void setPlans(const PlanRun *plans);
    /// Why nothing ran.
    void showRefusals(const QList<Error> &refusals);
    void showTarget(int target);
    void showPage(Page page);
    [[nodiscard]] Page page() const;
    [[nodiscard]] ResultGrid *grid() const { return m_grid; }
    [[nodiscard]] ResultGrid *currentGrid() const;
    [[nodiscard]] SourceView *sources() const { return m_sources; }
    [[nodiscard]] SideBySideView *sideBySide() const { return m_side; }
    [[nodiscard]] ChartView *chart() const { return m_chart; }
    [[nodiscard]] MergedView *merged() const { return m_merged; }
    [[nodiscard]] DocumentList *documents() const { return m_documents; }
    [[nodiscard]] PlanView *plans() const { return m_plans; }
    [[nodiscard]] MessagesView *messages() const { return m_messages; }
    /// What the keys go to on the page that is shown.
    [[nodiscard]] QWidget *currentPane() const;
    [[nodiscard]] QString coverageText() const;
    /// Why the rows that are here are not all that there are; empty: they are.
    [[nodiscard]] QString missingText() const;
    /// The buttons' tool tips name the keys of these.
    void explainKeys(const QueryTab::Actions &actions);
    /// Which columns of the databases stand under each other; by name for each new run.
    void setAlignment(Alignment alignment);
    [[nodiscard]] Alignment alignment() const { return m_alignment; }
    void setInsertTarget(const QString &table, const Dialect *dialect);

Q_SIGNALS:
    /// Position in the run's text.
    void placeWanted(int offset);
    void exportWanted();
    void selectionMessage(const QString &text);
    void cellMessage(const QString &column, const QString &type, const QString &text, bool isValue);
    void problem(const QString &text);
    void refreshed();

protected:
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void makeBar();
    void connectGrid(ResultGrid *grid);
    void wantRefresh();
    void refresh();
    void refreshBar();
    void pageChanged(int page);
    void refreshChart();
    void refreshMerged();
    [[nodiscard]] bool hasGrid() const { return page() <= Merged; }
    void refreshMessages(bool force);
    void arrangeBar();

    Run *m_run = nullptr;
    std::shared_ptr<const DriverRegistry> m_registry;
    QBoxLayout *m_bar = nullptr; ///< a row; two where there is little room
    QTabBar *m_tabs;
    QStackedWidget *m_pages;
    QComboBox *m_results;
    ElidedLabel *m_order;
    ElidedLabel *m_coverage;
    QToolButton *m_find;
    QToolButton *m_record;
    QToolButton *m_filter;
    QToolButton *m_export;
    ResultGrid *m_grid;
    SourceView *m_sources;
    SideBySideView *m_side;
    MergedView *m_merged;
    ChartView *m_chart;
    DocumentList *m_documents;
    PlanView *m_plans;
    MessagesView *m_messages;
    QTimer *m_timer;
    QElapsedTimer m_sinceRefresh;
    QString m_insertTable;
    std::shared_ptr<const Dialect> m_insertDialect;
    Alignment m_alignment = Alignment::ByName;
    bool m_isEarlier = false; ///< what is shown is of the run before one that was refused
    size_t m_messagesShown = 0; ///< what the messages were made from
};

} // namespace concord
