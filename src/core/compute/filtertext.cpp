// SPDX-License-Identifier: GPL-3.0-or-later
#include "compute/engine.h"

#include <array>

using namespace Qt::StringLiterals;

namespace concord {

using Kind = ColumnFilter::Kind;

static std::optional<ColumnFilter> keyword(int column, const QString &word)
{
    if (word.compare(u"null", Qt::CaseInsensitive) == 0)
        return ColumnFilter{column, Kind::IsNull, {}};
    if (word.compare(u"!null", Qt::CaseInsensitive) == 0)
        return ColumnFilter{column, Kind::IsNotNull, {}};
    if (word.compare(u"missing", Qt::CaseInsensitive) == 0)
        return ColumnFilter{column, Kind::IsMissing, {}};
    return std::nullopt;
}

std::optional<ColumnFilter> parseColumnFilter(int column, const QString &text)
{
    const QString trimmed = text.trimmed();
    if (trimmed.isEmpty())
        return std::nullopt;
    if (const std::optional<ColumnFilter> word = keyword(column, trimmed))
        return word;
    struct Sign
    {
        QLatin1StringView sign;
        Kind kind;
    };
    static constexpr std::array<Sign, 9> signs{{{"!="_L1, Kind::NotEquals},
                                                {"<>"_L1, Kind::NotEquals},
                                                {"<="_L1, Kind::LessOrEqual},
                                                {">="_L1, Kind::GreaterOrEqual},
                                                {"="_L1, Kind::Equals},
                                                {"<"_L1, Kind::Less},
                                                {">"_L1, Kind::Greater},
                                                {"~"_L1, Kind::Regex},
                                                {"!"_L1, Kind::NotContains}}};
    for (const Sign &sign : signs) {
        if (!trimmed.startsWith(sign.sign))
            continue;
        const QString operand = trimmed.sliced(sign.sign.size()).trimmed();
        // "=" alone looks for empty text; "<" alone is a filter that is being typed.
        if (operand.isEmpty() && sign.kind != Kind::Equals && sign.kind != Kind::NotEquals)
            return std::nullopt;
        return ColumnFilter{column, sign.kind, operand};
    }
    return ColumnFilter{column, Kind::Contains, text};
}

} // namespace concord
