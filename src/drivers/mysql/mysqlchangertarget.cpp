// SPDX-License-Identifier: GPL-3.0-or-later
#include "mysql/mysqlchangertarget.h"

#include "migrate/renamecolumns.h"

#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace concord {

Table withNewNames(Table table, const QMap<QString, QString> &names)
{
    renameColumnsInKeys(table, names);
    return table;
}

QStringList columnsOfIndex(const Index &index)
{
    QStringList columns;
    for (const IndexPart &part : index.parts)
        columns.append(part.column);
    return columns;
}

Table asMysqlTarget(Table to, const Table &from)
{
    const auto carries = [](const Key &key) { return [&key](const Index &index) { return index.unique && columnsOfIndex(index) == key.columns; }; };
    for (const Key &key : std::exchange(to.uniques, {})) {
        if (std::ranges::any_of(to.indexes, carries(key)))
            continue;
        if (const auto own = std::ranges::find_if(from.indexes, carries(key)); own != from.indexes.end()) {
            to.indexes.push_back(*own);
            continue;
        }
        Index index;
        index.name = key.name.isEmpty() ? key.columns.join(u'_') : key.name;
        index.unique = true;
        for (const QString &column : key.columns)
            index.parts.emplace_back().column = column;
        to.indexes.push_back(std::move(index));
    }
    if (!to.options.contains(u"engine"_s)) // of another engine: it says nothing about how a table is kept
        to.options = from.options;
    return to;
}

int mysqlCountOf(const QString &name)
{
    static const QRegularExpression counted(u"(?:_ibfk_|_chk_|^CONSTRAINT_)([0-9]+)$"_s, QRegularExpression::CaseInsensitiveOption);
    return counted.match(name).captured(1).toInt();
}

std::vector<ForeignKey> asMysqlCounts(std::vector<ForeignKey> keys)
{
    const auto number = [](const ForeignKey &key) { return key.nameGenerated ? mysqlCountOf(key.name) : 0; };
    std::ranges::stable_sort(keys, {}, number);
    int counted = 0;
    for (ForeignKey &key : keys) {
        const int own = number(key);
        key.nameGenerated = key.nameGenerated && own <= counted + 1;
        counted = std::max(counted, own);
    }
    return keys;
}

Check withMysqlNumber(Check check)
{
    check.nameGenerated = check.nameGenerated && mysqlCountOf(check.name) == 0;
    return check;
}

} // namespace concord
