#pragma once

#include "definition/problem.h"

#include <QMap>
#include <QSet>

namespace cairn {

/// What is wrong with a text as it is said under its lines; see CodeView::setRemarks.
struct ProblemRemarks
{
    QMap<int, QString> said; ///< by line, from 0
    QSet<int> doubtful;      ///< lines with nothing but warnings

    static ProblemRemarks of(const QList<Problem> &problems);
};

} // namespace cairn
