#include "control/storedheaders.h"
#include "definition/quantity.h"
#include "runner/call.h"
#include "security/masking.h"

#include <QRandomGenerator>

// Steps that a service calls back about. Messages are taken in by IncomingMessages; here they are judged.

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

/// 192 bits of the system's randomness: nobody finds one by trying.
QString newCallbackId()
{
    std::array<quint32, 6> words{};
    QRandomGenerator::system()->fillRange(words.data(), words.size());
    const QByteArray bytes(reinterpret_cast<const char *>(words.data()), sizeof words);
    return QString::fromLatin1(bytes.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals));
}

/// The reason of a step that was called back in vain.
constexpr QLatin1String CallCame("a call came at ");

QString notCalledBack(const CallbackRule &rule, const QString &reason)
{
    const QString cause = u"the service did not call back within %1"_s.arg(toText(rule.timeout));
    return reason.startsWith(CallCame) ? u"%1; %2"_s.arg(cause, reason) : cause;
}

/// Whether the step tells as much already, however often it is called: of what is wrong here each thing, of calls with a wrong
/// signature, which anybody could send, the first.
bool isTold(const QString &reason, const QString &why)
{
    const auto isTurnedAway = [](const QString &text) { return text.contains(CallTurnedAway); };
    return reason.startsWith(CallCame) && (reason.endsWith(why) || (isTurnedAway(reason) && isTurnedAway(why)));
}

/// A service that could not call while there was no runner to listen is given time to call again.
Timestamp endOfWait(const StepProgress &step, Milliseconds timeout, Timestamp listeningSince)
{
    constexpr Milliseconds Grace{300'000};
    const Timestamp since = step.awaitedSince.value_or(listeningSince);
    return since < listeningSince ? std::max(since + timeout, listeningSince + std::min(timeout, Grace)) : since + timeout;
}

/// It came before somebody let the step wait on.
bool isKnownToPerson(const Message &message, const StepProgress &step)
{
    return step.allowedFrom && message.at < *step.allowedFrom;
}

} // namespace

/// Gives the step its address before anything is sent: a service may call back before its own answer is here. All attempts of a
/// generation tell the same one, so that their idempotency key is the same.
QCoro::Task<bool> RunCarrier::openCallback(Work work, ExpressionContext &context)
{
    const StepProgress progress = *m_progress.step(work.key());
    auto known = m_context.reader.callbackOf(m_run.id, work.key(), progress.generation);
    if (!known || (!*known && m_context.callbackBase.isEmpty())) {
        const QString cause = known ? u"there is no listener that the service could call back"_s : describe(known.error());
        co_await block(work, Category::Internal, cause);
        co_return false;
    }
    if (!*known) {
        Callback fresh{newCallbackId(), m_run.id, work.key(), progress.generation, {}, m_context.clock.now()};
        fresh.url = m_context.callbackBase + u"/callbacks/"_s + fresh.id;
        Transaction transaction(PutCallback{fresh});
        if (!co_await commit(std::move(transaction)))
            co_return false;
        *known = fresh;
    }
    context.set(u"callback"_s, QJsonObject{{u"url"_s, (*known)->url}});
    co_return true;
}

/// False: the store did not take it.
QCoro::Task<bool> RunCarrier::noteUnchecked(StepKey key)
{
    QHash<StepKey, QString> &ofRun = m_context.unchecked[m_run.id];
    const QString why = ofRun.take(key);
    if (ofRun.isEmpty())
        m_context.unchecked.remove(m_run.id);
    if (why.isEmpty() || isTold(m_progress.step(key)->reason, why))
        co_return true;
    Checkpoint checkpoint = checkpointFor(key, StepState::WaitingCallback);
    keepAnswer(checkpoint);
    checkpoint.decision = Action::Hold;
    checkpoint.reason = maskText(u"%1%2 and %3"_s.arg(CallCame, toRfc3339(m_context.clock.now()), why));
    co_return co_await write(checkpoint);
}

