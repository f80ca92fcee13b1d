// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "compare/endsource.h"
#include "compare/matrix.h"
#include "services.h"

#include <QSet>
#include <QWidget>

#include <memory>

class QAction;
class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QTreeView;

namespace concord {

class ElidedLabel;
class IgnoreRuleList;
class MatrixModel;

/// Many databases against one of them, against another one, or against what most hold: a row per object, a cell per database. Made anew on a
/// pool thread when one of them is read or a rule changes.
class MatrixView : public QWidget
{
    Q_OBJECT

public:
    /// `rules` outlives this.
    MatrixView(const Services &services, IgnoreRuleList &rules, const QList<EndChoice> &ends, QWidget *parent = nullptr);

    [[nodiscard]] QList<EndChoice> ends() const;
    void setEnds(const QList<EndChoice> &ends);
    /// Compares with this one, also where it is not among the ends; nullopt: with what most hold.
    void setBaseline(const std::optional<EndChoice> &baseline);
    [[nodiscard]] QString title() const;
    [[nodiscard]] QTreeView *tree() const { return m_tree; }
    [[nodiscard]] MatrixModel *model() const { return m_model; }
    [[nodiscard]] QComboBox *baseline() const { return m_baseline; }
    /// What comes back after a restart: ends, baseline, what is hidden.
    [[nodiscard]] QJsonObject state() const;
    void restore(const QJsonObject &state);

    void chooseEnds();
    /// Those that were never read, and where no try failed: a person wants to see them now.
    void readUnread();
    /// The file's ending says how: .html, .md, .csv, .json. Written on a pool thread.
    void exportTo(const QString &path);

Q_SIGNALS:
    void compared();
    void titleChanged();
    /// Something that state() tells.
    void stateChanged();
    void extractWanted(const QList<QUuid> &profiles);
    /// Side by side: the baseline left, the cell's database right, at this object.
    void pairWanted(const concord::EndChoice &left, const concord::EndChoice &right, concord::ObjectKind kind, const concord::ObjectRef &ref);
    void exported(const QString &path);
    void failed(const concord::Error &error);

private:
    /// Where a person is in the tree, by names.
    struct Place
    {
        QSet<QString> open;
        QString current;
        int column = 0;
        int down = 0;
        int across = 0;
    };
    [[nodiscard]] Place place() const;
    void restore(const Place &place);
    QWidget *makeHeader();
    void makeTree();
    EndSource *addSource(const EndChoice &choice);
    void fillBaselines();
    void baselineChosen(int index);
    void applyFilter();
    void compareNow();
    void setMatrix(std::shared_ptr<const Matrix> matrix, bool outside);
    void showSummary();
    void open(const QModelIndex &index);
    void askExport();
    /// The source of a column of the matrix: an end, or the baseline beside them.
    [[nodiscard]] const EndSource &sourceOf(int column) const;
    [[nodiscard]] QList<QUuid> profiles(bool unreadOnly) const;

    Services m_services;
    IgnoreRuleList &m_rules;
    QList<EndSource *> m_sources;
    EndSource *m_outside = nullptr; ///< the baseline where it is none of them
    int m_chosen = -1;              ///< index of the baseline among them; -1: what most hold, or m_outside
    QComboBox *m_baseline;
    QCheckBox *m_differing;
    QLineEdit *m_search;
    ElidedLabel *m_summary;
    QPushButton *m_extract;
    QTreeView *m_tree;
    QLabel *m_about;
    MatrixModel *m_model;
    int m_question = 0; ///< only the newest matrix counts
};

} // namespace concord
