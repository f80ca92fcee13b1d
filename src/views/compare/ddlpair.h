// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "compare/linealignment.h"
#include "compare/worddiff.h"

#include <QHash>
#include <QWidget>

class QCheckBox;

namespace concord {

class SqlEditor;
struct Dialect;

/// Two read-only SQL texts beside each other, line by line: where one side has nothing it is hatched. Lines that differ are marked, by a sign
/// too, and in them the words that differ; long equal parts are folded away, and a line says how many; they scroll together.
class DdlPair : public QWidget
{
    Q_OBJECT

public:
    explicit DdlPair(QWidget *parent = nullptr);

    /// Null dialect: of no engine.
    void setDialects(const Dialect *left, const Dialect *right);
    /// `renamed`: the right side's names of left columns.
    void setTexts(const QString &left, const QString &right, const QHash<QString, QString> &renamed = {});
    /// Scrolls to the line that is about it; either name may be empty.
    void showMember(const QString &left, const QString &right);
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
    /// What stands beside what, from above.
    [[nodiscard]] const QList<AlignedLine> &rows() const { return m_rows; }
    /// How many equal lines are folded away on the left.
    [[nodiscard]] int foldedLines() const;
    [[nodiscard]] QCheckBox *showAll() const { return m_showAll; }

protected:
    void changeEvent(QEvent *event) override;

private:
    SqlEditor *makeEditor();
    void findWords(const QStringList &left, const QStringList &right);
    void findFolds();
    void fold();
    void annotate();
    void follow(SqlEditor *moved, SqlEditor *other);
    void applyLook();

    SqlEditor *m_left;
    SqlEditor *m_right;
    QCheckBox *m_showAll;
    QHash<int, QList<WordRange>> m_wordsLeft;
    QHash<int, QList<WordRange>> m_wordsRight;
    QList<AlignedLine> m_rows;
    QList<std::pair<int, int>> m_foldable; ///< first and last of the rows of each long equal part
    QList<int> m_changedLeft;
    QList<int> m_changedRight;
    bool m_scrolling = false;
};

} // namespace concord
