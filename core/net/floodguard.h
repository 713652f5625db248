#pragma once

#include <QHash>

#include <chrono>

namespace cairn {

/// Bounds what services send of which no answer comes: a header line, a chunk's extension or an HTTP/2 header block without end,
/// frames that only ask to be acknowledged. Qt 6.4 keeps all of it, without a limit, and shows nothing of it; so the bytes that
/// the kernel counts for each of this process's connections are held against those that exchanges have handed on. Linux only. Of
/// the NetworkThread.
///
/// Connections to one port count as one service's, since Qt does not tell whose is whose: a flood beside other answers is seen
/// once it is larger than twice all of those.
class FloodGuard
{
public:
    using Moment = std::chrono::steady_clock::time_point;

    /// An exchange with a service at this port has begun.
    void begin(quint16 port) { m_answered[port] += 0; }
    /// Bytes of an answer, head or body, have come out of Qt.
    void handedOn(quint16 port, qint64 bytes) { m_answered[port] += bytes; }

    /// Cuts the connections of which more has come than may. To be called often while there are exchanges: it looks ten times a
    /// second, which takes some microseconds for each connection.
    void look(Moment now);
    /// When a connection to this port was cut last.
    Moment lastCut(quint16 port) const { return m_cuts.value(port); }

private:
    /// One connection, while it is looked at.
    struct Flow
    {
        qint64 taken = 0;      ///< bytes that this process has read from it
        qint64 unanswered = 0; ///< of those, what no exchange has handed on
        qint64 resident = 0;   ///< bytes of memory that the process held when there were none
        bool isOpen = true;
    };

    QHash<quint16, qint64> m_answered; ///< since the last look
    QHash<quint16, Moment> m_cuts;
    QHash<quint64, Flow> m_flows; ///< by the kernel's number for the connection
    Moment m_looked;
};

} // namespace cairn
