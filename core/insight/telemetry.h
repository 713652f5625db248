#pragma once

#include "insight/latencies.h"
#include "model/attemptfact.h"
#include "model/service.h"

#include <QSet>

#include <vector>

namespace cairn {

/// How often something was seen, and on how many days (UTC).
struct Sightings
{
    qint64 count = 0;
    QSet<qint64> dayNumbers;

    void add(Timestamp at);
    int days() const { return int(dayNumbers.size()); }
};

/// Automatic repeats after failures of one category, by the number of the attempt (2: the first repeat).
struct RepeatFacts
{
    QMap<int, Sightings> made;
    QMap<int, qint64> passed;
};

/// Requests that were in flight at once, and what good answers took then.
struct LoadFacts
{
    Sightings answers;
    double inFlight = 0; ///< mean, at their start
    double took = 0;     ///< mean, ms
};

/// How much a service took in stretches of time (a second, or a minute) in which it said "slow down".
struct LimitFacts
{
    std::vector<int> goodPerSecond; ///< good answers to requests of such a second; sorted
    std::vector<int> goodPerMinute;
    Sightings limited; ///< answers that said so
};

/// How the policy's own rate was used since it rules: stretches as long as its `per`.
struct RateFacts
{
    qint64 busy = 0;     ///< with any request
    Sightings full;      ///< with as many as it allows
    double tookBusy = 0; ///< mean of good answers, ms
    double tookFull = 0;
};

/// How long steps that await by asking again had to wait.
struct PollFacts
{
    Milliseconds every{0};
    std::vector<Milliseconds> waits; ///< from being taken up to being done; sorted
    QSet<qint64> dayNumbers;
};
using PollKey = std::pair<QString, QString>; ///< pipeline and step

/// What was recorded of a service in a period, as far as advice looks at it. A value; any thread.
struct Telemetry
{
    QString service;
    Timestamp since;
    Timestamp until;
    Timestamp ruledSince; ///< since when the live revision has ruled, or `since`: what the policy itself did counts from here

    // From roll-ups, of the whole days of the period.
    qint64 attempts = 0;
    QMap<Category, qint64> failures;
    Latencies answers; ///< good ones

    // From the recorded attempts: all, or the newest.
    qint64 facts = 0;    ///< how many
    bool cut = false;    ///< there are older ones
    Timestamp keptSince; ///< from here on they are all there: of what was before, some were removed (retention); else `since`
    QMap<Category, RepeatFacts> repeats;
    qint64 steps = 0;                        ///< that came to an end, with their items
    qint64 left = 0;                         ///< of those, the ones that were left to people
    std::vector<Milliseconds> recoveries;    ///< from a step's first failure to its success; sorted
    qint64 retries = 0;                      ///< made
    qint64 wasted = 0;                       ///< of those, for steps that did not pass in the end
    Sightings unpaid;                        ///< retries that the budget made wait
    qint64 paid = 0;                         ///< retries that it did not
    Sightings cutShort;                      ///< attempts that the policy's attempt timeout ended
    qint64 cutSilent = 0;                    ///< of those, the ones that its idle timeout was as good as ending, too
    Sightings cutIdle;                       ///< attempts that its idle timeout ended
    std::vector<Milliseconds> silences;      ///< how long good answers had not begun, where that is known; sorted
    qint64 ruled = 0;                        ///< attempts since `ruledSince`
    Sightings beyondCap;                     ///< advice (Retry-After) for longer than is followed
    std::vector<Milliseconds> advisedBeyond; ///< those; sorted
    qint64 advised = 0;                      ///< advice in all
    QMap<int, LoadFacts> loads;              ///< by the largest number in flight that counts there: 1, 2, 4, 8, …
    LimitFacts limits;
    RateFacts rate;
    Sightings bunched; ///< retries that began within a tenth of a second of three others
    QMap<PollKey, PollFacts> polls;

    // From the breaker's events.
    Sightings openings;   ///< of a closed breaker
    Sightings reopenings; ///< of those, soon after it had closed
};

/// Adds what attempts tell to `telemetry`, whose `ruledSince` is known; in any order. `polls`: how often steps ask.
void addAttempts(Telemetry &telemetry, std::vector<AttemptFact> facts, const Policy &policy,
                 const QMap<PollKey, Milliseconds> &polls);

/// How a breaker stood from a moment on.
struct BreakerChange
{
    Timestamp at;
    QString state; ///< the breaker's word
};
/// Adds what the breaker's changes tell, in the order of time.
void addBreaker(Telemetry &telemetry, const QList<BreakerChange> &moments, const BreakerPolicy &policy);

} // namespace cairn
