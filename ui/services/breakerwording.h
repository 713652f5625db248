#pragma once

#include "control/breakerdesk.h"
#include "ui/look/statelook.h"

#include <QString>

namespace cairn {

// Breakers as people read them, translated. Reasons stay as they were recorded; of what the runner records, known forms are told
// in the reader's words.

Look lookOf(BreakerState state);
QString stateText(BreakerState state);
/// That of its state; closed and left alone nothing is sent either; forced closed, that of a warning: nothing protects the
/// service.
Look lookOf(const ServiceHealth &health, Timestamp now);
/// "Open", "Forced open", "Released in waves", "Closed, but left alone".
QString breakerTitle(const ServiceHealth &health, Timestamp now);
/// Within a line: "closed, 3 of 40 calls failed in 1m", "open for another 12s", "forced open for another 9m: REASON",
/// "closed; left alone for another 9m".
QString breakerBrief(const ServiceHealth &health, Timestamp now);
/// What that means, and why it is so.
QString breakerCause(const ServiceHealth &health, Timestamp now);
/// "3 of 40 calls failed in the last 1m (8 %). It opens when 50 % of at least 20 calls fail."
QString windowText(const ServiceHealth &health, Timestamp now);
/// "Until 14:32, in 9m: REASON"; empty without an order in force.
QString orderText(const ServiceHealth &health, Timestamp now);
/// Of a release: "3 of a wave of 5 have passed, 0 failed, 2 are under way"; half open: the same of probes; else empty.
QString progressText(const ServiceHealth &health, Timestamp now);
/// When the next call may go: "in 12s"; empty where it may go at any time.
QString nextCallText(const ServiceHealth &health, Timestamp now);
QString momentText(const BreakerMoment &moment);
/// What the runner recorded of why a breaker turned: "after 12 of 20 calls failed", "by order: REASON".
QString causeText(const QString &recorded);

/// What a probe has found out, judged.
struct Probed
{
    QString text;
    bool well = true; ///< nothing speaks against calling the service
};
/// `result`: what the runner recorded of it.
Probed probedText(const QString &service, const QString &result);

} // namespace cairn
