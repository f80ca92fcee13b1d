// SPDX-License-Identifier: GPL-3.0-or-later
#include "results/align.h"

#include <QCoreApplication>
#include <QHash>
#include <QSet>

using namespace Qt::StringLiterals;

namespace concord {

static QString folded(const QString &name)
{
    QString lower = name;
    for (QChar &c : lower) {
        if (c >= u'A' && c <= u'Z')
            c = QChar(c.unicode() + (u'a' - u'A'));
    }
    return lower;
}

/// The names of one source, told apart: n, n becomes n, n_2. A name that is really there is never taken.
static QStringList distinctNames(const std::vector<ColumnInfo> &columns)
{
    QSet<QString> taken;
    for (const ColumnInfo &column : columns)
        taken.insert(column.name);
    QStringList names;
    QHash<QString, int> seen;
    for (const ColumnInfo &column : columns) {
        int &count = seen[column.name];
        if (++count == 1) {
            names.append(column.name);
            continue;
        }
        QString name = u"%1_%2"_s.arg(column.name, QString::number(count));
        while (taken.contains(name))
            name = u"%1_%2"_s.arg(column.name, QString::number(++count));
        taken.insert(name);
        names.append(name);
    }
    return names;
}

/// Folded names that stand for two columns of some source: these align by their exact spelling everywhere.
static QSet<QString> ambiguousNames(const std::vector<QStringList> &names)
{
    QSet<QString> ambiguous;
    for (const QStringList &source : names) {
        QSet<QString> seen;
        for (const QString &name : source) {
            const QString key = folded(name);
            if (seen.contains(key))
                ambiguous.insert(key);
            seen.insert(key);
        }
    }
    return ambiguous;
}

std::vector<CombinedColumn> alignColumns(const std::vector<const TableView *> &views)
{
    std::vector<QStringList> names(views.size());
    for (std::size_t i = 0; i < views.size(); ++i) {
        if (views[i])
            names[i] = distinctNames(views[i]->columns);
    }
    const QSet<QString> ambiguous = ambiguousNames(names);

    std::vector<CombinedColumn> columns;
    QHash<QString, std::size_t> byKey;
    for (std::size_t source = 0; source < views.size(); ++source) {
        for (qsizetype i = 0; i < names[source].size(); ++i) {
            const QString &name = names[source].at(i);
            const QString lower = folded(name);
            const QString &key = ambiguous.contains(lower) ? name : lower;
            const auto known = byKey.constFind(key);
            std::size_t at = columns.size();
            if (known != byKey.cend()) {
                at = *known;
            } else {
                byKey.insert(key, at);
                CombinedColumn column;
                column.info.name = name;
                column.sourceColumn.assign(views.size(), -1);
                columns.push_back(std::move(column));
            }
            columns[at].sourceColumn[source] = static_cast<int>(i);
        }
    }
    return columns;
}

std::vector<CombinedColumn> alignByPosition(const std::vector<const TableView *> &views)
{
    std::vector<ColumnInfo> first; // of each place
    for (const TableView *view : views) {
        for (std::size_t i = first.size(); view && i < view->columns.size(); ++i)
            first.push_back(view->columns[i]);
    }
    const QStringList names = distinctNames(first);
    std::vector<CombinedColumn> columns(first.size());
    for (std::size_t i = 0; i < columns.size(); ++i) {
        columns[i].info.name = names.at(static_cast<qsizetype>(i));
        for (const TableView *view : views)
            columns[i].sourceColumn.push_back(view && i < view->columns.size() ? static_cast<int>(i) : -1);
    }
    return columns;
}

void tellOtherNames(std::vector<CombinedColumn> &columns, const std::vector<CombinedSource> &sources, const std::vector<const TableView *> &views)
{
    for (CombinedColumn &column : columns) {
        QStringList others;
        QString known; // the name as the first source has it, which may not be the distinct one
        for (std::size_t i = 0; i < views.size(); ++i) {
            if (column.sourceColumn[i] < 0)
                continue;
            const QString &own = views[i]->columns[static_cast<std::size_t>(column.sourceColumn[i])].name;
            if (known.isNull())
                known = own.isNull() ? u""_s : own;
            else if (folded(own) != folded(known))
                others.append(QCoreApplication::translate("CombinedResult", "%1 in %2", "a column's name, a database").arg(own, sources[i].name));
        }
        column.otherNames = others.join(u"; "_s);
    }
}

} // namespace concord
