#pragma once

#include <QProcess>
#include <QTemporaryDir>

namespace cairn::testing {

/// Debian's nginx as a child process on free loopback ports, with a prefix folder of its own; ends with this object.
/// In the configuration, @PORT@ and @PORT2@ are replaced by the ports and @DIR@ by the folder.
class NginxServer
{
public:
    NginxServer();
    ~NginxServer();

    /// False: it did not start; error() says why.
    bool start(const QString &configuration);
    quint16 port() const { return m_port; }
    quint16 port2() const { return m_port2; }
    QString folder() const { return m_folder.path(); }
    QString error() const { return m_error; }

private:
    QTemporaryDir m_folder;
    QProcess m_process;
    quint16 m_port = 0;
    quint16 m_port2 = 0;
    QString m_error;
};

/// A port of 127.0.0.1 that was free a moment ago.
quint16 freePort();

} // namespace cairn::testing
