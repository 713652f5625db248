#pragma once

#include "windowtest.h"

#include "ui/incidents/incidentlist.h"
#include "ui/parts/statepill.h"

#include <QAbstractButton>
#include <QAction>

namespace cairn::testing {

/// The main window in the room of failures, over what a test says has failed; widgets are found by their objectNames.
struct FailuresRoom : WindowTest
{
    explicit FailuresRoom(const std::function<void(GuiWorkspace &)> &fill = {}) : WindowTest(fill) { enter("showFailures"); }

    /// A checkpoint of a run's step, as a runner would write it.
    static void tell(GuiWorkspace &workspace, RunId run, const QString &step, StepState state, int status = 503,
                     Category category = Category::Service)
    {
        Checkpoint checkpoint;
        checkpoint.run = run;
        checkpoint.step = StepId(step);
        checkpoint.state = state;
        checkpoint.actor = QStringLiteral("runner");
        checkpoint.at = SystemClock().now();
        if (state == StepState::Blocked || state == StepState::OutcomeUnknown) {
            checkpoint.status = status;
            checkpoint.category = category;
            checkpoint.cause = QStringLiteral("the service answered %1").arg(status);
            checkpoint.decision = Action::Block;
        }
        workspace.commit(Transaction(AddCheckpoint{checkpoint}));
    }
    static RunId failing(GuiWorkspace &workspace, const QString &input, const QString &step, int status = 503,
                         Category category = Category::Service)
    {
        const RunId run = workspace.addRun(QStringLiteral("invoice-intake"), input, RunState::Blocked);
        tell(workspace, run, step, StepState::Blocked, status, category);
        return run;
    }
    /// Two steps of one pipeline.
    static void addPipeline(GuiWorkspace &workspace)
    {
        workspace.addPipeline(QStringLiteral("invoice-intake"), {QStringLiteral("scan"), QStringLiteral("publish<scan")});
    }

    IncidentList *inbox() const { return find<IncidentList>("incidentList"); }
    QString text(const char *label) const { return find<QLabel>(label)->text(); }
    QString state() const { return find<QWidget>("incidentPill")->accessibleName(); }
    QAction *action(const char *name) const { return find<QAction>(name); }
    QStringList history() const { return column(find<QAbstractItemView>("incidentHistory")->model()); }
    QStringList listed() const { return column(inbox()->model()); }
    Incident stored(qint64 id) { return workspace.reader().incident(id).value(); }

private:
    static QStringList column(const QAbstractItemModel *model)
    {
        QStringList texts;
        for (int row = 0; row < model->rowCount(); ++row)
            texts.append(model->index(row, 0).data().toString());
        return texts;
    }
};

} // namespace cairn::testing
