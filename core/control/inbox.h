#pragma once

#include "control/responsibility.h"
#include "store/store.h"

#include <QStringList>

namespace cairn {

/// An incident as lists show it.
struct IncidentSummary
{
    Incident incident;
    QStringList pipelines; ///< in which its failures were, by name
    Responsibility responsibility;
};

/// An incident, and who took it on.
struct HandledIncident
{
    Incident incident;
    QString handler; ///< who acknowledged or escalated it last; empty while it is open
};

/// One failure of an incident as lists show it.
struct MemberSummary
{
    IncidentMember member;
    QString inputName;
    QString pipeline;
    bool isUndecided = false; ///< it fails because nobody knows whether it happened
    bool canBeAsked = false;  ///< and its step says how its service is asked
};

/// All states but Resolved: what the inbox shows.
QList<IncidentState> unresolvedStates();

/// Reads the words of a filter of incidents ("state:open service:ocr category:data pipeline:claims invoice"). Errors: Usage,
/// naming the word.
Result<IncidentFilter> parseIncidentFilter(const QStringList &words);

/// What went wrong below HTTP, if that is what a fingerprint's code says.
std::optional<TransportFault> transportFaultOf(const Fingerprint &print);

/// A page; see StoreReader::urgentIncidents. Errors: those of the store.
Result<QList<IncidentSummary>> readInbox(StoreReader &reader, const IncidentFilter &filter, const std::optional<Incident> &before,
                                         int limit);
/// Those that steps of a run belong to, newest first.
Result<QList<HandledIncident>> readIncidentsOf(StoreReader &reader, RunId run);
/// A page; see StoreReader::incidentMembers. Each comes once, whatever becomes of it between two pages.
Result<QList<MemberSummary>> readMembers(StoreReader &reader, qint64 incident, std::optional<MemberFate> fate,
                                         const std::optional<IncidentMember> &after, int limit);
/// Who did the newest act that an incident's history holds, and when; nullopt if nobody did anything.
std::optional<IncidentNote> lastActIn(const QList<IncidentNote> &notes);

} // namespace cairn
