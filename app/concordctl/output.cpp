// SPDX-License-Identifier: GPL-3.0-or-later
#include "concordctl/output.h"

#include "concordctl/translate.h"

#include <QFileInfo>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <unistd.h>
#include <utility>

using namespace Qt::StringLiterals;

namespace concord::ctl {

Result<Format> formatFromName(const QString &name)
{
    static const QList<std::pair<QString, Format>> formats{{u"table"_s, Format::Table}, {u"json"_s, Format::Json}, {u"ndjson"_s, Format::NdJson},
                                                           {u"csv"_s, Format::Csv},     {u"tsv"_s, Format::Tsv},   {u"markdown"_s, Format::Markdown}};
    QStringList names;
    for (const auto &[known, format] : formats) {
        if (known == name)
            return format;
        names.append(known);
    }
    return fail(ErrorKind::Usage, Ctl::tr("--format is one of %1, not “%2”.").arg(names.join(u", "_s), name));
}

Result<Format> formatOfFile(const QString &path, Format fallback)
{
    const QString suffix = QFileInfo(path).suffix().toLower();
    if (suffix.isEmpty() || suffix == "txt"_L1)
        return fallback;
    if (suffix == "md"_L1)
        return Format::Markdown;
    if (suffix == "jsonl"_L1)
        return Format::NdJson;
    const auto format = formatFromName(suffix);
    if (!format)
        return fail(ErrorKind::Usage,
                    Ctl::tr("No format is known by the ending .%1 of %2: known are .csv, .tsv, .json, .ndjson, .md and .txt. --format says what to "
                            "write into any other.")
                        .arg(suffix, path));
    return *format;
}

Output::Output(bool noColour)
{
    const bool wanted = !noColour && qEnvironmentVariableIsEmpty("NO_COLOR") && qEnvironmentVariable("TERM") != "dumb"_L1;
    m_errorIsTerminal = isatty(STDERR_FILENO) != 0;
    m_isTerminal = isatty(STDOUT_FILENO) != 0;
    m_colours = wanted && m_isTerminal;
    m_errorColours = wanted && m_errorIsTerminal;
}

Result<void> Output::writeTo(const QString &path)
{
    auto file = std::make_unique<QSaveFile>(path);
    if (!file->open(QIODevice::WriteOnly))
        return fail(ErrorKind::Io, Ctl::tr("%1 cannot be written: %2").arg(path, file->errorString()));
    m_file = std::move(file);
    m_isTerminal = false;
    m_colours = false;
    return {};
}

void Output::write(std::string_view utf8)
{
    if (m_readerGone || m_errno != 0 || utf8.empty())
        return;
    progress({});
    if (m_file) {
        // The first failure has the reason: commit() only knows that there was one.
        if (m_file->write(utf8.data(), static_cast<qint64>(utf8.size())) < 0 && m_fileProblem.isEmpty())
            m_fileProblem = m_file->errorString();
        return;
    }
    if (std::fwrite(utf8.data(), 1, utf8.size(), stdout) == utf8.size())
        return;
    m_readerGone = errno == EPIPE;
    m_errno = errno;
}

void Output::write(const QString &text)
{
    const QByteArray utf8 = text.toUtf8();
    write(std::string_view(utf8.constData(), static_cast<std::size_t>(utf8.size())));
}

void Output::line(const QString &text)
{
    write(text + u'\n');
}

Result<void> Output::finishFile()
{
    const auto file = std::exchange(m_file, nullptr);
    if (file && !file->commit())
        return fail(ErrorKind::Io,
                    Ctl::tr("%1 cannot be written: %2").arg(file->fileName(), m_fileProblem.isEmpty() ? file->errorString() : m_fileProblem));
    return {};
}

Result<void> Output::flush()
{
    if (m_errno == 0 && std::fflush(stdout) != 0)
        m_errno = errno;
    if (m_errno == 0 || m_errno == EPIPE)
        return {};
    return fail(ErrorKind::Io, Ctl::tr("The answer could not be written: %1").arg(QString::fromLocal8Bit(std::strerror(m_errno))));
}

void Output::say(const QString &label, const char *attribute, const QString &message)
{
    progress({});
    const QString shown = m_errorColours ? u"\x1b[%1m%2\x1b[0m"_s.arg(QLatin1StringView(attribute), label) : label;
    const QByteArray utf8 = u"concordctl: %1: %2\n"_s.arg(shown, message).toUtf8();
    std::fwrite(utf8.constData(), 1, static_cast<std::size_t>(utf8.size()), stderr);
}

/// The lines of a server's message, each safe for a terminal; never none.
static QStringList visibleLines(QString text)
{
    text.replace("\r\n"_L1, "\n"_L1).replace(u'\t', u"    "_s);
    QStringList lines = text.trimmed().split(u'\n');
    for (QString &line : lines)
        line = visible(line);
    return lines;
}

void Output::error(const Error &error)
{
    QStringList lines = visibleLines(error.message);
    if (error.line > 0)
        lines.first() += Ctl::tr(" (line %1, column %2)").arg(error.line).arg(error.column);
    if (!error.detail.isEmpty())
        lines += visibleLines(error.detail);
    this->error(lines.join(u"\n  "_s));
}

void Output::error(const QString &message)
{
    say(Ctl::tr("error"), "31", message);
}

void Output::warning(const QString &message)
{
    say(Ctl::tr("warning"), "33", message);
}

void Output::note(const QString &message)
{
    progress({});
    const QByteArray utf8 = (message + u'\n').toUtf8();
    std::fwrite(utf8.constData(), 1, static_cast<std::size_t>(utf8.size()), stderr);
}

void Output::progress(const QString &text)
{
    if (!m_errorIsTerminal || (text.isEmpty() && !m_progressShown))
        return;
    const QByteArray utf8 = (u"\r\x1b[K"_s + text).toUtf8();
    std::fwrite(utf8.constData(), 1, static_cast<std::size_t>(utf8.size()), stderr);
    std::fflush(stderr);
    m_progressShown = !text.isEmpty();
}

QString Output::styled(const QString &text, const char *attribute) const
{
    return m_colours ? u"\x1b[%1m%2\x1b[0m"_s.arg(QLatin1StringView(attribute), text) : text;
}

QString visible(const QString &text)
{
    QString shown = text;
    for (QChar &c : shown) {
        if (c.unicode() < 0x20)
            c = QChar(0x2400 + c.unicode());
        else if (c.unicode() == 0x7f)
            c = QChar(0x2421);
        else if (c.unicode() >= 0x80 && c.unicode() < 0xa0)
            c = QChar(0xfffd);
    }
    return shown;
}

} // namespace concord::ctl
