// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "compare/worddiff.h"

#include <QHash>
#include <QWidget>

class QCheckBox;

namespace concord {

class SqlEditor;
struct Dialect;

/// Two read-only SQL texts beside each other: lines that differ are marked, by a sign too, and in them the words that differ; long equal parts
/// are folded away; they scroll together.
class DdlPair : public QWidget
{
    Q_OBJECT

public:
    explicit DdlPair(QWidget *parent = nullptr);

    /// Null dialect: of no engine.
    void setDialects(const Dialect *left, const Dialect *right);
    void setTexts(const QString &left, const QString &right);
    /// Names of the sides, for those who cannot see where they stand.
    void setNames(const QString &left, const QString &right);
    [[nodiscard]] SqlEditor *left() const { return m_left; }
    [[nodiscard]] SqlEditor *right() const { return m_right; }
    /// Lines that are marked, from 0.
    [[nodiscard]] const QList<int> &changedLeft() const { return m_changedLeft; }
    [[nodiscard]] const QList<int> &changedRight() const { return m_changedRight; }
    /// Words that are marked in those lines.
    [[nodiscard]] const QHash<int, QList<WordRange>> &wordsLeft() const { return m_wordsLeft; }
    [[nodiscard]] const QHash<int, QList<WordRange>> &wordsRight() const { return m_wordsRight; }
    /// How many equal lines are folded away on the left.
    [[nodiscard]] int foldedLines() const;
    [[nodiscard]] QCheckBox *showAll() const { return m_showAll; }

protected:
    void changeEvent(QEvent *event) override;

private:
    SqlEditor *makeEditor();
    void findWords(const QStringList &left, const QStringList &right);
    void fold();
    void follow(SqlEditor *moved, SqlEditor *other, const QList<int> &lines);
    void applyLook();

    SqlEditor *m_left;
    SqlEditor *m_right;
    QCheckBox *m_showAll;
    QHash<int, QList<WordRange>> m_wordsLeft;
    QHash<int, QList<WordRange>> m_wordsRight;
    QList<std::pair<int, int>> m_foldable; ///< first and last left line of each long equal part
    QList<int> m_changedLeft;
    QList<int> m_changedRight;
    QList<int> m_rightOf;
    QList<int> m_leftOf;
    bool m_scrolling = false;
};

} // namespace concord
