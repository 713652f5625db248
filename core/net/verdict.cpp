#include "net/verdict.h"

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

const QString TlsRemedy = u"; if its certificate comes from an authority of your own, name that under tls: { ca: FILE }"_s;

/// Whether all is there that the head announced.
EndVerdict verdictOnWhole(const Ending &ending)
{
    const ResponseHead &head = ending.head;
    if (head.status == 0)
        return {TransportFault::InvalidResponse, u"no status line came"_s};
    if (head.status < 200)
        return {TransportFault::InvalidResponse, u"%1 came as if it were the final answer"_s.arg(head.status)};
    if (ending.pointsElsewhere)
        return {TransportFault::Redirected, u"%1 points elsewhere"_s.arg(head.status)};
    if (head.end == BodyEnd::Length && ending.bodySize < head.length)
        return {TransportFault::TruncatedBody, u"%1 of %2 bytes came"_s.arg(ending.bodySize).arg(head.length)};
    // Over HTTP/2, which frames its bodies, Qt does not compare (RFC 9113 section 8.1.1: malformed).
    if (head.end == BodyEnd::Length && ending.bodySize > head.length)
        return {TransportFault::InvalidResponse, u"%1 bytes came, %2 were announced"_s.arg(ending.bodySize).arg(head.length)};
    if (head.end == BodyEnd::Connection)
        return {TransportFault::None, u"the body's end was told by the connection's close alone"_s};
    return {};
}

} // namespace

EndVerdict verdictOn(const Ending &ending)
{
    const bool headersSeen = ending.head.status >= 200;
    // Qt wanted to send it again, which we prevent. With headers there, it did so because of a 307 or 308, or because the
    // connection closed after the body: only the end of a chunked one shows whether it was whole.
    const bool wantedAgain = ending.error == QNetworkReply::ContentReSendError;
    if (wantedAgain && headersSeen && (ending.pointsElsewhere || ending.head.end != BodyEnd::Framed))
        return verdictOnWhole(ending);

    const Progress progress = headersSeen ? Progress::HeadersSeen : ending.unsent ? Progress::NothingSent : Progress::MaybeSent;
    const TransportFault fault = faultOf(ending.error, progress, ending.head.status);
    if (fault == TransportFault::None)
        return verdictOnWhole(ending);
    if (saysNotTakenUp(ending.error, ending.errorText) && !headersSeen)
        return {fault, u"the service ended the connection or the stream without taking the request up"_s};
    if (wantedAgain && !headersSeen)
        return {fault, u"the connection was lost before an answer came; whether the request was taken up is unknown"_s};
    if (fault == TransportFault::TlsFailed)
        return {fault, ending.errorText + TlsRemedy};
    return {fault, wantedAgain ? u"the connection was lost before the answer was whole"_s : ending.errorText};
}

} // namespace cairn
