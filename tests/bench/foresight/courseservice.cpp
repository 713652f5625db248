#include "courseservice.h"

#include "draw.h"

namespace cairn::foresight {

using simulator::Draw;
using simulator::VirtualTime;

namespace {

/// An answer on its way.
class CourseExchange final : public PendingExchange
{
public:
    void end(Exchange exchange)
    {
        m_result = std::move(exchange);
        if (m_waiter)
            std::exchange(m_waiter, {}).resume(); // may destroy this
    }

    void cancel() override
    {
        Exchange exchange;
        exchange.fault = TransportFault::Cancelled;
        end(exchange);
    }
    bool await_ready() const override { return m_result.has_value(); }
    void await_suspend(std::coroutine_handle<> waiter) override { m_waiter = waiter; }
    Exchange await_resume() override { return std::move(*m_result); }

    /// Gone with the exchange: nothing more is told then.
    const std::shared_ptr<CourseExchange *> self = std::make_shared<CourseExchange *>(this);
    ~CourseExchange() override { *self = nullptr; }

private:
    std::optional<Exchange> m_result;
    std::coroutine_handle<> m_waiter;
};

void refuse(Exchange &exchange, int status)
{
    exchange.status = status;
    exchange.headers = {{"content-type", "text/plain"}};
}

/// What a bad time makes of an answer.
void strike(Exchange &exchange, Milliseconds &after, const BadTime &bad, Milliseconds now)
{
    switch (bad.kind) {
    case BadTime::Down: return refuse(exchange, 503);
    case BadTime::Refused:
        exchange = {};
        exchange.fault = TransportFault::ConnectionRefused;
        after = Milliseconds(2);
        return;
    case BadTime::Shaky: return refuse(exchange, 500);
    case BadTime::Slow: after *= bad.slower; return;
    case BadTime::Limited:
        refuse(exchange, 429);
        exchange.headers.append({"retry-after", QByteArray::number((bad.to - now).count() / 1'000 + 1)});
        return;
    case BadTime::Silent: after = std::chrono::hours(1);
    }
}

} // namespace

const BadTime *CourseService::badTimeAt(Milliseconds at) const
{
    for (const BadTime &bad : m_course.badTimes) {
        if (at >= bad.from && at < bad.to)
            return &bad;
    }
    return nullptr;
}

CourseService::Answer CourseService::answerTo(const HttpRequest &request) const
{
    const Milliseconds now = m_time.now() - VirtualTime::Beginning;
    const quint64 span = headerValue(request.headers, "traceparent").split('-').value(2).toULongLong(nullptr, 16);
    Draw draw(m_course.seed, span + quint64(now.count()));
    Answer answer;
    answer.exchange.status = 200;
    answer.exchange.maybeSent = true;
    answer.after = m_course.usual * draw.between(50, 200) / 100;
    const BadTime *bad = badTimeAt(now);
    if (bad && draw.below(1'000) < int(bad->share * 1'000))
        strike(answer.exchange, answer.after, *bad, now);
    if (answer.after >= request.timeout.attempt) {
        answer.exchange = {};
        answer.exchange.fault = TransportFault::AttemptTimeout;
        answer.exchange.maybeSent = true;
        answer.after = request.timeout.attempt;
    }
    answer.exchange.timing.total = answer.after;
    return answer;
}

std::unique_ptr<PendingExchange> CourseService::start(HttpRequest request, ResponseSink &)
{
    auto pending = std::make_unique<CourseExchange>();
    const Answer answer = answerTo(request);
    m_time.after(answer.after, [self = pending->self, exchange = answer.exchange] {
        if (*self)
            (*self)->end(exchange);
    });
    return pending;
}

} // namespace cairn::foresight
