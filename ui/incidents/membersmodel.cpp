#include "ui/incidents/membersmodel.h"

#include "ui/look/incidentwording.h"
#include "ui/look/statelook.h"
#include "ui/look/wording.h"
#include "ui/parts/tableexport.h"

namespace cairn {

using namespace Qt::StringLiterals;

QVariant MembersModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const MemberSummary &summary = row(index.row());
    const IncidentMember &member = summary.member;
    if (role == LookRole)
        return int(summary.isUndecided ? Look::OutcomeUnknown : lookOf(member.fate));
    if (role == Qt::ToolTipRole)
        return index.column() == SinceColumn ? utcTime(member.at) : tr("Run %1").arg(member.run.toString());
    if (role == ExportRole)
        return index.column() == SinceColumn ? utcTime(member.at) : QVariant();
    if (role != Qt::DisplayRole)
        return {};
    switch (index.column()) {
    case FateColumn: return summary.isUndecided ? StateLook::word(Look::OutcomeUnknown) : fateText(member.fate);
    case InputColumn: return summary.inputName;
    case StepColumn: return stepText(member.key.step, member.key.item);
    case PipelineColumn: return summary.pipeline;
    case SinceColumn: return localTime(member.at);
    case RunColumn:
        return member.key.item == NoItem ? member.run.toString() : u"%1 · %2"_s.arg(member.run.toString()).arg(member.key.item);
    default: return {};
    }
}

QVariant MembersModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case FateColumn: return tr("Step is");
    case InputColumn: return tr("Input");
    case StepColumn: return tr("Step");
    case PipelineColumn: return tr("Pipeline");
    case SinceColumn: return tr("Since");
    case RunColumn: return tr("Run");
    default: return {};
    }
}

bool MembersModel::sameRow(const MemberSummary &a, const MemberSummary &b) const
{
    return a.member.run == b.member.run && a.member.key == b.member.key;
}

bool MembersModel::sameContent(const MemberSummary &a, const MemberSummary &b) const
{
    return a.member.fate == b.member.fate && a.member.at == b.member.at && a.isUndecided == b.isUndecided &&
           a.canBeAsked == b.canBeAsked;
}

} // namespace cairn
