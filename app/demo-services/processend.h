#pragma once

class QCoreApplication;

namespace cairn::demo {

/// SIGTERM, SIGINT and SIGHUP leave the event loop instead of killing the process. Call it once.
void quitOnSignals(QCoreApplication &app);

/// Leaves the event loop when the parent process ends. False: it has ended already, or this system cannot tell.
bool quitWithParent(QCoreApplication &app);

} // namespace cairn::demo
