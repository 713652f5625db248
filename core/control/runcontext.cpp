#include "control/runcontext.h"

#include "control/judgement.h"
#include "control/storedheaders.h"
#include "definition/stepgraph.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace cairn {

namespace {

/// The listing with the JSON bodies of its items, as far as expressions can hold them all. As text, because QJson would round
/// numbers. Errors: those of the store.
Result<QByteArray> withBodies(const QByteArray &listing, RequestBuilder &builder)
{
    QJsonObject whole = QJsonDocument::fromJson(listing).object();
    const QJsonArray items = whole.take(QStringLiteral("items")).toArray();
    QByteArray text;
    for (const QJsonValue &value : items) {
        QByteArray one = value.isNull() ? QByteArrayLiteral("null") : compact(value.toObject());
        const auto digest = Digest::fromHex(value[QStringLiteral("sha256")].toString());
        const bool isJson = value[QStringLiteral("media_type")].toString().contains(QLatin1String("json"), Qt::CaseInsensitive);
        const qint64 size = value[QStringLiteral("size")].toInteger();
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
    StepResult result{step.status, readHeaders(step.outputHeaders), step.output};
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
        return failure(ErrorKind::NotFound, QStringLiteral("the headers of its answer were erased"), {},
                       QStringLiteral("Rerun from that step or one before it"));
    return result;
}

} // namespace

void setRun(ExpressionContext &context, const RunRecord &run, const Pipeline &pipeline, RequestBuilder &builder)
{
    context.set(QStringLiteral("input"), QJsonObject{{QStringLiteral("name"), run.inputName},
                                                     {QStringLiteral("size"), run.input.size},
                                                     {QStringLiteral("media_type"), builder.mediaType(run.inputName)},
                                                     {QStringLiteral("sha256"), run.input.digest.toHex()}});
    context.set(QStringLiteral("run"), QJsonObject{{QStringLiteral("id"), run.id.toString()},
                                                   {QStringLiteral("pipeline"), pipeline.name},
                                                   {QStringLiteral("version"), pipeline.version}});
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
        context.setStepUnreadable(step.id.name(),
                                  unreadable(QStringLiteral("the output of step %1").arg(step.id.name()), result.error()));
    return result.has_value();
}

ExpressionContext seenBy(ExpressionContext context, const Pipeline &pipeline, const StepId &step)
{
    QSet<QString> names;
    for (const StepId &need : transitiveNeeds(pipeline.steps, step))
        names.insert(need.name());
    context.keepSteps(names);
    return context;
}

Error unreadable(const QString &what, const Error &error)
{
    const bool isOfStore = categoryOf(error.kind) == Category::Internal;
    const QString where = error.where.isEmpty() ? QString() : QStringLiteral(" (%1)").arg(error.where);
    return {isOfStore ? error.kind : ErrorKind::Damaged,
            QStringLiteral("%1 cannot be read: %2%3").arg(what, error.detail, where), {}, error.remedy};
}

Result<QJsonArray> itemValues(const StepProgress &step, RequestBuilder &builder)
{
    const auto bytes = builder.bytesOf(step.output, LargestJsonBody);
    if (!bytes)
        return tl::unexpected(bytes.error());
    const QJsonArray values = QJsonDocument::fromJson(*bytes).array();
    if (values.size() != step.items.value_or(-1))
        return failure(ErrorKind::Damaged,
                       QStringLiteral("the values of step %1 are not as many as its items").arg(step.id.name()));
    return values;
}

void setItem(ExpressionContext &context, const QJsonValue &value, int item)
{
    context.set(QStringLiteral("item"), value);
    context.set(QStringLiteral("index"), item);
}

} // namespace cairn
