#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QList>
#include <QNetworkAccessManager>
#include <QProcess>
#include <QStringList>

#include <utility>

using Headers = QList<std::pair<QByteArray, QByteArray>>;

/// One HTTP answer as a test sees it.
struct Answer
{
    int status = 0;
    Headers headers; ///< names in lower case
    QByteArray body;

    QByteArray header(const QByteArray &name) const;
    QJsonObject json() const;
};

/// The program cairn-demo-services, running on a port of its own; stopped when destroyed.
class DemoProcess
{
public:
    ~DemoProcess();

    static QString program();

    /// False, with the program's output in the log, unless it listens within seconds.
    bool start(const QStringList &arguments = {});
    /// SIGTERM; the exit status, or -1 if it did not end by itself.
    int stop();
    /// SIGKILL.
    void kill();

    quint16 port() const { return m_port; }
    QByteArray standardOutput() const { return m_output; }

    Answer get(const QString &path) { return call("GET", path); }
    Answer post(const QString &path, const QByteArray &body, const Headers &headers = {})
    {
        return call("POST", path, body, headers);
    }
    Answer call(const QByteArray &method, const QString &path, const QByteArray &body = {}, const Headers &headers = {});
    /// Settings of one service; true if they were taken.
    bool setFaults(const QString &service, const QJsonObject &settings);

private:
    QProcess m_process;
    QNetworkAccessManager m_network;
    QByteArray m_output;
    quint16 m_port = 0;
};

/// A client that sees what Qt's sockets do not tell apart: an end of the stream and a reset. Blocking, on loopback.
class RawClient
{
public:
    enum class End { Open, Closed, Reset, TimedOut };

    explicit RawClient(quint16 port);
    ~RawClient();
    RawClient(const RawClient &) = delete;
    RawClient &operator=(const RawClient &) = delete;

    bool isConnected() const { return m_socket >= 0; }
    /// False: the server does not take any more.
    bool send(const QByteArray &bytes);
    /// Reads until the connection ends.
    QByteArray readAll();
    /// Reads one response, by its Content-Length; later bytes stay for the next call. Less if the connection ends.
    Answer readAnswer(bool hasBody = true);
    /// Nothing has come that was not read, nor has the connection ended; does not wait.
    bool isSilent() const;
    End end() const { return m_end; }
    int reads() const { return m_reads; } ///< how many times bytes arrived

private:
    bool readMore();

    int m_socket = -1;
    QByteArray m_buffer;
    End m_end = End::Open;
    int m_reads = 0;
};

/// "POST /path HTTP/1.1" with Host and Content-Length.
QByteArray rawRequest(const QByteArray &method, const QByteArray &path, const QByteArray &body = {}, const Headers &headers = {});
