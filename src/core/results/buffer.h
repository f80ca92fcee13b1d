// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <new>
#include <utility>

namespace concord {

/// Growable raw bytes by realloc: no zero fill, no per-element constructor, 16-byte aligned start.
class Buffer
{
public:
    Buffer() = default;
    Buffer(const Buffer &other) { append(other.m_data, other.m_size); }
    Buffer(Buffer &&other) noexcept
        : m_data(std::exchange(other.m_data, nullptr)), m_size(std::exchange(other.m_size, 0)), m_capacity(std::exchange(other.m_capacity, 0))
    {}
    Buffer &operator=(Buffer other) noexcept
    {
        std::swap(m_data, other.m_data);
        std::swap(m_size, other.m_size);
        std::swap(m_capacity, other.m_capacity);
        return *this;
    }
    ~Buffer() { std::free(m_data); }

    [[nodiscard]] char *data() { return m_data; }
    [[nodiscard]] const char *data() const { return m_data; }
    [[nodiscard]] std::size_t size() const { return m_size; }
    [[nodiscard]] std::size_t capacity() const { return m_capacity; }

    void append(const void *bytes, std::size_t count)
    {
        if (count == 0)
            return;
        if (m_size + count > m_capacity)
            grow(m_size + count);
        std::memcpy(m_data + m_size, bytes, count);
        m_size += count;
    }
    void appendZeros(std::size_t count)
    {
        if (count == 0)
            return;
        if (m_size + count > m_capacity)
            grow(m_size + count);
        std::memset(m_data + m_size, 0, count);
        m_size += count;
    }
    void reserve(std::size_t capacity)
    {
        if (capacity > m_capacity)
            reallocate(capacity);
    }
    void shrink()
    {
        if (m_size == 0)
            clear();
        else if (m_size < m_capacity)
            reallocate(m_size);
    }
    void clear()
    {
        std::free(m_data);
        m_data = nullptr;
        m_size = m_capacity = 0;
    }

private:
    void grow(std::size_t needed) { reallocate(std::max<std::size_t>({needed, m_capacity * 2, 64})); }
    void reallocate(std::size_t capacity)
    {
        void *moved = std::realloc(m_data, capacity);
        if (!moved)
            throw std::bad_alloc();
        m_data = static_cast<char *>(moved);
        m_capacity = capacity;
    }

    char *m_data = nullptr;
    std::size_t m_size = 0;
    std::size_t m_capacity = 0;
};

} // namespace concord
