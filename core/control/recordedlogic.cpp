#include "control/recordedlogic.h"

#include "base/hasher.h"
#include "control/judgement.h"
#include "control/ownclasses.h"
#include "control/storedheaders.h"
#include "definition/stepgraph.h"
#include "policy/fanout.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QStringDecoder>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 MostBodyText = 256 * 1024; ///< bytes of a body that are told line by line
constexpr int MostItemsTold = 20;

/// A line each value if it is JSON, else as it is written; what is no text is told by its size and digest.
QStringList linesOf(const PayloadRef &body, const QByteArray &bytes)
{
    QStringDecoder decoder(QStringDecoder::Utf8);
    const QString text = decoder.decode(bytes);
    if (body.size > MostBodyText || decoder.hasError() || text.contains(QChar::Null))
        return {u"(%1 bytes, sha256 %2)"_s.arg(body.size).arg(body.digest.toHex())};
    const QJsonDocument json = QJsonDocument::fromJson(bytes);
    return (json.isNull() ? text : QString::fromUtf8(json.toJson()).trimmed()).split(u'\n');
}

RehearsedStep failed(Category category, const QString &cause)
{
    return {RehearsedStep::Fate::Fails, category, cause, {}, {}};
}

/// Those that it needs first.
QList<Step> inOrder(const QList<Step> &steps)
{
    QList<Step> ordered;
    QSet<StepId> placed;
    while (ordered.size() < steps.size()) {
        const qsizetype before = ordered.size();
        for (const Step &step : steps) {
            const bool isNext =
                !placed.contains(step.id) &&
                std::all_of(step.needs.begin(), step.needs.end(), [&](const StepId &need) { return placed.contains(need); });
            if (!isNext)
                continue;
            placed.insert(step.id);
            ordered.append(step);
        }
        if (ordered.size() == before)
            break; // a circle, which no definition that was applied has
    }
    return ordered;
}

} // namespace

RecordedLogic::RecordedLogic(StoreReader &reader, const RunDetail &detail, const Pipeline &pipeline, const StepId &from,
                             const QList<DataClass> &own)
    : m_detail(detail), m_pipeline(pipeline), m_from(from), m_own(own), m_rehearsal(reader)
{
    setRun(m_context, detail.run, pipeline, m_rehearsal.builder());
}

QHash<StepId, RehearsedStep> RecordedLogic::play()
{
    for (const Step &step : inOrder(m_pipeline.steps))
        m_steps.insert(step.id, rehearse(step));
    return m_steps;
}

bool RecordedLogic::isTakenOver(const Step &step) const
{
    const StepProgress *progress = m_detail.progress.step(step.id);
    return !m_from.isEmpty() && step.id != m_from && progress && isPassed(progress->state) &&
           !transitiveNeeds(m_pipeline.steps, step.id).contains(m_from);
}

bool RecordedLogic::isReached(const Step &step) const
{
    return std::all_of(step.needs.begin(), step.needs.end(), [this](const StepId &need) {
        const auto fate = m_steps.value(need).fate;
        const bool mayFail = fate == RehearsedStep::Fate::Fails && !m_pipeline.step(need)->critical;
        return mayFail || fate == RehearsedStep::Fate::TakenOver || fate == RehearsedStep::Fate::Passes ||
               fate == RehearsedStep::Fate::Skipped;
    });
}

RehearsedStep RecordedLogic::rehearse(const Step &step)
{
    if (isTakenOver(step)) {
        const StepProgress &progress = *m_detail.progress.step(step.id);
        if (givesResult(progress))
            setResult(m_context, progress, m_rehearsal.builder());
        return {RehearsedStep::Fate::TakenOver, {}, {}, {}, {}};
    }
    if (!isReached(step))
        return {};
    const auto wanted = step.when.isEmpty() ? Result<QJsonValue>(true)
                                            : m_rehearsal.engine().evaluate(step.when, seenBy(m_context, m_pipeline, step.id));
    if (!wanted)
        return failed(Category::Data, wanted.error().detail);
    if (wanted->isNull() || *wanted == QJsonValue(false))
        return {RehearsedStep::Fate::Skipped, {}, u"its condition does not hold: %1"_s.arg(step.when), {}, {}};
    return step.isFannedOut() ? fanOut(step) : step.deliver ? delivery(step) : call(step);
}

