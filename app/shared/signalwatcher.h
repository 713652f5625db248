#pragma once

#include <QObject>
#include <QSocketNotifier>

namespace cairn {

/// Turns SIGINT and SIGTERM into a Qt signal. One per process, made before threads are started (they inherit the mask).
class SignalWatcher : public QObject
{
    Q_OBJECT
public:
    explicit SignalWatcher(QObject *parent = nullptr);
    /// Keeps the signals from ending the process; for programs that start threads before they can make a watcher.
    static void block();
    ~SignalWatcher() override;

Q_SIGNALS:
    void received(int signal);

private:
    void read();

    int m_fd = -1;
    QSocketNotifier m_notifier;
};

} // namespace cairn
