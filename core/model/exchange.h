#pragma once

#include "base/ids.h"
#include "base/timestamp.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <optional>

namespace cairn {

/// HTTP header fields in the order they came; names in lower case.
using HeaderList = QList<std::pair<QByteArray, QByteArray>>;

/// First value of a field; empty if absent. `name` in lower case.
inline QByteArray headerValue(const HeaderList &headers, QByteArrayView name)
{
    for (const auto &[field, value] : headers) {
        if (field == name)
            return value;
    }
    return {};
}

/// A body that may be JSON: one document (application/json, application/x-amz-json-1.1), or several (application/x-ndjson). Media
/// types are the same in any case.
inline bool saysJson(const HeaderList &headers)
{
    return headerValue(headers, "content-type").toLower().contains("json");
}

/// A body that is one JSON document or broken: what the WHATWG's MIME standard calls a JSON MIME type.
inline bool promisesJson(const HeaderList &headers)
{
    const QByteArray type = headerValue(headers, "content-type").toLower();
    const QByteArray essence = type.split(';').first().trimmed();
    return essence == "application/json" || essence == "text/json" || essence.endsWith("+json");
}

/// Whether a service says by such a final answer that it did not take the request up. All others leave open what it did: errors
/// of its own, and what looks like success (2xx, 3xx) and is not what the pipeline wants. `saysWhen`: it has a Retry-After.
/// Without one a 503 may be a gateway's word for a connection that broke after the request had been passed on.
inline bool refusedUntouched(int status, bool saysWhen)
{
    return (status >= 400 && status < 500 && status != 408) || status == 501 || (status == 503 && saysWhen) || status == 505;
}

inline bool refusedUntouched(int status, const HeaderList &headers)
{
    return refusedUntouched(status, !headerValue(headers, "retry-after").isEmpty());
}

/// How an exchange ended below HTTP's own status.
enum class TransportFault {
    None,
    BadUrl, ///< not a URL that may be called (scheme, insecure host)
    HostNotFound,
    ConnectionRefused,
    ConnectTimeout,
    TlsFailed,        ///< handshake or certificate
    ConnectionClosed, ///< reset or closed before a whole response came
    IdleTimeout,
    AttemptTimeout,
    TruncatedBody,         ///< fewer bytes than Content-Length said, or a broken chunked body
    BodyTooLarge,          ///< more bytes than the service's max_response
    RequestUnreadable,     ///< our own source of the request body failed or changed
    SinkFailed,            ///< our own storage of the response failed (disk full, …)
    InvalidResponse,       ///< not HTTP, headers too large, undecodable
    Redirected,            ///< a 3xx pointing elsewhere, which is not followed silently
    CredentialUnusable,    ///< the service's credential is not there or cannot be read: nothing was sent
    CredentialUnavailable, ///< its credential could not be fetched just now: nothing was sent
    Cancelled,
};

/// Time spent in each phase of an exchange; zero where a phase did not occur or could not be told.
struct ExchangeTiming
{
    Milliseconds queued{0};    ///< waiting for a connection of the pool
    Milliseconds connect{0};   ///< DNS, connect and TLS
    Milliseconds firstByte{0}; ///< from the request's start until the response's headers
    Milliseconds total{0};
};

/// What came of one HTTP exchange. A value: the reply object never leaves room `net`.
struct Exchange
{
    TransportFault fault = TransportFault::None;
    QString detail;         ///< cause in the transport's own words; English, for records
    bool maybeSent = false; ///< some byte of the request may have reached the service
    int status = 0;         ///< 0: no status line came
    HeaderList headers;
    qint64 bodySize = 0;    ///< bytes of body received
    qint64 requestSize = 0; ///< bytes of body sent
    ExchangeTiming timing;
    bool renewable = false;      ///< refused for its credential, of which another can be had: once more may help
    bool endToldByClose = false; ///< nothing but the connection's end says that the body is over: a loss looks the same
};

} // namespace cairn
