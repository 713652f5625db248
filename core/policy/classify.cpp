#include "policy/classify.h"

#include "policy/advice.h"

#include <QUrl>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

struct FaultRow
{
    TransportFault fault;
    Category category;
    const char *cause;
};

constexpr FaultRow FaultTable[] = {
    {TransportFault::BadUrl, Category::Policy, "the URL may not be called"},
    {TransportFault::HostNotFound, Category::Network, "the host name could not be resolved"},
    {TransportFault::ConnectionRefused, Category::Network, "the connection was refused"},
    {TransportFault::ConnectTimeout, Category::Timeout, "no connection within the connect timeout"},
    {TransportFault::TlsFailed, Category::Auth, "the secure connection could not be trusted or established"},
    {TransportFault::ConnectionClosed, Category::Network, "the connection was closed before a whole answer came"},
    {TransportFault::IdleTimeout, Category::Timeout, "nothing moved on the connection within the idle timeout"},
    {TransportFault::AttemptTimeout, Category::Timeout, "the attempt took longer than its timeout"},
    {TransportFault::TruncatedBody, Category::Network, "the answer's body was cut short"},
    {TransportFault::BodyTooLarge, Category::Schema, "the answer is larger than the service's max_response"},
    {TransportFault::RequestUnreadable, Category::Internal, "the request's payload could not be read"},
    {TransportFault::SinkFailed, Category::Internal, "the answer could not be stored"},
    {TransportFault::InvalidResponse, Category::Schema, "the answer was not valid HTTP"},
    {TransportFault::Redirected, Category::Schema, "the service redirects elsewhere, which is never followed silently"},
    {TransportFault::CredentialUnusable, Category::Auth, "the service's credential cannot be used"},
    {TransportFault::CredentialUnavailable, Category::Network, "the service's credential cannot be had at the moment"},
    {TransportFault::Cancelled, Category::Internal, "the exchange was cancelled"},
};

Category categoryOfStatus(int status, bool advised)
{
    switch (status) {
    case 408:
    case 504: return Category::Timeout;
    case 402: // a quota that was paid for is used up
    case 429: return Category::RateLimit;
    case 503: return advised ? Category::RateLimit : Category::Service;
    case 401:
    case 403: return Category::Auth;
    case 406:
    case 415: return Category::Schema;
    case 409:
    case 412:
    case 423: return Category::Conflict;
    case 425: return Category::Service;
    default: break;
    }
    if (status >= 500)
        return Category::Service;
    return status >= 400 ? Category::Data : Category::Schema;
}

/// Where a redirect leads, without what may be secret in it; empty if it does not say.
QString placeOf(const HeaderList &headers)
{
    constexpr qsizetype Shown = 200;
    const QUrl place(QString::fromLatin1(headerValue(headers, "location")));
    return place.toDisplayString(QUrl::RemoveUserInfo | QUrl::RemoveQuery | QUrl::RemoveFragment).left(Shown);
}

Outcome fromFault(const Exchange &exchange)
{
    for (const FaultRow &row : FaultTable) {
        if (row.fault != exchange.fault)
            continue;
        QString cause = QString::fromLatin1(row.cause);
        if (!exchange.detail.isEmpty())
            cause += u" (%1)"_s.arg(exchange.detail);
        if (const QString place = placeOf(exchange.headers); row.fault == TransportFault::Redirected && !place.isEmpty())
            cause += u": to %1"_s.arg(place);
        return {row.category, cause, exchange.maybeSent && !refusedUntouched(exchange.status, exchange.headers), {}};
    }
    Q_UNREACHABLE();
    return {};
}

/// A refusal says by its status and header fields what it is: that its body came whole matters less.
bool isRefusalCutShort(const Exchange &exchange)
{
    const bool isCut = exchange.fault == TransportFault::TruncatedBody || exchange.fault == TransportFault::ConnectionClosed ||
                       exchange.fault == TransportFault::IdleTimeout || exchange.fault == TransportFault::AttemptTimeout;
    return isCut && exchange.status >= 400;
}

} // namespace

bool mayHaveHappened(TransportFault fault, int status, bool advised)
{
    switch (fault) {
    case TransportFault::BadUrl:
    case TransportFault::HostNotFound:
    case TransportFault::ConnectionRefused:
    case TransportFault::ConnectTimeout:
    case TransportFault::TlsFailed:
    case TransportFault::CredentialUnusable:
    case TransportFault::CredentialUnavailable: return false;
    default: return !refusedUntouched(status, advised);
    }
}

bool tellsNothing(TransportFault fault)
{
    return fault == TransportFault::Cancelled || fault == TransportFault::CredentialUnavailable ||
           fault == TransportFault::CredentialUnusable;
}

Outcome classify(const Exchange &exchange, const ResponseRule &rule, Timestamp now)
{
    const int status = exchange.status;
    const bool wanted = rule.status.isEmpty() ? status >= 200 && status < 300 : rule.status.contains(status);
    const bool isCutShort = isRefusalCutShort(exchange) && !wanted;
    if (exchange.fault != TransportFault::None && exchange.fault != TransportFault::Redirected && !isCutShort)
        return fromFault(exchange);
    if (wanted)
        return {};
    if (exchange.fault == TransportFault::Redirected)
        return fromFault(exchange);

    Outcome outcome;
    if (const auto advice = adviceFrom(exchange.headers, status, now)) {
        outcome.advised = advice->wait;
        outcome.advisedBy = advice->by;
    }
    outcome.category = categoryOfStatus(status, outcome.advised.has_value());
    outcome.cause = u"the service answered %1"_s.arg(status);
    if (isCutShort)
        outcome.cause += u"; "_s + fromFault(exchange).cause;
    outcome.maybeHappened = !refusedUntouched(status, exchange.headers);
    outcome.quotaSpent = status == 402;
    return outcome;
}

Outcome classify(const Exchange &exchange, const ResponseRule &rule, Timestamp now, const QList<CategoryRule> &rules,
                 const Evidence &evidence)
{
    Outcome outcome = classify(exchange, rule, now);
    const bool answered =
        exchange.fault == TransportFault::None || exchange.fault == TransportFault::Redirected || isRefusalCutShort(exchange);
    if (outcome.succeeded() || !answered)
        return outcome;
    if (isQuotaProblem(evidence.problemType)) {
        outcome.category = Category::RateLimit;
        outcome.quotaSpent = true;
    }
    applyRules(outcome, exchange, rules, evidence);
    return outcome;
}

void applyRules(Outcome &outcome, const Exchange &exchange, const QList<CategoryRule> &rules, const Evidence &evidence)
{
    const CategoryRule *rule = outcome.succeeded() ? nullptr : matchingRule(rules, exchange.headers, evidence);
    if (!rule)
        return;
    outcome.category = rule->as;
    outcome.automatic = rule->automatic;
    outcome.attempts = rule->attempts;
}

} // namespace cairn
