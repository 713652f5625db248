#pragma once

#include "messagehead.h"
#include "transportfault.h"

#include <QTcpSocket>
#include <QTimer>

namespace cairn::demo {

/// One client's connection, carried on to the services and back: the place where a network goes wrong. QHttpServer cannot
/// reset, cut or slow a connection, and sets no limit on what it takes in; this does both. Requests are passed on as they
/// come; a reply is taken whole, then delivered as its TransportFault says. Deletes itself when the connection is over.
class Relay : public QObject
{
public:
    /// Takes over `client`.
    Relay(QTcpSocket *client, quint16 servicesPort, qint64 largestBody, QObject *parent);
    ~Relay() override;

private:
    enum class Phase {
        Head,     ///< the head of a request is awaited
        Body,     ///< its body comes and is passed on
        Reply,    ///< all of it went on, or a reply is being delivered; later bytes wait in the client's socket
        Draining, ///< refused: what the client still sends is read and dropped, so that it gets to see the refusal
    };

    void readClient();
    bool readHead();
    bool readBody();
    void readServices();
    void clientGone();
    void servicesGone();
    void refuse(int status, const QByteArray &title);
    void deliver();
    void deliverSlowly();
    void delivered();
    void resetConnection();
    void closeWhenSent();

    QTcpSocket *m_client;
    QTcpSocket m_services;
    const quint16 m_servicesPort;
    const qint64 m_largestBody;

    Phase m_phase = Phase::Head;
    MessageHead m_request;
    qint64 m_bodyRead = 0;
    QByteArray m_incoming; ///< bytes of a reply that is not whole yet
    QByteArray m_replyHead;
    QByteArray m_replyBody;
    qsizetype m_replySent = 0; ///< of m_replyBody, when it goes slowly
    TransportFault m_fault;
    QTimer m_idle;
    QTimer m_delay;
    QTimer m_trickle;
};

} // namespace cairn::demo
