#pragma once

#include "ui/runevents.h"

#include <QAbstractTableModel>

namespace cairn {

/// What happened to one run, in order.
class RunEventsModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { AtColumn, StepColumn, WhatColumn, WhyColumn, ByColumn, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    /// What is shown already stays where it is if only more follows.
    void setEvents(const QList<RunEvent> &events);

private:
    QList<RunEvent> m_events;
};

} // namespace cairn
