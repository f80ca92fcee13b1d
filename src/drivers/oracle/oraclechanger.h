// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "migrate/engineterms.h"
#include "migrate/schemachanger.h"

namespace concord {

[[nodiscard]] const SchemaChanger &oracleChanger();
[[nodiscard]] const EngineTerms &oracleTerms();
/// ALTERs that turn one table into another. Oracle commits with each of them.
[[nodiscard]] ChangeList changeOracleTable(const Table &from, const Table &to, const QMap<QString, QString> &renamed);
/// GRANT and REVOKE for what differs.
void changeOraclePrivileges(ChangeList &list, const SchemaObject &from, const SchemaObject &to);

} // namespace concord
