#pragma once

#include "net/faults.h"
#include "net/responsehead.h"

namespace cairn {

/// How an exchange stood when Qt declared it over.
struct Ending
{
    QNetworkReply::NetworkError error = QNetworkReply::NoError;
    QString errorText;   ///< Qt's words for it
    bool unsent = false; ///< certain that no byte of the request left, or that the service did not take it up
    ResponseHead head;
    bool pointsElsewhere = false;
    qint64 bodySize = 0; ///< bytes of body that came
};

/// What became of an exchange. (Room policy has a Verdict of its own: what is done about it.)
struct EndVerdict
{
    TransportFault fault = TransportFault::None;
    QString detail;
};

/// What to make of an exchange that Qt has ended: it calls some failures success (a body cut short, an interim answer) and
/// some whole answers failures (it wants to send again although the answer is there).
EndVerdict verdictOn(const Ending &ending);

} // namespace cairn
