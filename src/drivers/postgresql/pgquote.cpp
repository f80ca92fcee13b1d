// SPDX-License-Identifier: GPL-3.0-or-later
#include "postgresql/pgquote.h"

#include "connection/dialect.h"
#include "postgresql/postgresqldialect.h"

using namespace Qt::StringLiterals;

namespace concord {

/// Words that name types and the like: bare they are no column or function (src/include/parser/kwlist.h: not reserved, but
/// not free either).
static bool needsQuotes(const QString &name)
{
    static const QSet<QString> words{u"between"_s,        u"bigint"_s,        u"bit"_s,          u"boolean"_s,
                                     u"char"_s,           u"character"_s,     u"coalesce"_s,     u"dec"_s,
                                     u"decimal"_s,        u"exists"_s,        u"extract"_s,      u"float"_s,
                                     u"greatest"_s,       u"grouping"_s,      u"inout"_s,        u"int"_s,
                                     u"integer"_s,        u"interval"_s,      u"json"_s,         u"json_array"_s,
                                     u"json_arrayagg"_s,  u"json_exists"_s,   u"json_object"_s,  u"json_query"_s,
                                     u"json_scalar"_s,    u"json_table"_s,    u"json_value"_s,   u"json_objectagg"_s,
                                     u"json_serialize"_s, u"least"_s,         u"merge_action"_s, u"national"_s,
                                     u"nchar"_s,          u"none"_s,          u"normalize"_s,    u"nullif"_s,
                                     u"numeric"_s,        u"out"_s,           u"overlay"_s,      u"position"_s,
                                     u"precision"_s,      u"real"_s,          u"row"_s,          u"setof"_s,
                                     u"smallint"_s,       u"substring"_s,     u"time"_s,         u"timestamp"_s,
                                     u"treat"_s,          u"trim"_s,          u"values"_s,       u"varchar"_s,
                                     u"xmlattributes"_s,  u"xmlconcat"_s,     u"xmlelement"_s,   u"xmlexists"_s,
                                     u"xmlforest"_s,      u"xmlnamespaces"_s, u"xmlparse"_s,     u"xmlpi"_s,
                                     u"xmlroot"_s,        u"xmlserialize"_s,  u"xmltable"_s};
    return words.contains(name);
}

QString pgName(const QString &name)
{
    const Dialect &dialect = postgresqlDialect();
    return needsQuotes(name) ? dialect.quoted(name) : dialect.identifier(name);
}

QString pgName(const ObjectRef &ref)
{
    return ref.schema.isEmpty() ? pgName(ref.name) : pgName(ref.schema) + u'.' + pgName(ref.name);
}

QString pgNames(const QStringList &names)
{
    QStringList quoted;
    for (const QString &name : names)
        quoted.append(pgName(name));
    return quoted.join(u", "_s);
}

QString pgLiteral(const QString &text)
{
    if (!text.contains(u'\\'))
        return postgresqlDialect().literal(text);
    QString inner = text;
    return u"E'"_s + inner.replace(u'\\', u"\\\\"_s).replace(u'\'', u"''"_s) + u'\'';
}

/// One name from `at` on, which is moved past it.
static QString takeName(QStringView sql, qsizetype &at)
{
    QString name;
    if (at < sql.size() && sql[at] == u'"') {
        for (++at; at < sql.size(); ++at) {
            if (sql[at] == u'"' && (++at >= sql.size() || sql[at] != u'"'))
                break;
            name += sql[at];
        }
        return name;
    }
    for (; at < sql.size() && (sql[at].isLetterOrNumber() || sql[at] == u'_' || sql[at] == u'$'); ++at)
        name += sql[at];
    return name;
}

ObjectRef pgParseName(QStringView sql)
{
    qsizetype at = 0;
    const QString first = takeName(sql, at);
    if (at >= sql.size() || sql[at] != u'.')
        return {{}, first};
    ++at;
    return {first, takeName(sql, at)};
}

static QString list(const QStringList &options, const QString &between)
{
    QStringList parts;
    for (const QString &option : options)
        parts.append(pgName(option.section(u'=', 0, 0)) + between + pgLiteral(option.section(u'=', 1)));
    return parts.isEmpty() ? QString() : u'(' + parts.join(u", "_s) + u')';
}

QString pgOptionList(const QStringList &options)
{
    QStringList sorted = options; // in whichever order they were given
    sorted.sort();
    return list(sorted, u" "_s);
}

/// The options of such a list: name and value, both as SQL.
static QMap<QString, QString> optionsOf(const QString &list)
{
    QMap<QString, QString> options;
    for (qsizetype at = 1; at < list.size();) {
        qsizetype end = at;
        const QString name = pgName(takeName(list, end));
        const qsizetype value = ++end;
        end = list.indexOf(u'\'', end) + 1; // behind E, too
        for (; end > 0 && end < list.size(); ++end) {
            if (list[end] == u'\'' && (++end >= list.size() || list[end] != u'\''))
                break;
        }
        if (end <= value)
            break;
        options.insert(name, list.mid(value, end - value));
        at = end + 2; // behind ", "
    }
    return options;
}

QString pgOptionChange(const QString &before, const QString &after)
{
    const QMap<QString, QString> old = optionsOf(before);
    const QMap<QString, QString> wanted = optionsOf(after);
    QStringList parts;
    for (auto it = old.cbegin(); it != old.cend(); ++it) {
        if (!wanted.contains(it.key()))
            parts.append(u"DROP "_s + it.key());
    }
    for (auto it = wanted.cbegin(); it != wanted.cend(); ++it) {
        if (!old.contains(it.key()))
            parts.append(u"ADD "_s + it.key() + u' ' + it.value());
        else if (old.value(it.key()) != it.value())
            parts.append(u"SET "_s + it.key() + u' ' + it.value());
    }
    return parts.isEmpty() ? QString() : u'(' + parts.join(u", "_s) + u')';
}

QString pgStorageList(const QStringList &options)
{
    return list(options, u"="_s);
}

} // namespace concord
