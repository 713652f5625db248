#include "insight/servicepast.h"

#include "insight/keptattempts.h"
#include "insight/telemetryreading.h"
#include "policy/classify.h"

#include <QHash>

#include <algorithm>
#include <mutex>
#include <thread>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 PartRows = 2'000; ///< what is made of them stays in the processor's cache
constexpr int EventsAtOnce = 500;

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
    const auto after = rowBefore(since - RowDisorder, last, momentFrom);
    const auto upTo = rowBefore(until + RowDisorder, last, momentFrom);
    if (!after || !upTo)
        return tl::unexpected(after ? upTo.error() : after.error());
    return RowRange{*after, *upTo};
}

bool maybeHappened(const PastAttempt &attempt)
{
    return attempt.category && mayHaveHappened(attempt.fault, attempt.status, attempt.advised.has_value());
}

/// Adds what is sorted to what is sorted; hardly anything of it belongs before the end.
template <typename T, typename Less> void addSorted(std::vector<T> &all, const std::vector<T> &more, const Less &less)
{
    const auto middle = std::ptrdiff_t(all.size());
    all.insert(all.end(), more.begin(), more.end());
    if (middle == 0 || more.empty() || !less(all[size_t(middle)], all[size_t(middle) - 1]))
        return;
    const auto from = std::upper_bound(all.begin(), all.begin() + middle, more.front(), less);
    std::inplace_merge(from, all.begin() + middle, all.end(), less);
}

bool isEarlier(const Meeting &a, const Meeting &b)
{
    return a.at < b.at;
}

/// A step that had to wait before its first attempt.
struct Waited
{
    Timestamp since;
    Timestamp until; ///< when that began
};

/// Some rows, and what they tell.
struct Part
{
    RowRange rows;
    bool isOfWaits = false; ///< else of attempts
    QList<PastWait> waits{};
    std::vector<Meeting> meetings{}; ///< by time, as the next one
    std::vector<Timestamp> firsts{}; ///< when steps' first attempts began
    QHash<qint64, qint64> began{};   ///< how many attempts in each stretch of KeptAttempts
    std::optional<Timestamp> from{}; ///< when its first attempt ended
};

/// The parts of a past, read by one thread or by two.
class Reading
{
public:
    Reading(ServicePast &past, KeptAttempts kept, qint64 most) : m_past(past), m_most(most), m_kept(std::move(kept)) {}

