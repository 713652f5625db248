#include "ui/incidents/incidentsmodel.h"

#include "ui/look/incidentwording.h"
#include "ui/look/statelook.h"
#include "ui/look/wording.h"

namespace cairn {

using namespace Qt::StringLiterals;

QString spokenIncident(const IncidentSummary &summary)
{
    const Incident &incident = summary.incident;
    QStringList parts{IncidentsModel::tr("Incident %1").arg(incident.id), StateLook::word(lookOf(incident.state())),
                      placeText(incident.fingerprint), troubleText(incident.fingerprint), countsText(incident.counts)};
    if (summary.responsibility.atOnce)
        parts.append(IncidentsModel::tr("escalate at once"));
    parts.append(incident.cause);
    return parts.join(u", "_s);
}

QVariant IncidentsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const IncidentSummary &summary = row(index.row());
    switch (role) {
    case Qt::DisplayRole: return placeText(summary.incident.fingerprint);
    case Qt::AccessibleTextRole: return spokenIncident(summary);
    case Qt::ToolTipRole:
        return tr("Incident %1\nFirst failure %2\nLast failure %3")
            .arg(QString::number(summary.incident.id), utcTime(summary.incident.firstAt), utcTime(summary.incident.lastAt));
    case LookRole: return int(lookOf(summary.incident.state()));
    case SummaryRole: return QVariant::fromValue(summary);
    default: return {};
    }
}

int IncidentsModel::rowOf(qint64 incident) const
{
    for (int at = 0; at < rows().size(); ++at) {
        if (row(at).incident.id == incident)
            return at;
    }
    return -1;
}

bool IncidentsModel::sameRow(const IncidentSummary &a, const IncidentSummary &b) const
{
    return a.incident.id == b.incident.id;
}

bool IncidentsModel::sameContent(const IncidentSummary &a, const IncidentSummary &b) const
{
    return a.incident.counts == b.incident.counts && a.incident.revision == b.incident.revision &&
           a.incident.lastAt == b.incident.lastAt && a.incident.urgency == b.incident.urgency &&
           a.incident.handling == b.incident.handling && a.incident.cause == b.incident.cause &&
           a.incident.assignee == b.incident.assignee && a.pipelines == b.pipelines &&
           a.responsibility.owner == b.responsibility.owner;
}

} // namespace cairn
