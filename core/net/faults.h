#pragma once

#include "model/exchange.h"

#include <QNetworkReply>

namespace cairn {

/// How far an exchange came before it ended.
enum class Progress {
    NothingSent, ///< certain that no byte of the request left
    MaybeSent,
    HeadersSeen, ///< a final status line and its headers came
};

/// What Qt's error code means. `status`: of the answer, 0 if none came. Codes that only repeat it are no fault where it tells of
/// an error; over HTTP/2 Qt reports reset streams by the same codes.
TransportFault faultOf(QNetworkReply::NetworkError error, Progress progress, int status);

/// Whether the service said, over HTTP/2, that it did not take the request up, however much of it was sent (RFC 9113
/// section 8.7): by REFUSED_STREAM, or by a GOAWAY below its stream. `text` is Qt's for the error: the code alone could mean
/// anything.
bool saysNotTakenUp(QNetworkReply::NetworkError error, const QString &text);

/// Whether a connection attempt that ends in this error cannot have carried a byte of HTTP.
bool endsBeforeSending(QNetworkReply::NetworkError error);

} // namespace cairn
