#pragma once

#include "definition/problem.h"

#include <QAbstractTableModel>

namespace cairn {

/// What is wrong with a workspace's files.
class ProblemsModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { PlaceColumn, WhatColumn, RemedyColumn, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    void setProblems(const QList<Problem> &problems);
    const QList<Problem> &problems() const { return m_problems; }

private:
    QList<Problem> m_problems;
};

} // namespace cairn
