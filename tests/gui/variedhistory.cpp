#include "variedhistory.h"

#include "policy/admission.h"

#include <random>

namespace cairn::testing {

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

constexpr Milliseconds Day = 24h;

/// How an attempt at a step goes on average, a number of days ago.
struct Weather
{
    double fails = 0.1;
    Category as = Category::Service;
    Milliseconds took = 300ms;
    Milliseconds wait = 4s; ///< until the next attempt
};

Weather weatherOf(const QString &step, int daysAgo)
{
    if (step == u"extract"_s) {
        const bool down = daysAgo == 10;
        return {down ? 0.75 : 0.2, down ? Category::Network : Category::Service, 900ms, down ? 25min : 6s};
    }
    if (step == u"publish"_s)
        return {0.16, Category::Timeout, Milliseconds(3'400 - 22 * std::min(daysAgo, 84)), 9s};
    if (step == u"store"_s)
        return {daysAgo < 3 ? 0.62 : 0.18, Category::RateLimit, 150ms, 12s};
    return {0.17, Category::Service, 220ms, 5s};
}

class PastMaker
{
public:
    PastMaker(GuiWorkspace &workspace, const VariedPlan &plan) : m_workspace(workspace), m_plan(plan), m_random(plan.seed) {}

    void make()
    {
        for (int daysAgo = m_plan.weeks * 7 - 1; daysAgo >= 0; --daysAgo) {
            Transaction day;
            for (int i = 0; i < m_plan.runsADay; ++i)
                tell(day, daysAgo, i);
            m_workspace.commit(std::move(day));
        }
    }

private:
    double random() { return double(m_random() % 10'000) / 10'000; }
    Milliseconds about(Milliseconds time) { return Milliseconds(qint64(double(time.count()) * (0.6 + 0.8 * random()))); }
    void tell(Transaction &day, int daysAgo, int number);
    void tellStep(Transaction &day, const RunRecord &run, const QString &step, const Weather &weather);

    GuiWorkspace &m_workspace;
    VariedPlan m_plan;
    std::mt19937_64 m_random;
    Timestamp m_time;
    qint64 m_number = 0;
};

void PastMaker::tell(Transaction &day, int daysAgo, int number)
{
    const bool archive = number % 3 == 0;
    m_time = SystemClock().now() - daysAgo * Day - 12h + number * (11h / m_plan.runsADay);
    RunRecord run;
    run.submittedAt = m_time;
    run.id = RunId(m_time.time_since_epoch().count() << 21 | ++m_number);
    run.pipelineVersionId = m_workspace.pipeline(archive ? u"archive"_s : u"intake"_s).id;
    run.state = RunState::Pending;
    run.inputName = u"%1-%2.pdf"_s.arg(archive ? u"parcel"_s : u"invoice"_s).arg(m_number, 5, 10, QChar(u'0'));
    run.input = {Digest::of(run.inputName.toUtf8()), 40'000};
    day.add(InsertRun{run});
    const QStringList steps = archive ? QStringList{u"scan"_s, u"store"_s} : QStringList{u"scan"_s, u"extract"_s, u"publish"_s};
    for (const QString &step : steps)
        tellStep(day, run, step, weatherOf(step, daysAgo));
    run.state = RunState::Succeeded;
    run.finishedAt = m_time;
    day.add(UpdateRun{run, m_time});
}

void PastMaker::tellStep(Transaction &day, const RunRecord &run, const QString &step, const Weather &weather)
{
    for (int n = 1;; ++n) {
        const bool fails = n < 6 && random() < weather.fails;
        Attempt attempt;
        attempt.run = run.id;
        attempt.step = StepId(step);
        attempt.number = n;
        attempt.idempotencyKey = u"%1-%2-%3"_s.arg(run.id.toString(), step).arg(n);
        attempt.spanId = QByteArray(8, 's');
        attempt.policyRevisionId = m_workspace.serviceRevision(step);
        attempt.service = step;
        attempt.method = "POST";
        attempt.url = u"https://%1.example.net/v1"_s.arg(step);
        attempt.status = fails ? 503 : 200;
        attempt.category = fails ? std::optional(weather.as) : std::nullopt;
        attempt.decision = fails ? Action::Retry : Action::Succeed;
        attempt.timing.total = about(weather.took);
        attempt.startedAt = m_time;
        m_time += attempt.timing.total;
        Checkpoint change;
        change.run = run.id;
        change.step = attempt.step;
        change.state = fails ? StepState::WaitingRetry : StepState::Succeeded;
        change.policyRevisionId = attempt.policyRevisionId;
        change.attempts = n;
        change.category = attempt.category;
        change.decision = attempt.decision;
        change.actor = u"runner"_s;
        change.at = m_time;
        day.add(AddAttempt{attempt});
        day.add(AddCheckpoint{change});
        if (!fails)
            return;
        m_time += about(weather.wait);
    }
}

void addPromising(GuiWorkspace &workspace, const QString &name, Milliseconds budget)
{
    workspace.addService(name);
    ServiceRevision revision = workspace.reader().service(name).value();
    revision.service.contract = {budget, u"docs-team"_s, u"oncall-docs"_s};
    revision.digest = Digest::of(name.toUtf8() + "promising");
    workspace.commit(Transaction(PutServiceRevision{revision, SystemClock().now() - 80 * Day, u"ann"_s, u"what was agreed"_s}));
}

/// Four openings within the last week, of which the last still holds.
void turnBreaker(GuiWorkspace &workspace, const QString &service)
{
    const Timestamp now = SystemClock().now();
    const auto note = [&](Milliseconds ago, const char *state, const QString &cause) {
        workspace.commit(
            Transaction(AddEvent{Event{0, now - ago, u"breaker."_s + QString::fromLatin1(state), {}, service + cause}}));
    };
    constexpr std::pair<Milliseconds, Milliseconds> Outages[] = {{140h, 3h}, {92h, 40min}, {20h, 5h}};
    for (const auto &[ago, lasted] : Outages) {
        note(ago, "open", u" after 14 of 20 calls failed"_s);
        note(ago - lasted, "half_open", {});
        note(ago - lasted - 20min, "closed", {});
    }
    note(8h, "open", u" by order: the vendor works on it, anna@harbour"_s);
    note(6h, "half_open", {});
    note(5h + 50min, "closed", {});
    note(20s, "open", u" after 12 of 20 calls failed"_s);
    const Policy policy = workspace.reader().service(service)->service.policy;
    ServiceState state = freshState(policy, now);
    for (int i = 0; i < policy.breaker.minCalls; ++i)
        state.breaker.record(policy.breaker, 0,
                             i < 12 && i % 2 == 0 ? CallResult::Failed
                             : i < 8              ? CallResult::Succeeded
                                                  : CallResult::Failed,
                             400ms, now - 1s);
    workspace.commit(Transaction(PutServiceState{service, toJson(state), now}));
}

void holdRuns(GuiWorkspace &workspace, const QString &step, int count)
{
    for (int i = 0; i < count; ++i) {
        const RunId id = workspace.addRun(u"intake"_s, u"invoice-held-%1.pdf"_s.arg(i), RunState::Running);
        RunRecord run = workspace.reader().run(id).value();
        run.state = RunState::Held;
        run.step = StepId(step);
        run.cause = u"breaker open after too many failures or slow answers"_s;
        workspace.commit(Transaction(UpdateRun{run, SystemClock().now()}));
    }
}

} // namespace

void fillWithWeeks(GuiWorkspace &workspace, const VariedPlan &plan)
{
    for (const QString &service : {u"scan"_s, u"extract"_s, u"store"_s})
        workspace.addService(service);
    addPromising(workspace, u"publish"_s, 3s);
    workspace.addPipeline(u"intake"_s, {u"scan"_s, u"extract<scan"_s, u"publish<extract"_s});
    workspace.addPipeline(u"archive"_s, {u"scan"_s, u"store<scan"_s});
    PastMaker(workspace, plan).make();
    workspace.countFigures();
    turnBreaker(workspace, u"extract"_s);
    holdRuns(workspace, u"extract"_s, 7);
}

} // namespace cairn::testing
