// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"
#include "compare/comparemodel.h"
#include "compare/endsource.h"
#include "compare/treeplace.h"
#include "services.h"

#include <QPointer>
#include <QWidget>

class QAction;
class QCheckBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QStackedWidget;
class QToolButton;
class QTreeView;

namespace concord {

class ApplyJob;
class CompareDetail;
class ElidedLabel;
class EndLabel;
class IgnoreRuleList;
class IgnoreRulesDialog;
class PairMappings;
class PairsDialog;
class ScriptPage;
class VerdictChips;

/// Two databases side by side: what differs, why, and the DDL of both. Compares again when one of them is read anew, a rule changes or a pair
/// is decided, on a pool thread.
class CompareView : public QWidget
{
    Q_OBJECT

public:
    /// `rules` and `mappings` outlive this.
    CompareView(const Services &services, IgnoreRuleList &rules, PairMappings &mappings, const EndChoice &left, const EndChoice &right,
                QWidget *parent = nullptr);

    [[nodiscard]] const EndChoice &left() const { return m_left->choice(); }
    [[nodiscard]] const EndChoice &right() const { return m_right->choice(); }
    [[nodiscard]] QString title() const;
    [[nodiscard]] CompareModel *model() const { return m_model; }
    [[nodiscard]] QTreeView *tree() const { return m_tree; }
    [[nodiscard]] CompareDetail *detail() const { return m_detail; }
    [[nodiscard]] VerdictChips *chips() const { return m_chips; }
    [[nodiscard]] QLineEdit *search() const { return m_search; }
    /// What comes back after a restart: both ends, what is hidden.
    [[nodiscard]] QJsonObject state() const;
    void restore(const QJsonObject &state);

    /// `readNow`: it is read from the database first.
    void setEnd(bool left, const EndChoice &choice, bool readNow);
    void chooseEnd(bool left);
    void swap();
    /// Reads both databases anew; the comparison follows.
    void refresh();
    /// Whether the snapshots that are compared are still kept: what is shown stays, but its end says so.
    void lookAtSnapshots();
    void goToDifference(bool forward);
    /// Selects this object as soon as there is a comparison, also where it is the same on both sides.
    void showObject(ObjectKind kind, const ObjectRef &ref);
    /// Objects that are the same on both sides, too.
    void setHidesSame(bool hides);
    /// The file's ending says how: .html, .md, .json. Written on a pool thread.
    void exportTo(const QString &path);
    /// The statements that make LEFT like RIGHT instead of the comparison, or back. Runs nothing.
    void showScript(bool shows);
    [[nodiscard]] ScriptPage *script() const { return m_scriptPage; }
    /// Any two tables, or of a table's row any two of its columns, become a pair.
    void pairByHand(const CompareModel::Place &place);
    PairsDialog *showPairs();
    /// `proposed`: a rule that stands in the input.
    IgnoreRulesDialog *showRules(const QString &proposed = {});

Q_SIGNALS:
    void titleChanged();
    /// Something that state() tells.
    void stateChanged();
    void compared();
    void extractWanted(const QList<QUuid> &profiles);
    /// Show this in an editor on that database.
    void scriptWanted(const QUuid &database, const QString &title, const QString &text);
    void exported(const QString &path);
    /// Something for the status bar.
    void said(const QString &text);
    /// A script is being applied; whoever shows the job takes it.
    void jobStarted(concord::ApplyJob *job);
    void failed(const concord::Error &error);

private:
    QWidget *makeHeader();
    QWidget *makeTools();
    void connectScript();
    QWidget *makeEmptyPage();
    void makeTree();
    void makeActions();
    void connectEnds();
    void refreshEnds();
    void compareNow();
    void setComparison(std::shared_ptr<const Comparison> comparison);
    void showSummary();
    void applyFilter();
    void spanGroups();
    void select(const QModelIndex &index);
    void showMenu(const QPoint &position);
    void addPairActions(class QMenu &menu, const CompareModel::Place &place);
    void addRuleActions(class QMenu &menu, const CompareModel::Place &place);
    void addRuleActions(class QMenu &menu, const QList<const ObjectComparison *> &objects);
    /// Each once; of a selected member its object.
    [[nodiscard]] QList<const ObjectComparison *> chosenObjects() const;
    void scriptOfChosen();
    void tellWhatIsHidden();
    void fillRuleMenu();
    void setMapping(const Mapping &mapping);
    void pairTables(const ObjectRef &leftTable, const ObjectRef &rightTable);
    void askExport();

    Services m_services;
    IgnoreRuleList &m_rules;
    PairMappings &m_mappings;
    EndSource *m_left;
    EndSource *m_right;
    EndLabel *m_leftLabel;
    EndLabel *m_rightLabel;
    VerdictChips *m_chips;
    QCheckBox *m_hideSame;
    QLineEdit *m_search;
    QToolButton *m_pairs;
    QToolButton *m_ignored;
    ElidedLabel *m_summary;
    QStackedWidget *m_stack;
    QLabel *m_words;
    QPushButton *m_extract;
    QTreeView *m_tree;
    QLabel *m_nothing; ///< over the tree, where it has no row
    CompareModel *m_model;
    CompareDetail *m_detail;
    ScriptPage *m_scriptPage;
    std::optional<TreePlace> m_wholePlace; ///< of the tree before it was filtered
    QWidget *m_tools = nullptr; ///< what filters the comparison
    bool m_showsScript = false;
    QPointer<PairsDialog> m_pairsDialog;
    QPointer<IgnoreRulesDialog> m_rulesDialog;
    QAction *m_next = nullptr;
    QAction *m_previous = nullptr;
    QAction *m_swap = nullptr;
    QAction *m_refresh = nullptr;
    QAction *m_script = nullptr;
    QAction *m_export = nullptr;
    QAction *m_pair = nullptr;
    std::optional<std::pair<ObjectKind, ObjectRef>> m_wanted;
    int m_question = 0; ///< only the newest comparison counts
};

} // namespace concord
