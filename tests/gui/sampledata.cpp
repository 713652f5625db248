#include "sampledata.h"

#include "samplerun.h"

namespace cairn::testing {

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

void addPipelines(GuiWorkspace &workspace)
{
    workspace.addPipeline(
        u"invoice-intake"_s,
        {u"scan"_s, u"extract<scan"_s, u"thumbnail<scan"_s, u"publish<extract,thumbnail"_s, u"deliver<publish"_s}, u"*.pdf"_s);
    workspace.addPipeline(u"contracts"_s, {u"scan"_s, u"sign<scan"_s, u"archive<sign"_s}, u"*.docx"_s);
    workspace.addPipeline(u"claims"_s,
                          {u"scan"_s, u"extract<scan"_s, u"photos*<extract"_s, u"policy<extract"_s, u"geo<extract"_s,
                           u"assess<photos,policy,geo,scan"_s, u"deliver<assess"_s},
                          u"*.zip"_s);
    for (const char *service :
         {"scan", "extract", "photos", "policy", "geo", "assess", "publish", "thumbnail", "sign", "archive"})
        workspace.addService(QString::fromLatin1(service));
    workspace.addPipeline(u"photos"_s, {u"thumbnail"_s, u"geo<thumbnail"_s, u"deliver<geo"_s}, u"*.jpg"_s);
}

RunId invoice(GuiWorkspace &workspace, const QString &name, Milliseconds ago, Milliseconds slowness = 0ms)
{
    return SampleRun(workspace, u"invoice-intake"_s, name, 84'210 + ago.count() % 900'000, ago)
        .pass(u"scan"_s, 210ms + slowness)
        .pass(u"extract"_s, 1340ms + slowness)
        .pass(u"thumbnail"_s, 420ms)
        .pass(u"publish"_s, 310ms + 2 * slowness, 201)
        .deliver(u"deliver"_s)
        .state(RunState::Succeeded)
        .commit();
}

RunId photo(GuiWorkspace &workspace, const QString &name, Milliseconds ago, RunState state = RunState::Succeeded)
{
    return SampleRun(workspace, u"photos"_s, name, 3'481'022, ago)
        .pass(u"thumbnail"_s, 640ms)
        .pass(u"geo"_s, 95ms)
        .deliver(u"deliver"_s)
        .state(state)
        .commit();
}

/// An afternoon of nothing but success.
RunId quietPast(GuiWorkspace &workspace)
{
    for (int i = 0; i < 24; ++i) {
        const Milliseconds ago = 26h - i * 61min;
        if (i % 3 == 2)
            photo(workspace, u"harbour-%1.jpg"_s.arg(1040 + i), ago, i == 11 ? RunState::Degraded : RunState::Succeeded);
        else
            invoice(workspace, u"invoice-2026-%1.pdf"_s.arg(4410 + i), ago, i % 5 * 130ms);
    }
    return invoice(workspace, u"invoice-2026-4435.pdf"_s, 74min, 800ms);
}

RunId blockedInvoice(GuiWorkspace &workspace)
{
    SampleRun run(workspace, u"invoice-intake"_s, u"invoice-2026-4436-reminder.pdf"_s, 1'204'881, 52min);
    run.pass(u"scan"_s, 190ms).pass(u"extract"_s, 2210ms).pass(u"thumbnail"_s, 380ms);
    Milliseconds delay = 640ms;
    for (int i = 0; i < 5; ++i, delay *= 2)
        run.fail(u"publish"_s, Category::Service, u"the service answered 503"_s, 503, delay);
    return run.stop(u"publish"_s, Category::Service, u"the service answered 503"_s, 503, Action::Block, u"6 of 6 attempts used"_s)
        .deadline(2h)
        .commit();
}

RunId waitingInvoice(GuiWorkspace &workspace)
{
    return SampleRun(workspace, u"invoice-intake"_s, u"invoice-2026-4440.pdf"_s, 418'220, 40s)
        .pass(u"scan"_s, 230ms)
        .pass(u"thumbnail"_s, 400ms)
        .fail(u"extract"_s, Category::Network, u"the connection was refused"_s, 0, 850ms, TransportFault::ConnectionRefused)
        .fail(u"extract"_s, Category::Timeout, u"no connection within the connect timeout"_s, 0, 2300ms,
              TransportFault::ConnectTimeout)
        .fail(u"extract"_s, Category::RateLimit, u"the service answered 429"_s, 429, 2min)
        .commit();
}

RunId unknownContract(GuiWorkspace &workspace)
{
    return SampleRun(workspace, u"contracts"_s, u"lease-agreement-north-pier.docx"_s, 96'512, 21min)
        .pass(u"scan"_s, 170ms)
        .stop(u"sign"_s, Category::Timeout, u"the attempt took longer than its timeout"_s, 0, Action::AskOutcome,
              u"it may have happened, and sign is not idempotent"_s, TransportFault::AttemptTimeout)
        .commit();
}

RunId cancelledContract(GuiWorkspace &workspace)
{
    return SampleRun(workspace, u"contracts"_s, u"draft-do-not-sign.docx"_s, 44'120, 34min)
        .pass(u"scan"_s, 150ms)
        .later(95s)
        .cancel(u"ann"_s, u"Submitted by mistake"_s)
        .commit();
}

/// Twenty photos, of which one is being tried again and one failed for good; beside them a lookup that waits for its next try.
RunId branchingClaim(GuiWorkspace &workspace, RunId original)
{
    SampleRun run(workspace, u"claims"_s, u"claim-88412-storm-damage.zip"_s, 18'204'112, 46s);
    run.rerunOf(original).pass(u"scan"_s, 640ms);
    run.fail(u"extract"_s, Category::Service, u"the service answered 502"_s, 502, 900ms).pass(u"extract"_s, 2140ms);
    run.pass(u"policy"_s, 380ms).later(-300ms);
    run.fail(u"geo"_s, Category::Timeout, u"no byte moved within the idle timeout"_s, 0, 1200ms, TransportFault::IdleTimeout);
    run.fail(u"geo"_s, Category::RateLimit, u"the service answered 429"_s, 429, 3s).later(-4800ms);
    run.fanOut(u"photos"_s, 20);
    for (int item = 0; item < 20; ++item) {
        run.item(item);
        if (item == 7)
            run.stop(u"photos"_s, Category::Data, u"the service answered 422"_s, 422, Action::Block,
                     u"data failures are not retried by themselves"_s);
        else if (item == 11)
            run.fail(u"photos"_s, Category::Service, u"the service answered 503"_s, 503, 700ms)
                .pass(u"photos"_s, 450ms)
                .later(-1100ms);
        else if (item < 18)
            run.pass(u"photos"_s, Milliseconds(420 + item % 5 * 90));
        if (item % 4 != 3)
            run.later(-420ms);
    }
    run.whole().fail(u"geo"_s, Category::RateLimit, u"the service answered 429"_s, 429, 75s);
    return run.commit();
}

void troubles(GuiWorkspace &workspace)
{
    SampleRun(workspace, u"photos"_s, u"lighthouse-raw.jpg"_s, 48'120'443, 47min)
        .stop(u"thumbnail"_s, Category::Data, u"the service answered 413"_s, 413, Action::Block,
              u"data failures are not retried by themselves"_s)
        .commit();
    SampleRun(workspace, u"contracts"_s, u"supplier-terms.docx"_s, 120'044, 43min)
        .pass(u"scan"_s, 180ms)
        .stop(u"sign"_s, Category::Auth, u"the service answered 401"_s, 401, Action::Block,
              u"auth failures are not retried by themselves"_s)
        .commit();
}

/// States that the first runner does not bring about yet, but the store may hold.
void otherStates(GuiWorkspace &workspace)
{
    SampleRun(workspace, u"contracts"_s, u"berth-rental.docx"_s, 51'233, 12min)
        .pass(u"scan"_s, 160ms)
        .state(RunState::WaitingCallback)
        .commit();
    SampleRun(workspace, u"invoice-intake"_s, u"invoice-2026-4437.pdf"_s, 301'220, 9min)
        .pass(u"scan"_s, 170ms)
        .state(RunState::Held)
        .commit();
    SampleRun(workspace, u"invoice-intake"_s, u"invoice-2026-4438.pdf"_s, 288'101, 8min)
        .pass(u"scan"_s, 160ms)
        .state(RunState::Paused)
        .commit();
}

} // namespace

SampleRuns fillWithADay(GuiWorkspace &workspace)
{
    addPipelines(workspace);
    SampleRuns runs;
    runs.succeeded = quietPast(workspace); // in the order of submission, which is that of the list
    runs.blocked = blockedInvoice(workspace);
    troubles(workspace);
    runs.cancelled = cancelledContract(workspace);
    runs.unknown = unknownContract(workspace);
    otherStates(workspace);
    invoice(workspace, u"invoice-2026-4439.pdf"_s, 6min);
    photo(workspace, u"harbour-1066.jpg"_s, 3min);
    runs.waiting = waitingInvoice(workspace);
    runs.branching =
        branchingClaim(workspace, SampleRun(workspace, u"claims"_s, u"claim-88412-storm-damage.zip"_s, 18'204'112, 65min)
                                      .pass(u"scan"_s, 610ms)
                                      .pass(u"extract"_s, 1900ms)
                                      .state(RunState::Degraded)
                                      .commit());
    runs.running = SampleRun(workspace, u"invoice-intake"_s, u"invoice-2026-4441.pdf"_s, 377'004, 4s)
                       .pass(u"scan"_s, 240ms)
                       .state(RunState::Running)
                       .commit();
    workspace.addRun(u"invoice-intake"_s, u"invoice-2026-4442.pdf"_s, RunState::Pending);
    workspace.addRun(u"photos"_s, u"harbour-1067.jpg"_s, RunState::Pending);
    workspace.countFigures();
    return runs;
}

void fillWithTroubles(GuiWorkspace &workspace)
{
    workspace.addService(u"scan"_s);
    workspace.addPipeline(u"intake"_s, {u"scan"_s});
    for (int i = 0; i < 3; ++i)
        SampleRun(workspace, u"intake"_s, u"good-%1.pdf"_s.arg(i), 100, 5s)
            .pass(u"scan"_s, 200ms)
            .state(RunState::Succeeded)
            .commit();
    for (int i = 0; i < 2; ++i)
        SampleRun(workspace, u"intake"_s, u"bad-%1.pdf"_s.arg(i), 100, 5s)
            .stop(u"scan"_s, Category::Data, u"the service answered 413"_s, 413, Action::Block, u"not retried"_s)
            .commit();
    SampleRun(workspace, u"intake"_s, u"refused.pdf"_s, 100, 5s)
        .stop(u"scan"_s, Category::Auth, u"the service answered 401"_s, 401, Action::Block, u"not retried"_s)
        .commit();
    workspace.countFigures();
}

} // namespace cairn::testing
