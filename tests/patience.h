// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTest>

// Qt waits 5 s for what is to come in a moment. Where sanitizers and other tests share two cores, a moment may be longer.
// NOLINTBEGIN(cppcoreguidelines-macro-usage): Qt's own, with another time
#undef QTRY_VERIFY
#define QTRY_VERIFY(expr) QTRY_VERIFY_WITH_TIMEOUT(expr, 30'000)
#undef QTRY_VERIFY2
#define QTRY_VERIFY2(expr, messageExpression) QTRY_VERIFY2_WITH_TIMEOUT(expr, messageExpression, 30'000)
#undef QTRY_COMPARE
#define QTRY_COMPARE(expr, expected) QTRY_COMPARE_WITH_TIMEOUT(expr, expected, 30'000)
// NOLINTEND(cppcoreguidelines-macro-usage)
