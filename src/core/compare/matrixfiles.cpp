// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/matrixfiles.h"

#include "compare/comparereport.h"
#include "compare/matrixmembers.h"

#include <QCoreApplication>

#include <algorithm>

namespace concord {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("CompareReport", text);
}

constexpr auto head = R"(<!DOCTYPE html>
<html><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>%1</title><style>
:root{color-scheme:light dark}body{font:15px/1.5 system-ui,sans-serif;margin:2em;padding:0 1em}
table{border-collapse:collapse}td,th{padding:.2em .6em;border:1px solid #8884;text-align:left}td.c{text-align:center}
tr.m td:first-child{padding-left:2em;font-weight:400}tr.o td:first-child{font-weight:600}
.v{background:#e8a33d44}.n{background:repeating-linear-gradient(45deg,#d3534644 0 4px,transparent 4px 8px)}
.u{background:repeating-linear-gradient(-45deg,#8885 0 3px,transparent 3px 7px)}
</style></head><body>
)";

bool isShown(const MatrixRow &row, bool all)
{
    return all || row.differs() || !row.unreadableIn.isEmpty();
}

QString kindText(const QString &kind)
{
    return QString(kind).replace(u'_', u' ');
}

/// `loud`: it is not as the baseline is.
QString cellTag(int cell, bool loud)
{
    if (cell == -1)
        return QStringLiteral("<td class=\"c%1\" title=\"%2\">–</td>").arg(loud ? QStringLiteral(" n") : QString(), tr("missing"));
    if (cell == -2)
        return QStringLiteral("<td class=\"c u\" title=\"%1\">?</td>").arg(tr("cannot tell"));
    const QString letter = variantLetter(static_cast<size_t>(cell));
    return QStringLiteral("<td class=\"c%1\">%2</td>").arg(loud ? QStringLiteral(" v") : QString(), letter);
}

QString rowTags(const QString &kind, const QString &name, const QString &summary, const QList<int> &cells, const QString &rowClass,
                bool baselineLacks)
{
    QString text = QStringLiteral("<tr class=\"%1\"><td>%2</td><td>%3</td><td>%4</td>")
                       .arg(rowClass, name.toHtmlEscaped(), kindText(kind).toHtmlEscaped(), summary.toHtmlEscaped());
    for (const int cell : cells)
        text += cellTag(cell, baselineLacks ? cell >= 0 : cell > 0 || cell == -1);
    return text + QStringLiteral("</tr>\n");
}

/// A field that no reader takes for several.
QString field(QString text)
{
    const bool plain = std::ranges::none_of(text, [](QChar c) { return c == u',' || c == u'"' || c == u'\n' || c == u'\r'; });
    return plain ? text : u'"' + text.replace(u'"', QStringLiteral("\"\"")) + u'"';
}

QString cellWord(int cell)
{
    return cell == -1 ? tr("missing") : cell == -2 ? tr("cannot tell") : variantLetter(static_cast<size_t>(cell));
}

} // namespace

QString matrixToHtml(const Matrix &matrix, bool all)
{
    const auto differing = static_cast<int>(std::ranges::count_if(matrix.rows, &MatrixRow::differs));
    const auto count = static_cast<int>(matrix.columns.size());
    const QString title = QCoreApplication::translate("CompareReport", "Matrix of %n database(s)", nullptr, count);
    QString text = QString::fromUtf8(head).arg(title.toHtmlEscaped()) + QStringLiteral("<h1>%1</h1>\n<p>").arg(title.toHtmlEscaped());
    text += baselineText(matrix).toHtmlEscaped() + QStringLiteral("<br>\n");
    for (const MatrixColumn &column : matrix.columns)
        text += columnTitle(column).toHtmlEscaped() + QStringLiteral("<br>\n");
    text += QStringLiteral("</p>\n<p>%1</p>\n")
                .arg(tr("A letter: all with it hold the object alike; A is the baseline's form. –: missing. ?: cannot tell.").toHtmlEscaped());
    text += QStringLiteral("<p><b>%1</b></p>\n<table>\n<tr><th>%2</th><th></th><th>%3</th>")
                .arg(QCoreApplication::translate("CompareReport", "%1 of %n object(s) differ(s)", nullptr, static_cast<int>(matrix.rows.size()))
                         .arg(differing),
                     tr("object"), tr("in short"));
    for (const MatrixColumn &column : matrix.columns)
        text += QStringLiteral("<th>%1</th>").arg(column.end.name.toHtmlEscaped());
    text += QStringLiteral("</tr>\n");
    for (const MatrixRow &row : matrix.rows) {
        if (!isShown(row, all))
            continue;
        text += rowTags(objectKindName(row.kind), row.name, row.legend(), row.cells, QStringLiteral("o"), row.baselineLacks);
        for (const MatrixMember &member : matrixMembers(row)) {
            if (member.differs())
                text += rowTags(member.kind, member.name, member.summary(), member.cells, QStringLiteral("m"), row.baselineLacks);
        }
    }
    return text + QStringLiteral("</table>\n</body></html>\n");
}

QString matrixToCsv(const Matrix &matrix, bool all)
{
    QStringList heading{tr("kind"), tr("object"), tr("summary")};
    for (const MatrixColumn &column : matrix.columns)
        heading.append(field(column.end.name));
    QString text = heading.join(u',') + u'\n';
    for (const MatrixRow &row : matrix.rows) {
        if (!isShown(row, all))
            continue;
        QStringList line{objectKindName(row.kind), field(row.name), field(row.legend())};
        for (const int cell : row.cells)
            line.append(cellWord(cell));
        text += line.join(u',') + u'\n';
    }
    return text;
}

} // namespace concord
