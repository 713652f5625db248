#pragma once

#include "control/doctor.h"
#include "ui/parts/valuerows.h"

namespace cairn {

/// What an examination found, the bad first.
class FindingsModel : public ValueRows<Finding>
{
    Q_OBJECT
public:
    enum Column { SeverityColumn, SubjectColumn, DetailColumn, RemedyColumn, ColumnCount };

    explicit FindingsModel(QObject *parent = nullptr) : ValueRows(ColumnCount, parent) {}

    void setFindings(QList<Finding> findings);
    /// As lines of text, to be sent to somebody.
    QString report() const;

private:
    QVariant cell(const Finding &finding, int column, int role) const override;
    QString head(int column) const override;
};

} // namespace cairn
