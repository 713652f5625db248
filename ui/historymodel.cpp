#include "ui/historymodel.h"

#include "ui/incidentwording.h"
#include "ui/statelook.h"
#include "ui/wording.h"

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

} // namespace

QVariant HistoryModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const IncidentNote &note = row(index.row());
    switch (role) {
    case Qt::DisplayRole: return noteTitle(note);
    case DetailRole: return note.detail;
    case TimeRole: return localTime(note.at);
    case LookRole: return int(lookOfNote(note.kind));
    case Qt::ToolTipRole: return note.detail.isEmpty() ? utcTime(note.at) : u"%1\n%2"_s.arg(utcTime(note.at), note.detail);
    case Qt::AccessibleTextRole: return u"%1, %2, %3"_s.arg(localTime(note.at), noteTitle(note), note.detail);
    default: return {};
    }
}

} // namespace cairn
