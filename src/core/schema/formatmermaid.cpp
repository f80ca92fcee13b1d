// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/formatinput.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace concord {

namespace {

/// For between double quotes. What Mermaid's grammar or a browser would take for something else is written as Mermaid's own
/// entity codes (#34;), which it shows as the character.
QString quoted(const QString &text)
{
    QString safe = u"\""_s;
    for (const QChar c : singleLine(text)) {
        if (u"\"%\\<>#;&"_s.contains(c))
            safe += u"#%1;"_s.arg(c.unicode());
        else
            safe += c;
    }
    return safe.size() == 1 ? u"\" \""_s : safe + u'"'; // the grammar takes no empty name, SQLite does
}

/// A type or an attribute's name: letters, digits, and few other characters; the key words PK, FK and UK are none.
QString word(const QString &text)
{
    static const QRegularExpression other(u"[^A-Za-z0-9_()\\[\\]\\-\\x{C0}-\\x{FFFF}]"_s);
    static const QRegularExpression keyWord(u"^(?:[PFU]K(?![A-Za-z0-9_])|[^A-Za-z_\\x{C0}-\\x{FFFF}])"_s, QRegularExpression::CaseInsensitiveOption);
    QString safe = QString(text).replace(other, u"_"_s);
    if (safe.isEmpty() || keyWord.match(safe).hasMatch())
        safe.prepend(u'_');
    return safe;
}

QString attribute(const FormatInput &input, const FormatTable &table, const Column &column)
{
    QStringList keys;
    if (isPrimaryKey(*table.object, column.name))
        keys.append(u"PK"_s);
    for (const Relation *relation : input.relationsFrom(table.ref)) {
        if (relation->origin == RelationOrigin::Declared && relation->from.columns.contains(column.name) && !keys.contains(u"FK"_s))
            keys.append(u"FK"_s);
    }
    if (isUniqueAlone(*table.object, column.name))
        keys.append(u"UK"_s);
    QString line = u"        %1 %2"_s.arg(word(column.nativeType.isEmpty() ? u"any"_s : column.nativeType), word(column.name));
    if (!keys.isEmpty())
        line += u' ' + keys.join(u", "_s);
    QStringList notes;
    if (word(column.name) != column.name)
        notes.append(column.name);
    if (!column.comment.isEmpty())
        notes.append(column.comment);
    return notes.isEmpty() ? line : line + u' ' + quoted(notes.join(u": "_s));
}

QString relationLine(const FormatInput &input, const Relation &relation)
{
    const bool declared = relation.origin == RelationOrigin::Declared;
    const QString from = relation.multiplicity == Multiplicity::OneToOne ? u"|o"_s : u"}o"_s;
    const QString to = relation.multiplicity == Multiplicity::ManyToMany ? u"o{"_s : relation.optional ? u"o|"_s : u"||"_s;
    QString label = relation.from.columns.join(u", "_s);
    if (relation.origin == RelationOrigin::Inferred)
        label += u" (%1 %)"_s.arg(qRound(relation.confidence * 100));
    return u"    %1 %2%3%4 %5 : %6\n"_s.arg(quoted(input.pathOf(relation.from.table).join(u'.')), from, declared ? u"--"_s : u".."_s, to,
                                            quoted(input.pathOf(relation.to.table).join(u'.')), quoted(label));
}

} // namespace

QString formatMermaid(const FormatInput &input)
{
    QString text = u"erDiagram\n"_s;
    for (const FormatTable &table : input.tables()) {
        text += u"    "_s + quoted(table.path.join(u'.'));
        const std::vector<const Column *> columns = input.columnsOfTable(table);
        if (!columns.empty()) {
            text += u" {\n"_s;
            for (const Column *column : columns)
                text += attribute(input, table, *column) + u'\n';
            text += u"    }"_s;
        }
        text += u'\n';
    }
    for (const Relation &relation : input.relations()) {
        if (input.isTold(relation.to.table))
            text += relationLine(input, relation);
    }
    return text;
}

} // namespace concord
