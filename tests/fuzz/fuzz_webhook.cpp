// Webhook headers: what verifies was signed by the key, at its own time. Input: see Message; the body may be a secret as well.

#include "message.h"
#include "net/webhooksignature.h"
#include "require.h"

#include <algorithm>

using namespace cairn;
using fuzzing::require;

namespace {
const WebhookKey Key{QByteArray(32, 'k')};
constexpr qint64 Sent = 1'790'000'000;
constexpr Timestamp Now{std::chrono::seconds(Sent)};
} // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    auto [headers, body] = fuzzing::messageIn(data, size);
    if (const auto secret = parseWebhookSecret(QString::fromUtf8(body)))
        require(secret->bytes.size() >= 24 && secret->bytes.size() <= 64, "keys have the sizes that the specification asks for");

    if (const auto verified = verifyWebhook({Key}, headers, body, Now)) {
        const qint64 sent = verified->timestamp.time_since_epoch().count() / 1'000;
        require(std::abs(sent - Sent) <= 300, "what verifies is recent");
        require(headerValue(headers, "webhook-signature").contains(signWebhook(Key, verified->id, sent, body)),
                "what verifies was signed by the key");
    } else {
        require(!verified.error().detail.isEmpty(), "a refusal says why");
    }

    // signed by us for now, whatever time the message says
    const auto last =
        std::remove_if(headers.begin(), headers.end(), [](const auto &field) { return field.first == "webhook-signature"; });
    headers.erase(last, headers.end());
    headers.append({"webhook-signature", signWebhook(Key, headerValue(headers, "webhook-id"), Sent, body)});
    if (verifyWebhook({Key}, headers, body, Now))
        require(headerValue(headers, "webhook-timestamp") == QByteArray::number(Sent), "a signature holds for its own time only");
    return 0;
}
