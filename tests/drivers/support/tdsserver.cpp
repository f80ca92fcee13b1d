// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/tdsserver.h"

#include <QtEndian>

#include <bit>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace concord::test {

namespace {

template<class T>
QByteArray little(T value)
{
    QByteArray bytes(sizeof(T), Qt::Uninitialized);
    qToLittleEndian(value, bytes.data());
    return bytes;
}

QByteArray wide(const QString &text)
{
    QByteArray bytes;
    for (const QChar c : text)
        bytes += little<quint16>(c.unicode());
    return bytes;
}

QByteArray shortText(const QString &text)
{
    return QByteArray(1, static_cast<char>(text.size())) + wide(text);
}

QByteArray longText(const QString &text)
{
    return little<quint16>(static_cast<quint16>(text.size())) + wide(text);
}

QByteArray token(char kind, const QByteArray &body)
{
    return QByteArray(1, kind) + little<quint16>(static_cast<quint16>(body.size())) + body;
}

const QByteArray collation("\x09\x04\xd0\x00\x34", 5);

QByteArray environment(char kind, const QString &value)
{
    return token('\xe3', QByteArray(1, kind) + shortText(value) + shortText({}));
}

QByteArray loginAnswer()
{
    const QByteArray acknowledged =
        QByteArray(1, 1) + QByteArray::fromHex("74000004") + shortText(u"Microsoft SQL Server"_s) + QByteArray::fromHex("10000fa0");
    return environment(1, u"Emulated"_s) + tds::message(5701, 0, u"Changed database context to 'Emulated'."_s, 1)
           + token('\xe3', QByteArray(1, 7) + QByteArray(1, 5) + collation + QByteArray(1, 0)) + environment(2, u"us_english"_s)
           + environment(4, u"4096"_s) + token('\xad', acknowledged) + tds::done();
}

QByteArray preloginAnswer()
{
    // Version, encryption (2: not supported), instance, thread, MARS (0: off).
    const QList<QByteArray> options{QByteArray::fromHex("100000000000"), QByteArray(1, 2), QByteArray(1, 0), {}, QByteArray(1, 0)};
    QByteArray head;
    QByteArray body;
    const qsizetype start = 5 * options.size() + 1;
    for (qsizetype i = 0; i < options.size(); ++i) {
        const auto big = [](qsizetype value) { return QByteArray(1, static_cast<char>(value >> 8)) + QByteArray(1, static_cast<char>(value & 255)); };
        head += QByteArray(1, static_cast<char>(i)) + big(start + body.size()) + big(options[i].size());
        body += options[i];
    }
    return head + '\xff' + body;
}

/// A text of the login record, of which place and length stand at `offset`.
QString loginText(const QByteArray &login, int offset)
{
    const auto at = [&](int place) { return qFromLittleEndian<quint16>(login.constData() + place); };
    QString text;
    for (int i = 0; i < at(offset + 2); ++i)
        text += QChar(at(at(offset) + 2 * i));
    return text;
}

QString passwordOf(const QByteArray &login)
{
    const auto at = [&](int offset) { return qFromLittleEndian<quint16>(login.constData() + offset); };
    QString password;
    for (int i = 0; i < at(46); ++i) {
        const auto c = static_cast<unsigned char>(login[at(44) + 2 * i] ^ 0xa5);
        password += QChar(static_cast<char16_t>(((c >> 4) | (c << 4)) & 255));
    }
    return password;
}

bool readAll(int socket, char *data, qsizetype size)
{
    while (size > 0) {
        const ssize_t got = ::recv(socket, data, static_cast<size_t>(size), 0);
        if (got <= 0)
            return false;
        data += got;
        size -= got;
    }
    return true;
}

/// 0: the client is gone.
int readMessage(int socket, QByteArray &message)
{
    message.clear();
    for (;;) {
        std::array<char, 8> header{};
        if (!readAll(socket, header.data(), header.size()))
            return 0;
        const qsizetype length = qFromBigEndian<quint16>(header.data() + 2) - 8;
        const qsizetype before = message.size();
        message.resize(before + length);
        if (!readAll(socket, message.data() + before, length))
            return 0;
        if (header[1] & 1)
            return header[0];
    }
}

void send(int socket, const QByteArray &data)
{
    constexpr qsizetype most = 4088;
    qsizetype at = 0;
    int number = 0;
    do {
        const QByteArray part = data.mid(at, most);
        at += part.size();
        QByteArray packet(8, 0);
        packet[0] = 4;
        packet[1] = at >= data.size() ? 1 : 0;
        qToBigEndian<quint16>(static_cast<quint16>(part.size() + 8), packet.data() + 2);
        packet[6] = static_cast<char>(++number);
        packet += part;
        if (::send(socket, packet.constData(), static_cast<size_t>(packet.size()), MSG_NOSIGNAL) < 0)
            return;
    } while (at < data.size());
}

/// Reads the request of a stored procedure by its number (sp_executesql) or name.
class CallReader
{
public:
    explicit CallReader(const QByteArray &message) : m_message(message) { m_at = number<quint32>(0); }

