// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/comparereport.h"

#include "compare/comparejson.h"

#include <QCoreApplication>

#include <algorithm>

namespace concord {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("CompareReport", text);
}

bool isQuiet(Verdict verdict)
{
    return verdict == Verdict::Identical || verdict == Verdict::Equivalent;
}

QString kindText(const QString &kind)
{
    return QString(kind).replace(u'_', u' ');
}

/// Text of a server on one line: control characters would move a terminal's cursor.
QString plain(const QString &text)
{
    QString result;
    result.reserve(text.size());
    for (const QChar c : text)
        result += c.unicode() < 0x20 ? QChar(0x2400 + c.unicode()) : c.unicode() == 0x7f ? QChar(0x2421) : c;
    return result;
}

QString objectTitle(const ObjectComparison &object, const Comparison &comparison)
{
    const QString left = object.left ? qualifiedName(*object.left, comparison.left) : QString();
    const QString right = object.right ? qualifiedName(*object.right, comparison.right) : QString();
    const QString name = left.isEmpty() ? right : right.isEmpty() || left == right ? left : left + QStringLiteral(" ↔ ") + right;
    const QString likely = object.confidence < 1 ? tr(" (offered as a pair, %1 %)").arg(qRound(object.confidence * 100)) : QString();
    const QString kind = object.any().kind == ObjectKind::Other ? QString() : kindText(objectKindName(object.any().kind)) + u' '; // its name says it
    return kind + plain(name) + likely;
}

QString memberTitle(const MemberComparison &member)
{
    const QString left = member.left.value_or(QString());
    const QString right = member.right.value_or(QString());
    const QString name = !member.left ? right : !member.right || left == right ? left : left + QStringLiteral(" ↔ ") + right;
    const QString likely = member.confidence < 1 ? QStringLiteral(" (%1 %)").arg(qRound(member.confidence * 100)) : QString();
    const QString content = member.content.isEmpty() ? QString() : QStringLiteral(": ") + plain(member.content);
    return kindText(member.kind) + u' ' + plain(name) + likely + content;
}

/// A line of a report: how deep it stands, which verdict, and what it says.
struct Line
{
    int depth;
    Verdict verdict;
    QString text;
};

/// Everything that is not the same, object by object.
std::vector<Line> findings(const Comparison &comparison)
{
    std::vector<Line> lines;
    for (const ObjectComparison &object : comparison.objects) {
        if (isQuiet(object.verdict) || object.ignoredBy >= 0)
            continue;
        const bool cannotTell = object.verdict == Verdict::CannotTell && !object.reason.isEmpty();
        lines.push_back(
            {0, object.verdict, objectTitle(object, comparison) + (cannotTell ? QStringLiteral(": ") + plain(object.reason) : QString())});
        for (const Difference &difference : object.differences) {
            if (difference.verdict != Verdict::Equivalent && difference.ignoredBy < 0)
                lines.push_back({1, difference.verdict, differenceText(difference)});
        }
        for (const MemberComparison &member : object.members) {
            if (isQuiet(member.verdict) || member.ignoredBy >= 0)
                continue;
            lines.push_back({1, member.verdict, memberTitle(member)});
            for (const Difference &difference : member.differences) {
                if (difference.verdict != Verdict::Equivalent && difference.ignoredBy < 0)
                    lines.push_back({2, difference.verdict, differenceText(difference)});
            }
        }
    }
    return lines;
}

const char *verdictWord(Verdict verdict)
{
    switch (verdict) {
    case Verdict::Identical: return QT_TRANSLATE_NOOP("CompareReport", "identical");
    case Verdict::Equivalent: return QT_TRANSLATE_NOOP("CompareReport", "equivalent");
    case Verdict::Different: return QT_TRANSLATE_NOOP("CompareReport", "different");
    case Verdict::CannotTell: return QT_TRANSLATE_NOOP("CompareReport", "cannot tell");
    case Verdict::OnlyLeft: return QT_TRANSLATE_NOOP("CompareReport", "only left");
    case Verdict::OnlyRight: break;
    }
    return QT_TRANSLATE_NOOP("CompareReport", "only right");
}

