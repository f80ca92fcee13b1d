// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "patience.h"

#include <QObject>
#include <QStringList>

#include <memory>

namespace concord::test {

/// The tests of a folder are one program, `tests_<folder> tst_name [Qt Test's arguments]`: one link, one precompiled header.
/// Each ctest entry is a process of its own all the same.
/// \returns true, so that a static may hold it; \a file is the test's __FILE__, whose name without .cpp is the test's name
bool addTest(const char *file, std::unique_ptr<QObject> (*make)());

/// `tests_<folder> ROLE …` runs \a act instead of a test: another process that a test starts to stand opposite it.
/// \a act gets QCoreApplication::arguments() and gives the exit code.
bool addRole(const char *role, int (*act)(const QStringList &arguments));

} // namespace concord::test

// NOLINTBEGIN(cppcoreguidelines-macro-usage): as QTEST_MAIN, which it stands for
#define CONCORD_TEST(Class) \
    [[maybe_unused]] static const bool registeredTest = \
        concord::test::addTest(__FILE__, []() -> std::unique_ptr<QObject> { return std::make_unique<Class>(); });
#define CONCORD_TEST_ROLE(role, act) [[maybe_unused]] static const bool registeredRole = concord::test::addRole(role, act);
// NOLINTEND(cppcoreguidelines-macro-usage)
