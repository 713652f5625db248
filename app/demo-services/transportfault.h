#pragma once

#include <QByteArray>

namespace cairn::demo {

/// What the network does to one reply. Travels from the services to the relay in a header field that no client sees.
struct TransportFault
{
    enum class Cut {
        None,
        Reset,    ///< the connection is reset (RST) instead of the reply, after the service did its work
        Truncate, ///< the head promises the whole body, half of it comes, then the connection closes
        Silent,   ///< no reply at all, until the client hangs up or a minute or two have passed
    };

    int delayMs = 0;             ///< before the first byte
    double trickleMsPerByte = 0; ///< pace of the body
    Cut cut = Cut::None;

    QByteArray toHeader() const;
    static TransportFault fromHeader(const QByteArray &value);
    static constexpr const char *HeaderName = "X-Demo-Fault";
};

} // namespace cairn::demo
