#pragma once

#include "insight/policyreview.h"
#include "ui/statelook.h"

#include <QAbstractTableModel>

namespace cairn {

/// How far the review of a month has come: what the pill says of it.
Look reviewLook(const ServiceReview &review, Timestamp now);
QString reviewStateText(const ServiceReview &review, Timestamp now);
/// "Met", "Missed", "Nothing promised".
QString keptText(Kept kept);

/// What a month says of each service, a row each, in the order of their names; filled as it is found out.
class ReviewsModel : public QAbstractTableModel
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

    using QAbstractTableModel::QAbstractTableModel;

    /// `kept`: what is known of them stands until it is put anew.
    void setServices(const QStringList &services, bool kept);
    void put(const QString &service, const Result<ServiceReview> &review, Timestamp now);
    QString serviceAt(int row) const { return m_rows.value(row).service; }
    /// "3 services: 1 overdue, 1 to be signed off, 1 signed off".
    QString summary() const;
    bool anyOverdue() const;
    /// There is no service, or one that is not looked through yet.
    bool isIncomplete() const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    struct Row
    {
        QString service;
        std::optional<ServiceReview> review; ///< nullopt: it is being looked through
        QString trouble;                     ///< it cannot be read
        Look look = Look::Pending;
        QString state;
    };
    QString text(const Row &row, int column) const;

    QList<Row> m_rows;
};

} // namespace cairn
