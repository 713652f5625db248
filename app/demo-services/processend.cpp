#include "processend.h"

#include <QCoreApplication>
#include <QSocketNotifier>
#include <QTimer>

#ifdef Q_OS_UNIX
#include <csignal>
#include <fcntl.h>
#include <unistd.h>
#endif
#ifdef Q_OS_LINUX
#include <sys/prctl.h>
#endif

namespace cairn::demo {

#ifdef Q_OS_UNIX

namespace {

int signalPipe[2] = {-1, -1}; // a signal handler may touch nothing else

extern "C" void onSignal(int)
{
    const char byte = 1;
    [[maybe_unused]] const auto written = ::write(signalPipe[1], &byte, 1);
}

} // namespace

void quitOnSignals(QCoreApplication &app)
{
    if (::pipe(signalPipe) != 0)
        return; // then signals end the process at once, as they do by default
    for (const int end : signalPipe)
        ::fcntl(end, F_SETFD, FD_CLOEXEC);
    auto *notifier = new QSocketNotifier(signalPipe[0], QSocketNotifier::Read, &app);
    QObject::connect(notifier, &QSocketNotifier::activated, &app, &QCoreApplication::quit);
    for (const int number : {SIGTERM, SIGINT, SIGHUP}) {
        struct sigaction action = {};
        action.sa_handler = onSignal;
        action.sa_flags = SA_RESTART;
        ::sigaction(number, &action, nullptr);
    }
    std::signal(SIGPIPE, SIG_IGN); // whoever read our standard output may be gone
}

bool quitWithParent(QCoreApplication &app)
{
    const pid_t parent = ::getppid();
#ifdef Q_OS_LINUX
    ::prctl(PR_SET_PDEATHSIG, SIGTERM);
#endif
    // Everywhere else, and where the parent's *thread* that started us lives on: look now and then.
    auto *watch = new QTimer(&app);
    QObject::connect(watch, &QTimer::timeout, &app, [parent] {
        if (::getppid() != parent)
            QCoreApplication::quit();
    });
    watch->start(std::chrono::milliseconds(500));
    return ::getppid() == parent;
}

#else

void quitOnSignals(QCoreApplication &) {}

bool quitWithParent(QCoreApplication &)
{
    return false;
}

#endif

} // namespace cairn::demo
