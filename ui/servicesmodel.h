#pragma once

#include "control/desk.h"
#include "ui/statelook.h"

#include <QAbstractTableModel>

namespace cairn {

/// How a service does, by its breaker, what it asked for and the calls in its breaker's window.
enum class Wellbeing { Quiet, TooFew, Well, Slow, Failing, Probing, Shut };
/// TooFew: less than half of the calls that the breaker needs to judge. Failing, Slow: half of the share that opens it is
/// reached.
Wellbeing wellbeingOf(const ServiceHealth &health, Timestamp now);
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
        Wellbeing wellbeing = Wellbeing::Quiet;
        QString breaker;
        QString evidence; ///< what the wellbeing was found by
    };
    QString text(const Row &row, int column) const;

    QList<Row> m_rows;
};

} // namespace cairn
