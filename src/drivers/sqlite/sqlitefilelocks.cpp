// SPDX-License-Identifier: GPL-3.0-or-later
#include "sqlite/sqlitefilelocks.h"

#include <sqlite3.h>

#include <cerrno>
#include <cstdarg>
#include <map>
#include <mutex>
#include <set>
#include <string>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace concord {

#ifdef F_OFD_SETLK

namespace {

bool hasLocksOfDescriptions(int descriptor)
{
    struct flock asked = {};
    asked.l_type = F_RDLCK;
    return fcntl(descriptor, F_OFD_GETLK, &asked) == 0;
}

/// One descriptor for each file that SQLite has open, through which all locks of this process on it go.
class LockKeepers
{
public:
    /// -1: this file's locks stay with `descriptor`.
    int keeperOf(int descriptor)
    {
        const std::lock_guard guard(m_mutex);
        if (const auto known = m_files.find(descriptor); known != m_files.end())
            return known->second == m_keepers.end() ? -1 : known->second->second.descriptor;
        struct stat status = {};
        if (fstat(descriptor, &status) != 0)
            return -1;
        const File file(status.st_dev, status.st_ino);
        auto keeper = m_keepers.find(file);
        if (keeper == m_keepers.end() && !m_refused.contains(file.first))
            keeper = open(descriptor, file);
        const bool writes = (fcntl(descriptor, F_GETFL) & O_ACCMODE) != O_RDONLY;
        if (keeper != m_keepers.end() && writes && !keeper->second.writes) // the file could only be read before
            keeper = m_keepers.end();
        if (keeper != m_keepers.end())
            ++keeper->second.users;
        m_files.emplace(descriptor, keeper);
        return keeper == m_keepers.end() ? -1 : keeper->second.descriptor;
    }

    /// Before SQLite closes it: the last one takes the keeper along.
    void forget(int descriptor)
    {
        const std::lock_guard guard(m_mutex);
        const auto known = m_files.find(descriptor);
        if (known == m_files.end())
            return;
        if (known->second != m_keepers.end() && --known->second->second.users == 0) {
            ::close(known->second->second.descriptor);
            m_keepers.erase(known->second);
        }
        m_files.erase(known);
    }

private:
    using File = std::pair<dev_t, ino_t>;
    struct Keeper
    {
        int descriptor = -1;
        bool writes = false;
        int users = 0;
    };
    using Keepers = std::map<File, Keeper>;

    Keepers::iterator open(int descriptor, const File &file)
    {
        const std::string path = "/proc/self/fd/" + std::to_string(descriptor);
        int kept = ::open(path.c_str(), O_RDWR | O_CLOEXEC);
        const bool writes = kept >= 0;
        if (!writes && (fcntl(descriptor, F_GETFL) & O_ACCMODE) == O_RDONLY)
            kept = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
        if (kept >= 0 && hasLocksOfDescriptions(kept))
            return m_keepers.emplace(file, Keeper{kept, writes, 0}).first;
        if (kept >= 0) { // nobody has a lock on the file yet; a next time closing it would drop them
            ::close(kept);
            m_refused.insert(file.first);
        }
        return m_keepers.end();
    }

    std::mutex m_mutex;
    Keepers m_keepers;
    std::set<dev_t> m_refused; ///< file systems without such locks
    std::map<int, Keepers::iterator> m_files; ///< SQLite's descriptors; end(): without a keeper
};

LockKeepers &keepers()
{
    static auto *all = new LockKeepers; // outlives every database, also those that end with the process
    return *all;
}

int lockedFcntl(int descriptor, int command, ...)
{
    va_list arguments;
    va_start(arguments, command);
    const bool locks = command == F_SETLK || command == F_GETLK || command == F_SETLKW;
    struct flock *lock = locks ? va_arg(arguments, struct flock *) : nullptr;
    const int value = locks ? 0 : va_arg(arguments, int);
    va_end(arguments);
    if (!locks)
        return fcntl(descriptor, command, value);
    const int keeper = keepers().keeperOf(descriptor);
    if (keeper < 0)
        return fcntl(descriptor, command, lock);
    lock->l_pid = 0; // fcntl(2) wants it so
    return fcntl(keeper, command == F_GETLK ? F_OFD_GETLK : command == F_SETLK ? F_OFD_SETLK : F_OFD_SETLKW, lock);
}

int forgettingClose(int descriptor)
{
    keepers().forget(descriptor);
    return ::close(descriptor);
}

template<class F>
sqlite3_syscall_ptr asCall(F *function)
{
    return reinterpret_cast<sqlite3_syscall_ptr>(function);
}

} // namespace

void keepSqliteLocks()
{
    static std::once_flag once;
    std::call_once(once, [] {
        const int probe = memfd_create("concord", MFD_CLOEXEC); // kernels before 3.15, and some that only act as one
        const bool known = probe >= 0 && hasLocksOfDescriptions(probe);
        if (probe >= 0)
            ::close(probe);
        if (!known)
            return;
        sqlite3_vfs *files = sqlite3_vfs_find("unix");
        if (!files || files->iVersion < 3 || !files->xSetSystemCall)
            return;
        files->xSetSystemCall(files, "fcntl", asCall(&lockedFcntl));
        files->xSetSystemCall(files, "close", asCall(&forgettingClose));
    });
}

#else

void keepSqliteLocks() {}

#endif

} // namespace concord
