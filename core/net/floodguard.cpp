#include "net/floodguard.h"

#include "base/logging.h"

#include <algorithm>

#ifdef Q_OS_LINUX
#include <fcntl.h>
#include <unistd.h>
#endif

namespace cairn {

using namespace std::chrono_literals;

namespace {

/// An honest head is a hundredth of it.
constexpr qint64 MostUnanswered = 32 * 1024 * 1024;
/// By so much the process must have grown meanwhile: what was read and not kept (the frames of chunks, say) does no harm.
constexpr qint64 LeastGrowth = MostUnanswered / 2;
/// What chunks, TLS and HTTP/2 add to the bytes of answers, at most.
constexpr qint64 Framing = 2;
/// Forgotten each second: handshakes, and what came after an exchange was given up.
constexpr qint64 ForgottenPerSecond = 1024 * 1024;
constexpr auto LookInterval = 90ms;
/// Looks that have to find too much. An answer takes up to three turns of the event loop until it is handed on (its head, what
/// had piled up behind it, and what has come since), each of which may be as long as a disk takes to write.
constexpr int MostExcesses = 3;
/// For so many looks after a connection was cut, one that is lost is that one: Qt takes it up within one, unless it is busy.
constexpr int CutTells = 5;

qint64 residentNow()
{
#ifdef Q_OS_LINUX
    char text[128];
    const int file = ::open("/proc/self/statm", O_RDONLY | O_CLOEXEC);
    const ssize_t size = file < 0 ? -1 : ::read(file, text, sizeof text);
    if (file >= 0)
        ::close(file);
    const QList<QByteArray> cells = QByteArray(text, qMax<ssize_t>(0, size)).split(' ');
    return cells.value(1).toLongLong() * ::sysconf(_SC_PAGESIZE);
#else
    return 0;
#endif
}

} // namespace

bool FloodGuard::look(Moment now)
{
    if (now - m_looked < LookInterval)
        return !m_flows.isEmpty();
    const double seconds = std::chrono::duration<double>(std::min<Moment::duration>(now - m_looked, 1s)).count();
    const auto forgotten = qint64(seconds * ForgottenPerSecond);
    m_looked = now;
    ++m_looks;
    m_cuts.removeIf([this](const Cut &cut) { return m_looks - cut.look > CutTells; });
    const qint64 resident = residentNow();
    for (Flow &flow : m_flows)
        flow.isOpen = false;
    eachOpenConnection([this](quint16 port) { return m_answered.contains(port); },
                       [&](const OpenConnection &connection) { weigh(connection, resident, forgotten); });
    m_flows.removeIf([](const auto &flow) { return !flow->isOpen; });
    for (qint64 &bytes : m_answered)
        bytes = 0;
    return !m_flows.isEmpty();
}

void FloodGuard::weigh(const OpenConnection &connection, qint64 resident, qint64 forgotten)
{
    const auto known = m_flows.constFind(connection.number);
    Flow flow = known == m_flows.cend() ? Flow{connection.taken, 0, resident} : *known;
    const qint64 came = connection.taken - std::exchange(flow.taken, connection.taken);
    const qint64 accounted = Framing * m_answered.value(connection.peerPort) + forgotten;
    const qint64 standing = flow.unanswered - accounted; // of what had come by the last look
    flow.unanswered = qMax<qint64>(0, flow.unanswered + came - accounted);
    flow.resident = flow.unanswered == 0 ? resident : qMin(flow.resident, resident);
    const bool exceeds = standing > MostUnanswered && resident - flow.resident > LeastGrowth;
    flow.excesses = exceeds ? flow.excesses + 1 : 0;
    flow.isOpen = true;
    if (flow.excesses >= MostExcesses) {
        qCWarning(lcNet, "a connection to port %d is cut: %lld MiB came that are no answer", int(connection.peerPort),
                  flow.unanswered / (1024 * 1024));
        cut(connection);
        m_cuts.append({connection.peer, connection.peerPort, m_looked, m_looks});
        flow.unanswered = flow.excesses = 0;
    }
    m_flows.insert(connection.number, flow);
}

bool FloodGuard::wasCut(const QString &host, quint16 port, Moment begun) const
{
    const QHostAddress address(host); // null: a name
    return std::any_of(m_cuts.begin(), m_cuts.end(), [&](const Cut &cut) {
        return cut.port == port && cut.at >= begun && (address.isNull() || cut.peer.isEqual(address));
    });
}

} // namespace cairn
