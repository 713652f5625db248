#include "control/runcontext.h"

#include "control/judgement.h"
#include "control/storedheaders.h"
#include "definition/stepgraph.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

/// The listing with the JSON bodies of its items, as far as expressions can hold them all. As text, because QJson would round
/// numbers. Errors: those of the store.
Result<QByteArray> withBodies(const QByteArray &listing, RequestBuilder &builder)
{
    QJsonObject whole = QJsonDocument::fromJson(listing).object();
    const QJsonArray items = whole.take(u"items"_s).toArray();
    QByteArray text;
    for (const QJsonValue &value : items) {
        QByteArray one = value.isNull() ? "null"_ba : compact(value.toObject());
        const auto digest = Digest::fromHex(value[u"sha256"_s].toString());
        const bool isJson = value[u"media_type"_s].toString().contains("json"_L1, Qt::CaseInsensitive);
        const qint64 size = value[u"size"_s].toInteger();
        const qint64 room = ExpressionContext::MaxBody - text.size() - listing.size();
        if (isJson && digest && size < room) {
            const auto body = builder.bytesOf(PayloadRef{*digest, size}, room);
            if (!body)
                return tl::unexpected(body.error());
            if (!QJsonDocument::fromJson(*body).isNull())
                one = one.chopped(1) + ",\"body\":" + *body + '}';
        }
        text += (text.isEmpty() ? "" : ",") + one;
    }
    const QByteArray rest = compact(whole).chopped(1);
    return rest + (whole.isEmpty() ? "" : ",") + "\"items\":[" + text + "]}";
}

/// Errors: those of the store; NotFound, if what there was of it was erased.
Result<StepResult> resultOf(const StepProgress &step, RequestBuilder &builder)
{
    StepResult result{step.status, readHeaders(step.outputHeaders), step.output, {}, step.items.has_value()};
    const bool lacksHeaders = step.outputHeaders.isEmpty() && (step.status > 0 || step.items);
    if (step.output.isValid() && step.output.size <= LargestJsonBody && (saysJson(result.headers) || lacksHeaders)) {
        auto bytes = builder.bytesOf(step.output, LargestJsonBody);
        if (bytes && step.items)
            bytes = withBodies(*bytes, builder);
        if (!bytes)
            return tl::unexpected(bytes.error());
        result.body = std::move(*bytes);
    }
    if (lacksHeaders)
        return failure(ErrorKind::NotFound, u"the headers of its answer were erased"_s, {},
                       u"Rerun from that step or one before it"_s);
    return result;
}

} // namespace

void setRun(ExpressionContext &context, const RunRecord &run, const Pipeline &pipeline, RequestBuilder &builder)
{
    context.set(u"input"_s, QJsonObject{{u"name"_s, run.inputName},
                                        {u"size"_s, run.input.size},
                                        {u"media_type"_s, builder.mediaType(run.inputName)},
                                        {u"sha256"_s, run.input.digest.toHex()}});
    context.set(u"run"_s,
                QJsonObject{{u"id"_s, run.id.toString()}, {u"pipeline"_s, pipeline.name}, {u"version"_s, pipeline.version}});
}

bool givesResult(const StepProgress &step)
{
    return step.state == StepState::Succeeded || (step.state == StepState::Degraded && step.items && step.output.isValid());
}

bool setResult(ExpressionContext &context, const StepProgress &step, RequestBuilder &builder)
{
    const auto result = resultOf(step, builder);
    if (result)
        context.setStep(step.id.name(), *result);
    else
        context.setStepUnreadable(step.id.name(), unreadable(u"the output of step %1"_s.arg(step.id.name()), result.error()));
    return result.has_value();
}

ExpressionContext seenBy(ExpressionContext context, const Pipeline &pipeline, const StepId &step)
{
    context.keepSteps(transitiveNeeds(pipeline.steps, step));
    return context;
}

Error unreadable(const QString &what, const Error &error)
{
    const bool isOfStore = categoryOf(error.kind) == Category::Internal;
    const QString where = error.where.isEmpty() ? QString() : u" (%1)"_s.arg(error.where);
    return {isOfStore ? error.kind : ErrorKind::Damaged,
            u"%1 cannot be read: %2%3"_s.arg(what, error.detail, where),
            {},
            error.remedy};
}

Result<QJsonArray> itemValues(const StepProgress &step, RequestBuilder &builder)
{
    const auto bytes = builder.bytesOf(step.output, LargestJsonBody);
    if (!bytes)
        return tl::unexpected(bytes.error());
    const QJsonArray values = QJsonDocument::fromJson(*bytes).array();
    if (values.size() != step.items.value_or(-1))
        return failure(ErrorKind::Damaged, u"the values of step %1 are not as many as its items"_s.arg(step.id.name()));
    return values;
}

void setItem(ExpressionContext &context, const QJsonValue &value, int item)
{
    context.set(u"item"_s, value);
    context.set(u"index"_s, item);
}

} // namespace cairn
