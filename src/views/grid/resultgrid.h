// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "compute/engine.h"
#include "connection/profile.h"
#include "grid/gridstatus.h"
#include "results/resultexport.h"

#include <QElapsedTimer>
#include <QWidget>

#include <functional>
#include <memory>

class QAction;
class QLabel;
class QMenu;
class QProgressBar;
class QSplitter;
class QTimer;

namespace concord {

class DriverRegistry;
class GridFindBar;
class GridModel;
class GridOrder;
class GridView;
class RecordView;
struct GridSelection;

/// A grid with all that belongs to it: sorting, filtering, finding a column, copying, looking at one value, and the lines
/// of those targets whose rows are not there.
class ResultGrid : public QWidget
{
    Q_OBJECT

public:
    /// `engine` may be null: then there is no sorting and filtering, and it says so.
    explicit ResultGrid(std::shared_ptr<ComputeEngine> engine, QWidget *parent = nullptr);
    ~ResultGrid() override;

    /// Another run or another result: forgets rows and sort, keeps the filters' visibility and the widths given by hand.
    void begin(const QList<Endpoint> &endpoints);
    /// The result as of now. `complete`: nothing more will come by itself; `capped`: servers have more.
    void setResult(const CombinedResult &result, bool complete, bool capped);
    void setStatus(const QList<GridStatusLine> &lines);
    /// Whether the source column makes sense.
    void setSourceVisible(bool visible);
    /// How an engine's own documents (Batch::documents) are read, so that the record can show them.
    using DocumentText = std::function<QString(const Endpoint &endpoint, std::string_view document)>;
    void setDocumentText(DocumentText read);
    /// A row as JSON: its engine's own document where it has one, else its columns as an object.
    [[nodiscard]] QString documentOf(int row) const;
    /// Whether some source's rows are documents of their own.
    [[nodiscard]] bool hasDocuments() const;
    /// Said in the middle while there are no columns: "Run a statement with Ctrl+Enter".
    void setEmptyText(const QString &text);
    /// For "copy as INSERT": the table's name as it should stand, and the dialect to write it in (copied).
    void setInsertTarget(const QString &table, const Dialect *dialect);

    [[nodiscard]] GridModel *model() const { return m_model; }
    [[nodiscard]] GridView *view() const { return m_view; }
    [[nodiscard]] GridStatus *status() const { return m_status; }
    /// "by target · all 61 rows", "sorted by total ↓ · 12 of 61 rows"
    [[nodiscard]] QString orderText() const;
    [[nodiscard]] bool isBusy() const;

    void setFiltersVisible(bool visible);
    [[nodiscard]] bool filtersVisible() const;
    void toggleFilters();
    void clearFilters();
    void findColumn();
    void findText();
    /// To the next (1) or the previous (-1) cell with the text.
    void findNext(int by);
    /// The current row upright, beside the rows; again: away.
    void toggleRecord();
    [[nodiscard]] GridFindBar *findBar() const { return m_findBar; }
    [[nodiscard]] RecordView *record() const { return m_record; }
    /// Column -1: the source. Third click: back to the order of arrival.
    void sortBy(int column, bool addKey);
    /// To the clipboard; large ones take their time off the GUI thread.
    void copy(ExportFormat format, bool header);
    /// Says cellMessage() for the current cell, also where there is none.
    void tellCell();

Q_SIGNALS:
    void orderTextChanged();
    void selectionMessage(const QString &text);
    void cellMessage(const QString &column, const QString &type, const QString &text, bool isValue);
    /// Something went wrong that is no query error ("too large for the clipboard").
    void problem(const QString &text);
    void copied();
    void retryRequested(int target);
    void fetchMoreRequested(int target);
    void messageWanted(int target);
    void exportRequested();

protected:
    bool event(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    struct SortBy
    {
        QString column; ///< name; the source has isSource
        bool isSource = false;
        bool descending = false;
    };
    [[nodiscard]] QString ownDocument(int row) const;
    void makeActions();
    void makeNoMatch();
    void makePager();
    void connectParts();
    void fillCopyMenu(QMenu *menu);
    void showMenu(const QPoint &position);
    void reorder();
    void takeOrder(const CombinedResult &result, const RowOrder &order);
    [[nodiscard]] QList<SortKey> sectionKeys() const;
    [[nodiscard]] std::vector<ColumnFilter> filters() const;
    void recomputeStats();
    void showValue(const QModelIndex &index);
    void updatePager();
    void updateEmptyText();
    void placeWords();

    GridModel *m_model;
    GridView *m_view;
    GridOrder *m_order;
    GridStatus *m_status;
    QLabel *m_empty;
    QLabel *m_problem;
    QProgressBar *m_busy;
    GridFindBar *m_findBar;
    RecordView *m_record;
    QWidget *m_noMatch = nullptr; ///< in place of rows that the filters leave out
    QWidget *m_pager = nullptr;
    QLabel *m_pagerText = nullptr;
    QTimer *m_statsDelay;
    std::shared_ptr<std::atomic<int>> m_statsQuestion;
    CombinedResult m_latest;
    DocumentText m_documentText;
    QList<SortBy> m_sort;
    QElapsedTimer m_lastOrder;
    QString m_insertTable;
    std::shared_ptr<const Dialect> m_insertDialect;
    bool m_sourceVisible = true;
    bool m_complete = true;
    bool m_capped = false;
};

/// Reads each engine's documents by its driver.
[[nodiscard]] ResultGrid::DocumentText documentTextBy(std::shared_ptr<const DriverRegistry> registry);

} // namespace concord