    /// "10|SELECT @P1|@P1 bigint|42": its number or name, and its arguments.
    QString read()
    {
        const auto length = take<quint16>();
        QStringList parts{length == 0xffff ? QString::number(take<quint16>()) : wideText(length * 2)};
        m_at += 2; // options
        while (m_at < m_message.size())
            parts.append(argument());
        return parts.join(u'|');
    }

private:
    template<class T>
    T number(qsizetype at) const
    {
        return at + qsizetype(sizeof(T)) <= m_message.size() ? qFromLittleEndian<T>(m_message.constData() + at) : T(0);
    }
    template<class T>
    T take()
    {
        const T value = number<T>(m_at);
        m_at += sizeof(T);
        return value;
    }
    QString wideText(qsizetype bytes)
    {
        QString text;
        for (qsizetype i = 0; i + 1 < bytes; i += 2)
            text += QChar(number<quint16>(m_at + i));
        m_at += bytes;
        return text;
    }
    QString argument()
    {
        wideText(take<quint8>() * 2);
        m_at += 1; // direction
        switch (take<quint8>()) {
        case 0x63: m_at += 4 + 5; return wideText(take<quint32>()); // ntext: its size, its collation
        case 0xe7: return text(); // nvarchar
        case 0x26: m_at += 1; return integer();
        case 0x68: m_at += 1; return integer();
        case 0x6d: m_at += 1; return real();
        case 0x6a:
        case 0x6c: return decimal();
        default: m_at = m_message.size(); return u"?"_s;
        }
    }
    QString text()
    {
        const auto most = take<quint16>();
        m_at += 5; // collation
        if (most != 0xffff) {
            const auto bytes = take<quint16>();
            return bytes == 0xffff ? u"NULL"_s : wideText(bytes);
        }
        if (take<quint64>() == ~quint64(0))
            return u"NULL"_s;
        QString whole;
        for (auto bytes = take<quint32>(); bytes != 0; bytes = take<quint32>())
            whole += wideText(bytes);
        return whole;
    }
    QString integer()
    {
        switch (take<quint8>()) {
        case 1: return QString::number(take<quint8>());
        case 4: return QString::number(take<qint32>());
        case 8: return QString::number(take<qint64>());
        default: return u"NULL"_s;
        }
    }
    QString real()
    {
        const qsizetype bytes = take<quint8>();
        const auto bits = number<quint64>(m_at);
        m_at += bytes;
        return bytes == 8 ? QString::number(std::bit_cast<double>(bits), 'g', 17) : u"NULL"_s;
    }
    QString decimal()
    {
        m_at += 1;
        const auto precision = take<quint8>();
        const auto scale = take<quint8>();
        const qsizetype bytes = take<quint8>();
        if (bytes == 0)
            return u"NULL"_s;
        const bool positive = number<quint8>(m_at) == 1;
        quint64 digits = 0;
        for (qsizetype i = std::min<qsizetype>(bytes - 1, 8); i > 0; --i)
            digits = digits << 8 | number<quint8>(m_at + i);
        m_at += bytes;
        return u"%1%2 of (%3,%4)"_s.arg(positive ? QString() : u"-"_s).arg(digits).arg(precision).arg(scale);
    }

