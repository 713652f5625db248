#include "definition/problem.h"

#include <algorithm>

namespace cairn {

QString Problem::toString() const
{
    QString text = file;
    if (line > 0)
        text += QStringLiteral(":%1:%2").arg(line).arg(column);
    text += QStringLiteral(": ") + what;
    return remedy.isEmpty() ? text : text + QStringLiteral(". ") + remedy;
}

bool isSound(const QList<Problem> &problems)
{
    return std::all_of(problems.begin(), problems.end(), [](const Problem &problem) { return problem.warning; });
}

} // namespace cairn
