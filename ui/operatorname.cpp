#include "ui/operatorname.h"

namespace cairn {

using namespace Qt::StringLiterals;

QString operatorName()
{
    for (const char *variable : {"USER", "LOGNAME", "USERNAME"}) {
        const QString name = qEnvironmentVariable(variable);
        if (!name.isEmpty())
            return name;
    }
    return u"console"_s;
}

} // namespace cairn
