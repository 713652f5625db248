#pragma once

#include <QStringList>

#include <functional>

namespace cairn::bench {

/// What a program used, from fork to exit (wait4).
struct Usage
{
    int exitCode = -1;
    double seconds = 0;
    double cpuSeconds = 0; ///< user and system
    double maxRssMiB = 0;
};

/// Waits until all that was written before is on the disk, so that what is measured next does not pay for it.
void waitForDisk();

/// Runs a program to its end with its output going to `log`. While it runs, `watch` (if given) is called every 20 ms with its
/// process id; true ends it by SIGTERM.
Usage measure(const QStringList &command, const QString &log, const std::function<bool(int pid)> &watch = {});

/// How long a piece of work takes here.
double msOf(const std::function<void()> &work);

/// User and system time of a process so far.
double cpuSeconds(int pid);

/// Resident memory of a process now.
double rssMiB(int pid);

} // namespace cairn::bench
