// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "schema/fieldsample.h"

#include <QStringList>

/// Documents as JSON lines, for tests of what is inferred from documents. {"$oid": …} is an ObjectId, {"$date": …} a date.
namespace concord::test {

/// A collection with the fields of these documents, one a line; `whole`: there are no others.
[[nodiscard]] std::shared_ptr<Collection> collectionOf(const QString &name, const QStringList &documents, bool whole = false,
                                                       const FieldSample::Limits &limits = {});
/// The same documents so many times over: a sample of a size that says something.
[[nodiscard]] QStringList repeated(const QStringList &documents, int times);

} // namespace concord::test
