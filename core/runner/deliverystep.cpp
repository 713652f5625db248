#include "base/logging.h"
#include "runner/awaiting.h"
#include "runner/delivery.h"
#include "runner/runcarrier.h"

#include <QDir>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr Milliseconds UnderOneName{50};       ///< two of a run: one after the other
constexpr Milliseconds OtherRerunsGoOn{1'000}; ///< and deliver meanwhile: what they did is read again after so long

/// The reason of a delivery's checkpoint, before the file's place.
constexpr QLatin1String WrittenTo("written to ");

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

/// Nothing makes no file: a step that was skipped or given up, or that a person said to have happened, has no answer.
Result<ExpressionContent> wantContent(Result<ExpressionContent> content, const QString &expression)
{
    if (!content || content->isPayload || !content->value.isNull())
        return content;
    return failure(
        ErrorKind::Definition, u"%1: it gives null, and a file's content is wanted"_s.arg(expression.simplified()), {},
        u"Check the spelling, whether the step has an answer and its body was JSON, or give a default: .x // \"none\""_s);
}

/// Of a file, as its step names it: relative to the workspace, which may be moved, and be found by several paths.
QString placeOf(const Delivery &delivery, const QString &name)
{
    return QDir(delivery.to).filePath(name);
}

/// Where a checkpoint says that its step wrote to; empty: it says nothing of it. Older ones tell the whole path.
QString placeIn(const QString &reason, const Step *step)
{
    if (!reason.startsWith(WrittenTo) || !step || !step->deliver)
        return {};
    const QString told = reason.mid(WrittenTo.size());
    const QString place = placeOf(*step->deliver, QFileInfo(told).fileName());
    return told.endsWith(u'/' + place) ? place : told;
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
    if (m_delivering.contains(place)) { // begun again once that is over
        co_await Pause{UnderOneName};
        co_return;
    }
    m_delivering.insert(place);
    co_await deliverTo(folder, *name, *content, work);
    m_delivering.remove(place);
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
    if (!delivered && delivered.error().kind == ErrorKind::Conflict && !ownDeliveries().contains(place))
        delivered = co_await replaceOlder({work.step.id, place}, order, *source);
    if (delivered)
        co_await recordDelivery(work, std::move(*source), place);
    else
        co_await recordUndelivered(work, delivered.error());
}

/// What steps and items of this run have delivered is replaced by none of them.
QSet<QString> &RunCarrier::ownDeliveries()
{
    if (m_ownDeliveries)
        return *m_ownDeliveries;
    m_ownDeliveries.emplace();
    const QList<StepProgress> rows = m_progress.all();
    for (const StepProgress &row : rows) {
        const QString place = placeIn(row.reason, m_version->pipeline.step(row.id));
        if (row.state == StepState::Succeeded && !place.isEmpty())
            m_ownDeliveries->insert(place);
    }
    return *m_ownDeliveries;
}

/// Something has the file's name: it may be the file's older self.
QCoro::Task<Result<qint64>> RunCarrier::replaceOlder(std::pair<StepId, QString> file, DeliveryOrder order,
                                                     const DeliverySource &source)
{
    const Timestamp now = m_context.clock.now();
    if (!m_deliveredBefore || now - m_deliveredReadAt >= OtherRerunsGoOn) {
        auto delivered = deliveredByFamily();
        if (!delivered)
            co_return tl::unexpected(delivered.error());
        m_deliveredBefore = std::move(*delivered);
        m_deliveredReadAt = now;
    }
    order.replaces = m_deliveredBefore->values(file);
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

/// What steps delivered in older runs of the same input, and where: those that this one is a rerun of, and their other reruns. Of
/// all their items: which of them has which number may differ from run to run.
auto RunCarrier::deliveredByFamily() -> Result<DeliveredFiles>
{
    QList<RunId> family;
    for (std::optional<RunId> id = m_run.rerunOf; id;) {
        family = {*id}; // in the end the first of all
        const auto run = m_context.reader.run(*id);
        if (!run)
            return tl::unexpected(run.error());
        id = run->rerunOf;
    }
    DeliveredFiles delivered;
    for (qsizetype i = 0; i < family.size(); ++i) {
        const auto history = m_context.reader.history(family[i]);
        const auto reruns = m_context.reader.rerunsOf(family[i], RerunsLookedAt);
        if (!history || !reruns)
            return tl::unexpected(history ? reruns.error() : history.error());
        for (const Checkpoint &checkpoint : history->checkpoints) {
            const QString place = placeIn(checkpoint.reason, m_version->pipeline.step(checkpoint.step));
            if (checkpoint.state == StepState::Succeeded && !place.isEmpty())
                delivered.insert({checkpoint.step, place}, checkpoint.output.digest);
        }
        for (const RunRecord &rerun : *reruns) {
            if (rerun.id < m_run.id)
                family.append(rerun.id);
        }
    }
    return delivered;
}

QCoro::Task<> RunCarrier::recordDelivery(Work work, DeliverySource source, QString place)
{
    Checkpoint checkpoint = checkpointFor(work.key(), StepState::Succeeded);
    checkpoint.decision = Action::Succeed;
    checkpoint.output = source.ref;
    checkpoint.attempts += 1;
    checkpoint.reason = WrittenTo + place;
    Transaction transaction;
    if (source.made.ref.isValid())
        transaction.add(PutPayload{std::move(source.made)});
    transaction.add(AddCheckpoint{checkpoint});
    if (isLast(work.key()))
        transaction.add(UpdateRun{finishedRow(), m_context.clock.now()});
    if (!co_await commit(std::move(transaction)))
        co_return;
    m_progress.apply(checkpoint);
    if (m_ownDeliveries)
        m_ownDeliveries->insert(place);
    if (work.item == NoItem)
        provideResult(*m_progress.step(work.key()));
}

} // namespace cairn
