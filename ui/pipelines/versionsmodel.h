#pragma once

#include "control/pipelineuse.h"
#include "ui/look/statelook.h"
#include "ui/parts/valuerows.h"

namespace cairn {

/// The versions of one pipeline, crossed with the states that any of their runs are in.
class VersionsModel : public ValueRows<VersionUse>
{
    Q_OBJECT
public:
    enum Column { VersionColumn, RecordedColumn, DigestColumn, RunsColumn, FirstStateColumn };

    explicit VersionsModel(QObject *parent = nullptr) : ValueRows(FirstStateColumn, parent) {}

    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

    void setVersions(const QList<VersionUse> &versions);
    /// The filter that lists the runs a cell counts; empty if it counts none.
    QString filterOf(const QModelIndex &index) const;

private:
    QVariant cell(const VersionUse &version, int column, int role) const override;
    QString head(int column) const override;
    qint64 countOf(const VersionUse &version, int column) const;
    QString text(const VersionUse &version, int column) const;
    QString tip(const VersionUse &version, int column) const;
    QString filterOf(const VersionUse &version, int column) const;
    Look lookAbove(int column) const;

    QList<RunState> m_states; ///< in the order of allRunStates()
};

} // namespace cairn
