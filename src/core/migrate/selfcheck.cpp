// SPDX-License-Identifier: GPL-3.0-or-later
#include "migrate/selfcheck.h"

#include "connection/driver.h"
#include "migrate/norows.h"
#include "migrate/scratchplace.h"
#include "schema/readcatalog.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace concord {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("SelfCheck", text);
}

/// MySQL's database is its schema: its objects have the database's name, and statements say it.
QString ownSchemaOf(const Catalog &catalog, const Dialect &dialect)
{
    return dialect.schemas ? QString() : catalog.info().defaultSchema;
}

bool sameServer(const Endpoint &a, const Endpoint &b)
{
    if (!a.serverId.isNull() && a.serverId == b.serverId)
        return true;
    return a.engine == b.engine && a.host.compare(b.host, Qt::CaseInsensitive) == 0 && a.port == b.port && a.options.socket == b.options.socket;
}

} // namespace

QString selfCheckQuestion(const Driver &driver, const Endpoint &left)
{
    if (driver.info().isFile)
        return {};
    return tr("To check the script, an empty database concord_check_… is made on the server of “%1” (%2), gets a copy of the schema without any "
              "rows, and is dropped again. “%1” itself is not changed.")
        .arg(left.name, left.host.isEmpty() ? driver.info().displayName : left.host);
}

Result<void> checkSelfCheck(const Driver &driver, const Endpoint &left, const QList<Endpoint> &known)
{
    const SchemaChanger *changer = driver.schemaChanger();
    if (!changer)
        return fail(ErrorKind::Unsupported, tr("Concord does not write migrations for %1 yet.").arg(driver.info().displayName));
    if (driver.info().isFile)
        return {};
    if (!changer->scratchDatabase(u"x"_s, {}))
        return fail(ErrorKind::Unsupported, tr("On %1 no scratch database can be made to check a script in.").arg(driver.info().displayName));
    if (left.engine.isEmpty())
        return fail(ErrorKind::Usage, tr("The script can only be checked beside a database whose server is known."));
    const auto holds = [&](const Endpoint &endpoint) { return endpoint.environment == Environment::Production && sameServer(endpoint, left); };
    if (left.environment == Environment::Production)
        return fail(ErrorKind::Permission, tr("“%1” is a production database: no script is tried on its server.").arg(left.name));
    if (const auto production = std::ranges::find_if(known, holds); production != known.end())
        return fail(ErrorKind::Permission,
                    tr("The server of “%1” holds the production database “%2”: no script is tried on it.").arg(left.name, production->name));
    return {};
}

/// The place where the copy stands: its connection, and what its objects are called there.
class SelfCheck::Scratch
{
public:
    explicit Scratch(std::unique_ptr<ScratchPlace> database) : m_database(std::move(database)) {}

    Result<void> open(const Driver &driver, const Secret &secret)
    {
        auto opened = driver.open(m_database->endpoint(), secret, m_database->connectDeadline());
        if (!opened)
            return fail(opened.error());
        m_connection = std::move(*opened);
        return {};
    }
    /// Answers what stayed behind; empty: nothing.
    QString remove()
    {
        m_connection.reset();
        return m_database->remove();
    }
    [[nodiscard]] Connection &connection() { return *m_connection; }
    [[nodiscard]] const ScratchPlace &database() const { return *m_database; }

private:
    std::unique_ptr<ScratchPlace> m_database;
    std::unique_ptr<Connection> m_connection;
};

SelfCheck::SelfCheck(SelfCheckRequest request) : m_request(std::move(request)), m_changer(*m_request.driver->schemaChanger()) {}

void SelfCheck::cancel()
{
    m_cancelled = true;
    const std::scoped_lock lock(m_mutex);
    if (m_connection)
        m_connection->cancel();
}

void SelfCheck::expose(Connection *connection)
{
    const std::scoped_lock lock(m_mutex);
    m_connection = connection;
}

