#include "retryloop.h"

#include <QEventLoop>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QNetworkRequest>
#include <QTimer>
#include <QUrl>

#include <memory>
#include <vector>

using namespace Qt::StringLiterals;

namespace cairn::bench {

namespace {
constexpr int ConnectionsPerManager = 6;

class RetryLoop
{
public:
    RetryLoop(const QString &url, int requests, int bytes, int inFlight, std::chrono::milliseconds wait)
        : m_request(QUrl(url)), m_body(bytes, 'x'), m_wait(wait), m_ready(requests), m_pending(requests)
    {
        m_request.setHeader(QNetworkRequest::ContentTypeHeader, "application/octet-stream"_ba);
        m_request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
        for (int i = 0; i < (inFlight + ConnectionsPerManager - 1) / ConnectionsPerManager; ++i)
            m_managers.push_back(std::make_unique<QNetworkAccessManager>());
        for (int i = 0; i < inFlight; ++i)
            m_idle.push_back(m_managers[size_t(i) % m_managers.size()].get());
    }

    void run()
    {
        post();
        m_loop.exec();
    }

private:
    void post()
    {
        while (m_ready > 0 && !m_idle.empty()) {
            --m_ready;
            QNetworkAccessManager *manager = m_idle.back();
            m_idle.pop_back();
            QNetworkReply *reply = manager->post(m_request, m_body);
            QObject::connect(reply, &QNetworkReply::finished, reply, [this, reply, manager] { finished(reply, manager); });
        }
    }

    void finished(QNetworkReply *reply, QNetworkAccessManager *manager)
    {
        reply->readAll();
        reply->deleteLater();
        m_idle.push_back(manager);
        if (reply->error() == QNetworkReply::NoError) {
            if (--m_pending == 0)
                m_loop.quit();
        } else if (m_wait.count() == 0) {
            ++m_ready;
        } else {
            QTimer::singleShot(m_wait, Qt::PreciseTimer, &m_loop, [this] {
                ++m_ready;
                post();
            });
        }
        post();
    }

    QNetworkRequest m_request;
    QByteArray m_body;
    std::chrono::milliseconds m_wait;
    int m_ready;
    int m_pending;
    std::vector<std::unique_ptr<QNetworkAccessManager>> m_managers;
    std::vector<QNetworkAccessManager *> m_idle;
    QEventLoop m_loop;
};
} // namespace

void retryLoop(const QString &url, int requests, int bytes, int inFlight, std::chrono::milliseconds wait)
{
    RetryLoop(url, requests, bytes, inFlight, wait).run();
}

} // namespace cairn::bench
