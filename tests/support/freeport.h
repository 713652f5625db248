#pragma once

#include <QRandomGenerator>
#include <QTcpServer>

#include <cstddef>
#include <cstring>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace cairn::testing {

/// Whether no other test has that port. It is ours until this process ends: by the name of a socket that nobody connects to.
inline bool reservePort(quint16 port)
{
    sockaddr_un name{};
    name.sun_family = AF_UNIX;
    const QByteArray text = "cairn-port-" + QByteArray::number(port);
    std::memcpy(name.sun_path + 1, text.constData(), std::size_t(text.size())); // after a zero: no file's name (unix(7))
    const int reserved = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const auto length = socklen_t(offsetof(sockaddr_un, sun_path) + 1 + std::size_t(text.size()));
    if (reserved >= 0 && ::bind(reserved, reinterpret_cast<const sockaddr *>(&name), length) == 0)
        return true;
    ::close(reserved);
    return false;
}

/// A port of 127.0.0.1 for a server that is told its number: free, and below those that the kernel gives to whoever wants any
/// (32768 and above), so that nobody has it before the server does.
inline quint16 freePort()
{
    for (;;) {
        const auto port = quint16(QRandomGenerator::global()->bounded(20'000, 32'000));
        QTcpServer probe;
        if (reservePort(port) && probe.listen(QHostAddress::LocalHost, port))
            return port;
    }
}

} // namespace cairn::testing
