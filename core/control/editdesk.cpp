#include "control/editdesk.h"

#include "control/rerun.h"
#include "control/submission.h"

#include <QFile>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

Error refused(const QString &why, ErrorKind kind = ErrorKind::Usage)
{
    return {kind,
            why,
            {},
            kind == ErrorKind::Conflict ? u"Look at the step again, and edit what it sends now"_s
                                        : u"Mend the edited input, and try again"_s};
}

/// What helps where no edit of the step will ever do; see refuseEdit().
QString insteadOfEdit(const Step &step, const StepKey &key, const RunDetail &detail)
{
    if (step.isFannedOut() && key.item == NoItem)
        return u"Name the item: `cairn show %1` lists them"_s.arg(detail.run.id.toString());
    if (step.deliver || step.request.body.kind == RequestBody::Kind::None)
        return u"Mend the pipeline, apply it, and resume with --latest; if the file is the wrong one, cancel the run and submit "
               "the right one"_s;
    return u"If the file is the wrong one, cancel the run and submit the right one: `cairn run %1 FILE`; if the pipeline is, "
           u"mend "
           "and apply it, and resume with --latest"_s.arg(detail.run.pipeline);
}

/// What is checked of the bytes before they are taken in.
Result<void> check(const EditOrder &order, const Pipeline &pipeline, const Step &step, StoreReader &reader)
{
    QFile file(order.file);
    if (!order.file.isEmpty() && !file.open(QIODevice::ReadOnly))
        return failure(ErrorKind::Io, u"the edited file cannot be read: %1"_s.arg(file.errorString()), order.file,
                       u"Give the user that runs Cairn access to it"_s);
    const qint64 size = order.file.isEmpty() ? order.bytes.size() : file.size();
    if (const QString why = refuseSize(pipeline, step, size); !why.isEmpty())
        return tl::unexpected(refused(why));
    const bool isJudged = step.request.body.kind == RequestBody::Kind::Json || !step.requestSchema.isEmpty();
    if (isJudged && size > LargestJsonBody)
        return tl::unexpected(
            refused(u"the edited input has %1 bytes, too many to be checked by %2"_s.arg(size).arg(step.requestSchema)));
    SchemaShelf schemas(reader);
    const QString why = isJudged ? refuseBytes(step, order.file.isEmpty() ? order.bytes : file.readAll(), schemas) : QString();
    return why.isEmpty() ? Result<void>() : tl::unexpected(refused(why));
}

/// The step as it is now: it stands, and sends what somebody has edited.
Result<EditableRequest> checkBasis(const EditOrder &order, StoreReader &reader, const RunDetail &detail)
{
    auto now = readEditable(reader, order.run, order.key);
    if (!now)
        return tl::unexpected(now.error());
    const QString became = whatBecameOf(now->key, detail.history);
    const bool stands = isStanding(detail.progress.step(now->key)->state);
    if (!now->refusal.isEmpty() && stands)
        return failure(ErrorKind::Usage, now->refusal, {},
                       insteadOfEdit(*detail.version.pipeline.step(now->key.step), now->key, detail));
    if (!now->refusal.isEmpty())
        return tl::unexpected(refused(became, ErrorKind::Conflict));
    const EditBasis &basis = order.basis;
    const bool isOther = (basis.generation && basis.generation != now->basis.generation) ||
                         (basis.body.isValid() && now->basis.body.isValid() && basis.body != now->basis.body);
    if (isOther)
        return tl::unexpected(
            refused(u"what was edited is no longer what the step sends: %1"_s.arg(became), ErrorKind::Conflict));
    return now;
}

} // namespace

bool canEdit(const RunDetail &detail, const StepKey &key)
{
    const Step *step = detail.version.pipeline.step(key.step);
    const StepProgress *progress = step ? detail.progress.step(key) : nullptr;
    return progress && !progress->items && isStanding(progress->state) && refuseEdit(*step, key.item).isEmpty();
}

Result<qint64> requestEdited(Store &store, StoreReader &reader, const EditOrder &order, Timestamp at)
{
    const auto detail = readRunDetail(reader, order.run);
    if (!detail)
        return tl::unexpected(detail.error());
    const auto now = checkBasis(order, reader, *detail);
    if (!now)
        return tl::unexpected(now.error());
    const Step &step = *detail->version.pipeline.step(now->key.step);
    if (const auto good = check(order, detail->version.pipeline, step, reader); !good)
        return tl::unexpected(good.error());
    const auto staged =
        order.file.isEmpty() ? store.payloads().stage(order.bytes) : store.payloads().ingestFile(throughLinks(order.file));
    if (!staged)
        return tl::unexpected(staged.error());
    Command command;
    command.kind = CommandKind::Resume;
    command.run = order.run;
    command.step = order.key.step;
    command.item = order.key.item;
    command.arguments = {
        {u"edited"_s, staged->ref.digest.toHex()}, {u"size"_s, staged->ref.size}, {u"basis"_s, toJson(order.basis)}};
    if (now->basis.body.isValid()) // for the audit, whatever he has looked at
        command.arguments.insert(u"before"_s, now->basis.body.toHex());
    command.actor = order.actor;
    command.reason = order.reason;
    command.createdAt = at;
    return store.commitAndWait(Transaction(PutPayload{*staged}, AddCommand{command})).map([](const Committed &done) {
        return done.commands.last();
    });
}

QFuture<Result<EditableRequest>> EditDesk::editable(RunId run, const StepKey &key)
{
    return m_desk.askAtLeisure<EditableRequest>([=](StoreReader &reader) { return readEditable(reader, run, key); });
}

QFuture<Result<qint64>> EditDesk::resume(const EditOrder &order)
{
    return m_desk.work<qint64>([order, &store = m_desk.store(), now = m_desk.clock().now()]() -> Result<qint64> {
        auto reader = store.reader();
        return reader ? requestEdited(store, **reader, order, now) : tl::unexpected(reader.error());
    });
}

QFuture<Result<RunId>> EditDesk::rerun(RunId old, const StepId &from, bool latest, const QString &actor, const QString &reason)
{
    return m_desk.work<RunId>([=, &store = m_desk.store(), &clock = m_desk.clock()]() -> Result<RunId> {
        auto reader = store.reader();
        return reader ? cairn::rerun(store, **reader, old, from, latest, clock, actor, reason) : tl::unexpected(reader.error());
    });
}

QFuture<Result<VersionComparison>> EditDesk::compare(RunId run, const StepId &from)
{
    return m_desk.askAtLeisure<VersionComparison>(
        [=, root = m_root](StoreReader &reader) { return compareVersions(reader, root, run, from); });
}

QFuture<Result<PatchPreview>> EditDesk::preview(qint64 incident, const QString &jq, int most)
{
    return m_desk.askAtLeisure<PatchPreview>(
        [=, root = m_root](StoreReader &reader) { return previewPatch(reader, root, incident, jq, most); });
}

} // namespace cairn
