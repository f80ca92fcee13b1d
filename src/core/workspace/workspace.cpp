// SPDX-License-Identifier: GPL-3.0-or-later
#include "workspace/secretstore.h"
#include "workspace/workspacethread.h"
