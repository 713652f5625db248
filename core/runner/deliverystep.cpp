#include "base/logging.h"
#include "policy/recorded.h"
#include "runner/awaiting.h"
#include "runner/delivery.h"
#include "runner/runcarrier.h"

#include <QDir>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr Milliseconds UnderOneName{50}; ///< two of a run: one after the other

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

/// Nothing makes no file: a step that was skipped or given up, or that a person said to have happened, has no answer.
Result<ExpressionContent> wantContent(Result<ExpressionContent> content, const QString &expression)
{
    if (!content || content->isPayload || !content->value.isNull())
        return content;
    return failure(
        ErrorKind::Definition, u"%1: it gives null, and a file's content is wanted"_s.arg(expression.simplified()), {},
        u"Check the spelling, whether the step has an answer and its body was JSON, or give a default: .x // \"none\""_s);
}

} // namespace

/// What a delivery writes: a stored payload, or JSON made by the step's expression.
struct RunCarrier::DeliverySource
{
    PayloadRef ref;
    StagedPayload made; ///< to be stored along with the checkpoint; empty if the payload is stored already
};

Result<RunCarrier::DeliverySource> RunCarrier::deliverySource(const ExpressionContent &content)
{
    if (content.isPayload)
        return resolvePayload(m_context.reader, content).map([](const PayloadRef &ref) { return DeliverySource{ref, {}}; });
    auto staged = m_context.bridge.store().payloads().stage(fileContent(content.value));
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
    const QString &wanted = step.deliver->content;
    const auto content = wantContent(m_context.engine.content(wanted, *context), wanted);
    if (!name || !content) {
        const Error error = name ? content.error() : name.error();
        const QString cause = describe(error);
        co_await block(work, categoryOf(error.kind), cause);
        co_return;
    }
    const QString folder = QDir(m_context.workspaceRoot).filePath(step.deliver->to);
    const QString place = placeOf(*step.deliver, *name);
    if (!m_deliveries.begin(place)) { // begun again once that is over
        co_await Pause{UnderOneName};
        co_return;
    }
    co_await deliverTo(folder, *name, *content, work);
    m_deliveries.end(place);
}

QCoro::Task<> RunCarrier::deliverTo(QString folder, QString name, ExpressionContent content, Work work)
{
    auto source = deliverySource(content);
    if (!source) {
        co_await recordUndelivered(work, source.error());
        co_return;
    }
    const DeliveryOrder order{folder, name, source->ref, m_run.id.toString() + u'/' + work.key().toString()};
    const QString place = placeOf(*work.step.deliver, name);
    auto delivered = co_await writeFile(order, *source);
    const bool isTaken = !delivered && delivered.error().kind == ErrorKind::Conflict;
    if (isTaken && !m_deliveries.isOwn(place, m_progress, m_version->pipeline))
        delivered = co_await replaceOlder({work.step.id, place}, order, *source);
    if (delivered)
        co_await recordDelivery(work, std::move(*source), place);
    else
        co_await recordUndelivered(work, delivered.error());
}

/// Something has the file's name: it may be the file's older self.
QCoro::Task<Result<qint64>> RunCarrier::replaceOlder(Deliveries::File file, DeliveryOrder order, const DeliverySource &source)
{
    auto older = m_deliveries.olderSelves(file, m_version->pipeline);
    if (!older)
        co_return tl::unexpected(older.error());
    order.replaces = std::move(*older);
    co_return co_await writeFile(order, source);
}

/// Where the disk is full, others go on meanwhile: it need not be the store's.
QCoro::Task<> RunCarrier::recordUndelivered(Work work, Error error)
{
    if (error.kind != ErrorKind::DiskFull) {
        const Category category = categoryOf(error.kind);
        const QString cause = describe(error);
        co_await block(work, category, cause);
        co_return;
    }
    error.where = work.step.deliver->to; // rather than a temporary name
    const QString cause = describe(error);
    if (m_context.shortages.isDue(work.step.deliver->to, m_context.clock.now()))
        qCWarning(lcRunner).noquote() << "run" << m_run.id.toString() << "and perhaps others wait for room:" << cause;
    co_await waitForRoom(work, cause);
}

QCoro::Task<Result<qint64>> RunCarrier::writeFile(DeliveryOrder order, const DeliverySource &source)
{
    std::function<Result<qint64>()> writing = [order, bytes = source.made.bytes, isMade = source.made.ref.isValid(),
                                               &store = m_context.bridge.store()] {
        return isMade ? deliver(order, bytes) : deliver(order, store);
    };
    StoreBridge::Job<Result<qint64>> job(m_context.bridge, std::move(writing), StoreBridge::Workers::Deliveries);
    co_return co_await job.done();
}

QCoro::Task<> RunCarrier::recordDelivery(Work work, DeliverySource source, QString place)
{
    Checkpoint checkpoint = checkpointFor(work.key(), StepState::Succeeded);
    checkpoint.decision = Action::Succeed;
    checkpoint.output = source.ref;
    checkpoint.attempts += 1;
    checkpoint.reason = deliveredTo(place);
    Transaction transaction;
    if (source.made.ref.isValid())
        transaction.add(PutPayload{std::move(source.made)});
    transaction.add(AddCheckpoint{checkpoint});
    if (isLast(work.key()))
        transaction.add(UpdateRun{finishedRow(), m_context.clock.now()});
    if (!co_await commit(std::move(transaction)))
        co_return;
    m_progress.apply(checkpoint);
    m_deliveries.add(place);
    if (work.item == NoItem)
        provideResult(*m_progress.step(work.key()));
}

} // namespace cairn
