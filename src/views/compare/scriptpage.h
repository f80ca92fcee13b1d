// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "compare/endchoice.h"
#include "compare/comparison.h"
#include "migrate/migration.h"
#include "services.h"

#include <QPointer>
#include <QWidget>

#include <functional>
#include <memory>

class QAction;
class QButtonGroup;
class QHBoxLayout;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;
class QToolButton;

namespace concord {

class ApplyJob;
class ElidedLabel;
class FreshRead;
class ScriptApplier;
class ScriptCheck;
class SqlEditor;
class StepList;
class StepModel;

/// The script of a comparison: its statements with ticks, the text that comes of them, a check on a copy, and the way to the database through
/// the editor's own safety.
class ScriptPage : public QWidget
{
    Q_OBJECT

public:
    enum class Kind : quint8 {
        Schema, ///< makes LEFT like RIGHT
        Data    ///< copies rows of LEFT to RIGHT
    };

    explicit ScriptPage(const Services &services, QWidget *parent = nullptr);
    ~ScriptPage() override;

    /// Plans anew, on a pool thread; null: there is nothing to plan.
    void setComparison(std::shared_ptr<const Comparison> comparison, const EndChoice &left, const EndChoice &right);
    void setKind(Kind kind);
    /// Ticks what changes these objects of the left side and makes those of the right one that the left lacks, now or once it is planned.
    void tickOnly(const QSet<ObjectRef> &left, const QSet<QString> &made);
    [[nodiscard]] StepList *steps() const { return m_steps; }
    [[nodiscard]] QLineEdit *filter() const { return m_filter; }
    [[nodiscard]] StepModel *model() const { return m_model; }
    [[nodiscard]] SqlEditor *preview() const { return m_preview; }
    [[nodiscard]] QPushButton *applyButton() const { return m_apply; }
    [[nodiscard]] QPushButton *checkButton() const { return m_check; }
    [[nodiscard]] QPushButton *readButton() const { return m_read; }
    [[nodiscard]] QPushButton *stopButton() const { return m_stop; }
    /// What runs: the script, the check, or the reading before either.
    void stop();
    /// What the last check or applying said.
    [[nodiscard]] QString resultText() const;
    /// What is lost on a server when this page goes; empty: nothing.
    [[nodiscard]] QString wouldLose() const;
    /// The script of what is ticked.
    [[nodiscard]] QString text() const;

Q_SIGNALS:
    /// The statements are there.
    void planned();
    /// The script is being applied; whoever shows the job takes it.
    void jobStarted(concord::ApplyJob *job);
    void backWanted();
    void editorWanted(const QUuid &database, const QString &title, const QString &text);
    void extractWanted(const QList<QUuid> &profiles);
    void failed(const concord::Error &error);

private:
    void prepareParts();
    void layOut();
    void connectParts();
    void connectRuns();
    void makeStopAction();
    [[nodiscard]] bool canStop() const;
    void refreshStop();
    void hideStop();
    QWidget *makeHeader();
    void addTickers(QHBoxLayout *row);
    QWidget *makeButtons();
    void plan();
    void take(const Result<Migration> &migration, std::vector<QSet<int>> needs);
    void refresh();
    /// Reads the changed database once more, then goes on, or plans anew where it is another one by now.
    void freshen(void (ScriptPage::*next)());
    void goOn(bool same);
    /// What waits was wanted of a script that is shown no more.
    void dropNext();
    void tellDropped();
    [[nodiscard]] CatalogPtr plannedFor(const EndChoice &end) const;
    void apply();
    void check();
    void startCheck();
    void showNotes(const QStringList &first);
    [[nodiscard]] QString stepText(int step) const;
    void tellFollowers(const QList<int> &also);
    void askToTick(const QList<int> &steps, const QList<int> &also);
    void save();
    void forgetResult();
    void showResult(const QStringList &lines, bool good);
    /// The database that the script changes.
    [[nodiscard]] const EndChoice &changed() const;
    [[nodiscard]] QString title() const;
    [[nodiscard]] QString whyNot() const;

    Services m_services;
    std::shared_ptr<const Comparison> m_comparison;
    EndChoice m_left;
    EndChoice m_right;
    Kind m_kind = Kind::Schema;
    int m_question = 0;  ///< only the newest plan counts
    bool m_isPlanned = false; ///< the statements are those of the ends and the kind that are shown
    CatalogPtr m_appliedTo; ///< what was changed, as it was read before; null: it was read since, or nothing was applied
    bool m_keepsResult = false; ///< what the page says belongs to the script that is planned next
    void (ScriptPage::*m_next)() = nullptr; ///< what waits for the database to be read again
    QButtonGroup *m_kinds;
    ElidedLabel *m_about;
    StepModel *m_model;
    StepList *m_steps;
    QLineEdit *m_filter;
    SqlEditor *m_preview;
    QLabel *m_notes;
    QPlainTextEdit *m_result;
    QPushButton *m_check = nullptr;
    QPushButton *m_apply = nullptr;
    QPushButton *m_read = nullptr;
    QPushButton *m_stop = nullptr;
    QAction *m_stopAction = nullptr;
    QPointer<QWidget> m_focusBefore; ///< of this page, before it went to Stop
    QStringList m_planNotes;
    std::function<void()> m_afterPlan; ///< what waits for the statements
    QString m_applying; ///< "2 of 5": its statement under way
    ScriptApplier *m_applier;
    ScriptCheck *m_checker;
    FreshRead *m_fresh;
};

} // namespace concord
