#include "control/actor.h"

#include <QSysInfo>

#include <pwd.h>
#include <unistd.h>

namespace cairn {

QString currentActor()
{
    const passwd *entry = ::getpwuid(::getuid());
    const QString name = entry ? QString::fromLocal8Bit(entry->pw_name) : QString::number(::getuid());
    return name + QLatin1Char('@') + QSysInfo::machineHostName();
}

} // namespace cairn
