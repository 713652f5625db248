#include "haproxyserver.h"

#include <QLocalSocket>

using namespace Qt::StringLiterals;

namespace cairn::testing {

namespace {
/// A request whose connection to the backend is refused is answered at once; one that was sent on is never sent twice.
const QString Configuration = uR"(
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
)"_s;
} // namespace

bool HaproxyServer::start(quint16 backendPort)
{
    m_port = freePort();
    QString text = Configuration;
    text.replace(u"@PORT@"_s, QString::number(m_port))
        .replace(u"@BACKEND@"_s, QString::number(backendPort))
        .replace(u"@DIR@"_s, m_process.folder());
    const QString file = m_process.write(u"haproxy.cfg"_s, text);
    return !file.isEmpty() && m_process.start(u"haproxy"_s, {u"-db"_s, u"-f"_s, file}, m_port);
}

int HaproxyServer::requests() const
{
    QLocalSocket socket;
    socket.connectToServer(m_process.folder() + u"/stats"_s);
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
