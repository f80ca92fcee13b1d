// SPDX-License-Identifier: GPL-3.0-or-later
// Precompiled for every test program; a test includes what it uses all the same.
#include <QtCore>
#include <QtTest>
#ifdef CONCORD_TEST_GUI
#include <QtGui>
#include <QtWidgets>
#endif
#include <nlohmann/json.hpp>

#include <expected>
#include <functional>
#include <memory>
#include <optional>
#include <vector>
