// SPDX-License-Identifier: GPL-3.0-or-later
#include "concordctl/chosenstatement.h"

#include "concordctl/translate.h"
#include "query/sqltext.h"
#include "query/textparts.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace concord::ctl {

Result<ChosenStatement> chosenStatement(const Arguments &arguments, const RunRequest &request, Format format, const DriverRegistry &registry)
{
    const auto number = arguments.number(u"statement"_s, 0, 1);
    if (!number)
        return fail(number.error());
    qsizetype count = 0; // of the target with the longest script
    qsizetype reading = 0;
    for (const Target &target : request.targets) {
        const auto driver = registry.find(target.endpoint.engine);
        const Dialect *dialect = driver ? &driver->dialectFor(target.endpoint) : nullptr;
        const auto script = dialect ? splitScript(textFor(request.text, target.endpoint, *dialect), *dialect) : fail(Error{});
        if (!script) // what is wrong with it is told with the rest of the checks
            continue;
        count = std::max(count, script->size());
        const auto reads = [&](const ScriptStatement &s) { return classify(s.text, *dialect).kind == StatementKind::Read; };
        reading = std::max<qsizetype>(reading, std::ranges::count_if(*script, reads));
    }
    if (count > 0 && *number > count)
        return fail(ErrorKind::Usage, Ctl::tr("--statement %1: the text has %n statement(s).", nullptr, static_cast<int>(count)).arg(*number));
    const bool oneTable = format == Format::Csv || format == Format::Tsv;
    if (oneTable && *number == 0 && reading > 1) {
        return fail(ErrorKind::Usage,
                    Ctl::tr("%1 statements of this text answer with rows, and csv and tsv hold one table: --statement N writes that of the Nth "
                            "statement; table, json and ndjson write all. Nothing was run.")
                        .arg(reading));
    }
    return ChosenStatement{static_cast<int>(*number) - 1, count > 1};
}

} // namespace concord::ctl
