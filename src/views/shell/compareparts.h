// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"
#include "schema/catalog.h"
#include "services.h"

#include <QObject>

class QTabWidget;

namespace concord {

class CompareView;
class IgnoreRuleList;
class MatrixView;

/// The window's comparisons wired together: their tabs, and the ignore rules that they share.
class CompareParts : public QObject
{
    Q_OBJECT

public:
    /// `services.catalogs` is there. Comparisons go into `tabs`, which outlives this.
    CompareParts(const Services &services, QTabWidget *tabs, QObject *parent);

    /// Two side by side, more as a matrix. Fewer: says what to do.
    void compare(const QList<QUuid> &profiles);
    CompareView *comparePair(const QUuid &left, const QUuid &right);
    MatrixView *compareMany(const QList<QUuid> &profiles);
    /// The comparison in front; null: another tab is.
    [[nodiscard]] CompareView *current() const;
    [[nodiscard]] IgnoreRuleList &rules() const { return *m_rules; }

Q_SIGNALS:
    /// A tab with keys of its own.
    void made(QWidget *tab);
    void extractWanted(const QList<QUuid> &profiles);
    void scriptWanted(const QUuid &database, const QString &title, const QString &text);
    void failed(const concord::Error &error);
    /// Something for the status bar.
    void said(const QString &text);

private:
    void add(QWidget *tab, const QString &title);

    Services m_services;
    QTabWidget *m_tabs;
    IgnoreRuleList *m_rules;
};

} // namespace concord
