// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"

#include <QHash>
#include <QList>
#include <QString>
#include <QStringList>

namespace concord::ctl {

/// One option of a command, as its help shows it.
struct Option
{
    enum class Takes {
        Nothing, ///< --no-test
        Value,   ///< --limit N, --limit=N; may be given again
        Maybe,   ///< --yes or --yes=N, never --yes N
        Many,    ///< --add A B C: every word up to the next option
    };
    QString name; ///< without dashes
    QString help;
    Takes takes = Takes::Nothing;
    QString value; ///< how the help calls the value
    QChar letter;  ///< short form; null: none
};

/// What was typed after a command's name.
class Arguments
{
public:
    [[nodiscard]] const QStringList &words() const { return m_words; }
    [[nodiscard]] bool has(const QString &option) const { return m_values.contains(option); }
    /// The value given last; empty where there is none.
    [[nodiscard]] QString value(const QString &option) const { return m_values.value(option).value(m_values.value(option).size() - 1); }
    [[nodiscard]] QStringList values(const QString &option) const { return m_values.value(option); }
    /// A whole number of at least `least`, `fallback` where the option was not given.
    [[nodiscard]] Result<qint64> number(const QString &option, qint64 fallback, qint64 least = 0) const;
    /// Seconds, with a fraction, as milliseconds.
    [[nodiscard]] Result<int> seconds(const QString &option, int fallback) const;

private:
    friend Result<Arguments> parseArguments(const QStringList &words, const QList<Option> &options);
    QStringList m_words;
    QHash<QString, QStringList> m_values;
};

/// Error Usage for an option that is not known (naming near ones), or lacks its value, or has one that it does not take.
/// After `--` all words are words.
[[nodiscard]] Result<Arguments> parseArguments(const QStringList &words, const QList<Option> &options);

} // namespace concord::ctl
