// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace concord {

/// A password on its way to a driver. Overwritten when it goes away; has no operator<< and no conversion to text, so
/// that it cannot slip into a log. UTF-8.
class Secret
{
public:
    Secret() = default;
    explicit Secret(QByteArray bytes) : m_bytes(std::move(bytes)) {}
    Secret(const Secret &) = default;
    Secret &operator=(const Secret &) = default;
    Secret(Secret &&) noexcept = default;
    Secret &operator=(Secret &&) noexcept = default;
    ~Secret()
    {
        if (m_bytes.isDetached())
            m_bytes.fill('\0');
    }

    [[nodiscard]] bool isNull() const { return m_bytes.isNull(); }
    /// Only drivers and secret stores call this.
    [[nodiscard]] const QByteArray &reveal() const { return m_bytes; }

private:
    QByteArray m_bytes;
};

} // namespace concord
