#include "eventloops.h"

#include <QtGlobal>

namespace cairn {

void chooseEventLoops(Glib glib)
{
    qputenv(glib == Glib::ForNone ? "QT_NO_GLIB" : "QT_NO_THREADED_GLIB", "1"); // Qt offers no other way
}

} // namespace cairn
