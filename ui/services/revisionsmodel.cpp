#include "ui/services/revisionsmodel.h"

#include "ui/look/wording.h"
#include "ui/parts/plaintip.h"
#include "ui/parts/tableexport.h"

#include <algorithm>

namespace cairn {

void RevisionsModel::setRevisions(const QList<ServiceRevision> &revisions)
{
    const bool same = revisions.size() == rows().size() && (revisions.isEmpty() || revisions.first().id == rows().first().id);
    if (!same) // revisions never change
        reset(revisions);
}

QString RevisionsModel::text(const ServiceRevision &revision, int column) const
{
    switch (column) {
    case RevisionColumn:
        return revision.id == rows().first().id ? tr("%L1, live").arg(revision.revision) : tr("%L1").arg(revision.revision);
    case RecordedColumn: return localTime(revision.recordedAt);
    case ActorColumn: return revision.actor;
    case ReasonColumn: return reasonOf(revision);
    default: return {};
    }
}

/// Names the newest before it that means the same.
QString RevisionsModel::reasonOf(const ServiceRevision &revision) const
{
    const auto same = std::find_if(rows().begin(), rows().end(), [&](const ServiceRevision &one) {
        return one.revision < revision.revision && one.digest == revision.digest;
    });
    return same == rows().end() ? revision.reason : tr("as revision %L1: %2").arg(same->revision).arg(revision.reason);
}

QVariant RevisionsModel::cell(const ServiceRevision &revision, int column, int role) const
{
    if (role == Qt::DisplayRole)
        return text(revision, column);
    if (role == ExportRole && column == RecordedColumn)
        return toRfc3339(revision.recordedAt);
    if (role == Qt::ToolTipRole)
        return column == RecordedColumn ? utcTime(revision.recordedAt) : plainTip(text(revision, column));
    return {};
}

QString RevisionsModel::head(int column) const
{
    switch (column) {
    case RevisionColumn: return tr("Revision");
    case RecordedColumn: return tr("Recorded");
    case ActorColumn: return tr("By");
    case ReasonColumn: return tr("Why");
    default: return {};
    }
}

} // namespace cairn
