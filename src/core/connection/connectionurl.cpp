// SPDX-License-Identifier: GPL-3.0-or-later
#include "connection/connectionurl.h"

#include "base/threadguard.h"
#include "connection/urloptions.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QRegularExpression>
#include <QUrl>

#include <algorithm>
#include <cmath>
#include <optional>

using namespace Qt::StringLiterals;

namespace concord {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("ConnectionUrl", text);
}

std::unexpected<Error> bad(const QString &message)
{
    return fail(ErrorKind::Usage, message);
}

Result<QByteArray> decodedBytes(QStringView text)
{
    const QByteArray raw = text.toUtf8();
    QByteArray bytes;
    bytes.reserve(raw.size());
    for (qsizetype i = 0; i < raw.size(); ++i) {
        if (raw[i] != '%') {
            bytes.append(raw[i]);
            continue;
        }
        bool ok = false;
        const int code = i + 2 < raw.size() ? raw.sliced(i + 1, 2).toInt(&ok, 16) : 0;
        if (!ok || code == 0)
            return bad(tr("A % must be followed by two hexadecimal digits other than 00; a % itself is written %25."));
        bytes.append(static_cast<char>(code));
        i += 2;
    }
    return bytes;
}

Result<QString> decoded(QStringView text)
{
    const auto bytes = decodedBytes(text);
    if (!bytes)
        return fail(bytes.error());
    QString result = QString::fromUtf8(*bytes);
    if (result.contains(QChar::ReplacementCharacter))
        return bad(tr("The percent-encoded characters are not UTF-8."));
    return result;
}

QString encoded(const QString &text, const QByteArray &kept = {})
{
    return QString::fromLatin1(QUrl::toPercentEncoding(text, kept));
}

// ---- files

const Driver *folderEngine(const DriverRegistry &registry)
{
    const auto &all = registry.all();
    const auto found = std::ranges::find_if(all, [](const auto &driver) { return driver->info().isFile && driver->info().opensFolders; });
    return found == all.end() ? nullptr : found->get();
}

/// The engine of a file by its name, and of a folder likewise: one that was typed is more likely a slip than a database of many
/// files. Of a name that says nothing, the first engine whose databases are files.
const Driver *fileEngine(const QString &path, const DriverRegistry &registry)
{
    const Driver *first = nullptr;
    for (const auto &driver : registry.all()) {
        const EngineInfo &info = driver->info();
        const auto ends = [&](const QString &ending) { return path.endsWith(u'.' + ending, Qt::CaseInsensitive); };
        if (info.isFile && std::ranges::any_of(info.fileEndings, ends))
            return driver.get();
        if (info.isFile && !first)
            first = driver.get();
    }
    return first;
}

bool looksLikeFile(const QString &text, const EngineInfo &engine)
{
    static const QRegularExpression drive(u"^[A-Za-z]:[/\\\\]"_s);
    // "u:password@host/db": a forgotten scheme, not a file.
    static const QRegularExpression login(u"^[^/\\\\:]+:[^/\\\\].*@"_s);
    if (login.match(text).hasMatch() && !QFileInfo::exists(text))
        return false;
    const auto ends = [&](const QString &ending) { return text.endsWith(u'.' + ending, Qt::CaseInsensitive); };
    return text.contains(u'/') || text.startsWith(".\\"_L1) || drive.match(text).hasMatch() || std::ranges::any_of(engine.fileEndings, ends);
}

QString absolutePath(QString path)
{
    if (path == ":memory:"_L1)
        return path;
    if (path.startsWith("~/"_L1))
        path = QDir::homePath() + path.sliced(1);
    return QDir::cleanPath(QDir::current().absoluteFilePath(QDir::fromNativeSeparators(path)));
}

