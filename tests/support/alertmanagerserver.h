#pragma once

#include "serverprocess.h"

#include <QJsonArray>

namespace cairn::testing {

/// Debian's prometheus-alertmanager as a child process on a free loopback port, with a configuration and a storage of its own and
/// without a cluster; ends with this object.
class AlertmanagerServer
{
public:
    /// False: it did not start; error() says why.
    bool start();
    quint16 port() const { return m_port; }
    QString error() const { return m_process.error(); }
    ServerProcess &process() { return m_process; }

    /// What GET /api/v2/alerts answers: the alerts that last.
    QJsonArray alerts() const;
    QString receiver; ///< whom it notifies by webhook; set before start()

private:
    ServerProcess m_process;
    quint16 m_port = 0;
};

} // namespace cairn::testing
