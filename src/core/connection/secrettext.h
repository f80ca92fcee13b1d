// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace concord {

/// The text of a URL with any password replaced by "•••", for messages; harmless on text that is no URL. Where it is not
/// clear what belongs to a password (a bare @ or / in it), rather too much is masked than too little.
[[nodiscard]] QString withoutSecret(const QString &text);
/// A statement for the history: passwords in URLs, after IDENTIFIED BY and after PASSWORD are masked, the rest is as typed.
[[nodiscard]] QString statementWithoutSecrets(const QString &sql);
/// Whether an option of a URL holds a secret by its name (password, sslpassword, token …).
[[nodiscard]] bool isSecretOption(const QString &name);

} // namespace concord
