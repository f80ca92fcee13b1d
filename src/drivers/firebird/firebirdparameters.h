// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connection/connection.h"
#include "firebird/firebirdhandles.h"

#include <functional>

namespace concord {

/// The values of a statement's parameters, in the area that its own types were described in.
class FirebirdParameters
{
public:
    /// Stores a text of more than a VARCHAR holds as a BLOB.
    using BlobWriter = std::function<Result<ISC_QUAD>(const QByteArray &)>;

    /// `area` was filled by isc_dsql_describe_bind() and outlives this; there is one value for each of its parameters.
    [[nodiscard]] static Result<void> bind(FirebirdArea &area, const QList<Parameter> &values, const BlobWriter &writeBlob);
};

} // namespace concord
