#pragma once

#include "serverprocess.h"

namespace cairn::testing {

/// Debian's nginx as a child process on free loopback ports, with a prefix folder of its own; ends with this object.
/// In the configuration, @PORT@ and @PORT2@ are replaced by the ports and @DIR@ by the folder.
class NginxServer
{
public:
    /// False: it did not start; error() says why.
    bool start(const QString &configuration);
    quint16 port() const { return m_port; }
    quint16 port2() const { return m_port2; }
    QString folder() const { return m_process.folder(); }
    QString error() const { return m_process.error(); }
    ServerProcess &process() { return m_process; }

private:
    ServerProcess m_process;
    quint16 m_port = 0;
    quint16 m_port2 = 0;
};

} // namespace cairn::testing
