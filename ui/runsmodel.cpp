#include "ui/runsmodel.h"

#include "ui/statelook.h"
#include "ui/wording.h"

#include <algorithm>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

/// Whether two rows of the same run show the same; the rest of a run never changes.
bool sameContent(const RunRecord &a, const RunRecord &b)
{
    return a.state == b.state && a.step == b.step && a.category == b.category && a.cause == b.cause && a.attempts == b.attempts
        && a.startedAt == b.startedAt && a.finishedAt == b.finishedAt && a.nextAt == b.nextAt;
}

QString causeText(const RunRecord &run)
{
    if (!run.category)
        return run.cause;
    return run.cause.isEmpty() ? categoryText(*run.category) : u"%1: %2"_s.arg(categoryText(*run.category), run.cause);
}

QString tookText(const RunRecord &run)
{
    return run.startedAt && run.finishedAt ? toText(*run.finishedAt - *run.startedAt) : QString();
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
    case Qt::DisplayRole: return text(run, index.column());
    case Qt::ToolTipRole: return tip(run, index.column());
    case Qt::TextAlignmentRole:
        return QVariant(index.column() == TookColumn ? Qt::AlignRight | Qt::AlignVCenter : Qt::AlignLeft | Qt::AlignVCenter);
    case LookRole: return int(lookOf(run.state));
    default: return {};
    }
}

QVariant RunsModel::text(const RunRecord &run, int column) const
{
    switch (column) {
    case StateColumn: return StateLook::word(lookOf(run.state));
    case InputColumn: return run.inputName;
    case PipelineColumn: return u"%1@%2"_s.arg(run.pipeline).arg(run.version);
    case StepColumn: return run.step.name();
    case CauseColumn: return causeText(run);
    case SubmittedColumn: return localTime(run.submittedAt);
    case TookColumn: return tookText(run);
    default: return {};
    }
}

QVariant RunsModel::tip(const RunRecord &run, int column) const
{
    switch (column) {
    case SubmittedColumn: return utcTime(run.submittedAt);
    case TookColumn: return run.finishedAt ? tr("Finished %1").arg(utcTime(run.finishedAt)) : QString();
    case InputColumn: return tr("%1\nRun %2").arg(run.inputName, run.id.toString());
    case StateColumn: return {};
    default: return text(run, column);
    }
}

QVariant RunsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant(section == TookColumn ? Qt::AlignRight | Qt::AlignVCenter : Qt::AlignLeft | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case StateColumn: return tr("State");
    case InputColumn: return tr("Input");
    case PipelineColumn: return tr("Pipeline");
    case StepColumn: return tr("Step");
    case CauseColumn: return tr("Cause");
    case SubmittedColumn: return tr("Submitted");
    case TookColumn: return tr("Took");
    default: return {};
    }
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

void RunsModel::merge(RunId before, const QList<RunRecord> &page, bool toEnd)
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