Result<SelfCheckResult> SelfCheck::run()
{
    const Driver &driver = *m_request.driver;
    if (const auto allowed = checkSelfCheck(driver, m_request.left, m_request.known); !allowed)
        return fail(allowed.error());
    if (!m_request.consent && !selfCheckQuestion(driver, m_request.left).isEmpty())
        return fail(ErrorKind::Usage, tr("Nobody agreed yet to a scratch database on the server of “%1”.").arg(m_request.left.name));
    Secret secret;
    using Made = decltype(ScratchPlace::make(driver, m_request.left, secret, m_request.comparison->left.catalog->info()));
    auto made = withSecret(m_request.left, m_request.secrets, noDeadline, [&](const Secret &found) -> Made {
        if (m_cancelled)
            return fail(ErrorKind::Cancelled, tr("Cancelled."));
        secret = found;
        return ScratchPlace::make(driver, m_request.left, secret, m_request.comparison->left.catalog->info());
    });
    if (!made)
        return fail(made.error());
    Scratch scratch(std::move(*made));
    SelfCheckResult result;
    Result<void> done = scratch.open(driver, secret);
    if (done) {
        expose(&scratch.connection());
        done = makeCopy(scratch, result).and_then([&] { return runScript(scratch, result); }).and_then([&] { return compareAgain(scratch, result); });
        expose(nullptr);
    }
    const QString left = scratch.remove();
    if (!done) {
        Error error = m_cancelled ? Error{ErrorKind::Cancelled, tr("Cancelled."), {}, {}, -1, 0, 0} : done.error();
        error.detail += left;
        return fail(std::move(error));
    }
    if (!left.isEmpty())
        result.notes.append(left);
    return result;
}

Result<std::optional<CheckError>> SelfCheck::runOne(Scratch &scratch, const QString &sql, qsizetype step)
{
    if (m_cancelled)
        return fail(ErrorKind::Cancelled, tr("Cancelled."));
    NoRows sink;
    const Result<void> ran = scratch.connection().execute({sql, {}}, sink);
    ++m_done;
    if (m_request.listener)
        m_request.listener(m_done, std::max(m_done, m_total));
    if (ran)
        return std::nullopt;
    if (!scratch.connection().isAlive() || ran.error().kind == ErrorKind::Cancelled || ran.error().kind == ErrorKind::Lost)
        return fail(ran.error());
    return CheckError{step, sql, ran.error()};
}

Result<void> SelfCheck::makeCopy(Scratch &scratch, SelfCheckResult &result)
{
    const Catalog &left = *m_request.comparison->left.catalog;
    const auto run = [&](const QString &sql) {
        return runOne(scratch, sql, -1).transform([&](const std::optional<CheckError> &error) {
            if (error)
                result.copyErrors.push_back(*error);
        });
    };
    if (left.info().scope.isEmpty()) {
        const QStringList there = left.schemas();
        for (const QString &name : scratch.database().schemas()) {
            if (there.contains(name) || left.find(ObjectKind::Schema, {{}, name}) || left.find(ObjectKind::Schema, {name, name}))
                continue;
            Schema schema;
            schema.ref = {{}, name};
            for (const ChangeStep &step : m_changer.drop(schema).steps) {
                if (const auto ran = run(step.sql); !ran)
                    return ran;
            }
        }
    }
    for (const QString &sql : m_changer.scratchPreamble() + m_changer.preamble()) {
        if (const auto ran = run(sql); !ran)
            return ran;
    }
    return createObjects(scratch, result.copyErrors);
}

Result<void> SelfCheck::createObjects(Scratch &scratch, std::vector<CheckError> &errors)
{
    const Catalog &left = *m_request.comparison->left.catalog;
    WriteOptions options;
    options.ownSchema = ownSchemaOf(left, m_request.driver->dialect());
    QStringList statements;
    for (const DdlStatement &statement : createScript(*checkable(left), m_request.driver->schemaWriter(), options)) {
        if (statement.phase != DdlPhase::Privilege && !statement.sql.isEmpty())
            statements.append(statement.sql);
    }
    m_done = 0;
    m_total = statements.size() + m_request.steps.size();
    // A file is written once, not for each statement; there an error leaves the transaction as it is.
    if (m_request.driver->info().isFile) {
        statements.prepend(u"BEGIN"_s);
        statements.append(u"COMMIT"_s);
    }
    for (const QString &sql : std::as_const(statements)) {
        const auto ran = runOne(scratch, sql, -1);
        if (!ran)
            return fail(ran.error());
        if (*ran)
            errors.push_back(**ran);
    }
    return {};
}

/// Events and their like are left out: a copy of one would do its work a second time. What is rights alone is left out as rights are.
CatalogPtr SelfCheck::checkable(const Catalog &catalog) const
{
    std::vector<ObjectPtr> objects;
    for (const ObjectPtr &object : catalog.objects()) {
        const bool rightsAlone = object->kind == ObjectKind::Other && static_cast<const Other &>(*object).definition.isEmpty();
        if (!m_changer.actsByItself(*object) && !rightsAlone)
            objects.push_back(object);
    }
    return Catalog::makeFromShared(catalog.info(), std::move(objects));
}

QString SelfCheck::sqlOf(const Scratch &scratch, const ChangeStep &step) const
{
    const QString own = ownSchemaOf(*m_request.comparison->left.catalog, m_request.driver->dialect());
    return own.isEmpty() ? step.sql : m_changer.inDatabase(step, own, scratch.database().endpoint().database);
}

