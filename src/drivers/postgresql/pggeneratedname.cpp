// SPDX-License-Identifier: GPL-3.0-or-later
#include "postgresql/pggeneratedname.h"

#include <algorithm>
#include <array>

namespace concord {

static constexpr qsizetype longestName = 63; ///< NAMEDATALEN - 1

/// At most `bytes` bytes, never half a character.
static QByteArray clipped(const QByteArray &text, qsizetype bytes)
{
    qsizetype end = qMin(bytes, text.size());
    while (end > 0 && end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80)
        --end;
    return text.first(end);
}

/// makeObjectName() of the server: the longer of both parts gives way until all of it fits.
static QByteArray objectName(const QByteArray &first, const QByteArray &second, const QByteArray &label)
{
    const qsizetype overhead = label.size() + 1 + (second.isEmpty() ? 0 : 1);
    const qsizetype room = longestName - overhead;
    qsizetype firstSize = first.size();
    qsizetype secondSize = second.size();
    while (firstSize + secondSize > room) {
        if (firstSize > secondSize)
            --firstSize;
        else
            --secondSize;
    }
    QByteArray name = clipped(first, firstSize);
    if (!second.isEmpty())
        name += '_' + clipped(second, secondSize);
    return name + '_' + label;
}

/// ChooseIndexNameAddition() and its like: columns joined by _, until there is more than a name holds.
static QByteArray columnsPart(const QStringList &columns)
{
    QByteArray joined;
    for (const QString &column : columns) {
        if (!joined.isEmpty())
            joined += '_';
        joined += column.toUtf8();
        if (joined.size() >= longestName + 1)
            break;
    }
    return joined;
}

QString pgGeneratedName(const QString &table, const QStringList &columns, QLatin1StringView label)
{
    return QString::fromUtf8(objectName(table.toUtf8(), columnsPart(columns), QByteArray(label.data(), label.size())));
}

bool isPgGeneratedName(const QString &name, const QString &table, const QStringList &columns, QLatin1StringView label)
{
    qsizetype digits = 0;
    while (digits < name.size() && name[name.size() - 1 - digits] >= u'0' && name[name.size() - 1 - digits] <= u'9')
        ++digits;
    if (digits > 6)
        return false;
    const QByteArray numbered = QByteArray(label.data(), label.size()) + name.last(digits).toLatin1();
    return name.toUtf8() == objectName(table.toUtf8(), columnsPart(columns), numbered);
}

static QStringView withoutNumber(QStringView name)
{
    while (!name.isEmpty() && name.back() >= u'0' && name.back() <= u'9')
        name.chop(1);
    return name;
}

bool isPgNumberedName(const QString &name)
{
    static constexpr std::array labels{QLatin1StringView("_check"), QLatin1StringView("_key"), QLatin1StringView("_fkey"), QLatin1StringView("_pkey"),
                                       QLatin1StringView("_excl")};
    const QStringView stem = withoutNumber(name);
    return stem.size() < name.size() && std::ranges::any_of(labels, [&](QLatin1StringView label) { return stem.endsWith(label); });
}

bool differByPgNumber(const QString &a, const QString &b)
{
    return a != b && (isPgNumberedName(a) || isPgNumberedName(b)) && withoutNumber(a) == withoutNumber(b);
}

} // namespace concord
