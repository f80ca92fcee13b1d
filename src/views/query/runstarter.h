// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connection/driver.h"
#include "query/run.h"
#include "query/sqltext.h"
#include "query/textparts.h"

#include <QObject>

#include <functional>
#include <memory>

namespace concord {

/// What a person asked to run, before it is known whether it may.
struct RunWish
{
    QString editorText;
    int cursor = 0;
    int selectionStart = 0;
    QString selection;             ///< empty: none
    bool wholeScript = false;
    bool plan = false;             ///< how it would run is asked, so that nothing needs an approval
    RunRequest request;            ///< all but text, textOffset and parameters
};

/// The way from a wish to a request: finds the statement, its parameters, what is to be refused or approved. The reading of
/// text is off the GUI thread: scripts may have many megabytes. One wish at a time; a newer one replaces it.
class RunStarter : public QObject
{
    Q_OBJECT

public:
    RunStarter(std::shared_ptr<const DriverRegistry> registry, QObject *parent = nullptr);

    /// Gives the request its parameters; answers an error that names what is missing.
    using Fill = std::function<Result<void>(RunRequest &, const QStringList &names)>;
    void start(const RunWish &wish, Fill fill);

Q_SIGNALS:
    void refused(const QList<concord::Error> &refusals, int textOffset);
    void approvalNeeded(const concord::RunRequest &request, const concord::RunCheck &check);
    /// `writes`: it changes something, and needs no approval.
    void ready(const concord::RunRequest &request, bool writes);
    void readyToExplain(const concord::RunRequest &request);

private:
    void check(const RunRequest &request, int question);

    std::shared_ptr<const DriverRegistry> m_registry;
    int m_question = 0;
};

/// The parameters of what each of these is given of the text.
[[nodiscard]] QStringList parameterNamesFor(const QString &text, const QList<Endpoint> &endpoints, const DriverRegistry &registry);
/// The dialect of an endpoint's engine; a plain one where the engine is not known.
[[nodiscard]] const Dialect &dialectOf(const Endpoint &endpoint, const DriverRegistry &registry);

} // namespace concord
