#include "net/floodguard.h"

#include "base/logging.h"

#include <QtEndian>

#include <algorithm>
#include <cstdlib>
#include <functional>

#ifdef Q_OS_LINUX
#include <dirent.h>
#include <fcntl.h>
#include <linux/tcp.h>
#include <netinet/in.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>
#endif

namespace cairn {

using namespace std::chrono_literals;

namespace {

#ifdef Q_OS_LINUX
/// An honest head is a hundredth of it.
constexpr qint64 MostUnanswered = 32 * 1024 * 1024;
/// By so much the process must have grown meanwhile: what was read and not kept (the frames of chunks, say) does no harm.
constexpr qint64 LeastGrowth = MostUnanswered / 2;
/// What chunks, TLS and HTTP/2 add to the bytes of answers, at most.
constexpr qint64 Framing = 2;
/// Forgotten each second: handshakes, and what came after an exchange was given up.
constexpr qint64 ForgottenPerSecond = 1024 * 1024;
constexpr auto LookInterval = 90ms;

/// One of this process's TCP connections.
struct OpenConnection
{
    int descriptor = -1;
    quint64 number = 0; ///< the kernel's, never used twice
    quint16 peerPort = 0;
    qint64 taken = 0;
};

/// 0: it is no TCP connection.
quint16 peerPortOf(int descriptor)
{
    sockaddr_storage peer{};
    socklen_t size = sizeof peer;
    if (::getpeername(descriptor, reinterpret_cast<sockaddr *>(&peer), &size) != 0)
        return 0;
    if (peer.ss_family == AF_INET)
        return qFromBigEndian(reinterpret_cast<const sockaddr_in *>(&peer)->sin_port);
    if (peer.ss_family == AF_INET6)
        return qFromBigEndian(reinterpret_cast<const sockaddr_in6 *>(&peer)->sin6_port);
    return 0;
}

quint64 numberOf(int descriptor)
{
    quint64 number = 0;
    socklen_t size = sizeof number;
    return ::getsockopt(descriptor, SOL_SOCKET, SO_COOKIE, &number, &size) == 0 ? number : 0;
}

bool measure(OpenConnection &connection)
{
    tcp_info info{};
    socklen_t size = sizeof info;
    int waiting = 0; // in the kernel, where it is bounded
    if (::getsockopt(connection.descriptor, IPPROTO_TCP, TCP_INFO, &info, &size) != 0 ||
        ::ioctl(connection.descriptor, FIONREAD, &waiting) != 0)
        return false;
    connection.number = numberOf(connection.descriptor);
    connection.taken = qint64(info.tcpi_bytes_received) - waiting;
    return connection.number != 0;
}

void eachConnection(const QHash<quint16, qint64> &ports, const std::function<void(const OpenConnection &)> &look)
{
    DIR *folder = ::opendir("/proc/self/fd");
    while (const dirent *entry = folder ? ::readdir(folder) : nullptr) {
        OpenConnection connection{std::atoi(entry->d_name), 0, 0, 0}; // "." and ".." give 0, which is no connection
        connection.peerPort = peerPortOf(connection.descriptor);
        if (connection.peerPort != 0 && ports.contains(connection.peerPort) && measure(connection))
            look(connection);
    }
    if (folder)
        ::closedir(folder);
}

/// Qt, whose descriptor it is, sees the connection break. By a descriptor of our own: Qt's could be another file's by now.
void cut(const OpenConnection &connection)
{
    const int own = ::fcntl(connection.descriptor, F_DUPFD_CLOEXEC, 0);
    if (own < 0)
        return;
    if (numberOf(own) == connection.number)
        ::shutdown(own, SHUT_RDWR);
    ::close(own);
}

qint64 residentNow()
{
    char text[128];
    const int file = ::open("/proc/self/statm", O_RDONLY | O_CLOEXEC);
    const ssize_t size = file < 0 ? -1 : ::read(file, text, sizeof text);
    if (file >= 0)
        ::close(file);
    const QList<QByteArray> cells = QByteArray(text, qMax<ssize_t>(0, size)).split(' ');
    return cells.value(1).toLongLong() * ::sysconf(_SC_PAGESIZE);
}
#endif

} // namespace

void FloodGuard::look(Moment now)
{
#ifdef Q_OS_LINUX
    if (now - m_looked < LookInterval)
        return;
    const double seconds = std::chrono::duration<double>(std::min<Moment::duration>(now - m_looked, 1s)).count();
    const auto forgotten = qint64(seconds * ForgottenPerSecond);
    m_looked = now;
    const qint64 resident = residentNow();
    for (Flow &flow : m_flows)
        flow.isOpen = false;
    eachConnection(m_answered, [&](const OpenConnection &connection) {
        const auto known = m_flows.constFind(connection.number);
        Flow flow = known == m_flows.cend() ? Flow{connection.taken, 0, resident} : *known;
        const qint64 came = connection.taken - std::exchange(flow.taken, connection.taken);
        flow.unanswered = qMax<qint64>(0, flow.unanswered + came - Framing * m_answered.value(connection.peerPort) - forgotten);
        flow.resident = flow.unanswered == 0 ? resident : qMin(flow.resident, resident);
        flow.isOpen = true;
        if (flow.unanswered > MostUnanswered && resident - flow.resident > LeastGrowth) {
            qCWarning(lcNet, "a connection to port %d is cut: %lld MiB came that are no answer", int(connection.peerPort),
                      flow.unanswered / (1024 * 1024));
            cut(connection);
            m_cuts.insert(connection.peerPort, now);
            flow.unanswered = 0;
        }
        m_flows.insert(connection.number, flow);
    });
    m_flows.removeIf([](const auto &flow) { return !flow->isOpen; });
    for (qint64 &bytes : m_answered)
        bytes = 0;
#else
    Q_UNUSED(now)
#endif
}

} // namespace cairn
