#include "ui/run/runeventsmodel.h"

#include "ui/look/wording.h"
#include "ui/parts/plaintip.h"
#include "ui/parts/tableexport.h"

namespace cairn {

QVariant RunEventsModel::cell(const RunEvent &event, int column, int role) const
{
    if (role == LookRole)
        return event.look ? QVariant(int(*event.look)) : QVariant();
    if (role == ExportRole)
        return column == AtColumn ? toRfc3339(event.at) : QString();
    if (role == Qt::ToolTipRole)
        return column == AtColumn ? utcTime(event.at) : column == WhyColumn ? plainTip(event.why) : QString();
    if (role != Qt::DisplayRole)
        return {};
    switch (column) {
    case AtColumn: return localTimeExact(event.at);
    case StepColumn: return event.step;
    case WhatColumn: return event.what;
    case WhyColumn: return event.why;
    case ByColumn: return event.by;
    default: return {};
    }
}

QString RunEventsModel::head(int column) const
{
    switch (column) {
    case AtColumn: return tr("Time");
    case StepColumn: return tr("Step");
    case WhatColumn: return tr("What");
    case WhyColumn: return tr("Why");
    case ByColumn: return tr("By");
    default: return {};
    }
}

} // namespace cairn