/// Looks whether a message has come that says how it went. Others are progress reports and change nothing; one that cannot be
/// understood stops the step only if none that came after it can.
QCoro::Task<> RunCarrier::takeCallback(Work work)
{
    if (!co_await noteUnchecked(work.key()))
        co_return;
    const StepProgress before = *m_progress.step(work.key());
    const auto callback = m_context.reader.callbackOf(m_run.id, work.key(), before.generation);
    const auto messages = callback && *callback ? m_context.reader.callbackMessages((*callback)->id, MostCallbackMessages)
                                                : Result<QList<Message>>(QList<Message>());
    if (!callback || !messages) {
        const QString cause = describe(callback ? messages.error() : callback.error());
        co_await block(work, Category::Internal, cause);
        co_return;
    }
    Call call(work, {}, {});
    std::optional<Outcome> unclear;
    // by address: another generation has one of its own
    qsizetype &judged = m_judged[*callback ? (*callback)->id : QString()];
    for (; judged < messages->size(); ++judged) {
        const Message &message = messages->at(judged);
        const bool decides = judgeMessage(call, message);
        if (!call.outcome.succeeded() && !call.saidFailed) {
            if (!isKnownToPerson(message, before) || call.outcome.category == Category::Internal)
                unclear = call.outcome;
        } else if (decides) {
            co_await recordCallback(call, message);
            co_return;
        }
    }
    const Timestamp last = endOfWait(before, work.step.callback->timeout, m_context.listeningSince);
    if (unclear) {
        co_await block(work, *unclear->category, unclear->cause);
    } else if (m_context.clock.now() >= last) {
        const QString cause = notCalledBack(*work.step.callback, before.reason);
        co_await block(work, Category::Timeout, cause);
    } else {
        m_progress.postpone(work.key(), std::min(last, m_run.deadlineAt.value_or(last)));
    }
}

/// What its service says by itself is worth a look, though the step does not wait for it (any more): it stopped waiting, or its
/// request is in doubt, or failed and would be sent again.
bool RunCarrier::mayBeEndedByMessage(const StepProgress &row) const
{
    if (!m_version->pipeline.step(row.id)->callback)
        return false;
    const bool isTooLate = m_run.deadlineAt && m_context.clock.now() >= *m_run.deadlineAt;
    if (row.state == StepState::Blocked && row.awaitedSince)
        return row.category != Category::Timeout || !isTooLate;
    return row.state == StepState::OutcomeUnknown || (isStanding(row.state) && row.tries > 0 && !isTooLate);
}

/// Whether one of them ends the wait of a step that has stopped waiting, or never began to.
bool RunCarrier::decidesAnother(const StepProgress &row, const Callback &callback, const QList<Message> &messages)
{
    Call call({*m_version->pipeline.step(row.id), row.item}, {}, {});
    qsizetype anew = 0; // where it comes to waiting after all, all are judged
    qsizetype &judged = row.awaitedSince ? m_judged[callback.id] : anew;
    for (; judged < messages.size(); ++judged) {
        if (judgeMessage(call, messages[judged]))
            return true; // where it is judged once more
    }
    return false;
}

/// What a message makes of a step that waits for none; nothing: it stays as it is. One to the address that nobody was told but by
/// a request in doubt proves that its service has taken it up.
std::optional<Checkpoint> RunCarrier::settledByMessage(const StepProgress &row)
{
    const bool isInDoubt = row.state == StepState::OutcomeUnknown;
    if (!mayChange(row) || !mayBeEndedByMessage(row))
        return std::nullopt;
    const auto callback = m_context.reader.callbackOf(m_run.id, row.key(), row.generation);
    const auto messages = callback && *callback ? m_context.reader.callbackMessages((*callback)->id, MostCallbackMessages)
                                                : Result<QList<Message>>(QList<Message>());
    if (!messages || messages->isEmpty() || (!isInDoubt && !decidesAnother(row, **callback, *messages)))
        return std::nullopt;
    Checkpoint checkpoint = checkpointFor(row.key(), StepState::WaitingCallback);
    checkpoint.attempts = 0;
    checkpoint.decision = Action::Await;
    checkpoint.reason = !row.awaitedSince                   ? u"the service has called back: it was taken up"_s
                        : row.category == Category::Timeout ? u"the service has called back after all"_s
                                                            : u"the service has called back with another message"_s;
    if (row.awaitedSince)
        keepAnswer(checkpoint);
    return checkpoint;
}

