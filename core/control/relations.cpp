#include "control/relations.h"

namespace cairn {

namespace {

constexpr int MostRows = 500;

QSet<qint64> revisionIds(const RunHistory &history)
{
    QSet<qint64> ids;
    for (const Checkpoint &checkpoint : history.checkpoints)
        ids.insert(checkpoint.policyRevisionId);
    for (const Attempt &attempt : history.attempts)
        ids.insert(attempt.policyRevisionId);
    ids.remove(0);
    return ids;
}

/// What was found; what is gone is nothing to complain of.
template <typename T> Result<std::optional<T>> ifThere(Result<T> found)
{
    if (found)
        return std::optional(std::move(*found));
    if (found.error().kind == ErrorKind::NotFound)
        return std::optional<T>();
    return tl::unexpected(found.error());
}

/// Nothing of a run that is not held, and of a service that is no longer live.
Result<std::optional<ServiceHealth>> readGate(StoreReader &reader, const RunDetail &detail, Timestamp now)
{
    const Step *step = detail.run.state == RunState::Held ? detail.version.pipeline.step(detail.run.step) : nullptr;
    if (!step || step->service.isEmpty())
        return std::nullopt;
    const auto revision = ifThere(reader.service(step->service));
    if (!revision || !*revision)
        return revision.map([](const auto &) { return std::optional<ServiceHealth>(); });
    const auto optional = [](const ServiceHealth &health) { return std::optional(health); };
    return readServiceHealth(reader, **revision, now, false).map(optional);
}

} // namespace

Result<RunRelations> readRunRelations(StoreReader &reader, const RunDetail &detail, Timestamp now)
{
    RunRelations relations;
    if (detail.run.rerunOf) {
        auto original = ifThere(reader.run(*detail.run.rerunOf));
        if (!original)
            return tl::unexpected(original.error());
        relations.original = std::move(*original);
    }
    auto input = ifThere(readInputTaken(reader, detail.run));
    if (!input)
        return tl::unexpected(input.error());
    relations.input = std::move(*input);
    auto reruns = reader.rerunsOf(detail.run.id, MostRows);
    auto events = reader.eventsOf(detail.run.id, MostRows);
    auto commands = reader.commandsOf(detail.run.id, MostRows);
    auto incidents = readIncidentsOf(reader, detail.run.id);
    AuditFilter ofRun;
    ofRun.subject = detail.run.id.toString();
    auto gate = readGate(reader, detail, now);
    auto audit = reader.searchAudit(ofRun, 0, AuditOrder::NewestFirst, MostRows, MostRows);
    for (const auto *failed :
         {reruns ? nullptr : &reruns.error(), events ? nullptr : &events.error(), commands ? nullptr : &commands.error(),
          incidents ? nullptr : &incidents.error(), gate ? nullptr : &gate.error(), audit ? nullptr : &audit.error()}) {
        if (failed)
            return tl::unexpected(*failed);
    }
    relations.reruns = std::move(*reruns);
    relations.events = std::move(*events);
    relations.commands = std::move(*commands);
    relations.incidents = std::move(*incidents);
    relations.gate = std::move(*gate);
    relations.audit = std::move(audit->entries);
    for (qint64 id : revisionIds(detail.history)) {
        auto revision = ifThere(reader.serviceRevision(id));
        if (!revision)
            return tl::unexpected(revision.error());
        if (*revision)
            relations.revisions.insert(id, **revision);
    }
    return relations;
}

} // namespace cairn
