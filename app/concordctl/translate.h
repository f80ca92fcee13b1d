// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>

namespace concord::ctl {

/// The context of all that concordctl says: `Ctl::tr("…")`.
struct Ctl
{
    Q_DECLARE_TR_FUNCTIONS(Ctl)
};

} // namespace concord::ctl