/// True if anything changed.
QCoro::Task<bool> RunCarrier::settleByMessages()
{
    QList<Checkpoint> checkpoints;
    for (const StepKey &key : QSet<StepKey>(m_messaged)) {
        if (m_inFlight.contains(key) || m_inFlight.contains(StepKey{key.step, NoItem}))
            continue; // it is asked about, or judged with the others, at this moment
        m_messaged.remove(key);
        const StepProgress *row = m_progress.step(key);
        if (auto checkpoint = row ? settledByMessage(*row) : std::nullopt)
            checkpoints.append(std::move(*checkpoint));
    }
    if (checkpoints.isEmpty())
        co_return false;
    reopenFannedOut(checkpoints);
    Transaction transaction;
    for (const Checkpoint &checkpoint : std::as_const(checkpoints))
        transaction.add(AddCheckpoint{checkpoint});
    noteMoving();
    transaction.add(UpdateRun{m_run, m_context.clock.now()});
    if (co_await commit(std::move(transaction))) {
        for (const Checkpoint &checkpoint : std::as_const(checkpoints))
            m_progress.apply(checkpoint);
    }
    co_return true;
}

/// The end of the wait.
QCoro::Task<> RunCarrier::recordCallback(Call &call, Message message)
{
    const StepProgress before = *m_progress.step(call.key());
    Checkpoint checkpoint = checkpointFor(call.key(), StepState::Succeeded);
    checkpoint.decision = Action::Succeed;
    checkpoint.output = message.body;
    checkpoint.status = call.result.status;
    checkpoint.outputHeaders = message.headers;
    const Milliseconds wait = message.at - before.awaitedSince.value_or(message.at);
    checkpoint.reason = wait < Milliseconds(0) // it proved that the step was taken up at all
                            ? u"called back"_s
                            : u"called back after %1"_s.arg(toText(wait));
    if (call.saidFailed) {
        const bool mayFail = call.work().mayFail();
        checkpoint.state = mayFail ? StepState::Degraded : StepState::Blocked;
        checkpoint.decision = mayFail ? Action::GiveUp : Action::Block;
        checkpoint.category = call.outcome.category;
        checkpoint.cause = call.outcome.cause;
        checkpoint.generation += 1;
    }
    if (co_await write(checkpoint) && checkpoint.state == StepState::Succeeded && call.item == NoItem)
        provideResult(*m_progress.step(call.key()));
}

/// Whether the message says how it went; then the call's outcome does too. One that cannot be understood has a failed outcome.
bool RunCarrier::judgeMessage(Call &call, const Message &message)
{
    const CallbackRule &rule = *call.step.callback;
    constexpr int Taken = 200; // what a message stands for: the answer that the step's own request did not give yet
    call.result = {Taken, readHeaders(message.headers), message.body};
    call.outcome = {};
    const bool isTested = (!rule.until.isEmpty() || !rule.failWhen.isEmpty()) && saysJson(call.result.headers);
    if (isTested && message.body.size > LargestJsonBody) {
        const QString size = QString::number(message.body.size);
        const QString cause =
            u"the message is JSON of %1 bytes, more than a test can look at (%2)"_s.arg(size, formatSize(LargestJsonBody));
        call.outcome = {Category::Schema, cause, false, {}};
    } else if (isTested) {
        const auto bytes = m_context.builder.bytesOf(message.body, LargestJsonBody);
        if (!bytes)
            call.outcome = {Category::Internal, describe(bytes.error()), false, {}};
        call.result.body = bytes.value_or(QByteArray());
    }
    if (!call.outcome.succeeded())
        return false;
    if (!rule.failWhen.isEmpty() && says(call, rule.failWhen)) {
        noteFailure(call, rule.failWhen);
        return true;
    }
    return call.outcome.succeeded() && (rule.until.isEmpty() || says(call, rule.until));
}

} // namespace cairn
