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

/// What Qt's error code means. Codes that only repeat the HTTP status are no fault once headers were seen.
TransportFault faultOf(QNetworkReply::NetworkError error, Progress progress);

/// Whether a connection attempt that ends in this error cannot have carried a byte of HTTP.
bool endsBeforeSending(QNetworkReply::NetworkError error);

} // namespace cairn
