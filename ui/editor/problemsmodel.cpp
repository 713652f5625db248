#include "ui/editor/problemsmodel.h"

#include "ui/editor/reviewtext.h"
#include "ui/parts/plaintip.h"

namespace cairn {

using namespace Qt::StringLiterals;

QVariant ProblemsModel::cell(const Problem &problem, int column, int role) const
{
    if (role == Qt::ToolTipRole)
        return plainTip(problem.toString());
    if (role != Qt::DisplayRole)
        return {};
    switch (column) {
    case PlaceColumn: return placeText(problem);
    case WhatColumn: return problem.warning ? tr("Warning: %1").arg(problem.what) : problem.what;
    case RemedyColumn: return problem.remedy;
    default: return {};
    }
}

QString ProblemsModel::head(int column) const
{
    switch (column) {
    case PlaceColumn: return tr("Place");
    case WhatColumn: return tr("What is wrong");
    case RemedyColumn: return tr("What to do");
    default: return {};
    }
}

void ProblemsModel::setProblems(const QList<Problem> &problems)
{
    if (problems == rows())
        return; // a choice stays
    reset(problems);
}

} // namespace cairn
