#include "runner/poster.h"

#include "policy/backoff.h"
#include "policy/classify.h"
#include <array>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr Milliseconds AskAgain{1'000};
/// However long the service's gate says: the order at the breaker that it goes by may be taken back.
constexpr Milliseconds LongestTurnedAway{10'000};

/// By common consent these may be taken another time: 401 and 403, once this side's credential or rights are mended; 408, 425,
/// 429.
bool isRefusal(const Exchange &exchange)
{
    constexpr std::array Passing{401, 403, 408, 425, 429};
    return exchange.fault == TransportFault::None && exchange.status >= 400 && exchange.status < 500 &&
           std::find(Passing.begin(), Passing.end(), exchange.status) == Passing.end();
}

} // namespace

QUrl urlBelow(const QUrl &base, const QString &path)
{
    QString whole = base.toString();
    while (whole.endsWith(u'/'))
        whole.chop(1);
    if (!path.isEmpty() && !path.startsWith(u'/'))
        whole += u'/';
    return QUrl(whole + path);
}

void Poster::abort()
{
    if (m_exchange)
        m_exchange->cancel();
}

void Poster::waitALittle()
{
    m_rest.begin(m_clock.now(), AskAgain);
}

void Poster::waitLonger(const RetryPolicy &retry)
{
    ++m_failures;
    const double draw = std::uniform_real_distribution<double>(0, 1)(m_random);
    m_rest.begin(m_clock.now(), std::max(AskAgain, backoffDelay(retry, m_failures, draw, {})));
}

QCoro::Task<Posted> Poster::post(ServiceLane &lane, HttpRequest request)
{
    ServiceGate::Entry entry(lane.gate, {m_share, {}});
    ServiceGate::Admitted admitted = co_await entry.done();
    if (!admitted.pass) {
        const Timestamp now = m_clock.now();
        const auto until = admitted.hold ? admitted.hold->until : std::nullopt;
        m_rest.begin(now, std::min(until.value_or(now + AskAgain) - now, LongestTurnedAway));
        co_return Posted{Posted::Later, u"%1 gets nothing for the moment"_s.arg(lane.revision.service.name)};
    }
    const RetryPolicy retry = lane.revision.service.policy.retry;
    Settled settled;
    settled.startedAt = m_clock.now();
    IgnoredBody sink;
    request.readsBody = false;
    const auto pending = lane.client.start(std::move(request), sink);
    m_exchange = pending.get();
    const Exchange exchange = co_await Answer{*pending};
    m_exchange = nullptr;
    const Outcome outcome = classify(exchange, ResponseRule(), m_clock.now());
    settled.category = outcome.category;
    settled.cancelled = tellsNothing(exchange.fault);
    settled.status = exchange.status;
    settled.advised = outcome.advised;
    settled.quotaSpent = outcome.quotaSpent;
    settled.duration = exchange.timing.total;
    admitted.pass.settle(settled);
    Posted posted{Posted::Later, outcome.cause, exchange.status, exchange.fault};
    if (outcome.succeeded())
        posted = {Posted::Taken, QString::number(exchange.status), exchange.status};
    else if (isRefusal(exchange))
        posted.fate = Posted::Refused;
    conclude(posted, exchange.renewable, retry);
    if (outcome.advised) { // as far as it is followed for steps: a clock that goes wrong there must not silence alerts here
        const Timestamp now = m_clock.now();
        const Milliseconds advised = std::min(*outcome.advised, retry.retryAfterMax);
        if (m_rest.end() < now + advised)
            m_rest.begin(now, advised);
        if (posted.fate == Posted::Later)
            posted.told += u"; it is tried again at %1"_s.arg(toRfc3339(m_rest.end()));
    }
    co_return posted;
}

/// When something may be sent again. Two secrets that are refused in turn would be tried for ever if each were tried at once.
void Poster::conclude(const Posted &posted, bool renewable, const RetryPolicy &retry)
{
    const bool isRenewed = std::exchange(m_renewed, renewable);
    if (posted.fate != Posted::Later)
        m_failures = 0;
    else if (!renewable || isRenewed)
        waitLonger(retry);
}

} // namespace cairn
