#include "signalwatcher.h"

#include <cerrno>
#include <csignal>
#include <poll.h>
#include <sys/signalfd.h>
#include <unistd.h>

namespace cairn {

namespace {
sigset_t endSignals()
{
    sigset_t mask;
    sigemptyset(&mask);
    sigaddset(&mask, SIGINT);
    sigaddset(&mask, SIGTERM);
    struct sigaction hangup = {};
    if (::sigaction(SIGHUP, nullptr, &hangup) == 0 && hangup.sa_handler != SIG_IGN)
        sigaddset(&mask, SIGHUP);
    return mask;
}
} // namespace

void SignalWatcher::block()
{
    const sigset_t mask = endSignals();
    pthread_sigmask(SIG_BLOCK, &mask, nullptr);
}

void SignalWatcher::outliveReaders()
{
    std::signal(SIGPIPE, SIG_IGN);
}

void SignalWatcher::letThrough(QProcess &process)
{
    process.setChildProcessModifier([] {
        sigset_t none;
        sigemptyset(&none);
        ::sigprocmask(SIG_SETMASK, &none, nullptr);
    });
}

SignalWatcher::SignalWatcher(QObject *parent) : QObject(parent), m_notifier(QSocketNotifier::Read)
{
    block();
    const sigset_t mask = endSignals();
    m_fd = signalfd(-1, &mask, SFD_NONBLOCK | SFD_CLOEXEC);
    m_notifier.setSocket(m_fd);
    connect(&m_notifier, &QSocketNotifier::activated, this, &SignalWatcher::read);
    m_notifier.setEnabled(true);
}

SignalWatcher::~SignalWatcher()
{
    ::close(m_fd);
}

bool SignalWatcher::hasCome() const
{
    pollfd signal{m_fd, POLLIN, 0};
    return ::poll(&signal, 1, 0) > 0;
}

bool SignalWatcher::waitToWrite(int descriptor) const
{
    pollfd either[]{{descriptor, POLLOUT, 0}, {m_fd, POLLIN, 0}};
    while (::poll(either, 2, -1) < 0 && errno == EINTR) {
    }
    return either[0].revents != 0; // that nobody reads it any more is seen by writing
}

void SignalWatcher::read()
{
    signalfd_siginfo info;
    if (::read(m_fd, &info, sizeof info) == sizeof info)
        Q_EMIT received(int(info.ssi_signo));
}

} // namespace cairn
