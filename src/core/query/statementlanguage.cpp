// SPDX-License-Identifier: GPL-3.0-or-later
#include "query/statementlanguage.h"

using namespace Qt::StringLiterals;

namespace concord {

QString readAllOf(const QString &schema, const QString &name, const Dialect &dialect)
{
    if (dialect.language)
        return dialect.language->readAll(schema, name);
    const QString object = dialect.identifier(name);
    return u"SELECT * FROM "_s + (schema.isEmpty() ? object : dialect.identifier(schema) + u'.' + object);
}

} // namespace concord
