// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/formatinput.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace concord {

namespace {

/// Inside an HTML-like label.
QString html(const QString &text)
{
    QString safe = singleLine(text).toHtmlEscaped();
    return safe.isEmpty() ? u" "_s : safe;
}

/// Inside double quotes, where only those and the backslash are special.
QString quoted(const QString &text)
{
    return u'"' + singleLine(text).replace(u'\\', u"\\\\"_s).replace(u'"', u"\\\""_s) + u'"';
}

QString nodeText(const FormatInput &input, const FormatTable &table)
{
    const std::vector<const Column *> columns = input.columnsOfTable(table);
    QString label =
        u"<table border=\"0\" cellborder=\"1\" cellspacing=\"0\" cellpadding=\"4\"><tr><td colspan=\"2\" bgcolor=\"#e8e8e8\"><b>%1</b></td></tr>"_s
            .arg(html(table.path.join(u'.')));
    for (size_t i = 0; i < columns.size(); ++i) {
        const QString key = isPrimaryKey(*table.object, columns[i]->name) ? u"<u>%1</u>"_s : u"%1"_s;
        label += u"<tr><td align=\"left\" port=\"l%1\">%2</td><td align=\"left\" port=\"r%1\">%3</td></tr>"_s.arg(
            QString::number(i), key.arg(html(columns[i]->name)), html(columns[i]->nativeType));
    }
    return u"  t%1 [label=<%2</table>>, tooltip=%3];\n"_s.arg(
        QString::number(input.positionOf(table.ref)), label, quoted(table.object->comment.isEmpty() ? table.path.join(u'.') : table.object->comment));
}

/// "t3:r1": the node, and the row of the column where it is shown. Of several columns the last one: it tells them apart where all
/// keys begin with a tenant.
QString endText(const FormatInput &input, const RelationEnd &end, QChar side)
{
    const size_t position = input.positionOf(end.table);
    const std::vector<const Column *> columns = input.columnsOfTable(input.tables()[position]);
    const auto row =
        std::ranges::find_if(columns, [&](const Column *column) { return !end.columns.isEmpty() && column->name == end.columns.last(); });
    QString text = u"t%1"_s.arg(position);
    if (row != columns.end())
        text += u":%1%2"_s.arg(side, QString::number(row - columns.begin()));
    return text;
}

QString edgeText(const FormatInput &input, const Relation &relation)
{
    const QString tail = relation.multiplicity == Multiplicity::OneToOne ? u"teeodot"_s : u"crowodot"_s;
    const QString head = relation.multiplicity == Multiplicity::ManyToMany ? u"crowodot"_s : relation.optional ? u"teeodot"_s : u"teetee"_s;
    QStringList attributes = {u"dir=both"_s, u"arrowtail="_s + tail, u"arrowhead="_s + head};
    if (relation.isAcrossDatabases())
        attributes.append(u"style=dotted"_s);
    else if (relation.origin != RelationOrigin::Declared)
        attributes.append(u"style=dashed"_s);
    if (relation.origin == RelationOrigin::Inferred)
        attributes.append(u"label="_s + quoted(u"%1 %"_s.arg(qRound(relation.confidence * 100))));
    if (!relation.reason.isEmpty())
        attributes.append(u"tooltip="_s + quoted(relation.reason));
    return u"  %1 -> %2 [%3];\n"_s.arg(endText(input, relation.from, u'r'), endText(input, relation.to, u'l'), attributes.join(u", "_s));
}

} // namespace

QString formatDot(const FormatInput &input)
{
    QString text = u"digraph schema {\n  graph [rankdir=RL, nodesep=0.4, ranksep=0.8];\n  node [shape=plain, fontname=\"sans-serif\", fontsize=11];\n"
                   "  edge [fontname=\"sans-serif\", fontsize=9];\n"_s;
    for (size_t i = 0; i < input.catalogs().size(); ++i) {
        const NamedCatalog &catalog = input.catalogs()[i];
        QString nodes;
        for (const FormatTable &table : input.tables()) {
            if (table.ref.database == catalog.id)
                nodes += nodeText(input, table);
        }
        if (input.catalogs().size() > 1)
            text += u"  subgraph cluster_%1 {\n  label=%2;\n%3  }\n"_s.arg(QString::number(i), quoted(catalog.name), nodes);
        else
            text += nodes;
    }
    for (const Relation &relation : input.relations()) {
        if (input.isTold(relation.to.table))
            text += edgeText(input, relation);
    }
    return text + u"}\n"_s;
}

} // namespace concord
