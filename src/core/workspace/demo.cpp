// SPDX-License-Identifier: GPL-3.0-or-later
#include "workspace/demo.h"

#include "workspace/demodatabase.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QtConcurrentMap>

#include <cerrno>

using namespace Qt::StringLiterals;

namespace concord {

namespace {

struct Demo
{
    Q_DECLARE_TR_FUNCTIONS(Demo)
};

} // namespace

const QList<DemoEntry> &demoEntries()
{
    static const QList<DemoEntry> list{
        {u"old_database"_s, {u"words"_s, u"old_database"_s}, u"migration"_s, Environment::Production},
        {u"new_database"_s, {u"words"_s, u"new_database"_s}, u"migration"_s, Environment::Staging},
        {u"tenant_1"_s, {u"words"_s, u"tenant_1"_s, u"tenant"_s}, u"tenants"_s, Environment::Production},
        {u"tenant_2"_s, {u"words"_s, u"tenant_2"_s, u"tenant"_s}, u"tenants"_s, Environment::Production},
        {u"tenant_3"_s, {u"words"_s, u"tenant_3"_s, u"tenant"_s}, u"tenants"_s, Environment::Production},
        {u"tenant_4"_s, {u"words"_s, u"tenant_4"_s, u"tenant_drift"_s}, u"tenants"_s, Environment::Production},
        {u"development"_s, {u"words"_s, u"development"_s, u"shop"_s, u"development_ahead"_s}, u"shop"_s, Environment::Development, false},
        {u"production"_s, {u"words"_s, u"production"_s, u"shop"_s}, u"shop"_s, Environment::Production},
        {u"warehouse"_s, {u"words"_s, u"production"_s, u"shop"_s, u"warehouse"_s}, u"shop"_s, Environment::Production},
        {u"us"_s, {u"words"_s, u"us"_s, u"sales"_s}, u"regions"_s, Environment::Production},
        {u"eu"_s, {u"words"_s, u"eu"_s, u"sales"_s}, u"regions"_s, Environment::Production},
        {u"apac"_s, {u"words"_s, u"apac"_s, u"sales"_s}, u"regions"_s, Environment::Production},
        {u"legacy"_s, {u"words"_s, u"legacy"_s}, u"customers"_s, Environment::Production},
        {u"modern"_s, {u"words"_s, u"modern"_s}, u"customers"_s, Environment::Staging},
    };
    return list;
}

QString demoFile(const DemoEntry &entry, const QString &dir)
{
    return QDir(dir).absoluteFilePath(entry.name + u".db"_s);
}

QStringList demoNames()
{
    QStringList names;
    for (const DemoEntry &entry : demoEntries())
        names.append(entry.name);
    return names;
}

Result<void> writeDemoDatabases(const QString &dir, DemoFiles files)
{
    if (const QFileInfo place(dir); place.exists() && !place.isDir())
        return fail(ErrorKind::Usage, Demo::tr("%1 is a file, not a folder.").arg(dir));
    errno = 0;
    if (!QDir().mkpath(dir))
        return fail(ErrorKind::Io, Demo::tr("The folder %1 cannot be made: %2").arg(dir, qt_error_string(errno)));
    for (const DemoEntry &entry : demoEntries()) {
        const QString file = demoFile(entry, dir);
        if (QFileInfo::exists(file) && !isDemoDatabase(file))
            return fail(ErrorKind::Usage, Demo::tr("%1 exists and is not one of Concord's demo databases. It was left as it is.").arg(file));
    }
    const auto results = QtConcurrent::blockingMapped<QList<Result<void>>>(
        demoEntries(), [&](const DemoEntry &entry) { return writeDemoDatabase(demoFile(entry, dir), entry.scripts, files == DemoFiles::Renew); });
    for (const auto &result : results) {
        if (!result)
            return result;
    }
    return {};
}

} // namespace concord
