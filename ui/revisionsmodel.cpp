#include "ui/revisionsmodel.h"

#include "ui/plaintip.h"
#include "ui/tableexport.h"
#include "ui/wording.h"

namespace cairn {

void RevisionsModel::setRevisions(const QList<ServiceRevision> &revisions)
{
    const bool same =
        revisions.size() == m_revisions.size() && (revisions.isEmpty() || revisions.first().id == m_revisions.first().id);
    if (same)
        return; // revisions never change
    beginResetModel();
    m_revisions = revisions;
    m_same.clear();
    QHash<QString, int> known; // what was said before, by its meaning
    for (auto revision = revisions.rbegin(); revision != revisions.rend(); ++revision) {
        m_same.prepend(known.value(revision->digest.toHex()));
        known.insert(revision->digest.toHex(), revision->revision);
    }
    endResetModel();
}

int RevisionsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_revisions.size());
}

int RevisionsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString RevisionsModel::text(int row, int column) const
{
    const ServiceRevision &revision = m_revisions.at(row);
    switch (column) {
    case RevisionColumn:
        return revision.id == m_revisions.first().id ? tr("%L1, live").arg(revision.revision) : tr("%L1").arg(revision.revision);
    case RecordedColumn: return localTime(revision.recordedAt);
    case ActorColumn: return revision.actor;
    case ReasonColumn:
        return m_same.at(row) == 0 ? revision.reason : tr("as revision %L1: %2").arg(m_same.at(row)).arg(revision.reason);
    default: return {};
    }
}

QVariant RevisionsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const ServiceRevision &revision = m_revisions.at(index.row());
    if (role == Qt::DisplayRole)
        return text(index.row(), index.column());
    if (role == ExportRole && index.column() == RecordedColumn)
        return toRfc3339(revision.recordedAt);
    if (role == Qt::ToolTipRole)
        return index.column() == RecordedColumn ? utcTime(revision.recordedAt) : plainTip(text(index.row(), index.column()));
    return {};
}

QVariant RevisionsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case RevisionColumn: return tr("Revision");
    case RecordedColumn: return tr("Recorded");
    case ActorColumn: return tr("By");
    case ReasonColumn: return tr("Why");
    default: return {};
    }
}

} // namespace cairn
