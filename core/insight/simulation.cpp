#include "insight/simulation.h"

#include "insight/encounter.h"
#include "policy/admission.h"
#include "policy/decide.h"

#include <algorithm>
#include <deque>
#include <numeric>
#include <queue>
#include <random>
#include <set>

namespace cairn {

namespace {

constexpr int AskEvery = 4'096;   // events
constexpr Milliseconds Tick{100}; ///< the runner looks so often whose time has come

Timestamp onTick(Timestamp at)
{
    const Milliseconds past = at.time_since_epoch() % Tick;
    return past.count() == 0 ? at : at + Tick - past;
}

/// One step that calls the service until it succeeds or nobody tries any more.
struct Call
{
    size_t order = 0; ///< among those that were wanted
    int attempts = 0;
    Timestamp askedAt; ///< since when it waits for the gate
    Timestamp firstAttemptAt;
    std::optional<Timestamp> failedAt; ///< first
    std::optional<Milliseconds> previousDelay;
    std::optional<Category> retryAfter;
    qint64 probe = 0;
    Encounter met; ///< of the attempt that is under way
};

struct Happening
{
    enum Kind : quint32 { Asks, Ends, Pump };
    Timestamp at;
    quint32 call = 0;
    Kind kind = Asks;

    bool operator>(const Happening &other) const { return at > other.at; }
};

/// Calls that are under way, by numbers that are used again: so memory goes with how many are at once.
class Calls
{
public:
    quint32 begin()
    {
        if (m_free.empty()) {
            m_calls.emplace_back();
            return quint32(m_calls.size() - 1);
        }
        const quint32 number = m_free.back();
        m_free.pop_back();
        m_calls[number] = {};
        return number;
    }
    void end(quint32 number) { m_free.push_back(number); }
    Call &operator[](quint32 number) { return m_calls[number]; }

private:
    std::vector<Call> m_calls;
    std::vector<quint32> m_free;
};

class Simulation
{
public:
    Simulation(const std::vector<Timestamp> &wanted, const Weather &weather, const Service &service, quint64 seed)
        : m_wanted(wanted), m_weather(weather, seed), m_service(service), m_encounters(service.policy), m_random(seed)
    {
        if (!wanted.empty())
            m_state = freshState(service.policy, wanted.front());
    }

    SimulatedFigures run(const std::function<bool(double)> &goOn)
    {
        int events = 0;
        while (!m_events.empty() || m_next < m_wanted.size()) {
            if (++events % AskEvery == 0 && goOn && !goOn(double(m_next) / double(m_wanted.size())))
                break;
            if (m_events.empty() || (m_next < m_wanted.size() && m_wanted[m_next] <= m_events.top().at)) {
                m_now = m_wanted[m_next];
                const quint32 number = m_calls.begin();
                m_calls[number].order = m_next++;
                ask(number);
                continue;
            }
            const Happening event = m_events.top();
            m_events.pop();
            m_now = event.at;
            carryOut(event);
        }
        std::sort(m_figures.recoveries.begin(), m_figures.recoveries.end());
        m_figures.calls = qint64(m_next);
        return std::move(m_figures);
    }

private:
    static constexpr int FirstAttempts = 0;
    static constexpr int Retries = 1;

    bool anyWaits() const { return !m_queues[FirstAttempts].empty() || !m_queues[Retries].empty(); }
    double random01() { return double(m_random() >> 11) * 0x1p-53; }

    void carryOut(const Happening &event)
    {
        if (event.kind == Happening::Asks)
            return ask(event.call);
        if (event.kind == Happening::Ends)
            end(event.call);
        else if (m_pumpAt == event.at)
            m_pumpAt.reset();
        if (anyWaits())
            pump();
    }

    void ask(quint32 number)
    {
        Call &call = m_calls[number];
        call.askedAt = m_now;
        if (!anyWaits() && admitted(number))
            return;
        auto &queue = m_queues[call.retryAfter ? Retries : FirstAttempts];
        queue.insert({call.order, number});
        if (queue.size() == 1)
            pump();
    }

    /// Lets go what the policy admits, as the runner's gate does: those that wait longest to be done first; first attempts and
    /// retries in turns, beginning with a first attempt where they are probes. A retry that is refused gives its turn to a first
    /// attempt; where one of those is refused nobody goes.
    void pump()
    {
        if (m_state.breaker.state(m_now) == BreakerState::HalfOpen)
            m_turn = FirstAttempts;
        for (size_t refused = 0; refused < m_queues.size();) {
            const int turn = m_queues[m_turn].empty() ? 1 - m_turn : m_turn;
            if (m_queues[turn].empty())
                return;
            if (admitFront(turn)) {
                m_turn = 1 - turn;
            } else {
                if (turn == FirstAttempts || m_queues[FirstAttempts].empty())
                    return;
                m_turn = FirstAttempts;
                ++refused;
            }
        }
    }

