// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"
#include "connection/driver.h"
#include "connection/names.h"
#include "connection/profile.h"
#include "connection/secret.h"
#include "connection/secrettext.h"

namespace concord {

/// A URL taken apart: what can be saved, and the secret that was in it.
struct ParsedUrl
{
    Server server;    ///< id null
    Profile profile;  ///< id null, name empty
    Secret secret;    ///< null where the URL had none
};

/// sqlite:///abs/path.db, sqlite:rel.db, a bare path of a file; postgresql://user:pw@host:5432/db?sslmode=…&application_name=…
/// (also postgres://), mysql://, mariadb://, with percent-encoding, IPv6, sockets (?host=/run/postgresql, ?socket=…). Schemes
/// come from the registry. Relative files are made absolute against the current folder. Whatever could be part of a badly
/// encoded password is refused rather than guessed at. Errors (Usage; Unsupported for engines of later versions) say what is
/// wrong and where, and never repeat the password.
[[nodiscard]] Result<ParsedUrl> parseUrl(const QString &text, const DriverRegistry &registry);
/// "mysql//db.example/shop": a known scheme that lost its colon; parseUrl says so.
[[nodiscard]] bool lacksColon(const QString &text, const DriverRegistry &registry);
/// What names a file or folder that a person chose by hand (dropped on the window): a folder by the URL of the first engine whose
/// databases may be folders, since a bare path is a file to parseUrl; anything else as it is. Blocks.
[[nodiscard]] QString urlOfPath(const QString &path, const DriverRegistry &registry);
/// The URL of what is saved, without a secret; parseUrl gives the same back.
[[nodiscard]] QString formatUrl(const Server &server, const Profile &profile, const DriverRegistry &registry);
/// An endpoint for a URL used without a profile: its id is a UUID v5 of the normalised URL without the secret.
[[nodiscard]] Endpoint adHocEndpoint(const ParsedUrl &url, const DriverRegistry &registry);

} // namespace concord
