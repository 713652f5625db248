#include "control/incidentdesk.h"

#include "control/incidenthistory.h"

#include <algorithm>

namespace cairn {

namespace {
constexpr int NotesShown = 200;
constexpr int DeedsRead = 1'000; // of which those of one go are one
constexpr int DeedsShown = 100;
} // namespace

Result<IncidentDetail> readIncidentDetail(StoreReader &reader, qint64 id)
{
    const auto incident = reader.incident(id);
    if (!incident)
        return tl::unexpected(incident.error());
    const auto pipelines = reader.incidentPipelines(id);
    if (!pipelines)
        return tl::unexpected(pipelines.error());
    const auto notes = reader.incidentNotes(id, NotesShown);
    if (!notes)
        return tl::unexpected(notes.error());
    const auto deeds = reader.incidentDeeds(id, DeedsRead + 1);
    if (!deeds)
        return tl::unexpected(deeds.error());
    const auto contract = contractOf(reader, incident->fingerprint.service);
    if (!contract)
        return tl::unexpected(contract.error());
    const auto undecided = readUndecided(reader, *incident);
    if (!undecided)
        return tl::unexpected(undecided.error());
    const QList<IncidentDeed> told = inOneGo(*deeds);
    return IncidentDetail{
        *incident, responsibilityFor(incident->fingerprint, *contract),     *pipelines,
        *notes,    told.last(std::min<qsizetype>(told.size(), DeedsShown)), deeds->size() > DeedsRead || told.size() > DeedsShown,
        *undecided};
}

QFuture<Result<QList<IncidentSummary>>> IncidentDesk::inbox(const IncidentFilter &filter, const std::optional<Incident> &before,
                                                            int limit)
{
    return m_desk.ask<QList<IncidentSummary>>([=](StoreReader &reader) { return readInbox(reader, filter, before, limit); });
}

QFuture<Result<QMap<IncidentState, qint64>>> IncidentDesk::counts()
{
    return m_desk.ask<QMap<IncidentState, qint64>>([](StoreReader &reader) { return reader.countIncidents(); });
}

QFuture<Result<IncidentDetail>> IncidentDesk::detail(qint64 id)
{
    return m_desk.ask<IncidentDetail>([=](StoreReader &reader) { return readIncidentDetail(reader, id); });
}

QFuture<Result<QList<MemberSummary>>> IncidentDesk::memberSummaries(qint64 id, std::optional<MemberFate> fate,
                                                                    const std::optional<IncidentMember> &after, int limit)
{
    return m_desk.ask<QList<MemberSummary>>([=](StoreReader &reader) { return readMembers(reader, id, fate, after, limit); });
}

QFuture<Result<Committed>> IncidentDesk::handle(HandleIncident act)
{
    act.at = m_desk.clock().now();
    return m_desk.commit(Transaction(std::move(act)));
}

} // namespace cairn
