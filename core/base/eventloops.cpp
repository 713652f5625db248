#include "base/eventloops.h"

namespace cairn {

namespace {
const char *setHere = nullptr;
}

void chooseEventLoops(Glib glib)
{
    const char *variable = glib == Glib::ForNone ? "QT_NO_GLIB" : "QT_NO_THREADED_GLIB"; // Qt offers no other way
    if (!qEnvironmentVariableIsEmpty(variable))
        return; // whoever started this program wants it of all of them
    qputenv(variable, "1");
    setHere = variable;
}

QProcessEnvironment environmentForOthers()
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    if (setHere)
        environment.remove(QString::fromLatin1(setHere));
    return environment;
}

} // namespace cairn
