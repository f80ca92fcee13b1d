// SPDX-License-Identifier: GPL-3.0-or-later
#include "firebird/firebirdparameters.h"

#include <cstring>

namespace concord {

namespace {

constexpr qsizetype longestVarchar = 32'765;
constexpr ISC_SHORT utf8 = 4;

/// As what a value is sent; the server converts it to what the parameter is.
struct Sent
{
    int type = SQL_VARYING;
    QByteArray bytes; ///< as the area holds them
};

template<class T>
Sent fixed(int type, T value)
{
    return {type, QByteArray(reinterpret_cast<const char *>(&value), sizeof(T))};
}

Sent varying(const QByteArray &text)
{
    const auto length = static_cast<ISC_USHORT>(text.size());
    return {SQL_VARYING, QByteArray(reinterpret_cast<const char *>(&length), sizeof length) + text};
}

Result<Sent> sentAs(const Parameter &value, int wanted, const FirebirdParameters::BlobWriter &writeBlob)
{
    const QByteArray text = value.text.toUtf8();
    switch (value.type) {
    case Tag::Boolean: {
        const bool yes = value.text == QLatin1StringView("true");
        return wanted == SQL_BOOLEAN ? fixed<ISC_UCHAR>(SQL_BOOLEAN, yes ? 1 : 0) : fixed<ISC_INT64>(SQL_INT64, yes ? 1 : 0);
    }
    case Tag::Integer: {
        bool fits = false;
        const qint64 number = value.text.toLongLong(&fits);
        return fits ? fixed<ISC_INT64>(SQL_INT64, number) : varying(text);
    }
    case Tag::Float: {
        bool isNumber = false;
        const double number = value.text.toDouble(&isNumber);
        return isNumber ? fixed<double>(SQL_DOUBLE, number) : varying(text);
    }
    default: break;
    }
    if (text.size() <= longestVarchar)
        return varying(text);
    const Result<ISC_QUAD> blob = writeBlob(text);
    if (!blob)
        return fail(blob.error());
    return fixed<ISC_QUAD>(SQL_BLOB, *blob);
}

} // namespace

Result<void> FirebirdParameters::bind(FirebirdArea &area, const QList<Parameter> &values, const BlobWriter &writeBlob)
{
    QList<Sent> all;
    for (int i = 0; i < area.count(); ++i) {
        XSQLVAR &variable = area.variable(i);
        if (values[i].type == Tag::Null) {
            variable.sqltype |= 1;
            all.append(Sent{firebirdType(variable), {}});
            continue;
        }
        Result<Sent> sent = sentAs(values[i], firebirdType(variable), writeBlob);
        if (!sent)
            return fail(sent.error());
        const bool text = sent->type == SQL_VARYING;
        variable.sqltype = static_cast<ISC_SHORT>(sent->type | 1);
        variable.sqlscale = sent->type == SQL_BLOB ? utf8 : 0;
        variable.sqlsubtype = sent->type == SQL_BLOB ? isc_blob_text : text ? utf8 : 0;
        variable.sqllen = static_cast<ISC_SHORT>(sent->bytes.size() - (text ? static_cast<qsizetype>(sizeof(ISC_USHORT)) : 0));
        all.append(std::move(*sent));
    }
    area.makeRoom();
    for (int i = 0; i < area.count(); ++i) {
        XSQLVAR &variable = area.variable(i);
        *variable.sqlind = values[i].type == Tag::Null ? -1 : 0;
        if (!all[i].bytes.isEmpty())
            std::memcpy(variable.sqldata, all[i].bytes.constData(), static_cast<std::size_t>(all[i].bytes.size()));
    }
    return {};
}

} // namespace concord