/// `rest`: what follows "sqlite:", with or without "//".
Result<QString> filePath(QString rest)
{
    if (rest.startsWith("//"_L1)) {
        const qsizetype slash = rest.indexOf(u'/', 2);
        const QStringView host = QStringView(rest).sliced(2, (slash < 0 ? rest.size() : slash) - 2);
        if (!host.isEmpty() && host.compare("localhost"_L1, Qt::CaseInsensitive) != 0)
            return bad(tr("A file's URL has three slashes before an absolute path (sqlite:///folder/file.db) and none before a relative one "
                          "(sqlite:file.db)."));
        rest = slash < 0 ? QString() : rest.sliced(slash);
    }
    auto path = decoded(rest);
    if (path && path->isEmpty())
        return bad(tr("The URL names no file."));
#ifdef Q_OS_WIN
    static const QRegularExpression drive(u"^/[A-Za-z]:"_s);
    if (path && drive.match(*path).hasMatch())
        path = path->sliced(1);
#endif
    return path.transform(absolutePath);
}

/// Among the options: the host is the name of a DNS SRV record (EngineInfo::srvScheme says so in a URL).
constexpr auto srvOption = "srv"_L1;

// ---- servers

Result<int> readPort(QStringView text)
{
    bool ok = false;
    const int port = text.toInt(&ok);
    const bool digits = std::ranges::all_of(text, [](QChar c) { return c >= u'0' && c <= u'9'; });
    if (!ok || !digits || port < 1 || port > 65535) // never repeated: it may be half of a password
        return bad(tr("What follows “:” after the server's name is not a port from 1 to 65535. In a password, @ : / ? # % are written %40 %3A %2F "
                      "%3F %23 %25."));
    return port;
}

Result<void> checkHost(const QString &host)
{
    static const QRegularExpression odd(u"[\\s\\x00-\\x1f\"'<>\\\\^`{|}@/?#]"_s);
    if (odd.match(host).hasMatch())
        return bad(tr("The server's name holds a character that no host name has."));
    if (host.contains(u','))
        return bad(tr("The URL names more than one server; a profile has one."));
    return {};
}

Result<void> readHostPort(const QString &text, Server &server)
{
    QString host = text;
    if (text.startsWith(u'[')) {
        const qsizetype end = text.indexOf(u']');
        if (end < 0)
            return bad(tr("The “[” of an IPv6 address is not closed by “]”."));
        host = text.sliced(1, end - 1);
        const QStringView after = QStringView(text).sliced(end + 1);
        static const QRegularExpression address(u"^[0-9A-Fa-f:.]+(%.+)?$"_s);
        if (!address.match(host).hasMatch() || !host.contains(u':'))
            return bad(tr("What stands in [ ] is not an IPv6 address."));
        if (!after.isEmpty() && !after.startsWith(u':'))
            return bad(tr("Only “:port” may follow the “]” of an IPv6 address."));
        if (after.size() > 1) {
            const auto port = readPort(after.sliced(1));
            if (!port)
                return fail(port.error());
            server.port = *port;
        }
    } else if (const qsizetype colon = text.indexOf(u':'); colon >= 0) {
        host = text.first(colon);
        if (text.count(u':') > 1)
            return bad(tr("There is more than one “:” after the server's name; an IPv6 address is written in [ ]."));
        if (colon + 1 < text.size()) {
            const auto port = readPort(QStringView(text).sliced(colon + 1));
            if (!port)
                return fail(port.error());
            server.port = *port;
        }
    }
    const auto name = decoded(host);
    if (!name)
        return fail(name.error());
    if (name->startsWith(u'/')) { // libpq: a percent-encoded folder is a socket's
        server.options.socket = *name;
        return {};
    }
    server.host = *name;
    return checkHost(*name);
}

/// "a.example:27017,b.example": each is read by itself; together they are the server's host.
Result<void> readHostList(const QString &text, Server &server)
{
    QStringList hosts;
    for (const QString &part : text.split(u',')) {
        Server one;
        if (const auto read = readHostPort(part, one); !read)
            return read;
        if (one.host.isEmpty())
            return bad(tr("One of the servers' names is empty."));
        const QString host = one.host.contains(u':') ? u'[' + one.host + u']' : one.host;
        hosts.append(one.port == 0 ? host : u"%1:%2"_s.arg(host).arg(one.port));
    }
    server.host = hosts.join(u',');
    return {};
}

Result<void> readUser(QStringView text, ParsedUrl &url)
{
    const qsizetype colon = text.indexOf(u':');
    const auto user = decoded(colon < 0 ? text : text.first(colon));
    if (!user)
        return fail(user.error());
    url.server.user = *user;
    if (colon < 0)
        return {};
    const auto password = decodedBytes(text.sliced(colon + 1));
    if (!password)
        return fail(password.error());
    if (!password->isEmpty())
        url.secret = Secret(*password);
    return {};
}

