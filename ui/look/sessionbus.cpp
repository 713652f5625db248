#include "ui/look/sessionbus.h"

#include <QFile>
#include <QStandardPaths>

namespace cairn {

using namespace Qt::StringLiterals;

QDBusConnection sessionBusIfAny()
{
    const bool isThere = qEnvironmentVariableIsSet("DBUS_SESSION_BUS_ADDRESS") ||
                         QFile::exists(QStandardPaths::writableLocation(QStandardPaths::RuntimeLocation) + "/bus"_L1);
    return isThere ? QDBusConnection::sessionBus() : QDBusConnection(QString());
}

} // namespace cairn
