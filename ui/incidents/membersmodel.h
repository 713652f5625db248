#pragma once

#include "control/inbox.h"
#include "ui/parts/keyedrows.h"

namespace cairn {

/// The failures of an incident that have been loaded so far, the oldest run first.
class MembersModel : public KeyedRows<MemberSummary>
{
    Q_OBJECT
public:
    enum Column { FateColumn, InputColumn, StepColumn, PipelineColumn, SinceColumn, RunColumn, ColumnCount };

    using KeyedRows::KeyedRows;

    int columnCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : ColumnCount; }
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

Q_SIGNALS:
    void moreWanted();

protected:
    bool sameRow(const MemberSummary &a, const MemberSummary &b) const override;
    bool sameContent(const MemberSummary &a, const MemberSummary &b) const override;
    void askForMore() override { Q_EMIT moreWanted(); }
};

} // namespace cairn
