#pragma once

#include <QHostAddress>

#include <functional>

namespace cairn {

/// One of this process's TCP connections, as the kernel tells of it. Linux only: elsewhere there are none to be seen.
struct OpenConnection
{
    int descriptor = -1;
    quint64 number = 0; ///< the kernel's, never used twice
    QHostAddress peer;
    quint16 peerPort = 0;
    qint64 received = 0; ///< bytes that have come
    qint64 taken = 0;    ///< bytes of those that this process has read
};

/// Those to ports that are `wanted`.
void eachOpenConnection(const std::function<bool(quint16)> &wanted, const std::function<void(const OpenConnection &)> &look);
/// Whether it is still open; tells anew what has come.
bool measure(OpenConnection &connection);
/// Qt, whose descriptor it is, sees the connection break.
void cut(const OpenConnection &connection);

} // namespace cairn
