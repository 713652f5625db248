#include "ui/runbooks/runbooksmodel.h"

#include "ui/parts/plaintip.h"
#include "ui/runbooks/runbookwording.h"

#include <algorithm>

namespace cairn {

using namespace Qt::StringLiterals;

QVariant RunbooksModel::cell(const Runbook &runbook, int column, int role) const
{
    if (role == NameRole)
        return runbook.name;
    if (role == SearchRole)
        return u"%1 %2 %3 %4"_s.arg(runbook.name, runbook.title, matchText(runbook.match), QString::fromUtf8(runbook.source));
    if (role == Qt::ToolTipRole)
        return plainTip(u"%1\n%2"_s.arg(runbook.title, whereText(runbook)));
    if (role != Qt::DisplayRole)
        return {};
    switch (column) {
    case TitleColumn: return runbook.title;
    case SeverityColumn: return severityText(runbook.severity);
    case MatchColumn: return matchText(runbook.match);
    default: return {};
    }
}

QString RunbooksModel::head(int column) const
{
    switch (column) {
    case TitleColumn: return tr("Runbook");
    case SeverityColumn: return tr("Severity");
    case MatchColumn: return tr("For");
    default: return {};
    }
}

const Runbook *RunbooksModel::find(const QString &name) const
{
    const auto found = std::find_if(rows().begin(), rows().end(), [&](const Runbook &one) { return one.name == name; });
    return found == rows().end() ? nullptr : &*found;
}

} // namespace cairn
