#include "control/inbox.h"

#include "control/filterwords.h"
#include "control/pinnedsteps.h"
#include "store/faultword.h"

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr int NotesLookedAt = 10'000; ///< alerts that are repeated may be many since somebody took it on

Result<void> readState(IncidentFilter &filter, const FilterWord &given, Timestamp)
{
    return readFilterStates(filter.states, given, allIncidentStates());
}

constexpr std::array<FilterKey<IncidentFilter>, 4> IncidentKeys{{
    {"state"_L1, readState, true},
    {"service"_L1, filterText<&IncidentFilter::service>},
    {"category"_L1, filterCategory},
    {"pipeline"_L1, filterText<&IncidentFilter::pipeline>},
}};

bool isUndecided(const IncidentMember &member)
{
    return member.fate == MemberFate::Failing && member.stands == StepState::OutcomeUnknown;
}

bool isAct(const IncidentNote &note)
{
    for (IncidentAct act : {IncidentAct::Acknowledge, IncidentAct::Assign, IncidentAct::Escalate, IncidentAct::Note}) {
        if (note.kind == word(act))
            return true;
    }
    return false;
}

/// Each service is asked about once a page.
class Contracts
{
public:
    explicit Contracts(StoreReader &reader) : m_reader(reader) {}

    Result<Contract> of(const QString &service)
    {
        if (const auto known = m_known.constFind(service); known != m_known.cend())
            return *known;
        auto contract = contractOf(m_reader, service);
        if (contract)
            m_known.insert(service, *contract);
        return contract;
    }

private:
    StoreReader &m_reader;
    QHash<QString, Contract> m_known;
};

} // namespace

QList<IncidentState> unresolvedStates()
{
    QList<IncidentState> states = allIncidentStates();
    states.removeOne(IncidentState::Resolved);
    return states;
}

Result<IncidentFilter> parseIncidentFilter(const QStringList &words)
{
    return readFilter(words, IncidentKeys, {});
}

std::optional<TransportFault> transportFaultOf(const Fingerprint &print)
{
    return faultFromStored(print.code);
}

Result<QList<IncidentSummary>> readInbox(StoreReader &reader, const IncidentFilter &filter, const std::optional<Incident> &before,
                                         int limit)
{
    const auto incidents = reader.urgentIncidents(filter, before, limit);
    if (!incidents)
        return tl::unexpected(incidents.error());
    QList<IncidentSummary> page;
    page.reserve(incidents->size());
    Contracts contracts(reader);
    for (const Incident &incident : *incidents) {
        const auto pipelines = reader.incidentPipelines(incident.id);
        if (!pipelines)
            return tl::unexpected(pipelines.error());
        const auto contract = contracts.of(incident.fingerprint.service);
        if (!contract)
            return tl::unexpected(contract.error());
        page.append({incident, pipelines->keys(), responsibilityFor(incident.fingerprint, *contract)});
    }
    return page;
}

Result<QList<HandledIncident>> readIncidentsOf(StoreReader &reader, RunId run)
{
    const auto incidents = reader.incidentsOf(run);
    if (!incidents)
        return tl::unexpected(incidents.error());
    QList<HandledIncident> found;
    for (const Incident &incident : *incidents) {
        found.append({incident, {}});
        if (incident.handling == IncidentState::Open)
            continue;
        const auto notes = reader.incidentNotes(incident.id, NotesLookedAt);
        if (!notes)
            return tl::unexpected(notes.error());
        const QString kind =
            word(incident.handling == IncidentState::Escalated ? IncidentAct::Escalate : IncidentAct::Acknowledge);
        for (const IncidentNote &note : *notes) {
            if (note.kind == kind)
                found.last().handler = note.actor;
        }
    }
    return found;
}

Result<QList<MemberSummary>> readMembers(StoreReader &reader, qint64 incident, std::optional<MemberFate> fate,
                                         const std::optional<IncidentMember> &after, int limit)
{
    const auto members = reader.incidentMembers(incident, fate, after, limit);
    if (!members)
        return tl::unexpected(members.error());
    QList<MemberSummary> page;
    page.reserve(members->size());
    RunRecord run;
    PinnedSteps steps;
    for (const IncidentMember &member : *members) {
        if (page.isEmpty() || run.id != member.run) { // items of one step follow each other
            const auto read = reader.run(member.run);
            if (!read)
                return tl::unexpected(read.error());
            run = *read;
            if (const auto loaded = steps.load(reader, run.pipelineVersionId); !loaded)
                return tl::unexpected(loaded.error());
        }
        const Fit fit = steps.fitOf(CommandKind::Retry, run.pipelineVersionId, member.key, member.stands);
        const bool isOpen = isUndecided(member);
        page.append({member, run.inputName, run.pipeline, isOpen, isOpen && fit == Fit::Asked});
    }
    return page;
}

std::optional<IncidentNote> lastActIn(const QList<IncidentNote> &notes)
{
    const auto found = std::find_if(notes.rbegin(), notes.rend(), isAct);
    return found == notes.rend() ? std::nullopt : std::optional(*found);
}

} // namespace cairn
