#include "runner/delivery.h"
#include "runner/runcarrier.h"
#include "security/masking.h"

#include <QDir>

namespace cairn {

namespace {

constexpr Milliseconds ShortestOutboxPause{1'000};
constexpr Milliseconds LongestOutboxPause{60'000};

/// Of one run that are looked through for what they delivered.
constexpr int RerunsLookedAt = 1'000;

/// A text as it is, any other value as JSON. A document holds arrays and objects only: the rest is spelled within an array.
QByteArray fileContent(const QJsonValue &content)
{
    if (content.isString())
        return content.toString().toUtf8();
    if (content.isArray())
        return QJsonDocument(content.toArray()).toJson(QJsonDocument::Indented);
    if (content.isObject())
        return QJsonDocument(content.toObject()).toJson(QJsonDocument::Indented);
    return QJsonDocument(QJsonArray{content}).toJson(QJsonDocument::Compact).chopped(1).mid(1) + '\n';
}

Category categoryOf(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::Usage:
        return Category::Data;
    case ErrorKind::Conflict:
        return Category::Conflict;
    default:
        return Category::Internal;
    }
}

} // namespace

/// What a delivery writes: a stored payload, or JSON made by the step's expression.
struct RunCarrier::DeliverySource
{
    PayloadRef ref;
    StagedPayload made; ///< to be stored along with the checkpoint; empty if the payload is stored already
};

Result<RunCarrier::DeliverySource> RunCarrier::deliverySource(const QJsonValue &content)
{
    if (const auto payload = resolvePayload(m_context.reader, content))
        return DeliverySource{*payload, {}};
    auto staged = m_context.bridge.store().payloads().stage(fileContent(content));
    if (!staged)
        return tl::unexpected(staged.error());
    return DeliverySource{staged->ref, std::move(*staged)};
}

QCoro::Task<> RunCarrier::deliverFile(Work work)
{
    const Step &step = work.step;
    const auto context = contextFor(work);
    if (!context) {
        const QString cause = describe(context.error());
        co_await block(work, Category::Internal, cause);
        co_return;
    }
    const auto name = m_context.engine.renderText(step.deliver->name, *context);
    const auto content = m_context.engine.evaluate(step.deliver->content, *context);
    if (!name || !content) {
        const QString cause = describe(name ? content.error() : name.error());
        co_await block(work, Category::Data, cause);
        co_return;
    }
    auto source = deliverySource(*content);
    if (!source) {
        co_await recordUndelivered(work, source.error());
        co_return;
    }
    DeliveryOrder order{QDir(m_context.workspaceRoot).filePath(step.deliver->to), *name, source->ref,
                              m_run.id.toString() + u'/' + work.key().toString()};
    auto delivered = co_await writeFile(order, *source);
    if (!delivered && delivered.error().kind == ErrorKind::Conflict) {
        if (const auto before = deliveredBefore(step.id); before)
            order.replaces = *before;
        else
            delivered = tl::unexpected(before.error());
        if (!order.replaces.isEmpty())
            delivered = co_await writeFile(order, *source);
    }
    if (!delivered) {
        co_await recordUndelivered(work, delivered.error());
        co_return;
    }
    const QString path = QDir(order.folder).filePath(order.name);
    co_await recordDelivery(work, std::move(*source), path);
}

/// That there is no room is no failure of the step: it is tried again until there is. Others go on meanwhile, for it need not be
/// the store's disk.
QCoro::Task<> RunCarrier::recordUndelivered(Work work, Error error)
{
    if (error.kind != ErrorKind::DiskFull) {
        const Category category = categoryOf(error.kind);
        const QString cause = describe(error);
        co_await block(work, category, cause);
        co_return;
    }
    const Milliseconds before = m_progress.step(work.key())->lastDelay.value_or(Milliseconds(0));
    Checkpoint checkpoint = checkpointFor(work.key(), StepState::WaitingRetry);
    checkpoint.category = Category::Internal;
    checkpoint.cause = maskText(describe(error));
    checkpoint.decision = Action::Retry;
    checkpoint.reason = QStringLiteral("tried again until there is room; no attempt is used");
    checkpoint.nextAt = std::min(checkpoint.at + std::clamp(before * 2, ShortestOutboxPause, LongestOutboxPause),
                                 m_run.deadlineAt.value_or(Timestamp::max()));
    co_await write(checkpoint);
}

QCoro::Task<Result<qint64>> RunCarrier::writeFile(DeliveryOrder order, const DeliverySource &source)
{
    std::function<Result<qint64>()> writing = [order, bytes = source.made.bytes, isMade = source.made.ref.isValid(),
                                            &store = m_context.bridge.store()] {
        return isMade ? deliver(order, bytes) : deliver(order, store);
    };
    StoreBridge::Job<Result<qint64>> job(m_context.bridge, std::move(writing));
    co_return co_await job.done();
}

/// What a step gave in older runs of the same input: those that this one is a rerun of, and their other reruns. Where that is what a
/// delivery finds, it is the file's older self. Of all its items: which of them has which number may differ from run to run.
/// (Within a run a step delivers once, or the same again where a crash came between file and checkpoint.)
Result<QList<Digest>> RunCarrier::deliveredBefore(const StepId &step)
{
    if (!m_deliveredBefore) {
        auto delivered = deliveredByFamily();
        if (!delivered)
            return tl::unexpected(delivered.error());
        m_deliveredBefore = std::move(*delivered);
    }
    return m_deliveredBefore->value(step).values();
}

Result<QHash<StepId, QSet<Digest>>> RunCarrier::deliveredByFamily()
{
    QList<RunId> family;
    for (std::optional<RunId> id = m_run.rerunOf; id;) {
        family = {*id}; // in the end the first of all
        const auto run = m_context.reader.run(*id);
        if (!run)
            return tl::unexpected(run.error());
        id = run->rerunOf;
    }
    QHash<StepId, QSet<Digest>> delivered;
    for (qsizetype i = 0; i < family.size(); ++i) {
        const auto history = m_context.reader.history(family[i]);
        const auto reruns = m_context.reader.rerunsOf(family[i], RerunsLookedAt);
        if (!history || !reruns)
            return tl::unexpected(history ? reruns.error() : history.error());
        for (const Checkpoint &checkpoint : history->checkpoints) {
            if (checkpoint.state == StepState::Succeeded)
                delivered[checkpoint.step].insert(checkpoint.output.digest);
        }
        for (const RunRecord &rerun : *reruns) {
            if (rerun.id < m_run.id)
                family.append(rerun.id);
        }
    }
    return delivered;
}

QCoro::Task<> RunCarrier::recordDelivery(Work work, DeliverySource source, QString path)
{
    Checkpoint checkpoint = checkpointFor(work.key(), StepState::Succeeded);
    checkpoint.output = source.ref;
    checkpoint.attempts += 1;
    checkpoint.reason = QStringLiteral("written to %1").arg(path);
    Transaction transaction;
    if (source.made.ref.isValid())
        transaction.add(PutPayload{std::move(source.made)});
    transaction.add(AddCheckpoint{checkpoint});
    if (isLast(work.key()))
        transaction.add(UpdateRun{finishedRow(), m_context.clock.now()});
    if (!co_await commit(std::move(transaction)))
        co_return;
    m_progress.apply(checkpoint);
    if (work.item == NoItem)
        provideResult(*m_progress.step(work.key()));
}

} // namespace cairn
