#pragma once

#include "control/desk.h"
#include "ui/statelook.h"

#include <QAbstractTableModel>

namespace cairn {

/// How a service does, by what it was asked lately and by its breaker.
enum class Wellbeing { Idle, Well, Failing, Probing, Shut };
/// Failing: of at least five attempts so many failed that half of what opens its breaker is reached.
Wellbeing wellbeingOf(const ServiceHealth &health, const ServiceFigures &figures, Timestamp now);
Look lookOf(Wellbeing wellbeing);
QString wellbeingText(Wellbeing wellbeing);

/// Services with their health, breaker and figures, one row each.
class ServicesModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column {
        HealthColumn,
        NameColumn,
        BreakerColumn,
        InFlightColumn,
        AttemptsColumn,
        ErrorsColumn,
        P95Column,
        TrendColumn,
        ColumnCount
    };
    /// In TrendColumn: QVariantList of attempts and of failures for each bar.
    enum Role { AttemptsRole = LookRole + 1, FailuresRole };

    using QAbstractTableModel::QAbstractTableModel;

    void setServices(const QList<ServiceHealth> &services, const QList<ServiceFigures> &figures, Timestamp now);
    QString serviceAt(int row) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    struct Row
    {
        ServiceHealth health;
        ServiceFigures figures;
        Wellbeing wellbeing = Wellbeing::Idle;
        QString breaker;
    };
    QString text(const Row &row, int column) const;

    QList<Row> m_rows;
};

} // namespace cairn
