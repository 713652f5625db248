#include "bareloop.h"

#include <QEventLoop>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QNetworkRequest>
#include <QUrl>

#include <memory>
#include <vector>

using namespace Qt::StringLiterals;

namespace cairn::bench {

namespace {
constexpr int ConnectionsPerManager = 6;

class BareLoop
{
public:
    BareLoop(const QString &url, int requests, int bytes, int inFlight, bool http2)
        : m_request(QUrl(url)), m_body(bytes, 'x'), m_left(requests), m_pending(requests)
    {
        m_request.setHeader(QNetworkRequest::ContentTypeHeader, "application/octet-stream"_ba);
        m_request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
        if (http2)
            m_request.setAttribute(QNetworkRequest::Http2DirectAttribute, true);
        const int managers = http2 ? 1 : (inFlight + ConnectionsPerManager - 1) / ConnectionsPerManager;
        for (int i = 0; i < managers; ++i)
            m_managers.push_back(std::make_unique<QNetworkAccessManager>());
        for (int i = 0; i < inFlight; ++i)
            post(size_t(i) % m_managers.size());
    }

    int run()
    {
        m_loop.exec();
        return m_failed;
    }

private:
    void post(size_t manager)
    {
        if (m_left-- <= 0)
            return;
        QNetworkReply *reply = m_managers[manager]->post(m_request, m_body);
        QObject::connect(reply, &QNetworkReply::finished, reply, [this, reply, manager] {
            m_failed += reply->error() != QNetworkReply::NoError;
            reply->readAll();
            reply->deleteLater();
            post(manager);
            if (--m_pending == 0)
                m_loop.quit();
        });
    }

    QNetworkRequest m_request;
    QByteArray m_body;
    int m_left;
    int m_pending;
    int m_failed = 0;
    std::vector<std::unique_ptr<QNetworkAccessManager>> m_managers;
    QEventLoop m_loop;
};
} // namespace

int bareLoop(const QString &url, int requests, int bytes, int inFlight, bool http2)
{
    return BareLoop(url, requests, bytes, inFlight, http2).run();
}

} // namespace cairn::bench
