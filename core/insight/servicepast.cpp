#include "insight/servicepast.h"

#include "policy/classify.h"

#include <QHash>

#include <algorithm>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 PartRows = 20'000;
/// Rows are written when something has ended, so their order is that of time to within how long it took.
constexpr Milliseconds Disorder = std::chrono::hours(1);
/// What reading the waits is of all the work: they are few, but all checkpoints are looked at.
constexpr double WaitsShare = 0.3;

using Moment = std::function<Result<std::optional<PastMoment>>(qint64)>;
using GoOn = std::function<bool(double)>;

/// Rows that may belong to a period: ids in (after, upTo].
struct RowRange
{
    qint64 after = 0;
    qint64 upTo = 0;
};

/// The last row before the first that is not older than `time`, if rows were in the order of time.
Result<qint64> rowBefore(Timestamp time, qint64 last, const Moment &momentFrom)
{
    qint64 low = 1;
    qint64 high = last + 1;
    while (low < high) {
        const qint64 middle = low + (high - low) / 2;
        const auto moment = momentFrom(middle);
        if (!moment)
            return tl::unexpected(moment.error());
        if (!*moment || (*moment)->at >= time)
            high = middle;
        else
            low = (*moment)->row + 1;
    }
    return low - 1;
}

Result<RowRange> rowsOf(Timestamp since, Timestamp until, qint64 last, const Moment &momentFrom)
{
    const auto after = rowBefore(since - Disorder, last, momentFrom);
    const auto upTo = rowBefore(until + Disorder, last, momentFrom);
    if (!after || !upTo)
        return tl::unexpected(after ? upTo.error() : after.error());
    return RowRange{*after, *upTo};
}

bool maybeHappened(const PastAttempt &attempt)
{
    if (!attempt.category)
        return false;
    switch (attempt.fault) {
    case TransportFault::BadUrl:
    case TransportFault::HostNotFound:
    case TransportFault::ConnectionRefused:
    case TransportFault::ConnectTimeout:
    case TransportFault::TlsFailed:
    case TransportFault::CredentialUnusable:
    case TransportFault::CredentialUnavailable:
        return false;
    default:
        break;
    }
    Exchange exchange;
    exchange.fault = attempt.fault;
    exchange.maybeSent = true; // not recorded
    exchange.status = attempt.status;
    return classify(exchange, {}, attempt.startedAt).maybeHappened;
}

class Reading
{
public:
    Reading(StoreReader &reader, ServicePast &past, const GoOn &goOn, qint64 most)
        : m_reader(reader), m_past(past), m_goOn(goOn), m_most(most)
    {
    }

    Result<void> read()
    {
        const auto ends = m_reader.tallyEnds();
        if (!ends)
            return tl::unexpected(ends.error());
        const auto attempts =
            rowsOf(m_past.since, m_past.until, ends->attempt, [this](qint64 id) { return m_reader.attemptFrom(id); });
        const auto checkpoints =
            rowsOf(m_past.since, m_past.until, ends->checkpoint, [this](qint64 seq) { return m_reader.checkpointFrom(seq); });
        if (!attempts || !checkpoints)
            return tl::unexpected(attempts ? checkpoints.error() : attempts.error());
        if (auto done = readWaits(*checkpoints); !done)
            return done;
        if (auto done = readAttempts(*attempts); !done)
            return done;
        for (const Timestamp at : std::as_const(m_waits)) // never let in, in this period
            want(at);
        finish();
        return {};
    }

private:
    struct Generation
    {
        RunId run;
        StepKey key;
        int number = 0;
        bool operator==(const Generation &) const = default;
        friend size_t qHash(const Generation &one, size_t seed = 0)
        {
            return qHashMulti(seed, one.run.value(), one.key, one.number);
        }
    };

    Result<void> mayGoOn(double share) const
    {
        if (m_goOn && !m_goOn(share))
            return failure(ErrorKind::Cancelled, u"reading the past was stopped"_s);
        return {};
    }

    /// Since when first attempts were wanted that had to wait: by attempt, or of those that were never made.
    Result<void> readWaits(const RowRange &range)
    {
        QHash<Generation, Timestamp> waits;
        for (qint64 after = range.after; after < range.upTo; after += PartRows) {
            const qint64 upTo = std::min(after + PartRows, range.upTo);
            const auto part = m_reader.pastWaits(m_past.service, after, upTo);
            if (!part)
                return tl::unexpected(part.error());
            for (const PastWait &wait : *part) {
                Timestamp &since = waits[{wait.run, wait.key, wait.generation}];
                since = since == Timestamp() ? wait.at : since;
            }
            if (auto go = mayGoOn(WaitsShare * double(upTo - range.after) / double(range.upTo - range.after)); !go)
                return go;
        }
        return matchWaits(waits);
    }

