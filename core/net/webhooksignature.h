#pragma once
// Standard Webhooks (standardwebhooks.com, spec/standard-webhooks.md): symmetric signatures, HMAC-SHA256 over
// "id.timestamp.body". Pure: the time is passed in, keys are the caller's to keep.

#include "base/error.h"
#include "base/timestamp.h"
#include "model/exchange.h"

#include <QByteArray>
#include <QList>
#include <QStringList>

namespace cairn {

/// The key inside a webhook secret. A type of its own, so that the secret's text is never taken for the key.
struct WebhookKey
{
    QByteArray bytes;
};

/// Reads "whsec_" followed by the key in base64 (24 to 64 bytes, as the specification says). Errors: Usage; none of them
/// quotes the secret.
Result<WebhookKey> parseWebhookSecret(const QString &secret);

/// The keys of secrets, the one in use first; a text may hold several, with space between them. Former ones that cannot be read
/// are left out. Errors: as above, of the first text.
Result<QList<WebhookKey>> webhookKeys(const QStringList &secrets);

/// The value of webhook-signature: "v1," and the signature in base64. `timestamp` is in seconds since 1970 UTC.
QByteArray signWebhook(const WebhookKey &key, QByteArrayView id, qint64 timestamp, QByteArrayView body);

/// What a message's signature vouches for, besides its body.
struct VerifiedMessage
{
    QByteArray id; ///< the same whenever the sender repeats the message: what repetitions are recognised by
    Timestamp timestamp;
};

/// How far a message's timestamp may be from ours, in either direction.
inline constexpr Milliseconds WebhookTolerance = std::chrono::minutes(5);

/// Whether one of the signatures in webhook-signature is by one of `keys` (several during a rotation) and the message is
/// recent. A message that was already received verifies again within the tolerance: whoever keeps the ids finds that out.
/// Errors: Usage, with what is wrong in words fit for the sender; they tell nothing of keys or of the expected signature.
Result<VerifiedMessage> verifyWebhook(const QList<WebhookKey> &keys, const HeaderList &headers, QByteArrayView body,
                                      Timestamp now, Milliseconds tolerance = WebhookTolerance);

} // namespace cairn
