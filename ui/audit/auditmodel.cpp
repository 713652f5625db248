#include "ui/audit/auditmodel.h"

#include "ui/look/wording.h"
#include "ui/parts/plaintip.h"
#include "ui/parts/tableexport.h"

#include <QLocale>

#include <algorithm>

namespace cairn {

int AuditModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_entries.size());
}

int AuditModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant AuditModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const AuditEntry &entry = m_entries.at(index.row());
    if (role == ExportRole)
        return index.column() == AtColumn ? toRfc3339(entry.at) : QString();
    if (role == Qt::ToolTipRole)
        return index.column() == AtColumn       ? utcTime(entry.at)
               : index.column() == ReasonColumn ? plainTip(entry.reason)
                                                : QString();
    if (role == Qt::TextAlignmentRole && index.column() == NumberColumn)
        return QVariant(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (index.column()) {
    case AtColumn: return localTimeExact(entry.at);
    case ActorColumn: return entry.actor;
    case ActionColumn: return entry.action;
    case SubjectColumn: return entry.subject;
    case ReasonColumn: return entry.reason;
    case NumberColumn: return QLocale().toString(entry.seq);
    default: return {};
    }
}

QVariant AuditModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant((section == NumberColumn ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case AtColumn: return tr("Time");
    case ActorColumn: return tr("Who");
    case ActionColumn: return tr("What");
    case SubjectColumn: return tr("About");
    case ReasonColumn: return tr("Why");
    case NumberColumn: return tr("Entry");
    default: return {};
    }
}

bool AuditModel::canFetchMore(const QModelIndex &parent) const
{
    return !parent.isValid() && !m_whole;
}

void AuditModel::fetchMore(const QModelIndex &parent)
{
    if (canFetchMore(parent))
        Q_EMIT moreWanted();
}

void AuditModel::reset(const QList<AuditEntry> &newest, bool whole)
{
    beginResetModel();
    m_entries = newest;
    m_whole = whole;
    endResetModel();
}

void AuditModel::append(const QList<AuditEntry> &older, bool whole)
{
    m_whole = whole;
    if (older.isEmpty())
        return;
    beginInsertRows({}, int(m_entries.size()), int(m_entries.size() + older.size()) - 1);
    m_entries += older;
    endInsertRows();
}

void AuditModel::prepend(const QList<AuditEntry> &newer)
{
    if (newer.isEmpty())
        return;
    beginInsertRows({}, 0, int(newer.size()) - 1);
    m_entries = newer + m_entries;
    endInsertRows();
}

void AuditModel::trim(int rows)
{
    if (m_entries.size() <= rows)
        return;
    beginRemoveRows({}, rows, int(m_entries.size()) - 1);
    m_entries.resize(rows);
    m_whole = false;
    endRemoveRows();
}

void AuditModel::setEntries(const QList<AuditEntry> &all)
{
    const auto sameEntry = [](const AuditEntry &a, const AuditEntry &b) { return a.seq == b.seq; };
    const qsizetype more = all.size() - m_entries.size();
    if (more >= 0 && std::equal(m_entries.begin(), m_entries.end(), all.begin() + more, sameEntry))
        prepend(all.first(more));
    else
        reset(all, true);
}

} // namespace cairn
