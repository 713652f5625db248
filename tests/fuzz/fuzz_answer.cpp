// What a failed answer says: Retry-After and RateLimit headers, its problem type. Input: see Message.

#include "message.h"
#include "policy/advice.h"
#include "policy/classify.h"
#include "policy/decide.h"
#include "require.h"

#include <QJsonDocument>
#include <QJsonObject>

using namespace cairn;
using namespace Qt::StringLiterals;
using fuzzing::require;

namespace {

constexpr Timestamp Now{std::chrono::seconds(1'790'000'000)};
constexpr Milliseconds Year = std::chrono::hours(24 * 365);

/// As the runner does it.
QString problemTypeIn(const QByteArray &body)
{
    return QJsonDocument::fromJson(body).object().value(u"type"_s).toString();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    const auto [headers, body] = fuzzing::messageIn(data, size);
    Service service;
    service.name = u"s"_s;
    service.policy.retry.retryAfterMax = Year;
    service.idempotencyLifetime = 3 * Year;
    for (int status : {408, 429, 500, 503}) {
        Exchange exchange;
        exchange.status = status;
        exchange.headers = headers;
        const auto advice = adviceFrom(headers, status, Now);
        require(!advice || (advice->wait >= Milliseconds(0) && advice->wait <= Year && !advice->by.isEmpty()),
                "advice is between now and in a year");
        const Outcome outcome = classify(exchange, {}, Now, {}, {status, problemTypeIn(body), {}});
        require(!outcome.succeeded() && !outcome.cause.isEmpty(), "a failure has a category and a cause");
        const Verdict verdict = decide(outcome, service, {1, Now, {}, 0.5});
        require(verdict.action == Action::Retry, "it is tried again");
        require(!advice || verdict.delay >= advice->wait, "and no sooner than advised");
    }
    return 0;
}
