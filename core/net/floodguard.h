#pragma once

#include "net/openconnections.h"

#include <QHash>
#include <QList>

#include <chrono>

namespace cairn {

/// Bounds what services send of which no answer comes: a header line, a chunk's extension or an HTTP/2 header block without end,
/// frames that only ask to be acknowledged. Qt 6.4 keeps all of it, without a limit, and shows nothing of it; so the bytes that
/// the kernel counts for each of this process's connections are held against those that Qt has handed on. Linux only. Of the
/// NetworkThread.
///
/// What is part of an answer is handed on within a turn or two of the event loop, however fast it comes and however slowly it is
/// written away. So only what had come by the look before is held against a connection, when three looks in a row find too much.
///
/// The bound: a connection is cut when it brought 32 MiB and twice as much as all answers of its port meanwhile (connections to
/// one port count as one service's, since Qt does not tell whose is whose), and until that is seen what it sends in half a
/// second, or in a second while no exchange is under way. What hides behind the answers of others ends by its exchange's idle
/// limit: a flood is no sign of life.
class FloodGuard
{
public:
    using Moment = std::chrono::steady_clock::time_point;

    /// An exchange with a service at this port has begun.
    void begin(quint16 port) { m_answered[port] += 0; }
    /// Bytes of an answer, head or body, have come out of Qt.
    void handedOn(quint16 port, qint64 bytes) { m_answered[port] += bytes; }

    /// Cuts the connections of which more has come than may. To be called often while there are connections: it looks ten times
    /// a second at most, which takes some microseconds for each connection. False if there are none.
    bool look(Moment now);
    /// Whether a connection to this port that was there at `begun` was cut so lately that one which is lost now is that one.
    /// `host`: to which, if it is an address; another name may be the same.
    bool wasCut(const QString &host, quint16 port, Moment begun) const;

private:
    /// One connection, while it is looked at.
    struct Flow
    {
        qint64 taken = 0;      ///< bytes that this process has read from it
        qint64 unanswered = 0; ///< of those, what Qt has not handed on
        qint64 resident = 0;   ///< bytes of memory that the process held when there were none
        int excesses = 0;      ///< looks in a row that found too much of it
        bool isOpen = true;
    };
    struct Cut
    {
        QHostAddress peer;
        quint16 port = 0;
        Moment at;
        qint64 look = 0; ///< which one cut it
    };

    void weigh(const OpenConnection &connection, qint64 resident, qint64 forgotten);

    QHash<quint16, qint64> m_answered; ///< since the last look
    QHash<quint64, Flow> m_flows;      ///< by the kernel's number for the connection
    QList<Cut> m_cuts;                 ///< the latest
    Moment m_looked;
    qint64 m_looks = 0;
};

} // namespace cairn