    const QByteArray &m_message;
    qsizetype m_at = 0;
};

QByteArray inChunks(const QByteArray &bytes)
{
    const QByteArray chunk = bytes.isEmpty() ? QByteArray() : little<quint32>(static_cast<quint32>(bytes.size())) + bytes;
    return little<quint64>(static_cast<quint64>(bytes.size())) + chunk + little<quint32>(0);
}

QByteArray variant(const QVariant &value)
{
    if (value.metaType() == QMetaType::fromType<QByteArray>())
        return value.toByteArray();
    return QByteArray::fromHex("e707") + collation + little<quint16>(8000) + wide(value.toString());
}

QByteArray cell(const QVariant &value, tds::Type type)
{
    using tds::Type;
    const bool null = value.isNull();
    const QByteArray raw = value.toByteArray();
    switch (type) {
    case Type::RowVersion: return null ? QByteArray(2, '\xff') : little<quint16>(static_cast<quint16>(raw.size())) + raw;
    case Type::Xml:
    case Type::Geography: return null ? QByteArray(8, '\xff') : inChunks(raw);
    case Type::BigInt: return null ? QByteArray(1, 0) : QByteArray(1, 8) + little<qint64>(value.toLongLong());
    case Type::Bit: return null ? QByteArray(1, 0) : QByteArray(1, 1) + QByteArray(1, value.toBool() ? 1 : 0);
    case Type::NVarChar: {
        const QByteArray text = wide(value.toString());
        return null ? QByteArray(2, '\xff') : little<quint16>(static_cast<quint16>(text.size())) + text;
    }
    case Type::NVarCharMax: {
        return null ? QByteArray(8, '\xff') : inChunks(wide(value.toString()));
    }
    case Type::Variant: {
        const QByteArray bytes = null ? QByteArray() : variant(value);
        return little<quint32>(static_cast<quint32>(bytes.size())) + bytes;
    }
    case Type::DateTime2: {
        const QVariantList parts = value.toList();
        return null ? QByteArray(1, 0)
                    : QByteArray(1, 8) + little<qint64>(parts[0].toLongLong()).first(5) + little<qint32>(parts[1].toInt()).first(3);
    }
    case Type::Decimal: return null ? QByteArray(1, 0) : QByteArray(1, 17) + QByteArray(1, 1) + little<qint64>(value.toLongLong()) + QByteArray(8, 0);
    default: return QByteArray(1, static_cast<char>(raw.size())) + raw;
    }
}

} // namespace

QByteArray tds::message(int number, int level, const QString &text, int line)
{
    const QByteArray body = little<qint32>(number) + QByteArray(1, 1) + QByteArray(1, static_cast<char>(level)) + longText(text)
                            + shortText(u"FAKE"_s) + shortText({}) + little<qint32>(line);
    return token(level > 10 ? '\xaa' : '\xab', body);
}

QByteArray tds::columns(const QStringList &names, const QList<Type> &types)
{
    static const QHash<Type, QByteArray> kinds = {{Type::BigInt, QByteArray::fromHex("2608")},
                                                  {Type::Bit, QByteArray::fromHex("6801")},
                                                  {Type::NVarChar, QByteArray::fromHex("e7401f") + collation},
                                                  {Type::NVarCharMax, QByteArray::fromHex("e7ffff") + collation},
                                                  {Type::Variant, QByteArray::fromHex("62491f0000")},
                                                  {Type::DateTime2, QByteArray::fromHex("2a07")},
                                                  {Type::Decimal, QByteArray::fromHex("6c112604")},
                                                  {Type::TinyInt, QByteArray::fromHex("2601")},
                                                  {Type::Int, QByteArray::fromHex("2604")},
                                                  {Type::Float, QByteArray::fromHex("6d08")},
                                                  {Type::Money, QByteArray::fromHex("6e08")},
                                                  {Type::DateTime, QByteArray::fromHex("6f08")},
                                                  {Type::SmallDateTime, QByteArray::fromHex("6f04")},
                                                  {Type::Date, QByteArray::fromHex("28")},
                                                  {Type::Time, QByteArray::fromHex("2907")},
                                                  {Type::DateTimeOffset, QByteArray::fromHex("2b07")},
                                                  {Type::Guid, QByteArray::fromHex("2410")},
                                                  {Type::RowVersion, QByteArray::fromHex("ad0800")},
                                                  {Type::Xml, QByteArray::fromHex("f100")},
                                                  {Type::Geography, QByteArray::fromHex("f0ffff") + shortText(u"Emulated"_s) + shortText(u"sys"_s)
                                                                        + shortText(u"geography"_s) + longText(u"Microsoft.SqlServer.Types"_s)}};
    QByteArray described = QByteArray(1, '\x81') + little<quint16>(static_cast<quint16>(names.size()));
    for (qsizetype i = 0; i < names.size(); ++i)
        described += little<quint32>(0) + little<quint16>(9) + kinds.value(types[i]) + shortText(names[i].left(128));
    return described;
}

