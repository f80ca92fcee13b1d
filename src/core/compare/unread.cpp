// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/unread.h"

#include "compare/comparison.h"

#include <algorithm>

namespace concord {

QString unreadReason(const Catalog &catalog, const ObjectRef &ref)
{
    const auto concerns = [&](const Unread &unread) {
        if (unread.object == ref)
            return true;
        if (ref.schema.isEmpty())
            return false;
        // A schema is told by its own name, or as a place without one.
        const bool place = unread.object.name.isEmpty() && unread.object.schema == ref.schema;
        return place || (unread.object == ObjectRef{{}, ref.schema} && catalog.find(ObjectKind::Schema, unread.object));
    };
    const std::vector<Unread> &unread = catalog.info().unread;
    const auto found = std::ranges::find_if(unread, concerns);
    return found == unread.end() ? QString() : found->reason.isNull() ? QStringLiteral("") : found->reason;
}

void doubtWhatWasNotRead(ObjectComparison &comparison, const QString &leftReason, const QString &rightReason)
{
    const auto reasonFor = [&](bool leftLacks, bool rightLacks) {
        return leftLacks && !leftReason.isNull() ? leftReason : rightLacks && !rightReason.isNull() ? rightReason : QString();
    };
    const auto doubt = [&](std::vector<Difference> &differences) {
        for (Difference &difference : differences) {
            const QString reason = reasonFor(difference.left.isEmpty(), difference.right.isEmpty());
            if (difference.verdict != Verdict::Different || reason.isNull())
                continue;
            difference.verdict = Verdict::CannotTell;
            difference.reason = reason;
        }
    };
    doubt(comparison.differences);
    for (MemberComparison &member : comparison.members) {
        doubt(member.differences);
        const QString reason = reasonFor(!member.left, !member.right);
        if (reason.isNull())
            continue;
        member.verdict = Verdict::CannotTell;
        member.reason = reason;
    }
}

} // namespace concord
