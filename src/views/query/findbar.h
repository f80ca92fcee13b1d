// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "query/textsearch.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QTimer;
class QToolButton;

namespace concord {

class SqlEditor;

/// Find and replace in an editor: hits are marked and counted while one types, Enter and Shift+Enter go round, Esc closes.
class FindBar : public QWidget
{
    Q_OBJECT

public:
    explicit FindBar(SqlEditor &editor, QWidget *parent = nullptr);

    /// Shows the bar with what is selected in the editor, if that is on one line.
    void open(bool withReplace);
    /// To the next hit (1) or the previous one (-1), round the end; opens the bar where nothing has been searched yet.
    void step(int by);
    [[nodiscard]] QLineEdit *findBox() const { return m_find; }
    [[nodiscard]] QLineEdit *replaceBox() const { return m_replace; }
    /// "3 of 17", "no hits", or what is wrong with the expression.
    [[nodiscard]] QString countText() const;

protected:
    bool eventFilter(QObject *object, QEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void build();
    QToolButton *makeOption(const QString &sign, const QString &meaning);
    void search();
    void searchSoon();
    void showCount();
    void close();
    void replaceOne();
    void replaceEach();
    [[nodiscard]] SearchTerms terms() const;
    [[nodiscard]] qsizetype currentHit() const;
    void select(const TextHit &hit);

    SqlEditor &m_editor;
    QLineEdit *m_find;
    QLineEdit *m_replace;
    QWidget *m_replaceRow;
    QToolButton *m_case;
    QToolButton *m_words;
    QToolButton *m_regex;
    QLabel *m_count;
    QTimer *m_later;
    TextHits m_hits;
    bool m_stale = true; ///< the hits are of another text
};

} // namespace concord
