// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QList>
#include <QStringList>

namespace concord {

/// What stands at one height of two texts of SQL beside each other.
struct AlignedLine
{
    int left = -1;  ///< a line, from 0; -1: only the other side has one
    int right = -1;
    bool same = false; ///< but for blanks and a comma at the end

    friend bool operator==(const AlignedLine &, const AlignedLine &) = default;
};

/// Equal lines beside each other; of those between, what is about the same column, index or trigger. Every line of both texts comes
/// once, in its order. `renamed`: the right side's names of left columns, both in lower case.
[[nodiscard]] QList<AlignedLine> alignLines(const QStringList &left, const QStringList &right, const QHash<QString, QString> &renamed = {});

/// What a line of a schema is about: "customer_id", "create index i". In lower case.
[[nodiscard]] QString subjectOf(const QString &line);

} // namespace concord
