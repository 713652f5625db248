#pragma once

#include "control/pipelineuse.h"

#include <QAbstractListModel>
#include <QSet>

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
    /// Of these the workspace's files say something else than is live.
    void setDiffering(const QSet<QString> &names);
    const QList<PipelineUse> &uses() const { return m_uses; }
    /// Nullptr if there is none of that name.
    const PipelineUse *find(const QString &name) const;

private:
    void mark();

    QList<PipelineUse> m_uses;
    QSet<QString> m_differing;
};

/// What is said of a pipeline to people who hear it.
QString spokenUse(const PipelineUse &use);

} // namespace cairn
