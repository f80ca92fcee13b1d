// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace concord {

/// The expression without the parentheses that the server puts around all of it: "((0))" is 0.
[[nodiscard]] QString bareExpression(const QString &expression);
/// The names in brackets that stand in an expression, in order, each once.
[[nodiscard]] QStringList bracketedNames(const QString &expression);

/// A module's text taken apart: CREATE [OR ALTER] VIEW dbo.v (a, b) WITH SCHEMABINDING AS SELECT …
struct ModuleText
{
    QString kind;         ///< VIEW, PROCEDURE, FUNCTION, TRIGGER; empty: not understood
    qsizetype createAt = -1;  ///< where CREATE begins, and its name ends: what a text that was renamed gets anew
    qsizetype nameAt = -1;
    qsizetype nameEnd = -1;
    bool namedColumns = false;
    QString query;        ///< of a view: what follows AS, without WITH CHECK OPTION
    bool checkOption = false;
};
[[nodiscard]] ModuleText readModuleText(const QString &text);

/// The text with another name, beginning with CREATE, or ALTER where `alter` says so.
[[nodiscard]] QString moduleWithName(const QString &text, const QString &name, bool alter = false);

} // namespace concord