/// Of two different ones neither can be guessed: before the “?” other programs write SQL Server's instance.
Result<void> readDatabaseOption(const QString &value, ParsedUrl &url)
{
    if (!url.profile.database.isEmpty() && url.profile.database != value)
        return bad(tr("Two databases are named, one after the server and another after the “?”.")); // neither is shown: it may be half of a password
    url.profile.database = value;
    return {};
}

/// libpq lets the query name what stands before it too.
Result<bool> readAddressOption(const QString &name, const QString &value, ParsedUrl &url)
{
    const QString key = name.toLower();
    if (key == "host"_L1) {
        if (value.startsWith(u'/')) {
            url.server.options.socket = value;
            return true;
        }
        url.server.host = value;
        return checkHost(value).transform([] { return true; });
    }
    if (key == "port"_L1)
        return readPort(value).transform([&](int port) { return (url.server.port = port) > 0; });
    if (key == "user"_L1)
        url.server.user = value;
    else if (key == "password"_L1)
        url.secret = value.isEmpty() ? url.secret : Secret(value.toUtf8());
    else if (key == "dbname"_L1)
        return readDatabaseOption(value, url).transform([] { return true; });
    else
        return false;
    return true;
}

/// An option under its engine's own name (EngineInfo::urlNames) as readUrlOption() knows it.
std::pair<QString, QString> commonOption(const QString &name, const QString &value, const EngineInfo &info)
{
    const auto same = [](const QString &a, const QString &b) { return a.compare(b, Qt::CaseInsensitive) == 0; };
    for (const auto &[own, common] : info.urlNames.asKeyValueRange()) {
        if (same(own, name + u'=' + value))
            return {common.section(u'=', 0, 0), common.section(u'=', 1)};
        if (same(own, name))
            return {common.section(u' ', 0, 0), value + common.section(u' ', 1)};
    }
    return {name, value};
}

/// The other way round; of several names the last in the alphabet, which of "ssl" and "tls" is the newer one.
std::pair<QString, QString> ownOption(const QString &name, const QString &value, const EngineInfo &info)
{
    std::pair<QString, QString> named{name, value};
    for (const auto &[own, common] : info.urlNames.asKeyValueRange()) {
        if (common == name + u'=' + value)
            named = {own.section(u'=', 0, 0), own.section(u'=', 1)};
        else if (common == name + u" ms"_s)
            named = {own, QString::number(std::llround(value.toDouble() * 1000))};
        else if (common == name)
            named = {own, value};
    }
    return named;
}

Result<void> readQuery(QStringView text, const EngineInfo &info, ParsedUrl &url)
{
    QStringList seen;
    for (const QStringView item : text.split(u'&', Qt::SkipEmptyParts)) {
        const qsizetype equals = item.indexOf(u'=');
        const QStringView rawName = equals < 0 ? item : item.first(equals);
        static const QRegularExpression plain(u"^[A-Za-z][A-Za-z0-9_.-]{0,62}$"_s);
        if (equals < 0 || !plain.matchView(rawName).hasMatch()) // never repeated: it may be half of a password
            return bad(tr("After the “?” stand options written name=value with “&” between them."));
        const QString name = rawName.toString();
        if (seen.contains(name, Qt::CaseInsensitive))
            return bad(tr("The option %1 is given twice.").arg(name));
        seen.append(name);
        const auto value = decoded(item.sliced(equals + 1));
        if (!value)
            return fail(value.error());
        const auto [common, meant] = commonOption(name, *value, info);
        const auto address = info.isFile ? Result<bool>(false) : readAddressOption(common, meant, url);
        if (!address)
            return fail(address.error());
        if (*address)
            continue;
        if (const auto read = readUrlOption(common, meant, url.server.options); !read)
            return read;
    }
    return {};
}

