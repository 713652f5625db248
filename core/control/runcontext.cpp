#include "control/runcontext.h"

#include "control/judgement.h"
#include "control/storedheaders.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace cairn {

namespace {

/// The listing with the JSON bodies of its items, as far as expressions can hold them all. As text, because QJson would round
/// numbers.
QByteArray withBodies(const QByteArray &listing, RequestBuilder &builder)
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
            if (body && !QJsonDocument::fromJson(*body).isNull())
                one = one.chopped(1) + ",\"body\":" + *body + '}';
        }
        text += (text.isEmpty() ? "" : ",") + one;
    }
    const QByteArray rest = compact(whole).chopped(1);
    return rest + (whole.isEmpty() ? "" : ",") + "\"items\":[" + text + "]}";
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

void setResult(ExpressionContext &context, const StepProgress &step, RequestBuilder &builder)
{
    StepResult result{step.status, readHeaders(step.outputHeaders), step.output};
    if (step.output.isValid() && saysJson(result.headers)) {
        const auto bytes = builder.bytesOf(step.output, LargestJsonBody);
        if (bytes)
            result.body = step.items ? withBodies(*bytes, builder) : *bytes;
    }
    context.setStep(step.id.name(), result);
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