    bool admitFront(int turn)
    {
        const auto front = m_queues[turn].begin();
        if (!admitted(front->second))
            return false;
        m_queues[turn].erase(front);
        return true;
    }

    bool admitted(quint32 number)
    {
        Call &call = m_calls[number];
        const Admission admission = admit(m_state, m_service.policy, {call.retryAfter, m_inFlight}, m_now);
        if (!admission.admitted) {
            if (admission.until)
                pumpAt(std::max(*admission.until, m_now + Milliseconds(1)));
            return false;
        }
        call.probe = admission.probe;
        start(number, call);
        return true;
    }

    void pumpAt(Timestamp at)
    {
        if (m_pumpAt && *m_pumpAt <= at)
            return;
        m_pumpAt = at;
        m_events.push({at, 0, Happening::Pump});
    }

    void start(quint32 number, Call &call)
    {
        const Weather::Forecast forecast = m_weather.at(m_now, random01());
        m_figures.held += m_now - call.askedAt;
        if (call.attempts++ == 0)
            call.firstAttemptAt = m_now;
        ++m_figures.requests;
        ++m_inFlight;
        notePeak();
        call.met = m_encounters.of(forecast);
        m_figures.estimates += call.met.isEstimate;
        m_events.push({m_now + call.met.took, number, Happening::Ends});
    }

    void notePeak()
    {
        m_lastSecond.push_back(m_now);
        while (m_now - m_lastSecond.front() >= Milliseconds(1'000))
            m_lastSecond.pop_front();
        m_figures.peak = std::max(m_figures.peak, int(m_lastSecond.size()));
    }

    void end(quint32 number)
    {
        Call &call = m_calls[number];
        const Encounter &met = call.met;
        Settled settled{call.probe, met.category, met.status};
        settled.advised = met.advised;
        settled.quotaSpent = met.status == 402;
        settled.startedAt = m_now - met.took;
        settled.duration = met.took;
        settled.inFlight = m_inFlight;
        settled.retryAfter = call.retryAfter;
        const BreakerState before = m_state.breaker.state(m_now);
        settle(m_state, m_service.policy, settled, m_now);
        if (before != BreakerState::Open && m_state.breaker.state(m_now) == BreakerState::Open)
            ++m_figures.openings;
        --m_inFlight;
        if (met.category)
            return fail(number, call);
        if (call.failedAt)
            m_figures.recoveries.push_back(m_now - *call.failedAt);
        m_calls.end(number);
    }

    void fail(quint32 number, Call &call)
    {
        ++m_figures.failed;
        if (!call.failedAt)
            call.failedAt = m_now;
        const Encounter &met = call.met;
        const Outcome outcome{met.category, {}, met.maybeHappened, met.advised, {}, met.automatic, met.attempts};
        DecisionContext context;
        context.attempts = call.attempts;
        context.now = m_now;
        context.random = random01();
        context.firstAttemptAt = call.firstAttemptAt;
        context.keyFirstUsedAt = call.firstAttemptAt;
        context.previousDelay = call.previousDelay;
        const Verdict verdict = decide(outcome, m_service, context);
        if (verdict.action != Action::Retry) {
            ++m_figures.left;
            return m_calls.end(number);
        }
        call.previousDelay = verdict.delay;
        call.retryAfter = met.category;
        m_events.push({onTick(m_now + verdict.delay), number, Happening::Asks});
    }

    const std::vector<Timestamp> &m_wanted;
    Weather::Walk m_weather;
    const Service &m_service;
    const Encounters m_encounters;
    std::mt19937_64 m_random;
    Calls m_calls;
    size_t m_next = 0; ///< the first that has not been wanted yet
    std::priority_queue<Happening, std::vector<Happening>, std::greater<>> m_events;
    std::array<std::set<std::pair<size_t, quint32>>, 2> m_queues; ///< who waits for the gate, in order
    int m_turn = FirstAttempts;
    ServiceState m_state;
    Timestamp m_now;
    std::optional<Timestamp> m_pumpAt;
    int m_inFlight = 0;
    std::deque<Timestamp> m_lastSecond; ///< when requests started
    SimulatedFigures m_figures;
};

} // namespace

std::optional<Milliseconds> SimulatedFigures::recovery(double share) const
{
    if (recoveries.empty())
        return std::nullopt;
    return recoveries[std::min(size_t(share * double(recoveries.size())), recoveries.size() - 1)];
}

std::optional<Milliseconds> SimulatedFigures::meanRecovery() const
{
    if (recoveries.empty())
        return std::nullopt;
    const Milliseconds all = std::accumulate(recoveries.begin(), recoveries.end(), Milliseconds(0));
    return Milliseconds(all.count() / qint64(recoveries.size()));
}

SimulatedFigures simulate(const std::vector<Timestamp> &wanted, const Weather &weather, const Service &service, quint64 seed,
                          const std::function<bool(double)> &goOn)
{
    if (weather.isEmpty())
        return {};
    return Simulation(wanted, weather, service, seed).run(goOn);
}

} // namespace cairn
