#include "fleetrun.h"

#include <cstring>

namespace cairn::testing {

using namespace Qt::StringLiterals;
using Kind = FleetStep::Kind;

/// One way in which a service lets a step down.
struct FleetRun::Failure
{
    int share; ///< of a hundred
    Category category;
    int status;
    TransportFault fault;
    const char *cause;
};

namespace {

const QStringList &words()
{
    static const QStringList list{u"harbour"_s, u"meier"_s,  u"lagerhaus"_s, u"north"_s, u"reminder"_s, u"acme"_s,
                                  u"copy"_s,    u"signed"_s, u"draft"_s,     u"köln"_s,  u"oslo"_s,     u"final"_s};
    return list;
}

/// How a step ends that stops its run.
struct End
{
    RunState run;
    StepState step;
    Action decision;
    bool sent;
};

const End &endOf(RunState state)
{
    static const QList<End> ends{
        {RunState::Blocked, StepState::Blocked, Action::Block, true},
        {RunState::Degraded, StepState::Degraded, Action::GiveUp, true},
        {RunState::OutcomeUnknown, StepState::OutcomeUnknown, Action::AskOutcome, true},
        {RunState::WaitingCallback, StepState::WaitingCallback, Action::Await, true},
        {RunState::Cancelled, StepState::Cancelled, Action::Hold, false},
        {RunState::Held, StepState::Held, Action::Hold, false},
    };
    for (const End &end : ends) {
        if (end.run == state)
            return end;
    }
    return ends.last();
}

} // namespace

QByteArray FleetRandom::bytes(int count)
{
    QByteArray bytes(count, Qt::Uninitialized);
    for (int at = 0; at < count; at += 8) {
        const quint64 value = number();
        std::memcpy(bytes.data() + at, &value, size_t(std::min(8, count - at)));
    }
    return bytes;
}

FleetRun::FleetRun(const FleetParts &parts, FleetRandom &random, RunId id, Timestamp submitted, RunState end)
    : m_parts(parts), m_random(random), m_time(submitted)
{
    m_run.id = id;
    m_run.pipelineVersionId = parts.version->id;
    m_run.pipeline = parts.version->pipeline.name;
    m_run.submittedAt = submitted;
    m_run.nextAt = submitted;
    m_run.traceId = random.bytes(16);
    m_run.input = parts.inputs.at(random.below(int(parts.inputs.size())));
    describeInput();
    m_transaction.add(InsertRun{});
    tell(end);
    m_run.state = end;
    m_transaction.writes.front() = InsertRun{m_run};
}

void FleetRun::describeInput()
{
    const QString number = u"%1"_s.arg(m_random.below(10'000'000), 7, 10, QLatin1Char('0'));
    m_run.inputName = QString::fromUtf8(m_parts.pipeline->inputName);
    m_run.inputName.replace("%1"_L1, number).replace("%2"_L1, words().at(m_random.below(int(words().size()))));
}

/// Which steps pass, where it stops, and what lies between.
void FleetRun::tell(RunState end)
{
    const QList<FleetStep> &steps = m_parts.pipeline->steps;
    if (end == RunState::Pending)
        return;
    m_time += Milliseconds(5 + m_random.below(200));
    m_run.startedAt = m_time;
    note(RunState::Running);
    const bool whole = end == RunState::Succeeded || end == RunState::Degraded;
    const int last = m_random.below(int(steps.size()) - 1); // deliveries stand at the end, and do not stop
    for (qsizetype i = 0; i < steps.size(); ++i) {
        const FleetStep &step = steps.at(i);
        const bool stops = end == RunState::WaitingCallback ? step.kind == Kind::CalledBack : i == last;
        if (stops && !whole) {
            stop(step, end);
            return finish(end);
        }
        if (end == RunState::Degraded && step.kind == Kind::Optional)
            stop(step, end);
        else
            pass(step);
    }
    finish(end);
}

Attempt FleetRun::attempt(const FleetStep &step, Milliseconds took)
{
    Attempt attempt;
    attempt.run = m_run.id;
    attempt.step = StepId(QString::fromLatin1(step.name));
    attempt.number = ++m_tries;
    attempt.service = QString::fromLatin1(step.service);
    attempt.idempotencyKey = u"%1-%2-0"_s.arg(m_run.id.toString(), attempt.step.name());
    attempt.spanId = m_random.bytes(8);
    attempt.policyRevisionId = m_parts.policyRevisions.at(fleetServices().indexOf(attempt.service));
    attempt.method = "POST";
    attempt.url = u"https://%1.example.net/v1/%2"_s.arg(attempt.service, attempt.step.name());
    attempt.requestHeaders = R"({"content-type":"application/octet-stream"})";
    attempt.responseHeaders = R"({"content-type":"application/json","server":"nginx"})";
    attempt.request = m_run.input;
    attempt.timing = {Milliseconds(m_random.below(20)), Milliseconds(m_random.below(9)), took / 2, took};
    attempt.startedAt = m_time;
    m_time += took;
    return attempt;
}

Checkpoint FleetRun::checkpoint(const FleetStep &step, StepState state) const
{
    Checkpoint checkpoint;
    checkpoint.run = m_run.id;
    checkpoint.step = StepId(QString::fromLatin1(step.name));
    checkpoint.state = state;
    checkpoint.attempts = m_tries;
    checkpoint.policyRevisionId =
        step.service ? m_parts.policyRevisions.at(fleetServices().indexOf(QLatin1String(step.service))) : 0;
    checkpoint.inputDigest = m_run.input.digest;
    checkpoint.actor = u"runner"_s;
    checkpoint.at = m_time;
    return checkpoint;
}

void FleetRun::pass(const FleetStep &step)
{
    m_tries = 0;
    const PayloadRef output = m_parts.outputs.at(m_random.below(int(m_parts.outputs.size())));
    int status = 0;
    if (step.service) {
        if (m_random.oneIn(9))
            retryBefore(step, 1 + m_random.below(m_random.oneIn(4) ? 4 : 2));
        const int polls = step.kind == Kind::Polled ? 2 + m_random.below(4) : 0;
        for (int i = 0; i <= polls; ++i) {
            Attempt made = attempt(step, Milliseconds(30 + m_random.below(step.kind == Kind::Polled ? 300 : 1'400)));
            made.status = status = i == 0 && polls ? 202 : 200;
            made.response = output;
            made.decision = i < polls ? Action::Await : Action::Succeed;
            if (i > 0)
                made.method = "GET";
            m_transaction.add(AddAttempt{made});
            m_time += i < polls ? Milliseconds(2'000) : Milliseconds(2);
        }
        if (step.kind != Kind::Plain && step.kind != Kind::Optional) {
            Checkpoint waits = checkpoint(step, StepState::WaitingCallback);
            waits.decision = Action::Await;
            waits.status = 202;
            m_transaction.add(AddCheckpoint{waits});
            m_time += step.kind == Kind::CalledBack ? Milliseconds(60'000 + m_random.below(3'600'000)) : Milliseconds(1);
        }
    }
    Checkpoint done = checkpoint(step, StepState::Succeeded);
    done.status = status;
    done.output = step.service ? output : m_run.input;
    m_transaction.add(AddCheckpoint{done});
}

const FleetRun::Failure &FleetRun::failureOf(const FleetStep &step, RunState end)
{
    static const QList<Failure> passing{
        {34, Category::Service, 503, TransportFault::None, "HTTP 503 Service Unavailable"},
        {22, Category::RateLimit, 429, TransportFault::None, "HTTP 429 Too Many Requests, asks to wait 30s"},
        {18, Category::Timeout, 504, TransportFault::None, "HTTP 504 Gateway Timeout"},
        {18, Category::Network, 0, TransportFault::ConnectionClosed, "The connection was reset"},
        {8, Category::Service, 500, TransportFault::None, "HTTP 500 Internal Server Error"},
    };
    static const QList<Failure> lasting{
        {36, Category::Data, 422, TransportFault::None, "HTTP 422 Unprocessable Content: field 'amount' is missing"},
        {20, Category::Service, 503, TransportFault::None, "HTTP 503 Service Unavailable, 6 of 6 attempts"},
        {12, Category::Timeout, 0, TransportFault::IdleTimeout, "No byte for 20s, 6 of 6 attempts"},
        {10, Category::Auth, 401, TransportFault::None, "HTTP 401 Unauthorized: token expired"},
        {8, Category::Schema, 200, TransportFault::None, "The response does not satisfy scan-result@2: /pages is missing"},
        {7, Category::Network, 0, TransportFault::ConnectionRefused, "The connection was refused, 6 of 6 attempts"},
        {4, Category::RateLimit, 429, TransportFault::None, "HTTP 429 Too Many Requests: monthly quota is spent"},
        {2, Category::Conflict, 409, TransportFault::None, "HTTP 409 Conflict: the document exists in another version"},
        {1, Category::Policy, 0, TransportFault::None, "The payload holds an IBAN, which may not leave the company"},
    };
    const QList<Failure> &kinds = end == RunState::Blocked || end == RunState::Degraded ? lasting : passing;
    int at = (m_random.below(100) + (step.service ? int(std::strlen(step.service)) : 0)) % 100;
    for (const Failure &kind : kinds) {
        at -= kind.share;
        if (at < 0)
            return kind;
    }
    return kinds.last();
}

void FleetRun::retryBefore(const FleetStep &step, int times)
{
    for (int i = 0; i < times; ++i) {
        const Failure &failure = failureOf(step, RunState::WaitingRetry);
        const Milliseconds delay(500 * (1 << i) + m_random.below(1'000));
        Attempt failed = attempt(step, Milliseconds(50 + m_random.below(2'000)));
        failed.status = failure.status;
        failed.fault = failure.fault;
        failed.category = failure.category;
        failed.cause = QString::fromLatin1(failure.cause);
        failed.decision = Action::Retry;
        failed.delay = delay;
        m_transaction.add(AddAttempt{failed});
        Checkpoint waits = checkpoint(step, StepState::WaitingRetry);
        waits.status = failure.status;
        waits.category = failure.category;
        waits.cause = failed.cause;
        waits.decision = Action::Retry;
        waits.reason = u"%1 of 6; next in %2"_s.arg(m_tries).arg(toText(delay));
        waits.nextAt = m_time + delay;
        m_transaction.add(AddCheckpoint{waits});
        explainBy(waits);
        m_time += delay;
    }
    note(RunState::WaitingRetry);
}

void FleetRun::explainBy(const Checkpoint &checkpoint)
{
    m_run.step = checkpoint.step;
    m_run.category = checkpoint.category;
    m_run.cause = checkpoint.cause;
    m_run.attempts = checkpoint.attempts;
    m_run.nextAt = checkpoint.nextAt;
}

/// An attempt that ends in what the run stops at, with the checkpoint of it.
void FleetRun::stop(const FleetStep &step, RunState end)
{
    m_tries = 0;
    if (end == RunState::Running)
        return;
    if (end == RunState::WaitingRetry)
        return retryBefore(step, 1 + m_random.below(4));
    if (end == RunState::Blocked && m_random.oneIn(2))
        retryBefore(step, 2);
    const End &as = endOf(end);
    Checkpoint where = checkpoint(step, as.step);
    where.decision = as.decision;
    if (as.sent) {
        Attempt made = attempt(step, Milliseconds(100 + m_random.below(3'000)));
        made.status = 202;
        made.decision = as.decision;
        if (as.decision != Action::Await) {
            const Failure &failure = failureOf(step, end);
            made.status = failure.status;
            made.fault = failure.fault;
            made.category = failure.category;
            made.cause = QString::fromLatin1(failure.cause);
        }
        m_transaction.add(AddAttempt{made});
        where.attempts = m_tries;
        where.at = m_time;
        where.status = made.status;
        where.category = made.category;
        where.cause = made.cause;
    } else if (end == RunState::Held) {
        where.cause = u"The breaker of %1 is open"_s.arg(QLatin1String(step.service));
    }
    m_transaction.add(AddCheckpoint{where});
    explainBy(where);
}

void FleetRun::finish(RunState end)
{
    if (isFinished(end)) {
        m_run.finishedAt = m_time;
        m_run.step = {};
        m_run.category.reset();
        m_run.cause = end == RunState::Cancelled ? u"sent twice by the customer"_s : QString();
        m_run.attempts = 0;
        m_run.nextAt.reset();
    }
    if (end != RunState::Running)
        note(end);
}

void FleetRun::note(RunState state)
{
    m_transaction.add(AddEvent{Event{0, m_time, u"run."_s + word(state), m_run.id, m_run.cause}});
}

} // namespace cairn::testing
