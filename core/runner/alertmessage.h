#pragma once

#include "control/alertfacts.h"
#include "net/httpclient.h"
#include "net/webhooksignature.h"

namespace cairn {

// What goes over the wire about alerts.

/// A webhook's body, as Standard Webhooks recommends it: { type, timestamp, data }; types are cairn.alert.fired, .repeated,
/// .changed, .resolved and .test.
QByteArray webhookBody(const AlertFacts &facts);
/// The headers of a message that is signed with each of the keys; `now`: when it leaves.
HeaderList webhookHeaders(const AlertDelivery &delivery, const QList<WebhookKey> &keys, const QByteArray &body, Timestamp now);

/// One alert of Alertmanager's API v2. Its labels are its identity there: nothing in them changes as long as there is the
/// incident. `endsAt`: when it takes it for over unless it hears of it again, or when it was over.
QJsonObject alertmanagerAlert(const AlertFacts &facts, Timestamp endsAt);
/// Some of them, as they are posted to /api/v2/alerts.
QByteArray alertmanagerBody(const QList<QJsonObject> &alerts);

/// A POST to the route, in the name of its service.
HttpRequest alertRequest(const AlertRoute &route, const Service &service, HeaderList headers, QByteArray body);

} // namespace cairn
