#pragma once

#include "guiworkspace.h"

namespace cairn::testing {

/// Records the service "ocr" as it is by default, at that time: what its policy does is counted from then on.
void recordService(GuiWorkspace &workspace, Timestamp at);

/// Attempts at the service "ocr" that give reason for advice: timeouts that are retried in vain, asked-for silence beyond what is
/// followed, and good answers between them. The workspace has pipeline "intake".
class AdviceSample
{
public:
    AdviceSample(GuiWorkspace &workspace, Timestamp now);

    /// Timeouts, each retried twice in vain, on `days` days before `now`.
    void addTimeouts(int perDay, int days);
    /// Good answers of about a fifth of a second.
    void addAnswers(int perDay, int days);
    /// "Come back in a quarter of an hour", which blocks the step.
    void addSilences(int perDay, int days);
    void countFigures() { m_workspace.countFigures(); }

private:
    void add(Timestamp at, Milliseconds took, std::optional<Category> category, int number, Action decision,
             std::optional<Milliseconds> advised = {});
    void commit();
    Timestamp day(int before) const;

    GuiWorkspace &m_workspace;
    RunId m_run;
    Timestamp m_now;
    int m_item = 0;
    Transaction m_pending;
};

} // namespace cairn::testing