    Result<void> matchWaits(const QHash<Generation, Timestamp> &waits)
    {
        QSet<RunId> runs;
        for (auto wait = waits.keyBegin(); wait != waits.keyEnd(); ++wait)
            runs.insert((*wait).run);
        QHash<Generation, Timestamp> unmatched = waits;
        for (const RunId run : std::as_const(runs)) {
            const auto firsts = m_reader.firstAttempts(run, m_past.service);
            if (!firsts)
                return tl::unexpected(firsts.error());
            for (const FirstAttempt &first : *firsts) {
                const auto wait = unmatched.constFind({run, first.key, first.generation});
                if (wait == unmatched.cend())
                    continue;
                m_waits.insert(first.id, *wait);
                unmatched.erase(wait);
            }
        }
        qint64 never = 0;
        for (const Timestamp at : std::as_const(unmatched))
            m_waits.insert(--never, at);
        return {};
    }

    /// The newest first, so that what is cut off is the oldest.
    Result<void> readAttempts(const RowRange &range)
    {
        for (qint64 upTo = range.upTo; upTo > range.after && !m_past.cut; upTo -= PartRows) {
            const qint64 after = std::max(upTo - PartRows, range.after);
            const auto part = m_reader.pastAttempts(m_past.service, after, upTo);
            if (!part)
                return tl::unexpected(part.error());
            for (auto attempt = part->crbegin(); attempt != part->crend(); ++attempt)
                add(*attempt);
            m_past.cut = m_past.attempts >= m_most && after > range.after;
            const double share = double(range.upTo - after) / double(range.upTo - range.after);
            if (auto go = mayGoOn(WaitsShare + (1 - WaitsShare) * share); !go)
                return go;
        }
        if (m_past.cut)
            m_past.since = m_meetings.back().at;
        return {};
    }

    void add(const PastAttempt &attempt)
    {
        const bool isOfPeriod = attempt.startedAt >= m_past.since && attempt.startedAt < m_past.until;
        if (!isOfPeriod || attempt.fault == TransportFault::Cancelled)
            return;
        m_meetings.push_back({attempt.startedAt, attempt.took, attempt.category, attempt.status, maybeHappened(attempt),
                              attempt.advised, attempt.fault});
        ++m_past.attempts;
        m_past.cutOff += attempt.fault == TransportFault::AttemptTimeout;
        if (attempt.number != 1)
            return;
        const Timestamp waited = m_waits.isEmpty() ? attempt.startedAt : m_waits.take(attempt.id);
        want(waited >= m_past.since ? std::min(waited, attempt.startedAt) : attempt.startedAt);
    }

    void want(Timestamp at)
    {
        if (at >= m_past.since && at < m_past.until)
            m_past.wanted.push_back(at);
    }

    void finish()
    {
        std::reverse(m_meetings.begin(), m_meetings.end());
        m_past.weather = Weather(std::move(m_meetings));
        std::reverse(m_past.wanted.begin(), m_past.wanted.end());
        std::sort(m_past.wanted.begin(), m_past.wanted.end());
        const std::vector<Meeting> &all = m_past.weather.meetings();
        for (size_t first = 0, i = 0; i < all.size(); ++i) {
            while (all[i].at - all[first].at >= Milliseconds(1'000))
                ++first;
            m_past.peak = std::max(m_past.peak, int(i - first + 1));
        }
    }

    StoreReader &m_reader;
    ServicePast &m_past;
    const GoOn &m_goOn;
    const qint64 m_most;
    QHash<qint64, Timestamp> m_waits; ///< by the first attempt's id; below 0: there is none
    std::vector<Meeting> m_meetings;
};

} // namespace

Result<ServicePast> readServicePast(StoreReader &reader, const QString &service, Timestamp since, Timestamp until,
                                    const GoOn &goOn, qint64 most)
{
    ServicePast past;
    past.service = service;
    past.since = since;
    past.until = until;
    if (auto done = Reading(reader, past, goOn, most).read(); !done)
        return tl::unexpected(done.error());
    return past;
}

} // namespace cairn
