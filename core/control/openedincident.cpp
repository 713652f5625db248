#include "control/openedincident.h"

#include <QDir>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype WritesAtOnce = 2'000;

Result<void> commit(Store &store, Transaction transaction)
{
    const auto done = store.commitAndWait(std::move(transaction));
    return done ? Result<void>() : tl::unexpected(done.error());
}

} // namespace

Result<std::shared_ptr<OpenedIncident>> OpenedIncident::open(const QString &path, const StoreMaker &makeStore)
{
    std::shared_ptr<OpenedIncident> opened(new OpenedIncident);
    opened->m_path = path;
    const QDir folder(opened->m_folder.path());
    if (!opened->m_folder.isValid() || !folder.mkdir(u"files"_s))
        return failure(ErrorKind::Io, u"no temporary folder can be made: %1"_s.arg(opened->m_folder.errorString()),
                       folder.path());
    auto bundle = readIncidentFile(path, folder.filePath(u"files"_s));
    if (!bundle)
        return tl::unexpected(bundle.error());
    opened->m_bundle = std::move(*bundle);
    auto store = makeStore(folder.filePath(u"store"_s));
    if (!store)
        return tl::unexpected(store.error());
    opened->m_store = std::move(*store);
    if (auto filled = opened->fill(); !filled)
        return tl::unexpected(filled.error());
    return opened;
}

Result<void> OpenedIncident::fill()
{
    for (const PayloadRef &payload : std::as_const(m_bundle.payloads)) {
        if (auto done = addPayload(payload); !done)
            return done;
    }
    for (const BundledRun &run : std::as_const(m_bundle.runs)) {
        if (auto done = addRun(run); !done)
            return done;
    }
    return {};
}

Result<void> OpenedIncident::addPayload(const PayloadRef &payload)
{
    auto staged = payload.size == 0
                      ? m_store->payloads().stage({})
                      : m_store->payloads().ingestFile(QDir(m_folder.path()).filePath(u"files/"_s + payload.digest.toHex()));
    if (!staged)
        return tl::unexpected(staged.error());
    return commit(*m_store, Transaction(PutPayload{std::move(*staged)}));
}

/// Its outline under the digest of what it is an outline of.
Result<qint64> OpenedIncident::addPipeline(const BundledRun &run)
{
    PipelineVersion version;
    version.pipeline = run.outline;
    version.source = "# The incident file holds an outline of this pipeline, not its text.\n";
    version.digest = run.run.pipelineDigest.isValid() ? run.run.pipelineDigest : Digest::of(run.outline.name.toUtf8());
    return m_store->commitAndWait(Transaction(PutPipelineVersion{version, run.run.submittedAt})).map([](const Committed &done) {
        return done.definitionId;
    });
}

Result<void> OpenedIncident::addRun(const BundledRun &run)
{
    const auto pipeline = addPipeline(run);
    if (!pipeline)
        return tl::unexpected(pipeline.error());
    RunRecord record = run.run;
    record.pipelineVersionId = *pipeline;
    record.rerunOf.reset(); // which is not here
    Transaction transaction(InsertRun{record});
    const auto addSome = [&](Write write) -> Result<void> {
        transaction.add(std::move(write));
        return qsizetype(transaction.writes.size()) < WritesAtOnce ? Result<void>()
                                                                   : commit(*m_store, std::exchange(transaction, Transaction()));
    };
    for (Attempt attempt : run.history.attempts) {
        attempt.policyRevisionId = 0; // of a store that is not here
        if (auto done = addSome(AddAttempt{std::move(attempt)}); !done)
            return done;
    }
    for (Checkpoint checkpoint : run.history.checkpoints) {
        checkpoint.policyRevisionId = 0;
        if (auto done = addSome(AddCheckpoint{std::move(checkpoint)}); !done)
            return done;
    }
    for (const Event &event : run.events) {
        if (auto done = addSome(AddEvent{event}); !done)
            return done;
    }
    if (auto done = commit(*m_store, std::move(transaction)); !done)
        return done;
    return addCommands(run.commands);
}

/// All of them, then their ends: nobody else writes into this store, so that what one transaction adds is numbered in a row.
Result<void> OpenedIncident::addCommands(const QList<Command> &commands)
{
    if (commands.isEmpty())
        return {};
    Transaction asking, ends;
    for (const Command &command : commands)
        asking.add(AddCommand{command});
    const auto asked = m_store->commitAndWait(std::move(asking));
    if (!asked)
        return tl::unexpected(asked.error());
    qint64 id = asked->commandId - commands.size();
    for (const Command &command : commands) {
        ++id;
        if (command.done)
            ends.add(FinishCommand{id, command.accepted, command.result, command.doneAt.value_or(command.createdAt)});
    }
    return commit(*m_store, std::move(ends));
}

} // namespace cairn
