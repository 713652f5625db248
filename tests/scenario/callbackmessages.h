#pragma once
// What tests of callbacks share: a service that is told where to call back, and what it says there.

#include "freeport.h"
#include "listening.h"

#include <QFile>
#include <QTcpSocket>

namespace cairn::testing {

inline QByteArray stepsWith(const QByteArray &callback, const QByteArray &timeout = "1h")
{
    return "  job:\n    service: api\n    request: { method: POST, path: /jobs, body: { json: { tell: '${{ .callback.url }}' } } "
           "}\n"
           "    await: { callback: " +
           callback + ", timeout: " + timeout +
           " }\n"
           "  out:\n    needs: [job]\n    deliver: { to: outbox, name: r.json, content: \"${{ .steps.job.body.result }}\" }\n";
}

/// Where the service was told to call back: its path.
inline QByteArray toldPath(const LedgerEntry &entry)
{
    const QByteArray url = QJsonDocument::fromJson(entry.body).object().value(QStringLiteral("tell")).toString().toLatin1();
    return url.mid(url.indexOf("/callbacks/"));
}

struct Reply
{
    int status = 0;
    QByteArray body;
};

inline Reply post(quint16 port, const QByteArray &path, const QByteArray &body, const QByteArray &headers = {},
                  const QByteArray &type = "application/json")
{
    QTcpSocket socket;
    socket.connectToHost(QHostAddress::LocalHost, port);
    if (!socket.waitForConnected(5'000))
        return {};
    socket.write("POST " + path + " HTTP/1.1\r\nHost: x\r\nContent-Type: " + type +
                 "\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n" + headers + "\r\n" + body);
    QByteArray answer;
    while (socket.waitForReadyRead(10'000))
        answer += socket.readAll();
    return {answer.mid(9, 3).toInt(), answer.mid(answer.indexOf("\r\n\r\n") + 4)};
}

/// A service that takes a job up, and calls back when a test does so in its place.
struct JobService
{
    LedgerServer ledger{[](const LedgerEntry &, int) { return jsonAnswer("{\"id\":\"j7\"}", 202); }};
    const quint16 port = freePort();
};

/// A run whose step waits for such a call.
struct AwaitedJob : JobService, Listening
{
    explicit AwaitedJob(const QByteArray &steps, const QByteArray &input = {}) : Listening(ledger, port, steps, input) {}

    /// From here on; false: it does not come so far.
    bool isWaitedFor()
    {
        startRunner();
        return submit() && endsAs(u"waiting_callback"_s);
    }
    /// The status with which a call is answered.
    int call(const QByteArray &body, const QByteArray &headers = {}, const QByteArray &type = "application/json") const
    {
        return post(port, toldPath(ledger.entries().first()), body, headers, type).status;
    }
    /// That the service signs with.
    void setSecret(const QByteArray &secret) const
    {
        const QString credential = u".cairn/credentials/hook"_s;
        write(credential, secret + '\n');
        QFile::setPermissions(workspace.cairn().path(credential), QFile::ReadOwner | QFile::WriteOwner);
    }
};

} // namespace cairn::testing
