// SPDX-License-Identifier: GPL-3.0-or-later
#include "concordctl/chosenstatement.h"

#include "concordctl/translate.h"
#include "query/sqltext.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace concord::ctl {

Result<ChosenStatement> chosenStatement(const Arguments &arguments, const RunRequest &request, Format format, const DriverRegistry &registry)
{
    const auto number = arguments.number(u"statement"_s, 0, 1);
    if (!number)
        return fail(number.error());
    const auto driver = request.targets.isEmpty() ? nullptr : registry.find(request.targets.first().endpoint.engine);
    const Dialect *dialect = driver ? &driver->dialectFor(request.targets.first().endpoint) : nullptr;
    const auto script = dialect ? splitScript(request.text, *dialect) : fail(ErrorKind::Unsupported, {});
    if (!script) // what is wrong with it is told with the rest of the checks
        return ChosenStatement{static_cast<int>(*number) - 1, false};
    if (*number > script->size())
        return fail(ErrorKind::Usage, Ctl::tr("--statement %1: the text has %2 statements.").arg(*number).arg(script->size()));
    const auto reading =
        std::ranges::count_if(*script, [&](const ScriptStatement &s) { return classify(s.text, *dialect).kind == StatementKind::Read; });
    const bool oneTable = format == Format::Csv || format == Format::Tsv;
    if (oneTable && *number == 0 && reading > 1) {
        return fail(ErrorKind::Usage,
                    Ctl::tr("%1 statements of this text answer with rows, and csv and tsv hold one table: --statement N writes that of the Nth "
                            "statement; table, json and ndjson write all. Nothing was run.")
                        .arg(reading));
    }
    return ChosenStatement{static_cast<int>(*number) - 1, script->size() > 1};
}

} // namespace concord::ctl