Result<void> readServerUrl(const QString &rest, const EngineInfo &info, ParsedUrl &url)
{
    if (!rest.startsWith("//"_L1))
        return bad(tr("Two slashes must follow the scheme: %1://user@host/database.").arg(url.server.engine));
    const QStringView text = QStringView(rest).sliced(2);
    const qsizetype question = text.indexOf(u'?');
    const QStringView beforeQuery = question < 0 ? text : text.first(question);
    const qsizetype slash = beforeQuery.indexOf(u'/');
    const QStringView authority = slash < 0 ? beforeQuery : beforeQuery.first(slash);
    QStringView path = slash < 0 ? QStringView() : beforeQuery.sliced(slash + 1);
    // A bare @ further on means that the authority ended inside a password: taking it for a database would show it.
    if (text.sliced(authority.size()).contains(u'@'))
        return bad(
            tr("There is an “@” after the server's name. In a password, @ : / ? # % are written %40 %3A %2F %3F %23 %25; elsewhere @ is %40."));
    const qsizetype at = authority.lastIndexOf(u'@');
    if (at >= 0) {
        if (const auto user = readUser(authority.first(at), url); !user)
            return user;
    }
    const QString hosts = authority.sliced(at + 1).toString();
    if (const auto host = info.severalHosts && hosts.contains(u',') ? readHostList(hosts, url.server) : readHostPort(hosts, url.server); !host)
        return host;
    if (path.endsWith(u'/'))
        path.chop(1);
    if (path.contains(u'/') && !info.options.contains(u"database_path"_s)) // there the database is a file of the server's
        return bad(tr("One database's name follows the server; a “/” in it is written %2F."));
    const auto database = decoded(path);
    if (!database)
        return fail(database.error());
    url.profile.database = *database;
    if (question >= 0) {
        if (const auto query = readQuery(text.sliced(question + 1), info, url); !query)
            return query;
    }
    const ConnectOptions &options = url.server.options;
    if (url.server.host.isEmpty() && options.socket.isEmpty() && url.profile.database.isEmpty() && options.extra.isEmpty())
        return bad(tr("The URL names neither a server nor a database."));
    return {};
}

// ---- schemes

std::unexpected<Error> unknownScheme(const QString &scheme, const DriverRegistry &registry)
{
    const QString base = scheme.section(u'+', 0, 0).toLower();
    QStringList known;
    for (const auto &driver : registry.all())
        known.append(driver->info().urlSchemes);
    return bad(tr("There is no engine “%1”.").arg(scheme.left(40)) + didYouMean(base, known) + u' ' + tr("Known are: %1.").arg(known.join(u", "_s)));
}

Result<ParsedUrl> parse(const QString &text, const DriverRegistry &registry)
{
    if (text.isEmpty())
        return bad(tr("The URL is empty."));
    if (text.contains(QChar(0)))
        return bad(tr("The URL holds a NUL character."));
    if (lacksColon(text, registry))
        return bad(tr("A colon is missing: did you mean %1://…?").arg(text.section(u'/', 0, 0)));
    // One letter would be a Windows drive; other programs' names of drivers (oracle+cx_oracle) have a _.
    static const QRegularExpression schemePattern(u"^([A-Za-z][A-Za-z0-9+._-]+):"_s);
    const auto match = schemePattern.match(text);
    ParsedUrl url;
    if (!match.hasMatch() || (!text.contains("://"_L1) && QFileInfo::exists(text))) {
        const Driver *engine = fileEngine(text, registry);
        if (!engine || (text != ":memory:"_L1 && !looksLikeFile(text, engine->info())))
            return bad(tr("This is neither a URL (postgresql://user@host/database) nor a database file (./file or file.db)."));
        url.server.engine = engine->info().id;
        url.profile.database = absolutePath(text);
        return url;
    }
    const QString scheme = match.captured(1);
    auto driver = registry.findByScheme(scheme);
    if (!driver) // "postgresql+psycopg2://": the part after + is the business of another program
        driver = registry.findByScheme(scheme.section(u'+', 0, 0));
    if (!driver)
        return unknownScheme(scheme, registry);
    url.server.engine = driver->info().id;
    QString rest = text.sliced(match.capturedLength());
    if (!driver->info().isFile) {
        if (scheme.compare(driver->info().srvScheme, Qt::CaseInsensitive) == 0)
            url.server.options.extra.insert(QString(srvOption), u"true"_s);
        return readServerUrl(rest, driver->info(), url).transform([&] { return url; });
    }
    if (const qsizetype question = rest.indexOf(u'?'); question >= 0) {
        if (const auto query = readQuery(QStringView(rest).sliced(question + 1), driver->info(), url); !query)
            return fail(query.error());
        rest.truncate(question);
    }
    return filePath(rest).transform([&](const QString &path) {
        url.profile.database = path;
        return url;
    });
}

} // namespace

