// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QProcess>
#include <QString>
#include <QStringList>
#include <QTemporaryDir>

#include <nlohmann/json.hpp>

namespace concord::test {

using Json = nlohmann::ordered_json;

/// What one call of concordctl answered.
struct Answer
{
    int code = -1;
    QByteArray out;
    QByteArray err;

    /// Standard output as one JSON document; discarded (is_discarded()) where it is none.
    [[nodiscard]] Json json() const { return Json::parse(out.toStdString(), nullptr, false); }
};

/// The real program in a home, a workspace and an environment of its own.
class Ctl
{
public:
    Ctl();

    [[nodiscard]] QString path(const QString &name) const { return m_dir.filePath(name); }
    [[nodiscard]] QString workspace() const { return path(QStringLiteral("workspace.concord")); }
    void setEnvironment(const QString &name, const QString &value) { m_environment.insert(name, value); }
    /// From now on as a user who owns nothing, where this one is root and may write everywhere.
    void beNobody() { m_isNobody = true; }
    /// Runs to the end; -1 as code where it does not end within a minute.
    [[nodiscard]] Answer run(const QStringList &arguments, const QByteArray &input = {}) const;
    /// Starts it and returns; standard input is closed.
    void start(QProcess &process, const QStringList &arguments) const;
    /// Writes the demo and adds its profiles.
    [[nodiscard]] bool makeDemo() const;

private:
    void prepare(QProcess &process, const QStringList &arguments) const;

    QTemporaryDir m_dir;
    QProcessEnvironment m_environment;
    bool m_isNobody = false;
};

/// For QVERIFY2: what the program said.
[[nodiscard]] inline QByteArray said(const Answer &answer)
{
    return "exit " + QByteArray::number(answer.code) + "\nout: " + answer.out + "\nerr: " + answer.err;
}

} // namespace concord::test

/// QVERIFY2 evaluates its second argument always: the call is made once, before it.
#define VERIFY_CODE(answer, expected) \
    do { \
        const concord::test::Answer &given = (answer); \
        QVERIFY2(given.code == (expected), concord::test::said(given).constData()); \
    } while (false)
