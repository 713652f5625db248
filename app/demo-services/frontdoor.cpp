#include "frontdoor.h"

#include "relay.h"

namespace cairn::demo {

namespace {
constexpr int MostConnections = 256; ///< three sockets each: within the usual limit of 1024 open files
}

FrontDoor::FrontDoor(QObject *parent) : QObject(parent)
{
    m_server.setListenBacklogSize(2 * MostConnections);
    connect(&m_server, &QTcpServer::newConnection, this, &FrontDoor::accept);
}

void FrontDoor::accept()
{
    while (QTcpSocket *client = m_server.nextPendingConnection()) {
        auto *relay = new Relay(client, m_servicesPort, LargestBody, this);
        connect(relay, &QObject::destroyed, this, &FrontDoor::relayGone);
        if (++m_open == MostConnections)
            m_server.pauseAccepting();
    }
}

void FrontDoor::relayGone()
{
    if (m_open-- == MostConnections)
        m_server.resumeAccepting();
}

} // namespace cairn::demo