QString urlOfPath(const QString &path, const DriverRegistry &registry)
{
    blockingWorkBegins("look whether a path is a folder");
    const Driver *engine = QFileInfo(path).isDir() ? folderEngine(registry) : nullptr;
    if (!engine)
        return path;
    Server server;
    server.engine = engine->info().id;
    Profile profile;
    profile.database = absolutePath(path);
    return formatUrl(server, profile, registry);
}

bool lacksColon(const QString &text, const DriverRegistry &registry)
{
    const qsizetype slashes = text.indexOf("//"_L1);
    return slashes > 0 && registry.findByScheme(text.first(slashes)) && !QFileInfo::exists(text);
}

Result<ParsedUrl> parseUrl(const QString &text, const DriverRegistry &registry)
{
    const QString trimmed = text.trimmed();
    auto url = parse(trimmed, registry);
    if (!url && !trimmed.isEmpty()) {
        QString shown = withoutSecret(trimmed.left(2000));
        if (shown.size() > 200)
            shown = shown.left(200) + u'…';
        url.error().message = u"“%1”: "_s.arg(shown) + url.error().message;
    }
    return url;
}

QString formatUrl(const Server &server, const Profile &profile, const DriverRegistry &registry)
{
    const auto driver = registry.find(server.engine);
    static const EngineInfo unknown;
    const EngineInfo &info = driver ? driver->info() : unknown;
    const bool isSrv = !info.srvScheme.isEmpty() && server.options.extra.value(QString(srvOption)) == "true"_L1;
    QString url = isSrv ? info.srvScheme : driver && !driver->info().urlSchemes.isEmpty() ? driver->info().urlSchemes.first() : server.engine;
    if (info.isFile) {
        const bool drive = !profile.database.startsWith(u'/');
        url += (profile.database == ":memory:"_L1 ? u":"_s : drive ? u":///"_s : u"://"_s) + encoded(profile.database, "/:");
    } else {
        url += u"://"_s;
        if (!server.user.isEmpty())
            url += encoded(server.user) + u'@';
        if (server.host.contains(u','))
            url += encoded(server.host, ",:[]");
        else
            url += server.host.contains(u':') ? u'[' + encoded(server.host, ":") + u']' : encoded(server.host);
        if (server.port != 0)
            url += u':' + QString::number(server.port);
        if (!profile.database.isEmpty())
            url += u'/' + encoded(profile.database);
    }
    QChar separator = u'?';
    for (const auto &[name, value] : urlOptions(server.options)) {
        if (isSrv && name == srvOption) // the scheme says it
            continue;
        const auto [own, written] = ownOption(name, value, info);
        url += separator + own + u'=' + encoded(written, "/:,");
        separator = u'&';
    }
    return url;
}

Endpoint adHocEndpoint(const ParsedUrl &url, const DriverRegistry &registry)
{
    static constexpr QUuid space(0x6f1d36c2, 0x9a0e, 0x4b58, 0x9c, 0x1b, 0x5e, 0x27, 0xd4, 0x0a, 0x83, 0xf7);
    // Two spellings of one address are one database.
    Server normal = url.server;
    normal.host = normal.host.toLower();
    const auto driver = registry.find(normal.engine);
    if (driver && normal.port == driver->info().defaultPort)
        normal.port = 0;
    Endpoint endpoint = makeEndpoint(url.server, url.profile);
    endpoint.profileId = QUuid::createUuidV5(space, formatUrl(normal, url.profile, registry).toUtf8());
    const Profile noDatabase;
    endpoint.serverId = QUuid::createUuidV5(space, (u"server "_s + formatUrl(normal, noDatabase, registry)).toUtf8());
    endpoint.name = formatUrl(url.server, url.profile, registry);
    return endpoint;
}

} // namespace concord
