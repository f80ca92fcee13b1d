// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "compare/matrix.h"
#include "services.h"

#include <QWidget>

#include <memory>

class QCheckBox;
class QComboBox;
class QPushButton;
class QTableView;

namespace concord {

class ElidedLabel;
class IgnoreRuleList;
class MatrixModel;

/// Many databases against one of them or against what most hold: a row per object, a cell per database. Made anew on a pool thread when one
/// of them is read or a rule changes.
class MatrixView : public QWidget
{
    Q_OBJECT

public:
    /// `rules` outlives this.
    MatrixView(const Services &services, IgnoreRuleList &rules, const QList<QUuid> &profiles, QWidget *parent = nullptr);

    [[nodiscard]] const QList<QUuid> &profiles() const { return m_profiles; }
    [[nodiscard]] QString title() const;
    [[nodiscard]] QTableView *table() const { return m_table; }
    [[nodiscard]] MatrixModel *model() const { return m_model; }
    [[nodiscard]] QComboBox *baseline() const { return m_baseline; }

Q_SIGNALS:
    void compared();
    void extractWanted(const QList<QUuid> &profiles);
    /// Side by side: the baseline left, the cell's database right, at this object.
    void pairWanted(const QUuid &left, const QUuid &right, concord::ObjectKind kind, const concord::ObjectRef &ref);

private:
    QWidget *makeHeader();
    void makeTable();
    void compareNow();
    void setMatrix(std::shared_ptr<const Matrix> matrix);
    void open(const QModelIndex &index);
    [[nodiscard]] QList<QUuid> unread() const;

    Services m_services;
    IgnoreRuleList &m_rules;
    QList<QUuid> m_profiles;
    QComboBox *m_baseline;
    QCheckBox *m_differing;
    ElidedLabel *m_summary;
    QPushButton *m_extract;
    QTableView *m_table;
    MatrixModel *m_model;
    int m_question = 0; ///< only the newest matrix counts
};

} // namespace concord
