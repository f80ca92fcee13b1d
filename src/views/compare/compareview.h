// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"
#include "compare/comparemodel.h"
#include "services.h"

#include <QWidget>

class QCheckBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QStackedWidget;
class QToolButton;
class QTreeView;

namespace concord {

class CompareDetail;
class ElidedLabel;
class EndLabel;
class IgnoreRuleList;
class VerdictChips;

/// Two databases side by side: what differs, why, and the DDL of both. Compares again when one of them is read anew or a rule changes, on a
/// pool thread.
class CompareView : public QWidget
{
    Q_OBJECT

public:
    /// `rules` outlives this.
    CompareView(const Services &services, IgnoreRuleList &rules, const QUuid &left, const QUuid &right, QWidget *parent = nullptr);

    [[nodiscard]] QUuid leftProfile() const { return m_left; }
    [[nodiscard]] QUuid rightProfile() const { return m_right; }
    [[nodiscard]] QString title() const;
    [[nodiscard]] CompareModel *model() const { return m_model; }
    [[nodiscard]] QTreeView *tree() const { return m_tree; }
    [[nodiscard]] CompareDetail *detail() const { return m_detail; }
    [[nodiscard]] VerdictChips *chips() const { return m_chips; }
    [[nodiscard]] QLineEdit *search() const { return m_search; }

    void swap();
    /// Reads both databases anew; the comparison follows.
    void refresh();
    void goToDifference(bool forward);
    /// Selects this object as soon as there is a comparison, also where it is the same on both sides.
    void showObject(ObjectKind kind, const ObjectRef &ref);
    /// The file's ending says how: .html, .md, .json. Written on a pool thread.
    void exportTo(const QString &path);
    /// Writes what makes LEFT like RIGHT; scriptWanted() follows. Runs nothing.
    void writeScript();

Q_SIGNALS:
    void titleChanged();
    void compared();
    void extractWanted(const QList<QUuid> &profiles);
    /// Show this in an editor on that database.
    void scriptWanted(const QUuid &database, const QString &title, const QString &text);
    void exported(const QString &path);
    void failed(const concord::Error &error);

private:
    QWidget *makeHeader();
    QWidget *makeTools();
    QWidget *makeEmptyPage();
    void makeTree();
    void makeActions();
    void refreshEnds();
    void compareNow();
    void setComparison(std::shared_ptr<const Comparison> comparison);
    void applyFilter();
    void openGroups();
    void select(const QModelIndex &index);
    void showMenu(const QPoint &position);
    void fillRuleMenu();
    void askExport();

    Services m_services;
    IgnoreRuleList &m_rules;
    QUuid m_left;
    QUuid m_right;
    EndLabel *m_leftLabel;
    EndLabel *m_rightLabel;
    VerdictChips *m_chips;
    QCheckBox *m_hideSame;
    QLineEdit *m_search;
    QToolButton *m_ignored;
    ElidedLabel *m_summary;
    QStackedWidget *m_stack;
    QLabel *m_words;
    QPushButton *m_extract;
    QTreeView *m_tree;
    CompareModel *m_model;
    CompareDetail *m_detail;
    QAction *m_next = nullptr;
    QAction *m_previous = nullptr;
    QAction *m_swap = nullptr;
    QAction *m_refresh = nullptr;
    QAction *m_script = nullptr;
    QAction *m_export = nullptr;
    std::optional<std::pair<ObjectKind, ObjectRef>> m_wanted;
    int m_question = 0; ///< only the newest comparison counts
};

} // namespace concord
