#pragma once

#include "control/desk.h"
#include "model/incident.h"
#include "model/runbook.h"
#include "ui/payload/payloadorigin.h"

namespace cairn {

/// Shows what an action of a runbook opens: a list of runs, what was sent last, a service's definition or its policy.
class RunbookOpener : public QObject
{
    Q_OBJECT
public:
    /// Dialogs stand over `window`'s window.
    RunbookOpener(Desk &desk, QWidget *window);

    void open(const RunbookAction &action, const Incident &incident);

Q_SIGNALS:
    /// To be written into the filter of the list of runs.
    void runsWanted(const QString &filter);
    void payloadWanted(const cairn::PayloadRef &payload, const QString &title, const std::optional<cairn::RunDetail> &run,
                       const cairn::PayloadOrigin &origin);
    /// To be edited.
    void serviceWanted(const QString &name);
    void runWanted(cairn::RunId id);
    void failed(const cairn::Error &error);

private:
    void openService(const QString &name, bool atPolicy);
    void openPayload(const Incident &incident);

    Desk &m_desk;
    QWidget *m_window;
};

} // namespace cairn