Result<std::vector<CheckError>> SelfCheck::runSteps(Scratch &scratch, const QList<qsizetype> &steps, bool stopAtError)
{
    std::vector<CheckError> errors;
    for (const qsizetype i : steps) {
        const auto ran = runOne(scratch, sqlOf(scratch, m_request.migration.steps[static_cast<size_t>(i)]), i);
        if (!ran)
            return fail(ran.error());
        if (*ran)
            errors.push_back(**ran);
        if (*ran && stopAtError)
            break;
    }
    return errors;
}

Result<void> SelfCheck::runScript(Scratch &scratch, SelfCheckResult &result)
{
    const Migration &migration = m_request.migration;
    QSet<QString> acting;
    for (const CatalogPtr &catalog : {m_request.comparison->left.catalog, m_request.comparison->right.catalog}) {
        for (const ObjectPtr &object : catalog->objects()) {
            if (m_changer.actsByItself(*object))
                acting.insert(object->ref.name);
        }
    }
    QList<qsizetype> first;
    QList<qsizetype> rest;
    bool rights = false;
    for (const qsizetype i : m_request.steps) {
        const ChangeStep &step = migration.steps[static_cast<size_t>(i)];
        rights = rights || step.phase == ChangePhase::Privilege;
        if (step.phase != ChangePhase::Privilege && !acting.contains(step.object.name))
            (step.alone ? first : rest).append(i);
    }
    if (rights)
        result.notes.append(tr("Rights are not checked: the copy has none."));
    if (!acting.isEmpty()) {
        QStringList names(acting.cbegin(), acting.cend());
        names.sort();
        result.notes.append(tr("Not checked, because a copy would act by itself: %1").arg(names.join(u", "_s)));
    }
    const auto around = [&](const QString &sql) {
        return runOne(scratch, sql, -1).transform([&](const std::optional<CheckError> &error) {
            if (error)
                result.errors.push_back(*error);
        });
    };
    const auto keep = [&](std::vector<CheckError> &&errors) { std::ranges::move(errors, std::back_inserter(result.errors)); };
    Result<void> done = runSteps(scratch, first, false).transform(keep);
    if (migration.transactional && done) {
        // As the script says it, first: what only fails inside a transaction is found, too.
        done = around(u"BEGIN"_s);
        std::vector<CheckError> stopped;
        if (done)
            done = runSteps(scratch, rest, true).transform([&](std::vector<CheckError> &&errors) { stopped = std::move(errors); });
        if (done && stopped.empty())
            return around(u"COMMIT"_s);
        if (done) // an engine that rolled back by itself refuses this: as good
            done = runOne(scratch, u"ROLLBACK"_s, -1).transform([](const std::optional<CheckError> &) {});
        if (!done)
            return done;
        return runSteps(scratch, rest, false).transform([&](std::vector<CheckError> &&errors) {
            if (std::ranges::none_of(errors, [&](const CheckError &error) { return error.step == stopped.front().step; }))
                keep(std::move(stopped));
            keep(std::move(errors));
        });
    }
    return done.and_then([&] { return runSteps(scratch, rest, false).transform(keep); });
}

Result<void> SelfCheck::compareAgain(Scratch &scratch, SelfCheckResult &result)
{
    for (const QString &sql : m_changer.epilogue()) {
        if (const auto ran = runOne(scratch, sql, -1); !ran)
            return fail(ran.error());
    }
    const Comparison &before = *m_request.comparison;
    CatalogRequest request;
    request.schema = m_request.driver->dialect().schemas ? before.left.catalog->info().scope : QString();
    request.privileges = false;
    request.statistics = false;
    const auto read = scratch.connection().readCatalog(request, {}, noDeadline);
    if (!read)
        return fail(read.error());
    CompareEnd left = before.left;
    left.catalog = *read;
    left.name = tr("%1 after the script").arg(before.left.name);
    left.snapshot.clear();
    CompareEnd right = before.right;
    right.catalog = checkable(*before.right.catalog);
    CompareOptions options{before.ignore, {}, false, tablesUnderBothNames(before)};
    // The copy has no rights; where RIGHT has none either, no rule need take them.
    const auto hasRights = [](const ObjectPtr &object) { return !object->privileges.empty(); };
    const auto privileges = parseIgnoreRule(u"privileges"_s);
    if (privileges && std::ranges::any_of(right.catalog->objects(), hasRights))
        options.ignore.append(*privileges);
    result.leftover = compareCatalogs(left, right, options);
    return {};
}

} // namespace concord
