#pragma once

#include "net/listener.h"

#include <QTcpSocket>
#include <QtTest>

/// A client that says what it is told to, byte for byte, and keeps what comes back.
class Peer
{
public:
    explicit Peer(const QUrl &url, const QByteArray &bytes = {})
    {
        QObject::connect(&m_socket, &QTcpSocket::readyRead, &m_socket, [this] { received += m_socket.readAll(); });
        QObject::connect(&m_socket, &QTcpSocket::disconnected, &m_socket, [this] { closed = true; });
        m_socket.connectToHost(url.host(), quint16(url.port()));
        if (m_socket.waitForConnected())
            send(bytes);
    }

    void send(const QByteArray &bytes)
    {
        m_socket.write(bytes);
        m_socket.flush();
    }
    void leave() { m_socket.abort(); }
    /// As far as it has come.
    int status() const { return received.startsWith("HTTP/1.1 ") ? received.mid(9, 3).toInt() : 0; }
    bool isAnswered() const { return status() != 0 && closed; }

    QByteArray received;
    bool closed = false;

private:
    QTcpSocket m_socket;
};

inline QByteArray post(const QByteArray &body = "{}", const QByteArray &path = "/hook")
{
    return "POST " + path + " HTTP/1.1\r\nHost: h\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body;
}

/// A listener whose requests are kept, for tests to look at and to answer.
class ListenerFixture
{
public:
    /// By default every request is answered with 204 at once.
    void init()
    {
        requests.clear();
        open.clear();
        handler = [](const cairn::Responder &responder) { responder.answer(204); };
        listener = std::make_unique<cairn::Listener>([this](cairn::ListenerRequest request, cairn::Responder responder) {
            requests.append(std::move(request));
            if (handler)
                handler(std::move(responder));
            else
                open.push_back(std::move(responder));
        });
    }

    void start(const cairn::ListenerOptions &options = {})
    {
        const cairn::Result<void> started = listener->start(options);
        QVERIFY2(started, started ? "" : qPrintable(cairn::describe(started.error())));
    }

    QUrl url() const { return listener->url(); }

    std::unique_ptr<cairn::Listener> listener;
    QList<cairn::ListenerRequest> requests;
    std::function<void(cairn::Responder)> handler; ///< empty: `open` keeps it
    std::vector<cairn::Responder> open;            ///< not answered yet
};
