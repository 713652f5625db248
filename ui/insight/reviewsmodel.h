#pragma once

#include "insight/policyreview.h"
#include "ui/look/statelook.h"
#include "ui/parts/valuerows.h"

namespace cairn {

/// How far the review of a month has come: what the pill says of it.
Look reviewLook(const ServiceReview &review, Timestamp now);
QString reviewStateText(const ServiceReview &review, Timestamp now);
/// "Met", "Missed", "Nothing promised".
QString keptText(Kept kept);

/// What is known of one service's month, and how it is told.
struct ReviewRow
{
    QString service;
    std::optional<ServiceReview> review; ///< nullopt: it is being looked through
    QString trouble;                     ///< it cannot be read
    Look look = Look::Pending;
    QString state;
};

/// What a month says of each service, a row each, in the order of their names; filled as it is found out.
class ReviewsModel : public ValueRows<ReviewRow>
{
    Q_OBJECT
public:
    enum Column {
        StateColumn,
        ServiceColumn,
        LatencyColumn,
        RecoveryColumn,
        AttemptsColumn,
        FailedColumn,
        IncidentsColumn,
        SignedColumn,
        ColumnCount
    };

    explicit ReviewsModel(QObject *parent = nullptr) : ValueRows(ColumnCount, parent) {}

    /// `kept`: what is known of them stands until it is put anew.
    void setServices(const QStringList &services, bool kept);
    void put(const QString &service, const Result<ServiceReview> &review, Timestamp now);
    QString serviceAt(int row) const { return rows().value(row).service; }
    /// "3 services: 1 overdue, 1 to be signed off, 1 signed off".
    QString summary() const;
    bool anyOverdue() const;
    /// There is no service, or one that is not looked through yet.
    bool isIncomplete() const;

    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    QVariant cell(const ReviewRow &row, int column, int role) const override;
    QString head(int column) const override;
    QString text(const ReviewRow &row, int column) const;
    int count(Look look) const;
};

} // namespace cairn
