// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "compare/comparemodel.h"
#include "services.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QStackedWidget;
class QTreeView;

namespace concord {

class DdlPair;
class DetailModel;

/// What a row of the comparison is about: its properties on both sides, with verdict and rule, and the DDL of both objects.
class CompareDetail : public QWidget
{
    Q_OBJECT

public:
    explicit CompareDetail(const Services &services, QWidget *parent = nullptr);

    /// An empty place shows nothing.
    void setPlace(const Comparison *comparison, const CompareModel::Place &place);
    [[nodiscard]] QTreeView *properties() const { return m_properties; }
    [[nodiscard]] DdlPair *ddl() const { return m_ddl; }

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

Q_SIGNALS:
    /// A pair that was offered got its yes or no: the whole mapping with it.
    void decided(const concord::Mapping &mapping);

private:
    QWidget *makeDecision();
    QWidget *makeHint();
    /// The reason in sight: values give way to it.
    void fitColumns();
    /// The current row's rule, whole, above the table.
    void showWhy();
    void showDecision(const Comparison *comparison, const CompareModel::Place &place);
    [[nodiscard]] QString ddlOf(const ObjectPtr &object, const CompareEnd &end) const;

    Services m_services;
    QStackedWidget *m_stack;
    QLabel *m_title;
    QLabel *m_why;
    QString m_reason; ///< of the place
    QWidget *m_decision = nullptr; ///< of a pair that is only offered
    QPushButton *m_yes = nullptr;
    QPushButton *m_no = nullptr;
    Mapping m_confirmed; ///< what the buttons make of the mapping
    Mapping m_refused;
    QTreeView *m_properties;
    DetailModel *m_model;
    DdlPair *m_ddl;
    const SchemaObject *m_left = nullptr; ///< whose DDL is shown
    const SchemaObject *m_right = nullptr;
};

} // namespace concord
