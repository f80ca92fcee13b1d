// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"
#include "compare/endchoice.h"
#include "schema/catalog.h"
#include "services.h"

#include <QObject>

class QTabWidget;

namespace concord {

class ApplyJob;
class CompareView;
class IgnoreRuleList;
class MatrixView;
class PairMappings;

/// The window's comparisons wired together: their tabs, which come back after a restart, and the rules and pairs that they share.
class CompareParts : public QObject
{
    Q_OBJECT

public:
    /// `services.catalogs` is there. Comparisons go into `tabs`, which outlives this.
    CompareParts(const Services &services, QTabWidget *tabs, QObject *parent);

    /// Two side by side, more as a matrix. One or none: asks for what is missing.
    void compare(const QList<EndChoice> &ends);
    CompareView *comparePair(const EndChoice &left, const EndChoice &right);
    MatrixView *compareMany(const QList<EndChoice> &ends);
    /// Databases of the demo by their names, read first where they never were; `object` is shown, with all that is the same.
    void answer(const QStringList &profiles, const QString &object);
    /// Snapshots were removed, here or by another program.
    void lookAtSnapshots();
    /// The comparison in front; null: another tab is.
    [[nodiscard]] CompareView *current() const;
    [[nodiscard]] MatrixView *currentMatrix() const;
    [[nodiscard]] IgnoreRuleList &rules() const { return *m_rules; }
    [[nodiscard]] PairMappings &mappings() const { return *m_mappings; }
    /// Remembers which comparisons are open: after one was opened, changed or closed.
    void keepTabs();
    /// Comparisons that were open when the program ended come back, once.
    void restoreTabs();

Q_SIGNALS:
    /// A tab with keys of its own.
    void made(QWidget *tab);
    void extractWanted(const QList<QUuid> &profiles);
    void scriptWanted(const QUuid &database, const QString &title, const QString &text);
    /// A script is being applied; whoever shows the job takes it.
    void jobStarted(concord::ApplyJob *job);
    void failed(const concord::Error &error);
    /// Something for the status bar.
    void said(const QString &text);

private:
    void add(QWidget *tab, const QString &title, bool current);
    CompareView *addPair(const EndChoice &left, const EndChoice &right, bool current);
    MatrixView *addMatrix(const QList<EndChoice> &ends, bool current);
    void ask(const QString &title, const std::function<void(const EndChoice &)> &then);

    Services m_services;
    QTabWidget *m_tabs;
    IgnoreRuleList *m_rules;
    PairMappings *m_mappings;
    bool m_restored = false;
};

} // namespace concord
