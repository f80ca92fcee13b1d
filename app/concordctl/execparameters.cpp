// SPDX-License-Identifier: GPL-3.0-or-later
#include "concordctl/execparameters.h"

#include "concordctl/profiles.h"
#include "concordctl/translate.h"
#include "connection/names.h"
#include "query/sqltext.h"
#include "query/textparts.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace concord::ctl {

static Result<Target *> findTarget(RunRequest &request, const QString &name)
{
    QStringList known;
    for (Target &target : request.targets) {
        if (target.endpoint.name == name)
            return &target;
        known.append(target.endpoint.name);
    }
    return fail(unknownName(Ctl::tr("target"), name, known));
}

Result<void> checkParameterNames(const RunRequest &request, const DriverRegistry &registry)
{
    QStringList named;
    QStringList given;
    for (const Parameter &parameter : request.parameters)
        given.append(parameter.name);
    for (const Target &target : request.targets) {
        if (const auto driver = registry.find(target.endpoint.engine))
            named += parameterNames(textFor(request.text, target.endpoint, driver->dialectFor(target.endpoint)), driver->dialectFor(target.endpoint));
        for (const Parameter &parameter : target.parameters)
            given.append(parameter.name);
    }
    for (const QString &name : given) {
        if (!named.contains(name))
            return fail(ErrorKind::Usage, Ctl::tr("The statement has no parameter :%1.").arg(name) + didYouMean(name, named));
    }
    return {};
}

Result<void> applyParameters(const QStringList &assignments, RunRequest &request)
{
    for (const QString &assignment : assignments) {
        const qsizetype equals = assignment.indexOf(u'=');
        const qsizetype at = equals < 0 ? -1 : assignment.first(equals).indexOf(u'@');
        const auto parameter = parseParameter(at < 0 ? assignment : assignment.first(at) + assignment.sliced(equals));
        if (!parameter)
            return fail(parameter.error());
        if (at < 0) {
            request.parameters.append(*parameter);
            continue;
        }
        const auto target = findTarget(request, assignment.sliced(at + 1, equals - at - 1));
        if (!target)
            return fail(target.error());
        (*target)->parameters.append(*parameter);
    }
    return {};
}

} // namespace concord::ctl