QString markdown(const QString &text)
{
    QString escaped;
    for (const QChar c : text) {
        if (QStringView(u"\\`*_{}[]<>()#+|~").contains(c))
            escaped += u'\\';
        escaped += c;
    }
    return escaped;
}

} // namespace

QString endTitle(const CompareEnd &end)
{
    if (!end.catalog)
        return end.name;
    QStringList about{end.catalog->info().engine};
    if (!end.environment.isEmpty())
        about.append(end.environment);
    const QString read = end.catalog->info().readAt.toUTC().toString(QStringLiteral("yyyy-MM-dd HH:mm"));
    return tr("%1 (%2), read %3 UTC").arg(plain(end.name), about.join(QStringLiteral(", ")), read);
}

QString columnTitle(const MatrixColumn &column)
{
    return column.end.catalog ? endTitle(column.end) : tr("%1: cannot tell. %2").arg(plain(column.end.name), plain(column.error.message));
}

QString verdictSign(Verdict verdict)
{
    switch (verdict) {
    case Verdict::Identical: return QStringLiteral("=");
    case Verdict::Equivalent: return QStringLiteral("≈");
    case Verdict::Different: return QStringLiteral("≠");
    case Verdict::CannotTell: return QStringLiteral("?");
    case Verdict::OnlyLeft: return QStringLiteral("←");
    case Verdict::OnlyRight: break;
    }
    return QStringLiteral("→");
}

QString differenceText(const Difference &difference)
{
    const auto side = [](const QString &text) { return text.isNull() ? QStringLiteral("–") : text.isEmpty() ? QStringLiteral("''") : plain(text); };
    QString text = QStringLiteral("%1: %2 → %3").arg(kindText(difference.property), side(difference.left), side(difference.right));
    if (!difference.reason.isEmpty())
        text += QStringLiteral(" — ") + difference.reason;
    if (!difference.rule.isEmpty())
        text += QStringLiteral(" [") + difference.rule + u']';
    return text;
}

const Difference *firstDifference(const MemberComparison &member)
{
    const auto found =
        std::ranges::find_if(member.differences, [](const Difference &each) { return each.verdict == Verdict::Different && each.ignoredBy < 0; });
    return found == member.differences.end() ? nullptr : &*found;
}

QString summaryText(const Comparison &comparison)
{
    const CompareSummary &s = comparison.summary;
    QStringList parts;
    const auto add = [&](qsizetype count, Verdict verdict) {
        if (count > 0)
            parts.append(QStringLiteral("%1 %2").arg(count).arg(tr(verdictWord(verdict))));
    };
    add(s.different, Verdict::Different);
    add(s.onlyLeft, Verdict::OnlyLeft);
    add(s.onlyRight, Verdict::OnlyRight);
    add(s.cannotTell, Verdict::CannotTell);
    add(s.equivalent, Verdict::Equivalent);
    add(s.identical, Verdict::Identical);
    QString text = parts.isEmpty() ? tr("Nothing to compare") : parts.join(QStringLiteral(", "));
    const auto rules = static_cast<int>(std::ranges::count_if(comparison.ignoredByRule, [](qsizetype taken) { return taken > 0; }));
    if (s.ignored > 0)
        text += QCoreApplication::translate("CompareReport", "; %1 ignored by %n rule(s)", nullptr, rules).arg(s.ignored);
    return text;
}

QString comparisonToText(const Comparison &comparison)
{
    QString text = tr("left:  %1\nright: %2\n").arg(endTitle(comparison.left), endTitle(comparison.right)) + summaryText(comparison) + u'\n';
    for (const QString &note : comparison.notes)
        text += plain(note) + u'\n';
    for (const Line &line : findings(comparison))
        text += (line.depth == 0 ? QStringLiteral("\n") : QString()) + QString(line.depth * 2, u' ') + verdictSign(line.verdict) + u' ' + line.text
                + u'\n';
    return text;
}

