#include "demofaults.h"

#include <QJsonDocument>
#include <QNetworkProxy>
#include <QNetworkReply>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr int PatienceMs = 5'000;

Error refusal(const QNetworkReply &reply, const QJsonObject &answer)
{
    const int status = reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (status == 0)
        return {ErrorKind::Io, u"the demo services do not answer: %1"_s.arg(reply.errorString()), reply.url().toString(),
                u"Open the demo again: its services start with it"_s};
    return {ErrorKind::Usage, u"the demo services refuse it: %1"_s.arg(answer.value(u"detail"_s).toString()),
            reply.url().toString(), u"Use the faults that GET /faults lists"_s};
}

} // namespace

DemoFaults::DemoFaults(const QUrl &address) : m_address(address)
{
    m_network.setProxy(QNetworkProxy::NoProxy); // they are on this machine
}

QNetworkReply *DemoFaults::send(const QByteArray &method, const QString &path, const QByteArray &body)
{
    QUrl url = m_address;
    url.setPath(path);
    QNetworkRequest request(url);
    request.setTransferTimeout(PatienceMs);
    request.setHeader(QNetworkRequest::ContentTypeHeader, u"application/json"_s);
    return m_network.sendCustomRequest(request, method, body);
}

/// Nobody waits any more if the board goes first: its replies go with it.
void DemoFaults::whenAnswered(QNetworkReply *reply, const Promise &promise, std::function<void(const QJsonObject &)> then)
{
    QObject::connect(reply, &QNetworkReply::finished, reply, [reply, promise, then = std::move(then)] {
        reply->deleteLater();
        const QJsonObject answer = QJsonDocument::fromJson(reply->readAll()).object();
        if (reply->error() == QNetworkReply::NoError)
            return then(answer);
        promise->addResult(Result<FaultState>(tl::unexpected(refusal(*reply, answer))));
        promise->finish();
    });
}

void DemoFaults::readFaults(const Promise &promise)
{
    whenAnswered(send("GET", u"/faults"_s), promise, [this, promise](const QJsonObject &answer) {
        FaultState state;
        for (auto it = answer.begin(); it != answer.end(); ++it)
            state.settings.insert(it.key(), it->toObject());
        readLedger(promise, state);
    });
}

void DemoFaults::readLedger(const Promise &promise, const FaultState &state)
{
    whenAnswered(send("GET", u"/ledger"_s), promise, [promise, state](const QJsonObject &answer) {
        FaultState whole = state;
        const QJsonObject notices = answer.value(u"notices"_s).toObject();
        for (auto it = notices.begin(); it != notices.end(); ++it)
            whole.notices.insert(it.key(), it->toInt());
        promise->addResult(Result<FaultState>(whole));
        promise->finish();
    });
}

QFuture<Result<FaultState>> DemoFaults::read()
{
    const auto promise = std::make_shared<QPromise<Result<FaultState>>>();
    promise->start();
    readFaults(promise);
    return promise->future();
}

QFuture<Result<FaultState>> DemoFaults::change(const QByteArray &method, const QString &path, const QByteArray &body)
{
    const auto promise = std::make_shared<QPromise<Result<FaultState>>>();
    promise->start();
    whenAnswered(send(method, path, body), promise, [this, promise](const QJsonObject &) { readFaults(promise); });
    return promise->future();
}

QFuture<Result<FaultState>> DemoFaults::set(const QString &service, const QJsonObject &settings)
{
    return change("PUT", u"/faults/"_s + service, QJsonDocument(settings).toJson(QJsonDocument::Compact));
}

QFuture<Result<FaultState>> DemoFaults::clearAll()
{
    return change("DELETE", u"/faults"_s, {});
}

} // namespace cairn
