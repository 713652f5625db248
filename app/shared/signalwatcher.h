#pragma once

#include <QObject>
#include <QProcess>
#include <QSocketNotifier>

namespace cairn {

/// Turns SIGINT, SIGTERM and SIGHUP (unless nohup has the program ignore it) into a Qt signal. One per process, made before
/// threads are started (they inherit the mask).
class SignalWatcher : public QObject
{
    Q_OBJECT
public:
    explicit SignalWatcher(QObject *parent = nullptr);
    /// Keeps the signals from ending the process; for programs that start threads before they can make a watcher.
    static void block();
    /// From now on the program does not end because nobody reads its output or its log any more.
    static void outliveReaders();
    /// The program that is started ends by these signals, although this one keeps them from ending it.
    static void letThrough(QProcess &process);
    ~SignalWatcher() override;

    /// One has come that is not told of yet, as nothing is while the event loop does not run.
    bool hasCome() const;
    /// Waits until `descriptor` takes something. False: it does not, and a signal has come; its reader may have stalled for good.
    bool waitToWrite(int descriptor) const;

Q_SIGNALS:
    void received(int signal);

private:
    void read();

    int m_fd = -1;
    QSocketNotifier m_notifier;
};

} // namespace cairn
