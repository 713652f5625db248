#include "control/submission.h"

#include "control/actor.h"
#include "control/audit.h"
#include "control/provenance.h"
#include "store/fileintake.h"

#include <QFileInfo>
#include <QRandomGenerator>

#include <future>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

QByteArray newTraceId()
{
    quint32 words[4];
    QRandomGenerator::global()->fillRange(words);
    return QByteArray(reinterpret_cast<const char *>(words), sizeof words);
}

Result<void> checkSize(const PipelineVersion &version, const QString &path, qint64 size)
{
    const qint64 limit = version.pipeline.input.maxSize;
    if (limit == 0 || size <= limit)
        return {};
    return failure(
        ErrorKind::Usage,
        u"the file has %1 bytes, more than the %2 that pipeline %3 takes"_s.arg(size).arg(limit).arg(version.pipeline.name), path,
        u"Raise input.max_size of the pipeline, or submit a smaller file"_s);
}

AddAudit submitted(const RunRecord &run, const Pipeline &pipeline, const QString &submitter, const QString &reason)
{
    return audited(run.submittedAt, submitter, u"run.submitted"_s, run.id.toString(), reason, {},
                   {{u"pipeline"_s, pipeline.name}, {u"version"_s, pipeline.version}});
}

/// As PayloadStore::ingestFile(), but can be stopped.
Result<StagedPayload> takeIn(PayloadStore &payloads, const QString &path, const std::function<bool(qint64)> &goOn)
{
    const auto sink = payloads.newPayload();
    if (const auto copied = copyFile(path, *sink, goOn); !copied)
        return tl::unexpected(copied.error());
    std::promise<Result<StagedPayload>> durable;
    sink->finish([&durable](Result<StagedPayload> staged) { durable.set_value(std::move(staged)); });
    return durable.get_future().get();
}

} // namespace

QString throughLinks(const QString &path)
{
    const QString itself = QFileInfo(path).canonicalFilePath();
    return itself.isEmpty() ? path : itself;
}

RunRecord newRun(const PipelineVersion &version, const QString &name, const PayloadRef &input, Timestamp now)
{
    RunRecord run;
    run.id = RunId::generate(now.time_since_epoch().count());
    run.pipelineVersionId = version.id;
    run.state = RunState::Pending;
    run.inputName = name;
    run.input = input;
    run.submittedAt = now;
    run.nextAt = now;
    if (version.pipeline.deadline.count() > 0)
        run.deadlineAt = now + version.pipeline.deadline;
    run.traceId = newTraceId();
    return run;
}

Result<RunId> submitFile(Store &store, const PipelineVersion &pipeline, const QString &path, const Clock &clock,
                         std::optional<MarkTaken> taken, const QString &submitter, const QString &reason,
                         const std::function<bool(qint64)> &goOn)
{
    const QFileInfo info(path);
    RunOrigin origin = originOf(info);
    if (auto fits = checkSize(pipeline, path, info.size()); !fits)
        return tl::unexpected(fits.error());
    if (auto expected = expectSidecar(path, pipeline.pipeline.input.provenance); !expected)
        return tl::unexpected(expected.error());
    // whoever names a link means the file; what was seen in a watched folder is no link, and has not become one
    auto staged = takeIn(store.payloads(), taken ? path : throughLinks(path), goOn);
    if (!staged)
        return tl::unexpected(staged.error());
    if (auto fits = checkSize(pipeline, path, staged->ref.size); !fits) // it may have grown since the first look
        return tl::unexpected(fits.error());

    const auto vouched = vouchFor(path, pipeline.pipeline.input.provenance, *staged, store.payloads());
    if (!vouched)
        return tl::unexpected(vouched.error());
    origin.sidecar = vouched->sidecar;
    origin.keyId = vouched->keyId;
    origin.comment = vouched->comment;
    origin.submitter = submitter.isEmpty() ? currentActor() : submitter;

    const Timestamp now = clock.now();
    for (int tries = 0;; ++tries) {
        const RunRecord run = newRun(pipeline, info.fileName(), staged->ref, now);
        Transaction transaction(PutPayload{*staged}, InsertRun{run}, PutOrigin{run.id, origin});
        if (submitter.isEmpty())
            transaction.add(submitted(run, pipeline.pipeline, origin.submitter, reason));
        if (taken) {
            taken->run = run.id;
            transaction.add(*taken);
        }
        const auto committed = store.commitAndWait(std::move(transaction));
        if (committed)
            return run.id;
        // another process drew the same id in the same millisecond: draw again
        if (committed.error().kind == ErrorKind::Conflict && !taken && tries < 3)
            continue;
        return tl::unexpected(committed.error());
    }
}

Command commandFor(const Clock &clock, CommandKind kind, RunId run, const StepKey &step, const QString &reason)
{
    Command command;
    command.kind = kind;
    command.run = run;
    command.step = step.step;
    command.item = step.item;
    command.actor = currentActor();
    command.reason = reason;
    command.createdAt = clock.now();
    return command;
}

Result<qint64> requestCommand(Store &store, Command command)
{
    auto committed = store.commitAndWait(Transaction(AddCommand{std::move(command)}));
    if (!committed)
        return tl::unexpected(committed.error());
    return committed->commands.last();
}

} // namespace cairn
