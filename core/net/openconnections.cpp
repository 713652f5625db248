#include "net/openconnections.h"

#include <cstdlib>

#ifdef Q_OS_LINUX
#include <dirent.h>
#include <fcntl.h>
#include <linux/tcp.h>
#include <netinet/in.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <QtEndian>
#endif

namespace cairn {

#ifdef Q_OS_LINUX
namespace {

/// False if the descriptor is no TCP connection.
bool readPeer(OpenConnection &connection, const std::function<bool(quint16)> &wanted)
{
    sockaddr_storage peer{};
    socklen_t size = sizeof peer;
    if (::getpeername(connection.descriptor, reinterpret_cast<sockaddr *>(&peer), &size) != 0)
        return false;
    if (peer.ss_family == AF_INET)
        connection.peerPort = qFromBigEndian(reinterpret_cast<const sockaddr_in *>(&peer)->sin_port);
    else if (peer.ss_family == AF_INET6)
        connection.peerPort = qFromBigEndian(reinterpret_cast<const sockaddr_in6 *>(&peer)->sin6_port);
    if (connection.peerPort == 0 || !wanted(connection.peerPort))
        return false;
    connection.peer = QHostAddress(reinterpret_cast<const sockaddr *>(&peer));
    return true;
}

quint64 numberOf(int descriptor)
{
    quint64 number = 0;
    socklen_t size = sizeof number;
    return ::getsockopt(descriptor, SOL_SOCKET, SO_COOKIE, &number, &size) == 0 ? number : 0;
}

} // namespace

void eachOpenConnection(const std::function<bool(quint16)> &wanted, const std::function<void(const OpenConnection &)> &look)
{
    DIR *folder = ::opendir("/proc/self/fd");
    while (const dirent *entry = folder ? ::readdir(folder) : nullptr) {
        OpenConnection connection;
        connection.descriptor = std::atoi(entry->d_name); // "." and ".." give 0, which is no connection
        if (!readPeer(connection, wanted))
            continue;
        connection.number = numberOf(connection.descriptor);
        if (connection.number != 0 && measure(connection))
            look(connection);
    }
    if (folder)
        ::closedir(folder);
}

bool measure(OpenConnection &connection)
{
    tcp_info info{};
    socklen_t size = sizeof info;
    int waiting = 0; // in the kernel, where it is bounded
    if (numberOf(connection.descriptor) != connection.number ||
        ::getsockopt(connection.descriptor, IPPROTO_TCP, TCP_INFO, &info, &size) != 0 ||
        ::ioctl(connection.descriptor, FIONREAD, &waiting) != 0)
        return false;
    connection.received = qint64(info.tcpi_bytes_received);
    connection.taken = connection.received - waiting;
    return true;
}

/// By a descriptor of our own: Qt's could be another file's by now.
void cut(const OpenConnection &connection)
{
    const int own = ::fcntl(connection.descriptor, F_DUPFD_CLOEXEC, 0);
    if (own < 0)
        return;
    if (numberOf(own) == connection.number)
        ::shutdown(own, SHUT_RDWR);
    ::close(own);
}
#else
void eachOpenConnection(const std::function<bool(quint16)> &, const std::function<void(const OpenConnection &)> &) {}

bool measure(OpenConnection &)
{
    return false;
}

void cut(const OpenConnection &) {}
#endif

} // namespace cairn
