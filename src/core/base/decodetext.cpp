// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/decodetext.h"

#include <QCoreApplication>
#include <QStringDecoder>

namespace concord {

Result<QString> decodeText(const QByteArray &bytes, const QString &from)
{
    QStringDecoder decoder(QStringConverter::encodingForData(bytes).value_or(QStringConverter::Utf8));
    QString text = decoder(bytes);
    if (!decoder.hasError())
        return text;
    return fail(ErrorKind::Usage, QCoreApplication::translate("DecodeText", "%1 is not text in UTF-8.").arg(from));
}

QByteArray encodeText(const QString &text, const QByteArray &former)
{
    const auto encoding = QStringConverter::encodingForData(former);
    return encoding ? QStringEncoder(*encoding, QStringConverter::Flag::WriteBom)(text) : text.toUtf8();
}

} // namespace concord
