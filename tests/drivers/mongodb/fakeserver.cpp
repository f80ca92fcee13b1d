// SPDX-License-Identifier: GPL-3.0-or-later
#include "mongodb/fakeserver.h"

#include <cstring>

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

namespace concord::test {

namespace {

constexpr std::int32_t opReply = 1;
constexpr std::int32_t opQuery = 2004;
constexpr std::int32_t opMessage = 2013;
constexpr std::size_t headerBytes = 16;

std::int32_t intAt(const std::string &bytes, std::size_t at)
{
    std::int32_t value = 0;
    std::memcpy(&value, bytes.data() + at, sizeof value);
    return value;
}

void put(std::string &bytes, std::int32_t value)
{
    bytes.append(reinterpret_cast<const char *>(&value), sizeof value);
}

bool readAll(int line, std::string &bytes, std::size_t count)
{
    bytes.resize(count);
    std::size_t done = 0;
    while (done < count) {
        const ssize_t got = ::recv(line, bytes.data() + done, count - done, 0);
        if (got <= 0)
            return false;
        done += static_cast<std::size_t>(got);
    }
    return true;
}

/// The command's document behind the message's header.
std::string commandIn(std::int32_t operation, const std::string &body)
{
    std::size_t at = 5; // flags, and the kind of the first section
    if (operation == opQuery)
        at = 4 + std::strlen(body.data() + 4) + 1 + 8;
    return body.substr(at, static_cast<std::size_t>(intAt(body, at)));
}

std::string message(std::int32_t operation, std::int32_t answers, const std::string &document)
{
    std::string body;
    if (operation == opQuery) {
        put(body, 8); // awaits are known
        body.append(8, '\0');
        put(body, 0);
        put(body, 1);
    } else {
        put(body, 0);
        body.push_back('\0');
    }
    body += document;
    std::string whole;
    put(whole, static_cast<std::int32_t>(headerBytes + body.size()));
    put(whole, 1);
    put(whole, answers);
    put(whole, operation == opQuery ? opReply : opMessage);
    return whole + body;
}

} // namespace

FakeMongodb::FakeMongodb(Answer answer) : m_answer(std::move(answer))
{
    m_listening = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    ::bind(m_listening, reinterpret_cast<sockaddr *>(&address), size);
    ::listen(m_listening, 16);
    ::getsockname(m_listening, reinterpret_cast<sockaddr *>(&address), &size);
    m_port = ntohs(address.sin_port);
    m_thread = std::thread([this] { run(); });
}

FakeMongodb::~FakeMongodb()
{
    m_ended = true;
    ::shutdown(m_listening, SHUT_RDWR);
    m_thread.join();
    ::close(m_listening);
    std::vector<std::thread> threads;
    {
        const std::scoped_lock lock(m_mutex);
        for (const int line : m_lines)
            ::shutdown(line, SHUT_RDWR);
        threads.swap(m_threads);
    }
    for (std::thread &thread : threads)
        thread.join();
    for (const int line : m_lines)
        ::close(line);
}

void FakeMongodb::run()
{
    while (!m_ended) {
        const int line = ::accept4(m_listening, nullptr, nullptr, SOCK_CLOEXEC);
        if (line < 0)
            return;
        const std::scoped_lock lock(m_mutex);
        m_lines.push_back(line);
        m_threads.emplace_back([this, line] { serve(line); });
    }
}

void FakeMongodb::serve(int line)
{
    std::string header;
    std::string body;
    while (readAll(line, header, headerBytes) && readAll(line, body, static_cast<std::size_t>(intAt(header, 0)) - headerBytes)) {
        const std::int32_t operation = intAt(header, 12);
        const std::string reply = m_answer(commandIn(operation, body));
        if (reply.empty())
            break;
        const std::string sent = message(operation, intAt(header, 4), reply);
        if (::send(line, sent.data(), sent.size(), MSG_NOSIGNAL) < 0)
            break;
    }
    ::shutdown(line, SHUT_RDWR);
}

} // namespace concord::test
