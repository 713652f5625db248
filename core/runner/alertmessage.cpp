#include "runner/alertmessage.h"

#include "runner/poster.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

const QString AlertmanagerPath = u"/api/v2/alerts"_s;

/// Leaves out what is empty: to Alertmanager, a label without a value is none.
QJsonObject filled(std::initializer_list<std::pair<QString, QString>> fields)
{
    QJsonObject object;
    for (const auto &[key, value] : fields) {
        if (!value.isEmpty())
            object.insert(key, value);
    }
    return object;
}

QString summaryOf(const AlertFacts &facts)
{
    const QString what = facts.code.isEmpty() ? facts.category : facts.category + u' ' + facts.code;
    return facts.news == AlertNews::Test ? u"A test of this route"_s
                                         : u"%1: step %2 fails (%3)"_s.arg(facts.component, facts.step, what);
}

} // namespace

QByteArray webhookBody(const AlertFacts &facts)
{
    const QJsonObject body{
        {u"type"_s, u"cairn.alert."_s + word(facts.news)}, {u"timestamp"_s, toRfc3339(facts.at)}, {u"data"_s, toJson(facts)}};
    return QJsonDocument(body).toJson(QJsonDocument::Compact);
}

HeaderList webhookHeaders(const AlertDelivery &delivery, const QList<WebhookKey> &keys, const QByteArray &body, Timestamp now)
{
    // equal however often it is sent; other stores count from one as well
    const QByteArray id =
        "alert-" + QByteArray::number(qint64(delivery.at.time_since_epoch().count())) + '-' + QByteArray::number(delivery.id);
    const qint64 seconds = std::chrono::duration_cast<std::chrono::seconds>(now.time_since_epoch()).count();
    QByteArrayList signatures;
    for (const WebhookKey &key : keys)
        signatures.append(signWebhook(key, id, seconds, body));
    return {{"content-type", "application/json"},
            {"webhook-id", id},
            {"webhook-timestamp", QByteArray::number(seconds)},
            {"webhook-signature", signatures.join(' ')}};
}

QJsonObject alertmanagerAlert(const AlertFacts &facts, Timestamp endsAt)
{
    const QJsonObject labels = filled({{u"alertname"_s, facts.rule},
                                       {u"workspace"_s, facts.workspace},
                                       {u"service"_s, facts.service},
                                       {u"step"_s, facts.step},
                                       {u"category"_s, facts.category},
                                       {u"code"_s, facts.code},
                                       {u"severity"_s, facts.severity},
                                       {u"incident"_s, facts.incident > 0 ? QString::number(facts.incident) : QString()}});
    const QJsonObject annotations = filled({{u"summary"_s, summaryOf(facts)},
                                            {u"component"_s, facts.component},
                                            {u"checkpoint"_s, facts.checkpoint},
                                            {u"cause"_s, facts.cause},
                                            {u"remedy"_s, facts.remedy},
                                            {u"runbook"_s, facts.link()},
                                            {u"link"_s, facts.link()},
                                            {u"state"_s, facts.state},
                                            {u"owner"_s, facts.owner},
                                            {u"escalate_to"_s, facts.escalateTo},
                                            {u"assignee"_s, facts.assignee},
                                            {u"failing"_s, QString::number(facts.failing)}});
    QJsonObject alert{{u"labels"_s, labels},
                      {u"annotations"_s, annotations},
                      {u"startsAt"_s, toRfc3339(facts.startedAt)},
                      {u"endsAt"_s, toRfc3339(std::max(endsAt, facts.startedAt))}};
    if (facts.incident > 0)
        alert.insert(u"generatorURL"_s, facts.link());
    return alert;
}

QByteArray alertmanagerBody(const QList<QJsonObject> &alerts)
{
    QJsonArray list;
    for (const QJsonObject &alert : alerts)
        list.append(alert);
    return QJsonDocument(list).toJson(QJsonDocument::Compact);
}

HttpRequest alertRequest(const AlertRoute &route, const Service &service, HeaderList headers, QByteArray body)
{
    HttpRequest request;
    request.method = "POST";
    const bool isPlace = route.kind == AlertRoute::Alertmanager && route.path.isEmpty();
    const QString path = isPlace ? AlertmanagerPath : route.path;
    const bool isWhole = !route.service.isEmpty() || isPlace; // a webhook's own url is taken as it is written
    request.url = isWhole ? urlBelow(service.baseUrl, path) : service.baseUrl;
    request.headers = std::move(headers);
    request.body = OutgoingBody::ofBytes(std::move(body));
    request.timeout = service.policy.timeout;
    request.maxResponse = service.maxResponse;
    return request;
}

} // namespace cairn
