#pragma once

#include "guiworkspace.h"

namespace cairn::testing {

/// A workspace of real files: pipeline "invoice-intake" in two recorded versions, "photos" in one, and what is in the files now.
class PipelinesWorkspace
{
public:
    PipelinesWorkspace();

    GuiWorkspace &workspace() { return m_workspace; }
    Desk &desk() { return m_workspace.desk(); }
    QString root() const { return m_workspace.path({}); }
    void write(const QString &name, const QByteArray &text) const { m_workspace.write(name, text); }
    /// Of the invoices' file.
    static QByteArray intake(int version, const QByteArray &path = "/v1/scan");
    void apply();
    RunId addRun(const QString &pipeline, int version, RunState state);
    QList<RunRecord> runs() { return m_workspace.reader().runs({}, {}, 1'000).value(); }

private:
    GuiWorkspace m_workspace;
    int m_added = 0;
};

} // namespace cairn::testing
