// SPDX-License-Identifier: GPL-3.0-or-later
#include "postgresql/pgparameters.h"

#include "postgresql/pgtypes.h"

namespace concord {

/// 42 is an integer, 5000000000 a bigint, more than that a numeric; text is left for the server to infer, as 'text' is.
static Oid typeOf(const Parameter &parameter)
{
    bool ok = false;
    switch (parameter.type) {
    case Tag::Boolean: return pgoid::Bool;
    case Tag::Decimal: return pgoid::Numeric;
    case Tag::Float: return pgoid::Float8;
    case Tag::Integer:
        if (parameter.text.toInt(&ok); ok)
            return pgoid::Int4;
        parameter.text.toLongLong(&ok);
        return ok ? pgoid::Int8 : pgoid::Numeric;
    default: return 0;
    }
}

PgParameters::PgParameters(const QList<Parameter> &parameters)
{
    for (const Parameter &parameter : parameters) {
        m_bytes.append(parameter.text.toUtf8());
        m_types.push_back(typeOf(parameter));
        m_values.push_back(parameter.type == Tag::Null ? nullptr : m_bytes.last().constData());
    }
}

} // namespace concord
