#pragma once

#include "control/pipelineuse.h"

#include <QAbstractTableModel>

namespace cairn {

/// The versions of one pipeline, crossed with the states that any of their runs are in.
class VersionsModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { VersionColumn, RecordedColumn, DigestColumn, RunsColumn, FirstStateColumn };

    using QAbstractTableModel::QAbstractTableModel;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    void setVersions(const QList<VersionUse> &versions);
    const QList<VersionUse> &versions() const { return m_versions; }
    /// The filter that lists the runs a cell counts; empty if it counts none.
    QString filterOf(const QModelIndex &index) const;

private:
    qint64 countOf(const VersionUse &version, int column) const;
    QVariant text(const VersionUse &version, int column) const;
    QVariant tip(const QModelIndex &index) const;

    QList<VersionUse> m_versions;
    QList<RunState> m_states; ///< in the order of allRunStates()
};

} // namespace cairn
