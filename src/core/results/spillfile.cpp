// SPDX-License-Identifier: GPL-3.0-or-later
#include "results/spillfile.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QStandardPaths>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace concord {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(SpillFile)
};

/// Not /tmp: that is memory on many systems.
QString spillFolder()
{
    return QStandardPaths::writableLocation(QStandardPaths::CacheLocation);
}

/// Of errno: as it is now.
std::unexpected<Error> notWritten()
{
    const int code = errno;
    const bool isFull = code == ENOSPC || code == EDQUOT || code == EFBIG;
    const QString why = isFull ? Words::tr("the disk is full") : QString::fromLocal8Bit(std::strerror(code));
    return fail(ErrorKind::Io, Words::tr("The rows are more than memory is meant for, and the file that takes them cannot grow in %1: %2. What "
                                         "was read until then is kept.")
                                   .arg(spillFolder(), why));
}

/// A mapped part of the file: unmapped with the last buffer that lies in it.
struct Mapping
{
    Mapping(void *start, std::size_t bytes) : at(start), size(bytes) {}
    Mapping(const Mapping &) = delete;
    Mapping &operator=(const Mapping &) = delete;
    ~Mapping() { munmap(at, size); }

    void *at;
    std::size_t size;
};

} // namespace

static constexpr std::size_t bufferAlignment = 16; // 128-bit values

static std::size_t roundedUp(std::size_t value, std::size_t step)
{
    return (value + step - 1) / step * step;
}

Result<std::shared_ptr<SpillFile>> SpillFile::create()
{
    const QString folder = spillFolder();
    errno = 0;
    if (!QDir().mkpath(folder)) {
        errno = errno == 0 ? ENOTDIR : errno;
        return notWritten();
    }
    // Not O_TMPFILE, which network file systems lack.
    QByteArray path = QFile::encodeName(folder + u"/rows-XXXXXX"_s);
    const int descriptor = mkostemp(path.data(), O_CLOEXEC);
    if (descriptor < 0)
        return notWritten();
    unlink(path.constData()); // gone with its last user
    return std::shared_ptr<SpillFile>(new SpillFile(descriptor));
}

SpillFile::~SpillFile()
{
    close(m_descriptor);
}

static bool writeAll(int descriptor, const char *bytes, std::size_t count, std::size_t offset)
{
    while (count > 0) {
        const ssize_t written = pwrite(descriptor, bytes, count, static_cast<off_t>(offset));
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return false;
        bytes += written;
        count -= static_cast<std::size_t>(written);
        offset += static_cast<std::size_t>(written);
    }
    return true;
}

Result<void> SpillFile::spill(std::vector<ColumnData> &columns)
{
    std::size_t end = m_size;
    for (ColumnData &column : columns) {
        for (Buffer *buffer : column.buffers()) {
            if (!writeAll(m_descriptor, buffer->data(), buffer->size(), end))
                return notWritten();
            end += roundedUp(buffer->size(), bufferAlignment);
        }
    }
    if (end == m_size)
        return {};
    // The last bytes up to the page's end must exist, or reading them would be a bus error.
    const std::size_t size = roundedUp(end, static_cast<std::size_t>(sysconf(_SC_PAGESIZE)));
    if (ftruncate(m_descriptor, static_cast<off_t>(size)) != 0)
        return notWritten();
    void *at = mmap(nullptr, size - m_size, PROT_READ, MAP_SHARED, m_descriptor, static_cast<off_t>(m_size));
    if (at == MAP_FAILED)
        return notWritten();
    const auto mapping = std::make_shared<const Mapping>(at, size - m_size);
    char *next = static_cast<char *>(at);
    for (ColumnData &column : columns) {
        for (Buffer *buffer : column.buffers()) {
            if (buffer->size() == 0)
                continue;
            const std::size_t bytes = roundedUp(buffer->size(), bufferAlignment);
            buffer->replaceBy(next, mapping);
            next += bytes;
        }
    }
    m_size = size;
    return {};
}

} // namespace concord
