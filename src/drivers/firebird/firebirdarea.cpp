// SPDX-License-Identifier: GPL-3.0-or-later
#include "firebird/firebirdhandles.h"

namespace concord {

static std::size_t units(std::size_t bytes)
{
    return (bytes + sizeof(std::max_align_t) - 1) / sizeof(std::max_align_t);
}

FirebirdArea::FirebirdArea(int count) : m_area(units(XSQLDA_LENGTH(static_cast<std::size_t>(count))))
{
    get()->version = SQLDA_VERSION1;
    get()->sqln = static_cast<ISC_SHORT>(count);
}

std::size_t firebirdSize(const XSQLVAR &variable)
{
    const auto length = static_cast<std::size_t>(static_cast<ISC_USHORT>(variable.sqllen));
    return firebirdType(variable) == SQL_VARYING ? length + sizeof(ISC_USHORT) : length;
}

void FirebirdArea::makeRoom()
{
    std::size_t total = 0;
    for (int i = 0; i < count(); ++i)
        total += units(firebirdSize(variable(i)));
    m_values.assign(total, {});
    m_nulls.assign(static_cast<std::size_t>(count()), 0);
    std::size_t at = 0;
    for (int i = 0; i < count(); ++i) {
        XSQLVAR &one = variable(i);
        one.sqldata = reinterpret_cast<ISC_SCHAR *>(m_values.data() + at);
        one.sqlind = &m_nulls[static_cast<std::size_t>(i)];
        at += units(firebirdSize(one));
    }
}

} // namespace concord
