// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "migrate/schemachanger.h"
#include "schema/catalog.h"

#include <optional>

namespace concord {

/// Plain columns that become computed ones: those go and come again, as no ALTER does it.
[[nodiscard]] QStringList columnsThatBecomeComputed(const Table &from, const Table &to);
/// Computed columns that are computed in another way, or from columns of which one takes another type.
[[nodiscard]] QStringList columnsComputedAnew(const Table &from, const Table &to);
/// Those that count in another way than before, so that the sequence of their own is not the old one.
[[nodiscard]] QStringList columnsWithAnotherSequence(const Table &from, const Table &to);
/// It counts by a sequence of its own; a partition's identity by that of its parent.
[[nodiscard]] bool pgHasOwnSequence(const Table &table, const Column &column);
/// Columns go behind those that come: a sequence that goes with one of `gone` may have the name of another's, and waits under one more.
void freePgSequenceNames(ChangeList &list, const Table &from, const Table &to, const std::vector<const Column *> &gone);
/// See SchemaChanger::loosened().
[[nodiscard]] std::optional<LooseSequence> loosenedPgSequence(const Table &table, const Column &column);
/// The table without the rights that go with their columns, or with the sequences by which those count.
[[nodiscard]] Table withoutRightsThatGo(Table from, const Table &to);

} // namespace concord