RehearsedStep RecordedLogic::call(const Step &step)
{
    const ExpressionContext context = seenBy(m_context, m_pipeline, step.id);
    const auto built = m_rehearsal.request(step, context, editedOf(step, NoItem));
    if (!built)
        return failed(Category::Data, built.error().detail);
    RehearsedStep rehearsed;
    describe(rehearsed, *built);
    if (!step.requestSchema.isEmpty()) {
        const auto bytes = m_rehearsal.builder().recordOf(*built);
        const QString wrong = bytes ? refuseBytes(step, *bytes, m_rehearsal.schemas()) : bytes.error().detail;
        if (!wrong.isEmpty()) {
            rehearsed.fate = RehearsedStep::Fate::Fails;
            rehearsed.category = Category::Schema;
            rehearsed.cause = u"request: "_s + wrong;
            return rehearsed;
        }
    }
    const auto answer = answerOf(step.id);
    if (!answer) {
        rehearsed.fate = RehearsedStep::Fate::Unanswered;
        rehearsed.cause = u"no answer to it is recorded"_s;
        return rehearsed;
    }
    judge(rehearsed, step, *answer, context);
    if (rehearsed.fate == RehearsedStep::Fate::Passes)
        provide(step, *answer);
    return rehearsed;
}

RehearsedStep RecordedLogic::delivery(const Step &step)
{
    const ExpressionContext context = seenBy(m_context, m_pipeline, step.id);
    const auto name = m_rehearsal.engine().renderText(step.deliver->name, context);
    const auto content = m_rehearsal.engine().evaluate(step.deliver->content, context);
    if (!name || !content)
        return failed(Category::Data, name ? content.error().detail : name.error().detail);
    RehearsedStep rehearsed;
    rehearsed.fate = RehearsedStep::Fate::Passes;
    const QByteArray bytes = QJsonDocument(QJsonArray{*content}).toJson();
    rehearsed.request =
        QStringList{u"deliver %1/%2"_s.arg(step.deliver->to, *name), QString()} + QString::fromUtf8(bytes).trimmed().split(u'\n');
    rehearsed.digest = Digest::of(rehearsed.request.join(u'\n').toUtf8());
    coverBy(rehearsed, content->isObject() ? QJsonDocument(content->toObject()).toJson() : bytes);
    return rehearsed;
}

/// Item by item; what comes of the step as a whole is taken from the record, if its items are as many as they were and their
/// answers are still good.
RehearsedStep RecordedLogic::fanOut(const Step &step)
{
    const ExpressionContext seen = seenBy(m_context, m_pipeline, step.id);
    const auto list = m_rehearsal.engine().evaluate(step.forEach, seen);
    if (!list || !list->isArray())
        return failed(Category::Data, list ? u"foreach gives no array: %1"_s.arg(step.forEach) : list.error().detail);
    const QJsonArray values = list->toArray();
    RehearsedStep rehearsed;
    Hasher hasher;
    QList<StepProgress> items;
    int answered = 0;
    for (int item = 0; item < values.size() && item < MostItems; ++item) {
        ExpressionContext context = seen;
        setItem(context, values.at(item), item);
        const auto built = m_rehearsal.request(step, context, editedOf(step, item));
        if (!built)
            return failed(Category::Data, u"item %1: %2"_s.arg(QString::number(item), built.error().detail));
        hasher.add(built->inputDigest.toBytes());
        if (item < MostItemsTold) {
            RehearsedStep one;
            describe(one, *built);
            rehearsed.request += QStringList{u"item %1"_s.arg(item)} + one.request;
            rehearsed.covers += one.covers;
        }
        const auto answer = answerOf({step.id, item});
        answered += answer.has_value();
        const Outcome outcome = answer ? outcomeOf(step, *answer, context) : Outcome();
        StepProgress progress;
        progress.id = step.id;
        progress.item = item;
        progress.state = outcome.succeeded() ? StepState::Succeeded : StepState::Blocked;
        progress.category = outcome.category;
        progress.cause = outcome.cause;
        items.append(progress);
    }
    if (values.size() > MostItemsTold)
        rehearsed.request.append(u"… and %1 more items"_s.arg(values.size() - MostItemsTold));
    rehearsed.digest = hasher.finish();
    const StepProgress *recorded = m_detail.progress.step(step.id);
    const FanOutResult result = judgeItems(items, step.partial);
    rehearsed.fate = answered < values.size() ? RehearsedStep::Fate::Unanswered
                     : result.isEnough        ? RehearsedStep::Fate::Passes
                                              : RehearsedStep::Fate::Fails;
    rehearsed.cause = answered < values.size() ? u"%1 items, %2 of them with a recorded answer"_s.arg(values.size()).arg(answered)
                                               : result.summary;
    const bool isSame = recorded && recorded->items == int(values.size()) && givesResult(*recorded);
    if (rehearsed.fate == RehearsedStep::Fate::Passes && isSame)
        setResult(m_context, *recorded, m_rehearsal.builder());
    else if (rehearsed.fate == RehearsedStep::Fate::Passes)
        rehearsed.fate = RehearsedStep::Fate::Unanswered;
    return rehearsed;
}

