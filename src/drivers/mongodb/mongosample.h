// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"
#include "mongodb/mongolink.h"

#include <chrono>
#include <cstdint>

namespace concord {

/// How documents are drawn from a collection.
struct SampleRequest
{
    QString collection;
    int documents = 0;
    std::chrono::milliseconds limit{}; ///< what the server may take for each try; 0: no limit
    bool view = false;
    bool ferret = false; ///< the server's buildInfo names FerretDB
};

enum class SampleDrawn : std::uint8_t {
    EachByItself, ///< each document with the same chance
    InBlocks,     ///< documents that are stored together come together
};

/// Hands the documents of a sample over, as MongoLink::each() does; by $sample, unlike the first ones of a collection, which are its oldest.
[[nodiscard]] Result<SampleDrawn> eachOfSample(MongoLink &link, const SampleRequest &request, const MongoLink::Take &take);

} // namespace concord
