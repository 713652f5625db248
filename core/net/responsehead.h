#pragma once

#include "model/exchange.h"

#include <QNetworkReply>

namespace cairn {

/// How the end of a response's body is told (RFC 9112 section 6.3).
enum class BodyEnd {
    NoBody,     ///< answers to HEAD, 204, 304
    Length,     ///< by Content-Length
    Framed,     ///< by chunks, or by HTTP/2's frames
    Connection, ///< by the connection's close alone: a loss looks the same
};

/// What a response's head says of its body.
struct ResponseHead
{
    int status = 0;
    BodyEnd end = BodyEnd::Connection;
    qint64 length = -1; ///< of the body, if Content-Length tells it
    bool http2 = false;
    QString defect; ///< why the head cannot be trusted; empty if it can
};

ResponseHead headOf(const QNetworkReply &reply, bool toHead);

/// By what a successful answer's body is compressed although the request accepted no such thing; empty: it is not. (Of failures
/// the status counts. Some services name a character set or the like here, which leaves the bytes as they are.)
QByteArray unaskedCoding(const QNetworkReply &reply, const ResponseHead &head);

/// More than this in names and values of one response's headers is refused. Qt bounds neither.
inline constexpr qint64 MaxHeaderBytes = 256 * 1024;

/// The headers, names in lower case. Qt joins repeated fields with ", " (which is all the same by RFC 9110 section 5.3) except
/// Set-Cookie, whose values come apart here again. nullopt: more than MaxHeaderBytes.
std::optional<HeaderList> headersOf(const QNetworkReply &reply);

/// Whether a 3xx asks to be repeated elsewhere.
bool pointsElsewhere(int status, const HeaderList &headers);

} // namespace cairn
