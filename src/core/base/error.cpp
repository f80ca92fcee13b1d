// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/error.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace concord {

QString errorKindName(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::Usage: return u"usage"_s;
    case ErrorKind::NotFound: return u"not_found"_s;
    case ErrorKind::Connection: return u"connection"_s;
    case ErrorKind::Authentication: return u"authentication"_s;
    case ErrorKind::Tls: return u"tls"_s;
    case ErrorKind::Timeout: return u"timeout"_s;
    case ErrorKind::Cancelled: return u"cancelled"_s;
    case ErrorKind::Lost: return u"lost"_s;
    case ErrorKind::Syntax: return u"syntax"_s;
    case ErrorKind::ReadOnly: return u"read_only"_s;
    case ErrorKind::Permission: return u"permission"_s;
    case ErrorKind::Busy: return u"busy"_s;
    case ErrorKind::Server: return u"server"_s;
    case ErrorKind::Io: return u"io"_s;
    case ErrorKind::Damaged: return u"damaged"_s;
    case ErrorKind::Unsupported: return u"unsupported"_s;
    case ErrorKind::Internal: return u"internal"_s;
    }
    return u"internal"_s;
}

void locate(Error &error, QStringView statement)
{
    if (error.offset < 0 || error.offset > statement.size())
        return;
    const QStringView before = statement.first(error.offset);
    error.line = static_cast<int>(before.count(u'\n')) + 1;
    const QStringView inLine = before.sliced(before.lastIndexOf(u'\n') + 1);
    const auto pairs = std::ranges::count_if(inLine, [](QChar c) { return c.isLowSurrogate(); });
    error.column = static_cast<int>(inLine.size() - pairs) + 1;
}

} // namespace concord