QString comparisonToMarkdown(const Comparison &comparison)
{
    QString text = QStringLiteral("# %1 ↔ %2\n\n").arg(markdown(comparison.left.name), markdown(comparison.right.name));
    text += tr("- left: %1\n- right: %2\n").arg(markdown(endTitle(comparison.left)), markdown(endTitle(comparison.right)));
    text += QStringLiteral("- ") + summaryText(comparison) + u'\n';
    for (const QString &note : comparison.notes)
        text += QStringLiteral("- ") + markdown(plain(note)) + u'\n';
    for (const Line &line : findings(comparison)) {
        if (line.depth == 0)
            text += QStringLiteral("\n## %1 %2\n\n").arg(verdictSign(line.verdict), markdown(line.text));
        else
            text += QString((line.depth - 1) * 2, u' ') + QStringLiteral("- %1 %2\n").arg(verdictSign(line.verdict), markdown(line.text));
    }
    return text;
}

QString baselineText(const Matrix &matrix)
{
    return matrix.baseline < 0 ? tr("against what most of them hold")
                               : tr("against %1").arg(plain(matrix.columns[static_cast<size_t>(matrix.baseline)].end.name));
}

static QString namesOf(const QList<int> &columns, const Matrix &matrix)
{
    QStringList names;
    for (const int column : columns)
        names.append(plain(matrix.columns[static_cast<size_t>(column)].end.name));
    return names.join(QStringLiteral(", "));
}

QString matrixToText(const Matrix &matrix, bool all)
{
    const auto differing = std::ranges::count_if(matrix.rows, &MatrixRow::differs);
    const int databases = static_cast<int>(matrix.columns.size());
    const int objects = static_cast<int>(matrix.rows.size());
    QString text = QCoreApplication::translate("CompareReport", "%n database(s), %1", nullptr, databases).arg(baselineText(matrix)) + u'\n';
    text += QCoreApplication::translate("CompareReport", "%1 of %n object(s) differ(s)", nullptr, objects).arg(differing) + u'\n';
    for (const MatrixColumn &column : matrix.columns) {
        if (!column.end.catalog)
            text += QStringLiteral("? %1: %2\n").arg(plain(column.end.name), plain(column.error.message));
    }
    for (const MatrixRow &row : matrix.rows) {
        if (!all && !row.differs() && row.unreadableIn.isEmpty())
            continue;
        const Verdict sign = row.differs() ? Verdict::Different : row.unreadableIn.isEmpty() ? Verdict::Identical : Verdict::CannotTell;
        text += QStringLiteral("\n%1 %2 %3: %4\n").arg(verdictSign(sign), kindText(objectKindName(row.kind)), plain(row.name), row.summary());
        for (const MatrixVariant &variant : row.variants)
            text += QStringLiteral("  %1 %2\n").arg(variant.letter, namesOf(variant.columns, matrix));
        if (!row.missingIn.isEmpty())
            text += QStringLiteral("  – %1\n").arg(namesOf(row.missingIn, matrix));
    }
    return text;
}

QString matrixToMarkdown(const Matrix &matrix, bool all)
{
    // What the letters and signs of the table stand for comes before it.
    QString text = QStringLiteral("# ")
                   + QCoreApplication::translate("CompareReport", "%n database(s), %1", nullptr, static_cast<int>(matrix.columns.size()))
                         .arg(markdown(baselineText(matrix)))
                   + QStringLiteral("\n\n");
    for (const MatrixColumn &column : matrix.columns)
        text += QStringLiteral("- ") + markdown(columnTitle(column)) + u'\n';
    text += u'\n' + tr("A letter: all with it hold the object alike; A is the baseline's form. –: missing. ?: cannot tell.") + QStringLiteral("\n\n");
    text += QStringLiteral("| | %1 |").arg(tr("in short"));
    QString rule = QStringLiteral("|---|---|");
    for (const MatrixColumn &column : matrix.columns) {
        text += QStringLiteral(" %1 |").arg(markdown(plain(column.end.name)));
        rule += QStringLiteral(":-:|");
    }
    text += u'\n' + rule + u'\n';
    for (const MatrixRow &row : matrix.rows) {
        if (!all && !row.differs() && row.unreadableIn.isEmpty())
            continue;
        text += QStringLiteral("| %1 | %2 |").arg(markdown(plain(row.name)), markdown(plain(row.legend())));
        for (const int cell : row.cells)
            text += cell == -1   ? QStringLiteral(" – |")
                    : cell == -2 ? QStringLiteral(" ? |")
                                 : QStringLiteral(" %1 |").arg(row.variants[static_cast<size_t>(cell)].letter);
        text += u'\n';
    }
    return text;
}

} // namespace concord
