#include "definition/problem.h"

namespace cairn {

QString Problem::toString() const
{
    QString text = file;
    if (line > 0)
        text += QStringLiteral(":%1:%2").arg(line).arg(column);
    text += QStringLiteral(": ") + what;
    return remedy.isEmpty() ? text : text + QStringLiteral(". ") + remedy;
}

} // namespace cairn
