#include "policy/schedule.h"

#include "policy/backoff.h"
#include "policy/budget.h"
#include "policy/taxonomy.h"

#include <algorithm>
#include <cmath>

namespace cairn {

namespace {

constexpr double Middle = 0.5;

/// Goes along one course of the jitter: always the least, always the middle, always the most.
class Course
{
public:
    Course(const RetryPolicy &policy, Milliseconds each, double random) : m_policy(policy), m_each(each), m_random(random) {}

    Milliseconds start() const { return m_start; }
    void goOn(int retry)
    {
        m_wait = backoffDelay(m_policy, retry, m_random, m_wait);
        m_start += m_each + *m_wait;
    }
    /// Waits on until `paid`; how long that was.
    Milliseconds hold(Milliseconds paid)
    {
        const Milliseconds held = std::max(Milliseconds(0), paid - m_start);
        m_start += held;
        return held;
    }

private:
    const RetryPolicy &m_policy;
    Milliseconds m_each;
    double m_random;
    std::optional<Milliseconds> m_wait;
    Milliseconds m_start{0};
};

/// When all steps can have paid for this many retries each, from a full budget.
Milliseconds paidAt(const BudgetPolicy &budget, const ScheduleCase &supposed, int retries)
{
    const int price = std::min(supposed.category == Category::Timeout ? budget.timeoutCost : budget.cost, budget.capacity);
    const double needed = double(price) * retries * std::max(1, supposed.steps);
    const double perMillisecond = refillOf(budget);
    return Milliseconds(std::llround(std::ceil(std::max(0.0, needed - budget.capacity) / perMillisecond)));
}

/// How often it may be tried at all.
int allowed(const Service &service, const ScheduleCase &supposed, Schedule &schedule)
{
    if (supposed.category == Category::Timeout && !service.idempotent) {
        schedule.end = Schedule::End::Unknown;
        return 1;
    }
    const int most = mostAttempts(supposed.category, service.policy.retry);
    if (most <= 1 && !traitsOf(supposed.category).automatic)
        schedule.end = Schedule::End::Never;
    return most;
}

/// The first of the ends that a step meets.
void judge(Schedule &schedule)
{
    const auto comes = [](Milliseconds start, const std::optional<Milliseconds> &end) { return end && start >= *end; };
    for (ScheduledAttempt &attempt : schedule.attempts) {
        const auto late = [&](Milliseconds start) { return comes(start, schedule.step) || comes(start, schedule.key); };
        attempt.never = late(attempt.least);
        attempt.seldom = !attempt.never && late(attempt.most);
        if (!late(attempt.expected))
            schedule.made = std::max(schedule.made, attempt.number);
        else if (schedule.end == Schedule::End::Attempts)
            schedule.end = comes(attempt.expected, schedule.step) ? Schedule::End::Step : Schedule::End::Key;
    }
}

} // namespace

Milliseconds Schedule::givenUp() const
{
    return made > 0 ? attempts.at(made - 1).expected + each : Milliseconds(0);
}

Schedule scheduleOf(const Service &service, const ScheduleCase &supposed)
{
    const Policy &policy = service.policy;
    Schedule schedule;
    schedule.each = std::clamp(supposed.each, Milliseconds(0), policy.timeout.attempt);
    if (policy.timeout.step.count() > 0)
        schedule.step = policy.timeout.step;
    if (service.idempotent)
        schedule.key = service.idempotencyLifetime;
    const int most = allowed(service, supposed, schedule);
    Course least(policy.retry, schedule.each, 0);
    Course expected(policy.retry, schedule.each, Middle);
    Course latest(policy.retry, schedule.each, 1);
    schedule.attempts.append(ScheduledAttempt{});
    for (int number = 2; number <= most; ++number) {
        for (Course *course : {&least, &expected, &latest})
            course->goOn(number - 1);
        const Milliseconds paid = paidAt(policy.budget, supposed, number - 1);
        least.hold(paid);
        const Milliseconds held = expected.hold(paid);
        latest.hold(paid);
        schedule.attempts.append({number, least.start(), expected.start(), latest.start(), held});
    }
    judge(schedule);
    return schedule;
}

} // namespace cairn
