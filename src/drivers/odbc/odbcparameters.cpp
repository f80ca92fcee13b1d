// SPDX-License-Identifier: GPL-3.0-or-later
#include "odbc/odbcparameters.h"

using namespace Qt::StringLiterals;

namespace concord {

bool OdbcParameters::bind(SQLHSTMT statement, const QList<Parameter> &parameters, bool utf8)
{
    m_utf8 = utf8;
    for (qsizetype i = 0; i < parameters.size(); ++i) {
        if (!bindOne(statement, static_cast<SQLUSMALLINT>(i + 1), parameters[i]))
            return false;
    }
    return true;
}

bool OdbcParameters::bindOne(SQLHSTMT statement, SQLUSMALLINT number, const Parameter &parameter)
{
    Value &value = m_values.emplace_back();
    const auto put = [&](SQLSMALLINT cType, SQLSMALLINT sqlType, SQLULEN size, SQLSMALLINT digits, SQLPOINTER data, SQLLEN bytes) {
        value.length = bytes;
        return SQL_SUCCEEDED(SQLBindParameter(statement, number, SQL_PARAM_INPUT, cType, sqlType, std::max<SQLULEN>(size, 1), digits, data,
                                              std::max<SQLLEN>(bytes, 0), &value.length));
    };
    bool ok = false;
    switch (parameter.type) {
    case Tag::Null: return put(SQL_C_CHAR, SQL_VARCHAR, 1, 0, nullptr, SQL_NULL_DATA);
    case Tag::Boolean:
        value.boolean = parameter.text.compare("true"_L1, Qt::CaseInsensitive) == 0 || parameter.text == "1"_L1 ? 1 : 0;
        return put(SQL_C_BIT, SQL_BIT, 1, 0, &value.boolean, 1);
    case Tag::Integer:
        value.integer = parameter.text.toLongLong(&ok);
        if (ok)
            return put(SQL_C_SBIGINT, SQL_BIGINT, 19, 0, &value.integer, sizeof value.integer);
        break;
    case Tag::Decimal: {
        value.narrow = parameter.text.toLatin1();
        const qsizetype point = value.narrow.indexOf('.');
        const auto digits = static_cast<SQLSMALLINT>(point < 0 ? 0 : value.narrow.size() - point - 1);
        return put(SQL_C_CHAR, SQL_DECIMAL, static_cast<SQLULEN>(value.narrow.size()), digits, value.narrow.data(), value.narrow.size());
    }
    case Tag::Float:
        value.real = parameter.text.toDouble(&ok);
        if (ok)
            return put(SQL_C_DOUBLE, SQL_DOUBLE, 15, 0, &value.real, sizeof value.real);
        break;
    default: break;
    }
    if (m_utf8) {
        value.narrow = parameter.text.toUtf8();
        return put(SQL_C_CHAR, SQL_VARCHAR, static_cast<SQLULEN>(value.narrow.size()), 0, value.narrow.data(), value.narrow.size());
    }
    value.wide = parameter.text;
    const auto characters = static_cast<SQLULEN>(value.wide.size());
    return put(SQL_C_WCHAR, characters > 4000 ? SQL_WLONGVARCHAR : SQL_WVARCHAR, characters, 0, value.wide.data(),
               static_cast<SQLLEN>(characters * sizeof(SQLWCHAR)));
}

} // namespace concord
