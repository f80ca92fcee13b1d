// SPDX-License-Identifier: GPL-3.0-or-later
#include "schema/sqldefcases.h"

#include <QDir>
#include <QFile>

#include <yaml-cpp/yaml.h>

using namespace Qt::StringLiterals;

namespace concord::test {

QString SqldefCase::label() const
{
    return file.chopped(u".yml"_s.size()) + u'/' + name;
}

bool SqldefCase::runsOn(const QVersionNumber &server) const
{
    const bool newEnough = minVersion.isNull() || QVersionNumber::compare(server, minVersion) >= 0;
    // "10.6" as the last one means all of 10.6.
    const bool oldEnough = maxVersion.isNull() || maxVersion.isPrefixOf(server) || QVersionNumber::compare(server, maxVersion) <= 0;
    return newEnough && oldEnough;
}

bool SqldefCase::runsOnFlavor(const QString &product) const
{
    if (flavor.startsWith(u'!'))
        return flavor.sliced(1) != product;
    return flavor.isEmpty() || flavor == product;
}

QString corporaFolder()
{
    return qEnvironmentVariable("CONCORD_TEST_CORPORA");
}

static QString textOf(const YAML::Node &fields, const char *key)
{
    const YAML::Node value = fields[key];
    return value && value.IsScalar() ? QString::fromStdString(value.Scalar()) : QString();
}

static SqldefCase readCase(const QString &file, const YAML::Node &name, const YAML::Node &fields)
{
    SqldefCase read;
    read.file = file;
    read.name = QString::fromStdString(name.Scalar());
    read.current = textOf(fields, "current");
    read.desired = textOf(fields, "desired");
    read.up = textOf(fields, "up");
    read.down = textOf(fields, "down");
    read.error = textOf(fields, "error");
    read.flavor = textOf(fields, "flavor");
    read.user = textOf(fields, "user");
    // "18.0" is 18 and everything after it.
    read.minVersion = QVersionNumber::fromString(textOf(fields, "min_version")).normalized();
    read.maxVersion = QVersionNumber::fromString(textOf(fields, "max_version")).normalized();
    read.offline = textOf(fields, "offline") == u"true";
    return read;
}

static Result<void> readFile(const QString &path, QList<SqldefCase> &cases)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorKind::Io, path + u": "_s + file.errorString());
    try {
        const YAML::Node all = YAML::Load(file.readAll().toStdString());
        for (const auto &entry : all)
            cases.append(readCase(QFileInfo(path).fileName(), entry.first, entry.second));
    } catch (const YAML::Exception &exception) {
        return fail(ErrorKind::Damaged, path + u": "_s + QString::fromUtf8(exception.what()));
    }
    return {};
}

Result<QList<SqldefCase>> sqldefCases(const QString &tool)
{
    const QDir folder(corporaFolder() + u"/sqldef/"_s + tool);
    QList<SqldefCase> cases;
    const QStringList files = folder.entryList({u"*.yml"_s}, QDir::Files, QDir::Name);
    if (files.isEmpty())
        return fail(ErrorKind::Io, folder.path() + u" holds no cases"_s);
    for (const QString &name : files) {
        if (Result<void> read = readFile(folder.filePath(name), cases); !read)
            return fail(read.error());
    }
    return cases;
}

} // namespace concord::test
