#include "control/target.h"

#include <QStringList>

namespace cairn {

using namespace Qt::StringLiterals;

Result<Target> parseTarget(const QString &text)
{
    const QStringList parts = text.split(u'/');
    const auto run = RunId::fromString(parts.first());
    if (!run)
        return tl::unexpected(run.error());
    Target target{*run, StepId(parts.value(1)), NoItem};
    bool isNumber = true;
    if (parts.size() > 2)
        target.item = parts[2].toInt(&isNumber);
    if (parts.size() > 3 || !isNumber || target.item < NoItem || (parts.size() > 1 && parts[1].isEmpty()))
        return failure(ErrorKind::Usage, u"'%1' names no run, step or item"_s.arg(text.left(120)), {},
                       u"Write RUN, RUN/STEP or RUN/STEP/ITEM; items count from 0"_s);
    return target;
}

} // namespace cairn
