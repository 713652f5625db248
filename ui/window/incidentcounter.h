#pragma once

#include "control/incidentdesk.h"
#include "ui/parts/refresher.h"

namespace cairn {

/// Keeps the window told of how many incidents are in which state, whatever room is shown.
class IncidentCounter : public QObject
{
    Q_OBJECT
public:
    explicit IncidentCounter(Desk &desk, QObject *parent = nullptr);

Q_SIGNALS:
    void counted(const QMap<cairn::IncidentState, qint64> &counts);

private:
    void read();

    IncidentDesk m_desk;
    Refresher m_refresher;
};

/// Those that are not resolved.
qint64 unresolvedOf(const QMap<IncidentState, qint64> &counts);

} // namespace cairn
