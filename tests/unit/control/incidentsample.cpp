#include "incidentsample.h"

using namespace cairn;
using namespace Qt::StringLiterals;

namespace storetesting {

namespace {

template <typename T> T good(Result<T> result)
{
    if (!result)
        qFatal("%s", qPrintable(describe(result.error())));
    if constexpr (!std::is_void_v<T>)
        return std::move(*result);
}

} // namespace

IncidentSample::IncidentSample()
{
    request = put(R"({"page":1})");
    response = put("<h1>503</h1>");
    input = put("%PDF-1.4");
    addFailure(1, request, response);
    addFailure(2, request, {});
    const HandleIncident seen{incident(), IncidentAct::Acknowledge, {}, u"ann@pier"_s, u"on it"_s, at(Day + 300'000)};
    good(store().commitAndWait(Transaction(seen)));
    addPassing(1);
}

PayloadRef IncidentSample::put(const QByteArray &bytes)
{
    auto staged = store().payloads().stage(bytes);
    if (!staged)
        qFatal("%s", qPrintable(describe(staged.error())));
    const PayloadRef ref = staged->ref;
    good(store().commitAndWait(Transaction(PutPayload{std::move(*staged)})));
    return ref;
}

void IncidentSample::addFailure(qint64 id, const PayloadRef &sent, const PayloadRef &got)
{
    RunRecord run = runRecord(id, m_fixture.pipelineId, RunState::Blocked);
    run.step = StepId(u"extract"_s);
    run.category = Category::Service;
    run.cause = u"HTTP 503"_s;
    run.input = input;
    Transaction transaction(InsertRun{run});
    for (int number = 1; number <= 2; ++number) {
        Attempt one = attempt(run.id, u"extract"_s);
        one.number = number;
        one.url = u"https://ocr.example.net/v1/jobs?token=s3cr3t&lang=en"_s;
        one.requestHeaders = R"({"authorization":"Bearer abcdefg","content-type":"application/json"})";
        one.request = sent;
        one.response = got;
        one.status = 503;
        one.category = Category::Service;
        one.cause = u"HTTP 503 (password=hunter2)"_s;
        one.decision = number == 1 ? Action::Retry : Action::Block;
        one.delay = Milliseconds(400);
        one.startedAt = at(Day + id * 1'000 + number * 60'000);
        one.policyRevisionId = m_fixture.policyId;
        transaction.add(AddAttempt{one});
    }
    Checkpoint blocked = checkpoint(run.id, u"extract"_s);
    blocked.state = StepState::Blocked;
    blocked.status = 503;
    blocked.category = Category::Service;
    blocked.cause = u"HTTP 503"_s;
    blocked.decision = Action::Block;
    blocked.reason = u"2 of 2 attempts failed"_s;
    blocked.at = at(Day + id * 1'000 + 130'000);
    transaction.add(AddCheckpoint{blocked});
    good(store().commitAndWait(std::move(transaction)));
}

/// Somebody retries, and it works.
void IncidentSample::addPassing(qint64 id)
{
    Command retry;
    retry.run = RunId(id);
    retry.actor = u"bob@quay"_s;
    retry.reason = u"the service is back"_s;
    retry.createdAt = at(Day + 3'600'000);
    const Committed asked = good(store().commitAndWait(Transaction(AddCommand{retry})));
    good(store().commitAndWait(
        Transaction(FinishCommand{asked.commands.last(), true, u"step extract is tried again"_s, at(Day + 3'601'000)})));
    Checkpoint passed = checkpoint(RunId(id), u"extract"_s);
    passed.at = at(Day + 3'605'000);
    good(store().commitAndWait(Transaction(AddCheckpoint{passed})));
}

BundleAuthor IncidentSample::author()
{
    return {u"harbour"_s, u"ann@pier"_s, path(u"audit.key"_s)};
}

IncidentBundle IncidentSample::tell()
{
    auto told = tellIncident(reader(), incident(), BundledPayloads::None, author(), at(2 * Day));
    if (!told)
        qFatal("%s", qPrintable(describe(told.error())));
    return *told;
}

IncidentBundle IncidentSample::save(BundledPayloads payloads)
{
    LongWork work;
    auto saved = saveIncident(store(), {incident(), payloads, path(u"a.cairn-incident"_s), u"for the vendor"_s}, author(),
                              at(2 * Day), work);
    if (!saved)
        qFatal("%s", qPrintable(describe(saved.error())));
    return *saved;
}

IncidentBundle IncidentSample::read()
{
    auto found = readIncidentFile(path(u"a.cairn-incident"_s), {});
    if (!found)
        qFatal("%s", qPrintable(describe(found.error())));
    return *found;
}

} // namespace storetesting
