#include "runner/delivery.h"
#include "runner/runcarrier.h"

#include <QDir>

namespace cairn {

namespace {

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

tl::expected<RunCarrier::DeliverySource, BuildFailure> RunCarrier::deliverySource(const QJsonValue &content)
{
    if (const auto payload = resolvePayload(m_context.reader, content))
        return DeliverySource{*payload, {}};
    auto staged = m_context.bridge.store().payloads().stage(fileContent(content));
    if (!staged)
        return tl::unexpected(BuildFailure{Category::Internal, describe(staged.error())});
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
        co_await block(work, source.error().category, source.error().cause);
        co_return;
    }
    DeliveryOrder order{QDir(m_context.workspaceRoot).filePath(step.deliver->to), *name, source->ref,
                              m_run.id.toString() + u'/' + work.key().toString()};
    auto delivered = co_await writeFile(order, *source);
    if (!delivered && delivered.error().kind == ErrorKind::Conflict) {
        order.replaces = deliveredBefore().value(work.key());
        if (!order.replaces.isEmpty())
            delivered = co_await writeFile(order, *source);
    }
    if (!delivered) {
        const Category category = categoryOf(delivered.error().kind);
        const QString cause = describe(delivered.error());
        co_await block(work, category, cause);
        co_return;
    }
    const QString path = QDir(order.folder).filePath(order.name);
    co_await recordDelivery(work, std::move(*source), path);
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

/// What each step gave in the runs that this one is a rerun of: where that is what a delivery finds, it is the file's older self.
/// (Within a run a step delivers once, or the same again where a crash came between file and checkpoint.)
const QHash<StepKey, QList<Digest>> &RunCarrier::deliveredBefore()
{
    if (m_deliveredBefore)
        return *m_deliveredBefore;
    m_deliveredBefore.emplace();
    for (std::optional<RunId> id = m_run.rerunOf; id;) {
        const auto history = m_context.reader.history(*id);
        for (const Checkpoint &checkpoint : history ? history->checkpoints : QList<Checkpoint>()) {
            if (checkpoint.state == StepState::Succeeded)
                (*m_deliveredBefore)[checkpoint.key()].append(checkpoint.output.digest);
        }
        const auto run = m_context.reader.run(*id);
        id = run ? run->rerunOf : std::nullopt;
    }
    return *m_deliveredBefore;
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
