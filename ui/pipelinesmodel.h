#pragma once

#include "control/pipelineuse.h"

#include <QAbstractListModel>

namespace cairn {

/// The pipelines of a workspace by name, with what runs go through them.
class PipelinesModel : public QAbstractListModel
{
    Q_OBJECT
public:
    /// A cairn::PipelineUse.
    static constexpr int UseRole = Qt::UserRole + 2;

    using QAbstractListModel::QAbstractListModel;

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

    void setUses(const QList<PipelineUse> &uses);
    const QList<PipelineUse> &uses() const { return m_uses; }
    /// Nullptr if there is none of that name.
    const PipelineUse *find(const QString &name) const;

private:
    QList<PipelineUse> m_uses;
};

/// What is said of a pipeline to people who hear it.
QString spokenUse(const PipelineUse &use);

} // namespace cairn
