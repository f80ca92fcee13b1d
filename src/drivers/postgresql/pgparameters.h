// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connection/connection.h"

#include <libpq-fe.h>

#include <vector>

namespace concord {

/// Values to bind, as libpq wants them: typed as the same literals in the text would be. Keeps its bytes.
class PgParameters
{
public:
    explicit PgParameters(const QList<Parameter> &parameters);

    [[nodiscard]] int count() const { return static_cast<int>(m_types.size()); }
    [[nodiscard]] const Oid *types() const { return m_types.data(); }
    [[nodiscard]] const char *const *values() const { return m_values.data(); }

private:
    QList<QByteArray> m_bytes;
    std::vector<Oid> m_types;
    std::vector<const char *> m_values;
};

} // namespace concord
