#include "control/openedincident.h"

#include <QDir>

#include <limits>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype WritesAtOnce = 2'000;

/// A pipeline's outline under the digest of what it is an outline of.
PipelineVersion outlined(const BundledRun &run, int number, const Digest &digest)
{
    PipelineVersion version;
    version.pipeline = run.outline;
    version.pipeline.version = number;
    version.source = "# The incident file holds an outline of this pipeline, not its text.\n";
    version.digest = digest.isValid() ? digest : Digest::of(run.outline.name.toUtf8());
    return version;
}

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
    if (auto done = addPipelines(); !done)
        return done;
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

/// From the first version on, as the store wants them.
Result<void> OpenedIncident::addPipelines()
{
    std::map<std::pair<QString, int>, PipelineVersion> all;
    for (const BundledRun &run : std::as_const(m_bundle.runs)) {
        for (const EarlierVersion &earlier : run.history.earlier)
            all.try_emplace({run.run.pipeline, earlier.version}, outlined(run, earlier.version, earlier.digest));
    }
    for (const BundledRun &run : std::as_const(m_bundle.runs)) // whose outline is of that version
        all.insert_or_assign({run.run.pipeline, run.run.version}, outlined(run, run.run.version, run.run.pipelineDigest));
    for (const auto &[name, version] : all) {
        const auto put = m_store->commitAndWait(Transaction(PutPipelineVersion{version, m_bundle.createdAt}));
        if (!put)
            return tl::unexpected(put.error());
        m_versions[name] = put->definitionId;
    }
    return {};
}

/// What the run was on, one after the other; the last one is its own.
QList<EarlierVersion> OpenedIncident::versionsOf(const BundledRun &run) const
{
    QList<EarlierVersion> versions = run.history.earlier;
    versions.append({std::numeric_limits<qint64>::max(), std::numeric_limits<int>::max(), 0, run.run.version, {}});
    for (EarlierVersion &version : versions)
        version.pipelineVersionId = m_versions.at({run.run.pipeline, version.version});
    return versions;
}

Result<void> OpenedIncident::addRun(const BundledRun &run)
{
    const QList<EarlierVersion> versions = versionsOf(run);
    RunRecord record = run.run;
    record.pipelineVersionId = versions.first().pipelineVersionId;
    record.rerunOf.reset(); // which is not here
    std::vector<Write> writes{InsertRun{record}};
    qsizetype attempts = 0, checkpoints = 0;
    for (const EarlierVersion &version : versions) {
        if (version.pipelineVersionId != record.pipelineVersionId)
            writes.push_back(MoveRun{record.id, version.pipelineVersionId});
        record.pipelineVersionId = version.pipelineVersionId;
        for (; attempts < std::min<qsizetype>(run.history.attempts.size(), version.attempts); ++attempts) {
            Attempt attempt = run.history.attempts.at(attempts);
            attempt.policyRevisionId = 0; // of a store that is not here
            writes.push_back(AddAttempt{std::move(attempt)});
        }
        for (; checkpoints < run.history.checkpoints.size(); ++checkpoints) {
            Checkpoint checkpoint = run.history.checkpoints.at(checkpoints);
            if (checkpoint.seq > version.untilSeq)
                break;
            checkpoint.policyRevisionId = 0;
            writes.push_back(AddCheckpoint{std::move(checkpoint)});
        }
    }
    for (const Event &event : run.events)
        writes.push_back(AddEvent{event});
    if (auto done = addAll(std::move(writes)); !done)
        return done;
    return addCommands(run.commands);
}

/// Some of them at a time.
Result<void> OpenedIncident::addAll(std::vector<Write> writes)
{
    Transaction transaction;
    for (Write &write : writes) {
        transaction.add(std::move(write));
        if (qsizetype(transaction.writes.size()) < WritesAtOnce)
            continue;
        if (auto done = commit(*m_store, std::exchange(transaction, Transaction())); !done)
            return done;
    }
    return commit(*m_store, std::move(transaction));
}

/// All of them, then their ends.
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
    for (qsizetype i = 0; i < commands.size(); ++i) {
        const Command &command = commands.at(i);
        if (command.done)
            ends.add(FinishCommand{asked->commands.at(i), command.accepted, command.result,
                                   command.doneAt.value_or(command.createdAt)});
    }
    return commit(*m_store, std::move(ends));
}

} // namespace cairn
