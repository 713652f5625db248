#pragma once

#include "base/ids.h"
#include "base/timestamp.h"

#include <QString>
#include <QUrl>

#include <optional>

namespace cairn {

/// Which HTTP a service is spoken to in. Auto: ALPN over TLS, 1.1 in the clear. Http2: in the clear by prior knowledge.
enum class HttpVersion { Http11, Http2, Auto };

/// How a wait is spread at random. None: the backoff itself; Full: uniform in [0, backoff]. (AWS, "Exponential Backoff And
/// Jitter".)
enum class Jitter { None, Full };

/// Time limits of one service's exchanges.
struct TimeoutPolicy
{
    Milliseconds connect{5'000};  ///< until the first byte of the request can leave
    Milliseconds idle{20'000};    ///< without any byte moving in either direction
    Milliseconds attempt{60'000}; ///< one whole attempt
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
    bool operator==(const RetryPolicy &) const = default;
};

/// A service's rules. Immutable once recorded as a numbered revision.
struct Policy
{
    TimeoutPolicy timeout;
    RetryPolicy retry;
    int maxConcurrency = 16; ///< exchanges in flight at once
    bool operator==(const Policy &) const = default;
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
};

/// A service definition as recorded in the store.
struct ServiceRevision
{
    qint64 id = 0; ///< 0: not recorded yet
    int revision = 0;
    Digest digest;     ///< of the canonical JSON
    QByteArray source; ///< the YAML text it was read from
    Service service;
};

} // namespace cairn
