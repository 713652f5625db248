#pragma once

#include "control/incidenttimeline.h"

#include <QAbstractTableModel>

namespace cairn {

/// What happened in an incident, in order. Holds values only.
class IncidentMomentsModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { AtColumn, ActorColumn, RunColumn, StepColumn, WhatColumn, WhyColumn, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    void setMoments(const QList<IncidentMoment> &moments);
    const QList<IncidentMoment> &moments() const { return m_moments; }

private:
    QList<IncidentMoment> m_moments;
};

} // namespace cairn
