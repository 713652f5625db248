#pragma once

#include "definition/problem.h"
#include "ui/parts/valuerows.h"

namespace cairn {

/// What is wrong with a workspace's files.
class ProblemsModel : public ValueRows<Problem>
{
    Q_OBJECT
public:
    enum Column { PlaceColumn, WhatColumn, RemedyColumn, ColumnCount };

    explicit ProblemsModel(QObject *parent = nullptr) : ValueRows(ColumnCount, parent) {}

    void setProblems(const QList<Problem> &problems);

private:
    QVariant cell(const Problem &problem, int column, int role) const override;
    QString head(int column) const override;
};

} // namespace cairn
