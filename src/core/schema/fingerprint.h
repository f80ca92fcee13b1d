// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <array>
#include <compare>

namespace concord {

struct SchemaObject;
class Catalog;

/// 128 bits that stand for an object's schema: equal parts are compared by it alone.
struct Fingerprint
{
    std::array<quint64, 2> words{};

    [[nodiscard]] bool isNull() const { return words[0] == 0 && words[1] == 0; }
    [[nodiscard]] QString toString() const; ///< 32 hexadecimal digits
    [[nodiscard]] static Fingerprint fromString(const QString &text); ///< null where it is not one
    friend bool operator==(const Fingerprint &, const Fingerprint &) = default;
    friend std::strong_ordering operator<=>(const Fingerprint &, const Fingerprint &) = default;
};

/// Of everything that an object declares, but for statistics, what was inferred, the names that a server made up, and its
/// own schema's name, which counts as "my own scope" wherever it stands: users of tenant_1 and of tenant_2 hash alike.
[[nodiscard]] Fingerprint fingerprintOf(const SchemaObject &object);
/// Of all objects with their names. Of a catalog of one schema that schema's name does not count.
[[nodiscard]] Fingerprint fingerprintOf(const Catalog &catalog);

/// SQL text with every mention of schema `own` (bare or quoted, before a dot; inside '…'::regclass too) replaced by a marker,
/// so that definitions of two schemas can be compared.
[[nodiscard]] QString withoutOwnSchema(const QString &sql, const QString &own);

} // namespace concord
