#include "net/strayguard.h"

#include "base/logging.h"

#include <utility>

namespace cairn {

namespace {

/// Looks at them anew, and leaves out those that are closed. To how many more has come.
int measureAll(QList<OpenConnection> &connections)
{
    int grown = 0;
    for (qsizetype i = connections.size() - 1; i >= 0; --i) {
        const qint64 before = connections[i].received;
        if (!measure(connections[i]))
            connections.removeAt(i);
        else if (connections[i].received > before)
            ++grown;
    }
    return grown;
}

} // namespace

void StrayGuard::begin(quint16 port)
{
    Port &state = m_ports[port];
    ++state.underWay;
    ++state.begun;
}

void StrayGuard::over(quint16 port, bool overHttp2)
{
    Port &state = m_ports[port];
    state.wereHttp1 |= !overHttp2;
    if (--state.underWay > 0)
        return;
    const int begun = std::exchange(state.begun, 0);
    const int grown = measureAll(state.idle);
    // To look at all that the process has open takes a hundred times as long. Exchanges of which each went over one that is known
    // have opened none, and those over HTTP/2 none that matters.
    if (!std::exchange(state.wereHttp1, false) || grown >= begun)
        return;
    state.idle.clear();
    eachOpenConnection([port](quint16 other) { return other == port; },
                       [&state](const OpenConnection &connection) { state.idle.append(connection); });
}

StrayGuard::Moment StrayGuard::lastStray(quint16 port, Moment now)
{
    Port &state = m_ports[port];
    if (state.underWay == 0 && measureAll(state.idle) > 0) {
        qCDebug(lcNet, "port %d: bytes came that nobody asked for; its connections are not used again", int(port));
        state.lastStray = now;
    }
    return state.lastStray;
}

} // namespace cairn
