#include "ui/runs/runsmodel.h"

#include "ui/look/statelook.h"
#include "ui/parts/plaintip.h"
#include "ui/runs/runcolumns.h"

#include <algorithm>

namespace cairn {

namespace {

/// Whether two rows of the same run show the same; the rest of a run never changes.
bool sameContent(const RunRecord &a, const RunRecord &b)
{
    return a.state == b.state && a.step == b.step && a.category == b.category && a.cause == b.cause && a.attempts == b.attempts &&
           a.startedAt == b.startedAt && a.finishedAt == b.finishedAt && a.nextAt == b.nextAt &&
           a.pipelineVersionId == b.pipelineVersionId;
}

} // namespace

int RunsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_runs.size());
}

int RunsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant RunsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const RunRecord &run = m_runs.at(index.row());
    switch (role) {
    case Qt::DisplayRole: return index.column() == ServiceColumn ? serviceOf(run) : runCell(run, index.column());
    case Qt::ToolTipRole: return plainTip(runCellTip(run, index.column()));
    case Qt::TextAlignmentRole: return QVariant(runColumnAlignment(index.column()));
    case LookRole: return int(lookOf(run.state));
    default: return {};
    }
}

QString RunsModel::serviceOf(const RunRecord &run) const
{
    return m_services.value(run.pipelineVersionId).value(run.step.name());
}

void RunsModel::setStepServices(qint64 pipelineVersionId, const QHash<QString, QString> &services)
{
    m_services.insert(pipelineVersionId, services);
    if (!m_runs.isEmpty())
        Q_EMIT dataChanged(index(0, ServiceColumn), index(int(m_runs.size()) - 1, ServiceColumn));
}

QVariant RunsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant(runColumnAlignment(section));
    return role == Qt::DisplayRole ? runColumnTitle(section) : QVariant();
}

bool RunsModel::canFetchMore(const QModelIndex &parent) const
{
    return !parent.isValid() && !m_whole;
}

void RunsModel::fetchMore(const QModelIndex &parent)
{
    if (canFetchMore(parent))
        Q_EMIT moreWanted();
}

int RunsModel::firstRowBelow(RunId id) const
{
    if (!id.isValid())
        return 0;
    const auto newer = [](const RunRecord &run, RunId bound) { return run.id >= bound; };
    return int(std::lower_bound(m_runs.begin(), m_runs.end(), id, newer) - m_runs.begin());
}

int RunsModel::rowOf(RunId id) const
{
    const int row = firstRowBelow(id) - 1;
    return row >= 0 && m_runs.at(row).id == id ? row : -1;
}

void RunsModel::reset(QList<RunRecord> newest, bool whole)
{
    beginResetModel();
    m_runs = std::move(newest);
    m_whole = whole;
    endResetModel();
}

void RunsModel::append(const QList<RunRecord> &older, bool whole)
{
    m_whole = whole;
    if (older.isEmpty())
        return;
    beginInsertRows({}, int(m_runs.size()), int(m_runs.size() + older.size()) - 1);
    m_runs += older;
    endInsertRows();
}

void RunsModel::removeRange(int first, int end)
{
    if (first >= end)
        return;
    beginRemoveRows({}, first, end - 1);
    m_runs.remove(first, end - first);
    endRemoveRows();
}

void RunsModel::merge(RunId before, const QList<RunRecord> &page, bool toEnd, RunId downTo)
{
    int row = firstRowBelow(before);
    for (int at = 0; at < page.size();) {
        int gone = row;
        while (gone < m_runs.size() && m_runs.at(gone).id > page.at(at).id)
            ++gone;
        removeRange(row, gone);
        if (row < m_runs.size() && m_runs.at(row).id == page.at(at).id) {
            if (!sameContent(m_runs.at(row), page.at(at))) {
                m_runs[row] = page.at(at);
                Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1));
            }
            ++row;
            ++at;
            continue;
        }
        int end = at;
        while (end < page.size() && (row == m_runs.size() || page.at(end).id > m_runs.at(row).id))
            ++end;
        beginInsertRows({}, row, row + end - at - 1);
        m_runs.insert(row, end - at, RunRecord());
        std::copy(page.begin() + at, page.begin() + end, m_runs.begin() + row);
        endInsertRows();
        row += end - at;
        at = end;
    }
    if (downTo.isValid())
        removeRange(row, firstRowBelow(downTo));
    if (toEnd) {
        removeRange(row, int(m_runs.size()));
        m_whole = true;
    }
}

void RunsModel::trim(int rows)
{
    if (m_runs.size() <= rows)
        return;
    removeRange(rows, int(m_runs.size()));
    m_whole = false;
}

} // namespace cairn
