// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/membercontent.h"

#include "compare/propertylist.h"

using namespace Qt::StringLiterals;

namespace concord {

namespace {

QString listed(const QStringList &columns)
{
    return u'(' + columns.join(u", "_s) + u')';
}

QString actionText(ReferentialAction action)
{
    const std::string_view word = wordsOf(action)[static_cast<size_t>(action)];
    return QString::fromLatin1(word.data(), static_cast<qsizetype>(word.size())).toUpper().replace(u'_', u' ');
}

/// Those that say something, on one line.
QString joined(QStringList parts)
{
    parts.removeAll(QString());
    return parts.join(u' ').simplified();
}

QString clause(const QString &word, const QString &text)
{
    return text.isEmpty() ? QString() : word + u' ' + text;
}

} // namespace

QString memberContent(const Column &column)
{
    return joined({column.nativeType, column.nullable ? QString() : u"NOT NULL"_s, clause(u"DEFAULT"_s, column.defaultExpression.value_or(QString())),
                   column.generationExpression.isEmpty() ? QString() : u"AS (%1)"_s.arg(column.generationExpression)});
}

QString memberContent(const Key &key)
{
    return key.name.isEmpty() ? QString() : listed(key.columns);
}

QString memberContent(const Check &check)
{
    return check.name.isEmpty() ? QString() : check.expression.simplified();
}

QString memberContent(const Exclusion &exclusion)
{
    return exclusion.name.isEmpty() ? QString() : exclusion.definition.simplified();
}

QString memberContent(const ForeignKey &key)
{
    const QString target = key.target.schema.isEmpty() ? key.target.name : key.target.schema + u'.' + key.target.name;
    const QString lead = key.name.isEmpty() ? QString() : listed(key.columns) + u" → "_s + target + listed(key.targetColumns);
    const auto action = [](const QString &event, ReferentialAction what) {
        return what == ReferentialAction::NoAction ? QString() : clause(event, actionText(what));
    };
    return joined({lead, action(u"ON UPDATE"_s, key.onUpdate), action(u"ON DELETE"_s, key.onDelete)});
}

QString memberContent(const Index &index)
{
    return joined({index.unique ? u"UNIQUE"_s : QString(), index.name.isEmpty() ? QString() : u'(' + partsText(index.parts) + u')',
                   index.method == u"btree" ? QString() : clause(u"USING"_s, index.method), clause(u"WHERE"_s, index.predicate)});
}

QString memberContent(const Trigger &trigger)
{
    const QString does = trigger.function.name.isEmpty() ? trigger.body : trigger.function.name;
    return joined({trigger.timing, trigger.events.join(u" OR "_s), clause(u"WHEN"_s, trigger.condition), does});
}

QString memberContent(const Policy &policy)
{
    return joined({policy.permissive ? QString() : u"RESTRICTIVE"_s, clause(u"FOR"_s, policy.command), clause(u"TO"_s, policy.roles.join(u", "_s)),
                   clause(u"USING"_s, policy.usingExpression), clause(u"CHECK"_s, policy.checkExpression)});
}

} // namespace concord
