#include "ui/incidents/historymodel.h"

#include "ui/look/incidentwording.h"
#include "ui/look/wording.h"

#include <QTextDocumentFragment>

#include <algorithm>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

/// Its colour on the line of time.
Look lookOfNote(const QString &kind)
{
    if (kind == "opened"_L1 || kind == "reopened"_L1 || kind == "failed_again"_L1)
        return Look::IncidentOpen;
    if (kind == "verifying"_L1)
        return Look::Verifying;
    if (kind == "resolved"_L1)
        return Look::Resolved;
    if (kind == word(IncidentAct::Acknowledge))
        return Look::Acknowledged;
    return kind == word(IncidentAct::Escalate) ? Look::Escalated : Look::Pending;
}

/// "3. Say *It happened*": what is told of a runbook's step is written as the runbook is.
QString detailOf(const IncidentNote &note)
{
    if (note.kind != "runbook.ticked"_L1 && note.kind != "runbook.unticked"_L1)
        return note.detail;
    const qsizetype number = note.detail.indexOf(u' ') + 1;
    return note.detail.first(number) + QTextDocumentFragment::fromMarkdown(note.detail.mid(number)).toPlainText();
}

HistoryLine lineOf(const IncidentNote &note)
{
    return {note.at, noteTitle(note), detailOf(note), lookOfNote(note.kind), note.id};
}

/// Of one its file, step and reason; of several how many there are.
HistoryLine lineOf(const IncidentDeed &deed, bool atLeast)
{
    const Command &command = deed.command;
    HistoryLine line;
    line.at = command.createdAt;
    line.command = command.bulk == 0 ? command.id : -command.bulk; // an order may have none yet
    line.title = HistoryModel::tr("%1: “%2”").arg(command.actor, commandText(command.kind));
    QStringList parts;
    if (atLeast && deed.commands > 1)
        parts.append(HistoryModel::tr("at least %Ln failures", nullptr, int(deed.commands)));
    else if (deed.commands != 1 || (command.bulk != 0 && !command.run.isValid()))
        parts.append(HistoryModel::tr("%Ln failure(s)", nullptr, int(deed.commands)));
    else
        parts.append(command.step.isEmpty() ? deed.inputName
                                            : u"%1, %2"_s.arg(deed.inputName, stepText(command.step, command.item)));
    if (command.arguments.contains("edited"_L1))
        parts.append(HistoryModel::tr("with an edited payload"));
    parts.append(command.reason);
    if (deed.refused > 0)
        parts.append(deed.commands > 1 ? HistoryModel::tr("%Ln refused", nullptr, int(deed.refused))
                                       : HistoryModel::tr("refused: %1").arg(command.result));
    parts.removeAll(QString());
    line.detail = parts.join(u" · "_s);
    return line;
}

} // namespace

QList<HistoryLine> historyLines(const IncidentDetail &incident)
{
    QList<HistoryLine> lines; // in one moment what was asked for comes before what came of it
    if (incident.hasOlderDeeds)
        lines.append(
            {incident.deeds.first().command.createdAt, HistoryModel::tr("Older ones: see the audit"), {}, Look::Pending});
    for (const IncidentDeed &deed : incident.deeds)
        lines.prepend(lineOf(deed, incident.isCutOff(deed)));
    for (const IncidentNote &note : incident.notes)
        lines.prepend(lineOf(note));
    std::stable_sort(lines.begin(), lines.end(), [](const HistoryLine &a, const HistoryLine &b) { return a.at > b.at; });
    return lines;
}

QVariant HistoryModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const HistoryLine &line = row(index.row());
    switch (role) {
    case Qt::DisplayRole: return line.title;
    case DetailRole: return line.detail;
    case TimeRole: return localTime(line.at);
    case LookRole: return int(line.look);
    case Qt::ToolTipRole: return line.detail.isEmpty() ? utcTime(line.at) : u"%1\n%2"_s.arg(utcTime(line.at), line.detail);
    case Qt::AccessibleTextRole: return u"%1, %2, %3"_s.arg(localTime(line.at), line.title, line.detail);
    default: return {};
    }
}

} // namespace cairn
