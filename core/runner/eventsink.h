#pragma once

#include "base/logrest.h"
#include "control/events.h"
#include "definition/settings.h"
#include "runner/poster.h"
#include "runner/storebridge.h"

#include <QCoroTask>

namespace cairn {

/// Sends events to a service as they happen: batches of CloudEvents (application/cloudevents-batch+json), in order, each at least
/// once. How far it came is in the store; a sink that is configured for the first time begins with what happens next. It is a
/// service like any other, under its own policy, except that nothing is given up but what it refuses, which the audit tells.
/// Lives on the runner's thread.
class EventSink
{
public:
    EventSink(EventSinkSettings settings, QString workspace, StoreReader &reader, const Clock &clock, StoreBridge &bridge,
              ServiceLanes &lanes, std::mt19937_64 &random);

    /// Sends what is new, unless it is at it, or waits after a failure.
    void tick();
    /// Nothing is on the way, and nothing was left that could be sent now.
    bool isIdle() const { return !m_sending && (m_caughtUp || m_poster.isFailing()); }
    bool isBusy() const { return m_sending; }
    /// Sends nothing more; `settled` is called once what is on the way has ended.
    void stop(std::function<void()> settled);
    /// Cuts off what is on the way.
    void abort();
    void noteChange() { m_caughtUp = false; }

private:
    QCoro::Task<> sendAll();
    QCoro::Task<bool> begin();
    QCoro::Task<bool> sendPage(EventPage page);
    void tellUnread(const Error &error);
    QCoro::Task<bool> remember(EventCursor cursor, QString refusal = {});
    QString name() const { return m_settings.service + u' ' + m_settings.path; }

    EventSinkSettings m_settings;
    QString m_workspace;
    StoreReader &m_reader;
    const Clock &m_clock;
    StoreBridge &m_bridge;
    ServiceLanes &m_lanes;
    Poster m_poster;
    LogRest m_troubles;
    std::optional<EventCursor> m_cursor;
    int m_atOnce; ///< events in one request: fewer for a sink that says they are too many
    bool m_sending = false;
    bool m_caughtUp = false;
    bool m_stopping = false;
    std::function<void()> m_settled;
};

} // namespace cairn
