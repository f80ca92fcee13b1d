// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// QScintilla's headers are written with Qt's keywords, which this project turns off.
#define signals Q_SIGNALS // NOLINT
#define slots Q_SLOTS     // NOLINT
#include <Qsci/qscicommandset.h>
#include <Qsci/qsciscintilla.h>
#include <Qsci/qscistyle.h>
#undef signals
#undef slots
