#include "alertmanagerserver.h"

#include <QDir>
#include <QEventLoop>
#include <QJsonDocument>
#include <QNetworkAccessManager>
#include <QNetworkReply>

using namespace Qt::StringLiterals;

namespace cairn::testing {

bool AlertmanagerServer::start()
{
    m_port = freePort();
    const QString hook = receiver.isEmpty() ? QString() : u"\n  webhook_configs: [ { url: '%1' } ]"_s.arg(receiver);
    const QString file = m_process.write(u"alertmanager.yml"_s,
                                         u"route: { receiver: test, group_by: ['...'], group_wait: 0s, group_interval: 1s }\n"
                                         "receivers:\n- name: test%1\n"_s.arg(hook));
    return !file.isEmpty() &&
           m_process.start(u"prometheus-alertmanager"_s,
                           {u"--config.file="_s + file, u"--storage.path="_s + QDir(m_process.folder()).filePath(u"data"_s),
                            u"--web.listen-address=127.0.0.1:%1"_s.arg(m_port), u"--cluster.listen-address="_s},
                           m_port);
}

QJsonArray AlertmanagerServer::alerts() const
{
    QNetworkAccessManager manager;
    QEventLoop loop;
    const std::unique_ptr<QNetworkReply> reply(
        manager.get(QNetworkRequest(QUrl(u"http://127.0.0.1:%1/api/v2/alerts"_s.arg(m_port)))));
    QObject::connect(reply.get(), &QNetworkReply::finished, &loop, &QEventLoop::quit);
    loop.exec();
    return QJsonDocument::fromJson(reply->readAll()).array();
}

} // namespace cairn::testing
