#include "definition/problem.h"

#include <algorithm>

namespace cairn {

using namespace Qt::StringLiterals;

QString Problem::toString() const
{
    QString text = file;
    if (line > 0)
        text += u":%1:%2"_s.arg(line).arg(column);
    text += u": "_s + what;
    return remedy.isEmpty() ? text : text + u". "_s + remedy;
}

bool isSound(const QList<Problem> &problems)
{
    return std::all_of(problems.begin(), problems.end(), [](const Problem &problem) { return problem.warning; });
}

} // namespace cairn