/// Of its last attempt that had one, or what its last checkpoint keeps.
auto RecordedLogic::answerOf(const StepKey &key) const -> std::optional<Answer>
{
    const StepProgress *progress = m_detail.progress.step(key);
    if (progress && progress->status > 0)
        return Answer{progress->status, progress->outputHeaders, progress->output};
    const QList<Attempt> &attempts = m_detail.history.attempts;
    const auto found = std::find_if(attempts.crbegin(), attempts.crend(),
                                    [&](const Attempt &attempt) { return attempt.key() == key && attempt.status > 0; });
    if (found == attempts.crend())
        return std::nullopt;
    return Answer{found->status, found->responseHeaders, found->response};
}

/// What goes out in place of the body where the run itself goes on: of a step that stands, by a version that has that body as
/// well.
PayloadRef RecordedLogic::editedOf(const Step &step, int item) const
{
    const StepProgress *progress = m_detail.progress.step({step.id, item});
    const Step *pinned = m_detail.version.pipeline.step(step.id);
    const bool goesOut = progress && pinned && isStanding(progress->state) && keepsEdit(*pinned, step, item);
    return goesOut ? progress->edited : PayloadRef();
}

void RecordedLogic::judge(RehearsedStep &rehearsed, const Step &step, const Answer &answer, const ExpressionContext &context)
{
    const Outcome outcome = outcomeOf(step, answer, context);
    rehearsed.fate = outcome.succeeded() ? RehearsedStep::Fate::Passes : RehearsedStep::Fate::Fails;
    rehearsed.category = outcome.category;
    rehearsed.cause = outcome.cause;
}

Outcome RecordedLogic::outcomeOf(const Step &step, const Answer &answer, const ExpressionContext &context)
{
    StepResult result{answer.status, readHeaders(answer.headers), answer.body};
    if (saysJson(result.headers) && answer.body.isValid() && answer.body.size <= LargestJsonBody) {
        const auto body = m_rehearsal.builder().bytesOf(answer.body, LargestJsonBody);
        if (!body)
            return {Category::Internal, cairn::describe(body.error()), false, {}};
        result.body = *body;
    }
    if (step.isAwaited())
        return awaitedOutcome(step, result);
    const QString wanted = m_rehearsal.engine().renderText(step.response.sha256, context).value_or(QString());
    return judgeRecorded(step, wanted, result, m_rehearsal.engine(), m_rehearsal.schemas());
}

/// What is recorded last is the answer that said how it went: the one to the step's own request was good then.
Outcome RecordedLogic::awaitedOutcome(const Step &step, const StepResult &result)
{
    Exchange exchange;
    exchange.status = result.status;
    exchange.headers = result.headers;
    const Outcome outcome = classify(exchange, ResponseRule(), m_detail.run.submittedAt);
    if (!outcome.succeeded())
        return outcome;
    const QString &until = step.poll ? step.poll->until : step.callback->until;
    const QString &failWhen = step.poll ? step.poll->failWhen : step.callback->failWhen;
    if (const QString why = whyNoJson(result, until + failWhen); !why.isEmpty())
        return {Category::Schema, why, false, {}};
    if (!failWhen.isEmpty() && answerSays(result, failWhen, m_rehearsal.engine()).value_or(false))
        return {Category::Data, u"the service says that it failed: %1"_s.arg(failWhen), false, {}};
    if (!until.isEmpty() && !answerSays(result, until, m_rehearsal.engine()).value_or(false))
        return {Category::Data, u"the recorded answer does not meet until: %1"_s.arg(until), false, {}};
    return {};
}

/// For the steps that come after.
void RecordedLogic::provide(const Step &step, const Answer &answer)
{
    StepProgress progress;
    progress.id = step.id;
    progress.status = answer.status;
    progress.outputHeaders = answer.headers;
    progress.output = answer.body;
    setResult(m_context, progress, m_rehearsal.builder());
}

/// What of a request with that body is sensitive; all of it, if that cannot be told.
void RecordedLogic::coverBy(RehearsedStep &rehearsed, const QByteArray &body) const
{
    rehearsed.covers.append(coveringOf(m_own, body).value_or(Covering{Cover::everything(), {}}).cover);
}

void RecordedLogic::describe(RehearsedStep &rehearsed, const BuiltRequest &built)
{
    rehearsed.digest = built.inputDigest;
    rehearsed.request.append(QString::fromLatin1(built.http.method) + u' ' + built.http.url.toString(QUrl::FullyEncoded));
    for (const auto &[name, value] : built.http.headers)
        rehearsed.request.append(QString::fromLatin1(name + ": " + value));
    const PayloadRef &body = built.record;
    if (!body.isValid())
        return coverBy(rehearsed, {});
    rehearsed.request.append(QString());
    const auto bytes = body.size > MostBodyText ? Result<QByteArray>(QByteArray()) : m_rehearsal.builder().recordOf(built);
    coverBy(rehearsed, bytes.value_or(QByteArray()));
    rehearsed.request += bytes ? linesOf(body, *bytes) : QStringList{u"(%1)"_s.arg(bytes.error().detail)};
}

} // namespace cairn
