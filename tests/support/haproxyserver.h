#pragma once

#include "serverprocess.h"

namespace cairn::testing {

/// Debian's haproxy as a child process, listening on a free loopback port before one backend server; ends with this object.
class HaproxyServer
{
public:
    /// False: it did not start; error() says why.
    bool start(quint16 backendPort);
    quint16 port() const { return m_port; }
    QString error() const { return m_process.error(); }
    /// Requests that it has taken so far, by its own statistics; -1 if they cannot be read.
    int requests() const;

private:
    ServerProcess m_process;
    quint16 m_port = 0;
};

} // namespace cairn::testing
