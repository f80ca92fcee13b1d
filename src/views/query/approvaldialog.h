// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "query/run.h"

#include <QDialog>

class QLineEdit;
class QPushButton;

namespace concord {

/// Asks for a write: every target, why it asks, the very text. Approved by typing the word, not by a click; once.
class ApprovalDialog : public QDialog
{
    Q_OBJECT

public:
    ApprovalDialog(const RunRequest &request, const RunCheck &check, QWidget *parent = nullptr);

    [[nodiscard]] QLineEdit *wordBox() const { return m_word; }
    [[nodiscard]] QPushButton *runButton() const { return m_run; }

private:
    QLineEdit *m_word;
    QPushButton *m_run;
};

} // namespace concord
