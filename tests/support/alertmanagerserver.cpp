#include "alertmanagerserver.h"

#include <QDir>
#include <QEventLoop>
#include <QJsonDocument>
#include <QNetworkAccessManager>
#include <QNetworkReply>

namespace cairn::testing {

bool AlertmanagerServer::start()
{
    m_port = freePort();
    const QString hook = receiver.isEmpty() ? QString() : QStringLiteral("\n  webhook_configs: [ { url: '%1' } ]").arg(receiver);
    const QString file =
        m_process.write(QStringLiteral("alertmanager.yml"),
                        QStringLiteral("route: { receiver: test, group_by: ['...'], group_wait: 0s, group_interval: 1s }\n"
                                       "receivers:\n- name: test%1\n")
                            .arg(hook));
    return !file.isEmpty() &&
           m_process.start(QStringLiteral("prometheus-alertmanager"),
                           {QStringLiteral("--config.file=") + file,
                            QStringLiteral("--storage.path=") + QDir(m_process.folder()).filePath(QStringLiteral("data")),
                            QStringLiteral("--web.listen-address=127.0.0.1:%1").arg(m_port),
                            QStringLiteral("--cluster.listen-address=")},
                           m_port);
}

QJsonArray AlertmanagerServer::alerts() const
{
    QNetworkAccessManager manager;
    QEventLoop loop;
    const std::unique_ptr<QNetworkReply> reply(
        manager.get(QNetworkRequest(QUrl(QStringLiteral("http://127.0.0.1:%1/api/v2/alerts").arg(m_port)))));
    QObject::connect(reply.get(), &QNetworkReply::finished, &loop, &QEventLoop::quit);
    loop.exec();
    return QJsonDocument::fromJson(reply->readAll()).array();
}

} // namespace cairn::testing
