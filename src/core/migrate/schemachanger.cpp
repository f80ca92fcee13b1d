// SPDX-License-Identifier: GPL-3.0-or-later
#include "migrate/schemachanger.h"

#include <algorithm>

namespace concord {

ChangePhase changePhaseOf(DdlPhase phase)
{
    switch (phase) {
    case DdlPhase::Extension: return ChangePhase::CreateExtension;
    case DdlPhase::Schema: return ChangePhase::CreateSchema;
    case DdlPhase::Type: return ChangePhase::CreateType;
    case DdlPhase::Sequence: return ChangePhase::CreateSequence;
    case DdlPhase::EarlyRoutine: return ChangePhase::EarlyRoutine;
    case DdlPhase::Table: return ChangePhase::CreateTable;
    case DdlPhase::SequenceOwner: return ChangePhase::SequenceOwner;
    case DdlPhase::Index: return ChangePhase::CreateIndex;
    case DdlPhase::Routine: return ChangePhase::Routine;
    case DdlPhase::View: return ChangePhase::View;
    case DdlPhase::ViewIndex: return ChangePhase::ViewIndex;
    case DdlPhase::ForeignKey: return ChangePhase::ForeignKey;
    case DdlPhase::Trigger: return ChangePhase::Trigger;
    case DdlPhase::Policy: return ChangePhase::Policy;
    case DdlPhase::Comment: return ChangePhase::Comment;
    case DdlPhase::Privilege: return ChangePhase::Privilege;
    case DdlPhase::Last: break;
    }
    return ChangePhase::Last;
}

QString hazardName(Hazard hazard)
{
    switch (hazard) {
    case Hazard::DataLoss: return QStringLiteral("data_loss");
    case Hazard::MayFail: return QStringLiteral("may_fail");
    case Hazard::Rewrite: return QStringLiteral("rewrite");
    case Hazard::Lock: break;
    }
    return QStringLiteral("lock");
}

const EngineTerms &SchemaChanger::terms() const
{
    static const EngineTerms standard;
    return standard;
}

QStringList SchemaChanger::heldNames(const Table &table) const
{
    QStringList names;
    const auto add = [&](const auto &part) {
        if (!part.name.isEmpty() && !part.nameGenerated)
            names.append(part.name);
    };
    if (table.primaryKey)
        add(*table.primaryKey);
    std::ranges::for_each(table.uniques, add);
    std::ranges::for_each(table.checks, add);
    std::ranges::for_each(table.exclusions, add);
    std::ranges::for_each(table.foreignKeys, add);
    for (const Index &index : table.indexes) // which keep theirs, whoever chose it
        names.append(index.name);
    return names;
}

} // namespace concord
