// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "concordctl/commandline.h"
#include "concordctl/output.h"
#include "connection/driver.h"
#include "query/run.h"

namespace concord::ctl {

/// Which statements of a script are to be written as the answer.
struct ChosenStatement
{
    int index = -1;       ///< from 0; -1: all
    bool several = false; ///< the script has more than one, so that answers say whose they are

    [[nodiscard]] bool holds(int statement) const { return index < 0 || index == statement; }
};

/// By --statement N. Error Usage where there is no such statement, or where several read and the format holds one table.
[[nodiscard]] Result<ChosenStatement> chosenStatement(const Arguments &arguments, const RunRequest &request, Format format,
                                                      const DriverRegistry &registry);

} // namespace concord::ctl
