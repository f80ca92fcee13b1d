// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"

#include <QSaveFile>
#include <QString>

#include <memory>
#include <string>
#include <string_view>

namespace concord::ctl {

enum class Format { Table, Json, NdJson, Csv, Tsv, Markdown };
/// table, json, ndjson, csv, tsv, markdown. Error Usage for anything else.
[[nodiscard]] Result<Format> formatFromName(const QString &name);
/// What a file of that name holds ("sales.csv"); `fallback` where it has no suffix or is plain text. Error Usage: a suffix of something else.
[[nodiscard]] Result<Format> formatOfFile(const QString &path, Format fallback);

/// Where a command speaks: the answer to standard output and nothing else there; progress, warnings and errors to standard
/// error. The main thread's.
class Output
{
public:
    /// Colours where standard output is a terminal, unless NO_COLOR is set or `noColour` was asked for.
    explicit Output(bool noColour = false);

    /// From now on the answer goes to a file instead, which takes its name, or another one's place, at finishFile(); without
    /// that nothing was written. Error Io: it cannot be made.
    [[nodiscard]] Result<void> writeTo(const QString &path);
    [[nodiscard]] Result<void> finishFile();

    /// Part of the answer, as UTF-8. A reader that went away (a closed pipe) is no error and ends the writing quietly.
    void write(std::string_view utf8);
    void write(const QString &text);
    void line(const QString &text);
    /// Flushes the answer. Error Io where it could not be written whole (a full disk).
    [[nodiscard]] Result<void> flush();

    void error(const Error &error);
    void error(const QString &message);
    void warning(const QString &message);
    /// A plain sentence on standard error.
    void note(const QString &message);
    /// One line that is written over; on a terminal only. Empty: clears it.
    void progress(const QString &text);

    [[nodiscard]] bool colours() const { return m_colours; }
    /// Whether a person reads the answer; where not, it is for a program and has nothing drawn in it.
    [[nodiscard]] bool isTerminal() const { return m_isTerminal; }
    [[nodiscard]] bool errorIsTerminal() const { return m_errorIsTerminal; }
    /// `text` in a terminal's attribute ("2" dim, "1" bold, "31" red), bare where there are no colours.
    [[nodiscard]] QString styled(const QString &text, const char *attribute) const;

private:
    void say(const QString &label, const char *attribute, const QString &message);

    std::unique_ptr<QSaveFile> m_file; ///< null: standard output
    QString m_fileProblem;             ///< why it could not be written
    bool m_isTerminal = false;
    bool m_colours = false;
    bool m_errorIsTerminal = false;
    bool m_errorColours = false;
    bool m_progressShown = false;
    bool m_readerGone = false;
    int m_errno = 0;
};

/// Text from a server or a file, safe for a terminal: control characters become their pictures (␛, ␊), nothing is lost.
[[nodiscard]] QString visible(const QString &text);

} // namespace concord::ctl
