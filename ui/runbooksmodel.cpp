#include "ui/runbooksmodel.h"

#include "ui/plaintip.h"
#include "ui/runbookwording.h"

#include <algorithm>

namespace cairn {

using namespace Qt::StringLiterals;

int RunbooksModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_runbooks.size());
}

int RunbooksModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant RunbooksModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Runbook &runbook = m_runbooks.at(index.row());
    if (role == NameRole)
        return runbook.name;
    if (role == SearchRole)
        return u"%1 %2 %3 %4"_s.arg(runbook.name, runbook.title, matchText(runbook.match), QString::fromUtf8(runbook.source));
    if (role == Qt::ToolTipRole)
        return plainTip(u"%1\n%2"_s.arg(runbook.title, whereText(runbook)));
    if (role != Qt::DisplayRole)
        return {};
    switch (index.column()) {
    case TitleColumn: return runbook.title;
    case SeverityColumn: return severityText(runbook.severity);
    case MatchColumn: return matchText(runbook.match);
    default: return {};
    }
}

QVariant RunbooksModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case TitleColumn: return tr("Runbook");
    case SeverityColumn: return tr("Severity");
    case MatchColumn: return tr("For");
    default: return {};
    }
}

void RunbooksModel::setRunbooks(const QList<Runbook> &runbooks)
{
    beginResetModel();
    m_runbooks = runbooks;
    endResetModel();
}

const Runbook *RunbooksModel::find(const QString &name) const
{
    const auto found = std::find_if(m_runbooks.begin(), m_runbooks.end(), [&](const Runbook &one) { return one.name == name; });
    return found == m_runbooks.end() ? nullptr : &*found;
}

} // namespace cairn
