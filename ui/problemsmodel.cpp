#include "ui/problemsmodel.h"

#include "ui/plaintip.h"
#include "ui/reviewtext.h"

namespace cairn {

using namespace Qt::StringLiterals;

int ProblemsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_problems.size());
}

int ProblemsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ProblemsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Problem &problem = m_problems.at(index.row());
    if (role == Qt::ToolTipRole)
        return plainTip(problem.toString());
    if (role != Qt::DisplayRole)
        return {};
    switch (index.column()) {
    case PlaceColumn: return placeText(problem);
    case WhatColumn: return problem.warning ? tr("Warning: %1").arg(problem.what) : problem.what;
    case RemedyColumn: return problem.remedy;
    default: return {};
    }
}

QVariant ProblemsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case PlaceColumn: return tr("Place");
    case WhatColumn: return tr("What is wrong");
    case RemedyColumn: return tr("What to do");
    default: return {};
    }
}

void ProblemsModel::setProblems(const QList<Problem> &problems)
{
    if (problems == m_problems)
        return; // a choice stays
    beginResetModel();
    m_problems = problems;
    endResetModel();
}

} // namespace cairn
