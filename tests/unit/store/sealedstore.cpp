#include "sealedstore.h"
#include "rawstore.h"

namespace storetesting {

std::unique_ptr<Store> SealedStore::opened(bool encrypted)
{
    auto store = openSqliteStore({folder(), false, m_vault, [encrypted] { return encrypted; }});
    if (!store)
        qFatal("%s", qPrintable(describe(store.error())));
    return std::move(*store);
}

void SealedStore::reopen(bool encrypted)
{
    m_store.reset();
    m_store = opened(encrypted);
    const auto recorded = m_store->commitAndWait(Transaction(PutPipelineVersion{pipelineVersion(u"intake"_s), at(1)}));
    QVERIFY(recorded);
    m_pipeline = recorded->definitionId;
}

StagedPayload SealedStore::recorded(const QByteArray &bytes)
{
    const auto staged = m_store->payloads().stage(bytes);
    if (!staged || !m_store->commitAndWait(Transaction(PutPayload{*staged})))
        qFatal("cannot record a payload");
    return *staged;
}

RunId SealedStore::fill(qint64 id, char seed)
{
    RunRecord run = runRecord(id, m_pipeline, RunState::Succeeded);
    run.finishedAt = at(2'000 * id);
    const StagedPayload input = m_store->payloads().stage(large(seed)).value();
    const StagedPayload answer = m_store->payloads().stage(Planted + seed).value();
    run.input = input.ref;
    Attempt tried = attempt(run.id);
    tried.requestHeaders = "{\"x-secret\":\"" + Planted + seed + "\"}";
    tried.responseHeaders = "{\"x-answer\":\"" + Planted + seed + "\"}";
    tried.request = input.ref;
    tried.response = answer.ref;
    Checkpoint done = checkpoint(run.id);
    done.output = answer.ref;
    done.outputHeaders = tried.responseHeaders;
    Callback callback{u"callback-%1"_s.arg(id), run.id, StepKey(StepId(u"scan"_s)), 0, u"http://x/"_s, at(3)};
    Message message{u"message"_s, tried.requestHeaders, answer.ref, at(4)};
    const auto filled = m_store->commitAndWait(
        Transaction(PutPayload{input}, PutPayload{answer}, InsertRun{run}, AddAttempt{tried},
                    AddSending{{run.id, tried.step, NoItem, 0, at(2)}}, AddCheckpoint{done}, MoveRun{run.id, m_pipeline},
                    PutCallback{callback}, AddCallbackMessage{callback.id, message, run.id}));
    if (!filled)
        qFatal("%s", qPrintable(describe(filled.error())));
    return run.id;
}

/// All of the run is as fill() put it there.
Result<void> SealedStore::check(RunId run, char seed)
{
    const auto reader = storetesting::reader(*m_store);
    const auto history = reader->history(run);
    if (!history)
        return tl::unexpected(history.error());
    const auto messages = reader->callbackMessages(u"callback-%1"_s.arg(run.value()), 10);
    if (!messages)
        return tl::unexpected(messages.error());
    const QByteArray expected = "{\"x-secret\":\"" + Planted + seed + "\"}";
    if (history->attempts.value(0).requestHeaders != expected || messages->value(0).headers != expected ||
        !history->checkpoints.value(0).outputHeaders.contains(Planted + seed) ||
        history->attempts.value(0).responseHeaders != history->checkpoints.value(0).outputHeaders)
        return failure(ErrorKind::Internal, u"headers are not what they were"_s);
    for (const QByteArray &bytes : {large(seed), Planted + seed}) {
        const PayloadRef ref{Digest::of(bytes), bytes.size()};
        const auto device = reader->openPayload(ref.digest);
        if (!device)
            return tl::unexpected(device.error());
        if (auto sound = verifyPayload(**device, ref); !sound)
            return sound;
    }
    return {};
}

void SealedStore::work(Timestamp now)
{
    const auto lease = m_store->acquireLease();
    QVERIFY(lease);
    for (bool more = true; more;) {
        const auto done = upkeep().work(lease->fence, now, false);
        VERIFY_OK(done);
        more = *done;
    }
    m_store->releaseLease();
}

void SealedStore::sql(const QString &statement)
{
    cairn::testing::RawStore(folder()).change(statement);
}

} // namespace storetesting
