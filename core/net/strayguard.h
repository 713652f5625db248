#pragma once

#include "net/openconnections.h"

#include <QHash>
#include <QList>

#include <chrono>

namespace cairn {

/// Finds what services send when nothing is asked of them: a second answer, say, after the first one was whole. Over HTTP/1.1
/// Qt 6.4 keeps that for the next request on the connection, as its answer. Bytes that come to the connections of a port after
/// its last exchange is over, and before another one begins, are nobody's; what comes while others are under way cannot be told
/// from their answers. Linux only. Of the NetworkThread.
///
/// Qt does not tell whose a connection is: all services of one port count as one. While any of them is busy nothing is found,
/// and what one that speaks HTTP/2 sends unasked (a PING, say) may cost the others new connections.
class StrayGuard
{
public:
    using Moment = std::chrono::steady_clock::time_point;

    void begin(quint16 port);
    /// `overHttp2`: over which Qt tells whose an answer is.
    void over(quint16 port, bool overHttp2);
    /// When such bytes were found last: connections that are older must not be used again. Looks, if an exchange that begins now
    /// were the port's only one, which takes a microsecond for each connection.
    Moment lastStray(quint16 port, Moment now);

private:
    struct Port
    {
        int underWay = 0;
        int begun = 0;              ///< since the last time that there was none
        bool wereHttp1 = false;     ///< some of them
        QList<OpenConnection> idle; ///< as they were when the last exchange was over
        Moment lastStray;
    };
    QHash<quint16, Port> m_ports;
};

} // namespace cairn
