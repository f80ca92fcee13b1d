// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/linealignment.h"

#include "compare/linediff.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace concord {

namespace {

/// Words of a statement's head that say which object it is about.
qsizetype wordsOfHead(const QString &first)
{
    if (first == u"create" || first == u"drop")
        return 3; // CREATE INDEX i
    if (first == u"comment")
        return 4; // COMMENT ON COLUMN t.a
    if (first == u"alter")
        return 6; // ALTER TABLE t ADD CONSTRAINT c
    if (first == u"constraint")
        return 2;
    if (first == u"foreign" || first == u"primary" || first == u"unique" || first == u"check")
        return 3;
    return 1;
}

/// What is called differently on the right side.
struct Renames
{
    QHash<QString, QString> columns;
    QString table;    ///< as the left side's CREATE has it; empty: both have the same name
    QString newTable; ///< as the right side's has it

    [[nodiscard]] QString of(const QString &subject) const
    {
        if (table.isEmpty())
            return columns.value(subject, subject);
        QStringList words = columns.value(subject, subject).split(u' ');
        for (QString &word : words) { // CREATE TABLE t, COMMENT ON COLUMN t.a
            if (word == table)
                word = newTable;
            else if (word.startsWith(table + u'.'))
                word.replace(0, table.size(), newTable);
        }
        return words.join(u' ');
    }
};

/// The two texts begin with a CREATE of the same kind: that is one thing, whatever its names.
Renames renamesOf(const QStringList &left, const QStringList &right, const QHash<QString, QString> &columns)
{
    Renames renames{columns, {}, {}};
    const QStringList from = subjectOf(left.value(0)).split(u' ');
    const QStringList to = subjectOf(right.value(0)).split(u' ');
    const bool both = from.size() == 3 && to.size() == 3 && from[0] == u"create" && to[0] == u"create" && from[1] == to[1];
    if (both && from[2] != to[2]) {
        renames.table = from[2];
        renames.newTable = to[2];
    }
    return renames;
}

QStringList subjectsOf(const QStringList &lines, qsizetype from, qsizetype end, const Renames &renamed)
{
    QStringList subjects;
    for (qsizetype i = from; i < end; ++i)
        subjects.append(renamed.of(subjectOf(lines[i])));
    return subjects;
}

/// The lines of both sides from where the rows end, up to these two.
void addGap(QList<AlignedLine> &rows, const QStringList &left, const QStringList &right, std::pair<int, int> from, std::pair<int, int> end,
            const Renames &renamed)
{
    auto [i, j] = from;
    const LineDiff diff = diffLines(subjectsOf(left, i, end.first, renamed), subjectsOf(right, j, end.second, {}));
    for (; i < end.first; ++i) {
        const int line = i - from.first;
        if (diff.changedLeft.contains(line)) {
            rows.append({i, -1, false});
            continue;
        }
        const int partner = from.second + diff.rightOf[line];
        while (j < partner)
            rows.append({-1, j++, false});
        rows.append({i, j++, false});
    }
    while (j < end.second)
        rows.append({-1, j++, false});
}

} // namespace

QString subjectOf(const QString &line)
{
    static const QRegularExpression word(u"\"(?:[^\"]|\"\")*\"|`[^`]*`|\\[[^\\]]*\\]|[^\\s,(]+"_s);
    static const QStringList fillers{u"unique"_s, u"or"_s, u"replace"_s, u"if"_s, u"not"_s, u"exists"_s, u"temporary"_s};
    QStringList words;
    qsizetype wanted = 1;
    for (auto it = word.globalMatch(line); it.hasNext() && words.size() < wanted;) {
        QString next = it.next().captured().toLower();
        if (words.isEmpty())
            wanted = wordsOfHead(next);
        else if (words.first() == u"create" && fillers.contains(next))
            continue;
        if (next.size() > 1 && u"\"`["_s.contains(next.front()))
            next = next.sliced(1, next.size() - 2);
        words.append(next);
    }
    return words.join(u' ');
}

QList<AlignedLine> alignLines(const QStringList &left, const QStringList &right, const QHash<QString, QString> &renamed)
{
    const LineDiff diff = diffLines(left, right);
    const Renames renames = renamesOf(left, right, renamed);
    QList<AlignedLine> rows;
    std::pair<int, int> done{0, 0};
    for (int i = 0; i < left.size(); ++i) {
        if (diff.changedLeft.contains(i))
            continue;
        const std::pair<int, int> equal{i, diff.rightOf[i]};
        addGap(rows, left, right, done, equal, renames);
        rows.append({equal.first, equal.second, true});
        done = {equal.first + 1, equal.second + 1};
    }
    addGap(rows, left, right, done, {static_cast<int>(left.size()), static_cast<int>(right.size())}, renames);
    return rows;
}

} // namespace concord
