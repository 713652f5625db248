#include "insight/whatif.h"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>

namespace cairn {

namespace {

constexpr std::chrono::milliseconds LookEvery(20);
/// Below these, what history cannot tell is not worth a sentence.
constexpr double FewEstimates = 0.005;
constexpr double LittleMoreLoad = 1.2;

Spread spreadOf(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    return {values.front(), values[values.size() / 2], values.back()};
}

template <typename Figure> Spread spread(const std::vector<SimulatedFigures> &all, const Figure &figure)
{
    std::vector<double> values;
    for (const SimulatedFigures &one : all)
        values.push_back(double(figure(one)));
    return spreadOf(std::move(values));
}

/// `figure` is empty where nothing recovered.
template <typename Figure> std::optional<Spread> recovery(const std::vector<SimulatedFigures> &all, const Figure &figure)
{
    std::vector<double> values;
    for (const SimulatedFigures &one : all) {
        if (const std::optional<Milliseconds> time = figure(one))
            values.push_back(double(time->count()));
    }
    return values.empty() ? std::nullopt : std::optional(spreadOf(std::move(values)));
}

WhatIfSide sideOf(const std::vector<SimulatedFigures> &all)
{
    WhatIfSide side;
    side.recoveryMean = recovery(all, [](const SimulatedFigures &one) { return one.meanRecovery(); });
    side.recoveryMedian = recovery(all, [](const SimulatedFigures &one) { return one.recovery(0.5); });
    side.recoveryP90 = recovery(all, [](const SimulatedFigures &one) { return one.recovery(0.9); });
    side.requests = spread(all, [](const SimulatedFigures &one) { return one.requests; });
    side.failed = spread(all, [](const SimulatedFigures &one) { return one.failed; });
    side.left = spread(all, [](const SimulatedFigures &one) { return one.left; });
    side.peak = spread(all, [](const SimulatedFigures &one) { return one.peak; });
    side.openings = spread(all, [](const SimulatedFigures &one) { return one.openings; });
    side.held = spread(all, [](const SimulatedFigures &one) { return one.held.count(); });
    side.estimates = spread(
        all, [](const SimulatedFigures &one) { return one.requests > 0 ? double(one.estimates) / double(one.requests) : 0.0; });
    return side;
}

QList<Blindness> blindnessOf(const ServicePast &past, const Service &live, const Service &draft, const WhatIfSide &foreseen)
{
    QList<Blindness> blind;
    if (past.weather.isEmpty())
        blind.append({Blindness::NothingRecorded, 0});
    if (past.cut)
        blind.append({Blindness::OlderIsCut, double(past.attempts)});
    if (past.thinned)
        blind.append({Blindness::OlderIsThinned, 0});
    if (past.weather.isEmpty())
        return blind;
    if (foreseen.estimates.median >= FewEstimates)
        blind.append({Blindness::NeverMade, foreseen.estimates.median});
    const TimeoutPolicy &patience = draft.policy.timeout;
    if (past.cutOff > 0 && (patience.attempt > live.policy.timeout.attempt || patience.idle > live.policy.timeout.idle))
        blind.append({Blindness::EndedByUs, double(past.cutOff)});
    if (foreseen.peak.median > past.peak * LittleMoreLoad)
        blind.append({Blindness::OtherLoad, foreseen.peak.median / past.peak});
    if (draft.policy.categories != live.policy.categories)
        blind.append({Blindness::OtherCategories, 0});
    if (foreseen.left.median > 0)
        blind.append({Blindness::NobodySteppedIn, foreseen.left.median});
    if (past.orders > 0)
        blind.append({Blindness::Ordered, double(past.orders)});
    return blind;
}

/// Simulations that several threads do, the first free one the next.
class Jobs
{
public:
    Jobs(const ServicePast &past, std::vector<const Service *> services)
        : m_past(past), m_services(std::move(services)), m_figures(m_services.size()), m_shares(m_services.size())
    {
    }

    /// False: given up.
    bool run(const std::function<bool(double)> &goOn)
    {
        const unsigned threads = std::clamp(std::thread::hardware_concurrency(), 1u, unsigned(m_services.size()));
        m_working = threads;
        std::vector<std::jthread> workers;
        for (unsigned i = 0; i < threads; ++i)
            workers.emplace_back([this] { work(); });
        std::unique_lock lock(m_mutex);
        while (!m_ended.wait_for(lock, LookEvery, [this] { return m_working == 0; })) {
            if (!m_stopped && goOn && !goOn(share()))
                m_stopped = true;
        }
        return !m_stopped;
    }

    /// Of the job `first` and each second one after it.
    std::vector<SimulatedFigures> figuresFrom(size_t first) const
    {
        std::vector<SimulatedFigures> figures;
        for (size_t job = first; job < m_figures.size(); job += 2)
            figures.push_back(m_figures[job]);
        return figures;
    }

private:
    void work()
    {
        for (size_t job = m_next++; job < m_services.size() && !m_stopped; job = m_next++) {
            const auto goOn = [this, job](double share) {
                m_shares[job] = share;
                return !m_stopped;
            };
            // the same chance for both policies: what differs is theirs
            m_figures[job] = simulate(m_past.wanted, m_past.weather, *m_services[job], job / 2 + 1, goOn);
            m_shares[job] = 1;
        }
        const std::lock_guard lock(m_mutex);
        if (--m_working == 0)
            m_ended.notify_one();
    }

    double share() const
    {
        double all = 0;
        for (const std::atomic<double> &one : m_shares)
            all += one;
        return all / double(m_shares.size());
    }

    const ServicePast &m_past;
    const std::vector<const Service *> m_services; ///< live and draft in turns, a seed each two
    std::vector<SimulatedFigures> m_figures;
    std::vector<std::atomic<double>> m_shares;
    std::atomic<size_t> m_next = 0;
    std::atomic<bool> m_stopped = false;
    std::mutex m_mutex;
    std::condition_variable m_ended;
    unsigned m_working = 0;
};

} // namespace

int usualSeeds(const ServicePast &past)
{
    constexpr qint64 Attempts = 2'500'000; // simulated under each policy, about
    return int(std::clamp<qint64>(Attempts / std::max<qint64>(past.attempts, 1), 5, 25));
}

std::optional<WhatIf> whatIf(const ServicePast &past, const Service &live, const Service &draft, std::optional<int> seeds,
                             const std::function<bool(double)> &goOn)
{
    const int times = std::max(1, seeds.value_or(usualSeeds(past)));
    std::vector<const Service *> services;
    for (int seed = 0; seed < times; ++seed) {
        services.push_back(&live);
        services.push_back(&draft);
    }
    Jobs jobs(past, std::move(services));
    if (!jobs.run(goOn))
        return std::nullopt;
    WhatIf result;
    result.since = past.since;
    result.until = past.until;
    result.attempts = past.attempts;
    result.calls = qint64(past.wanted.size());
    result.seeds = times;
    result.live = sideOf(jobs.figuresFrom(0));
    result.draft = sideOf(jobs.figuresFrom(1));
    result.blind = blindnessOf(past, live, draft, result.draft);
    return result;
}

} // namespace cairn
