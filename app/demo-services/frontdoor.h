#pragma once

#include <QHostAddress>
#include <QTcpServer>

namespace cairn::demo {

/// The port that clients connect to. Every connection gets a Relay; beyond a number of them, new ones wait in the
/// system's queue.
class FrontDoor : public QObject
{
public:
    explicit FrontDoor(QObject *parent = nullptr);

    /// 0: any port.
    bool listen(const QHostAddress &address, quint16 port) { return m_server.listen(address, port); }
    quint16 port() const { return m_server.serverPort(); }
    QString errorString() const { return m_server.errorString(); }

    /// Connections are carried to this port of the loopback interface; call it before the event loop runs.
    void openTo(quint16 servicesPort) { m_servicesPort = servicesPort; }

    static constexpr qint64 LargestBody = 64 << 20;

private:
    void accept();
    void relayGone();

    QTcpServer m_server;
    quint16 m_servicesPort = 0;
    int m_open = 0;
};

} // namespace cairn::demo
