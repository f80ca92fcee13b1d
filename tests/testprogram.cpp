// SPDX-License-Identifier: GPL-3.0-or-later
#include "testprogram.h"

#include <QFileInfo>
#include <QtTest>

#ifdef CONCORD_TEST_GUI
#include <QApplication>
using Application = QApplication;
#else
#include <QCoreApplication>
using Application = QCoreApplication;
#endif

#include <cstdio>
#include <map>
#include <string>
#include <vector>

namespace concord::test {

namespace {

using Make = std::unique_ptr<QObject> (*)();
using Act = int (*)(const QStringList &);

// Filled before main: in a function, so that it is there first.
std::map<std::string, Make> &tests()
{
    static std::map<std::string, Make> all;
    return all;
}

std::map<std::string, Act> &roles()
{
    static std::map<std::string, Act> all;
    return all;
}

int usage(const char *program)
{
    std::fprintf(stderr, "usage: %s TEST [function …]\nTEST is one of:\n", program);
    for (const auto &[name, make] : tests())
        std::fprintf(stderr, "  %s\n", name.c_str());
    return 2;
}

} // namespace

bool addTest(const char *file, Make make)
{
    return tests().emplace(QFileInfo(QString::fromLocal8Bit(file)).completeBaseName().toStdString(), make).second;
}

bool addRole(const char *role, Act act)
{
    return roles().emplace(role, act).second;
}

static int runNamed(int argc, char **argv)
{
    const std::string name = argc > 1 ? argv[1] : "";
    Application application(argc, argv);
    if (const auto role = roles().find(name); role != roles().end())
        return role->second(QCoreApplication::arguments());
    const auto test = tests().find(name);
    if (test == tests().end())
        return usage(argv[0]);
#ifdef CONCORD_TEST_GUI
    application.setAttribute(Qt::AA_Use96Dpi, true); // as QTEST_MAIN does
#endif
    std::vector<char *> arguments(argv, argv + argc);
    arguments.erase(arguments.begin() + 1);
    const std::unique_ptr<QObject> object = test->second();
    return QTest::qExec(object.get(), int(arguments.size()), arguments.data());
}

} // namespace concord::test

int main(int argc, char **argv)
{
    return concord::test::runNamed(argc, argv);
}
