#pragma once

#include "model/exchange.h"
#include "model/records.h"

#include <QJsonObject>

namespace cairn {

/// What came of an exchange, as expressions see it: {status, headers, sha256, size, media_type, body}.
struct StepResult
{
    int status = 0;
    HeaderList headers; ///< in order of their names, each name once
    PayloadRef payload;
    QByteArray body{};      ///< the payload's bytes if they are JSON of bearable size, else empty: there is no .body then
    bool isListing = false; ///< the body is Cairn's own: what the items of a step came to
};

/// The same but for its body, for documents that list results.
QJsonObject toJson(const StepResult &result);

} // namespace cairn
