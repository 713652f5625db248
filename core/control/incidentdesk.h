#pragma once

#include "control/desk.h"
#include "control/inbox.h"
#include "control/undecided.h"

namespace cairn {

/// All that is told of one incident but its single failures.
struct IncidentDetail
{
    Incident incident;
    Responsibility responsibility;
    QMap<QString, qint64> pipelines; ///< failures by pipeline, ever
    QList<IncidentNote> notes;       ///< oldest first, the newest two hundred
    QList<IncidentDeed> deeds{};     ///< what people asked for, in one go each; oldest first, the newest hundred
    bool hasOlderDeeds = false;      ///< which are told in the audit only
    UndecidedMembers undecided{};

    /// More may have been asked for in that go.
    bool isCutOff(const IncidentDeed &deed) const
    {
        return hasOlderDeeds && deed.command.bulk == 0 && deed.command.id == deeds.first().command.id;
    }
};

/// Errors: NotFound, those of the store.
Result<IncidentDetail> readIncidentDetail(StoreReader &reader, qint64 id);

/// A Desk's side for incidents: what is asked of them and done about them as a whole.
class IncidentDesk
{
public:
    explicit IncidentDesk(Desk &desk) : m_desk(desk) {}

    /// See StoreReader::incidents; with what lists show beside it.
    QFuture<Result<QList<IncidentSummary>>> inbox(const IncidentFilter &filter, const std::optional<Incident> &before, int limit);
    QFuture<Result<QMap<IncidentState, qint64>>> counts();
    QFuture<Result<IncidentDetail>> detail(qint64 id);
    /// See readMembers().
    QFuture<Result<QList<MemberSummary>>> memberSummaries(qint64 id, std::optional<MemberFate> fate,
                                                          const std::optional<IncidentMember> &after, int limit);
    /// Errors: Conflict, telling what was done since the revision that was seen.
    QFuture<Result<Committed>> handle(HandleIncident act);

private:
    Desk &m_desk;
};

} // namespace cairn
