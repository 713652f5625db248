#pragma once

#include "freeport.h"

#include <QProcess>
#include <QTemporaryDir>

namespace cairn::testing {

/// A real server as a child process on loopback ports, with a folder of its own; ends with this object.
class ServerProcess
{
public:
    ServerProcess();
    ~ServerProcess();

    QString folder() const { return m_folder.path(); }
    QString error() const { return m_error; }
    /// Writes a file into the folder; its path, or nothing.
    QString write(const QString &name, const QString &content);
    /// Starts Debian's `program` and waits until it listens on `port`. False: it did not; error() says why.
    bool start(const QString &program, const QStringList &arguments, quint16 port);
    /// The same again after its end.
    bool restart();
    qint64 processId() const { return m_process.processId(); }
    /// Waits for an end that somebody has brought about.
    bool waitForEnd(int timeoutMs) { return m_process.waitForFinished(timeoutMs); }

private:
    QTemporaryDir m_folder;
    QProcess m_process;
    quint16 m_port = 0;
    QString m_error;
};

} // namespace cairn::testing
