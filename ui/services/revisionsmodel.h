#pragma once

#include "model/service.h"
#include "ui/parts/valuerows.h"

namespace cairn {

/// The revisions of one service, the newest first: the live one.
class RevisionsModel : public ValueRows<ServiceRevision>
{
    Q_OBJECT
public:
    enum Column { RevisionColumn, RecordedColumn, ActorColumn, ReasonColumn, ColumnCount };

    explicit RevisionsModel(QObject *parent = nullptr) : ValueRows(ColumnCount, parent) {}

    void setRevisions(const QList<ServiceRevision> &revisions);

private:
    QVariant cell(const ServiceRevision &revision, int column, int role) const override;
    QString head(int column) const override;
    QString text(const ServiceRevision &revision, int column) const;
    QString reasonOf(const ServiceRevision &revision) const;
};

} // namespace cairn
