#include "haproxyserver.h"

#include <QLocalSocket>

namespace cairn::testing {

namespace {
/// A request whose connection to the backend is refused is answered at once; one that was sent on is never sent twice.
const QString Configuration = QStringLiteral(R"(
global
  stats socket @DIR@/stats mode 600 level user
defaults
  mode http
  retries 0
  option http-ignore-probes
  timeout connect 1s
  timeout client 30s
  timeout server 30s
listen front
  bind 127.0.0.1:@PORT@
  server backend 127.0.0.1:@BACKEND@
)");
} // namespace

bool HaproxyServer::start(quint16 backendPort)
{
    m_port = freePort();
    QString text = Configuration;
    text.replace(QStringLiteral("@PORT@"), QString::number(m_port))
        .replace(QStringLiteral("@BACKEND@"), QString::number(backendPort))
        .replace(QStringLiteral("@DIR@"), m_process.folder());
    const QString file = m_process.write(QStringLiteral("haproxy.cfg"), text);
    return !file.isEmpty() &&
           m_process.start(QStringLiteral("haproxy"), {QStringLiteral("-db"), QStringLiteral("-f"), file}, m_port);
}

int HaproxyServer::requests() const
{
    QLocalSocket socket;
    socket.connectToServer(m_process.folder() + QStringLiteral("/stats"));
    if (!socket.waitForConnected(1'000))
        return -1;
    socket.write("show stat\n");
    while (socket.waitForReadyRead(1'000)) {
    }
    const QList<QByteArray> lines = socket.readAll().split('\n');
    const qsizetype column = lines.value(0).split(',').indexOf("req_tot");
    for (const QByteArray &line : lines) {
        if (line.startsWith("front,FRONTEND,"))
            return line.split(',').value(column, "-1").toInt();
    }
    return -1;
}

} // namespace cairn::testing
