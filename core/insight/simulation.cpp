#include "insight/simulation.h"

#include "policy/admission.h"
#include "policy/decide.h"

#include <algorithm>
#include <deque>
#include <queue>
#include <random>

namespace cairn {

namespace {

constexpr int AskEvery = 4'096; // events

/// One step that calls the service until it succeeds or nobody tries any more.
struct Call
{
    int attempts = 0;
    Timestamp askedAt; ///< since when it waits for the gate
    Timestamp firstAttemptAt;
    std::optional<Timestamp> failedAt; ///< first
    std::optional<Milliseconds> previousDelay;
    std::optional<Category> retryAfter;
};

struct Event
{
    enum Kind { Asks, Ends, Pump };
    Timestamp at;
    Kind kind = Asks;
    size_t call = 0;
    qint64 probe = 0;
    Meeting meeting{};

    bool operator>(const Event &other) const { return at > other.at; }
};

class Simulation
{
public:
    Simulation(const std::vector<Timestamp> &wanted, const Weather &weather, const Service &service, quint64 seed)
        : m_wanted(wanted), m_weather(weather), m_service(service), m_random(seed), m_calls(wanted.size())
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
                ask(m_next, m_wanted[m_next]);
                ++m_next;
                continue;
            }
            const Event event = m_events.top();
            m_events.pop();
            carryOut(event);
        }
        std::sort(m_figures.recoveries.begin(), m_figures.recoveries.end());
        m_figures.calls = qint64(m_next);
        return std::move(m_figures);
    }

private:
    double random01() { return std::uniform_real_distribution<double>(0, 1)(m_random); }

    void carryOut(const Event &event)
    {
        m_now = event.at;
        if (event.kind == Event::Asks)
            return ask(event.call, event.at);
        if (event.kind == Event::Ends)
            end(event);
        else if (m_pumpAt == event.at)
            m_pumpAt.reset();
        pump();
    }

    void ask(size_t call, Timestamp at)
    {
        m_now = at;
        m_calls[call].askedAt = at;
        const int queue = m_calls[call].retryAfter ? 1 : 0;
        m_queues[queue].push_back(call);
        if (m_queues[queue].size() == 1)
            pump();
    }

    /// Lets go what the policy admits: first attempts and retries in turns, each in order.
    void pump()
    {
        for (int refused = 0; refused < 2;) {
            m_turn = 1 - m_turn;
            refused = !m_queues[m_turn].empty() && admitFront() ? 0 : refused + 1;
        }
    }

    bool admitFront()
    {
        const size_t index = m_queues[m_turn].front();
        Call &call = m_calls[index];
        const Admission admission = admit(m_state, m_service.policy, {call.retryAfter, m_inFlight}, m_now);
        if (!admission.admitted) {
            if (admission.until)
                pumpAt(std::max(*admission.until, m_now + Milliseconds(1)));
            return false;
        }
        m_queues[m_turn].pop_front();
        start(index, admission.probe);
        return true;
    }

    void pumpAt(Timestamp at)
    {
        if (m_pumpAt && *m_pumpAt <= at)
            return;
        m_pumpAt = at;
        m_events.push({at, Event::Pump});
    }

    void start(size_t index, qint64 probe)
    {
        Call &call = m_calls[index];
        const Weather::Forecast met = m_weather.at(m_now, random01());
        m_figures.held += m_now - call.askedAt;
        m_figures.estimates += met.isEstimate ? 1 : 0;
        if (call.attempts++ == 0)
            call.firstAttemptAt = m_now;
        ++m_figures.requests;
        ++m_inFlight;
        notePeak();
        const Milliseconds took = std::min(met.meeting.took, m_service.policy.timeout.attempt);
        Event event{m_now + took, Event::Ends, index, probe, met.meeting};
        if (took < met.meeting.took) { // the draft gives up sooner than it took
            event.meeting.category = Category::Timeout;
            event.meeting.maybeHappened = true;
            event.meeting.status = 0;
        }
        event.meeting.took = took;
        m_events.push(event);
    }

    void notePeak()
    {
        m_lastSecond.push_back(m_now);
        while (m_now - m_lastSecond.front() >= Milliseconds(1'000))
            m_lastSecond.pop_front();
        m_figures.peak = std::max(m_figures.peak, int(m_lastSecond.size()));
    }

    void end(const Event &event)
    {
        Call &call = m_calls[event.call];
        const Meeting &met = event.meeting;
        Settled settled;
        settled.probe = event.probe;
        settled.category = met.category;
        settled.status = met.status;
        settled.advised = met.advised;
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
            fail(event.call, met);
        else if (call.failedAt)
            m_figures.recoveries.push_back(m_now - *call.failedAt);
    }

    void fail(size_t index, const Meeting &met)
    {
        Call &call = m_calls[index];
        ++m_figures.failed;
        if (!call.failedAt)
            call.failedAt = m_now;
        Outcome outcome;
        outcome.category = met.category;
        outcome.maybeHappened = met.maybeHappened;
        outcome.advised = met.advised;
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
            return;
        }
        call.previousDelay = verdict.delay;
        call.retryAfter = met.category;
        m_events.push({m_now + verdict.delay, Event::Asks, index});
    }

    const std::vector<Timestamp> &m_wanted;
    const Weather &m_weather;
    const Service &m_service;
    std::mt19937_64 m_random;
    std::vector<Call> m_calls;
    size_t m_next = 0; ///< the first that has not been wanted yet
    std::priority_queue<Event, std::vector<Event>, std::greater<>> m_events;
    std::array<std::deque<size_t>, 2> m_queues; ///< who waits for the gate: first attempts, retries
    int m_turn = 0;
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

SimulatedFigures simulate(const std::vector<Timestamp> &wanted, const Weather &weather, const Service &service, quint64 seed,
                          const std::function<bool(double)> &goOn)
{
    if (weather.isEmpty())
        return {};
    return Simulation(wanted, weather, service, seed).run(goOn);
}

} // namespace cairn
