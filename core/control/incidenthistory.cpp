#include "control/incidenthistory.h"

#include <algorithm>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr std::chrono::seconds OneGo{1}; ///< a command for each of those that somebody has chosen is written one after the other

bool isOfOneGo(const Command &a, const Command &b)
{
    const auto apart = b.createdAt - a.createdAt;
    return a.bulk == 0 && b.bulk == 0 && a.kind == b.kind && a.actor == b.actor && a.reason == b.reason && apart >= -OneGo &&
           apart <= OneGo;
}

QString targetOf(const IncidentDeed &deed, bool atLeast)
{
    const Command &command = deed.command;
    if (deed.commands != 1)
        return (atLeast ? u"at least %1 failures"_s : u"%1 failures"_s).arg(deed.commands);
    if (command.bulk != 0 && !command.run.isValid()) // gone with its run
        return u"1 failure"_s;
    return command.step.isEmpty() ? deed.inputName
                                  : u"%1, %2"_s.arg(deed.inputName, StepKey(command.step, command.item).toString());
}

IncidentNote noteOf(const IncidentDeed &deed, qint64 incident, bool atLeast)
{
    const Command &command = deed.command;
    QString detail = targetOf(deed, atLeast);
    if (command.arguments.contains("edited"_L1))
        detail += u", with an edited payload"_s;
    else if (command.arguments.contains("latest"_L1))
        detail += u", on the newest pipeline version"_s;
    if (!command.reason.isEmpty())
        detail += u": "_s + command.reason;
    if (deed.refused > 0)
        detail += deed.commands > 1 ? u"; %1 refused"_s.arg(deed.refused) : u"; refused: "_s + command.result;
    const QString kind = (command.bulk == 0 ? u"command."_s : u"bulk."_s) + word(command.kind);
    return {0, incident, command.createdAt, command.actor, kind, detail};
}

} // namespace

QList<IncidentDeed> inOneGo(const QList<IncidentDeed> &deeds)
{
    QList<IncidentDeed> joined;
    for (auto deed = deeds.crbegin(); deed != deeds.crend(); ++deed) {
        if (joined.isEmpty() || !isOfOneGo(joined.last().command, deed->command)) {
            joined.append(*deed);
            continue;
        }
        joined.last().commands += deed->commands;
        joined.last().refused += deed->refused;
    }
    return joined;
}

QList<IncidentNote> historyOf(const IncidentDetail &detail)
{
    QList<IncidentNote> history; // in one moment what was asked for comes before what came of it
    for (const IncidentDeed &deed : detail.deeds)
        history.append(noteOf(deed, detail.incident.id, detail.isCutOff(deed)));
    history += detail.notes;
    std::stable_sort(history.begin(), history.end(), [](const IncidentNote &a, const IncidentNote &b) { return a.at < b.at; });
    return history;
}

} // namespace cairn
