#pragma once

#include "ui/parts/valuerows.h"
#include "ui/run/runevents.h"

#include <functional>

namespace cairn {

/// What happened to one run, in order.
class RunEventsModel : public ValueRows<RunEvent>
{
    Q_OBJECT
public:
    enum Column { AtColumn, StepColumn, WhatColumn, WhyColumn, ByColumn, ColumnCount };

    explicit RunEventsModel(QObject *parent = nullptr) : ValueRows(ColumnCount, parent) {}

    /// What is shown already stays where it is if only more follows.
    void setEvents(const QList<RunEvent> &events) { grow(events, std::equal_to<RunEvent>()); }

private:
    QVariant cell(const RunEvent &event, int column, int role) const override;
    QString head(int column) const override;
};

} // namespace cairn
