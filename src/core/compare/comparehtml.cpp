// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/comparehtml.h"

#include "compare/comparejson.h"
#include "compare/comparereport.h"
#include "compare/comparewords.h"
#include "compare/linealignment.h"
#include "compare/verdictwords.h"
#include "compare/worddiff.h"
#include "schema/ddltext.h"
#include "schema/kindwords.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace concord {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(CompareHtml)
};

constexpr auto head = R"(<!DOCTYPE html>
<html><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>%1</title><style>
:root{color-scheme:light dark}body{font:15px/1.5 system-ui,sans-serif;margin:2em auto;max-width:90em;padding:0 1em}
h2{font-size:1.1em;margin:1.6em 0 .3em}h2 b{font-weight:400}ul{margin:.2em 0}summary{cursor:pointer}
table{border-collapse:collapse;width:100%;table-layout:fixed;margin:.4em 0}th{text-align:left}
td{font:13px/1.45 ui-monospace,monospace;white-space:pre-wrap;overflow-wrap:anywhere;vertical-align:top;padding:0 .6em;border-left:3px solid #8884}
td.l{background:#d3534626;border-color:#d35346}td.r{background:#3a9d5d26;border-color:#3a9d5d}
td.n{background:repeating-linear-gradient(45deg,#8883 0 3px,transparent 3px 7px)}
td.l mark{background:#d3534666;color:inherit}td.r mark{background:#3a9d5d66;color:inherit}
</style></head><body>
)";

QString ddlOf(const ObjectPtr &object, const CompareEnd &end, const DriverRegistry &registry)
{
    const auto driver = object ? registry.find(end.catalog->info().engine) : nullptr;
    return driver ? ddlText(*object, *driver).trimmed() : QString();
}

QString marked(const QString &line, const QList<WordRange> &ranges)
{
    QString text;
    int done = 0;
    for (const WordRange &range : ranges) {
        text += line.sliced(done, range.start - done).toHtmlEscaped() + u"<mark>"_s + line.sliced(range.start, range.length).toHtmlEscaped()
                + u"</mark>"_s;
        done = range.start + range.length;
    }
    return text + line.sliced(done).toHtmlEscaped();
}

QString cell(const QStringList &lines, int line, const QString &side, const QList<WordRange> &ranges)
{
    return line < 0 ? u"<td class=\"n\"></td>"_s : u"<td%1>%2</td>"_s.arg(side, marked(lines[line], ranges));
}

QString ddlTable(const ObjectComparison &object, const Comparison &comparison, const DriverRegistry &registry)
{
    const QString left = ddlOf(object.left, comparison.left, registry);
    const QString right = ddlOf(object.right, comparison.right, registry);
    if (left.isEmpty() && right.isEmpty())
        return {};
    const QStringList leftLines = left.isEmpty() ? QStringList() : left.split(u'\n');
    const QStringList rightLines = right.isEmpty() ? QStringList() : right.split(u'\n');
    QString text = u"<table><tr><th>%1</th><th>%2</th></tr>\n"_s.arg(comparison.left.name.toHtmlEscaped(), comparison.right.name.toHtmlEscaped());
    for (const AlignedLine &row : alignLines(leftLines, rightLines, renamedColumns(object))) {
        const bool both = row.left >= 0 && row.right >= 0;
        const WordDiff words = both && !row.same ? diffWords(leftLines[row.left], rightLines[row.right]) : WordDiff();
        text += u"<tr>"_s + cell(leftLines, row.left, row.same ? QString() : u" class=\"l\""_s, words.left)
                + cell(rightLines, row.right, row.same ? QString() : u" class=\"r\""_s, words.right) + u"</tr>\n"_s;
    }
    return text + u"</table>\n"_s;
}

/// "email: type: varchar(10) → text"; a value of many lines stands in the DDL below.
QString differenceLine(const QString &prefix, const Difference &difference)
{
    const auto isLong = [](const QString &value) { return value.contains(u'\n') || value.size() > 120; };
    QString text = isLong(difference.left) || isLong(difference.right) ? Words::tr("%1 differs: see below").arg(propertyWord(difference.property))
                                                                       : differenceText(difference);
    return u"<li>%1 %2</li>\n"_s.arg(verdictSign(difference.verdict), (prefix + text).toHtmlEscaped());
}

QString differenceLines(const QString &prefix, const std::vector<Difference> &differences)
{
    QString text;
    const auto counts = [](const Difference &each) { return each.verdict != Verdict::Equivalent && each.ignoredBy < 0; };
    const auto body = [&](const Difference &each) { return counts(each) && each.property == u"body"; };
    const bool saysBody = std::ranges::any_of(differences, body);
    for (const Difference &difference : differences) {
        // The whole definition differs where its body does: once is enough.
        if (counts(difference) && !(saysBody && difference.property == u"definition"))
            text += differenceLine(prefix, difference);
    }
    return text;
}

QString memberLines(const MemberComparison &member)
{
    if (isQuiet(member.verdict) || member.ignoredBy >= 0)
        return {};
    const QString left = member.left.value_or(QString());
    const QString right = member.right.value_or(QString());
    const QString name = left.isEmpty() ? right : right.isEmpty() || left == right ? left : left + u" ↔ "_s + right;
    if (member.left && member.right && !member.differences.empty())
        return differenceLines(u"%1 %2: "_s.arg(propertyWord(member.kind), name), member.differences);
    const QString words = member.content.isEmpty() ? name : name + u": "_s + member.content;
    return u"<li>%1 %2 %3</li>\n"_s.arg(verdictSign(member.verdict), propertyWord(member.kind).toHtmlEscaped(), words.toHtmlEscaped());
}

QString nameOf(const ObjectComparison &object, const Comparison &comparison)
{
    const QString left = object.left ? qualifiedName(*object.left, comparison.left) : QString();
    const QString right = object.right ? qualifiedName(*object.right, comparison.right) : QString();
    return kindWord(object.any()) + u' ' + (left.isEmpty() ? right : right.isEmpty() || left == right ? left : left + u" ↔ "_s + right);
}

QString section(const ObjectComparison &object, const Comparison &comparison, const DriverRegistry &registry)
{
    QString text = u"<h2><b>%1 %2</b> %3</h2>\n"_s.arg(verdictSign(object.verdict), verdictWord(object.verdict).toHtmlEscaped(),
                                                       nameOf(object, comparison).toHtmlEscaped());
    if (!object.reason.isEmpty())
        text += u"<p>%1</p>\n"_s.arg(object.reason.toHtmlEscaped());
    QString lines = differenceLines({}, object.differences);
    if (object.left && object.right) {
        for (const MemberComparison &member : object.members)
            lines += memberLines(member);
    }
    if (!lines.isEmpty())
        text += u"<ul>\n%1</ul>\n"_s.arg(lines);
    return text + ddlTable(object, comparison, registry);
}

/// What needs no reading: its names, folded away.
QString foldedList(const Comparison &comparison, const QString &title, auto belongs)
{
    QString lines;
    qsizetype count = 0;
    for (const ObjectComparison &object : comparison.objects) {
        if (!belongs(object))
            continue;
        ++count;
        const QString why = objectDiffers(object);
        lines += u"<li>%1</li>\n"_s.arg((nameOf(object, comparison) + (why.isEmpty() ? why : u" · "_s + why)).toHtmlEscaped());
    }
    if (count == 0)
        return {};
    return u"<details><summary>%1 · %2</summary>\n<ul>\n%3</ul></details>\n"_s.arg(title.toHtmlEscaped(), QString::number(count), lines);
}

} // namespace

QString comparisonPage(const Comparison &comparison, const DriverRegistry &registry)
{
    const QString title = comparison.left.name + u" ↔ "_s + comparison.right.name;
    QString text = QString::fromUtf8(head).arg(title.toHtmlEscaped());
    text += u"<h1>%1</h1>\n<p>%2<br>%3</p>\n<p><b>%4</b></p>\n"_s.arg(title.toHtmlEscaped(), endTitle(comparison.left).toHtmlEscaped(),
                                                                      endTitle(comparison.right).toHtmlEscaped(),
                                                                      summaryText(comparison).toHtmlEscaped());
    for (const QString &note : comparison.notes)
        text += u"<p>%1</p>\n"_s.arg(note.toHtmlEscaped());
    for (const ObjectComparison &object : comparison.objects) {
        if (!isQuiet(object.verdict) && object.ignoredBy < 0)
            text += section(object, comparison, registry);
    }
    text += u"<p></p>\n"_s;
    const auto of = [](Verdict verdict) {
        return [verdict](const ObjectComparison &object) { return object.verdict == verdict && object.ignoredBy < 0; };
    };
    text += foldedList(comparison, u"≈ "_s + Words::tr("equivalent"), of(Verdict::Equivalent));
    text += foldedList(comparison, u"= "_s + Words::tr("identical"), of(Verdict::Identical));
    text += foldedList(comparison, Words::tr("ignored"), [](const ObjectComparison &object) { return object.ignoredBy >= 0; });
    return text + u"</body></html>\n"_s;
}

} // namespace concord
