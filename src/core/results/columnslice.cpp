// SPDX-License-Identifier: GPL-3.0-or-later
#include "results/column.h"

namespace concord {

ColumnData ColumnData::sliced(std::uint32_t first, std::uint32_t count) const
{
    ColumnData part(m_physical);
    part.reserve(count);
    const std::size_t size = width(m_physical);
    for (std::uint32_t row = first; row < first + count; ++row) {
        if (isMissing(row)) {
            part.appendMissing();
        } else if (isNull(row)) {
            part.appendNull();
        } else if (m_physical == Physical::Variant) {
            part.appendVariant(tag(row), bytes(row));
        } else if (size == 0) {
            part.appendBytes(bytes(row));
        } else {
            if (part.m_nulls != 0)
                part.markValid();
            part.m_values.append(m_values.data() + row * size, size);
            ++part.m_rows;
        }
    }
    part.m_validUtf8 = m_validUtf8;
    return part;
}

} // namespace concord
