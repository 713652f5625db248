#include "ui/run/runevents.h"

#include "ui/look/wording.h"

#include <QCoreApplication>

#include <algorithm>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype MostChanges = 2'000; ///< of states; more is nobody's reading

class Tell
{
    Q_DECLARE_TR_FUNCTIONS(RunEvents)
};

QString joined(QStringList parts)
{
    parts.removeAll(QString());
    return parts.join(u"; "_s);
}

RunEvent changeOf(const Checkpoint &checkpoint)
{
    RunEvent change;
    change.at = checkpoint.at;
    change.step = stepText(checkpoint.step, checkpoint.item);
    change.look = lookOf(checkpoint.state);
    change.what = StateLook::word(*change.look);
    const QString items = checkpoint.items ? Tell::tr("%Ln item(s)", nullptr, *checkpoint.items) : QString();
    const QString edited = checkpoint.edited.isValid() ? Tell::tr("with an edited payload") : QString();
    change.why = joined({checkpoint.cause, checkpoint.reason, items, edited});
    change.by = checkpoint.actor;
    return change;
}

/// What the runner and others have noted of a run; nothing of its end, which the run itself tells.
std::optional<RunEvent> tellOf(const Event &event)
{
    RunEvent told;
    told.at = event.at;
    told.why = event.detail;
    const QString kind = event.kind.startsWith("run."_L1) ? event.kind.mid(4) : QString();
    if (const auto state = runStateFromWord(kind)) {
        told.look = lookOf(*state);
        told.what = StateLook::word(*told.look);
        return isFinished(*state) ? std::nullopt : std::optional(told);
    }
    told.what = kind == "quarantined"_L1 ? Tell::tr("Put into quarantine")
                : kind == "rerun"_L1     ? Tell::tr("A rerun")
                : kind == "erased"_L1    ? Tell::tr("Its payloads were erased")
                                         : event.kind; // of a later version
    return told;
}

/// That it was asked for, and what came of it.
QList<RunEvent> eventsOf(const Command &command)
{
    RunEvent asked;
    asked.at = command.createdAt;
    asked.step = command.step.isEmpty() ? QString() : stepText(command.step, command.item);
    asked.what = Tell::tr("Asked: %1").arg(commandText(command.kind));
    asked.why = command.reason;
    asked.by = command.actor;
    if (!command.done)
        return {asked};
    RunEvent came = asked;
    came.at = command.doneAt.value_or(command.createdAt);
    came.what = command.accepted ? Tell::tr("Done: %1").arg(commandText(command.kind))
                                 : Tell::tr("Refused: %1").arg(commandText(command.kind));
    came.why = command.result;
    came.by = u"runner"_s;
    return {asked, came};
}

} // namespace

QList<RunEvent> runEvents(const RunDetail &detail, const RunRelations &relations)
{
    QList<RunEvent> all;
    RunEvent submitted;
    submitted.at = detail.run.submittedAt;
    submitted.what = Tell::tr("Submitted");
    submitted.why = detail.run.inputName;
    all.append(submitted);
    for (const Event &event : relations.events) {
        if (auto told = tellOf(event))
            all.append(std::move(*told));
    }
    for (const Command &command : relations.commands)
        all += eventsOf(command);
    const QList<Checkpoint> &changes = detail.history.checkpoints;
    const qsizetype leftOut = std::max<qsizetype>(0, changes.size() - MostChanges);
    if (leftOut > 0) {
        RunEvent told;
        told.at = changes[leftOut].at;
        told.what = Tell::tr("Left out");
        told.why = Tell::tr("%L1 earlier changes; the checkpoints have them all").arg(leftOut);
        all.append(told);
    }
    for (const Checkpoint &checkpoint : changes.mid(leftOut))
        all.append(changeOf(checkpoint));
    if (detail.run.finishedAt) {
        RunEvent finished;
        finished.at = *detail.run.finishedAt;
        finished.look = lookOf(detail.run.state);
        finished.what = StateLook::word(*finished.look);
        finished.why = Tell::tr("The run is finished");
        all.append(finished);
    }
    std::stable_sort(all.begin(), all.end(), [](const RunEvent &a, const RunEvent &b) { return a.at < b.at; });
    return all;
}

} // namespace cairn
