#include "control/rehearsal.h"

#include "control/schemas.h"

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

/// Of a step that stands and can be edited; else why not.
QString refusalOf(const StepProgress &progress, const Step &step)
{
    if (!isStanding(progress.state))
        return u"step %1 is %2: only what is blocked, waiting for a retry or held can be edited"_s.arg(progress.key().toString(),
                                                                                                       word(progress.state));
    return refuseEdit(step, progress.item);
}

Result<void> readBody(EditableRequest &editable, Rehearsal &rehearsal, const RunDetail &detail, const StepProgress &progress)
{
    const auto built = rehearsal.request(detail, progress.key());
    if (!built) {
        if (built.error().kind != ErrorKind::Usage)
            return tl::unexpected(built.error());
        editable.fault = built.error().detail;
        return {};
    }
    editable.body = built->record;
    editable.basis.body = editable.body.digest;
    if (editable.body.size > EditableRequest::MostText)
        return {};
    const auto bytes = rehearsal.builder().recordOf(*built);
    if (!bytes)
        return tl::unexpected(bytes.error());
    editable.bytes = *bytes;
    editable.isJson = editable.isJson || saysJson(built->http.headers);
    return {};
}

} // namespace

Rehearsal::Rehearsal(StoreReader &reader) : m_reader(reader), m_builder(reader, m_engine), m_schemas(reader) {}

Result<BuiltRequest> Rehearsal::request(const RunDetail &detail, const StepKey &key)
{
    const Step *step = detail.version.pipeline.step(key.step);
    const StepProgress *progress = step ? detail.progress.step(key) : nullptr;
    if (!progress)
        return failure(ErrorKind::NotFound, u"run %1 has no step %2"_s.arg(detail.run.id.toString(), key.toString()), {},
                       u"`cairn show %1` lists its steps"_s.arg(detail.run.id.toString()));
    ExpressionContext context;
    setRun(context, detail.run, detail.version.pipeline, m_builder);
    for (const StepProgress &other : detail.progress.steps()) {
        if (givesResult(other))
            setResult(context, other, m_builder);
    }
    context = seenBy(std::move(context), detail.version.pipeline, key.step);
    if (key.item != NoItem) {
        const auto values = itemValues(*detail.progress.step(key.step), m_builder);
        if (!values)
            return tl::unexpected(values.error());
        setItem(context, values->at(key.item), key.item);
    }
    return request(*step, context, progress->edited);
}

Result<BuiltRequest> Rehearsal::request(const Step &step, ExpressionContext context, const PayloadRef &edited)
{
    const auto service = m_reader.service(step.service);
    if (!service)
        return tl::unexpected(service.error());
    if (step.callback)
        context.set(u"callback"_s, QJsonObject{{u"url"_s, u"(address of the callback)"_s}});
    auto built = m_builder.build(step, service->service, context, edited);
    if (!built)
        return failure(ErrorKind::Usage, built.error().cause);
    return std::move(*built);
}

Result<EditableRequest> readEditable(StoreReader &reader, RunId run, StepKey key)
{
    const auto detail = readRunDetail(reader, run);
    if (!detail)
        return tl::unexpected(detail.error());
    if (key.step.isEmpty())
        key = {detail->run.step, detail->progress.summary().item};
    const Step *step = detail->version.pipeline.step(key.step);
    const StepProgress *progress = step ? detail->progress.step(key) : nullptr;
    if (!progress)
        return failure(ErrorKind::NotFound,
                       key.step.isEmpty() ? u"no step of run %1 stands still"_s.arg(run.toString())
                                          : u"run %1 has no step %2"_s.arg(run.toString(), key.toString()),
                       {}, u"`cairn show %1` lists its steps"_s.arg(run.toString()));
    EditableRequest editable;
    editable.key = key;
    editable.refusal = refusalOf(*progress, *step);
    editable.basis.generation = progress->generation;
    editable.isJson = step->request.body.kind == RequestBody::Kind::Json;
    editable.followers = followersOf(detail->version.pipeline, key.step);
    if (!editable.refusal.isEmpty())
        return editable;
    Rehearsal rehearsal(reader);
    if (const auto read = readBody(editable, rehearsal, *detail, *progress); !read)
        return tl::unexpected(read.error());
    if (step->requestSchema.isEmpty())
        return editable;
    auto schema = readSchema(reader, step->requestSchema);
    if (!schema)
        return tl::unexpected(schema.error());
    editable.schema = std::move(*schema);
    return editable;
}

} // namespace cairn
