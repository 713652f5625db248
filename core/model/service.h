#pragma once

#include "base/ids.h"
#include "base/timestamp.h"
#include "model/credential.h"
#include "model/words.h"

#include <QByteArray>
#include <QList>
#include <QMap>
#include <QString>
#include <QStringList>
#include <QUrl>

#include <optional>

namespace cairn {

/// Which HTTP a service is spoken to in. Auto: ALPN over TLS, 1.1 in the clear. Http2: in the clear by prior knowledge.
enum class HttpVersion { Http11, Http2, Auto };

/// How a wait is spread at random. With cap = initial · factor^n, at most max: None: cap; Full: [0, cap); Equal: [cap/2, cap);
/// Decorrelated: [initial, 3 · the wait before), at most max. (AWS, "Exponential Backoff And Jitter", 2015.)
enum class Jitter { None, Full, Equal, Decorrelated };

/// Time limits of one service's exchanges.
struct TimeoutPolicy
{
    Milliseconds connect{5'000};  ///< until the first byte of the request can leave
    Milliseconds idle{20'000};    ///< without any byte moving in either direction
    Milliseconds attempt{60'000}; ///< one whole attempt
    Milliseconds step{0};         ///< from a step's first attempt until its last may start; 0: as long as the run may take
    bool operator==(const TimeoutPolicy &) const = default;
};

/// When and how often an attempt is repeated.
struct RetryPolicy
{
    int attempts = 6; ///< in all, the first one included; at least 1
    Milliseconds initial{500};
    double factor = 2;
    Milliseconds max{60'000};
    Jitter jitter = Jitter::Full;
    Milliseconds retryAfterMax{600'000}; ///< advice beyond this is not followed: the step blocks instead
    QMap<Category, int> perCategory{};   ///< attempts in all where they differ; 1: not repeated
    bool operator==(const RetryPolicy &) const = default;
};

/// How much may be retried in all, so that retries never outnumber what succeeds by much: a token bucket as in the AWS SDKs'
/// standard mode. A retry takes `cost`, after a timeout `timeoutCost`; each success gives one back.
struct BudgetPolicy
{
    int capacity = 500; ///< tokens
    int cost = 5;
    int timeoutCost = 10;
    bool operator==(const BudgetPolicy &) const = default;
};

/// When a service is left alone. The minimum is far below resilience4j's 100 calls, which a local runner never makes in a minute.
struct BreakerPolicy
{
    Milliseconds window{60'000};   ///< how far back calls count
    int minCalls = 20;             ///< fewer in the window never open it
    double failureRatio = 0.5;     ///< (0, 1], of the calls in the window
    double slowRatio = 0.8;        ///< (0, 1], likewise
    Milliseconds slowOver{0};      ///< longer calls are slow; 0: none is
    Milliseconds open{30'000};     ///< the first opening; each that follows at once is twice as long
    Milliseconds openMax{300'000}; ///< and at most this
    int probes = 3;                ///< calls let through to find out whether it may close
    bool operator==(const BreakerPolicy &) const = default;
};

/// At most `limit` requests in `per` on average, and `burst` at once: a token bucket.
struct RatePolicy
{
    Milliseconds per{1'000};
    int limit = 1;
    int burst = 1; ///< at least `limit`
    bool operator==(const RatePolicy &) const = default;
};

/// What certain answers of one service mean. All that is given must match; the first rule that matches rules.
struct CategoryRule
{
    int status = 0;         ///< 0: any
    QByteArray header;      ///< name, lower case; empty: not looked at
    QByteArray headerValue; ///< empty: any value, if only the header is there
    QString problemType;    ///< `type` of RFC 9457 problem details; empty: not looked at
    QString test;           ///< jq over {status, headers, body}; empty: none
    Category as = Category::Service;
    std::optional<bool> automatic; ///< nullopt: as the category is
    int attempts = 0;              ///< in all; 0: as the category has
    bool operator==(const CategoryRule &) const = default;
};

/// A service's rules. Immutable once recorded as a numbered revision.
struct Policy
{
    TimeoutPolicy timeout;
    RetryPolicy retry;
    int maxConcurrency = 16;          ///< exchanges in flight at once
    bool adaptiveConcurrency = false; ///< fewer while the service is overloaded (AIMD)
    BudgetPolicy budget{};
    BreakerPolicy breaker{};
    std::optional<RatePolicy> rate{}; ///< nullopt: as many as there are
    QList<CategoryRule> categories{};
    bool operator==(const Policy &) const = default;
};

/// What is promised of a service, and who answers for it.
struct Contract
{
    Milliseconds latencyBudget{0}; ///< of one exchange; 0: none. A breach is counted, not a failure
    QString owner;                 ///< empty: not said
    QString escalateTo;            ///< when the owner does not answer; empty: nobody
    Milliseconds recoveryBudget{
        0}; ///< from a step's first failure to its success; 0: none. A breach is told by the policy review
    bool operator==(const Contract &) const = default;
};

/// How far one setting of a policy may be changed without a person.
struct TuningBound
{
    QString setting;  ///< as it is written below `policy`: "retry.attempts", "timeout.attempt"
    double least = 0; ///< durations in ms
    double most = 0;
    bool operator==(const TuningBound &) const = default;
};

/// What of its policy may be changed by Cairn itself, one setting at a time. No bounds: nothing.
struct Tuning
{
    QList<TuningBound> bounds;
    Milliseconds trial{86'400'000}; ///< a change is watched so long before it counts as good
    bool operator==(const Tuning &) const = default;
};

/// One HTTP API as written in services/NAME.yaml.
struct Service
{
    QString name;
    QUrl baseUrl;
    HttpVersion http = HttpVersion::Auto;
    bool idempotent = true;          ///< repeats with the same idempotency key have one effect
    bool allowInsecure = false;      ///< plain http to hosts other than loopback
    qint64 maxResponse = 16LL << 30; ///< bytes of a response body that are accepted
    Policy policy;
    Contract contract;
    Tuning tuning{};
    QStringList clearedFor{}; ///< classes of data that it may be sent although a pipeline protects them
    /// How long the service remembers an idempotency key; later repeats would be new requests. Stripe's documentation says 24 h.
    Milliseconds idempotencyLifetime{86'400'000};
    CredentialRule credential{};
    TlsRule tls{};
};

/// A service definition as recorded in the store.
struct ServiceRevision
{
    qint64 id = 0; ///< 0: not recorded yet
    int revision = 0;
    Digest digest;     ///< of the canonical JSON
    QByteArray source; ///< the YAML text it was read from
    Service service;
    Timestamp recordedAt{}; ///< when, by whom and why it became the live one; read with the row
    QString actor{};
    QString reason{};
    /// What cairn.yaml's `policy:` said when it was read, as YAML in brackets; empty: nothing. With the source it makes the
    /// service that is recorded, whatever the workspace's file says later.
    QByteArray inherited{};
};

} // namespace cairn
