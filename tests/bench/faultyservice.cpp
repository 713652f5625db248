#include "faultyservice.h"

#include <algorithm>

namespace cairn::bench {

using testing::LedgerAnswer;
using testing::LedgerEntry;

FaultyService::FaultyService(const FaultPlan &plan)
    : m_plan(plan), m_random(plan.seed), m_server([this](const LedgerEntry &, int) { return answer(); })
{
}

bool FaultyService::isOut(Moment now)
{
    return m_outageBegin != Moment{} && now < m_outageBegin + m_plan.outage;
}

LedgerAnswer FaultyService::answer()
{
    const std::scoped_lock lock(m_mutex);
    const Moment now = std::chrono::steady_clock::now();
    m_requests.push_back(now);
    LedgerAnswer answer;
    answer.delayMs = int(m_plan.latency.count());
    const double chance = std::uniform_real_distribution<double>()(m_random);
    if (isOut(now) || chance < m_plan.unavailable) {
        answer.status = 503;
        return answer;
    }
    if (chance < m_plan.unavailable + m_plan.reset) {
        answer.end = LedgerAnswer::End::ResetBeforeReply;
        return answer;
    }
    m_good.push_back(now);
    if (int(m_good.size()) == m_plan.outageAfter)
        m_outageBegin = now;
    else if (m_outageBegin != Moment{} && m_backAt == Moment{})
        m_backAt = now;
    return answer;
}

double FaultyService::rate(Moment from, Moment to) const
{
    const auto first = std::lower_bound(m_requests.begin(), m_requests.end(), from);
    const auto last = std::lower_bound(m_requests.begin(), m_requests.end(), to);
    return double(last - first) / std::chrono::duration<double>(to - from).count();
}

FaultCourse FaultyService::course() const
{
    using namespace std::chrono_literals;
    const std::scoped_lock lock(m_mutex);
    if (m_requests.empty() || int(m_good.size()) < m_plan.calls)
        qFatal("%d of %d calls came through", int(m_good.size()), m_plan.calls);
    FaultCourse course;
    course.seconds = std::chrono::duration<double>(m_good.back() - m_requests.front()).count();
    course.requests = int(m_requests.size());
    const Moment outageEnd = m_outageBegin + m_plan.outage;
    course.duringOutage = int(std::lower_bound(m_requests.begin(), m_requests.end(), outageEnd) -
                              std::upper_bound(m_requests.begin(), m_requests.end(), m_outageBegin));
    course.steadyRate = rate(m_requests.front() + 250ms, m_outageBegin);
    for (Moment quarter = m_backAt; quarter < m_backAt + 1s; quarter += 250ms)
        course.peakRate = std::max(course.peakRate, rate(quarter, quarter + 250ms));
    return course;
}

} // namespace cairn::bench
