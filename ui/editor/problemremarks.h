#pragma once

#include "definition/problem.h"

#include <QMap>
#include <QSet>

#include <optional>

namespace cairn {

/// What is wrong with a text as it is said under its lines; see CodeView::setRemarks.
struct ProblemRemarks
{
    QMap<int, QString> said; ///< by line, from 0
    QSet<int> doubtful;      ///< lines with nothing but warnings

    static ProblemRemarks of(const QList<Problem> &problems);
};

/// The next of some lines, sorted, from `here` on (`direction` 1) or before it (-1), and round the end; nothing if there are
/// none.
std::optional<int> nextLine(const QList<int> &lines, int here, int direction);

} // namespace cairn