    Result<void> read(StoreReader &reader, Store *store, const GoOn &goOn)
    {
        if (auto found = findParts(reader); !found)
            return found;
        {
            std::jthread beside;
            if (store)
                beside = std::jthread([this, store] { readBeside(*store); });
            readParts(reader, goOn);
        }
        if (m_error)
            return tl::unexpected(*m_error);
        if (auto matched = matchWaits(reader); !matched)
            return matched;
        putTogether();
        return countOrders(reader);
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

    /// The attempts newest first, so that what is cut off is the oldest.
    Result<void> findParts(StoreReader &reader)
    {
        const auto ends = reader.tallyEnds();
        if (!ends)
            return tl::unexpected(ends.error());
        const auto attempts =
            rowsOf(m_kept.from(), m_kept.to(), ends->attempt, [&](qint64 id) { return reader.attemptFrom(id); });
        const auto checkpoints =
            rowsOf(m_past.since, m_past.until, ends->checkpoint, [&](qint64 seq) { return reader.checkpointFrom(seq); });
        if (!attempts || !checkpoints)
            return tl::unexpected(attempts ? checkpoints.error() : attempts.error());
        for (qint64 after = checkpoints->after; after < checkpoints->upTo; after += PartRows)
            m_parts.push_back({{after, std::min(after + PartRows, checkpoints->upTo)}, true});
        for (qint64 upTo = attempts->upTo; upTo > attempts->after; upTo -= PartRows)
            m_parts.push_back({{std::max(upTo - PartRows, attempts->after), upTo}});
        return {};
    }

    /// The next part that is to be read. Nothing: all are, or enough, or it was given up.
    Part *nextPart()
    {
        const std::lock_guard lock(m_mutex);
        const bool isOver = m_error || m_next == m_parts.size();
        m_past.cut = m_past.cut || (!isOver && !m_parts[m_next].isOfWaits && m_past.attempts >= m_most);
        return isOver || m_past.cut ? nullptr : &m_parts[m_next++];
    }

    void readParts(StoreReader &reader, const GoOn &goOn)
    {
        while (Part *part = nextPart()) {
            auto done = part->isOfWaits ? readWaits(reader, *part) : readAttempts(reader, *part);
            if (const double share = countPart(*part); done && goOn && !goOn(share))
                done = failure(ErrorKind::Cancelled, u"reading the past was stopped"_s);
            if (done)
                continue;
            const std::lock_guard lock(m_mutex);
            m_error = m_error.value_or(done.error());
        }
    }

    void readBeside(Store &store)
    {
        if (const auto reader = store.reader())
            readParts(**reader, {});
        // else the other one reads all
    }

    /// How much has been read.
    double countPart(const Part &part)
    {
        const std::lock_guard lock(m_mutex);
        m_past.attempts += qint64(part.meetings.size());
        return double(++m_done) / double(m_parts.size());
    }

    Result<void> readWaits(StoreReader &reader, Part &part) const
    {
        auto waits = reader.pastWaits(m_past.service, part.rows.after, part.rows.upTo);
        if (!waits)
            return tl::unexpected(waits.error());
        part.waits = std::move(*waits);
        return {};
    }

    Result<void> readAttempts(StoreReader &reader, Part &part) const
    {
        const auto attempts = reader.pastAttempts(m_past.service, part.rows.after, part.rows.upTo);
        if (!attempts)
            return tl::unexpected(attempts.error());
        if (!attempts->isEmpty())
            part.from = attempts->first().startedAt + attempts->first().took;
        part.meetings.reserve(size_t(attempts->size()));
        for (const PastAttempt &attempt : *attempts) {
            if (attempt.fault == TransportFault::Cancelled)
                continue;
            ++part.began[m_kept.stretchOf(attempt.startedAt)];
            if (!isOfPeriod(attempt.startedAt))
                continue;
            part.meetings.push_back({attempt.startedAt, attempt.took, attempt.category, attempt.status, maybeHappened(attempt),
                                     attempt.advised, attempt.fault, attempt.silent});
            if (attempt.number == 1)
                part.firsts.push_back(attempt.startedAt);
        }
        std::stable_sort(part.meetings.begin(), part.meetings.end(), isEarlier);
        std::sort(part.firsts.begin(), part.firsts.end());
        return {};
    }

    /// Since when first attempts were wanted that had to wait, and of those that were never made.
    Result<void> matchWaits(StoreReader &reader)
    {
        QHash<Generation, Timestamp> unmatched;
        QSet<RunId> runs;
        for (const Part &part : m_parts) {
            for (const PastWait &wait : part.waits) {
                Timestamp &since = unmatched[{wait.run, wait.key, wait.generation}];
                since = since == Timestamp() ? wait.at : since;
                runs.insert(wait.run);
            }
        }
        for (const RunId run : std::as_const(runs)) {
            const auto firsts = reader.firstAttempts(run, m_past.service);
            if (!firsts)
                return tl::unexpected(firsts.error());
            for (const FirstAttempt &first : *firsts) {
                const auto wait = unmatched.constFind({run, first.key, first.generation});
                if (wait == unmatched.cend())
                    continue;
                m_waits.push_back({*wait, first.startedAt});
                unmatched.erase(wait);
            }
        }
        m_neverMade = unmatched.values();
        return {};
    }

    bool isOfPeriod(Timestamp at) const { return at >= m_past.since && at < m_past.until; }

    void putTogether()
    {
        std::vector<Meeting> meetings;
        std::vector<Timestamp> firsts;
        meetings.reserve(size_t(m_past.attempts));
        for (auto part = m_parts.rbegin(); part != m_parts.rend(); ++part) {
            addSorted(meetings, std::exchange(part->meetings, {}), isEarlier);
            addSorted(firsts, std::exchange(part->firsts, {}), std::less<>());
        }
        leaveOutThinned(meetings, firsts);
        if (m_past.cut && !meetings.empty())
            m_past.since = std::max(m_past.since, meetings.front().at);
        m_past.cutOff = std::count_if(meetings.begin(), meetings.end(), isCutOff);
        countWanted(std::move(firsts));
        m_past.weather = Weather(std::move(meetings));
        countPeak();
    }

    /// What began later has ended later, and was read: attempts are written when they end.
    Timestamp readFrom() const
    {
        const auto last = std::find_if(m_parts.rbegin(), m_parts.rend(), [](const Part &part) { return part.from.has_value(); });
        return last == m_parts.rend() ? Timestamp::max() : *last->from;
    }

    void leaveOutThinned(std::vector<Meeting> &meetings, std::vector<Timestamp> &firsts)
    {
        for (const Part &part : m_parts) {
            for (auto stretch = part.began.cbegin(); stretch != part.began.cend(); ++stretch)
                m_kept.count(stretch.key(), *stretch);
        }
        const Timestamp since = m_kept.wholeSince(m_past.cut ? readFrom() : Timestamp::min());
        m_past.thinned = since > m_past.since;
        if (!m_past.thinned)
            return;
        m_past.since = since;
        std::erase_if(meetings, [since](const Meeting &meeting) { return meeting.at < since; });
        std::erase_if(firsts, [since](Timestamp at) { return at < since; });
        m_past.attempts = qint64(meetings.size());
    }

    void countWanted(std::vector<Timestamp> firsts)
    {
        std::sort(m_waits.begin(), m_waits.end(), [](const Waited &a, const Waited &b) { return a.until < b.until; });
        auto next = firsts.begin();
        for (const Waited &waited : m_waits) {
            next = std::lower_bound(next, firsts.end(), waited.until);
            if (next == firsts.end() || *next != waited.until)
                continue; // not of the period
            *next = waited.since >= m_past.since ? std::min(waited.since, waited.until) : waited.until;
            ++next;
        }
        std::vector<Timestamp> &wanted = m_past.wanted = std::move(firsts);
        for (const Timestamp at : std::as_const(m_neverMade)) {
            if (isOfPeriod(at))
                wanted.push_back(at);
        }
        if (!m_waits.empty() || !m_neverMade.isEmpty())
            std::sort(wanted.begin(), wanted.end());
    }

    Result<void> countOrders(StoreReader &reader)
    {
        for (qint64 before = 0;;) {
            const auto events = reader.breakerEvents(m_past.service, before, EventsAtOnce);
            if (!events)
                return tl::unexpected(events.error());
            m_past.orders += std::count_if(events->begin(), events->end(),
                                           [this](const Event &event) { return isOfPeriod(event.at) && isByOrder(event); });
            if (events->size() < EventsAtOnce || events->last().at < m_past.since)
                return {};
            before = events->last().id;
        }
    }

    void countPeak()
    {
        const std::vector<Meeting> &all = m_past.weather.meetings();
        for (size_t first = 0, i = 0; i < all.size(); ++i) {
            while (all[i].at - all[first].at >= Milliseconds(1'000))
                ++first;
            m_past.peak = std::max(m_past.peak, int(i - first + 1));
        }
    }

    ServicePast &m_past;
    const qint64 m_most;
    std::vector<Part> m_parts; ///< of waits by time, then of attempts, the newest first
    KeptAttempts m_kept;
    std::mutex m_mutex; ///< guards, while two threads read: the next three, the past's `attempts` and `cut`
    size_t m_next = 0;
    size_t m_done = 0;
    std::optional<Error> m_error;
    std::vector<Waited> m_waits;
    QList<Timestamp> m_neverMade; ///< since when those waited that were never let in, in this period
};

} // namespace

Result<ServicePast> readServicePast(StoreReader &reader, const QString &service, Timestamp since, Timestamp until,
                                    const GoOn &goOn, qint64 most, Store *store)
{
    ServicePast past;
    past.service = service;
    past.since = since;
    past.until = until;
    auto kept = KeptAttempts::read(reader, service, since, until);
    if (!kept)
        return tl::unexpected(kept.error());
    if (auto done = Reading(past, std::move(*kept), most).read(reader, store, goOn); !done)
        return tl::unexpected(done.error());
    return past;
}

} // namespace cairn
