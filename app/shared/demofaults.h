#pragma once

#include "control/faultboard.h"

#include <QNetworkAccessManager>
#include <QPromise>
#include <QUrl>

#include <functional>
#include <memory>

class QNetworkReply;

namespace cairn {

/// The board of the demo services at an address, over their own HTTP interface. Answers come on the thread that made it; it
/// waits for none of them.
class DemoFaults final : public FaultBoard
{
public:
    /// `address`: "http://127.0.0.1:PORT".
    explicit DemoFaults(const QUrl &address);

    QFuture<Result<FaultState>> read() override;
    QFuture<Result<FaultState>> set(const QString &service, const QJsonObject &settings) override;
    QFuture<Result<FaultState>> clearAll() override;

private:
    using Promise = std::shared_ptr<QPromise<Result<FaultState>>>;

    QNetworkReply *send(const QByteArray &method, const QString &path, const QByteArray &body = {});
    /// Sends a change, and then reads how it has become.
    QFuture<Result<FaultState>> change(const QByteArray &method, const QString &path, const QByteArray &body);
    void readFaults(const Promise &promise);
    void readLedger(const Promise &promise, const FaultState &state);
    static void whenAnswered(QNetworkReply *reply, const Promise &promise, std::function<void(const QJsonObject &)> then);

    QUrl m_address;
    QNetworkAccessManager m_network;
};

} // namespace cairn
