// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <new>
#include <utility>

namespace concord {

/// Growable raw bytes by realloc: no zero fill, no per-element constructor, 16-byte aligned start. May instead stand for
/// bytes that someone else keeps (a part of a mapped file); these are copied before they are changed.
class Buffer
{
public:
    Buffer() = default;
    Buffer(const Buffer &other) { append(other.m_data, other.m_size); }
    Buffer(Buffer &&other) noexcept
        : m_data(std::exchange(other.m_data, nullptr)),
          m_size(std::exchange(other.m_size, 0)),
          m_capacity(std::exchange(other.m_capacity, 0)),
          m_keeper(std::move(other.m_keeper))
    {}
    Buffer &operator=(Buffer other) noexcept
    {
        std::swap(m_data, other.m_data);
        std::swap(m_size, other.m_size);
        std::swap(m_capacity, other.m_capacity);
        std::swap(m_keeper, other.m_keeper);
        return *this;
    }
    ~Buffer() { release(); }

    [[nodiscard]] char *data() { return m_data; }
    [[nodiscard]] const char *data() const { return m_data; }
    [[nodiscard]] std::size_t size() const { return m_size; }
    /// Bytes of memory of its own.
    [[nodiscard]] std::size_t capacity() const { return m_capacity; }
    /// Gives up its own memory for the same bytes at `data`, which stay as long as `keeper` does.
    void replaceBy(char *data, std::shared_ptr<const void> keeper)
    {
        const std::size_t size = m_size;
        clear();
        m_data = data;
        m_size = size;
        m_keeper = std::move(keeper);
    }

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
        else if (!m_keeper && m_size < m_capacity)
            reallocate(m_size);
    }
    void clear()
    {
        release();
        m_data = nullptr;
        m_size = m_capacity = 0;
        m_keeper.reset();
    }

private:
    void grow(std::size_t needed) { reallocate(std::max<std::size_t>({needed, m_capacity * 2, 64})); }
    void reallocate(std::size_t capacity)
    {
        void *moved = m_keeper ? std::malloc(capacity) : std::realloc(m_data, capacity);
        if (!moved)
            throw std::bad_alloc();
        if (m_keeper) {
            std::memcpy(moved, m_data, m_size);
            m_keeper.reset();
        }
        m_data = static_cast<char *>(moved);
        m_capacity = capacity;
    }
    void release()
    {
        if (!m_keeper)
            std::free(m_data);
    }

    char *m_data = nullptr;
    std::size_t m_size = 0;
    std::size_t m_capacity = 0;
    std::shared_ptr<const void> m_keeper;
};

} // namespace concord
