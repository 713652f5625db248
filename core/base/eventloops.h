#pragma once

#include <QProcessEnvironment>

namespace cairn {

/// Whose event loops are GLib's.
enum class Glib {
    ForNone,          ///< no thread waits through GLib
    ForMainThreadOnly ///< as a desktop's style and input methods need it
};

/// Which event loops wait through GLib: Qt's own are cheaper, as GLib makes a system call for each event that one thread posts to
/// another, and a request takes twenty. Called before the application object is made, and once.
void chooseEventLoops(Glib glib);

/// What other programs are started with: this one's environment without that choice, which Qt reads there whenever a thread
/// begins. Any thread.
QProcessEnvironment environmentForOthers();

} // namespace cairn
