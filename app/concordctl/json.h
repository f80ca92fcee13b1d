// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include <nlohmann/json.hpp>

#include <cmath>
#include <string>

namespace concord::ctl {

/// Keeps the order in which keys were given, so that output is stable and reads well.
using JsonValue = nlohmann::ordered_json;

[[nodiscard]] inline std::string utf8(const QString &text)
{
    return text.toStdString();
}

[[nodiscard]] inline JsonValue jsonList(const QStringList &texts)
{
    JsonValue list = JsonValue::array();
    for (const QString &text : texts)
        list.push_back(utf8(text));
    return list;
}

/// null for empty text.
[[nodiscard]] inline JsonValue textOrNull(const QString &text)
{
    return text.isEmpty() ? JsonValue() : JsonValue(utf8(text));
}

/// Times to the microsecond: what comes after is the clock's noise.
[[nodiscard]] inline double roundedMs(double ms)
{
    return std::round(ms * 1000) / 1000;
}

/// Text of a document for standard output. Text that is not valid UTF-8 cannot be in it: QString made it.
[[nodiscard]] inline std::string documentText(const JsonValue &json)
{
    return json.dump(2) + '\n';
}

} // namespace concord::ctl
