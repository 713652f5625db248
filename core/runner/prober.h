#pragma once

#include "base/resumequeue.h"
#include "runner/servicelanes.h"

#include <QCoroTask>

namespace cairn {

/// Carries out commands to probe a service (CommandKind::ProbeService): one GET or HEAD over a connection of its own, that no
/// breaker, rate or limit holds back and that counts for none. What was cut off by the runner's end is not finished, and is done
/// anew by the next. Lives on the runner's thread.
class Prober
{
public:
    /// `finish` is given what ends a command.
    Prober(ResumeQueue &home, const Clock &clock, HttpTransportFactory transports,
           std::function<void(const Command &, Transaction)> finish);

    void start(const Command &command, const Service &service);
    bool isBusy() const { return m_underWay > 0; }
    /// Cuts off what is under way; `settled` is called once nothing is.
    void stop(std::function<void()> settled);

private:
    QCoro::Task<> probe(Command command, Service service);
    void ended();

    ResumeQueue &m_home;
    const Clock &m_clock;
    const HttpTransportFactory m_transports;
    const std::function<void(const Command &, Transaction)> m_finish;
    QList<PendingExchange *> m_exchanges;
    int m_underWay = 0;
    bool m_stopping = false;
    std::function<void()> m_settled;
};

} // namespace cairn
