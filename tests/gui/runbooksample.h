#pragma once

#include "guiworkspace.h"

namespace cairn::testing {

/// A workspace in which service `publish` failed for three runs, with a runbook for it: incident 1.
class RunbookSample
{
public:
    RunbookSample();

    GuiWorkspace workspace;
    QString root() const { return workspace.path({}); }
    Incident incident() { return workspace.reader().incident(1).value(); }
    /// Writes runbooks/NAME.md.
    void writeRunbook(const QString &name, const QByteArray &text) const;
    /// What a runner does with all commands that wait.
    void carryOutAll(const QString &result, bool accepted = true);
    /// All failed steps, or the first so many of them, pass, or fail again.
    void setSteps(StepState state, qsizetype most = -1);
    static QByteArray text();

private:
    QList<RunId> m_runs;
};

} // namespace cairn::testing
