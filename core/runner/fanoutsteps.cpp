#include "control/judgement.h"
#include "control/runcontext.h"
#include "control/storedheaders.h"
#include "runner/call.h"

#include "base/logging.h"

// A step that is carried out once for each value of a list: `foreach`.

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype LargestWithHeaders = 2 << 20;
const QByteArray JsonHeaders = R"({"content-type":"application/json"})"_ba;

QByteArray compactArray(const QJsonArray &array)
{
    return QJsonDocument(array).toJson(QJsonDocument::Compact);
}

} // namespace

/// Writes down the values, so that the items are the same whatever happens to what they were made of.
QCoro::Task<> RunCarrier::fanOut(const Step &step)
{
    const auto list = m_context.engine.evaluate(step.forEach, seenBy(m_expressions, m_version->pipeline, step.id));
    QString wrong;
    if (!list)
        wrong = describe(list.error());
    else if (!list->isArray())
        wrong = u"foreach gives no array: %1"_s.arg(step.forEach);
    else if (list->toArray().size() > MostItems)
        wrong = u"foreach gives %1 items, more than %2"_s.arg(list->toArray().size()).arg(MostItems);
    auto staged = wrong.isEmpty() ? m_context.bridge.store().payloads().stage(compactArray(list->toArray()))
                                  : Result<StagedPayload>(StagedPayload());
    if (!wrong.isEmpty()) {
        const Category category = list ? Category::Data : categoryOf(list.error().kind);
        co_await block({step}, category, wrong);
        co_return;
    }
    if (!staged) {
        co_await awaitStore(staged.error());
        co_return;
    }
    Checkpoint checkpoint = checkpointFor(step.id, StepState::InFlight);
    checkpoint.items = int(list->toArray().size());
    checkpoint.output = staged->ref;
    checkpoint.outputHeaders = JsonHeaders;
    checkpoint.decision = Action::FanOut;
    checkpoint.reason = u"%1 items, %2 at once"_s.arg(QString::number(*checkpoint.items), QString::number(step.parallel));
    Transaction transaction(PutPayload{std::move(*staged)}, AddCheckpoint{checkpoint});
    if (!co_await commit(std::move(transaction)))
        co_return;
    m_values.insert(step.id, list->toArray());
    m_progress.apply(checkpoint);
}

/// The values of a step whose items are carried out; see itemValues.
Result<QJsonArray> RunCarrier::valuesOf(const StepProgress &step)
{
    if (const auto known = m_values.constFind(step.id); known != m_values.cend())
        return *known;
    const auto values = itemValues(step, m_context.builder);
    if (values)
        m_values.insert(step.id, *values);
    return values;
}

/// All items are settled: the step as a whole is judged.
QCoro::Task<> RunCarrier::gather(const Step &step)
{
    const FanOutResult result = judgeItems(m_progress.items(step.id), step.partial);
    if (!result.isEnough || result.unknown) {
        co_await recordShortfall(step, result);
        co_return;
    }
    auto staged = m_context.bridge.store().payloads().stage(listingOf(step, result));
    if (!staged) {
        co_await awaitStore(staged.error());
        co_return;
    }
    const bool isWhole = result.failed == 0;
    Checkpoint checkpoint = checkpointFor(step.id, isWhole ? StepState::Succeeded : StepState::Degraded);
    checkpoint.output = staged->ref;
    checkpoint.outputHeaders = JsonHeaders;
    checkpoint.decision = isWhole ? Action::Succeed : Action::GiveUp;
    checkpoint.reason = result.summary;
    if (!isWhole) {
        const StepProgress &worst = *m_progress.step(result.worst);
        checkpoint.category = worst.category;
        checkpoint.cause = u"item %1: %2"_s.arg(QString::number(result.worst.item), worst.cause);
        checkpoint.reason += u", which is enough: the run goes on without the others"_s;
    }
    m_values.remove(step.id);
    Transaction transaction(PutPayload{std::move(*staged)}, AddCheckpoint{checkpoint});
    const bool last = isLast(step.id);
    if (last && isWhole)
        transaction.add(UpdateRun{finishedRow(), m_context.clock.now()});
    if (!co_await commit(std::move(transaction)))
        co_return;
    m_progress.apply(checkpoint);
    provideResult(*m_progress.step(step.id));
}

/// Too few items succeeded. Where the outcome of one is unknown, that comes first: it may yet be found to have happened.
QCoro::Task<> RunCarrier::recordShortfall(const Step &step, FanOutResult result)
{
    const StepProgress &worst = *m_progress.step(result.worst);
    const Work work{step};
    Checkpoint checkpoint = checkpointFor(step.id, result.unknown   ? StepState::OutcomeUnknown
                                                   : work.mayFail() ? StepState::Degraded
                                                                    : StepState::Blocked);
    if (checkpoint.state != StepState::Degraded) // its values, for when its items go on
        keepAnswer(checkpoint);
    checkpoint.category = worst.category;
    checkpoint.cause = u"item %1: %2"_s.arg(QString::number(worst.item), worst.cause);
    checkpoint.decision = result.unknown ? Action::AskOutcome : work.mayFail() ? Action::GiveUp : Action::Block;
    checkpoint.reason = u"%1 succeeded"_s.arg(result.summary) + (work.mayFail() && !result.unknown ? GoesOnWithout : QString());
    qCInfo(lcRunner).noquote() << "run" << m_run.id.toString() << "step" << step.id.name() << checkpoint.reason << ":"
                               << checkpoint.cause;
    co_await write(checkpoint);
}

/// What the items came to, without their headers if there are too many of them: {count, succeeded, items: [{index, status,
/// headers, sha256, size, media_type} or null]}.
QByteArray RunCarrier::listingOf(const Step &step, const FanOutResult &result) const
{
    const QList<StepProgress> &items = m_progress.items(step.id);
    QJsonArray listing;
    for (const StepProgress &item : items) {
        if (item.state != StepState::Succeeded) {
            listing.append(QJsonValue::Null);
            continue;
        }
        QJsonObject one = toJson(StepResult{item.status, readHeaders(item.outputHeaders), item.output});
        one.insert(u"index"_s, item.item);
        listing.append(one);
    }
    QJsonObject whole{{u"count"_s, items.size()}, {u"succeeded"_s, result.succeeded}, {u"items"_s, listing}};
    const QByteArray bytes = compact(whole);
    if (bytes.size() <= LargestWithHeaders)
        return bytes;
    for (QJsonValueRef one : listing) {
        QJsonObject bare = one.toObject();
        bare.remove(u"headers"_s);
        one = one.isNull() ? QJsonValue() : bare;
    }
    whole.insert(u"items"_s, listing);
    return compact(whole);
}

} // namespace cairn
