#pragma once

#include "runner/runcarrier.h"

namespace cairn {

/// One attempt of one step, from the first template to the last row.
struct RunCarrier::Call
{
    const Step &step;
    ServiceRevision revision;
    BuiltRequest request;
    Attempt attempt;
    Exchange exchange;
    StagedPayload response;
    QByteArray body;        ///< the answer's bytes, if JSON
    QJsonObject headers;    ///< the answer's header fields
    QByteArray headersText; ///< the same as it is stored
    QJsonObject result;     ///< what later steps see of the answer, but for its body
    Outcome outcome;
    Verdict verdict;
    ServiceGate::Pass pass;
    bool intended = false; ///< an intent was written
};

} // namespace cairn
