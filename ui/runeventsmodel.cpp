#include "ui/runeventsmodel.h"

#include "ui/plaintip.h"
#include "ui/tableexport.h"
#include "ui/wording.h"

#include <algorithm>

namespace cairn {

int RunEventsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_events.size());
}

int RunEventsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant RunEventsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const RunEvent &event = m_events.at(index.row());
    if (role == LookRole)
        return event.look ? QVariant(int(*event.look)) : QVariant();
    if (role == ExportRole)
        return index.column() == AtColumn ? toRfc3339(event.at) : QString();
    if (role == Qt::ToolTipRole)
        return index.column() == AtColumn ? utcTime(event.at) : index.column() == WhyColumn ? plainTip(event.why) : QString();
    if (role != Qt::DisplayRole)
        return {};
    switch (index.column()) {
    case AtColumn: return localTimeExact(event.at);
    case StepColumn: return event.step;
    case WhatColumn: return event.what;
    case WhyColumn: return event.why;
    case ByColumn: return event.by;
    default: return {};
    }
}

QVariant RunEventsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case AtColumn: return tr("Time");
    case StepColumn: return tr("Step");
    case WhatColumn: return tr("What");
    case WhyColumn: return tr("Why");
    case ByColumn: return tr("By");
    default: return {};
    }
}

void RunEventsModel::setEvents(const QList<RunEvent> &events)
{
    const qsizetype shown = m_events.size();
    const bool grown = events.size() >= shown && std::equal(m_events.begin(), m_events.end(), events.begin());
    if (grown && events.size() == shown)
        return;
    if (grown) {
        beginInsertRows({}, int(shown), int(events.size()) - 1);
        m_events = events;
        endInsertRows();
        return;
    }
    beginResetModel();
    m_events = events;
    endResetModel();
}

} // namespace cairn
