// SPDX-License-Identifier: GPL-3.0-or-later
#include "mysql/mysqlddltext.h"

#include "mysql/mysqldialect.h"
#include "mysql/mysqlmentions.h"

using namespace Qt::StringLiterals;

namespace concord {

QString MysqlDdlText::quoted(const QString &name)
{
    return mysqlDialect().quoted(name);
}

QString MysqlDdlText::literal(const QString &text)
{
    return mysqlDialect().literal(text);
}

QString MysqlDdlText::name(const ObjectRef &ref) const
{
    return ref.schema.isEmpty() || ref.schema == m_options.ownSchema ? quoted(ref.name) : quoted(ref.schema) + u'.' + quoted(ref.name);
}

QString MysqlDdlText::text(const QString &sql) const
{
    return withoutSchema(sql, m_options.ownSchema);
}

QString MysqlDdlText::comment(const QString &comment) const
{
    return comment.isEmpty() || !m_options.comments ? QString() : u" COMMENT "_s + literal(comment);
}

QString MysqlDdlText::columnList(const QStringList &columns) const
{
    QStringList names;
    for (const QString &column : columns)
        names.append(quoted(column));
    return u'(' + names.join(u',') + u')';
}

} // namespace concord
