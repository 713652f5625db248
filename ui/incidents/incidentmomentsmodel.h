#pragma once

#include "control/incidenttimeline.h"
#include "ui/parts/valuerows.h"

namespace cairn {

/// What happened in an incident, in order. Holds values only.
class IncidentMomentsModel : public ValueRows<IncidentMoment>
{
    Q_OBJECT
public:
    enum Column { AtColumn, ActorColumn, RunColumn, StepColumn, WhatColumn, WhyColumn, ColumnCount };

    explicit IncidentMomentsModel(QObject *parent = nullptr) : ValueRows(ColumnCount, parent) {}

    void setMoments(const QList<IncidentMoment> &moments) { reset(moments); }

private:
    QVariant cell(const IncidentMoment &moment, int column, int role) const override;
    QString head(int column) const override;
};

} // namespace cairn
