// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "compare/comparison.h"

#include <QDialog>

#include <memory>

class QLabel;
class QLineEdit;
class QPushButton;
class QTreeWidget;

namespace concord {

class IgnoreRuleList;

/// The rules that are at work, with how much each takes here; add by words, remove, to a file and from one.
class IgnoreRulesDialog : public QDialog
{
    Q_OBJECT

public:
    /// `rules` outlives this. `proposed`: stands in the input, for a person to widen.
    IgnoreRulesDialog(IgnoreRuleList &rules, const QString &proposed, QWidget *parent);

    void setComparison(std::shared_ptr<const Comparison> comparison);
    [[nodiscard]] QTreeWidget *list() const { return m_list; }
    [[nodiscard]] QLineEdit *input() const { return m_input; }

private:
    void refresh();
    void add();
    void removeSelected();
    void load();
    void save();
    void say(const QString &text, bool isError);

    IgnoreRuleList &m_rules;
    std::shared_ptr<const Comparison> m_comparison;
    QTreeWidget *m_list;
    QLineEdit *m_input;
    QPushButton *m_remove;
    QLabel *m_words;
};

} // namespace concord
