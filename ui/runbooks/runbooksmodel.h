#pragma once

#include "model/runbook.h"
#include "ui/parts/valuerows.h"

namespace cairn {

/// The runbooks at hand.
class RunbooksModel : public ValueRows<Runbook>
{
    Q_OBJECT
public:
    enum Column { TitleColumn, SeverityColumn, MatchColumn, ColumnCount };
    enum Role {
        NameRole = Qt::UserRole + 10,
        SearchRole, ///< all that somebody may look for
    };

    explicit RunbooksModel(QObject *parent = nullptr) : ValueRows(ColumnCount, parent) {}

    void setRunbooks(const QList<Runbook> &runbooks) { reset(runbooks); }
    const Runbook *find(const QString &name) const;

private:
    QVariant cell(const Runbook &runbook, int column, int role) const override;
    QString head(int column) const override;
};

} // namespace cairn