QByteArray tds::row(const QVariantList &values, const QList<Type> &types)
{
    QByteArray bytes(1, '\xd1');
    for (qsizetype i = 0; i < types.size(); ++i)
        bytes += cell(values.value(i), types[i]);
    return bytes;
}

QByteArray tds::done(bool more, qint64 rows, bool error, quint16 command)
{
    const int status = (more ? 1 : 0) | (error ? 2 : 0) | (rows >= 0 ? 0x10 : 0);
    return QByteArray(1, '\xfd') + little<quint16>(static_cast<quint16>(status)) + little<quint16>(command)
           + little<quint64>(static_cast<quint64>(qMax<qint64>(rows, 0)));
}

TdsServer::TdsServer(std::function<Answerer()> makeAnswerer) : m_makeAnswerer(std::move(makeAnswerer))
{
    m_listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    if (::bind(m_listener, reinterpret_cast<sockaddr *>(&address), size) == 0 && ::listen(m_listener, 16) == 0
        && ::getsockname(m_listener, reinterpret_cast<sockaddr *>(&address), &size) == 0)
        m_port = ntohs(address.sin_port);
    m_acceptor = std::jthread([this] {
        for (int client = ::accept(m_listener, nullptr, nullptr); client >= 0; client = ::accept(m_listener, nullptr, nullptr)) {
            const std::lock_guard lock(m_mutex);
            m_sockets.push_back(client);
            m_threads.emplace_back([this, client] { serve(client); });
        }
    });
}

TdsServer::~TdsServer()
{
    ::shutdown(m_listener, SHUT_RDWR);
    m_acceptor.join();
    ::close(m_listener);
    for (const int socket : m_sockets)
        ::shutdown(socket, SHUT_RDWR);
    m_threads.clear();
    for (const int socket : m_sockets)
        ::close(socket);
}

void TdsServer::serve(int socket)
{
    const Answerer answer = m_makeAnswerer();
    constexpr int batch = 1;
    constexpr int call = 3;
    constexpr int attention = 6;
    constexpr int login = 0x10;
    constexpr int prelogin = 0x12;
    QByteArray message;
    for (int kind = readMessage(socket, message); kind != 0; kind = readMessage(socket, message)) {
        if (kind == prelogin) {
            send(socket, preloginAnswer());
        } else if (kind == login) {
            {
                const std::lock_guard lock(m_mutex);
                m_lastPassword = passwordOf(message);
            }
            const bool noDatabase = loginText(message, 68) == u"nope";
            QByteArray refusal;
            if (noDatabase)
                refusal = tds::message(4060, 11, u"Cannot open database \"nope\" requested by the login. The login failed."_s, 1);
            if (noDatabase || passwordOf(message) == u"wrong")
                refusal += tds::message(18456, 14, u"Login failed for user 'sa'."_s, 1) + tds::done(false, -1, true);
            send(socket, refusal.isEmpty() ? loginAnswer() : refusal);
        } else if (kind == attention) {
            ++m_attentions;
            send(socket, QByteArray::fromHex("fd20000000") + QByteArray(8, 0));
        } else if (kind == batch) {
            const qsizetype head = qFromLittleEndian<quint32>(message.constData());
            QString sql;
            for (qsizetype i = head; i + 1 < message.size(); i += 2)
                sql += QChar(qFromLittleEndian<quint16>(message.constData() + i));
            QByteArray bytes = answer(sql);
            if (bytes == waits)
                continue; // the next message is the client's wish to stop
            if (bytes == fallsSilent) {
                while (readMessage(socket, message) != 0) {
                }
                return;
            }
            const bool last = bytes.endsWith(hangsUp);
            if (last)
                bytes.chop(hangsUp.size());
            send(socket, bytes);
            if (last)
                ::shutdown(socket, SHUT_RDWR);
        } else if (kind == call) {
            send(socket, answer(u"CALL "_s + CallReader(message).read()));
        } else {
            send(socket, tds::message(50001, 16, u"not spoken here"_s, 1) + tds::done(false, -1, true));
        }
    }
}

} // namespace concord::test
