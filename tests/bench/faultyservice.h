#pragma once

#include "ledgerserver.h"

#include <chrono>
#include <mutex>
#include <random>
#include <vector>

namespace cairn::bench {

/// How a service misbehaves, and when it has done its work.
struct FaultPlan
{
    int calls = 0;       ///< good answers until it is done
    int outageAfter = 0; ///< good answers until the outage begins
    std::chrono::seconds outage{0};
    std::chrono::milliseconds latency{5};
    double unavailable = 0.20; ///< answered 503
    double reset = 0.05;       ///< read, then the connection is reset
    unsigned seed = 1;
};

/// What one client made of it.
struct FaultCourse
{
    double seconds = 0; ///< from the first request to the last good answer
    int requests = 0;
    int duringOutage = 0;
    double steadyRate = 0; ///< requests a second before the outage, its first quarter of a second left out
    double peakRate = 0;   ///< highest of the quarters of the second that begins with the first good answer after the outage
};

/// A loopback service with seeded faults and one outage, in which it answers 503 as a load balancer without backends does.
/// Counts every request, whoever sends it.
class FaultyService
{
public:
    explicit FaultyService(const FaultPlan &plan);

    quint16 port() const { return m_server.port(); }
    FaultCourse course() const;

private:
    using Moment = std::chrono::steady_clock::time_point;
    testing::LedgerAnswer answer();
    bool isOut(Moment now);
    double rate(Moment from, Moment to) const;

    FaultPlan m_plan;
    mutable std::mutex m_mutex;
    std::mt19937 m_random;
    std::vector<Moment> m_requests;
    std::vector<Moment> m_good;
    Moment m_outageBegin{};
    Moment m_backAt{};              ///< the first good answer after the outage
    testing::LedgerServer m_server; ///< last: its thread uses all of the above
};

} // namespace cairn::bench
